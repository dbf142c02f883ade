"""What was done with a meeting stands on a page, also of what has been taken away since."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

import rodtrad.web
from rodtrad.web.accounts.models import Change, User
from rodtrad.web.holding.actions import assign, decide, open_meeting, say, take_assignment_back, take_roll
from rodtrad.web.holding.roll import Called
from rodtrad.web.holding.saving import Save, save_paragraph
from rodtrad.web.meetings.models import Attendance, Meeting
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.preparing.actions import add_item, call_meeting, withdraw_item
from rodtrad.web.public.history import WORDS, told
from tests.web.meetings.held import make_body, make_meeting, make_member

APPS = ("preparing", "holding", "minutes", "verifying", "returning", "publishing", "distributing")
# What is a person's or a body's, and no meeting's.
ELSEWHERE = {
    *(f"calendar-address-{done}" for done in ("made", "renewed", "removed")),
    *("word-template-set", "word-template-removed"),
}
LOGGED = re.compile(r'\blog\(\s*"([a-z-]+)"')


def test_every_action_has_words() -> None:
    places = Path(rodtrad.web.__file__ or "").parent
    files = [file for app in APPS for file in (places / app).rglob("*.py")]
    logged = {action for file in files for action in LOGGED.findall(file.read_text(encoding="utf-8"))}
    assert logged - ELSEWHERE == set(WORDS)


@pytest.mark.parametrize(
    ("action", "details", "more"),
    [
        ("ruled-on", {"masks": True}, "maskeras"),
        ("ruled-on", {"masks": False}, "får stå"),
        ("meeting-opened", {"at": "20:20"}, "kl. 20.20"),
        ("minutes-sent", {"number": 3, "to": ["Bo"]}, "till Bo"),
        ("decided", {"clauses": ["att bifalla", "avslå"]}, "att bifalla; att avslå"),
    ],
)
def test_what_more_the_log_says(action: str, details: dict[str, object], more: str) -> None:
    row = Change(action=action, details=details, object_type="x", object_text="Justering av Protokoll, version 3")
    assert [one.more for one in told([row])] == [more]


@pytest.mark.django_db
def test_all_that_was_done_is_told(
    client_of: Callable[[User], Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    body = make_body("Tolkgruppen")
    sara = make_member("Sara", body, "secretary")
    meeting, other = make_meeting(body), make_meeting(make_body("En annan grupp"))
    hold(meeting, sara)
    add_item(meeting=other, fields={"title": "Någon annans ärende"}, clauses=[], by=sara)
    client = client_of(sara)
    with django_assert_max_num_queries(10):
        page = client.get(f"/moten/{meeting.pk}/historik/").content.decode()
    rows = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in re.findall(r"<tr>(.*?)</tr>", page, re.S)][1:]
    done = [row.split("Sara ", 1)[-1] for row in rows]
    assert done[0] == "Protokollet gjordes version 1, Mötet avslutades"
    assert "Mötet kallades kallelsen skickades" in done and "Mötet kallades tillägg 1 till kallelsen skickades" in done
    assert "Punkten lades till: Tolkar att inrätta en tolkservice" in done
    assert "Det antecknades något vid punkten: Tolkar reservation" in done
    assert "Det som var antecknat vid punkten togs bort: Tolkar reservation" in done
    assert "Beslut: Tolkar att inrätta en tolkservice" in done
    assert "Uppdraget togs tillbaka: Ekeby kommun: redovisa läget" in done
    assert "Punkten togs bort: Dras tillbaka" in done
    assert rows[-1].endswith("Mötet planerades 2026-12-04, kl. 09.00, Rådhuset, Ekeby")
    assert "Någon annans ärende" not in page


def hold(meeting: Meeting, by: User) -> None:
    """Hold it, and take something back."""
    fields = {"title": "Tolkar", "type": "decision"}
    item = add_item(meeting=meeting, fields=fields, clauses=["att inrätta en tolkservice"], by=by)
    call_meeting(meeting=meeting, by=by)
    withdraw_item(item=add_item(meeting=meeting, fields={"title": "Dras tillbaka"}, clauses=[], by=by), by=by)
    call_meeting(meeting=meeting, by=by)
    open_meeting(meeting=meeting, by=by)
    take_roll(meeting=meeting, called=[Called("Sara", "present", duty="chair")], by=by)
    decide(item=item, clauses=["inrätta en tolkservice"], by=by)
    said = say(item=item, kind="dissent", people=list(Attendance.written.filter(meeting=meeting)), text="", by=by)
    save_paragraph(item=item, save=Save(said.key, uuid4(), 1, said.text, "dissent", removed=True), by=by)
    take_assignment_back(assignment=assign(item=item, assignee="Ekeby kommun", task="redovisa läget", by=by), by=by)
    close_and_make(meeting=meeting, by=by)
