"""A Word file that comes back: who may hand it in, what becomes of what it proposes, and what is refused."""

from __future__ import annotations

from datetime import time
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.bodies.models import Body, Membership
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.models import Paragraph, ParagraphRevision
from rodtrad.web.meetings.models import Decision, Item, Meeting
from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.word import word_of
from rodtrad.web.returning.actions import answer, take_in
from rodtrad.web.returning.models import Proposed, WordFile
from rodtrad.web.verifying.actions import approve, send_round
from rodtrad.web.verifying.changes import At, Changes, Forgotten
from rodtrad.web.verifying.correcting import correct
from rodtrad.web.verifying.models import Remark
from tests.web.meetings.held import make_meeting, make_member
from tests.web.returning.test_comparing import file_of, insert, move, paragraph, remove, rewrite, written


def all_at_once(document: object) -> None:
    for write in (
        rewrite("Tove redogör", "Tove berättar om "),
        insert("Tove svarar", "Ingen frågar mer."),
        remove("Utbildningen hålls"),
        rewrite("att förlänga", "att förlänga avtalet två år"),
        rewrite("skriva till", "ringa leverantören"),
    ):
        write(document)


def hand_in(meeting: Meeting, by: User, write: object = all_at_once) -> WordFile:
    return take_in(meeting=meeting, name="protokoll.docx", data=written(file_of(meeting), write), by=by)  # type: ignore[arg-type]  # what writes in it


def texts_of(meeting: Meeting) -> list[str]:
    rows = Paragraph.objects.filter(item__meeting=meeting).exclude(text="").order_by("item__order", "order")
    return [row.text.splitlines()[0] for row in rows]


def keys(file: WordFile, *kinds: str) -> set[int]:
    return {row.pk for row in file.proposals.all() if row.kind in kinds}


class TestAnswers:
    def test_what_is_taken_is_written_and_nothing_else(self, meeting: Meeting, sara: User) -> None:
        file = hand_in(meeting, sara)
        before = {row.key: row.text for row in Paragraph.objects.all()}
        chosen = keys(file, "changed", "new", "decision", "task")
        assert answer(file=file, taken=chosen, declined=keys(file, "removed"), on=1, by=sara) == 4
        assert texts_of(meeting) == [
            "Tove berättar om **avtalet** och dess kostnad.",
            "Priset höjs med tre procent.",
            "Bo frågar om leveranserna.",
            "Ingen frågar mer.",
            "Bo lämnar en anteckning.",
            "Utbildningen hålls i april.",
            "Kan den hållas på distans?",
            "Ja, delvis.",
        ]
        assert Decision.written.filter(text="förlänga avtalet två år").exists()
        task = Assignment.written.get()
        assert (task.task, task.due_text, str(task.due)) == ("ringa leverantören", "i april 2027", "2027-04-30")
        # One new version; paragraphs are the same rows, each text of theirs kept.
        assert meeting.minutes_versions.count() == 2
        assert before.keys() < {row.key for row in Paragraph.objects.all()}
        assert ParagraphRevision.objects.filter(paragraph__key__in=before).count() == len(before) + 1
        assert [row.answer for row in file.proposals.order_by("order")].count("declined") == 1
        assert Change.objects.filter(action="word-changes-answered").get().details == {"taken": 4, "declined": 1}

    def test_later_on_the_version_that_came_of_the_first(self, meeting: Meeting, sara: User) -> None:
        file = hand_in(meeting, sara)
        answer(file=file, taken=keys(file, "new"), declined=(), on=1, by=sara)
        answer(file=file, taken=keys(file, "removed"), declined=(), on=2, by=sara)
        assert "Utbildningen hålls i april." not in texts_of(meeting)
        assert meeting.minutes_versions.count() == 3

    def test_a_moved_one_stands_where_it_was_moved(self, meeting: Meeting, sara: User) -> None:
        file = hand_in(meeting, sara, move("Tove redogör", "Tove svarar"))
        answer(file=file, taken=keys(file, "moved"), declined=(), on=1, by=sara)
        assert texts_of(meeting)[:3] == [
            "Priset höjs med tre procent.",
            "Bo frågar om leveranserna.",
            "Tove redogör för **avtalet** och dess kostnad.",
        ]

    def test_somebody_wrote_meanwhile(self, meeting: Meeting, sara: User, client: Client) -> None:
        file = hand_in(meeting, sara)
        row = Paragraph.objects.get(text__startswith="Tove redogör")
        changes = Changes(paragraphs={row.pk: "Tove läser upp avtalet."})
        correct(meeting=meeting, on=1, changes=changes, why="Kortare", by=sara)
        with pytest.raises(ValidationError, match="medan du skrev"):
            answer(file=file, taken=keys(file, "changed"), declined=(), on=1, by=sara)
        assert not file.proposals.exclude(answer="").exists()
        client.force_login(sara)
        page = client.get(f"/moten/{meeting.pk}/word/").content.decode()
        assert "Tove läser upp avtalet." in page and "berättar" in page and "Behåll det som står" in page
        answer(file=file, taken=keys(file, "changed"), declined=(), on=2, by=sara)
        assert texts_of(meeting)[0].startswith("Tove berättar")

    def test_a_remark_stands_beside_its_paragraph(self, meeting: Meeting, sara: User) -> None:
        def comment(document: object) -> None:
            runs = paragraph(document, "Utbildningen hålls").runs
            document.add_comment(runs, "Eller i maj?", author="Bo Ekmark")  # type: ignore[attr-defined]  # of python-docx

        file = hand_in(meeting, sara, comment)
        answer(file=file, taken=keys(file, "remark"), declined=(), on=1, by=sara)
        remark = Remark.objects.get()
        assert (remark.quote, remark.text) == ("Utbildningen hålls i april.", "Bo Ekmark: Eller i maj?")
        assert (remark.item and remark.item.title, meeting.minutes_versions.count()) == ("Utbildning", 1)

    def test_a_new_file_takes_the_place_of_what_nobody_answered(self, meeting: Meeting, sara: User) -> None:
        first, second = hand_in(meeting, sara), hand_in(meeting, sara, remove("Utbildningen hålls"))
        assert set(first.proposals.values_list("answer", flat=True)) == {Proposed.Answer.REPLACED}
        with pytest.raises(ValidationError, match="Välj vad"):
            answer(file=second, taken=keys(first, "new"), declined=(), on=1, by=sara)


