"""What was done with a meeting stands on a page, also of what has been taken away since."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

import rodtrad.web
from rodtrad.web.accounts.models import User
from rodtrad.web.holding.actions import assign, decide, open_meeting, take_assignment_back, take_roll
from rodtrad.web.holding.roll import Called
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.preparing.actions import add_item, withdraw_item
from rodtrad.web.public.history import WORDS
from tests.web.meetings.held import make_body, make_meeting, make_member

APPS = ("preparing", "holding", "minutes", "verifying", "returning", "publishing", "distributing")
# What is a person's or a body's, and no meeting's.
ELSEWHERE = {"calendar-address-made", "calendar-address-renewed", "word-template-set", "word-template-removed"}
LOGGED = re.compile(r'\blog\(\s*"([a-z-]+)"')


def test_every_action_has_words() -> None:
    places = Path(rodtrad.web.__file__ or "").parent
    files = [file for app in APPS for file in (places / app).rglob("*.py")]
    logged = {action for file in files for action in LOGGED.findall(file.read_text(encoding="utf-8"))}
    assert logged - ELSEWHERE == set(WORDS)


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
    assert "Beslut: Tolkar att inrätta en tolkservice" in done
    assert "Uppdraget togs tillbaka: Ekeby kommun: redovisa läget" in done
    assert "Punkten togs bort: Dras tillbaka" in done
    assert rows[-1].endswith("Mötet planerades 2026-12-04, kl. 09.00, Rådhuset, Ekeby")
    assert "Någon annans ärende" not in page


def hold(meeting: Meeting, by: User) -> None:
    """Hold it, and take something back."""
    item = add_item(meeting=meeting, fields={"title": "Tolkar", "type": "decision"}, clauses=[], by=by)
    withdraw_item(item=add_item(meeting=meeting, fields={"title": "Dras tillbaka"}, clauses=[], by=by), by=by)
    open_meeting(meeting=meeting, by=by)
    take_roll(meeting=meeting, called=[Called("Sara", "present", duty="chair")], by=by)
    decide(item=item, clauses=["inrätta en tolkservice"], by=by)
    take_assignment_back(assignment=assign(item=item, assignee="Ekeby kommun", task="redovisa läget", by=by), by=by)
    close_and_make(meeting=meeting, by=by)
