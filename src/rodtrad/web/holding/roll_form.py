"""The roll as a form, shown and sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rodtrad.web.holding.namesakes import names_of
from rodtrad.web.holding.roll import Called, called_over, counted_by_presence, items_of
from rodtrad.web.keys import keys_in
from rodtrad.web.meetings.models import Attendance, Item, Meeting

EMPTY_ROWS = 3
FIELDS = ("vem", "narvaro", "uppgift", "organisation", "titel", "fran", "till", "for")  # of a row


def roll_page(meeting: Meeting, called: Sequence[Called]) -> dict[str, Any]:
    """What the form shows: who is called and where they came and left, empty rows, and what there is to choose from."""
    rows = [*called, *([Called("", "", Attendance.Duty.OTHER)] * EMPTY_ROWS)]
    items = items_of(meeting)
    place = {item.pk: number for number, item in enumerate(items, 1)}
    return {
        "meeting": meeting,
        "rows": [
            (row, name, *(place[end.pk] if end else "" for end in (row.first, row.last)))
            for row, name in zip(rows, names_of(rows), strict=True)
        ],
        "named": sum(bool(row.name) for row in rows),
        "counted": counted_by_presence(rows),
        "presences": Attendance.Presence.choices,
        "duties": Attendance.Duty.choices,
        "items": items,
    }


def told_roll(meeting: Meeting, sent: Mapping[str, str]) -> tuple[list[Called], list[str]]:
    """What the form of the roll says, and what it leaves out or gets wrong, in words for people; those of whom it
    doesn't say whether they came stand among the rows too, so that a form that is shown again has everybody.

    A row is `vem-N`, by which it was known (see `Called.key`), `namn-N`, `narvaro-N`, `uppgift-N`, `organisation-N`,
    `titel-N`, and `fran-N`, `till-N`, the places of items on the agenda, and `for-N`, a name; a row without a name is
    none, and one whose number is `bort` is taken out.
    """
    items = {str(place): item for place, item in enumerate(items_of(meeting), 1)}
    known = called_over(meeting)
    rows, silent, wrong = list[Called](), list[str](), list[str]()
    for number in sorted(keys_in(key[5:] for key in sent if key.startswith("namn-"))):
        name = " ".join(sent.get(f"namn-{number}", "").split())
        if not name or sent.get("bort") == str(number):
            continue
        told = {field: sent.get(f"{field}-{number}", "").strip() for field in FIELDS}
        if told["narvaro"] not in Attendance.Presence.values:
            told["narvaro"] = ""
            silent.append(name)
        # "3" or, as a browser may put it in, "3. Avtal"
        first, last = (told[end].partition(".")[0] for end in ("fran", "till"))
        wrong += [f"Det finns ingen punkt {at} för {name}." for at in (first, last) if at and at not in items]
        seated = _known_as(known, name, told["vem"], sent)
        rows.append(_told_row(name, told, seated, items.get(first), items.get(last)))
    return rows, [*([f"Ange närvaro för {', '.join(silent)}."] if silent else []), *wrong]


def _told_row(
    name: str, told: Mapping[str, str], seated: Called | None, first: Item | None, last: Item | None
) -> Called:
    return Called(
        name[:500],
        told["narvaro"],
        told["uppgift"] if told["uppgift"] in Attendance.Duty.values else Attendance.Duty.MEMBER,
        seated.person if seated else None,
        seated.party if seated else None,
        told["organisation"][:500],
        told["titel"][:500],
        first,
        last,
        " ".join(told["for"].split())[:500],
        seated.taken if seated else None,
    )


def _known_as(known: Sequence[Called], name: str, key: str, sent: Mapping[str, str]) -> Called | None:
    """Who of those called over a row of the form is: by its key, and a new row by a name that one of them alone bears
    and that no other row has. Somebody else's name makes it another's row."""
    named = [row for row in known if row.name == name]
    if key:
        return next((row for row in named if row.key == key), None)
    others = {value for field, value in sent.items() if field.startswith("vem-")}
    return named[0] if len(named) == 1 and named[0].key not in others else None
