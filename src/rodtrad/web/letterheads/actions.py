"""Giving a county a logotype, and taking it away."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import County
from rodtrad.web.documents.logotypes import Unreadable, made_anew
from rodtrad.web.documents.originals import Original, store
from rodtrad.web.letterheads.models import Emblem, Shown


def set_emblem(*, county: County, data: bytes, alt: str, by: User | None) -> Emblem:
    """Let what the county's bodies send from now on bear a logotype. `alt`: what is read aloud in its place.

    Raises ValidationError, in words for people, where it is no picture or nothing is to be read aloud; NotStored where
    it cannot be saved.
    """
    if not (told := " ".join(alt.split())):
        raise ValidationError({"alt": "Skriv vad som ska läsas upp i stället för bilden, till exempel Region Älvmark."})
    try:
        clean = made_anew(data)
    except Unreadable as error:
        raise ValidationError({"file": str(error)}) from error
    original = Original.of(Path("logotyp.png"), clean)
    store(original, clean)
    with transaction.atomic():
        made = Emblem.objects.create(county=county, file=original.stored_name, alt=told[:200], by=by)
        log("emblem-set", county, by=by, file=original.sha256, alt=made.alt)
    return made


@transaction.atomic
def remove_emblem(*, county: County, by: User | None) -> None:
    """Let what is sent from now on bear none; what was made with it keeps it. Where there is none nothing changes."""
    if Shown.of(county).file:
        Emblem.objects.create(county=county, by=by)
        log("emblem-removed", county, by=by)
