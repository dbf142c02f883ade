"""Names in what members say, with the persons whom the attendance tells them to be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from django import template

from rodtrad.web.bodies.models import Person
from rodtrad.web.meetings.models import Standpoint

register = template.Library()
PARTY: Final = re.compile(r"\s*\([^()]{1,30}\)\s*$")  # "Anna Ek (S)"


@register.filter
def with_persons(one: Standpoint, persons: Mapping[str, Person]) -> list[tuple[str, Person | None]]:
    """A standpoint's words in pieces, those that name somebody with whom. `persons`: by their names, folded. Names that
    the text does not tell stand before it."""
    told = {name: persons.get(PARTY.sub("", name).casefold()) for name in one.who}
    before = [name for name in told if name not in one.text]
    pieces: list[tuple[str, Person | None]] = []
    for name in before:
        pieces += [(name, told[name]), (": " if name == before[-1] else ", ", None)]
    within = sorted((name for name in told if name and told[name] and name in one.text), key=len, reverse=True)
    if not within:
        return [*pieces, (one.text, None)]
    known = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, within))})(?!\w)")
    return [*pieces, *((part, told.get(part)) for part in known.split(one.text) if part)]
