"""When the register of parties and bodies last grew: what was read before knows less."""

from __future__ import annotations

from datetime import datetime

from rodtrad.web.accounts.models import Change
from rodtrad.web.bodies.models import Body, Party

ADDITIONS = ("party-added", "parties-added", "bodies-added")


def last_addition() -> datetime | None:
    """When parties or bodies were last added, which documents read before do not know of; None where none were."""
    about = (Party._meta.label_lower, Body._meta.label_lower)
    added = Change.objects.filter(object_type__in=about, action__in=ADDITIONS).order_by("-at")
    return added.values_list("at", flat=True).first()
