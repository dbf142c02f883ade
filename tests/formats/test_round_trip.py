"""Minutes made here and read again: what the reader finds in the files equals the register."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from rodtrad.reading.reader import read
from rodtrad.reading.sources import open_source
from rodtrad.web.accounts.models import User
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.actions import assign, decide, open_meeting, recuse, say, take_roll, vote
from rodtrad.web.holding.roll import Called
from rodtrad.web.holding.saving import Save, save_paragraph
from rodtrad.web.holding.voting import Counted
from rodtrad.web.meetings.models import (
    Attendance,
    Decision,
    Item,
    Meeting,
    Presenter,
    Proposal,
    Section,
    Standpoint,
    Vote,
)
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.minutes.content import minutes_of
from rodtrad.web.minutes.pdf import pdf_of
from rodtrad.web.minutes.word import word_of
from rodtrad.web.preparing.actions import add_item, call_meeting
from rodtrad.web.preparing.sections import LETTERS, add_section, withdraw_section
from rodtrad.web.review.importing import import_paths
from tests.web.meetings.held import make_body, make_meeting, make_member

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


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["m.pdf", "m.docx"])
def test_votes_and_what_is_said_beside_decisions(form: str) -> None:
    """A meeting held here, in which it is voted in numbers and by name, and members speak against what is decided."""
    meeting = held_with_votes()
    content = minutes_of(meeting)
    data = pdf_of(content, made_at=MADE_AT) if form == "m.pdf" else word_of(content)
    record = read(open_source(form, data))
    items = {item.pk: item.number for item in Item.written.filter(meeting=meeting)}
    votes = Vote.written.filter(meeting=meeting).order_by("order")
    assert [(vote.item, vote.yes, vote.no, vote.abstained) for vote in record.votes] == [
        (items[vote.item_id or 0], vote.yes, vote.no, vote.abstained) for vote in votes
    ]
    said = Standpoint.written.filter(meeting=meeting).order_by("order")
    assert Counter((one.item, one.kind, one.names) for one in record.standpoints) == Counter(
        (items[row.item_id or 0], row.kind, tuple(row.who)) for row in said
    )
    assert in_file(form, data) == in_register(meeting)


def held_with_votes() -> Meeting:
    """Three items: decided by the chair's casting vote, with reservations; in numbers; and without a vote."""
    body = make_body("Hjälpmedelsnämnden", kind="board")
    sara = make_member("Sara Lind", body, "secretary")
    meeting = make_meeting(body)
    for title in ("Avtal om hjälpmedel", "Taxa för lån", "Rapport om väntetider"):
        clauses = ["förlänga avtalet om hjälpmedel ett år"] if title.startswith("Avtal") else []
        add_item(meeting=meeting, fields={"title": title, "type": "decision"}, clauses=clauses, by=sara)
    open_meeting(meeting=meeting, by=sara)
    names = ("Tove Alnfors", "Ida Ekmark", "Ulf Bygren", "Bo Allard")
    roll = [Called(name, "present", duty="chair" if n == 0 else "member") for n, name in enumerate(names[:3])]
    roll += [Called("Karl Lundmark", "absent"), Called("Bo Allard", "present", "deputy", stands_in_for="Karl Lundmark")]
    take_roll(meeting=meeting, called=[*roll, Called("Sara Lind", "present", duty="secretary")], by=sara)
    tove, ida, ulf, bo = (Attendance.written.get(name=name) for name in names)
    first, second, third = Item.written.filter(meeting=meeting).order_by("order")
    save_paragraph(item=first, save=Save(uuid4(), uuid4(), 0, "Vem betalar efter 2028?", "question"), by=sara)
    save_paragraph(item=first, save=Save(uuid4(), uuid4(), 0, "Mötet talar om kostnaden.", "dialogue"), by=sara)
    by_name = {tove.pk: "yes", ida.pk: "yes", ulf.pk: "no", bo.pk: "no"}
    sides = ("bifall till förslaget", "avslag på förslaget")
    vote(item=first, told=Counted(*sides, named=by_name, tie_break="chair", tie_for="yes"), by=sara)
    decide(item=first, clauses=["förlänga avtalet om hjälpmedel ett år"], as_proposed=True, by=sara)
    say(item=first, kind="dissent", people=[ulf, bo], text="Kostnaden är inte känd.", by=sara)
    say(item=first, kind="note", people=[ida], text="Frågan bör tas upp igen under våren.", by=sara)
    recuse(item=second, people=[ida], by=sara)
    vote(item=second, told=Counted("Tove Alnfors förslag", "Bo Allards förslag", yes=1, no=2), by=sara)
    decide(item=second, clauses=["höja taxan för lån till 200 kronor"], by=sara)
    say(item=second, kind="statement", people=[tove], text="Taxan är för hög.", by=sara)
    decide(item=third, clauses=["lägga rapporten till handlingarna"], by=sara)
    say(item=third, kind="abstention", people=[bo], text="", by=sara)
    close_and_make(meeting=meeting, by=sara)
    return Meeting.objects.prefetch_related("bodies").get(pk=meeting.pk)


