"""What was read, as a table for people."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from rodtrad.reading.record import Record

KINDS = {
    "minutes": "Protokoll",
    "action_plan": "Handlingsplan",
    "notice": "Kallelse",
    "agreement": "Överenskommelse",
    "other": "Annat",
}


def show(read: Iterable[tuple[str, Record]], console: Console) -> None:
    """A row a document, and below the table what does not add up in each."""
    name = Column("Dokument", overflow="fold", ratio=3)
    columns = (name, Column("Slag", no_wrap=True), Column("Organ", ratio=3), Column("Datum", no_wrap=True))
    table = Table(*columns, Column("Hittat", ratio=4), box=None, pad_edge=False, header_style="bold")
    records = list(read)
    for document, record in records:
        table.add_row(*map(escape, (document, KINDS[record.kind], record.body or "–", _when(record), _counts(record))))
    if records:
        console.print(table)
    for document, record in records:
        if record.issues or record.unplaced:
            console.print(f"\n[bold]{escape(document)}[/bold]: att se över")
        for issue in record.issues:
            console.print(f"  {_where(issue.lines)}{escape(issue.text)}", highlight=False)
        for finding in record.unplaced:
            console.print(f"  {_where(finding.lines)}Kunde inte placeras: {escape(finding.text)}", highlight=False)


def _when(record: Record) -> str:
    if record.plan and record.plan.period:
        first, last = record.plan.period
        return f"{first}" if first == last else f"{first}–{last}"
    return (record.meeting and record.meeting.date) or "–"


def _counts(record: Record) -> str:
    areas = [area for group in (record.plan.groups if record.plan else ()) for area in group.target_areas]
    counts = (
        (len(record.attendance), "person", "personer"),
        (len(record.items), "punkt", "punkter"),
        (len(record.decisions), "beslut", "beslut"),
        (len(record.assignments), "uppdrag", "uppdrag"),
        (len(record.agreements), "avtal", "avtal"),
        (len(areas), "målområde", "målområden"),
        (sum(len(area.activities) for area in areas), "aktivitet", "aktiviteter"),
    )
    return ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in counts if n) or "inget"


def _where(lines: tuple[int, int] | None) -> str:
    if not lines:
        return ""
    first, last = lines
    return f"rad {first}: " if first == last else f"rad {first}–{last}: "
