"""Reviewing a document in the browser, by forms alone."""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from rodtrad.web.accounts.models import User
from rodtrad.web.documents.models import Finding, Issue, Unplaced, Version
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Attendance, Decision, Meeting
from rodtrad.web.review.checking.board import token_of
from rodtrad.web.review.models import Answer
from tests import factories as make
from tests.web.once import made_once
from tests.web.who import MAY_READ, status_for

Browser = Callable[[User], Client]


def enter_minutes() -> Version:
    make.make_county()
    notes: dict[str, Any] = {
        "issues": [{"code": "weekday-differs", "text": "Det var en lördag.", "lines": [2, 2]}],
        "unplaced": [{"kind": "decision", "text": "att bygga en bro", "lines": [44, 44]}],
    }
    record = make.minutes(**notes)
    return make.enter(record, text=spoken(record))


entered = made_once(enter_minutes)


@pytest.fixture
def version(entered: Version, db: None) -> Version:
    return deepcopy(entered)


def spoken(record: Any) -> str:
    """A text in which the names and the assignment of a record stand where it says."""
    lines = make.text_of().split("\n")
    for row in record["attendance"]:
        duty = Attendance.Duty(row["duty"]).label if row["duty"] != "other" else "frånvarande"
        put(lines, row["lines"][0], f"{row['name']}, {row['organisation']}, {duty.lower()}")
    put(lines, 33, "Rådet beslutar att förlänga avtalet om hjälpmedel ett år")
    return "\n".join(lines)


def put(lines: list[str], number: int, words: str) -> None:
    lines[number - 1] = f"rad {number} {words}".ljust(99)


@pytest.fixture
def editor(client_of: Browser, eva: User) -> Client:
    return client_of(eva)


