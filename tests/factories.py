"""Reading records made by hand, for tests of the register: an invented county's own people, places and sentences."""

from __future__ import annotations

import json
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pikepdf
from django.db import transaction

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.actions import add_party
from rodtrad.web.bodies.models import County
from rodtrad.web.documents.actions import add_version
from rodtrad.web.documents.mentions import PartyFinder
from rodtrad.web.documents.models import Version
from rodtrad.web.documents.originals import Original, store
from rodtrad.web.documents.reading import Reading
from rodtrad.web.review.actions import enter_version

Json = dict[str, Any]

PEOPLE = ("Tove Alnfors", "Birger Storhed", "Signe Rönnbacke", "Hilding Kvarnlycke")


def evidence(line: int, **changes: Any) -> Json:
    """A place: each line of a made document is 100 characters long."""
    start = (line - 1) * 100
    return {
        "lines": [line, line],
        "chars": [start, start + 99],
        "page": 1,
        "places": [],
        "inferred": [],
        "rule": "by-hand",
        "confidence": 1.0,
        **changes,
    }


def text_of(lines: int = 60) -> str:
    """A text of that many lines of 100 characters, for places to stand in."""
    return "".join(f"rad {number}".ljust(99, ".") + "\n" for number in range(1, lines + 1))


def minutes(*, body: str = "Samverkansrådet", date: str = "2024-03-05", **changes: Any) -> Json:
    """The record of minutes with four present, three items, a decision and an assignment."""
    line = count(1)
    record: Json = {
        "format": 1,
        "kind": "minutes",
        "body": body,
        "bodies": [body],
        "reference": None,
        "meeting": {"date": date, "end_date": None, "start": "09:00", "end": None, "place": "Rådhuset"},
        "head_places": {"body": evidence(next(line)), "meeting.date": evidence(next(line))},
        "attendance": [
            attendance(PEOPLE[0], "Region Ekeby län", next(line), duty="chair"),
            attendance(PEOPLE[1], "Norrviks kommun", next(line)),
            attendance(PEOPLE[2], "Sandhamra kommun", next(line), duty="adjuster"),
            attendance(PEOPLE[3], None, next(line), duty="other", presence="absent"),
        ],
        "items": [
            item("1", "Mötets öppnande", 20),
            item("2", "Avtal om hjälpmedel", 30, presenters=[presenter("Signe Rönnbacke", 31)]),
            item("3", "Övriga frågor", 40),
        ],
        "proposals": [],
        "decisions": [decision("2", "förlänga avtalet om hjälpmedel ett år", 33)],
        "assignments": [assignment("2", "Norrviks kommun", "redovisa kostnaderna", 34, due="2024-06")],
        "appointments": [],
        "agreements": [],
        "next_meetings": [],
        "signatures": [],
        "distribution": [],
        "plan": None,
        "references": [],
        "issues": [],
        "unplaced": [],
    }
    return {**record, **changes}


def attendance(
    name: str, organisation: str | None, line: int, *, duty: str = "member", presence: str = "present"
) -> Json:
    value = {"name": name, "organisation": organisation, "title": None, "duty": duty, "presence": presence}
    return {**value, **evidence(line)}


def item(number: str | None, title: str, line: int, **changes: Any) -> Json:
    value: Json = {"number": number, "title": title, "type": None, "cancelled": False}
    return {**value, "presenters": [], "papers": [], "sections": [], **evidence(line), **changes}


def presenter(name: str, line: int, organisation: str | None = None) -> Json:
    return {"name": name, "title": None, "organisation": organisation, **evidence(line)}


def decision(number: str | None, text: str, line: int, **changes: Any) -> Json:
    value: Json = {"item": number, "section": None, "text": text, "body": None, "formal": False, "via": None}
    rest: Json = {"date": None, "adopts_proposal": False, "effect": "approve", "condition": None}
    return {**value, **rest, **evidence(line), **changes}


def assignment(number: str | None, assignee: str | None, task: str, line: int, due: str | None = None) -> Json:
    value: Json = {"item": number, "section": None, "kind": "assignment", "assignee": assignee, "task": task}
    return {**value, "due": due, "due_text": "före sommaren" if due else None, **evidence(line)}


def agreement(title: str, line: int, **changes: Any) -> Json:
    value: Json = {"item": None, "section": None, "title": title, "from": None, "to": None, "extensions": []}
    return {**value, "notice": None, "parties": [], **evidence(line), **changes}


def appointment(person: str, line: int, **changes: Any) -> Json:
    value: Json = {"item": None, "section": None, "person": person, "replaces": None, "body": None, "from": None}
    return {**value, **evidence(line), **changes}


