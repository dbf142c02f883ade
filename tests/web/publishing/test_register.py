"""What of published minutes is in the register and found: masked as they are, and gone when they are withdrawn."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rodtrad.web.accounts.models import User
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Decision, Item, Meeting, Standpoint, Vote
from rodtrad.web.minutes.content import minutes_of
from rodtrad.web.publishing.actions import rule_on, withdraw
from rodtrad.web.publishing.models import Ruling
from rodtrad.web.search.actions import index_meeting, rebuild
from rodtrad.web.search.finding import entries, find
from rodtrad.web.search.models import Entry
from rodtrad.web.search.query import parse
from tests.web.conftest import make_user
from tests.web.publishing.closed import PUBLIC, SECRET, published

pytestmark = pytest.mark.django_db


class TestRegister:
    def test_rows_come_in_and_go_out(self, meeting: Meeting, sara: User) -> None:
        assert not Decision.objects.exists()
        publication = published(meeting, sara)
        assert [row.text for row in Decision.objects.all()] == [
            "inrätta en tolkservice",
            "bevilja [maskerat] en plats",
        ]
        assert [row.task for row in Assignment.objects.all()] == ["bjuda in tolkförmedlingarna"]
        assert [row.title for row in Item.objects.all()] == [PUBLIC, "Boende"]
        withdraw(publication=publication, why="Fel fil", by=sara)
        assert not Decision.objects.exists() and not Item.objects.exists()
        assert Decision.written.filter(text="bevilja Elis Brandt en plats").exists()

    @pytest.mark.parametrize(
        "model, field, text, in_register",
        [
            (
                Item,
                "introduction",
                "Elis Brandt har väntat",
                "Elis Brandt har väntat",
            ),  # which the register never shows
            (Item, "title", "Elis Brandts plats", "[maskerat] plats"),
            (Item, "title", "Elis Brandt", "[maskerat]"),
            (Decision, "text", "Elis Brandt", None),
            (Assignment, "task", "ringa Elis Brandt", "ringa [maskerat]"),
            (Assignment, "assignee", "Elis Brandt", None),
        ],
    )
    def test_a_row_is_masked_as_the_copy_is(
        self, meeting: Meeting, sara: User, model: type[Item], field: str, text: str, in_register: str | None
    ) -> None:
        row = model.written.filter(pk=model.written.exclude(**{field: None}).order_by("pk")[0].pk)
        row.update(**{field: text})
        publication = published(meeting, sara)
        assert model.objects.filter(pk=row[0].pk).values_list(field, flat=True).first() == in_register
        assert text in str(minutes_of(meeting).to_json())
        withdraw(publication=publication, why="Fel fil", by=sara)
        assert getattr(row.get(), field) == text

    def test_the_bodys_own_pages_say_why_and_where_it_stands_whole(self, meeting: Meeting, sara: User) -> None:
        browser = Client()
        browser.force_login(sara)
        pages = [f"/moten/{meeting.pk}/{page}/" for page in ("dagordning", "kallelse", "rum")]
        why, whole = "Det som är maskerat för alla står som [maskerat] också här", f"/moten/{meeting.pk}/protokoll/"

        def told() -> list[bool]:
            answers = [browser.get(page).content.decode() for page in pages]
            return [why in text and f'href="{whole}">Protokollet i sin helhet' in text for text in answers]

        assert told() == [False] * 3
        publication = published(meeting, sara)
        assert told() == [True] * 3
        assert "bevilja Elis Brandt en plats" in browser.get(whole).content.decode()
        withdraw(publication=publication, why="Fel fil", by=sara)
        assert told() == [False] * 3

    @pytest.mark.parametrize("what, is_left", [("bevilja Elis Brandt en plats", True), ("Elis Brandt", False)])
    def test_the_check_tells_what_the_register_will_lack(
        self, meeting: Meeting, sara: User, client_of: Callable[[User], Client], what: str, is_left: bool
    ) -> None:
        rule_on(meeting=meeting, text=what, kind=Ruling.Kind.OWN, masks=True, by=sara)
        page = client_of(sara).get(f"/moten/{meeting.pk}/publicera/").content.decode()
        assert ("Kommer inte in i registret" in page) == is_left

    @pytest.mark.parametrize("path", ["/beslut/", "/uppdrag/", "/beslut/{decision}/", "/uppdrag/{assignment}/"])
    def test_a_row_points_to_the_item_that_says_it(
        self, meeting: Meeting, sara: User, client_of: Callable[[User], Client], path: str
    ) -> None:
        published(meeting, sara)
        decision, assignment = Decision.objects.all()[0], Assignment.objects.get()
        page = client_of(sara).get(path.format(decision=decision.pk, assignment=assignment.pk)).content.decode()
        place = f"/publicerat/{meeting.pk}/#punkt-{decision.item_id}"
        assert f'href="{place}">Visa i protokollet' in page
        assert f'id="punkt-{decision.item_id}"' in Client().get(f"/publicerat/{meeting.pk}/").content.decode()

    @pytest.mark.parametrize("anew", [False, True], ids=["as it was", "index made anew"])
    def test_search_finds_what_is_in_the_register(self, meeting: Meeting, sara: User, anew: bool) -> None:
        publication = published(meeting, sara)
        if anew:
            rebuild()
        hits = entries(find(parse("tolkservice")).ids)
        assert {hit.kind for hit in hits} == {"item", "decision", "assignment", "passage"}
        written = [entries(find(parse(words)).ids) for words in ("redogör väntat", "ledamöter Tove")]
        places = [hit.get_absolute_url() for (hit,) in written]
        page, said_at = f"/publicerat/{meeting.pk}/", Item.objects.get(title=PUBLIC).pk
        assert places == [f"{page}#punkt-{said_at}", page]
        hidden = ("hyresavtalet", "förhandling", "Brandt", "121212", "sjukdom")
        assert not any(find(parse(word)).ids for word in hidden)
        withdraw(publication=publication, why="Fel fil", by=sara)
        assert not Entry.objects.filter(kind__in=["item", "decision", "assignment", "passage"]).exists()

    def test_search_finds_what_members_say_and_votes_of_open_items_alone(self, meeting: Meeting, sara: User) -> None:
        for item in Item.written.filter(meeting=meeting, cancelled=False):
            at = {"meeting": meeting, "item": item, "order": 1, "is_draft": True}
            said = "Bo Al reserverar sig mot isbanan" + (" som Elis Brandt vill ha" * item.confidential)
            Standpoint.objects.create(kind="reservation", names="Bo Al", text=said, **at)
            Vote.objects.create(yes=3, no=1, yes_for="isbanan", no_for="skridskor på sjön", **at)
        assert not find(parse("isbanan")).ids
        publication = published(meeting, sara)
        open_items = Item.objects.filter(meeting=meeting).count()
        hits = entries(find(parse("isbanan")).ids)
        assert sorted({hit.kind for hit in hits}) == ["standpoint", "vote"] and len(hits) == 2 * open_items
        assert all(f"/moten/{meeting.pk}/#" in hit.get_absolute_url() for hit in hits)
        withdraw(publication=publication, why="Fel fil", by=sara)
        assert not find(parse("isbanan")).ids

    def test_more_rows_cost_the_index_no_more_questions(self, meeting: Meeting, sara: User) -> None:
        published(meeting, sara)
        with CaptureQueriesContext(connection) as asked:
            index_meeting(meeting=Meeting.objects.get(pk=meeting.pk))
        of_bodies = [one for one in asked if "meetings_meeting_bodies" in one["sql"]]
        assert len(of_bodies) == 1

    def test_a_reader_sees_the_meeting_but_not_its_minutes(
        self, meeting: Meeting, sara: User, client_of: Callable[[User], Client]
    ) -> None:
        Item.written.update(is_paragraph=True)
        published(meeting, sara)
        rut = client_of(make_user("Rut", "reader"))
        page = rut.get(f"/moten/{meeting.pk}/").content.decode()
        assert "inrätta en tolkservice" in page and f"/publicerat/{meeting.pk}/" in page and SECRET not in page
        assert "Punkten är bara för organet" in page
        decision = Decision.objects.all()[0]
        assert f'/publicerat/{meeting.pk}/#punkt-{decision.item_id}">Visa i protokollet' in page
        assert f"§ 1 {PUBLIC}</h2>" in page
        assert ">§ 1</a>" in page and "Punkt 1<" not in page  # the assignment's item, in the table of them
        assert f"§ 1 {PUBLIC}" in rut.get("/beslut/").content.decode()
        assert not re.search(r"·\s*(<br>|</)", page)
        assert rut.get(f"/moten/{meeting.pk}/protokoll/").status_code == 403
