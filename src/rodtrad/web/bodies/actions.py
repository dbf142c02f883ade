"""What changes parties and bodies by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import County, Party
from rodtrad.web.bodies.parties_file import add_missing


@transaction.atomic
def add_party(
    *,
    name: str,
    kind: str,
    by: User | None,
    county: str = "",
    code: str = "",
    place: str = "",
    other_names: Iterable[str] = (),
) -> Party:
    """Add a party beyond Sweden's 311; its county, by name, is added where the register lacks it.

    Raises ValidationError where the name or the code is taken, or the kind is none.
    """
    home = County.objects.get_or_create(name=county)[0] if county else None
    party = Party(name=name, kind=kind, code=code, county=home, place=place, other_names=list(other_names))
    party.full_clean()
    party.save()
    log("party-added", party, by=by)
    return party


@transaction.atomic
def add_parties(*, path: Path, by: User | None) -> int:
    """Add the parties of a file with the columns of Sweden's own; returns how many were new.

    Those whose code is there already are left alone, so that the file may be given at every start. Raises
    NoPartiesFile where it holds none, OSError where it cannot be read.
    """
    added = add_missing(path.read_text(encoding="utf-8-sig"), County, Party)
    if added:
        log("parties-added", Party.objects.latest("pk"), by=by, file=path.name, parties=added)
    return added
