"""Minutes of a meeting of two bodies over two days: whose they are, who sat for which, and by whose numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from rodtrad.reading.parties import Parties, read_parties
from rodtrad.reading.reader import read
from rodtrad.reading.sources import open_source
from rodtrad.web.bodies.models import Person, Seat
from rodtrad.web.holding.actions import decide, open_meeting, take_roll
from rodtrad.web.holding.roll import Called
from rodtrad.web.meetings.models import BodyRules, Item
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.pdf import pdf_of
from rodtrad.web.minutes.word import word_of
from rodtrad.web.preparing.actions import add_item, plan_meeting
from tests.web.meetings.held import make_body

pytestmark = pytest.mark.django_db


def test_of_two_bodies_and_two_days() -> None:
    board, group = make_body("Samverkansnämnden"), make_body("Beredningsgruppen")
    BodyRules.objects.create(body=board, is_paragraph=True, numbering="year")
    roll = []
    for name, body, duty in (
        ("Tove Alnfors", board, "chair"),
        ("Bo Ekmark", group, "member"),
        ("Eva Lind", group, "deputy"),
    ):
        person = Person.objects.create(name=name)
        Seat.objects.create(person=person, body=body, duty=duty)
        roll.append(Called(name, "present", duty=duty, person=person))
    roll.append(Called("Sara Lund", "present", duty="secretary"))
    days = {"day": date(2026, 12, 3), "last_day": date(2026, 12, 4)}
    meeting = plan_meeting(bodies=[board, group], start=time(9), end=time(12), place="Ekeby", by=None, **days)
    add_item(meeting=meeting, fields={"title": "Gemensam tolkservice", "type": "decision"}, clauses=[], by=None)
    open_meeting(meeting=meeting, by=None)
    take_roll(meeting=meeting, called=roll, by=None)
    for item in Item.written.filter(meeting=meeting, type="decision"):
        decide(item=item, clauses=["inrätta en gemensam tolkservice"], by=None)
    content = MinutesContent.from_json(close_and_make(meeting=meeting, by=None).content)

    assert [heading for heading, _ in content.groups] == [
        "Ledamöter (Samverkansnämnden)",
        "Ledamöter (Beredningsgruppen)",
        "Ersättare (Beredningsgruppen)",
        "Övriga",
    ]
    made_at = datetime(2026, 12, 4, 12, 0, tzinfo=UTC)
    for name, data in (("p.docx", word_of(content)), ("p.pdf", pdf_of(content, made_at=made_at))):
        record = read(open_source(name, data), parties=Parties(read_parties()))
        assert set(record.bodies) == {"Samverkansnämnden", "Beredningsgruppen"}
        assert record.meeting
        assert (record.meeting.date, record.meeting.end_date) == ("2026-12-03", "2026-12-04")
        assert [(row.name, row.duty) for row in record.attendance] == [(row.name, row.duty) for row in roll]
        assert record.items[0].number == "1"
        assert [row.text for row in record.decisions] == ["inrätta en gemensam tolkservice"]
    assert board.number_series.get().last == Item.written.filter(meeting=meeting).count()
    assert not group.number_series.exists()