def signature(name: str, duty: str, line: int) -> Json:
    return {"name": name, "duty": duty, "signed_at": "2024-03-20T10:15:00+01:00", **evidence(line)}


def plan(**changes: Any) -> Json:
    """The record of an action plan with one group, one target area and two activities."""
    empty: Json = {field: [] for field in ("attendance", "items", "decisions", "assignments", "agreements")}
    groups = [
        {
            **{"name": "Äldre", "overall_goal": "Trygg vardag", "target_group": None, "focus": None},
            **{"responsible": "Norrviks kommun", "indicators": [indicator("Fallskador", 12)]},
            "target_areas": [area("Fallförebyggande", 13, "Hålla föreläsningar", "Pröva balansträning")],
            **evidence(11),
        }
    ]
    value = {"title": "Handlingsplan 2024–2025", "period": [2024, 2025], "decided_on": "2024-01", "decided_by": None}
    head = {"plan.title": evidence(1), "plan.decided_on": evidence(3, inferred=["decided_on"])}
    own: Json = {"kind": "action_plan", "meeting": None, "head_places": head, "plan": {**value, "groups": groups}}
    return {**minutes(), **empty, **own, **changes}


def indicator(name: str, line: int) -> Json:
    return {"name": name, "source": "Egen mätning", "baseline": None, "target": None, **evidence(line)}


def area(title: str, line: int, *activities: str) -> Json:
    made = [
        {"text": text, "responsible": "Länsgruppen", "start": None, "end": "2024-12", "time_text": "under 2024"}
        | {"state": None, **evidence(line + number)}
        for number, text in enumerate(activities, 1)
    ]
    return {"title": title, "activities": made, **evidence(line)}


LINES_A_PAGE = 20
PAPER = (595.0, 842.0)


def box_of(line: int) -> list[float]:
    """Where a line stands on its page, in a document that `on_paper` and `pdf_of` make."""
    top = 60.0 + (line - 1) % LINES_A_PAGE * 36
    return [72.0, top, 372.0, top + 14]


def on_paper(value: Any) -> Any:
    """A record, or part of one, in which every place has the page and box of its first line."""
    if isinstance(value, list):
        return [on_paper(part) for part in value]
    if not isinstance(value, dict):
        return value
    grown = {name: on_paper(part) for name, part in value.items()}
    if "lines" not in value or "chars" not in value:
        return grown
    line = value["lines"][0]
    return {"box": box_of(line), **grown, "page": (line - 1) // LINES_A_PAGE + 1}


def pdf_of(pages: int = 3) -> bytes:
    """A PDF of that many pages with each line written in its box."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for page in range(pages):
        lines = range(page * LINES_A_PAGE + 1, (page + 1) * LINES_A_PAGE + 1)
        written = [f"1 0 0 1 72 {PAPER[1] - box_of(n)[3] + 3:.0f} Tm (rad {n} i dokumentet) Tj" for n in lines]
        document.add_blank_page(page_size=PAPER)
        document.pages[-1].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        document.pages[-1].Contents = document.make_stream(f"BT /F 12 Tf {' '.join(written)} ET".encode())
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def enter(
    record: Json,
    *,
    name: str = "protokoll.txt",
    by: User | None = None,
    pages: int = 0,
    data: bytes = b"",
    text: str = "",
) -> Version:
    """A version with that record, stored and entered as an import does it.

    `pages`: how many there are on paper, 0 for a text. `data`: the file, stored where it is given. `text`: what was
    read, where the lines matter.
    """
    original = Original.of(Path(name), data or json.dumps(record).encode())
    if data:
        store(original, data)
    lines = max(60, pages * LINES_A_PAGE)
    starts = [page * LINES_A_PAGE * 100 for page in range(pages)] or [0]
    reading = Reading(text=text or text_of(lines), page_starts=starts, record=record, page_sizes=[PAPER] * pages)
    finder = PartyFinder()
    with transaction.atomic():
        added = add_version(original=original, reading=reading, finder=finder, by=by)
        enter_version(version=added.version, findings=added.findings, finder=finder, by=by)
    return added.version


def make_county() -> County:
    """Ekeby län with its region and two municipalities."""
    home = "Ekeby län"
    add_party(name="Region Ekeby län", kind="region", county=home, place="Ekeby", by=None)
    add_party(name="Norrviks kommun", kind="municipality", county=home, place="Norrvik", by=None)
    add_party(name="Sandhamra kommun", kind="municipality", county=home, place="Sandhamra", by=None)
    return County.objects.get(name=home)
