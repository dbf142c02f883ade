"""A document taken out of the register, with all that came from it; that it was there, and who removed it, is left.

What hangs on it elsewhere is put right: persons and bodies that other documents name too keep their names and seats,
with those as their sources; those that nothing names any more go. What a person confirmed hinders who may not overrule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from rodtrad.web.accounts.access import Right, may
from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, BodyName, Person, PersonName, Seat
from rodtrad.web.documents.kinds import HEAD, Kind, kind_of
from rodtrad.web.documents.models import Document, Finding, Removed, Version
from rodtrad.web.documents.page import Shown, by_kind
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Appointment, Meeting
from rodtrad.web.plans.models import Plan
from rodtrad.web.review.entry import MODELS
from rodtrad.web.review.house_styles import relearn
from rodtrad.web.review.models import Answer, Suggestion
from rodtrad.web.review.seats import settle
from rodtrad.web.review.sources import NAMED, ask_elsewhere, find_other_sources, is_let_go
from rodtrad.web.search.actions import forget_body, forget_person, index_bodies, index_document, index_persons
from rodtrad.web.turns import wait_for_turn

SPOKEN_FOR = (Finding.Review.CONFIRMED, Finding.Review.CORRECTED)


class SpokenFor(Exception):
    """People have confirmed facts of the document, and who wants to remove it may not overrule them."""


@dataclass(frozen=True, slots=True)
class Consequences:
    """What goes with a document: how many facts of each kind, and how many of them people have spoken for."""

    kinds: list[tuple[Kind, int]]
    spoken_for: int
    versions: int


def consequences(document: Document) -> Consequences:
    """What would be removed with a document."""
    told = Finding.objects.filter(version=document.current).exclude(review=Finding.Review.REFUSED)
    facts = [one for one in told if kind_of(one.kind, one.value) is not HEAD]
    kinds = [(kind, len(those)) for kind, those in by_kind(Shown(one, "") for one in facts)]
    return Consequences(kinds, len(_spoken_for(document)), document.versions.count())


def _spoken_for(document: Document) -> list[Finding]:
    """The facts that people have confirmed, corrected or added and that hold: of the current version, or of an earlier
    one where their rows still stand."""
    confirmed = Finding.objects.filter(version__document=document, review__in=SPOKEN_FOR)
    facts = [one for one in confirmed if kind_of(one.kind, one.value) is not HEAD]
    earlier = [one.pk for one in facts if one.version_id != document.current_id]
    still = {
        key for model in MODELS for key in model.objects.filter(finding__in=earlier).values_list("finding", flat=True)
    }
    return [one for one in facts if one.version_id == document.current_id or one.pk in still]


@transaction.atomic
def remove_document(*, document: Document, by: User) -> list[Version]:
    """Take a document and all that was read from it out of the register; returns its versions as they were, whose
    originals are to be deleted once the transaction holds.

    Raises SpokenFor where people have confirmed facts of it and `by` may not overrule them, Document.DoesNotExist where
    somebody else has removed it.
    """
    wait_for_turn()
    document.refresh_from_db()  # it may have a new version by now
    spoken_for = _spoken_for(document)
    if spoken_for and not may(by, Right.OVERRULE):
        raise SpokenFor(str(document))
    versions = list(document.versions.defer("text", "record").order_by("number"))
    told = [{"number": one.number, "sha256": one.sha256, "size": one.size} for one in versions]
    change = log("document-removed", document, by=by, versions=told, spoken_for=len(spoken_for))
    Removed.objects.bulk_create(
        Removed(document_key=document.pk, name=document.name, sha256=one.sha256, size=one.size, added_at=one.added_at,
                change=change)
        for one in versions
    )  # fmt: skip
    _Removal(document).carry_out()
    document.delete()
    return versions


class _Removal:
    """One removal under way. `persons`, `bodies`: the keys of those that the document tells of."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings = Finding.objects.filter(version__document=document)
        self.names: list[PersonName | BodyName] = [
            *PersonName.objects.filter(finding__in=self.findings).select_related("person"),
            *BodyName.objects.filter(finding__in=self.findings).select_related("body"),
        ]
        self.persons = set(self._keys_of_persons())
        self.bodies = set(self._keys_of_bodies())
        self.styled = list(Body.objects.filter(house_style__documents=document))

    def _of(self, model: Any) -> Any:
        return model._base_manager.filter(finding__in=self.findings)

    def _keys_of_persons(self) -> Iterator[int]:
        for model, field, _ in NAMED:
            yield from self._of(model).exclude(**{field: None}).values_list(field, flat=True)
        yield from self._of(Assignment).exclude(person=None).values_list("person", flat=True)
        yield from (name.person_id for name in self.names if isinstance(name, PersonName))

    def _keys_of_bodies(self) -> Iterator[int]:
        yield from self._of(Meeting).exclude(bodies=None).values_list("bodies", flat=True)
        yield from self._of(Plan).exclude(body=None).values_list("body", flat=True)
        yield from self._of(Appointment).exclude(body=None).values_list("body", flat=True)
        yield from (name.body_id for name in self.names if isinstance(name, BodyName))

    def carry_out(self) -> None:
        """Delete what came from the document, from the last that depends on something to the document's versions."""
        for model in reversed(MODELS):
            self._of(model).delete()
        find_other_sources(self.names)
        self._take_back_questions()
        Answer.objects.filter(version__document=self.document).delete()
        self._settle_seats()
        relearn(self.styled)
        self.document.current = None
        self.document.save(update_fields=["current"])
        index_document(document=self.document, with_persons=False)
        self.findings.update(parent=None)
        self.findings.delete()
        self.document.versions.all().delete()
        self._let_go()

    def _take_back_questions(self) -> None:
        """What was asked by the document goes; what others asked shows another place, where there is one."""
        here = Q(one__in=self.findings) | Q(other__in=self.findings)
        Suggestion.objects.filter(document=self.document).delete()
        keys = set(self.findings.values_list("pk", flat=True))
        asked = Suggestion.objects.filter(here).select_related("person", "other_person", "body", "other_body")
        ask_elsewhere(asked, lambda source: source.finding in keys)

    def _settle_seats(self) -> None:
        seats = Seat.objects.filter(Q(person__in=self.persons) | Q(finding__in=self.findings))
        touched: dict[Body, set[int]] = {}
        for seat in seats.select_related("body"):
            touched.setdefault(seat.body, set()).add(seat.person_id)
        Seat.objects.filter(finding__in=self.findings).update(finding=None)
        Seat.objects.filter(ends_finding__in=self.findings).update(ends_finding=None)
        for body, persons in touched.items():
            settle(body, persons)
            told_nowhere = Seat.objects.exclude(retired_at=None).filter(body=body, person__in=persons, by_hand=False)
            told_nowhere.filter(finding=None, naming=None).delete()

    def _let_go(self) -> None:
        """Persons and bodies without a name left go, unless something else needs them; the others are found anew."""
        for person in Person.objects.filter(pk__in=self.persons):
            key = person.pk
            if is_let_go(person):
                forget_person(key=key)
        for body in Body.objects.filter(pk__in=self.bodies):
            key = body.pk
            if is_let_go(body):
                forget_body(key=key)
        index_persons(persons=Person.objects.filter(pk__in=self.persons))
        index_bodies(bodies=Body.objects.filter(pk__in=self.bodies))
