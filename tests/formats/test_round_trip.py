"""Minutes made here and read again: what the reader finds in the files equals the register."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rodtrad.reading.reader import read
from rodtrad.reading.sources import open_source
from rodtrad.web.meetings.models import Attendance, Decision, Item, Meeting
from rodtrad.web.minutes.content import minutes_of
from rodtrad.web.minutes.pdf import pdf_of
from rodtrad.web.minutes.word import word_of
from rodtrad.web.review.importing import import_paths

SAMPLES = Path(__file__).parents[2] / "samples"
MINUTES = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".txt", ".docx", ".pdf"})
MADE_AT = datetime(2026, 12, 4, 12, 0, tzinfo=UTC)
LEAST = 0.99  # F1 of each kind over all sample meetings


def in_register(meeting: Meeting) -> dict[str, Counter[tuple[str, ...]]]:
    items = {item.pk: item.number for item in Item.written.filter(meeting=meeting)}
    decisions = Decision.written.filter(meeting=meeting, item__isnull=False)
    return {
        "items": Counter((item.number, item.title) for item in Item.written.filter(meeting=meeting)),
        "attendance": Counter((row.name, row.presence) for row in Attendance.written.filter(meeting=meeting)),
        "decisions": Counter((items[row.item_id or 0], bare(row.text)) for row in decisions),
    }


def in_file(name: str, data: bytes) -> dict[str, Counter[tuple[str, ...]]]:
    record = read(open_source(name, data))
    return {
        "items": Counter((item.number or "", item.title) for item in record.items),
        "attendance": Counter((row.name, row.presence) for row in record.attendance),
        "decisions": Counter((row.item or "", bare(row.text)) for row in record.decisions),
    }


def bare(text: str) -> str:
    return text.strip(" .").casefold()


@pytest.mark.django_db
def test_round_trip_of_all_sample_meetings() -> None:
    """Register → PDF → reader, and → Word → reader."""
    assert not import_paths(MINUTES, by=None).not_read
    same, there, found = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    meetings = Meeting.objects.exclude(state=Meeting.State.CALLED).prefetch_related("bodies")
    for meeting in meetings:
        content, register = minutes_of(meeting), in_register(meeting)
        for name, data in (("m.pdf", pdf_of(content, made_at=MADE_AT)), ("m.docx", word_of(content))):
            for kind, rows in in_file(name, data).items():
                key = (name, kind)
                same[key] += (rows & register[kind]).total()
                there[key] += register[kind].total()
                found[key] += rows.total()
    f1 = {key: 2 * same[key] / (there[key] + found[key]) for key in there}
    assert len(meetings) > 20
    assert {key: value for key, value in f1.items() if value < LEAST} == {}
