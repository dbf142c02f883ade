"""Two that are one: what a person says of two names of a person or a body, and taking it back.

All that pointed at the one points at the other afterwards, and what was moved is written down, so that taking it back
leaves what was there before. Nothing is deleted: the one that is gone stands for the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, BodyName, Person, PersonName, Seat, key_of
from rodtrad.web.clock import now
from rodtrad.web.documents.models import Document
from rodtrad.web.meetings.models import Appointment, Attendance, Meeting, Presenter, Signature
from rodtrad.web.meetings.numbers import settle_series
from rodtrad.web.review.held_by_both import held_by_both, in_words
from rodtrad.web.review.models import Merge, Suggestion, SuggestionQuerySet
from rodtrad.web.review.seats import settle
from rodtrad.web.search.actions import forget_body, forget_person, index_bodies, index_document, index_persons
from rodtrad.web.turns import wait_for_turn

Moved = list[tuple[str, str, list[int]]]
# What is not simply moved: names that both have, seats, and who was found to be whom.
APART = (PersonName, BodyName, Seat, Person, Body, Merge, Suggestion)
# Rows of a person that say a name of their own.
SAYING = (Attendance, Presenter, Signature, Appointment)


class CannotMergeError(Exception):
    """Two cannot be made one, or taken apart; the message is Swedish and says why, and what to do."""


@transaction.atomic
def merge(*, kept: Person | Body, gone: Person | Body, by: User | None) -> Merge:
    """Somebody says that two persons, or two bodies, are one, and under which of them they are to be found.

    Returns what taking it back needs. Raises CannotMergeError where either is another already, or the two differ in
    county.
    """
    wait_for_turn()
    kept, gone = _locked(kept), _locked(gone)
    if kept.pk == gone.pk or kept.merged_into_id or gone.merged_into_id:
        raise CannotMergeError("De är redan sammanförda. Ladda om sidan.")
    if kept.county_id and gone.county_id and kept.county_id != gone.county_id:
        raise CannotMergeError(f"{kept} och {gone} hör till olika län och kan inte vara samma.")
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    seated = _seated(kept, gone)
    rows, left = _move_rows(kept, gone)
    moved = [*_move_names(kept, gone), *rows, *_move_questions(kept, gone)]
    retired = _settle(kept, gone, seated, moved)
    questions = _between(kept, gone)
    open_before = list(questions.open())
    told = {"left": left} if left else {}
    change = log(f"{_word(kept)}-merged", kept, by=by, gone=gone.pk, name=gone.name, **told)
    answer = {"state": Suggestion.State.ACCEPTED, "answered_at": now(), "answered_by": by}
    questions.open().update(**answer)
    done = Merge.objects.create(**_two(kept, gone), moved=moved, retired=retired, change=change)
    done.answered.set(open_before)
    _index(kept, gone, moved)
    return done


@transaction.atomic
def split(*, done: Merge, by: User | None) -> None:
    """Take a merge back: both stand for themselves again, each with what it had, and the questions are open.

    What was read since goes to the one whose name it says. Raises CannotMergeError where that was done already, or the
    one that was kept has been found to be a third since.
    """
    wait_for_turn()
    done = Merge.objects.select_for_update(of=("self",)).get(pk=done.pk)
    kept, gone = _locked(done.kept), _locked(done.gone)
    if done.undone_at:
        raise CannotMergeError("De är redan isärtagna. Ladda om sidan.")
    if kept.merged_into:
        raise CannotMergeError(f"{kept} har sedan förts samman med {kept.merged_into}. Ta isär dem först.")
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    seated = _seated(kept, gone)
    for label, field, keys in done.moved:
        model = apps.get_model(label)
        model._base_manager.filter(pk__in=keys, **{field: kept}).update(**{field: gone})
    Seat.objects.filter(pk__in=done.retired).update(retired_at=None)
    since = _give_back_what_was_read_since(kept, gone)
    _settle(kept, gone, {*seated, *_seated(kept, gone)}, [])
    done.undone_at = now()
    done.save(update_fields=["undone_at"])
    again = {"state": Suggestion.State.OPEN, "answered_at": None, "answered_by": None}
    done.answered.filter(state=Suggestion.State.ACCEPTED).update(**again)
    log(f"{_word(kept)}-split", kept, by=by, from_it=gone.pk, name=gone.name, moved_since=since)
    _index(kept, gone, done.moved)


def _locked(one: Any) -> Any:
    """As it stands in the database now; nobody else changes it meanwhile."""
    return type(one)._base_manager.select_for_update(of=("self",)).get(pk=one.pk)


def _word(one: Person | Body) -> str:
    return "person" if isinstance(one, Person) else "body"


def _two(kept: Person | Body, gone: Person | Body) -> dict[str, Person | Body]:
    return {f"kept_{_word(kept)}": kept, f"gone_{_word(gone)}": gone}


def _between(one: Person | Body, other: Person | Body) -> SuggestionQuerySet:
    """The questions whether the two are one."""
    first, second = _word(one), f"other_{_word(one)}"
    asked = SuggestionQuerySet(Suggestion)
    return asked.filter(Q(**{first: one, second: other}) | Q(**{first: other, second: one}))


def _move_names(kept: Person | Body, gone: Person | Body) -> Moved:
    """The names that only the one has."""
    model: type[PersonName | BodyName] = PersonName if isinstance(kept, Person) else BodyName
    field = _word(kept)
    known = model.objects.filter(**{field: kept}).values("key")
    keys = list(model.objects.filter(**{field: gone}).exclude(key__in=known).values_list("pk", flat=True))
    return _moved(model, field, keys, kept)


def _move_rows(kept: Person | Body, gone: Person | Body) -> tuple[Moved, list[str]]:
    """Every row that points at the one, retired ones too, but for what both have; and that, in words: it stays with the
    one, and what the other has holds. A meeting of both is left as it is."""
    found: Moved = []
    left: list[str] = []
    for relation in type(gone)._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if not isinstance(relation, models.ManyToOneRel) or model in APART:
            continue
        field = relation.field.name
        rows = model._base_manager.filter(**{field: gone})
        both = held_by_both(rows, field, kept)
        left += in_words(rows.filter(pk__in=both))
        found += _moved(model, field, list(rows.exclude(pk__in=both).values_list("pk", flat=True)), kept)
    if isinstance(gone, Body):
        under = list(Body._base_manager.filter(parent=gone).exclude(pk=kept.pk).values_list("pk", flat=True))
        found += _moved(Body, "parent", under, kept)
    return found, left


def _move_questions(kept: Person | Body, gone: Person | Body) -> Moved:
    """What is asked of the one and a third; whether the two are one stays a question of the two."""
    third = Suggestion.objects.exclude(pk__in=_between(kept, gone).values("pk"))
    found: Moved = []
    for field in (_word(kept), f"other_{_word(kept)}"):
        keys = list(third.filter(**{field: gone}).values_list("pk", flat=True))
        found += _moved(Suggestion, field, keys, kept)
    return found


def _moved(model: type[models.Model], field: str, keys: list[int], kept: Person | Body) -> Moved:
    if not keys:
        return []
    model._base_manager.filter(pk__in=keys).update(**{field: kept})
    return [(model._meta.label, field, keys)]


def _seated(kept: Person | Body, gone: Person | Body) -> set[tuple[int, int]]:
    """The bodies and persons of the seats that either has or had."""
    seats = Seat.objects.filter(**{f"{_word(kept)}__in": [kept, gone]})
    return set(seats.values_list("body", "person"))


def _settle(kept: Person | Body, gone: Person | Body, seated: Iterable[tuple[int, int]], moved: Moved) -> list[int]:
    """Work the seats of both out anew, and their last numbers. Seats set by hand go with the one, unless the other has
    one in that body.

    Adds to `moved` the seats that went along; returns those that ended.
    """
    retired: list[int] = []
    if gone.merged_into_id:
        for one in Seat.objects.current().filter(**{_word(gone): gone}, by_hand=True):
            same = (
                {"person": kept, "body": one.body} if isinstance(kept, Person) else {"body": kept, "person": one.person}
            )
            if Seat.objects.current().filter(**same).exists():
                one.retired_at = now()
                one.save(update_fields=["retired_at"])
                retired.append(one.pk)
            else:
                moved.extend(_moved(Seat, _word(kept), [one.pk], kept))
    persons: dict[int, set[int]] = defaultdict(set)
    for body, person in seated:
        if isinstance(kept, Person):
            persons[body] |= {kept.pk, gone.pk}
        else:
            persons[kept.pk].add(person)
            persons[gone.pk].add(person)
    for there in Body._base_manager.filter(pk__in=persons):
        settle(there, persons[there.pk])
    for one_of_both in (kept, gone):
        if isinstance(one_of_both, Body):
            settle_series(one_of_both)
    return retired


def _give_back_what_was_read_since(kept: Person | Body, gone: Person | Body) -> int:
    """Rows that say a name which only the one has, read while the two were one; returns how many."""
    if not isinstance(kept, Person) or not isinstance(gone, Person):
        return 0
    own = {name.key for name in gone.names.all()} - {name.key for name in kept.names.all()}
    count = 0
    for model in SAYING:
        rows = model._base_manager.filter(person=kept).values_list("pk", "name")
        keys = [pk for pk, name in rows if key_of(name) in own]
        count += model._base_manager.filter(pk__in=keys).update(person=gone)
    return count


def _index(kept: Person | Body, gone: Person | Body, moved: Moved) -> None:
    """Bring the search in step: the two, and of a body also the documents that are found by it."""
    if isinstance(kept, Person):
        index_persons(persons=Person._base_manager.filter(pk__in=[kept.pk, gone.pk], merged_into=None))
        if gone.merged_into_id:
            forget_person(key=gone.pk)
        return
    index_bodies(bodies=Body._base_manager.filter(pk__in=[kept.pk, gone.pk], merged_into=None))
    if gone.merged_into_id:
        forget_body(key=gone.pk)
    for document in Document.objects.filter(pk__in=set(_documents_of(moved))).select_related("current"):
        index_document(document=document)


def _documents_of(moved: Moved) -> Iterator[int]:
    """The documents whose rows were moved."""
    for label, _, keys in moved:
        model: Any = apps.get_model(label)
        if model is Meeting.bodies.through:
            rows = model._base_manager.filter(pk__in=keys).values_list("meeting__finding__version__document", flat=True)
        elif any(field.name == "finding" for field in model._meta.get_fields()) and model not in APART:
            rows = model._base_manager.filter(pk__in=keys).values_list("finding__version__document", flat=True)
        else:
            continue
        yield from (key for key in rows if key)
