"""The papers of a meeting as one PDF: first the agenda with what is in it and what is not, then the papers in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from rodtrad.web import typeset
from rodtrad.web.documents.papers import Joined, NoPicture, Pages, joined
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.preparing.agenda import (
    Planned,
    called_for,
    file_of,
    is_confidential,
    planned_items,
    without_confidential,
)
from rodtrad.web.preparing.models import PaperFile

COVER: Final = Path(__file__).with_name("bundle.typ")
MOST_BYTES: Final = 90_000_000  # of pages in one file: what mail and telephones still open
NO_FILE: Final = "finns inte här som fil"
NO_ROOM: Final = "filen blir för stor, så den hämtas för sig"
# The file is made of what it holds and of nothing else, so that the same papers are the same bytes.
NO_TIME: Final = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Bundled:
    """A paper of a meeting. `number`: among all of them, so that it is called the same for everyone. `pages`: None
    where it is not in the file, and `why`."""

    number: int
    title: str
    item: str
    pages: Pages | None
    why: str

    @property
    def label(self) -> str:
        return f"Handling {self.number}"


def bundle_of(meeting: Meeting, *, insiders: bool) -> bytes:
    """The papers that may be given to those who see what is confidential to the bodies, or to others; kept until they
    or the agenda change. Raises NoPicture, whose message ends a Swedish sentence, where the file can't be made."""
    items = planned_items(meeting)
    numbers = {paper.pk: number for number, paper in enumerate((p for one in items for p in one.papers), 1)}
    shown = items if insiders else without_confidential(items)
    papers = _bundled(shown, numbers)
    title = f"Handlingar {meeting.heading}"
    parts = [(Joined(one.item, one.title, one.label), one.pages.pdf) for one in papers if one.pages]
    cover = typeset.pdf_of(COVER, _told(meeting, shown, papers, title), made_at=NO_TIME, is_part=True)
    of = f"bundle:{meeting.pk}:{insiders}"
    return joined(of, cover, parts, title=title, outline=[_called(one) for one in shown])


def _bundled(items: list[Planned], numbers: dict[int, int]) -> list[Bundled]:
    found, room = [], MOST_BYTES
    for one in items:
        for paper in one.papers:
            pages, why = _pages(file_of(paper))
            if pages and len(pages.pdf) > room:
                pages, why = None, NO_ROOM
            room -= len(pages.pdf) if pages else 0
            title = f"{numbers[paper.pk]}. {called_for(paper.text, confidential=is_confidential(paper))}"
            found.append(Bundled(numbers[paper.pk], title, _called(one), pages, why))
    return found


def _pages(file: PaperFile | None) -> tuple[Pages | None, str]:
    """The pages of a paper, or why it has none."""
    if file is None:
        return None, NO_FILE
    try:
        return file.pages(), ""
    except NoPicture as error:
        return None, str(error)


def _called(one: Planned) -> str:
    title = called_for(one.item.title, confidential=one.item.confidential)
    return f"{one.place}. {title}{' (utgår)' if one.item.cancelled else ''}"


def _sections(one: Planned) -> list[str]:
    return [f"{part.section}{' (utgår)' if part.section.cancelled else ''}" for part in one.sections]


def _told(meeting: Meeting, items: list[Planned], papers: list[Bundled], title: str) -> dict[str, Any]:
    """What the first page tells. `after`: how many pages of papers come before one."""
    lengths = [one.pages.number if one.pages else 0 for one in papers]
    before = dict(zip([one.number for one in papers], accumulate(lengths, initial=0), strict=False))
    rows: dict[str, list[dict[str, Any]]] = {}
    for one, length in zip(papers, lengths, strict=True):
        told = {"title": one.title, "why": one.why, "pages": length, "after": before[one.number]}
        rows.setdefault(one.item, []).append(told)
    return {
        "title": title,
        "body": meeting.body_names,
        "day": meeting.when,
        "time": f"kl. {meeting.start:%H.%M}" if meeting.start else "",
        "place": meeting.place,
        "pages": sum(lengths),
        "items": [
            {"title": (called := _called(one)), "sections": _sections(one), "papers": rows.get(called, [])}
            for one in items
        ],
        "left_out": [f"{one.title}: {one.why}" for one in papers if one.why],
    }
