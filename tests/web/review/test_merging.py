"""Two that somebody says are one: all that pointed at the one points at the other, and it can be taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.bodies.models import Body, County, Person, Seat
from rodtrad.web.meetings.models import Attendance, Meeting
from rodtrad.web.review.merging import CannotMergeError, merge, split
from rodtrad.web.review.models import Merge, Suggestion
from rodtrad.web.search.actions import rebuild
from rodtrad.web.search.models import Entry
from tests import factories as make
from tests.web.who import ROLES

pytestmark = pytest.mark.django_db
MAY_ANSWER = [("rut", 403), ("eva", 302), ("ada", 302), ("nina", 403)]


def meeting_of(*names: str, date: str, body: str = "Samverkansrådet", **changes: Any) -> Meeting:
    people = [make.attendance(name, "Norrviks kommun", 10 + n) for n, name in enumerate(names)]
    record = make.minutes(attendance=people, date=date, body=body, items=[], decisions=[], assignments=[], **changes)
    make.enter(record, name=f"{body}-{date}.txt")
    return Meeting.objects.get(date=date)


@pytest.fixture
def two(ekeby: County) -> tuple[Person, Person]:
    """One who is spelt in two ways, in the lists of two meetings."""
    meeting_of("Tove Alnfors", date="2024-03-05")
    meeting_of("Tove Alnforss", date="2024-05-07")
    return Person.objects.get(name="Tove Alnfors"), Person.objects.get(name="Tove Alnforss")


@pytest.fixture
def councils(ekeby: County) -> tuple[Body, Body]:
    """One council by two names, each with a meeting."""
    meeting_of("Tove Alnfors", date="2024-03-05", body="Samverkansrådet")
    meeting_of("Birger Storhed", date="2024-05-07", body="Samverkansråden")
    return Body.objects.get(name="Samverkansrådet"), Body.objects.get(name="Samverkansråden")


def index() -> list[tuple[Any, ...]]:
    rows = Entry.objects.exclude(kind="party")  # which the fixtures do not index
    return sorted(rows.values_list("kind", "row_id", "title", "text", "filters"))


def attended(person: Person) -> list[str]:
    rows = Attendance.objects.filter(person=person).order_by("meeting__date")
    return [str(row.meeting.date) for row in rows.select_related("meeting")]


def state() -> dict[str, Any]:
    """All that taking a merge back must leave as it was."""
    return {
        "persons": sorted(Person.objects.values_list("name", flat=True)),
        "bodies": sorted(Body.objects.values_list("name", flat=True)),
        "attendance": sorted(Attendance.objects.values_list("pk", "person__name")),
        "meetings": sorted(Meeting.objects.values_list("pk", "bodies__name")),
        "seats": sorted(Seat.objects.current().values_list("person__name", "body__name", "duty", "finding")),
        "questions": sorted(Suggestion.objects.values_list("pk", "state", "person__name", "other_person__name")),
        "index": index(),
    }


def test_all_of_a_person_is_found_under_the_other(two: tuple[Person, Person]) -> None:
    kept, gone = two
    merge(kept=kept, gone=gone, by=None)
    assert attended(kept) == ["2024-03-05", "2024-05-07"]
    assert sorted(name.name for name in kept.names.all()) == ["Tove Alnfors", "Tove Alnforss"]
    assert list(Person.objects.all()) == [kept]
    assert Seat.objects.current().get().person == kept
    assert Suggestion.objects.get().state == Suggestion.State.ACCEPTED
    assert Change.objects.get(action="person-merged").details == {"gone": gone.pk, "name": "Tove Alnforss"}


def test_a_later_document_with_either_name_is_of_the_one(two: tuple[Person, Person]) -> None:
    kept, gone = two
    merge(kept=kept, gone=gone, by=None)
    meeting_of("Tove Alnforss", date="2024-09-03")
    assert attended(kept) == ["2024-03-05", "2024-05-07", "2024-09-03"]
    assert Person.objects.count() == 1


def test_taking_it_back_leaves_what_was_before(two: tuple[Person, Person]) -> None:
    before = state()
    done = merge(kept=two[0], gone=two[1], by=None)
    assert state() != before
    split(done=done, by=None)
    assert state() == before


def test_what_was_read_meanwhile_goes_to_the_name_it_says(two: tuple[Person, Person]) -> None:
    kept, gone = two
    done = merge(kept=kept, gone=gone, by=None)
    meeting_of("Tove Alnforss", date="2024-09-03")
    split(done=done, by=None)
    assert (attended(kept), attended(gone)) == (["2024-03-05"], ["2024-05-07", "2024-09-03"])


def test_all_of_a_body_is_found_under_the_other(councils: tuple[Body, Body]) -> None:
    kept, gone = councils
    merge(kept=kept, gone=gone, by=None)
    assert kept.meetings.count() == 2
    assert sorted(seat.person.name for seat in Seat.objects.current().filter(body=kept)) == [
        "Birger Storhed",
        "Tove Alnfors",
    ]
    meeting_of("Signe Rönnbacke", date="2024-09-03", body="Samverkansråden")
    assert kept.meetings.count() == 3
    assert list(Body.objects.all()) == [kept]


def test_taking_a_body_back_leaves_what_was_before(councils: tuple[Body, Body]) -> None:
    before = state()
    split(done=merge(kept=councils[0], gone=councils[1], by=None), by=None)
    assert state() == before


@pytest.mark.parametrize("pair", ["two", "councils"])
def test_the_index_is_what_it_would_be_anew(request: pytest.FixtureRequest, pair: str) -> None:
    kept, gone = request.getfixturevalue(pair)
    merge(kept=kept, gone=gone, by=None)
    there = index()
    rebuild()
    assert index() == there


def test_a_seat_set_by_hand_goes_along_and_comes_back(two: tuple[Person, Person]) -> None:
    kept, gone = two
    Seat.objects.filter(person=gone).update(by_hand=True, starts="2024-01-01")
    Seat.objects.filter(person=kept).delete()
    done = merge(kept=kept, gone=gone, by=None)
    assert str(Seat.objects.current().get().starts) == "2024-01-01"
    assert Seat.objects.current().get().person == kept
    split(done=done, by=None)
    assert Seat.objects.current().get(by_hand=True).person == gone


def test_what_is_one_already_is_not_merged_again(two: tuple[Person, Person]) -> None:
    kept, gone = two
    done = merge(kept=kept, gone=gone, by=None)
    with pytest.raises(CannotMergeError, match="redan sammanförda"):
        merge(kept=kept, gone=gone, by=None)
    split(done=done, by=None)
    with pytest.raises(CannotMergeError, match="redan isärtagna"):
        split(done=done, by=None)


def test_of_three_the_last_is_taken_apart_first(two: tuple[Person, Person]) -> None:
    meeting_of("Tove Alnforz", date="2024-09-03")
    third = Person.objects.get(name="Tove Alnforz")
    first = merge(kept=two[0], gone=two[1], by=None)
    merge(kept=third, gone=two[0], by=None)
    with pytest.raises(CannotMergeError, match="sedan förts samman med Tove Alnforz"):
        split(done=first, by=None)


def test_two_counties_are_two(two: tuple[Person, Person]) -> None:
    Person.objects.filter(pk=two[1].pk).update(county=County.objects.create(name="Annat län"))
    with pytest.raises(CannotMergeError, match="olika län"):
        merge(kept=two[0], gone=two[1], by=None)


@pytest.mark.parametrize(("kept", "name"), [("forsta", "Tove Alnforss"), ("andra", "Tove Alnfors")])
def test_the_button_says_which_name_holds(
    client_of: Callable[[User], Client], eva: User, two: tuple[Person, Person], kept: str, name: str
) -> None:
    question = Suggestion.objects.get()
    answer = client_of(eva).post(f"/att-se-over/{question.pk}/samma/", {"behall": kept}, follow=True)
    assert f"finns som {name}" in answer.content.decode()
    assert [person.name for person in Person.objects.all()] == [name]


@pytest.mark.parametrize("pair", ["two", "councils"])
def test_the_address_of_the_other_leads_on(
    client_of: Callable[[User], Client], eva: User, request: pytest.FixtureRequest, pair: str
) -> None:
    kept, gone = request.getfixturevalue(pair)
    merge(kept=kept, gone=gone, by=None)
    answer = client_of(eva).get(gone.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (302, kept.get_absolute_url())


def test_an_answer_is_taken_back_on_the_page(
    client_of: Callable[[User], Client], eva: User, two: tuple[Person, Person]
) -> None:
    client, question = client_of(eva), Suggestion.objects.get()
    client.post(f"/att-se-over/{question.pk}/samma/")
    page = client.get("/att-se-over/?slag=besvarade").content.decode()
    assert "Ta isär igen" in page
    client.post(f"/att-se-over/{question.pk}/isar/")
    assert Suggestion.objects.get().state == Suggestion.State.OPEN
    assert Merge.objects.get().undone_at


@pytest.mark.parametrize(("who", "status"), MAY_ANSWER)
@pytest.mark.parametrize("answer", ["samma", "isar"])
def test_who_may_answer(
    client_of: Callable[[User], Client], two: tuple[Person, Person], who: str, answer: str, status: int
) -> None:
    client = client_of(User.objects.create(email="nagon@example.se", role=ROLES[who]))
    assert client.post(f"/att-se-over/{Suggestion.objects.get().pk}/{answer}/").status_code == status


def board(party: str, date: str) -> Body:
    record = make.minutes(body="Socialnämnden", date=date, attendance=[], items=[], decisions=[], assignments=[])
    make.enter(record, name=f"{party}-{date}.txt", text=f"{party}\nSocialnämnden\n" + make.text_of())
    return Meeting.objects.get(date=date).bodies.get()


def test_two_municipalities_boards_of_one_name_are_two_and_asked_about(ekeby: County) -> None:
    first, second = board("Norrviks kommun", "2024-03-05"), board("Sandhamra kommun", "2024-03-06")
    again = board("Norrviks kommun", "2024-05-07")
    assert first == again != second
    assert Suggestion.objects.filter(kind=Suggestion.Kind.SAME_BODY).count() == 1
