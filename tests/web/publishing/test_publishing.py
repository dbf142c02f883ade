"""Publishing minutes and taking them back: what everyone sees, what the register holds, what is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rodtrad.reading.sources import open_source
from rodtrad.web.accounts.models import Change, User
from rodtrad.web.bodies.models import Membership
from rodtrad.web.mailing.models import Letter
from rodtrad.web.meetings.models import BodyRules, Item, Meeting
from rodtrad.web.minutes.content import Block, MinutesContent
from rodtrad.web.minutes.texts import runs
from rodtrad.web.publishing.actions import ask_to_publish, confirm, decline, rule_on, withdraw
from rodtrad.web.publishing.check import checked
from rodtrad.web.publishing.checking import Mask, look_through
from rodtrad.web.publishing.models import Publication, Ruling
from tests.web.conftest import make_user
from tests.web.publishing.closed import FOUND, NUMBER, PUBLIC, SECRET, another, judge, published

pytestmark = pytest.mark.django_db


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

    def test_where_ones_own_choice_stands_is_shown(self, meeting: Meeting, sara: User) -> None:
        version = meeting.minutes_versions.get()
        rule_on(meeting=meeting, text="elis brandt", kind=Ruling.Kind.OWN, masks=True, by=sara)
        own = next(one.found for one in checked(meeting, version) if one.found.kind == Ruling.Kind.OWN)
        twice = next(one.found for one in checked(meeting, version) if one.found.text == "Elis Brandt")
        assert own.places == twice.places and len(own.places) == 2

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


class TestTwoPeople:
    @pytest.fixture
    def meeting(self, meeting: Meeting) -> Meeting:
        BodyRules.objects.update(two_publish=True)
        return meeting

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

    @pytest.mark.parametrize(
        ("rules", "why"),
        [
            ({"verifies": True}, "Protokollet ska justeras innan det blir publicerat."),
            ({"signs": True}, "Protokollet ska undertecknas innan det blir publicerat."),
        ],
    )
    def test_why_not_yet_is_told_before_it_is_asked(
        self, meeting: Meeting, sara: User, client_of: Callable[[User], Client], rules: dict[str, bool], why: str
    ) -> None:
        judge(meeting, sara)
        client, path = client_of(sara), f"/moten/{meeting.pk}/publicera/"
        assert f'action="{path}begar/"' in client.get(path).content.decode()
        BodyRules.objects.update(**rules)
        page = client.get(path).content.decode()
        assert why in page and f'action="{path}begar/"' not in page
        assert why in client.post(f"{path}begar/", follow=True).content.decode()

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
