"""The meeting room as its people use it, with and without scripts."""

from datetime import datetime, time
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from rodtrad.web import clock
from rodtrad.web.accounts.models import Change
from rodtrad.web.bodies.models import Membership
from rodtrad.web.holding.actions import assign, close_meeting, decide, recuse, take_roll, vote
from rodtrad.web.holding.models import Paragraph, ParagraphRevision
from rodtrad.web.holding.roll import Called
from rodtrad.web.holding.voting import Counted
from rodtrad.web.meetings.models import Attendance, BodyRules, Item, Meeting, Paper, Presenter
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.preparing.actions import call_meeting
from rodtrad.web.preparing.models import Reason
from rodtrad.web.publishing.actions import ask_to_publish
from tests.web.conftest import make_user
from tests.web.holding.page import page
from tests.web.meetings.held import DAY, hold_large, make_body, make_member

pytestmark = pytest.mark.django_db
SCRIPT = {"Accept": "application/json"}
OTHER_DAY = {"annan-dag": "ja"}


def stycke(client: Client, item: Item, **changes: object) -> object:
    sent = {"key": uuid4(), "save_key": uuid4(), "base": 0, "text": "Tove redogör.", "kind": "text", **changes}
    return client.post(f"/punkter/{item.pk}/stycke/", sent, headers=SCRIPT)


def test_a_meeting_of_another_day_is_not_opened_unasked(meeting: Meeting, sara: Client) -> None:
    told = page(sara, f"/moten/{meeting.pk}/rum/")
    assert "Mötet är den 4 december 2026. Öppna det i dag" in told
    assert "Bocka för" in sara.post(f"/moten/{meeting.pk}/oppna/", follow=True).content.decode()
    assert Meeting.objects.get().state == Meeting.State.PLANNED
    Meeting.objects.update(date=clock.today())
    assert "annan-dag" not in page(sara, f"/moten/{meeting.pk}/rum/")
    sara.post(f"/moten/{meeting.pk}/oppna/")
    assert Meeting.objects.get().state == Meeting.State.OPEN


@pytest.mark.parametrize("state", [Meeting.State.PLANNED, Meeting.State.CALLED])
def test_opened_by_mistake(meeting: Meeting, sara: Client, state: str) -> None:
    Meeting.objects.update(date=clock.today(), start=time(23, 59), end=None)
    meeting.refresh_from_db()
    if state == Meeting.State.CALLED:
        call_meeting(meeting=meeting, by=None)
    sara.post(f"/moten/{meeting.pk}/oppna/")
    assert "Ångra öppnandet" in page(sara, f"/moten/{meeting.pk}/rum/")
    sara.post(f"/moten/{meeting.pk}/angra-oppnandet/")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.start) == (state, time(23, 59))
    assert Change.objects.latest("pk").action == "opening-undone"
    sara.post(f"/moten/{meeting.pk}/oppna/")
    stycke(sara, Item.written.get(meeting=meeting))
    assert "Ångra öppnandet" not in page(sara, f"/moten/{meeting.pk}/rum/")
    sara.post(f"/moten/{meeting.pk}/angra-oppnandet/")
    assert Meeting.objects.get().state == Meeting.State.OPEN


def test_a_whole_meeting(meeting: Meeting, sara: Client) -> None:
    room, item = f"/moten/{meeting.pk}/rum/", Item.written.get(meeting=meeting)
    assert "Öppna mötet" in page(sara, room)
    sara.post(f"/moten/{meeting.pk}/oppna/", OTHER_DAY)
    roll = {"namn-1": "Tove Alnfors", "narvaro-1": "present", "uppgift-1": "chair"}
    sara.post(f"/moten/{meeting.pk}/narvaro/", roll)
    assert stycke(sara, item).json()["revision"] == 1  # type: ignore[attr-defined]  # the test client's own
    assert "Tove redogör." in page(sara, room)
    assert "data-kind></p>" in page(sara, room)
    stycke(sara, item, text="Vem betalar?", kind="question")
    assert "data-kind>Frågor och synpunkter</p>" in page(sara, room)
    assert "Obeslutad" in page(sara, room)
    sara.post(f"/punkter/{item.pk}/beslut/", {"as_proposed": "1", "condition": "under förutsättning att medel finns"})
    assert "att förlänga avtalet ett år, under förutsättning att medel finns" in page(
        sara, f"/moten/{meeting.pk}/skarm/"
    )
    task = {
        "kind": "assignment",
        "assignee": "Norrviks kommun",
        "task": "redovisa kostnaderna",
        "due_text": "i maj 2027",
    }
    sara.post(f"/punkter/{item.pk}/uppdrag/", task)
    assert "(2027-05-31)" in page(sara, room)
    recuse(item=item, people=[Attendance.written.get(meeting=meeting)], by=None)
    read_back = page(sara, f"/moten/{meeting.pk}/avsluta/")
    assert "Uppdrag: Norrviks kommun, redovisa kostnaderna, i maj 2027" in read_back
    assert "Tove Alnfors deltar inte i handläggningen på grund av jäv." in read_back
    sara.post(f"/moten/{meeting.pk}/avsluta/")
    meeting.refresh_from_db()
    assert meeting.state == "closed"
    assert Item.written.get(meeting=meeting).number == "1"