class TestRefused:
    def test_what_was_approved(self, meeting: Meeting, sara: User, body: Body) -> None:
        tove = make_member("Tove Alnfors", body, Membership.Role.CHAIR)
        file = hand_in(meeting, sara)
        made = send_round(version=meeting.minutes_versions.get(), asked=[tove], by=sara)
        approve(answer=made.answers.get(), by=tove, identity="")
        meeting.refresh_from_db()
        with pytest.raises(ValidationError, match="Skriv en rättelse"):
            hand_in(meeting, sara)
        with pytest.raises(ValidationError, match="Skriv en rättelse"):
            answer(file=file, taken=keys(file, "new"), declined=(), on=1, by=sara)

    def test_another_meetings_minutes(self, meeting: Meeting, sara: User, body: Body) -> None:
        other, version = make_meeting(body, start=time(8)), meeting.minutes_versions.get()
        other.state = Meeting.State.CLOSED
        other.save()
        data = word_of(MinutesContent.from_json(version.content), version)
        with pytest.raises(ValidationError, match="ett annat mötes protokoll"):
            take_in(meeting=other, name="p.docx", data=data, by=sara)

    @pytest.mark.parametrize(
        ("data", "said"),
        [(b"PK\x03\x04 inget mer", "skadad"), (b"%PDF-1.7", "skadad"), (None, "inga märken")],
        ids=["cut off", "a PDF", "without marks"],
    )
    def test_what_is_no_file_of_ours(self, meeting: Meeting, sara: User, data: bytes | None, said: str) -> None:
        if data is None:
            Document().save(file := BytesIO())
            data = file.getvalue()
        with pytest.raises(ValidationError, match=said):
            take_in(meeting=meeting, name="p.docx", data=data, by=sara)
        assert not WordFile.objects.exists()

    def test_an_older_version_is_compared_with_itself(self, meeting: Meeting, sara: User, client: Client) -> None:
        old = written(file_of(meeting), rewrite("Tove redogör", "Tove berättar om "))
        item = Item.written.get(meeting=meeting, title="Utbildning")
        correct(
            meeting=meeting,
            on=1,
            changes=Changes(added={(item.pk, None): "Alla är välkomna."}),
            why="Fattades",
            by=sara,
        )
        file = take_in(meeting=meeting, name="p.docx", data=old, by=sara)
        assert [row.kind for row in file.proposals.all()] == ["changed"]
        client.force_login(sara)
        assert "ny version sedan filen hämtades" in client.get(f"/moten/{meeting.pk}/word/").content.decode()

    def test_what_was_struck_or_written_in_since_does_not_move_the_others(
        self, meeting: Meeting, sara: User, client: Client
    ) -> None:
        file = hand_in(meeting, sara, rewrite("att avsätta", "att avsätta mer medel"))
        [row] = file.proposals.all()
        first, second = Decision.written.filter(meeting=meeting).order_by("order")
        changes = Changes(struck=[first.pk], decided={(first.item_id or 0, None): "fira"})
        correct(meeting=meeting, on=1, changes=changes, why="Fel", by=sara)
        client.force_login(sara)
        page = client.get(f"/moten/{meeting.pk}/word/").content.decode()
        assert "Texten finns inte längre" not in page and "fira" not in page
        answer(file=file, taken={row.pk}, declined=[], on=2, by=sara)
        told = [one.text for one in Decision.written.filter(meeting=meeting).order_by("order")]
        assert told == ["avsätta mer medel", "fira"]
        # In the version that came of it, the first is the one that was the second.
        file = hand_in(meeting, sara, rewrite("att avsätta", "att avsätta allt"))
        answer(file=file, taken=keys(file, "decision"), declined=[], on=3, by=sara)
        assert Decision.written.get(pk=second.pk).text == "avsätta allt"

    def test_what_was_struck_is_not_taken_in(self, meeting: Meeting, sara: User, client: Client) -> None:
        file = hand_in(meeting, sara, rewrite("skriva till", "ringa leverantören"))
        struck = Changes(taken_off=[Assignment.written.get(meeting=meeting).pk])
        correct(meeting=meeting, on=1, changes=struck, why="Fel", by=sara)
        client.force_login(sara)
        assert "Texten finns inte längre" in client.get(f"/moten/{meeting.pk}/word/").content.decode()
        with pytest.raises(ValidationError, match="är struket ur protokollet"):
            answer(file=file, taken=keys(file, "task"), declined=[], on=2, by=sara)
        answer(file=file, taken=[], declined=keys(file, "task"), on=2, by=sara)

    def test_what_was_written_in_comes_back_as_what_it_is(self, meeting: Meeting, sara: User) -> None:
        at: At = (Item.written.get(meeting=meeting, title="Utbildning").pk, None)
        given = {at: Forgotten("assignment", "Bo Ekmark", "boka lokal", "i maj 2027")}
        correct(meeting=meeting, on=1, changes=Changes(decided={at: "fira"}, given=given), why="Glömt", by=sara)

        def write(document: object) -> None:
            rewrite("att fira", "att fira i juni")(document)
            rewrite("boka lokal", "hyra lokal")(document)

        file = hand_in(meeting, sara, write)
        assert {row.kind for row in file.proposals.all()} == {"decision", "task"}
        answer(file=file, taken=keys(file, "decision", "task"), declined=[], on=2, by=sara)
        assert Decision.written.filter(text="fira i juni", item=at[0]).exists()
        assert Assignment.written.filter(task="hyra lokal", due_text="i maj 2027").exists()


