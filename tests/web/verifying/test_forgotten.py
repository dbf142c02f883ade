"""What was decided in the room and forgotten, or written wrongly: written in and struck before approval, and what
follows of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from docx import Document

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.bodies.models import Body
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.actions import decide, open_meeting, take_roll
from rodtrad.web.holding.roll import Called
from rodtrad.web.meetings.models import Attendance, BodyRules, Decision, Item, Meeting, Proposal, Section
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.minutes.content import ItemContent, MinutesContent
from rodtrad.web.minutes.differing import differences
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.minutes.word import word_of
from rodtrad.web.preparing.actions import add_item, call_meeting
from rodtrad.web.preparing.models import Reason
from rodtrad.web.preparing.sections import add_section
from rodtrad.web.public.history import changes_of_meeting, told
from rodtrad.web.publishing.actions import ask_to_publish
from rodtrad.web.verifying.changes import Changes, Forgotten
from rodtrad.web.verifying.correcting import correct
from rodtrad.web.verifying.models import Answer, Round
from rodtrad.web.verifying.signing import file_of
from tests.web.conftest import make_user
from tests.web.meetings.held import make_body, make_meeting
from tests.web.verifying.conftest import approve_all, send
from tests.web.verifying.test_pages import ALLOWED, browser, page, say, somebody

pytestmark = pytest.mark.django_db
NEXT = date(2026, 12, 18)
TO_AU = Forgotten("assignment", "Arbetsutskottet", "ta fram ett avtal", "till nästa möte")


def item_of(meeting: Meeting) -> Item:
    return Item.written.get(meeting=meeting, title="Avtal om hjälpmedel")


def do(meeting: Meeting, changes: Changes, by: User) -> ItemContent:
    """Correct the minutes as they stand now, and the item as the new version has it."""
    latest = meeting.minutes_versions.latest("number")
    correct(meeting=meeting, on=latest.number, changes=changes, why="Glömt.", by=by)
    item = item_of(meeting)
    return next(one for one in content_of(meeting).items if one.key == item.pk)


def content_of(meeting: Meeting) -> MinutesContent:
    return MinutesContent.from_json(meeting.minutes_versions.latest("number").content)


def give(meeting: Meeting, by: User, *rest: Forgotten) -> list[Assignment]:
    """Write in a forgotten assignment after the other."""
    for one in rest or (TO_AU,):
        do(meeting, Changes(given={(item_of(meeting).pk, None): one}), by)
    return list(Assignment.written.filter(meeting=meeting).order_by("order"))


def agenda(meeting: Meeting) -> list[str]:
    return [item.title for item in Item.written.filter(meeting=meeting, cancelled=False).order_by("order")]


class TestForgotten:
    @pytest.mark.parametrize(
        ("clause", "told"),
        [
            ("att anta planen.", ("anta planen", "approve", False, "")),
            ("bordlägga ärendet", ("bordlägga ärendet", "table", False, "")),
            ("ge Ekeby kommun i uppdrag att räkna tolkarna", (None, "assign", False, "")),
            ("lägga rapporten till handlingarna", (None, "note", True, "")),
            ("hyra lokalen, under förutsättning att medel finns", (None, "other", False, "under förutsättning att ")),
        ],
    )
    def test_a_decision_is_read_as_in_the_room(
        self, meeting: Meeting, sara: User, clause: str, told: tuple[str | None, str, bool, str]
    ) -> None:
        written = do(meeting, Changes(decided={(item_of(meeting).pk, None): clause}), sara)
        row = Decision.written.filter(meeting=meeting).latest("order")
        assert written.decisions == ("förlänga avtalet ett år", row.text)
        text, effect, formal, condition = told
        assert (row.text, row.effect, row.formal, row.is_draft) == (text or clause, effect, formal, True)
        assert row.condition.startswith(condition) and bool(row.condition) == bool(condition)

    @pytest.mark.parametrize(
        ("given", "due", "in_words"),
        [
            (TO_AU, None, ("Uppdrag", "Arbetsutskottet", "ta fram ett avtal", "till nästa möte")),
            (
                Forgotten("advice", "Bo Ekmark", "tänka på språket", ""),
                None,
                ("Medskick", "Bo Ekmark", "tänka på språket", ""),
            ),
            (
                Forgotten("referral", "Andra gruppen", "vem som betalar", "senast den 1 mars 2027"),
                date(2027, 3, 1),
                ("Överlämnad fråga", "Andra gruppen", "vem som betalar", "senast den 1 mars 2027"),
            ),
        ],
    )
    def test_what_was_given_to_do(
        self, meeting: Meeting, sara: User, given: Forgotten, due: date | None, in_words: tuple[str, ...]
    ) -> None:
        other = make_body("Andra gruppen")
        other.names.create(name=other.name, key="andra gruppen")
        [row] = give(meeting, sara, given)
        [task] = content_of(meeting).items[0].tasks
        assert (task.kind, task.who, task.what, task.when) == in_words
        assert (row.due, row.is_draft, row.body) == (due, True, other if given.kind == "referral" else None)

    def test_it_is_of_the_decision_that_gives_it(self, meeting: Meeting, sara: User) -> None:
        clauses = "anta planen\nge Arbetsutskottet i uppdrag att ta fram ett avtal"
        do(meeting, Changes(decided={(at := (item_of(meeting).pk, None)): clauses}, given={at: TO_AU}), sara)
        assert Assignment.written.get().decision == Decision.written.latest("order")

    @pytest.mark.parametrize(
        ("given", "why"),
        [
            (Forgotten("assignment", "Bo Ekmark", "", ""), "Skriv vad som ska göras"),
            (Forgotten("order", "Bo Ekmark", "skriva", ""), "Välj om det är ett uppdrag"),
        ],
    )
    def test_what_is_half_said_is_refused(self, meeting: Meeting, sara: User, given: Forgotten, why: str) -> None:
        with pytest.raises(ValidationError, match=why):
            give(meeting, sara, given)
        assert meeting.minutes_versions.count() == 1 and not Assignment.written.exists()

    def test_whom_of_two_of_a_name_is_asked(self, meeting: Meeting, sara: User) -> None:
        told = {"presence": "present", "organisation": "Norrviks kommun", "is_draft": True}
        Attendance.objects.create(meeting=meeting, order=9, name="Bo Ekmark", **told)
        with pytest.raises(ValidationError, match="2 heter Bo Ekmark"):
            give(meeting, sara, Forgotten("assignment", "Bo Ekmark", "skriva", ""))

    def test_at_a_section(self, body: Body, sara: User) -> None:
        meeting, [section] = hold_sections(body, sara, "avslå planen")
        wrong, at = Decision.written.get(section=section), (section.item_id, section.pk)
        with pytest.raises(ValidationError, match="Del 1” skulle stå utan beslut"):
            do(meeting, Changes(struck=[wrong.pk]), sara)
        told = do(meeting, Changes(struck=[wrong.pk], decided={at: "anta planen"}, given={at: TO_AU}), sara)
        [part] = told.sections
        assert (part.number, part.decisions, [task.who for task in part.tasks], told.decisions) == (
            *("a)", ("anta planen",), ["Arbetsutskottet"]),
            (),
        )
        assert Proposal.written.get(section=section).outcome == "carried"

    def test_it_stands_in_the_minutes_as_what_was_written_in_the_room(self, meeting: Meeting, sara: User) -> None:
        first = meeting.minutes_versions.get()
        at = (item_of(meeting).pk, None)
        do(meeting, Changes(decided={at: "anta planen\nställa in festen"}, given={at: TO_AU}), sara)
        version = meeting.minutes_versions.latest("number")
        document = Document(BytesIO(word_of(content_of(meeting), version)))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        places = {
            "page": page(browser(sara), f"/moten/{meeting.pk}/protokoll/"),
            "pdf": text_of(file_of(version.file)),
            "word": "\n".join([*(one.text for one in document.paragraphs), *cells]),
            "differences": str(differences(MinutesContent.from_json(first.content), content_of(meeting))),
        }
        for place, text in places.items():
            for part in ("att anta planen", "att ställa in festen", "Arbetsutskottet", "ta fram ett avtal"):
                assert part in text, (place, part)

    def test_in_the_register_when_it_is_public(self, meeting: Meeting, sara: User) -> None:
        BodyRules.objects.update(signs=False)
        [wrong, right] = give(meeting, sara, Forgotten("assignment", "Bo", "skriva", ""), TO_AU)
        at, decision = (item_of(meeting).pk, None), Decision.written.get(meeting=meeting)
        do(meeting, Changes(taken_off=[wrong.pk], struck=[decision.pk], decided={at: "anta planen"}), sara)
        approve_all(send(meeting, sara))
        ask_to_publish(meeting=meeting, by=sara)
        assert list(Assignment.objects.open()) == [right]
        assert [row.text for row in Decision.objects.filter(meeting=meeting)] == ["anta planen"]
        client, stranger = browser(sara), make_user("Siv", "reader")
        for row in (wrong, decision):
            assert "Det ströks ur protokollet" in page(client, row.get_absolute_url())
            assert browser(stranger).get(row.get_absolute_url()).status_code == 404
        assert "Ta fram ett avtal" in page(client, "/uppdrag/")


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(pages[at].get_textpage().get_text_range() for at in range(len(pages)))


class TestStruck:
    def test_the_only_decision_not_without_another(self, meeting: Meeting, sara: User) -> None:
        decision, item = Decision.written.get(meeting=meeting), item_of(meeting)
        Proposal.objects.create(
            meeting=meeting, item=item, order=1, text=decision.text, outcome="carried", is_draft=True
        )
        with pytest.raises(ValidationError, match="”Avtal om hjälpmedel” skulle stå utan beslut"):
            do(meeting, Changes(struck=[decision.pk]), sara)
        assert Decision.written.get(meeting=meeting) == decision
        told = do(meeting, Changes(struck=[decision.pk], decided={(item.pk, None): "avslå avtalet"}), sara)
        assert told.decisions == ("avslå avtalet",)
        assert told.number == "§ 1"
        assert Proposal.written.get().outcome == "open"

    def test_of_two_one_alone(self, meeting: Meeting, sara: User) -> None:
        item = item_of(meeting)
        Proposal.objects.create(meeting=meeting, item=item, order=1, text="anta planen", is_draft=True)
        do(meeting, Changes(decided={(item.pk, None): "anta planen"}), sara)
        assert Proposal.written.get().outcome == "carried"
        wrong = Decision.written.filter(meeting=meeting).latest("order")
        # How what is struck is reworded in the same save does not matter.
        told = do(meeting, Changes(struck=[wrong.pk], decisions={wrong.pk: ""}), sara)
        assert told.decisions == ("förlänga avtalet ett år",)
        assert Proposal.written.get().outcome == "open"

    def test_not_while_it_gives_something_to_do(self, meeting: Meeting, sara: User) -> None:
        decision, item = Decision.written.get(meeting=meeting), item_of(meeting)
        [task] = give(meeting, sara)
        Assignment.written.filter(pk=task.pk).update(decision=decision)
        changes = Changes(struck=[decision.pk], decided={(item.pk, None): "avslå avtalet"})
        with pytest.raises(ValidationError, match="Stryk uppdraget också"):
            do(meeting, changes, sara)
        told = do(meeting, replace(changes, taken_off=[task.pk]), sara)
        assert (told.decisions, told.tasks) == (("avslå avtalet",), ())

    def test_not_of_another_meeting_or_after_approval(self, meeting: Meeting, sent: Round, sara: User) -> None:
        read = Meeting.objects.create()
        other = Decision.objects.create(meeting=read, order=1, text="anta budgeten")
        place = (Item.objects.create(meeting=read, order=1, title="Budget").pk, None)
        for elsewhere in (Changes(struck=[other.pk]), Changes(decided={place: "avslå"}, given={place: TO_AU})):
            with pytest.raises(ValidationError, match="inte ändrat något"):
                do(meeting, elsewhere, sara)
        approve_all(sent)
        item = item_of(meeting)
        for changes in (Changes(struck=[Decision.written.get(item=item).pk]), Changes(given={(item.pk, None): TO_AU})):
            with pytest.raises(ValidationError, match="justerat"):
                do(meeting, changes, sara)
        client, before = browser(sara), content_of(meeting).items
        say(client, f"/moten/{meeting.pk}/ratta/", on=1, why="Glömt", **{f"nybeslut-{item.pk}": "anta planen"})
        assert content_of(meeting).items == before


class TestWhatFollows:
    """Of what the next meeting of the body takes up, which is planned or called when the minutes are corrected."""

    @pytest.mark.parametrize("is_called", [False, True])
    def test_an_assignment_comes_onto_the_next_agenda_and_leaves_it(
        self, meeting: Meeting, body: Body, sara: User, is_called: bool
    ) -> None:
        coming = make_meeting(body, day=NEXT)
        if is_called:
            call_meeting(meeting=coming, by=sara)
        first, second = give(meeting, sara, TO_AU, Forgotten("assignment", "Bo", "skriva brev", "till nästa möte"))
        told = Reason.objects.filter(meeting=coming, kind="assignment").order_by("pk")
        assert [row.text for row in told] == [
            "Arbetsutskottet: ta fram ett avtal (klart till det här mötet)",
            "Bo: skriva brev (klart till det här mötet)",
        ]
        item, at = told[0].item, (item_of(meeting).pk, None)
        do(meeting, Changes(taken_off=[first.pk]), sara)
        assert [row.assignment for row in told.all()] == [second]
        do(meeting, Changes(taken_off=[second.pk], given={at: TO_AU}), sara)
        assert ["Uppföljning av uppdrag" in agenda(coming), told.get().item] == [True, item]
        do(meeting, Changes(taken_off=[told.get().assignment_id or 0]), sara)
        assert not told.all().exists()
        assert "Uppföljning av uppdrag" not in agenda(coming)

    def test_not_from_under_a_meeting_that_goes_on(self, meeting: Meeting, body: Body, sara: User) -> None:
        coming = make_meeting(body, day=NEXT)
        [task] = give(meeting, sara)
        open_meeting(meeting=coming, by=sara)
        do(meeting, Changes(taken_off=[task.pk]), sara)
        assert "Uppföljning av uppdrag" in agenda(coming)
        assert not Reason.objects.filter(meeting=coming, kind="assignment").exists()

    def test_what_was_tabled_after_all_comes_back_and_what_was_not_stays_away(
        self, meeting: Meeting, body: Body, sara: User
    ) -> None:
        coming, at = make_meeting(body, day=NEXT), (item_of(meeting).pk, None)
        do(meeting, Changes(decided={at: "bordlägga ärendet"}), sara)
        assert "Avtal om hjälpmedel" in agenda(coming)
        tabled = Decision.written.get(effect="table")
        do(meeting, Changes(struck=[tabled.pk]), sara)
        assert "Avtal om hjälpmedel" not in agenda(coming)
        do(meeting, Changes(decided={at: "bordlägga ärendet"}), sara)
        assert "Avtal om hjälpmedel" in agenda(coming)

    def test_of_sections_those_that_are_still_left_come_back(self, body: Body, sara: User) -> None:
        meeting, (first, _) = hold_sections(body, sara, "bordlägga frågan", "bordlägga frågan")
        coming = make_meeting(body, day=NEXT)
        parts = Section.written.filter(item__meeting=coming, item__title="Avtal om hjälpmedel").order_by("order")
        assert [row.title for row in parts] == ["Del 1", "Del 2"]
        tabled, at = Decision.written.get(section=first), (first.item_id, first.pk)
        do(meeting, Changes(struck=[tabled.pk], decided={at: "anta planen"}), sara)
        assert [row.title for row in parts.all()] == ["Del 2"]
        assert agenda(coming).count("Avtal om hjälpmedel") == 1

    def test_whoever_waited_sends_the_new_version(self, meeting: Meeting, sent: Round, sara: User) -> None:
        give(meeting, sara)
        sent.refresh_from_db()
        assert sent.outcome == "replaced"
        assert not Round.objects.filter(version__number=2).exists()
        assert send(meeting, sara).version == MinutesVersion.objects.latest("number")

    def test_the_log_says_it_in_one_row(self, meeting: Meeting, sara: User) -> None:
        [task] = give(meeting, sara)
        decision, at = Decision.written.get(meeting=meeting), (item_of(meeting).pk, None)
        changes = Changes(struck=[decision.pk], taken_off=[task.pk], decided={at: "anta planen\nställa in festen"})
        do(meeting, changes, sara)
        _, last = Change.objects.filter(action="minutes-corrected").order_by("pk")
        [row] = told([one for one in changes_of_meeting(meeting) if one.pk == last.pk])
        assert (row.done, row.more) == (
            "Protokollet rättades",
            "Glömt, struket vid § 1: uppdrag Arbetsutskottet: ta fram ett avtal (till nästa möte); "
            "struket vid § 1: beslut att förlänga avtalet ett år; "
            "inskrivet vid § 1: beslut att anta planen; inskrivet vid § 1: beslut att ställa in festen",
        )


def hold_sections(body: Body, by: User, *clauses: str) -> tuple[Meeting, list[Section]]:
    """A closed meeting where each clause was decided in a section of its own, in each of which a plan is proposed."""
    meeting = make_meeting(body, day=date(2026, 12, 11))
    fields = {"title": "Avtal om hjälpmedel", "type": "information"}
    item = add_item(meeting=meeting, fields=fields, clauses=[], by=by)
    for number in range(1, len(clauses) + 1):
        add_section(item=item, fields={"title": f"Del {number}"}, clauses=["anta planen"], presenters=[], by=by)
    open_meeting(meeting=meeting, by=by)
    take_roll(meeting=meeting, called=[Called("Sara", "present")], by=by)
    for one in Item.written.filter(meeting=meeting, type="decision"):
        decide(item=one, clauses=["lägga protokollet till handlingarna"], by=by)
    sections = list(Section.written.filter(item=item).order_by("order"))
    for section, clause in zip(sections, clauses, strict=True):
        decide(item=item, section=section, clauses=[clause], by=by)
    close_and_make(meeting=meeting, by=by)
    return meeting, sections


def fields(meeting: Meeting, **told: str) -> dict[str, str]:
    """The fields of what was forgotten at the item, by their names."""
    return {f"{name}-{item_of(meeting).pk}": text for name, text in told.items()}


GIVEN = {
    "nyslag": "advice",
    "nyansvarig": "Arbetsutskottet",
    "nyuppgift": "ta fram\r\nett avtal",
    "nyklart": "i maj 2027",
}


class TestPage:
    def test_all_of_it_in_one_save(self, meeting: Meeting, sara: User) -> None:
        client, at = browser(sara), f"/moten/{meeting.pk}/ratta/"
        form = page(client, at)
        told = fields(meeting, nybeslut="att anta planen\r\nställa in festen", **GIVEN)
        struck = f"strykbeslut-{Decision.written.get().pk}"
        for name in (*told, struck):
            assert f'name="{name}"' in form, name
        assert "Rättelsen är sparad" in say(client, at, on=1, why="Glömt", **told, **{struck: "ja"})
        assert [row.text for row in Decision.written.order_by("order")] == ["anta planen", "ställa in festen"]
        task = Assignment.written.get()
        assert (task.kind, task.assignee, task.task) == ("advice", "Arbetsutskottet", "ta fram ett avtal")
        assert task.due == date(2027, 5, 31)
        say(client, at, on=2, why="Fel", **{f"strykuppdrag-{task.pk}": "ja"})
        assert not Assignment.written.exists()

    def test_an_untouched_form_writes_nothing_in(self, meeting: Meeting, sara: User) -> None:
        empty = fields(meeting, nybeslut="", nyslag="assignment", nyansvarig="", nyuppgift="", nyklart="")
        assert "inte ändrat något" in say(browser(sara), f"/moten/{meeting.pk}/ratta/", on=1, why="Glömt", **empty)

    def test_what_was_filled_in_is_kept_where_it_is_refused(self, meeting: Meeting, sara: User) -> None:
        struck = f"strykbeslut-{Decision.written.get().pk}"
        told = fields(meeting, **{**GIVEN, "nyuppgift": ""}) | {struck: "ja"}
        form = say(browser(sara), f"/moten/{meeting.pk}/ratta/", on=1, why="Glömt", **told)
        assert "Skriv vad som ska göras." in form and 'value="Arbetsutskottet"' in form and 'value="i maj 2027"' in form
        assert f'name="{struck}" value="ja" checked' in form and '<option value="advice" selected>' in form

    @pytest.mark.parametrize("role", ALLOWED)
    def test_who_may(self, meeting: Meeting, body: Body, sara: User, role: str) -> None:
        siv = somebody(body, role)
        Answer.objects.create(round=send(meeting, sara), user=siv, duty="adjuster", by_roll=role.endswith("roll"))
        struck = {f"strykbeslut-{Decision.written.get().pk}": "ja"}
        told = {"on": "1", "why": "Glömt", **fields(meeting, nybeslut="anta planen", **GIVEN), **struck}
        status = Client().post(f"/moten/{meeting.pk}/ratta/", told).status_code
        assert (status, written(meeting)) == (302, ["förlänga avtalet ett år"])  # to log in
        status = browser(siv).post(f"/moten/{meeting.pk}/ratta/", told).status_code
        may = role in ("secretary", "chair")
        assert (status, written(meeting)) == (
            (302, ["anta planen", "Arbetsutskottet: ta fram ett avtal"]) if may else (403, ["förlänga avtalet ett år"])
        )


def written(meeting: Meeting) -> list[str]:
    rows: Iterable[object] = (*Decision.written.filter(meeting=meeting), *Assignment.written.filter(meeting=meeting))
    return [str(row) for row in rows]