@pytest.mark.django_db
def test_sections_of_an_item() -> None:
    """A meeting held here, one item of which has a section for each letter, with what was said there."""
    meeting = held_with_sections()
    content = minutes_of(meeting)
    sections = list(Section.written.filter(item__meeting=meeting).order_by("order"))
    presented = Presenter.written.filter(item__meeting=meeting, section__isnull=False).order_by("section__order")
    for form, data in (("m.pdf", pdf_of(content, made_at=MADE_AT)), ("m.docx", word_of(content))):
        record = read(open_source(form, data))
        found = [one for item in record.items for one in item.sections]
        assert [(one.label, one.title) for one in found] == [(row.label, row.title) for row in sections]
        assert [who.name for one in found for who in one.presenters] == [who.name for who in presented]
        for model, facts, word in (
            (Proposal, record.proposals, "text"),
            (Decision, record.decisions, "text"),
            (Vote, record.votes, "yes"),
            (Standpoint, record.standpoints, "kind"),
            (Assignment, record.assignments, "task"),
        ):
            rows = model.written.filter(meeting=meeting).select_related("section")
            said = Counter((row.section.title if row.section else None, getattr(row, word)) for row in rows)
            assert Counter((one.section, getattr(one, word)) for one in facts) == said, (form, model)
        assert in_file(form, data) == in_register(meeting)


def held_with_sections() -> Meeting:
    """Two items: one decided itself and in its sections, with a vote, a recusal, dissent and an assignment there, and a
    section that was withdrawn; and one after it."""
    body = make_body("Hjälpmedelsnämnden", kind="board")
    sara = make_member("Sara Lind", body, "secretary")
    meeting = make_meeting(body)
    item = add_item(
        meeting=meeting, fields={"title": "Avtal som löper ut"}, clauses=["lägga listan till handlingarna"], by=sara
    )
    add_item(meeting=meeting, fields={"title": "Övriga frågor"}, clauses=[], by=sara)
    prepared = [
        ("Tolkar i vården", ["Tove Alnfors, jurist, Ekeby kommun"], ["förlänga avtalet om tolkar ett år"]),
        ("Hjälpmedel", [], ["säga upp avtalet om hjälpmedel"]),
        ("1177 på fler språk", ["Ida Ekmark"], []),
        *((f"Lån av lokal {number}", [], []) for number in range(4, len(LETTERS) + 1)),
    ]
    first, second, third, *_, last = (
        add_section(item=item, fields={"title": title}, presenters=who, clauses=clauses, by=sara)
        for title, who, clauses in prepared
    )
    call_meeting(meeting=meeting, by=sara)
    withdraw_section(section=last, by=sara)
    open_meeting(meeting=meeting, by=sara)
    names = ("Tove Alnfors", "Ida Ekmark", "Ulf Bygren")
    roll = [Called(name, "present", duty="chair" if n == 0 else "member") for n, name in enumerate(names)]
    take_roll(meeting=meeting, called=[*roll, Called("Sara Lind", "present", duty="secretary")], by=sara)
    item.refresh_from_db()
    treat_sections(item, (first, second, third), sara)
    close_and_make(meeting=meeting, by=sara)
    return Meeting.objects.prefetch_related("bodies").get(pk=meeting.pk)


def treat_sections(item: Item, sections: tuple[Section, Section, Section], sara: User) -> None:
    first, second, third = sections
    ida, ulf = (Attendance.written.get(name=name) for name in ("Ida Ekmark", "Ulf Bygren"))
    decide(item=item, clauses=["lägga listan till handlingarna"], as_proposed=True, by=sara)
    told = "Tove Alnfors redogör för avtalet om tolkar, som har använts mer än väntat under det senaste året."
    save_paragraph(item=item, section=first, save=Save(uuid4(), uuid4(), 0, told), by=sara)
    decide(item=item, section=first, clauses=["förlänga avtalet om tolkar ett år"], as_proposed=True, by=sara)
    assign(
        item=item, section=first, assignee="Ekeby kommun", task="redovisa kostnaderna", due_text="i maj 2027", by=sara
    )
    recuse(item=item, section=second, people=[ida], by=sara)
    sides = ("bifall till förslaget", "avslag på förslaget")
    vote(item=item, section=second, told=Counted(*sides, yes=1, no=1, tie_break="chair", tie_for="yes"), by=sara)
    decide(item=item, section=second, clauses=["säga upp avtalet om hjälpmedel", "återrapportera i maj"], by=sara)
    say(item=item, section=second, kind="dissent", people=[ulf], text="Kostnaden är inte känd.", by=sara)
    save_paragraph(item=item, section=third, save=Save(uuid4(), uuid4(), 0, "Frågan väntar på regionen."), by=sara)
