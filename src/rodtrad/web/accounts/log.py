"""The log of changes: every action writes one row, in its own transaction."""

from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import QuerySet

from rodtrad.web.accounts.models import Change, User

INSTALLATION = "installation"


def log(action: str, obj: models.Model | None, *, by: User | None, **details: Any) -> Change:
    """Write that `by` (None: the installation itself, from the command line) did `action` to the saved object `obj`.
    None as `obj`: to the installation as a whole.

    `action` is a slug in the past tense ("minutes-approved"); `details` is kept as JSON, so dates go in as text.
    Raises RuntimeError outside a transaction: the row must stand or fall with what it tells of.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"log({action!r}) outside a transaction: what it tells of could be lost without it")
    return Change.objects.create(
        by=by,
        action=action,
        object_type=obj._meta.label_lower if obj else INSTALLATION,
        object_id=str(obj.pk) if obj else "",
        object_text=str(obj) if obj else settings.NAME,
        details=details,
    )


def changes_of(obj: models.Model, action: str) -> QuerySet[Change]:
    """When an action was done to an object, and what was written of it."""
    return Change.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk), action=action)
