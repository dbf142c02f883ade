"""What changes parties and bodies by hand."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import County, Party


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