def test_what_came_with_the_item_is_at_hand(meeting: Meeting, sara: Client) -> None:
    item = Item.written.get(meeting=meeting)
    Item.written.filter(pk=item.pk).update(introduction="Avtalet löper ut.", confidential=True)
    Presenter.objects.create(item=item, order=1, name="Eva Rask", title="jurist", is_draft=True)
    Paper.objects.create(item=item, order=1, text="Utkast till avtal", is_draft=True)
    Reason.objects.create(
        meeting=meeting, item=item, kind="minutes", text="Förra mötet", source="x", earlier_meeting=meeting
    )
    sara.post(f"/moten/{meeting.pk}/oppna/", OTHER_DAY)
    told = page(sara, f"/moten/{meeting.pk}/rum/")
    for part in ("Avtalet löper ut.", "Eva Rask, jurist", "Utkast till avtal", "Förra mötet", "Bara för organet"):
        assert part in told, part
    for part in (f"punkt/?efter={item.pk}", "dagordning/", "kallelse/"):
        assert f'href="/moten/{meeting.pk}/{part}"' in told, part
    screen = page(sara, f"/moten/{meeting.pk}/skarm/")
    assert "Bara för organet" in screen
    for part in ("Huvudmeny", "Logga ut", "Sök i registret"):  # a whole room looks at it
        assert part not in screen, part


def test_nothing_is_headed_where_nothing_is(meeting: Meeting, sara: Client) -> None:
    headings = {'id="anteckningar"', 'id="beslut"', 'id="uppdrag"'}
    item, room = Item.written.get(meeting=meeting), f"/moten/{meeting.pk}/rum/"

    def shown() -> set[str]:
        told = page(sara, room)
        assert "förlänga avtalet ett år" in told  # what is proposed
        return {heading for heading in headings if heading in told}

    assert shown() == set()
    sara.post(f"/moten/{meeting.pk}/oppna/", OTHER_DAY)
    assert shown() == headings
    decide(item=item, clauses=["avslå"], by=None)
    take_roll(meeting=meeting, called=[Called("Tove Alnfors", "present")], by=None)
    close_meeting(meeting=meeting, by=None)
    assert shown() == {'id="beslut"'}


def test_both_texts_without_scripts(meeting: Meeting, sara: Client) -> None:
    item = Item.written.get(meeting=meeting)
    sara.post(f"/moten/{meeting.pk}/oppna/", OTHER_DAY)
    stycke(sara, item)
    paragraph = Paragraph.objects.get()
    stycke(sara, item, key=paragraph.key, base=1, text="Tove redogör länge.")
    sent = {"key": paragraph.key, "save_key": uuid4(), "base": 1, "text": "Tove redogör kort.", "kind": "text"}
    answer = sara.post(f"/punkter/{item.pk}/stycke/", sent)
    assert answer.status_code == 409
    told = answer.content.decode()
    assert "Tove redogör länge." in told
    assert "Tove redogör kort." in told
    assert ParagraphRevision.objects.filter(lost=True).count() == 1


