"""Whom published minutes concern, and what is left of withdrawn ones: pages tell it as for minutes that were read."""

from collections.abc import Callable

import pytest
from django.test import Client

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Membership, Party, Person, PersonName, Seat
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.actions import assign, decide, open_meeting, take_roll
from rodtrad.web.holding.roll import Called
from rodtrad.web.meetings.models import Attendance, BodyRules, Decision, Item, Naming
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.preparing.actions import add_item
from rodtrad.web.publishing.actions import ask_to_publish, rule_on, tell_anew, withdraw
from rodtrad.web.publishing.models import Publication, Ruling
from rodtrad.web.search.finding import find
from rodtrad.web.search.models import Entry
from rodtrad.web.search.query import parse
from tests import factories as make
from tests.web.meetings.held import make_body, make_meeting, make_member
from tests.web.publishing.closed import write

pytestmark = pytest.mark.django_db
TITLES = {"Tolkar": False, "Lokaler": True, "Sandhamra": False}


@pytest.fixture
def publication() -> Publication:
    """Of minutes that name Norrviks kommun, at one item for the body alone; Sandhamra kommun is masked."""
    make.make_county()
    body = make_body()
    sara = make_member("Sara", body, Membership.Role.SECRETARY)
    BodyRules.objects.create(body=body, verifies=False)
    meeting = make_meeting(body)
    for title, confidential in TITLES.items():
        fields = {"title": title, "type": "decision", "confidential": confidential}
        add_item(meeting=meeting, fields=fields, clauses=[], by=sara)
    open_meeting(meeting=meeting, by=sara)
    there = Called("Birger Storhed", "present", organisation="Norrviks kommun")
    take_roll(meeting=meeting, called=[Called("Tove Alnfors", "present", duty="chair"), there], by=sara)
    tolk, secret, masked = Item.written.filter(meeting=meeting).order_by("order")
    write(tolk, "Norrviks kommun har tolkar.", sara)
    decide(item=tolk, clauses=["stödja Norrviks kommun"], by=sara)
    assign(item=tolk, assignee="Norrviks kommun", task="räkna tolkarna", by=sara)
    decide(item=secret, clauses=["hyra av Norrviks kommun"], by=sara)
    decide(item=masked, clauses=["fråga Sandhamra kommun"], by=sara)
    close_and_make(meeting=meeting, by=sara)
    rule_on(meeting=meeting, text="Sandhamra kommun", kind=Ruling.Kind.OWN, masks=True, by=sara)
    return ask_to_publish(meeting=meeting, by=sara)


def test_the_page_of_the_body_tells_who_was_there(
    publication: Publication, client_of: Callable[[User], Client]
) -> None:
    sara = User.objects.get(name="Sara")
    address = publication.meeting.bodies.get().get_absolute_url()
    page = client_of(sara).get(address).content.decode()
    told = page[page.index("Ledamöter (2)") :]
    assert "Tove Alnfors" in told and "Birger Storhed" in told and "Norrviks kommun" in told
    withdraw(publication=publication, why="Fel fil", by=sara)
    page = client_of(sara).get(address).content.decode()
    assert "Birger Storhed" not in page and "ledamöter" not in page


def test_pages_of_parties_and_registers_tell_it_until_it_is_withdrawn(
    publication: Publication, client_of: Callable[[User], Client]
) -> None:
    sara = User.objects.get(name="Sara")
    client = client_of(sara)
    norrvik, sandhamra = (Party.objects.get(name=name) for name in ("Norrviks kommun", "Sandhamra kommun"))

    def page(address: str) -> str:
        return client.get(address).content.decode()

    told = page(norrvik.get_absolute_url())
    for heading in ("Öppna uppdrag (1)", "Beslut (1)", "Punkter på dagordningar (1)", "Möten med egna deltagare (1)"):
        assert heading in told
    assert "Birger Storhed" in told and "Lokaler" not in told
    assert '>Norrviks kommun</a> <span class="quiet">3 uppgifter' in page("/parter/")
    assert "Fick uppdraget" in page(f"/uppdrag/{norrvik.assignments.get().pk}/")
    for register, its_own in (("/uppdrag/", "äkna tolkarna"), ("/beslut/", "tödja Norrviks kommun")):
        assert f'<option value="{norrvik.pk}"' in page(register)
        narrowed = page(f"{register}?part={norrvik.pk}")
        assert its_own in narrowed and "fråga" not in narrowed
    file = b"".join(client.get("/beslut/hamta.csv").streaming_content).decode()  # type: ignore[attr-defined]  # a file's
    assert "stödja Norrviks kommun" in file and file.count("Norrviks kommun") == 2
    assert len(find(parse("räkna"), {"party": str(norrvik.pk)}).ids) == 1
    assert "Beslut (" not in page(sandhamra.get_absolute_url())

    withdraw(publication=publication, why="Fel fil", by=sara)
    told = page(norrvik.get_absolute_url())
    assert "räkna" not in told and "stödja" not in told and "Birger Storhed" not in told
    assert f'<option value="{norrvik.pk}"' not in page("/beslut/")


def test_a_saved_address_says_that_it_was_withdrawn(publication: Publication, reader: Client) -> None:
    said, secret = Decision.objects.get(item__title="Tolkar"), Decision.written.get(item__confidential=True)
    addresses = [f"/beslut/{said.pk}/", f"/uppdrag/{Assignment.objects.get().pk}/"]
    assert [reader.get(one).status_code for one in (*addresses, f"/beslut/{secret.pk}/")] == [200, 200, 404]
    withdraw(publication=publication, why="Fel fil", by=User.objects.get(name="Sara"))
    told = [reader.get(one) for one in addresses]
    assert [answer.status_code for answer in told] == [410, 410]
    assert all(f'href="/publicerat/{publication.meeting_id}/"' in answer.content.decode() for answer in told)
    assert not any("tolk" in answer.content.decode().casefold() for answer in told)
    assert reader.get(f"/beslut/{secret.pk}/").status_code == 404


def test_a_register_of_an_older_version_is_told_anew(publication: Publication) -> None:
    norrvik = Party.objects.get(name="Norrviks kommun")
    Decision.concerned.through.objects.all().delete()
    Entry.objects.filter(kind__in=["passage", "person"]).delete()
    Attendance.objects.update(person=None, party=None)
    for model in (Seat, PersonName, Person, Naming):
        model.objects.all().delete()
    tell_anew()
    tell_anew()
    assert [row.text for row in Decision.objects.concerning(norrvik)] == ["stödja Norrviks kommun"]
    assert len(find(parse("har tolkar")).ids) == 1
    assert len(find(parse("Birger"), {"kind": "person", "party": str(norrvik.pk)}).ids) == 1