def page_of(client: Client, version: Version, query: str = "") -> str:
    answer = client.get(f"/dokument/{version.document_id}/granska/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def say(client: Client, finding: Finding, what: str, **data: str) -> str:
    """What the page says after an answer."""
    fresh = Finding.objects.get(pk=finding.pk)
    answer = client.post(f"/granska/uppgift/{finding.pk}/{what}/", {"sedd": token_of(fresh), **data}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [(who, 403 if who == "rut" else status) for who, status in MAY_READ])
def test_who_may_review(version: Version, who: str, status: int) -> None:
    finding = version.findings.get(kind="decision")
    pages = ("granska/", "granska/ny/")
    for path in (
        *(f"/dokument/{version.document_id}/{page}" for page in pages),
        f"/granska/uppgift/{finding.pk}/ratta/",
    ):
        assert status_for_once(who, path) == status


def status_for_once(who: str, path: str) -> int:
    User.objects.filter(name__iexact=who).delete()
    return status_for(who, path)


def test_readers_see_no_way_in_and_change_nothing(reader: Client, version: Version) -> None:
    finding = version.findings.get(kind="decision")
    assert "Granska</a>" not in reader.get(version.document.get_absolute_url()).content.decode()
    document, note = version.document_id, version.unplaced.get()
    paths = [f"/granska/uppgift/{finding.pk}/{verb}/" for verb in ("bekrafta", "avvisa", "ratta")]
    paths += [f"/dokument/{document}/granska/sakra/", f"/granska/oplacerad/{note.pk}/ta-bort/"]
    paths += [f"/granska/avvikelse/{version.issues.get().pk}/sedd/", f"/dokument/{document}/granska/ny/"]
    paths += [f"/dokument/{document}/granska/angra/1/"]
    assert {reader.post(path).status_code for path in paths} == {403}
    assert not Answer.objects.exists()


def test_a_finding_is_confirmed_and_the_next_one_has_the_focus(editor: Client, version: Version) -> None:
    first = page_of(editor, version)
    chosen = re.search(r"/granska/uppgift/(\d+)/bekrafta/", first)
    following = re.search(r'name="sedan" value="(\d+)"', first)
    assert chosen and following
    finding = Finding.objects.get(pk=chosen[1])
    page = say(editor, finding, "bekrafta", sedan=following[1])
    finding.refresh_from_db()
    assert finding.review == Finding.Review.CONFIRMED
    assert f"/granska/uppgift/{following[1]}/bekrafta/" in page and page.count(" autofocus") == 1


def test_the_last_unsure_one_leads_to_no_button(editor: Client, version: Version) -> None:
    """One more press of Enter must not confirm all that are sure."""
    page = page_of(editor, version)
    while asked := re.search(r'data-finding="(\d+)"', page):
        assert re.search(r"\d+ av \d+ osäkra</span>", page) and "Varför osäker?" in page
        page = say(editor, Finding.objects.get(pk=asked[1]), "bekrafta")
    assert re.search(r'<h2 id="vald" tabindex="-1" autofocus>Inga osäkra', page) and page.count(" autofocus") == 1
    listed = re.findall(r'uppgift=(\d+)"(?: autofocus)?>[^<]*</a><span class="quiet', page)
    assert len(listed) == int(re.findall(r"Bekräfta alla säkra \((\d+)\)", page)[0])
    page = page_of(editor, version, f"?uppgift={listed[1]}")
    assert "Säker</span>" in page and "Varför osäker?" not in page
    page = say(editor, Finding.objects.get(pk=listed[1]), "bekrafta")
    assert re.search(rf'uppgift={listed[2]}" autofocus', page)
    assert page.count(" autofocus") == 1


def test_an_assignment_is_quoted_with_its_doer(editor: Client, version: Version) -> None:
    finding = version.findings.get(kind="assignment")
    lines = version.text.split("\n")
    put(lines, 34, "Inget mer. Tove Alnfors redovisar läget i juni. Sedan fika")
    version.text = "\n".join(lines)
    version.save()
    finding.first_char = version.text.index("redovisar läget")
    finding.end_char = finding.first_char + len("redovisar läget")
    finding.save()
    page = page_of(editor, version, f"?uppgift={finding.pk}")
    assert '<mark data-group="current">Tove Alnfors redovisar läget i juni</mark>' in page


def test_nobody_confirms_what_somebody_else_has_changed(editor: Client, version: Version) -> None:
    finding = version.findings.get(kind="decision")
    token = token_of(finding)
    say(editor, finding, "avvisa")
    answer = editor.post(f"/granska/uppgift/{finding.pk}/bekrafta/", {"sedd": token}, follow=True)
    finding.refresh_from_db()
    assert finding.review == Finding.Review.REFUSED and "Någon har svarat för uppgiften" in answer.content.decode()


def test_a_correction_changes_the_register_and_the_mark(editor: Client, version: Version) -> None:
    finding = version.findings.get(kind="assignment")
    row = Assignment.objects.get()
    form = editor.get(f"/granska/uppgift/{finding.pk}/ratta/").content.decode()
    assert 'value="2024-06"' in form and 'value="34"' in form
    told = {"assignee": "Sandhamra kommun", "task": "redovisa alla kostnader", "due": "2024-09-30", "kind": "advice"}
    place = {"line": "35", "words": "rad 35"}
    page = say(editor, finding, "ratta", **told, **place)
    row.refresh_from_db()
    finding.refresh_from_db()
    assert (str(row.party), str(row.due), row.due_precision, row.kind) == (
        "Sandhamra kommun",
        "2024-09-30",
        "day",
        "advice",
    )
    assert finding.review == Finding.Review.CORRECTED and finding.read is not None
    assert (finding.first_line, version.text[finding.first_char : finding.end_char]) == (35, "rad 35")
    page = page_of(editor, version, f"?uppgift={finding.pk}")
    assert "Läsaren sade" in page and "Norrviks kommun" in page and "30 september 2024" in page


def test_what_the_words_say_instead_is_one_press_away(editor: Client, version: Version) -> None:
    finding = version.findings.get(kind="attendance", value__name="Hilding Kvarnlycke")
    finding.value = {**finding.value, "presence": "present"}
    finding.save()
    page = page_of(editor, version, f"?uppgift={finding.pk}")
    assert "Närvaro: frånvarande</button>" in page
    say(editor, finding, "forslag", falt="presence", varde="absent")
    finding.refresh_from_db()
    assert finding.value["presence"] == "absent" and finding.review == Finding.Review.CORRECTED
    assert Attendance.objects.get(finding=finding).presence == "absent"
    say(editor, finding, "forslag", falt="presence", varde="borta")
    finding.refresh_from_db()
    assert finding.value["presence"] == "absent"


def test_a_corrected_place_of_a_pdf_is_shown_on_its_page(editor: Client, version: Version) -> None:
    """Nobody knows its box, but the page it stands on."""
    starts = [0, version.text.index("rad 21"), version.text.index("rad 41")]
    Version.objects.filter(pk=version.pk).update(page_starts=starts, page_sizes=[[595, 842]] * 3)
    finding = version.findings.get(kind="assignment")
    told = {"assignee": "Norrviks kommun", "task": "redovisa", "kind": "assignment", "line": "45", "words": "rad 45"}
    say(editor, finding, "ratta", **told)
    assert '<h2 id="delen">Sida 3 av 3</h2>' in page_of(editor, version, f"?uppgift={finding.pk}")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"due": "30 juni"}, "Skriv dagen som"),
        ({"words": "det här står inte"}, "Orden står inte så"),
        ({"task": ""}, "fält måste fyllas i"),
        ({"kind": "gift"}, "Välj ett giltigt alternativ"),
    ],
)
def test_a_wrong_field_is_told_and_nothing_changes(
    editor: Client, version: Version, wrong: dict[str, str], told: str
) -> None:
    finding = version.findings.get(kind="assignment")
    right = {"assignee": "Norrviks kommun", "task": "redovisa", "kind": "assignment", "line": "34", "words": "rad 34"}
    page = say(editor, finding, "ratta", **{**right, **wrong})
    assert told in page and not Answer.objects.exists()


