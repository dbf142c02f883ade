"""A document is removed with all that came from it; what other documents say stands."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.bodies.models import Body, County, Person, Seat
from rodtrad.web.documents.models import Document, Entered, Finding, Removed, Version
from rodtrad.web.meetings.models import Attendance, Decision, Meeting
from rodtrad.web.review import importing
from rodtrad.web.review.actions import dismiss_suggestion
from rodtrad.web.review.checking.actions import add_finding, confirm_finding, refuse_finding, undo
from rodtrad.web.review.merging import merge
from rodtrad.web.review.models import Answer, Suggestion
from rodtrad.web.review.removing import SpokenFor, consequences, remove_document
from rodtrad.web.search.models import Entry, IndexedWord
from tests import factories as make

pytestmark = pytest.mark.usefixtures("ekeby")


def entered(name: str = "protokoll.txt", **changes: Any) -> Document:
    return make.enter(make.minutes(**changes), name=name).document


def counts() -> dict[str, int]:
    """How many rows each model of the register has, without the log and what tells of removals."""
    left_out = {"accounts.change", "documents.removed", "search.indexedword"}
    every = [model for model in apps.get_models() if model._meta.label_lower not in left_out]
    return {model._meta.label_lower: model._base_manager.count() for model in every}


def words() -> dict[str, int]:
    return dict(IndexedWord.objects.exclude(count=0).values_list("form", "count"))


def test_nothing_is_left_but_the_trace(eva: User) -> None:
    before, indexed = counts(), words()
    document = entered(signatures=[make.signature("Tove Alnforss", "chair", 50)])
    version = document.current
    key = document.pk
    assert version and Suggestion.objects.exists()
    remove_document(document=document, by=eva)
    assert counts() == before and words() == indexed
    left = Removed.objects.get()
    assert (left.document_key, left.name, left.sha256) == (key, "protokoll.txt", version.sha256)
    assert (left.change.by, left.change.action) == (eva, "document-removed")
    assert left.change.details["versions"] == [{"number": 1, "sha256": version.sha256, "size": version.size}]


def test_what_another_document_says_too_stands_with_that_as_its_source(eva: User) -> None:
    """The first one names all persons and the body, whose seats, names and questions have their source there."""
    first, second = entered(), entered("nasta.txt", date="2024-06-05")
    persons = set(Attendance.objects.values_list("person", flat=True))
    remove_document(document=first, by=eva)
    assert set(Person.objects.values_list("pk", flat=True)) == persons
    assert Meeting.objects.get().bodies.get() == Body.objects.get()
    sources = {
        row.finding.version.document
        for row in (*Seat.objects.current(), *Attendance.objects.all(), *Person.objects.first().names.all())  # type: ignore[union-attr]  # there are some
        if row.finding
    }
    assert sources == {second}
    found = Entry.objects.filter(kind="person").count()
    assert found == len(persons)


def test_what_was_asked_of_another_document_shows_another_place(eva: User) -> None:
    """Two namesakes are asked about; the place that was shown of the one goes, but they stand in a third document."""
    first, _ = entered(), entered("nasta.txt", date="2024-06-05")
    other = entered("annat.txt", body="Styrgruppen för hälsa", items=[], decisions=[], assignments=[])
    asked = Suggestion.objects.filter(document=other, kind="same_person").order_by("pk")
    before = asked.count()
    assert before and set(asked.values_list("other__version__document", flat=True)) == {first.pk}
    remove_document(document=first, by=eva)
    assert asked.count() == before
    assert set(asked.values_list("other__version__document__name", flat=True)) == {"nasta.txt"}


def test_a_name_that_only_it_gave_goes(eva: User) -> None:
    entered()
    wrong = entered("fel.txt", body="Samverkansråden", date="2024-06-05", attendance=[])
    one, other = Body.objects.order_by("pk")
    merge(kept=other, gone=one, by=eva)
    assert {name.name for name in other.names.all()} == {"Samverkansrådet", "Samverkansråden"}
    remove_document(document=wrong, by=eva)
    other.refresh_from_db()
    assert (other.name, [name.name for name in other.names.all()]) == ("Samverkansrådet", ["Samverkansrådet"])


def test_what_people_confirmed_hinders_an_editor_but_no_administrator(eva: User, ada: User) -> None:
    document = entered()
    finding = Finding.objects.get(kind="decision")
    done = confirm_finding(finding=finding, by=eva)
    assert consequences(document).spoken_for == 1
    with pytest.raises(SpokenFor):
        remove_document(document=document, by=eva)
    assert Decision.objects.exists() and not Change.objects.filter(action="document-removed").exists()
    undo(change=done, by=eva)
    assert consequences(document).spoken_for == 0
    confirm_finding(finding=Finding.objects.get(kind="decision"), by=eva)
    remove_document(document=document, by=ada)
    assert not Document.objects.exists() and not Answer.objects.exists()


def test_what_somebody_confirmed_in_a_version_that_came_meanwhile_hinders(eva: User) -> None:
    seen_before = entered()
    make.enter(make.minutes(decisions=[make.decision("2", "säga upp avtalet", 33)]))
    confirm_finding(finding=Finding.objects.get(kind="decision", version__number=2), by=eva)
    with pytest.raises(SpokenFor):
        remove_document(document=seen_before, by=eva)


def test_of_two_who_remove_it_one_is_told(eva: User, ada: User) -> None:
    document, twin = entered(), Document.objects.get()
    remove_document(document=document, by=eva)
    with pytest.raises(Document.DoesNotExist):
        remove_document(document=twin, by=ada)
    assert Removed.objects.count() == 1


def test_what_was_refused_does_not_hinder_and_what_was_marked_does(eva: User) -> None:
    document = entered()
    version = document.current
    assert version
    refuse_finding(finding=Finding.objects.get(kind="decision"), by=eva)
    assert consequences(document).spoken_for == 0
    value = make.decision("2", "införa avgift", 36)
    told = {name: value[name] for name in ("item", "section", "text", "body", "formal", "via", "date", "effect")}
    add_finding(version=version, kind="decision", value=told, chars=(3500, 3506), by=eva)
    assert consequences(document).spoken_for == 1


def test_a_confirmed_fact_that_only_an_earlier_version_says_hinders_while_it_holds(eva: User) -> None:
    document = entered()
    confirm_finding(finding=Finding.objects.get(kind="decision"), by=eva)
    version = make.enter(make.minutes(decisions=[]), text="\n".join(["annat"] * 60))
    assert version.document == document and version.number == 2
    document.refresh_from_db()
    assert consequences(document).spoken_for == 1
    dismiss_suggestion(suggestion=Suggestion.objects.get(kind="gone"), by=eva)
    assert consequences(document).spoken_for == 0
    remove_document(document=document, by=eva)
    assert not Version.objects.exists() and Removed.objects.count() == 2


def test_what_a_body_was_said_to_be_keeps_it(eva: User) -> None:
    document = entered()
    Body.objects.update(kind=Body.Kind.POLITICAL_COUNCIL)
    remove_document(document=document, by=eva)
    assert [name.finding for name in Body.objects.get().names.all()] == [None]


def test_every_kind_of_row_goes(eva: User) -> None:
    chosen = make.appointment("Tove Alnfors", 44, replaces="Birger Storhed", item="3")
    agreed = make.agreement("Avtal om hjälpmedel", 36, to="2027-12-31", item="2", parties=["Norrviks kommun"])
    one = entered(appointments=[chosen], agreements=[agreed], signatures=[make.signature("Tove Alnfors", "chair", 50)])
    two = make.enter(make.plan(), name="plan.txt").document
    for document in (one, two):
        remove_document(document=document, by=eva)
    rows = [model for model in apps.get_models() if issubclass(model, Entered)]
    assert not {model._meta.label for model in rows if model._base_manager.exists()}


def test_what_was_removed_does_not_come_back_by_itself(eva: User, tmp_path: Any) -> None:
    file = tmp_path / "protokoll.txt"
    file.write_bytes(b"Protokoll")
    importing.import_paths([file], by=None, jobs=1)
    remove_document(document=Document.objects.get(), by=eva)
    (told,) = importing.import_paths([file], by=None, jobs=1).not_read
    assert told.code == "removed" and "av Eva" in told.reason and "Läs in" in told.reason
    assert not Document.objects.exists()


def test_its_address_tells_who_removed_it(reader: Client, ekeby: County, eva: User) -> None:
    document = entered()
    address = document.get_absolute_url()
    remove_document(document=document, by=eva)
    gone = reader.get(address)
    assert gone.status_code == 410 and "protokoll.txt" in gone.content.decode() and "av Eva" in gone.content.decode()
    listed = reader.get("/dokument/?lage=borttagna").content.decode()
    assert "protokoll.txt" in listed and Removed.objects.get().sha256 in listed
