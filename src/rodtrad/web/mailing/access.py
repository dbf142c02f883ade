"""Who may see what is sent by mail: administrators, and only that it is. What letters say may be for a body alone."""

from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.mailing.models import Letter, LetterQuerySet


def letters_for(user: Somebody) -> LetterQuerySet:
    """Every letter, without what it says. Raises PermissionDenied for one who does not manage users."""
    require(user, Right.MANAGE_USERS)
    return Letter.objects.defer("text", "sealed", "attachments")
