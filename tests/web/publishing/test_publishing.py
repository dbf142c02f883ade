"""Publishing minutes and taking them back: what everyone sees, what the register holds, what is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rodtrad.reading.sources import open_source
from rodtrad.web.accounts.models import Change, User
from rodtrad.web.bodies.models import Membership
from rodtrad.web.followup.models import Assignment
from rodtrad.web.mailing.models import Letter
from rodtrad.web.meetings.models import Decision, Item, Meeting
from rodtrad.web.minutes.content import Block, MinutesContent, minutes_of
from rodtrad.web.minutes.texts import runs
from rodtrad.web.publishing.actions import ask_to_publish, confirm, decline, rule_on, withdraw
from rodtrad.web.publishing.check import checked
from rodtrad.web.publishing.checking import Mask, look_through
from rodtrad.web.publishing.models import Publication, Ruling
from rodtrad.web.search.actions import rebuild
from rodtrad.web.search.finding import entries, find
from rodtrad.web.search.models import Entry
from rodtrad.web.search.query import parse
from tests.web.conftest import make_user
from tests.web.publishing.closed import NUMBER, PUBLIC, SECRET, another, make_closed

pytestmark = pytest.mark.django_db
FOUND = {NUMBER: "personal-number", "pga sjukdom": "health", "Elis Brandt": "person"}


@pytest.fixture
def meeting() -> Meeting:
    return make_closed()


@pytest.fixture
def sara(meeting: Meeting) -> User:
    """Sara is the secretary."""
    return User.objects.get(name="Sara")


def judge(meeting: Meeting, by: User, *, masks: bool = True) -> None:
    for text, kind in FOUND.items():
        rule_on(meeting=meeting, text=text, kind=kind, masks=masks, by=by)


def published(meeting: Meeting, by: User) -> Publication:
    judge(meeting, by)
    return ask_to_publish(meeting=meeting, by=by)


class TestCheck:
    def test_finds_each_place(self, meeting: Meeting) -> None:
        version = meeting.minutes_versions.get()
        found = {one.found.text: (one.found.kind, len(one.found.places)) for one in checked(meeting, version)}
        assert found == {text: (kind, 2 if text == "Elis Brandt" else 1) for text, kind in FOUND.items()}

    def test_finds_what_goes_on_over_a_line_and_masks_it(self, meeting: Meeting) -> None:
        content = MinutesContent.from_json(meeting.minutes_versions.get().content)
        opening = replace(content, opening="Ulf utgår pga\n  sjukdom.", items=())
        found = look_through(opening, known=(), names_in=lambda text: ())
        assert [one.text for one in found] == ["pga sjukdom"]
        assert Mask.of(["pga sjukdom"]).over(opening)[0].opening == "Ulf utgår [maskerat]."

    @pytest.mark.parametrize("text", ["Väntat pga\n sjukdom länge.", "Väntat **pga** sjuk**dom** länge."])
    def test_finds_what_a_line_or_a_bold_word_divides_and_masks_it(self, meeting: Meeting, text: str) -> None:
        content = MinutesContent.from_json(meeting.minutes_versions.get().content)
        block = Block("text", tuple(line.strip() for line in text.splitlines()))
        written = replace(content, items=(replace(content.items[0], blocks=(block,), decisions=(), tasks=()),))
        found = look_through(written, known=(), names_in=lambda text: ())
        assert [one.text for one in found] == ["pga sjukdom"]
        [masked] = Mask.of(["pga sjukdom"]).over(written)[0].items[0].blocks
        assert "".join(part for part, _ in runs(masked.lines[0])) == "Väntat [maskerat] länge."

    def test_nothing_is_published_unjudged(self, meeting: Meeting, sara: User) -> None:
        with pytest.raises(ValidationError, match="3 ställen är inte bedömda"):
            ask_to_publish(meeting=meeting, by=sara)
        assert not Publication.objects.exists()

    def test_what_does_not_stand_there_is_told(self, meeting: Meeting, sara: User) -> None:
        with pytest.raises(ValidationError, match="står inte i protokollet"):
            rule_on(meeting=meeting, text="Någon annan", kind=Ruling.Kind.OWN, masks=True, by=sara)

    def test_the_log_does_not_tell_what_was_masked(self, meeting: Meeting, sara: User) -> None:
        judge(meeting, sara)
        rows = Change.objects.filter(action="ruled-on")
        assert rows.count() == len(FOUND)
        assert not any(text in f"{row.object_text}{row.details}" for row in rows for text in FOUND)


class TestPublicCopy:
    def test_everyone_reads_it_without_what_is_masked_or_confidential(self, meeting: Meeting, sara: User) -> None:
        published(meeting, sara)
        answer = Client().get(f"/publicerat/{meeting.pk}/")
        page = answer.content.decode()
        assert answer.status_code == 200
        assert PUBLIC in page and "inrätta en tolkservice" in page
        assert "Punkten är inte offentlig" in page
        assert not any(text in page for text in (*FOUND, SECRET, "hyresavtal"))
        assert "4 ställen är maskerade" in page
        assert answer["X-Robots-Tag"] == "all" and "noindex" not in page

    def test_so_is_the_file(self, meeting: Meeting, sara: User) -> None:
        published(meeting, sara)
        text = open_source("p.pdf", Client().get(f"/publicerat/{meeting.pk}/protokoll.pdf").getvalue()).text
        assert "inrätta en tolkservice" in text
        assert not any(hidden in text for hidden in (*FOUND, SECRET, "hyresavtal"))

    def test_the_archive_stays_whole(self, meeting: Meeting, sara: User) -> None:
        version = meeting.minutes_versions.get()
        published(meeting, sara)
        assert NUMBER in str(version.content) and SECRET in str(version.content)
        assert list(meeting.minutes_versions.values_list("file", flat=True)) == [version.file.name]
        assert version.file.name != Publication.objects.get().file.name

    def test_where_nothing_is_left_out_it_is_the_same_file(self, meeting: Meeting, sara: User) -> None:
        Item.written.filter(title=SECRET).update(confidential=False)
        version = meeting.minutes_versions.get()
        for item in version.content["items"]:
            item["confidential"] = False
        version.save()
        judge(meeting, sara, masks=False)
        assert ask_to_publish(meeting=meeting, by=sara).file.name == version.file.name

    def test_what_is_not_published_is_not_there(self, meeting: Meeting) -> None:
        for path in ("", "protokoll.pdf"):
            assert Client().get(f"/publicerat/{meeting.pk}/{path}").status_code == 404
        assert Client().get(f"/publicerat/organ/{meeting.bodies.get().pk}/flode.atom").status_code == 404

    def test_all_else_stays_behind_the_log_in(self, meeting: Meeting, sara: User) -> None:
        published(meeting, sara)
        for path in (
            f"/moten/{meeting.pk}/",
            f"/moten/{meeting.pk}/protokoll/",
            "/personer/",
            "/beslut/",
            "/sok/?q=tolk",
        ):
            assert Client().get(path).status_code == 302

    def test_feed(self, meeting: Meeting, sara: User) -> None:
        publication = published(meeting, sara)
        path = f"/publicerat/organ/{meeting.bodies.get().pk}/flode.atom"
        assert f"<title>Protokoll {meeting.heading}</title>" in Client().get(path).content.decode()
        withdraw(publication=publication, why="Fel fil", by=sara)
        assert f"<title>Återkallat: Protokoll {meeting.heading}</title>" in Client().get(path).content.decode()

    def test_list(self, meeting: Meeting, sara: User) -> None:
        published(meeting, sara)
        assert meeting.heading in Client().get("/publicerat/").content.decode()


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
        assert not re.search(r"·\s*(<br>|</)", page)
        assert rut.get(f"/moten/{meeting.pk}/protokoll/").status_code == 403


class TestTwoPeople:
    @pytest.fixture
    def meeting(self) -> Meeting:
        return make_closed(two_publish=True)

    def test_nobody_confirms_what_they_asked_for(self, meeting: Meeting, sara: User) -> None:
        publication = published(meeting, sara)
        assert publication.state == Publication.State.WAITING
        assert Client().get(f"/publicerat/{meeting.pk}/").status_code == 404
        with pytest.raises(ValidationError, match="En annan person"):
            confirm(publication=publication, by=sara)
        confirm(publication=publication, by=another(meeting, "Tove", Membership.Role.CHAIR))
        assert Client().get(f"/publicerat/{meeting.pk}/").status_code == 200

    def test_who_may_confirm_gets_a_letter(self, meeting: Meeting, sara: User) -> None:
        for name, role in (("Tove", Membership.Role.CHAIR), ("Mia", Membership.Role.MEMBER)):
            another(meeting, name, role)
        published(meeting, sara)
        letter = Letter.objects.get(subject__startswith="Protokoll att publicera")
        assert letter.to == "tove@example.se" and f"/moten/{meeting.pk}/publicera/" in letter.text
        assert "tolkservice" not in letter.text

    def test_where_one_alone_may_it_says_so_and_what_to_do(self, meeting: Meeting, sara: User) -> None:
        body, browser = meeting.bodies.get(), Client()
        browser.force_login(sara)
        alone = "men bara Sara får publicera"

        def told() -> list[bool]:
            pages = (f"/moten/{meeting.pk}/publicera/", f"/organ/{body.pk}/regler/")
            return [alone in browser.get(page).content.decode() for page in pages]

        assert told() == [True, True]
        page = browser.get(f"/moten/{meeting.pk}/publicera/").content.decode()
        assert f'href="/organ/{body.pk}/roller/"' in page and f'href="/organ/{body.pk}/regler/#id_two_publish"' in page
        assert 'id="id_two_publish"' in browser.get(f"/organ/{body.pk}/regler/").content.decode()
        publication = published(meeting, sara)
        assert told() == [True, True]
        tove = another(meeting, "Tove", Membership.Role.CHAIR)
        assert told() == [False, False]
        confirm(publication=publication, by=tove)
        tove.memberships.all().delete()
        assert told() == [False, True]  # what is public waits for nobody

    def test_the_copy_that_is_looked_at_does_not_change(self, meeting: Meeting, sara: User) -> None:
        publication = published(meeting, sara)
        with pytest.raises(ValidationError, match="ändras inte"):
            rule_on(meeting=meeting, text=NUMBER, kind="personal-number", masks=False, by=sara)
        decline(publication=publication, why="En till ska maskeras", by=sara)
        rule_on(meeting=meeting, text="länge", kind="own", masks=True, by=sara)
        assert ask_to_publish(meeting=meeting, by=sara).masked == 5


class TestWithdrawing:
    def test_leaves_a_trace(self, meeting: Meeting, sara: User) -> None:
        publication = published(meeting, sara)
        with pytest.raises(ValidationError, match="varför"):
            withdraw(publication=publication, why=" ", by=sara)
        withdraw(publication=publication, why="Fel bilaga följde med", by=sara)
        answer = Client().get(f"/publicerat/{meeting.pk}/")
        page = answer.content.decode()
        assert answer.status_code == 410
        assert "Fel bilaga följde med" in page and "av Sara" in page and "tolkservice" not in page
        assert Client().get(f"/publicerat/{meeting.pk}/protokoll.pdf").status_code == 410
        meeting.refresh_from_db()
        assert meeting.state == Meeting.State.CLOSED

    def test_and_the_minutes_can_be_published_again(self, meeting: Meeting, sara: User) -> None:
        withdraw(publication=published(meeting, sara), why="Fel bilaga", by=sara)
        ask_to_publish(meeting=meeting, by=sara)
        page = Client().get(f"/publicerat/{meeting.pk}/").content.decode()
        assert "tolkservice" in page and "Fel bilaga" in page


class TestAccess:
    @pytest.mark.parametrize(
        "who, status",
        [("secretary", 200), ("chair", 200), ("adjuster", 403), ("member", 403), ("deputy", 403), ("reader", 403)],
    )
    def test_roles(self, meeting: Meeting, client_of: Callable[[User], Client], who: str, status: int) -> None:
        client = client_of(another(meeting, "Mia", who))
        assert client.get(f"/moten/{meeting.pk}/publicera/").status_code == status
        sent = {"text": NUMBER, "kind": "personal-number", "masks": "ja"}
        assert client.get(f"/moten/{meeting.pk}/publicera/kopia/").status_code == status
        done = {200: 302, 403: 403}[status]
        assert client.post(f"/moten/{meeting.pk}/publicera/bedom/", sent).status_code == done
        assert client.post(f"/moten/{meeting.pk}/publicera/begar/").status_code == done
        assert Ruling.objects.exists() == (status == 200)

    @pytest.mark.parametrize("verb", ["godkann", "skicka-tillbaka", "aterkalla"])
    def test_others_change_nothing(
        self, meeting: Meeting, sara: User, client_of: Callable[[User], Client], verb: str
    ) -> None:
        publication = published(meeting, sara)
        mia, rut = client_of(another(meeting, "Mia", "member")), client_of(make_user("Rut", "administrator"))
        path = f"/publiceringar/{publication.pk}/{verb}/"
        assert [client.post(path, {"why": "x"}).status_code for client in (mia, rut)] == [403, 403]
        publication.refresh_from_db()
        assert publication.is_public

    def test_through_the_pages(self, meeting: Meeting, sara: User, client_of: Callable[[User], Client]) -> None:
        client = client_of(sara)
        page = client.get(f"/moten/{meeting.pk}/publicera/").content.decode()
        assert all(text in page for text in FOUND) and SECRET in page and "disabled" in page
        for text, kind in FOUND.items():
            client.post(f"/moten/{meeting.pk}/publicera/bedom/", {"text": text, "kind": kind, "masks": "ja"})
        copy = client.get(f"/moten/{meeting.pk}/publicera/kopia/").content.decode()
        assert PUBLIC in copy and not any(text in copy for text in (*FOUND, SECRET))
        answer = client.post(f"/moten/{meeting.pk}/publicera/begar/", follow=True)
        assert "Protokollet är publicerat." in answer.content.decode()
        key = Publication.objects.get().pk
        client.post(f"/publiceringar/{key}/aterkalla/", {"why": "Fel fil"})
        assert Client().get(f"/publicerat/{meeting.pk}/").status_code == 410

    @pytest.mark.parametrize("who, status", [("member", 200), (None, 403)])
    @pytest.mark.parametrize("form", ["pdf", "docx"])
    def test_extracts_are_for_the_body(
        self, meeting: Meeting, client_of: Callable[[User], Client], form: str, who: str | None, status: int
    ) -> None:
        user = another(meeting, "Mia", who) if who else make_user("Rut", "administrator")
        item = Item.written.get(title=SECRET)
        client, path = client_of(user), f"/moten/{meeting.pk}/protokoll/1/utdrag-"
        assert client.get(f"{path}{item.pk}.{form}").status_code == status
        assert client.get(f"{path}{item.pk + 99}.{form}").status_code == (404 if status == 200 else status)