def test_all_that_is_sure_is_confirmed_at_once_and_taken_back_at_once(editor: Client, version: Version) -> None:
    board = page_of(editor, version)
    count = re.search(r"Bekräfta alla säkra \((\d+)\)", board)
    assert count
    answer = editor.post(f"/dokument/{version.document_id}/granska/sakra/", follow=True)
    assert f"{count[1]} säkra uppgifter är bekräftade" in answer.content.decode()
    undo = re.search(r"/granska/angra/\d+/", answer.content.decode())
    assert undo and Finding.objects.filter(review="confirmed").exists()
    editor.post(f"/dokument/{version.document_id}{undo[0]}")
    assert set(Finding.objects.values_list("review", flat=True)) == {"unreviewed"}


def test_a_fact_that_the_reader_missed_is_marked_by_hand(editor: Client, version: Version) -> None:
    marked = {"rad": "36", "ord": "rad 36"}
    add = f"/dokument/{version.document_id}/granska/ny/"
    assert "Slag av uppgift" in editor.get(add, marked).content.decode()
    form = editor.get(add, {**marked, "slag": "decision"}).content.decode()
    assert 'value="36"' in form and re.search(r">\s*rad 36</textarea>", form)
    told = {"text": "införa avgift", "effect": "approve", "item": "2", "line": "36", "words": "rad 36"}
    page = editor.post(add, {"slag": "decision", **told}, follow=True).content.decode()
    row = Decision.objects.get(text="införa avgift")
    assert row.finding and row.item and row.item.number == "2" and row.meeting == Meeting.objects.get()
    assert (row.finding.rule, row.finding.review) == (Finding.PERSON, "confirmed")
    assert "Beslut är tillagt i registret" in page


def test_a_form_that_is_sent_twice_adds_one_fact(editor: Client, version: Version) -> None:
    told = {
        "slag": "decision",
        "text": "införa avgift",
        "effect": "approve",
        "item": "2",
        "line": "36",
        "words": "rad 36",
    }
    for _ in range(2):
        answer = editor.post(f"/dokument/{version.document_id}/granska/ny/", told)
        assert answer.status_code == 302
    assert Decision.objects.filter(text="införa avgift").count() == Answer.objects.count() == 1
    undo_latest(editor, version)
    editor.post(f"/dokument/{version.document_id}/granska/ny/", told)
    assert Decision.objects.filter(text="införa avgift").count() == 1 and Answer.objects.count() == 2


def test_a_part_needs_its_whole(editor: Client, version: Version) -> None:
    told = {"slag": "presenter", "name": "Birger Storhed", "line": "5", "words": "rad 5"}
    page = editor.post(f"/dokument/{version.document_id}/granska/ny/", told, follow=True).content.decode()
    assert "ingen står före den" in page and not Answer.objects.exists()


def test_what_could_not_be_placed_is_placed_or_dropped(editor: Client, version: Version) -> None:
    unplaced = version.unplaced.get()
    add = f"/dokument/{version.document_id}/granska/ny/"
    form = editor.get(add, {"oplacerad": str(unplaced.pk)}).content.decode()
    assert "att bygga en bro" in form and 'value="44"' in form
    told = {"text": "bygga en bro", "effect": "other", "line": "44", "words": "rad 44"}
    editor.post(add, {"slag": "decision", "oplacerad": str(unplaced.pk), **told})
    assert Decision.objects.filter(text="bygga en bro").exists()
    assert "Oplacerat" not in page_of(editor, version)
    undo_latest(editor, version)
    assert not Decision.objects.filter(text="bygga en bro").exists() and "att bygga en bro" in page_of(editor, version)
    editor.post(f"/granska/oplacerad/{unplaced.pk}/ta-bort/")
    page = page_of(editor, version)
    assert Unplaced.objects.get().settled_at and "Oplacerat" not in page and "Borttagen: att bygga en bro" in page


