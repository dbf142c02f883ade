"""What editors say of bodies and seats, on their pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, Seat
from tests import factories as make
from tests.web.who import status_for

MAY_EDIT = [("rut", 403), ("eva", 200), ("ada", 200), ("nina", 403), ("otto", 302)]


@pytest.fixture(autouse=True)
def register(db: None) -> None:
    make.make_county()
    make.enter(make.minutes())
    make.enter(make.minutes(body="Arbetsgruppen", date="2024-04-02"), name="gruppen.txt")


@pytest.fixture
def editor(client_of: Callable[[User], Client], eva: User) -> Client:
    return client_of(eva)


def body_path() -> str:
    return f"/organ/{Body.objects.get(name='Arbetsgruppen').pk}/andra/"


def seat_path() -> str:
    return f"/platser/{Seat.objects.get(person__name='Birger Storhed', body__name='Arbetsgruppen').pk}/andra/"


@pytest.mark.parametrize(("who", "status"), MAY_EDIT)
@pytest.mark.parametrize("path", [body_path, seat_path])
def test_who_may(who: str, status: int, path: Callable[[], str]) -> None:
    assert status_for(who, path()) == status


def test_a_body_is_given_kind_and_place(editor: Client) -> None:
    council = Body.objects.get(name="Samverkansrådet")
    answer = editor.post(body_path(), {"kind": "preparation", "parent": council.pk}, follow=True)
    assert "Uppgifterna om organet är sparade." in answer.content.decode()
    group = Body.objects.get(name="Arbetsgruppen")
    assert (group.kind, group.parent) == ("preparation", council)
    answer = editor.post(f"/organ/{council.pk}/andra/", {"kind": "board", "parent": group.pk})
    assert "kan inte stå under sig självt" in answer.content.decode()
    answer = editor.post(f"/organ/{council.pk}/andra/", {"kind": "påhittat", "parent": "9" * 30})
    assert answer.status_code == 200 and Body.objects.get(pk=council.pk).kind == "unknown"


def test_a_seat_is_given_days(editor: Client) -> None:
    answer = editor.post(seat_path(), {"starts": "2024-01-01", "ends": "2023-01-01"})
    assert "kan inte sluta före sin första dag" in answer.content.decode()
    answer = editor.post(seat_path(), {"starts": "", "ends": "2024-06-30"}, follow=True)
    page = answer.content.decode()
    assert "Platsen för Birger Storhed är sparad." in page
    assert "Tidigare ledamöter (1)" in page and "satt för hand" in page
    seat = Seat.objects.get(person__name="Birger Storhed", body__name="Arbetsgruppen")
    assert (seat.starts, seat.ends, seat.by_hand) == (None, date(2024, 6, 30), True)


def test_readers_see_no_ways_to_edit(reader: Client, editor: Client) -> None:
    path = Body.objects.get(name="Arbetsgruppen").get_absolute_url()
    assert "Ändra dagar" not in reader.get(path).content.decode()
    assert "Ändra dagar" in editor.get(path).content.decode()