def test_a_part_of_the_meeting_and_a_conflict_of_interest(meeting: Meeting, sara: Client) -> None:
    item = Item.written.get(meeting=meeting)
    assert meeting.held_for
    BodyRules.objects.create(body=meeting.held_for, quorum=BodyRules.Quorum.MAJORITY)
    sara.post(f"/moten/{meeting.pk}/oppna/", OTHER_DAY)
    roll = {"namn-1": "Tove Alnfors", "narvaro-1": "present", "uppgift-1": "chair", "namn-2": "Bo Al"}
    roll |= {"narvaro-2": "partial", "uppgift-2": "member", "till-2": "1"}
    sara.post(f"/moten/{meeting.pk}/narvaro/", roll)
    assert "2 av 2 beslutande är med vid punkten" in page(sara, f"/moten/{meeting.pk}/rum/")
    bo = Attendance.written.get(name="Bo Al")
    sara.post(f"/punkter/{item.pk}/jav/", {"javig": [bo.pk, "9" * 25]})
    assert "Inte beslutsfört: 1 av 2 beslutande" in page(sara, f"/moten/{meeting.pk}/rum/")
    assert 'name="till-2" list="punkter" value="1"' in page(sara, f"/moten/{meeting.pk}/narvaro/")
    told = sara.post(f"/moten/{meeting.pk}/narvaro/", roll | {"till-2": "7"}).content.decode()
    assert "Det finns ingen punkt 7 för Bo Al." in told


def test_no_meeting_has_ended_in_time_to_come(meeting: Meeting, sara: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sara.post(f"/moten/{meeting.pk}/oppna/", OTHER_DAY)
    sara.post(f"/moten/{meeting.pk}/narvaro/", {"namn-1": "Tove Alnfors", "narvaro-1": "present"})
    sara.post(f"/punkter/{Item.written.get(meeting=meeting).pk}/beslut/", {"as_proposed": "1"})
    now = datetime.combine(DAY, time(11, 15), tzinfo=timezone.get_current_timezone())
    monkeypatch.setattr("rodtrad.web.clock.now", lambda: now)
    monkeypatch.setattr("rodtrad.web.clock.today", lambda: DAY)
    close = f"/moten/{meeting.pk}/avsluta/"
    told = sara.post(close, {"end": "11.20"}, follow=True).content.decode()
    assert "Klockan är 11.15. Mötet kan inte ha slutat kl. 11.20." in told
    sara.post(close, {"end": "11.15"})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.end) == ("closed", time(11, 15))


def test_the_roll_is_written_while_the_meeting_is_open_and_else_read(meeting: Meeting, sara: Client) -> None:
    path = f"/moten/{meeting.pk}/narvaro/"
    assert "tas upp när mötet är öppnat" in page(sara, path) and 'name="namn-1"' not in page(sara, path)
    sara.post(f"/moten/{meeting.pk}/oppna/", OTHER_DAY)
    sara.post(path, {"namn-1": "Tove Alnfors", "narvaro-1": "remote", "uppgift-1": "chair"})
    assert 'name="namn-1"' in page(sara, path)
    Meeting.objects.filter(pk=meeting.pk).update(state="closed")
    told = page(sara, path)
    assert "På distans" in told and "Ordförande" in told and f"/moten/{meeting.pk}/ratta/" in told
    assert 'name="namn-1"' not in told


def test_moved_removed_and_every_text_shown_without_scripts(meeting: Meeting, sara: Client) -> None:
    item = Item.written.get(meeting=meeting)
    sara.post(f"/moten/{meeting.pk}/oppna/", OTHER_DAY)
    for text in ("Först.", "Sedan."):
        stycke(sara, item, text=text)
    first, second = Paragraph.objects.all()
    sara.post(f"/stycken/{second.key}/flytta/", {"up": "1"})
    assert [row.text for row in Paragraph.objects.all()] == ["Sedan.", "Först."]
    stycke(sara, item, key=first.key, base=1, text="Först.", removed="1")
    assert "Först." not in page(sara, f"/moten/{meeting.pk}/rum/")
    assert "Borttaget" in page(sara, f"/stycken/{first.key}/historik/")
    late = stycke(sara, item, key=first.key, base=1, text="Först, av någon annan.")
    assert (late.status_code, late.json()["removed"]) == (409, True)  # type: ignore[attr-defined]  # the test client's own
    stycke(sara, item, key=first.key, base=2, text="Först.")
    assert "Först." in page(sara, f"/moten/{meeting.pk}/rum/")


