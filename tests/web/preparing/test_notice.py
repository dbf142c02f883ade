"""The notice in all its forms: as a PDF and a Word file, by mail, for calendars; and what a supplement tells."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO

import page
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from docx import Document
from icalendar import Calendar

from rodtrad.reading.sources import open_source
from rodtrad.web.bodies.models import Membership
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.actions import open_meeting
from rodtrad.web.mailing.models import Letter, LetterFile
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.preparing.actions import add_item, call_meeting, cancel_meeting, fill_agenda, move_meeting
from rodtrad.web.preparing.agenda import agenda_of
from rodtrad.web.preparing.notice import notice_pdf, told_of
from tests.web.meetings.held import DAY, make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db
MADE_AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
CLOSED = "Förhandling om lokaler"


@pytest.fixture
def meeting() -> Meeting:
    body = make_body()
    make_member("Sara", body, Membership.Role.SECRETARY)
    meeting = make_meeting(body)
    fields = {"title": "Tolkservice", "type": "decision", "minutes_needed": 20, "introduction": "Behovet ökar."}
    add_item(meeting=meeting, fields=fields, clauses=["pröva tolkar"], presenters=["Anna Ek, , Ekeby kommun"], by=None)
    add_item(meeting=meeting, fields={"title": CLOSED, "confidential": True}, clauses=["säga upp hyran"], by=None)
    return meeting


@pytest.fixture
def sara(meeting: Meeting) -> Client:
    client = Client()
    client.force_login(Membership.objects.get().user)
    return client


def got(client: Client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file


def stored(file: LetterFile) -> bytes:
    with default_storage.open(str(file.file.name)) as content:
        return bytes(content.read())


def text_of(data: bytes) -> str:
    return " ".join(open_source("k.pdf", data).text.split())


@pytest.mark.parametrize("profile", PROFILES, ids=["PDF/UA-1", "PDF/A-2a"])
def test_follows_the_standard(meeting: Meeting, profile: page.ValidationProfile) -> None:
    before = agenda_of(meeting)
    add_item(meeting=meeting, fields={"title": "Budget"}, clauses=[], by=None)
    told = told_of(meeting, agenda_of(meeting), before, number=2)
    report = page.validate_pdf_bytes(notice_pdf(told, made_at=MADE_AT), profile=profile)
    assert list(report.failures) == []


def test_the_files_tell_what_the_page_does(meeting: Meeting, sara: Client) -> None:
    at = f"/moten/{meeting.pk}/kallelse"
    pdf = text_of(got(sara, f"{at}.pdf"))
    word = " ".join(one.text for one in Document(BytesIO(got(sara, f"{at}.docx"))).paragraphs)
    told = ("Kallelse", "4 december 2026", "09.00–12.00", "Rådhuset, Ekeby", "1. Tolkservice", "Behovet ökar.")
    for file in (pdf, word):
        wanted = (*told, "Föredragande: Anna Ek, Ekeby kommun", "att pröva tolkar", CLOSED)
        assert [part for part in wanted if part not in file] == []
        assert f"2. {CLOSED} (bara för organet)" in file
    assert "Bara för organet" in sara.get(f"{at}/").content.decode()
    assert "Utkast, inte skickat" in pdf
    assert b"METHOD:PUBLISH" in got(sara, f"{at}.ics")
    assert sara.get(f"{at}.exe").status_code == sara.get(f"{at}/7.pdf").status_code == 404


def test_which_assignments_are_followed_up_but_those_of_the_body_alone(meeting: Meeting, sara: Client) -> None:
    before = make_meeting(meeting.held_for, day=date(2026, 11, 27))
    for title, secret in (("Öppet", False), ("Slutet", True)):
        item = add_item(meeting=before, fields={"title": title, "confidential": secret}, clauses=[], by=None)
        task = f"redovisa det {title.lower()}"
        due = {"due": date(2026, 12, 1), "due_precision": "day"}
        Assignment.objects.create(meeting=before, item=item, order=1, task=task, is_draft=True, **due)
    fill_agenda(meeting=meeting, by=None)
    call_meeting(meeting=meeting, by=None)
    at = f"/moten/{meeting.pk}/kallelse"
    word = " ".join(one.text for one in Document(BytesIO(got(sara, f"{at}.docx"))).paragraphs)
    for told in (text_of(got(sara, f"{at}.pdf")), word, sara.get(f"{at}/").content.decode()):
        assert told.count("redovisa det öppet (skulle vara klart 1 december 2026)") == 1
    mailed = text_of(stored(LetterFile.objects.get(kind="application/pdf")))
    assert "redovisa det öppet" in mailed and "slutet" not in mailed.casefold()
    # Where it stands for the body itself it is an item of its own.
    assert "redovisa det slutet" in word


def test_a_supplement_tells_what_is_new_in_all_forms(meeting: Meeting, sara: Client) -> None:
    call_meeting(meeting=meeting, by=None)
    add_item(meeting=meeting, fields={"title": "Budget"}, clauses=[], by=None)
    call_meeting(meeting=meeting, by=None)
    at = f"/moten/{meeting.pk}/kallelse"
    word = " ".join(one.text for one in Document(BytesIO(got(sara, f"{at}/2.docx"))).paragraphs)
    mailed = LetterFile.objects.get(letter__subject__startswith="Tillägg", kind="application/pdf")
    for told in (text_of(got(sara, f"{at}/2.pdf")), text_of(got(sara, f"{at}.pdf")), word, text_of(stored(mailed))):
        assert "Tillägg till kallelsen" in told and "Nytt sedan kallelsen" in told and "Ny punkt: Budget" in told
    first = text_of(got(sara, f"{at}/1.pdf"))
    assert "Budget" not in first and "Nytt sedan" not in first and "Utkast" not in first


def test_goes_by_mail_with_the_pdf_and_for_the_calendar(meeting: Meeting) -> None:
    call_meeting(meeting=meeting, by=None)
    letter = Letter.objects.get()
    pdf, calendar = letter.attachments.all()
    assert (pdf.name, pdf.kind) == ("kallelse-2026-12-04.pdf", "application/pdf")
    told = text_of(stored(pdf))
    assert "Tolkservice" in told and "Punkt som bara är för organet" in told
    assert "Förhandling" not in told and "hyran" not in told
    assert calendar.kind == "text/calendar; method=REQUEST; charset=utf-8"
    (event,) = Calendar.from_ical(stored(calendar)).walk("VEVENT")
    assert str(event["ATTENDEE"]) == "mailto:sara@example.se" and event["SEQUENCE"] == 0


def test_moved_and_cancelled_reach_calendars(meeting: Meeting) -> None:
    call_meeting(meeting=meeting, by=None)
    day, start, end = date(2026, 12, 7), time(13), time(15)
    move_meeting(meeting=meeting, day=day, start=start, end=end, place="Regionhuset", by=None)
    cancel_meeting(meeting=meeting, why="För få kan komma.", by=None)
    called, moved, cancelled = Letter.objects.order_by("pk")
    assert moved.subject.startswith("Ändrad tid och plats")
    assert "inställt" in cancelled.text and "För få kan komma." in cancelled.text
    told = [
        Calendar.from_ical(stored(one.attachments.get(kind__startswith="text/"))) for one in (called, moved, cancelled)
    ]
    events = [calendar.walk("VEVENT")[0] for calendar in told]
    assert [str(one["METHOD"]) for one in told] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(event["UID"]) for event in events}) == 1
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2]
    assert str(events[2]["STATUS"]) == "CANCELLED"


def test_of_a_held_meeting_it_is_what_was_called(
    meeting: Meeting, sara: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_meeting(meeting=meeting, by=None)
    monkeypatch.setattr("rodtrad.web.clock.now", lambda: datetime(2026, 12, 4, 8, 12, tzinfo=UTC))
    monkeypatch.setattr("rodtrad.web.clock.today", lambda: DAY)
    open_meeting(meeting=meeting, by=None)
    add_item(meeting=meeting, fields={"title": "Brådskande"}, clauses=[], by=None)
    Meeting.objects.filter(pk=meeting.pk).update(place="Norrvik")
    at = f"/moten/{meeting.pk}/kallelse"
    shown = sara.get(f"{at}/").content.decode()
    for told in (shown, text_of(got(sara, f"{at}.pdf"))):
        assert "09.00–12.00" in told and "Rådhuset, Ekeby" in told and "att pröva tolkar" in told
        assert [text for text in ("08.12", "Norrvik", "Brådskande", "Nytt sedan", "Utkast") if text in told] == []
    assert (
        "Anna Ek, , Ekeby kommun" not in shown and CLOSED in shown and '<span class="agenda-time">09.20</span>' in shown
    )


def test_nobody_is_told_of_a_meeting_they_were_not_called_to(meeting: Meeting) -> None:
    move_meeting(meeting=meeting, day=DAY, start=time(13), end=None, place="", by=None)
    cancel_meeting(meeting=meeting, why="", by=None)
    assert not Letter.objects.exists()


def test_the_agenda_says_what_has_not_been_sent(meeting: Meeting, sara: Client) -> None:
    call_meeting(meeting=meeting, by=None)

    def told() -> str:
        return sara.get(f"/moten/{meeting.pk}/dagordning/").content.decode()

    assert "inte skickad" not in told()
    add_item(meeting=meeting, fields={"title": "Lokaler"}, clauses=[], by=None)
    assert f'En ändring sedan kallelsen är inte skickad. <a href="/moten/{meeting.pk}/kallelse/">' in told()
    add_item(meeting=meeting, fields={"title": "Ekonomi"}, clauses=[], by=None)
    assert "2 ändringar sedan kallelsen är inte skickade." in told()
