"""Who may see documents: until something is published, everyone who logs in and may read."""

from django.db.models import F, QuerySet
from django.http import Http404

from rodtrad.web.accounts.access import Right, Somebody, may, require
from rodtrad.web.bodies.additions import last_addition
from rodtrad.web.documents.models import Document, DocumentQuerySet, Removed, Version
from rodtrad.web.documents.reading import READER_VERSION


def documents_for(user: Somebody) -> DocumentQuerySet:
    """The documents that a user may see. Raises PermissionDenied for one who may see none."""
    require(user, Right.READ)
    return DocumentQuerySet(Document)


def version_for_reading(user: Somebody, pk: int, number: str | None = None) -> Version:
    """A document's current version, or the one with a number, with the document.

    Its text and record, which are large, are fetched when they are asked for. Raises Http404 for one that is not
    there, PermissionDenied for a user who may not read.
    """
    require(user, Right.READ)
    # Asked of the document's own key: of a foreign one, a number too large for the database is an error.
    documents = Document.objects.filter(pk=pk)
    versions = Version.objects.select_related("document__county", "added_by").defer("text", "record")
    versions = versions.filter(document__in=documents)
    if number is None:
        version = versions.filter(document__current=F("pk")).first()
    else:
        version = versions.filter(number=int(number)).first() if number.isdecimal() else None
    if version is None:
        raise Http404("Det finns inget sådant dokument.")
    return version


def removed_for(user: Somebody) -> QuerySet[Removed]:
    """What is left of removed documents, the latest first. Raises PermissionDenied for one who may not read."""
    require(user, Right.READ)
    return Removed.objects.select_related("change__by")


def may_read_again(user: Somebody, version: Version) -> bool:
    """Whether a user may have it read again: where the reader, or the parties and bodies it is given, are others now;
    an administrator always."""
    if not may(user, Right.REVIEW) or may(user, Right.OVERRULE):
        return may(user, Right.OVERRULE)
    return Document.objects.outdated(READER_VERSION, last_addition()).filter(current=version).exists()