GRID = [
    (Membership.Role.SECRETARY, 200),
    (Membership.Role.CHAIR, 200),
    (Membership.Role.ADJUSTER, 403),
    (Membership.Role.MEMBER, 403),
    (Membership.Role.READER, 403),
]


@pytest.mark.parametrize(("role", "status"), GRID)
def test_who_may(meeting: Meeting, body: Body, client: Client, role: str, status: int) -> None:
    client.force_login(make_member("Någon", body, role))
    file = SimpleUploadedFile("p.docx", file_of(meeting))
    answers = [
        client.get(f"/moten/{meeting.pk}/word/"),
        client.post(f"/moten/{meeting.pk}/word/", {"file": file}, follow=True),
        client.post(f"/moten/{meeting.pk}/word/svar/", {"on": "1"}, follow=True),
    ]
    assert {one.status_code for one in answers} == {status}


def test_by_the_page(meeting: Meeting, sara: User, client: Client, django_assert_max_num_queries: object) -> None:
    client.force_login(sara)
    file = SimpleUploadedFile("protokoll.docx", written(file_of(meeting), all_at_once))
    page = client.post(f"/moten/{meeting.pk}/word/", {"file": file}, follow=True).content.decode()
    assert "5 ändringar" in page and "<del>redogör" in page
    new = Proposed.objects.get(kind="new").pk
    sent = {"on": "1", f"svar-{new}": "ta"}
    page = client.post(f"/moten/{meeting.pk}/word/svar/", sent, follow=True).content.decode()
    assert "1 ändring är intagen" in page and "version 2" in page
    with django_assert_max_num_queries(16):  # type: ignore[operator]  # of pytest-django
        client.get(f"/moten/{meeting.pk}/word/")
