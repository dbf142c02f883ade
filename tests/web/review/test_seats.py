"""Who sits where and when: worked out from lists and decisions, in whatever order their documents come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from itertools import permutations

import pytest

from rodtrad.web.bodies.actions import set_days_of_seat
from rodtrad.web.bodies.models import Body, County, Person, PersonName, Seat, key_of
from rodtrad.web.documents.models import Finding
from rodtrad.web.meetings.models import Attendance
from rodtrad.web.preparing.actions import plan_meeting
from rodtrad.web.review.checking.actions import refuse_finding
from rodtrad.web.review.directory import Directory
from rodtrad.web.review.seats import settle, settle_all
from tests import factories as make

BIRGER, YLVA = "Birger Storhed", "Ylva Fredsborn"
Term = tuple[date | None, date | None]


def attendance(*names: str) -> list[make.Json]:
    return [make.attendance(name, "Norrviks kommun", line) for line, name in enumerate(names, 3)]


def march() -> None:
    make.enter(make.minutes(attendance=attendance(BIRGER)), name="mars.txt")


def may() -> None:
    """The council decides that Ylva takes Birger's place from the first of June."""
    chosen = [make.appointment(YLVA, 33, replaces=BIRGER, **{"from": "2024-06-01"})]
    make.enter(make.minutes(date="2024-05-07", attendance=attendance(BIRGER), appointments=chosen), name="maj.txt")


def september() -> None:
    make.enter(make.minutes(date="2024-09-03", attendance=attendance(YLVA)), name="september.txt")


def terms() -> dict[str, Term]:
    return {seat.person.name: (seat.starts, seat.ends) for seat in Seat.objects.current().select_related("person")}


@pytest.mark.parametrize("order", tuple(permutations((march, may, september))))
def test_one_takes_over_from_another_whatever_is_read_first(ekeby: County, order: tuple[Callable[[], None]]) -> None:
    for read in order:
        read()
    named = [seat.person.name for seat in Seat.objects.current().select_related("person")]
    assert terms()[BIRGER] == (None, date(2024, 5, 31))
    assert terms()[YLVA][1] is None and (date(2024, 6, 1), None) in terms().values()
    assert set(named) == {BIRGER, YLVA}


def test_the_end_of_a_seat_has_its_source(ekeby: County) -> None:
    march()
    may()
    ended = Seat.objects.get(person__name=BIRGER)
    assert ended.ends_finding and ended.ends_finding.kind == "appointment"
    assert ended.finding and ended.finding.kind == "attendance" and ended.finding.version.document.name == "mars.txt"


def test_without_a_day_the_place_is_left_on_the_day_of_the_decision(ekeby: County) -> None:
    chosen = [make.appointment(YLVA, 33, replaces=BIRGER)]
    make.enter(make.minutes(date="2024-05-07", attendance=attendance(BIRGER), appointments=chosen))
    assert terms() == {BIRGER: (None, date(2024, 5, 7)), YLVA: (None, None)}


def test_who_comes_back_has_not_left(ekeby: County) -> None:
    may()
    make.enter(make.minutes(date="2024-11-05", attendance=attendance(BIRGER)), name="november.txt")
    assert terms()[BIRGER] == (None, None)


def chair() -> str:
    """The latest list has Birger as chair, and nothing else says so."""
    march()
    attended = make.minutes(date="2024-05-07", attendance=[make.attendance(BIRGER, "Norrviks kommun", 3, duty="chair")])
    make.enter(attended, name="maj.txt")
    return duty()


def duty() -> str:
    return Seat.objects.current().get(person__name=BIRGER).duty


def test_a_refused_line_of_the_latest_list_no_longer_tells_the_duty(ekeby: County) -> None:
    assert chair() == "chair"
    line = Finding.objects.get(kind="attendance", version__document__name="maj.txt")
    refuse_finding(finding=line, by=None)
    assert duty() == "member"


def test_a_list_corrected_without_somebody_no_longer_tells_their_duty(ekeby: County) -> None:
    assert chair() == "chair"
    make.enter(make.minutes(date="2024-05-07", attendance=attendance(YLVA)), name="maj.txt")
    assert duty() == "member"


