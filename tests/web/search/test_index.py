"""The index follows the register, and can be made anew at any time."""

from datetime import date

import pytest

from rodtrad.web.bodies.actions import add_party, describe_body
from rodtrad.web.bodies.models import Body, BodyName, Party
from rodtrad.web.review.importing import import_paths
from rodtrad.web.search import actions
from rodtrad.web.search.actions import bring_up_to_date, is_current, rebuild
from rodtrad.web.search.engine import Formula, hits
from rodtrad.web.search.models import Entry, IndexedWord, IndexState, Kind
from rodtrad.web.search.places import PASSAGES, place_of_passage, place_of_row
from tests import factories as make

pytestmark = pytest.mark.django_db


def everything() -> tuple[object, dict[str, int], list[int]]:
    entries = list(Entry.objects.values_list("pk", "kind", "title", "text", "context", "address", "source", "tokens"))
    words = dict(IndexedWord.objects.filter(count__gt=0).values_list("form", "count"))
    return entries, words, hits(Formula((frozenset({"@kind=decision", "@kind=passage", "@kind=person"}),)), 10_000)


def test_made_anew_it_is_as_it_had_become_step_by_step() -> None:
    make.make_county()
    rebuild()
    make.enter(make.minutes())
    make.enter(make.plan(), name="plan.txt")
    make.enter(make.minutes(date="2024-09-01"), name="annat.txt")
    make.enter(make.minutes(decisions=[make.decision("2", "köpa rullstolar", 33)]))
    bring_up_to_date()
    before = everything()
    rebuild()
    assert everything() == before
    assert before[0] and before[1]["rullstolar"] == 1 and before[2] == sorted(before[2], reverse=True)


def test_a_register_from_before_there_was_an_index() -> None:
    make.enter(make.minutes())
    Entry.objects.all().delete()
    assert not is_current()
    bring_up_to_date()
    assert is_current()
    assert Entry.objects.filter(kind="decision").count() == 1


def test_another_version_of_the_analyser(monkeypatch: pytest.MonkeyPatch) -> None:
    rebuild()
    monkeypatch.setattr(actions, "VERSION", "another")
    assert not is_current()
    import_paths([], by=None)
    assert IndexState.objects.get().version == "another"


def test_parties_and_bodies_that_people_change_are_followed() -> None:
    party = add_party(name="Kvarnåsens kommun", kind="municipality", by=None)
    assert Entry.objects.get(kind="party").title == "Kvarnåsens kommun"
    party.name = "Kvarnåsens stad"
    party.save()
    assert Entry.objects.get(kind="party").title == "Kvarnåsens stad"
    make.enter(make.minutes())
    describe_body(body=Body.objects.get(), kind=Body.Kind.BOARD, parent=None, by=None)
    assert Entry.objects.get(kind="body").context == "Nämnd"


def test_parties_and_bodies_from_files_are_taken_in_by_the_import() -> None:
    make.enter(make.minutes())
    rebuild()
    Party.objects.bulk_create([Party(name="Kvarnåsens kommun", kind="municipality")])
    BodyName.objects.create(body=Body.objects.get(), name="Rådslaget", key="rådslaget")
    import_paths([], by=None)
    assert Entry.objects.filter(kind="party", title="Kvarnåsens kommun").exists()
    assert Entry.objects.get(kind="body").text == "Rådslaget"


def test_the_index_follows_entries_whoever_changes_them() -> None:
    make.enter(make.minutes())
    entry = Entry.objects.get(kind="decision")
    wanted = Formula((frozenset({"zebra"}),))
    Entry.objects.filter(pk=entry.pk).update(tokens=f"{entry.tokens} zebra")
    assert hits(wanted, 10) == [entry.pk]
    Entry.objects.filter(pk=entry.pk).delete()
    assert hits(wanted, 10) == []


@pytest.mark.parametrize("token", ["e-hälsa", "2023/488", "3,5", "@body=1", "_nära_vård", "+grupp", "~st", "sip:en"])
def test_a_token_is_found_as_it_is(token: str) -> None:
    Entry.objects.create(pk=1, kind="passage", row_id=1, title="", address="/", tokens=f"aa {token} zz")
    assert hits(Formula((frozenset({token, "yy"}), frozenset({"zz"})), frozenset({"bb"})), 10) == [1]
    assert hits(Formula((frozenset({"aa"}),), frozenset({token})), 10) == []
    assert hits(Formula((frozenset({token[:-1]}),)), 10) == []


def test_places() -> None:
    day, later = date(2024, 1, 1), date(2024, 1, 2)
    order = [
        place_of_row(Kind.BODY, 1, None),
        place_of_row(Kind.PERSON, 1, None),
        place_of_row(Kind.ITEM, 1, later),
        place_of_row(Kind.DECISION, 1, day),
        place_of_row(Kind.DECISION, 2, day),
        place_of_row(Kind.ASSIGNMENT, 1, day),
        place_of_row(Kind.ITEM, 1, None),
        place_of_passage(1, 0, later),
        place_of_passage(2, 0, day),
        place_of_passage(1, 0, day),
        place_of_passage(1, 1, day),
        place_of_passage(1, 0, date(1800, 1, 1)),
        place_of_passage(1, 0, None),
    ]
    assert order == sorted(set(order), reverse=True)
    assert order[-1] > 0 and order[0] < 2**63
    for number in (-1, PASSAGES):
        with pytest.raises(ValueError, match="no place"):
            place_of_passage(1, number, day)
    with pytest.raises(ValueError, match="no place"):
        place_of_row(Kind.ITEM, 2**40, day)
