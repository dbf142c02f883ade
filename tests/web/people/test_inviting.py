"""Inviting by mail: to the installation by an administrator, to a body by those who lead it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from rodtrad.web import clock
from rodtrad.web.accounts.models import Change, LoginLink, User
from rodtrad.web.accounts.sealing import unseal
from rodtrad.web.bodies.models import Body, Membership, Person, Seat
from rodtrad.web.mailing.models import Letter
from rodtrad.web.people.actions import invite, mend, send_invitation
from tests.web.conftest import make_user
from tests.web.meetings.held import make_body, make_member

pytestmark = pytest.mark.django_db
NILS = {"name": "Nils", "email": "Nils@Example.se", "role": "member", "starts": "2026-11-23"}


def link_in(letter: Letter) -> str:
    return unseal(letter.sealed).removeprefix("http://127.0.0.1:8000")


def roles(body: Body) -> str:
    return f"/organ/{body.pk}/roller/"


def test_the_letter_leads_in_and_tells_whom_to_ask(client: Client, ada: User) -> None:
    nils = invite(email="nils@example.se", name="Nils", role="reader", by=ada)
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == ("nils@example.se", "Inbjudan till Rödtråd")
    assert letter.text.startswith("Hej Nils!\n\nAda bjuder in dig till Rödtråd.\n")
    assert "be Ada (ada@example.se) om en ny" in letter.text
    assert client.post(link_in(letter))["Location"] == "/konto/losenfras/"
    with pytest.raises(ValidationError, match="redan loggat in"):
        nils.refresh_from_db()
        send_invitation(user=nils, by=ada)


def test_an_invitation_holds_for_two_weeks_and_then_says_whom_to_ask(client: Client, ada: User) -> None:
    invite(email="nils@example.se", name="Nils", role="reader", by=ada)
    path = link_in(Letter.objects.get())
    LoginLink.objects.update(created_at=timezone.now() - timedelta(days=13))
    assert client.get(path).status_code == 200
    LoginLink.objects.update(created_at=timezone.now() - settings.INVITATION_LIFETIME)
    answer = client.get(path)
    assert answer.status_code == 410
    assert re.search(r"Be Ada om en ny: <a href=\"mailto:ada@example.se\"", answer.content.decode())


def test_one_who_has_not_come_is_invited_again(client_of: Callable[[User], Client], ada: User) -> None:
    nils = invite(email="nils@example.se", name="Nils", role="reader", by=ada)
    client = client_of(ada)
    assert "Bjud in igen" in client.get("/konto/anvandare/").content.decode()
    client.post(f"/konto/anvandare/{nils.pk}/bjud-in/")
    first, second = Letter.objects.order_by("pk")
    assert link_in(first) != link_in(second)
    assert Client().post(link_in(second)).status_code == 302
    told = client.post(f"/konto/anvandare/{nils.pk}/bjud-in/", follow=True).content.decode()
    assert "Nils har redan loggat in." in told and Letter.objects.count() == 2


@pytest.mark.parametrize(
    ("role", "gives"),
    [
        ("secretary", {"secretary", "member", "deputy", "reader"}),
        ("chair", {"secretary", "chair", "adjuster", "member", "deputy", "reader"}),
        ("adjuster", None),
        ("member", None),
        ("deputy", None),
        ("reader", None),
    ],
)
def test_who_invites_to_a_body_and_as_what(
    client_of: Callable[[User], Client], role: str, gives: set[str] | None
) -> None:
    body, other = make_body(), make_body("Styrgruppen")
    client = client_of(make_member("Moa", body, role))
    for given in Membership.Role.values:
        who = {**NILS, "email": f"{given}@example.se", "role": given}
        answer = client.post(f"{roles(body)}bjud-in/", who)
        expected = 403 if gives is None else 302 if given in gives else 200
        assert answer.status_code == expected, given
        assert Membership.objects.filter(user__email=f"{given}@example.se").exists() is (expected == 302)
        assert client.post(f"{roles(other)}bjud-in/", who).status_code == 403
    assert User.objects.exclude(role="reader").count() == 0
    page = client.get(roles(body))
    assert page.status_code == (403 if gives is None else 200)
    assert ("Roller</a>" in client.get(body.get_absolute_url()).content.decode()) is (gives is not None)


@pytest.mark.parametrize(("who", "status"), [("rut", 403), ("eva", 403), ("ada", 200)])
def test_who_else_invites(
    request: pytest.FixtureRequest, client_of: Callable[[User], Client], who: str, status: int
) -> None:
    body = make_body()
    client = client_of(request.getfixturevalue(who))
    assert client.get(roles(body)).status_code == status
    assert client.get(f"{roles(body)}bjud-in/").status_code == status


def test_a_secretary_invites_and_ends(client_of: Callable[[User], Client]) -> None:
    body = make_body()
    chair = make_member("Carl", body, "chair")
    client = client_of(make_member("Siv", body, "secretary"))
    told = client.post(f"{roles(body)}bjud-in/", NILS, follow=True).content.decode()
    assert "Nils är upplagd" in told and "Inbjuden" in told
    letter = Letter.objects.get()
    assert "Siv bjuder in dig till Rödtråd, som ledamot i Beredningsgruppen." in letter.text
    given = Membership.objects.get(user__email="nils@example.se")
    assert client.post(f"/roller/{given.pk}/bjud-in/").status_code == 302
    assert Letter.objects.count() == 2
    assert client.post(f"/roller/{given.pk}/avsluta/").status_code == 302
    assert client.post(f"/roller/{chair.memberships.get().pk}/avsluta/").status_code == 403
    written = list(Change.objects.order_by("pk").values_list("action", flat=True))[-5:]
    assert written == ["user-created", "role-given", *["login-link-created"] * 2, "role-ended"]


def test_one_with_an_account_gets_the_role_and_keeps_the_name(client_of: Callable[[User], Client], rut: User) -> None:
    body = make_body()
    User.objects.filter(pk=rut.pk).update(last_login=timezone.now())
    client = client_of(make_member("Siv", body, "secretary"))
    told = client.post(f"{roles(body)}bjud-in/", {**NILS, "email": rut.email}, follow=True).content.decode()
    assert "Rut hade redan ett konto och har fått rollen." in told
    assert not Letter.objects.exists()
    again = client.post(f"{roles(body)}bjud-in/", {**NILS, "email": rut.email}).content.decode()
    assert "Rut är redan ledamot" in again


def test_a_closed_account_is_not_opened_by_an_invitation(client_of: Callable[[User], Client]) -> None:
    body = make_body()
    User.objects.filter(pk=make_user("Nils", "reader").pk).update(is_active=False)
    told = client_of(make_member("Siv", body, "secretary")).post(f"{roles(body)}bjud-in/", NILS).content.decode()
    assert "Kontot för Nils är avstängt. Be en administratör att öppna det." in told
    assert not Membership.objects.filter(user__name="Nils").exists()


def test_a_same_named_person_is_proposed_and_a_wrong_one_changed(
    client_of: Callable[[User], Client], ada: User
) -> None:
    body = make_body()
    people = [Person.objects.create(name=name) for name in ("Nils", "Nils Berg")]
    for person in people:
        Seat.objects.create(person=person, body=body)
    client = client_of(make_member("Siv", body, "secretary"))
    told = client.post(f"{roles(body)}bjud-in/", NILS, follow=True).content.decode()
    given = Membership.objects.get(user__email="nils@example.se")
    assert given.person is None and "Ja, koppla" in told
    # Also where an administrator mended the name since: the minutes know the former one.
    mend(user=given.user, name="Nils Ek", email=given.user.email, by=ada)
    assert "Ja, koppla" in client.get(roles(body)).content.decode()
    change = f"/roller/{given.pk}/andra/"
    for person in people:
        client.post(change, {"person": person.pk, "starts": "2026-11-23"})
        assert Membership.objects.get(pk=given.pk, ends=None).person == person
    assert "Ja, koppla" not in client.get(roles(body)).content.decode()
    wrong = {"starts": "2026-11-23", "ends": "2026-11-22"}
    assert "kan inte sluta före" in client.post(change, wrong).content.decode()
    sent = {**NILS, "email": "nisse@example.se", "person": people[1].pk}
    client.post(f"{roles(body)}bjud-in/", sent)
    assert Membership.objects.get(user__email="nisse@example.se").person == people[1]
    other = make_member("Carl", body, "chair").memberships.get()
    assert client.get(f"/roller/{other.pk}/andra/").status_code == 403


def test_a_role_that_ended_today_is_given_again(client_of: Callable[[User], Client], ada: User) -> None:
    given = make_member("Nils", body := make_body(), "member").memberships.get()
    client = client_of(ada)
    client.post(f"/roller/{given.pk}/avsluta/")
    told = client.post(
        roles(body), {"user": given.user_id, "role": "member", "starts": clock.today()}, follow=True
    ).content.decode()
    given.refresh_from_db()
    assert "Nils är nu ledamot" in told and given.ends is None and body.memberships.count() == 1


def test_the_page_of_roles_tells_who_is_who_and_who_changes_the_rest(client_of: Callable[[User], Client]) -> None:
    body = make_body()
    sara, tove = make_member("Sara", body, "secretary"), make_member("Tove", body, "chair")
    for number in range(2):
        make_member(f"anna{number}", body, "member")
    User.objects.filter(email__startswith="anna").update(name="Anna Svensson")
    by_sara, by_tove = (client_of(user).get(roles(body)).content.decode() for user in (sara, tove))
    told = "Roller som får göra mer än du ändras av ordföranden eller en administratör."
    assert told in by_sara and told not in by_tove
    assert '<td data-label="Åtgärd"></td>' in by_sara  # which no phone shows
    assert '<span class="quiet">anna1@example.se</span>' in by_sara
    assert re.findall(r"<option value=\"\d+\">(Anna Svensson[^<]*|Tove[^<]*)</option>", by_sara) == [
        *("Anna Svensson (anna0@example.se)", "Anna Svensson (anna1@example.se)"),
        "Tove",
    ]
    assert re.search(r'<option value="member" selected>', by_sara)