def test_an_issue_is_seen_with_advice_and_who(editor: Client, version: Version) -> None:
    assert "Ta reda på vilken dag som är rätt" in page_of(editor, version)
    editor.post(f"/granska/avvikelse/{Issue.objects.get().pk}/sedd/")
    assert re.search(r"Sedd av\s+Eva", page_of(editor, version))
    undo_latest(editor, version)
    assert Issue.objects.get().settled_at is None


def undo_latest(editor: Client, version: Version) -> None:
    latest = Answer.objects.holding().latest("pk")
    editor.post(f"/dokument/{version.document_id}/granska/angra/{latest.change_id}/")


def test_answers_are_taken_back_the_latest_first(editor: Client, version: Version) -> None:
    finding = version.findings.get(kind="decision")
    say(editor, finding, "bekrafta")
    first = Answer.objects.get()
    assert re.search(r"Bekräftad: beslut på rad \d+", say(editor, finding, "avvisa"))
    page = editor.post(f"/dokument/{version.document_id}/granska/angra/{first.change_id}/", follow=True)
    assert "Ångra det senaste svaret först" in page.content.decode()
    assert not Decision.objects.exists()
    undo_latest(editor, version)
    finding.refresh_from_db()
    assert finding.review == "confirmed" and Decision.objects.get().finding == finding


def test_a_document_with_many_findings_takes_few_queries(
    editor: Client, version: Version, django_assert_max_num_queries: Any
) -> None:
    people = [make.attendance(f"Person Nummer{n}", "Norrviks kommun", n) for n in range(1, 120)]
    version = make.enter(make.minutes(attendance=people), text=make.text_of(400))
    with django_assert_max_num_queries(15):
        page = page_of(editor, version)
    assert page.count('id="uppgift-') >= 120
    finding = version.findings.get(kind="decision")
    for verb in ("bekrafta", "avvisa"):
        fresh = Finding.objects.get(pk=finding.pk)
        with django_assert_max_num_queries(39):
            editor.post(f"/granska/uppgift/{finding.pk}/{verb}/", {"sedd": token_of(fresh)})
    somebody = version.findings.filter(kind="attendance").latest("first_char")
    with django_assert_max_num_queries(62):  # seats, questions and the persons' entries in the search follow
        editor.post(f"/granska/uppgift/{somebody.pk}/avvisa/", {"sedd": token_of(somebody)})


def test_the_whole_of_a_meeting_goes_with_its_head(editor: Client, version: Version) -> None:
    whole = version.findings.get(kind="meeting")
    told = {
        "body": "Samverkansrådet",
        "date": "2024-03-06",
        "start": "9.30",
        "place": "",
        "line": "1",
        "words": "rad 1",
    }
    say(editor, whole, "ratta", **told)
    row = Meeting.objects.get()
    assert (str(row.date), str(row.start), row.place) == ("2024-03-06", "09:30:00", "")
    single = version.findings.get(kind="meeting.date")
    assert (single.value, single.review) == ("2024-03-06", "corrected")
    assert version.findings.get(kind="body").review == "confirmed"


def test_a_corrected_name_renames_who_is_named_nowhere_else(editor: Client, version: Version) -> None:
    finding = version.findings.filter(kind="attendance").earliest("first_char")
    person = Attendance.objects.get(finding=finding).person
    assert person
    told = {"name": "Tova Alnfors", "organisation": "Region Ekeby län", "duty": "chair", "presence": "present"}
    say(editor, finding, "ratta", **told, line=str(finding.first_line), words=f"rad {finding.first_line}")
    person.refresh_from_db()
    row = Attendance.objects.get(finding=finding)
    assert row.person == person and person.name == "Tova Alnfors"
    assert [name.name for name in person.names.all()] == ["Tova Alnfors"]
    found = editor.get("/sok/?q=Tova+Alnfors").content.decode()
    assert f"/personer/{person.pk}/" in found