def test_pasted_markup_is_paragraphs(meeting: Meeting, sara: Client) -> None:
    item = Item.written.get(meeting=meeting)
    told = sara.post(f"/punkter/{item.pk}/klistra/", {"html": "<ul><li>Ekeby</li></ul><script>alert(1)</script>"})
    assert told.json() == {"pieces": [{"kind": "list", "text": "Ekeby"}]}
    refused = sara.post(f"/punkter/{item.pk}/klistra/", {"html": "<p>Ekeby</p>" * 1_001})
    assert (refused.status_code, "högst 1000" in refused.json()["error"]) == (400, True)


@pytest.mark.parametrize(
    ("role", "status"), [("secretary", 302), ("chair", 302), ("adjuster", 403), ("member", 403), ("reader", 403)]
)
def test_who_may_write(meeting: Meeting, sara: Client, role: str, status: int) -> None:
    item = Item.written.get(meeting=meeting)
    sara.post(f"/moten/{meeting.pk}/oppna/", OTHER_DAY)
    stycke(sara, item)
    made = assign(item=item, assignee="Ekeby kommun", task="redovisa läget", by=None)
    client, key = Client(), Paragraph.objects.get().key
    assert meeting.held_for
    client.force_login(make_member("Siv", meeting.held_for, role))
    for path in (
        f"/punkter/{item.pk}/jav/",
        f"/stycken/{key}/flytta/",
        f"/moten/{meeting.pk}/besluten-pa-skarmen/",
        f"/uppdrag/{made.pk}/angra/",
    ):
        assert client.post(path).status_code == status
    may = 200 if status == 302 else 403
    assert client.post(f"/punkter/{item.pk}/klistra/", {"html": "a"}).status_code == may
    assert client.get(f"/stycken/{key}/historik/").status_code == may


def test_a_large_meeting_is_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    """Of 30 items, some with sections, and 60 people, in each state of the meeting."""
    body, client = make_body("Samverkansrådet"), Client()
    BodyRules.objects.create(body=body, quorum=BodyRules.Quorum.MAJORITY, votes=True, verifies=False)
    by = make_member("Sara", body, Membership.Role.SECRETARY)
    client.force_login(by)
    large = hold_large(by, body)

    def ask(*pages: str) -> None:
        for part in pages:
            with django_assert_max_num_queries(24):
                assert client.get(f"/moten/{large.pk}/{part}").status_code == 200

    ask("skarm/", "dagordning/", "kallelse/", "narvaro/")
    first = Item.written.select_related("meeting__held_for").filter(meeting=large).order_by("order")[0]
    vote(item=first, told=Counted("bifall", "avslag", 3, 1), by=by)
    ask("rum/", "avsluta/")
    close_and_make(meeting=large, by=by)
    ask("protokoll/")
    ask_to_publish(meeting=large, by=by)
    ask("")


@pytest.mark.parametrize(
    ("role", "room", "screen"),
    [("secretary", 200, 200), ("chair", 200, 200), ("adjuster", 403, 200), ("member", 403, 200), ("reader", 403, 200)],
)
def test_who_may_enter(meeting: Meeting, role: str, room: int, screen: int) -> None:
    client = Client()
    assert meeting.held_for
    client.force_login(make_member("Siv", meeting.held_for, role))
    assert client.get(f"/moten/{meeting.pk}/rum/").status_code == room
    assert client.get(f"/moten/{meeting.pk}/skarm/").status_code == screen


@pytest.mark.parametrize("role", ["reader", "editor", "administrator"])
def test_no_role_in_the_body_no_room(meeting: Meeting, role: str) -> None:
    client = Client()
    client.force_login(make_user("Siv", role))
    for part in ("rum", "skarm", "narvaro", "avsluta"):
        refused = client.get(f"/moten/{meeting.pk}/{part}/")
        assert refused.status_code == 403
        # Nobody is told to ask themselves.
        assert ("Den som är administratör kan" in refused.content.decode()) is (role != "administrator")
    item = Item.written.get(meeting=meeting)
    assert stycke(client, item).status_code == 403  # type: ignore[attr-defined]  # the test client's own


def test_the_register_does_not_show_a_draft(meeting: Meeting, sara: Client, reader: Client) -> None:
    item = Item.written.get(meeting=meeting)
    sara.post(f"/moten/{meeting.pk}/oppna/", OTHER_DAY)
    sara.post(f"/punkter/{item.pk}/beslut/", {"as_proposed": "1"})
    for path in (meeting.get_absolute_url(), "/beslut/", "/moten/"):
        assert "förlänga avtalet" not in page(reader, path)
