"""Minutes of a realistic size, with something of everything that minutes hold."""

from typing import Any

from tests import factories as make

FIRST = ("Tove", "Birger", "Signe", "Hilding", "Ylva", "Sixten", "Disa", "Torvald")
LAST = ("Alnfors", "Storhed", "Rönnbacke", "Kvarnlycke")


def full_minutes(*, items: int = 12, attendance: int = 24, **changes: Any) -> dict[str, Any]:
    """Each item has a presenter, a paper, a section, a proposal, two decisions and an assignment."""
    names = [f"{first} {last}" for last in LAST for first in FIRST][:attendance]
    numbers = [str(number) for number in range(1, items + 1)]
    lines = {number: 10 + index % 45 for index, number in enumerate(numbers)}
    record = make.minutes(
        attendance=[make.attendance(name, "Norrviks kommun", 3 + i % 5) for i, name in enumerate(names)],
        items=[_item(number, lines[number], names) for number in numbers],
        proposals=[_proposal(number, lines[number]) for number in numbers],
        decisions=[
            made
            for number in numbers
            for made in (
                make.decision(number, f"godkänna förslag {number}", lines[number], adopts_proposal=True),
                make.decision(number, f"ge gruppen uppdrag {number}", lines[number] + 1, effect="assign"),
            )
        ],
        assignments=[make.assignment(n, "Norrviks kommun", f"redovisa {n}", lines[n], "2024-06") for n in numbers],
        appointments=[appointment(names[0], numbers[0], 56)],
        agreements=[make.agreement("Avtal om hjälpmedel", 57, to="2026-12-31", extensions=[1, 1], item="1")],
        next_meetings=[{"date": "2024-05-07", "body": None, **make.evidence(58, inferred=["date"])}],
        signatures=[make.signature(names[0], "chair", 59)],
        distribution=[{"text": "Norrviks kommun", **make.evidence(60)}],
        issues=[{"code": "names-alike", "text": "Två namn liknar varandra.", "lines": [3, 4]}],
    )
    return {**record, **changes}


def appointment(name: str, item: str | None, line: int, **changes: Any) -> dict[str, Any]:
    value = {"item": item, "section": None, "person": name, "replaces": None, "body": None, "from": None}
    return {**value, **make.evidence(line), **changes}


def _item(number: str, line: int, names: list[str]) -> dict[str, Any]:
    return make.item(
        number,
        f"Ärende nummer {number}",
        line,
        type="decision",
        presenters=[make.presenter(names[int(number) % len(names)], line, "Sandhamra kommun")],
        papers=[{"text": f"Bilaga {number}", **make.evidence(line)}],
        sections=[{"label": "a", "title": f"Del {number}", "presenters": [], **make.evidence(line)}],
    )


def _proposal(number: str, line: int) -> dict[str, Any]:
    value = {"item": number, "section": None, "text": f"godkänna förslag {number}", "outcome": "carried"}
    return {**value, **make.evidence(line)}
