"""A version entered again after people have answered for its findings: its rows are what its findings now say.

A row whose finding still stands keeps its identity, and only rows that became other than they were are written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q

from rodtrad.web.agreements.models import Agreement, AgreementParty
from rodtrad.web.bodies.models import Person, PersonName, Seat, key_of
from rodtrad.web.clock import now
from rodtrad.web.documents.findings import load_findings
from rodtrad.web.documents.mentions import PartyFinder, mentions_of
from rodtrad.web.documents.models import Entered, Finding, Mention, Version
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Appointment, Attendance, Meeting, Presenter, Signature
from rodtrad.web.review.directory import Directory
from rodtrad.web.review.entry import BATCH, MODELS, Entry
from rodtrad.web.review.making import join_bodies, make_rows
from rodtrad.web.review.models import Suggestion
from rodtrad.web.review.people import People
from rodtrad.web.review.seats import seat, settle
from rodtrad.web.search.actions import forget_person, index_document, index_persons

# Which name of a row its person stands for.
NAMED = {"person": "name", "replaces": "replaces_name"}
# Questions that are asked of a document as a whole, each time it is entered.
OF_THE_WHOLE = (Suggestion.Kind.SIGNER, Suggestion.Kind.SPELLINGS)
PERSONAL = (Meeting, Attendance, Presenter, Signature, Appointment, Assignment)
OF_A_PERSON = {Attendance: "person", Presenter: "person", Signature: "person", Appointment: "person"}


def enter_again(version: Version, changed: Iterable[Finding] = ()) -> None:
    """Bring the register in step with the findings of a version. To be called in the transaction that changed them,
    which waited for its turn and writes the log. `changed`: which they are."""
    findings = load_findings(version)
    finder = PartyFinder()
    _mention_again(version, findings, finder)
    entry = Entry.of(version, findings, Directory(), finder)
    make_rows(entry)
    before = _rows_of(version, {finding.kind for finding in findings})
    left = _adopt(entry, before)
    # What concerns nobody's name, as most answers do, leaves persons, seats and questions as they are.
    of_whole = any(finding.parent_id is None for finding in changed)  # whose bodies stand in no row
    of_persons = of_whole or bool({type(row) for row in (*left, *_changed(entry, before))} & set(PERSONAL))
    if of_persons:
        people = People(entry)
        people.link()
        people.save()
    _write(entry, before)
    for row in left:
        type(row)._base_manager.filter(pk=row.pk).update(retired_at=now())
    if of_persons:
        join_bodies(entry, is_first=False)
        seat(entry, is_first=False)
        _ask(entry)
    # Facts of an earlier version that somebody confirmed are no rows of this one.
    rows = entry.rows if version.number == 1 else None
    if version.is_current:
        version.document.current = version  # known, and not to be asked for
    index_document(document=version.document, finder=finder, rows=rows, with_persons=of_persons)
    if of_persons:
        gone = {id(row) for row in left}  # a retired row keeps its person
        _let_go(entry, (row for row in before.values() if id(row) not in gone and row.retired_at is None))


def _mention_again(version: Version, findings: list[Finding], finder: PartyFinder) -> None:
    there = {(m.finding_id, m.party_id, m.how): m for m in Mention.objects.filter(finding__version=version)}
    wanted = {(m.finding_id, m.party_id, m.how): m for m in mentions_of(findings, version.text, finder)}
    if gone := [mention.pk for key, mention in there.items() if key not in wanted]:
        Mention.objects.filter(pk__in=gone).delete()
    if fresh := [mention for key, mention in wanted.items() if key not in there]:
        Mention.objects.bulk_create(fresh, batch_size=BATCH)


def _rows_of(version: Version, kinds: set[str]) -> dict[int, Entered]:
    """The rows of a version by their findings, retired ones too. Only models of these kinds can have any."""
    names = {kind.replace("_", "") for kind in kinds}
    found: dict[int, Entered] = {}
    for model in MODELS:
        if model._meta.model_name in names:
            kept = [name for name in model.kept_fields if model._meta.get_field(name).is_relation]
            for row in model._base_manager.filter(finding__version=version).select_related(*kept):
                found[row.finding_id or 0] = row
    return found


def _adopt(entry: Entry, before: dict[int, Entered]) -> list[Entered]:
    """Let each row be the earlier one of its finding; returns those whose findings stand no more."""
    standing = set[int]()
    for rows in entry.rows.values():
        for row in rows:
            if row.finding and (same := before.get(row.finding.pk)):
                standing.add(row.finding.pk)
                row.pk, row._state.adding = same.pk, False
                for name in same.kept_fields:
                    if not (name in NAMED and _renamed(entry, row, same, name)):
                        setattr(row, name, getattr(same, name))
    return [row for key, row in before.items() if key not in standing and row.retired_at is None]


def _renamed(entry: Entry, row: Any, same: Any, field: str) -> bool:
    """Whether the row names somebody else now. Who is named nowhere else is the same person, by another name."""
    name, person = getattr(row, NAMED[field]), getattr(same, field)
    if person is None or key_of(name) == key_of(getattr(same, NAMED[field])):
        return False
    known = PersonName.objects.filter(key=key_of(name), person__county=entry.county_id)
    if _is_named_elsewhere(person, same) or known.exists():
        return True
    person.name = name
    person.save(update_fields=["name"])
    person.names.all().delete()
    PersonName.objects.create(person=person, name=name, key=key_of(name), finding=row.finding)
    return False


def _is_named_elsewhere(person: Person, row: Entered) -> bool:
    named = (model._base_manager.filter(**{field: person}) for model, field in OF_A_PERSON.items())
    return any(rows.exclude(finding=row.finding_id).exists() for rows in named)


def _write(entry: Entry, before: dict[int, Entered]) -> None:
    for model in MODELS:
        rows = entry.rows.get(model, [])
        model._base_manager.bulk_create([row for row in rows if row._state.adding], batch_size=BATCH)
        changed = [row for row in rows if _is_other(row, before)]
        if changed:
            names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
            model._base_manager.bulk_update(changed, names, batch_size=BATCH)
    _write_parties(entry)


def _changed(entry: Entry, before: dict[int, Entered]) -> list[Entered]:
    """The rows that are new or other than before."""
    return [row for rows in entry.rows.values() for row in rows if row._state.adding or _is_other(row, before)]


def _is_other(row: Any, before: dict[int, Entered]) -> bool:
    same = before.get(row.finding.pk)
    for field in row._meta.concrete_fields:
        # A row that it points to may have got its key since.
        if field.is_relation and (other := field.get_cached_value(row, default=None)) is not None:
            setattr(row, field.name, other)
    return same is not None and any(
        getattr(row, field.attname) != getattr(same, field.attname) for field in row._meta.concrete_fields
    )


def _write_parties(entry: Entry) -> None:
    """Who agrees: of agreements whose parties are named otherwise now, all anew."""
    if not (agreements := entry.made(Agreement)):
        return
    there, named = defaultdict[int, list[str]](list), defaultdict[int, list[AgreementParty]](list)
    for party in AgreementParty.objects.filter(agreement__in=agreements).order_by("pk"):
        there[party.agreement_id].append(party.name)
    for party in entry.agreement_parties:
        named[party.agreement.pk].append(party)
    other = [row.pk for row in agreements if [party.name for party in named[row.pk]] != there[row.pk]]
    if other:
        AgreementParty.objects.filter(agreement__in=other).delete()
        AgreementParty.objects.bulk_create([party for pk in other for party in named[pk]], batch_size=BATCH)


def _ask(entry: Entry) -> None:
    """Ask what was not asked before, and take back what nobody answered and would not be asked any more."""
    asked = {_known_by(one): one for one in Suggestion.objects.filter(document=entry.document)}
    wanted = {_known_by(one): one for one in entry.suggestions}
    moot = [
        one.pk
        for key, one in asked.items()
        if one.state == Suggestion.State.OPEN and one.kind in OF_THE_WHOLE and key not in wanted
    ]
    here = {finding.pk for findings in entry.by_kind.values() for finding in findings}
    Suggestion.objects.filter(pk__in=moot, one__in=here, other__in=here).delete()
    Suggestion.objects.bulk_create([one for key, one in wanted.items() if key not in asked], batch_size=BATCH)


def _known_by(one: Suggestion) -> tuple[object, ...]:
    return one.kind, one.one_id, one.other_id, one.other_naming_id


def _let_go(entry: Entry, before: Iterable[Entered]) -> None:
    """Persons whom the document named before and whom nothing names any more go, and with them what was asked of them.

    Whom somebody seated by hand, or answered a question about, stays.
    """
    named = {key for row in before for field in NAMED if (key := getattr(row, f"{field}_id", None))}
    still = {key for rows in entry.rows.values() for row in rows for field in NAMED if (key := _key(row, field))}
    for key in named - still:
        for body in entry.bodies:
            settle(body, [key])
        try:
            with transaction.atomic():
                Suggestion.objects.open().filter(Q(person=key) | Q(other_person=key)).delete()
                Seat.objects.exclude(retired_at=None).filter(person=key).delete()
                Person.objects.get(pk=key).delete()
                forget_person(key=key)
        except ProtectedError:
            index_persons(persons=Person.objects.filter(pk=key))


def _key(row: Entered, field: str) -> int | None:
    person = getattr(row, field, None)
    return person.pk if person else None
