"""Who may hand in documents and see what becomes of them: those who may review."""

from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.intake.models import Upload, UploadQuerySet


def uploads_for(user: Somebody) -> UploadQuerySet:
    """What has been handed in, everybody's. Raises PermissionDenied for one who may not hand in."""
    require(user, Right.REVIEW)
    return UploadQuerySet(Upload)
