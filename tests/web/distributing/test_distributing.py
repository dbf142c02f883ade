"""Sending minutes on: who is proposed and why, what each is sent, and what never leaves the body."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rodtrad.reading.sources import open_source
from rodtrad.web.accounts.models import Change, User
from rodtrad.web.bodies.actions import add_party
from rodtrad.web.bodies.models import Membership, Party
from rodtrad.web.distributing.actions import Sending, distribute
from rodtrad.web.distributing.models import Dispatch
from rodtrad.web.distributing.proposing import proposals
from rodtrad.web.mailing.models import Letter
from rodtrad.web.meetings.models import BodyRules, Item, Meeting
from rodtrad.web.minutes.actions import make_version
from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.people.actions import mend
from rodtrad.web.publishing.actions import rule_on
from tests.web.conftest import make_user
from tests.web.meetings.held import make_body, make_member
from tests.web.once import made_once
from tests.web.publishing.closed import FOUND, NUMBER, PUBLIC, SECRET, another, make_closed

pytestmark = pytest.mark.django_db
QUERIES = 26
OUTSIDE = "registrator@ekeby.example.se"


closed = made_once(make_closed)


@pytest.fixture
def meeting(closed: Meeting, db: None) -> Meeting:
    return deepcopy(closed)


@pytest.fixture
def version(meeting: Meeting) -> MinutesVersion:
    return meeting.minutes_versions.get()


def judge(meeting: Meeting) -> None:
    for text, kind in FOUND.items():
        rule_on(meeting=meeting, text=text, kind=kind, masks=True, by=None)


def key(meeting: Meeting, title: str) -> int:
    return Item._base_manager.get(meeting=meeting, title=title).pk


def sent(to: str) -> str:
    """The text of the file that somebody was sent last."""
    file = Dispatch.objects.filter(to=to).latest("pk").letter.attachments.get().file
    with default_storage.open(str(file.name)) as content:
        return " ".join(open_source("p.pdf", content.read()).text.split())


class TestProposed:
    def test_each_with_its_reason(self, meeting: Meeting, version: MinutesVersion) -> None:
        another(meeting, "Mona", Membership.Role.MEMBER)
        make_member("Stina", make_body("Tolkrådet"), Membership.Role.SECRETARY)
        make_body("Utbildningsgruppen")
        add_party(name="Ekeby kommun", kind="municipality", by=None)
        told = version.content
        told["items"][0]["decisions"] = ["uppdra till tolkrådet och Ekeby kommun att börja"]
        told["items"][2]["tasks"] = [
            {"kind": "Uppdrag", "who": who, "what": "svara", "when": ""} for who in ("Utbildningsgruppen", "Okänd Ek")
        ]
        told["items"][1]["decisions"] = ["uppdra till Utbildningsgruppen"]
        found = proposals(meeting, MinutesContent.from_json(told))
        first, third = key(meeting, PUBLIC), key(meeting, "Boende")
        assert {(one.name, one.why, one.address, one.item) for one in found} == {
            ("Sara", "Sekreterare", "sara@example.se", None),
            ("Mona", "Ledamot", "mona@example.se", None),
            ("Tolkrådet, Stina", f"Nämns i beslutet under 1. {PUBLIC}", "stina@example.se", first),
            ("Ekeby kommun", f"Nämns i beslutet under 1. {PUBLIC}", "", first),
            ("Tove Alnfors", f"Uppdrag under 1. {PUBLIC}", "", first),
            ("Utbildningsgruppen", "Uppdrag under 3. Boende", "", third),
            ("Okänd Ek", "Uppdrag under 3. Boende", "", third),
        }

    def test_a_name_that_two_bear_reaches_neither(self, meeting: Meeting, version: MinutesVersion) -> None:
        told = version.content
        told["items"][2]["tasks"] = [{"kind": "Uppdrag", "who": "Anna Ek", "what": "svara", "when": ""}]
        for address in ("anna0@example.se", "anna1@example.se"):
            make_user(address.split("@")[0], "reader")
            User.objects.filter(email=address).update(name="Anna Ek")
            (found,) = [one for one in proposals(meeting, MinutesContent.from_json(told)) if one.name == "Anna Ek"]
            assert found.address == (address if address.startswith("anna0") else "")

    def test_who_has_another_name_since_is_reached(self, meeting: Meeting, version: MinutesVersion) -> None:
        told = version.content
        told["items"][2]["tasks"] = [{"kind": "Uppdrag", "who": "Anna Ek", "what": "svara", "when": ""}]
        anna = make_user("Anna Ek", "reader")
        mend(user=anna, name="Anna Lind", email=anna.email, by=anna)
        found = {one.name: one.address for one in proposals(meeting, MinutesContent.from_json(told)) if one.item}
        assert found["Anna Lind"] == "anna.ek@example.se" and "Anna Ek" not in found

    @pytest.mark.parametrize("known", [lambda party: {"party": party}, lambda party: {"name": party.name}])
    def test_an_address_that_was_typed_is_proposed_the_next_time(
        self, meeting: Meeting, version: MinutesVersion, known: Callable[[Party], Any]
    ) -> None:
        judge(meeting)
        party = add_party(name="Ekeby kommun", kind="municipality", by=None)
        distribute(version=version, sendings=[Sending(OUTSIDE, **known(party))], by=None)
        told = version.content
        told["items"][0]["decisions"] = ["uppdra till Ekeby kommun att börja"]
        (found,) = [one for one in proposals(meeting, MinutesContent.from_json(told)) if one.party]
        assert found.address == OUTSIDE


class TestSent:
    @pytest.mark.parametrize(
        ("role", "may_read"),
        [
            (Membership.Role.SECRETARY, True),
            (Membership.Role.MEMBER, True),
            (Membership.Role.READER, True),
            (None, False),
        ],
    )
    @pytest.mark.parametrize("title", [None, PUBLIC])
    def test_the_masked_copy_to_everybody(
        self, meeting: Meeting, version: MinutesVersion, role: str | None, may_read: bool, title: str | None
    ) -> None:
        """Mail is no safe place: who may read all of it is shown where."""
        judge(meeting)
        to = another(meeting, "Lo", role).email if role else OUTSIDE
        distribute(version=version, sendings=[Sending(to.upper(), key(meeting, title) if title else None)], by=None)
        told, letter = sent(to), Letter.objects.get().text
        assert "[maskerat]" in told and PUBLIC in told and "utan det som inte lämnas ut" in told
        hidden = (NUMBER, "Elis Brandt", SECRET, "hyresavtalet")
        assert [text for text in hidden if text in told + letter] == []
        assert "Det är en kopia utan det som är maskerat eller bara för organet." in letter
        assert (f"/moten/{meeting.pk}/protokoll/" in letter) == may_read

    def test_an_extract_is_of_one_item(self, meeting: Meeting, version: MinutesVersion) -> None:
        sara = User.objects.get(name="Sara")
        distribute(version=version, sendings=[Sending(OUTSIDE, key(meeting, "Boende"))], by=sara)
        assert Letter.objects.get().text.endswith("är bifogat. Det skickas av Sara.\n")
        told = sent(OUTSIDE)
        assert "Protokollsutdrag" in told and "Boende" in told and PUBLIC not in told

    def test_the_archives_own_file_where_all_of_it_may_leave(self, meeting: Meeting, version: MinutesVersion) -> None:
        for item in version.content["items"]:
            item["confidential"] = False
        version.save()
        for text, kind in FOUND.items():
            rule_on(meeting=meeting, text=text, kind=kind, masks=False, by=None)
        distribute(version=version, sendings=[Sending("sara@example.se")], by=None)
        assert Dispatch.objects.get().file.name == version.file.name

    @pytest.mark.parametrize(
        ("item", "why"),
        [
            (None, f"Personnummer under ”1. {PUBLIC}”"),
            (PUBLIC, "är inte bedömt"),
            (SECRET, f"”2. {SECRET}” är bara för"),
        ],
    )
    @pytest.mark.parametrize("to", ["sara@example.se", OUTSIDE])
    def test_what_may_not_leave_is_refused_by_its_item(
        self, meeting: Meeting, version: MinutesVersion, to: str, item: str | None, why: str
    ) -> None:
        about = key(meeting, item) if item else None
        asked = [Sending("siv@example.se", key(meeting, "Boende")), Sending(to, about)]
        with pytest.raises(ValidationError, match=why.replace(".", r"\.")):
            distribute(version=version, sendings=asked, by=None)
        assert not Letter.objects.exists() and not Dispatch.objects.exists()

    def test_never_twice_of_the_same_version(self, meeting: Meeting, version: MinutesVersion) -> None:
        judge(meeting)
        both = [Sending(OUTSIDE), Sending(OUTSIDE.upper()), Sending(OUTSIDE, key(meeting, PUBLIC))]
        assert len(distribute(version=version, sendings=both, by=None)) == 2
        with pytest.raises(ValidationError, match="inte redan har fått"):
            distribute(version=version, sendings=both, by=None)
        assert Letter.objects.count() == 2
        assert Change.objects.filter(action="minutes-distributed").count() == 1
        later = make_version(meeting=meeting, why="Ett skrivfel", by=None)
        assert len(distribute(version=later, sendings=both[:1], by=None)) == 1
        with pytest.raises(ValidationError, match="det protokoll som gäller"):
            distribute(version=version, sendings=[Sending("ny@example.se")], by=None)

    def test_a_wrong_address_stops_all_of_it(self, meeting: Meeting, version: MinutesVersion) -> None:
        judge(meeting)
        with pytest.raises(ValidationError, match="”ekeby” är ingen e-postadress"):
            distribute(version=version, sendings=[Sending("sara@example.se"), Sending("ekeby")], by=None)
        assert not Letter.objects.exists()


class TestPage:
    def test_chosen_typed_and_shown(self, meeting: Meeting) -> None:
        judge(meeting)
        client, path = Client(), f"/moten/{meeting.pk}/expediering/"
        sara = User.objects.get(name="Sara")
        client.force_login(sara)
        page = client.get(path).content.decode()
        assert 'value="user-' in page and "Uppdrag under 1. " in page and f"bara är för organet: 2. {SECRET}" in page
        chosen = {"valda": f"user-{sara.pk}", f"adress-user-{sara.pk}": "sara@example.se"}
        typed = {"namn-ny1": "Ekeby kommun", "adress-ny1": OUTSIDE, "del-ny1": key(meeting, PUBLIC)}
        page = client.post(path, chosen | typed, follow=True).content.decode()
        assert "Protokollet skickas till 2 mottagare." in page and "Redan skickat" in page
        assert set(Dispatch.objects.values_list("to", "name")) == {
            ("sara@example.se", "Sara"),
            (OUTSIDE, "Ekeby kommun"),
        }
        assert "Utdrag, punkt 1" in page and "Köat" in page

    def test_each_gets_their_own_although_others_left_meanwhile(self, meeting: Meeting) -> None:
        judge(meeting)
        left, stays = (another(meeting, name, Membership.Role.MEMBER) for name in ("Lo", "Mona"))
        client, path = Client(), f"/moten/{meeting.pk}/expediering/"
        client.force_login(User.objects.get(name="Sara"))
        fields = dict(re.findall(r'name="(adress-user-[^"]+)" value="([^"]+)"', client.get(path).content.decode()))
        Membership.objects.filter(user=left).delete()
        client.post(path, fields | {"valda": f"user-{stays.pk}"})
        assert Dispatch.objects.values_list("to", "name").get() == (stays.email, "Mona")

    def test_nothing_before_it_is_verified(self, meeting: Meeting) -> None:
        BodyRules.objects.update(verifies=True)
        client = Client()
        client.force_login(User.objects.get(name="Sara"))
        assert "Protokollet är inte justerat." in client.get(f"/moten/{meeting.pk}/expediering/").content.decode()
        with pytest.raises(ValidationError, match="det protokoll som gäller"):
            distribute(version=meeting.minutes_versions.get(), sendings=[Sending("sara@example.se")], by=None)

    def test_queries(self, meeting: Meeting, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
        judge(meeting)
        asked = [Sending(f"nr{number}@example.se") for number in range(9)]
        distribute(version=meeting.minutes_versions.get(), sendings=asked, by=None)
        for number in range(5):
            another(meeting, f"Mona {number}", Membership.Role.MEMBER)
        client = Client()
        client.force_login(User.objects.get(name="Sara"))
        with django_assert_max_num_queries(QUERIES):
            client.get(f"/moten/{meeting.pk}/expediering/")