def test_an_end_comes_back_when_the_line_that_took_it_is_refused(ekeby: County) -> None:
    test_who_comes_back_has_not_left(ekeby)
    refuse_finding(finding=Finding.objects.get(kind="attendance", version__document__name="november.txt"), by=None)
    assert terms()[BIRGER] == (None, date(2024, 5, 31))


def test_a_dated_list_counts_after_one_without_a_day(ekeby: County) -> None:
    march()
    undated = make.minutes(date="", attendance=[make.attendance(BIRGER, "Norrviks kommun", 3, duty="chair")])
    undated["meeting"]["date"] = None
    make.enter(undated, name="utan-dag.txt")
    assert duty() == "member"


def test_a_decision_for_another_body_changes_no_seat_here(ekeby: County) -> None:
    march()
    chosen = [make.appointment(YLVA, 33, replaces=BIRGER, body="Arbetsgruppen")]
    make.enter(make.minutes(date="2024-05-07", attendance=attendance(BIRGER), appointments=chosen), name="maj.txt")
    assert terms() == {BIRGER: (None, None)}


@pytest.mark.parametrize(
    ("post", "duty"),
    [("ordförande", "chair"), ("vice ordförande", "member"), ("ersättare", "deputy"), ("representant", "member")],
)
def test_the_post_tells_the_duty_of_one_who_was_never_listed(ekeby: County, post: str, duty: str) -> None:
    make.enter(make.minutes(date="2024-05-07", attendance=[], appointments=[make.appointment(YLVA, 33, post=post)]))
    assert Seat.objects.current().get().duty == duty


def test_a_secretary_has_no_seat(ekeby: County) -> None:
    make.enter(
        make.minutes(date="2024-05-07", attendance=[], appointments=[make.appointment(YLVA, 33, post="sekreterare")])
    )
    assert not Seat.objects.exists()


def test_days_set_by_hand_stand(ekeby: County) -> None:
    march()
    set_days_of_seat(seat=Seat.objects.get(), starts=date(2023, 1, 1), ends=date(2024, 4, 30), by=None)
    may()
    assert terms()[BIRGER] == (date(2023, 1, 1), date(2024, 4, 30))


def test_a_refused_decision_gives_the_seat_back(ekeby: County) -> None:
    march()
    may()
    refuse_finding(finding=Finding.objects.get(kind="appointment"), by=None)
    assert terms() == {BIRGER: (None, None)}


def test_a_list_that_is_corrected_takes_its_seat_with_it(ekeby: County) -> None:
    march()
    make.enter(make.minutes(attendance=attendance(YLVA)), name="mars.txt")
    assert set(terms()) == {YLVA}
    assert Body.objects.get().seats.count() == 2  # the other is retired, not forgotten


def test_a_register_of_an_older_version_has_its_seats_worked_out(ekeby: County) -> None:
    march()
    may()
    told = terms()
    Seat.objects.filter(person__name=YLVA).delete()
    Seat.objects.update(starts=None, ends=None, ends_finding=None)
    settle_all()
    assert terms()[BIRGER] == told[BIRGER]


def test_a_list_that_is_not_public_seats_nobody(ekeby: County) -> None:
    """Of a meeting held here, whose minutes are no part of the register yet."""
    march()
    body, person = Body.objects.get(), Person.objects.create(name="Ylva Fredsborn", county=ekeby)
    PersonName.objects.create(person=person, name=person.name, key=key_of(person.name))
    meeting = plan_meeting(bodies=[body], day=date(2026, 12, 4), start=time(9), end=None, place="", by=None)
    Attendance.objects.create(meeting=meeting, order=1, name=person.name, person=person, is_draft=True)
    assert person.pk not in {known.person.pk for known in Directory().members(body)}
    assert settle(body, [person.pk]) == set()
    Attendance._base_manager.filter(person=person).update(is_draft=False)
    assert person.pk in {known.person.pk for known in Directory().members(body)}
    assert settle(body, [person.pk]) == {person.pk}
