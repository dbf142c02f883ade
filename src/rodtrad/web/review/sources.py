"""What says a name, and who is let go when nothing says theirs any more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple, Self

from django.db import transaction
from django.db.models import ProtectedError

from rodtrad.web.bodies.models import Body, BodyName, Person, PersonName, key_of
from rodtrad.web.meetings.models import Appointment, Attendance, Meeting, Presenter, Signature
from rodtrad.web.plans.models import Plan
from rodtrad.web.review.models import Suggestion

# Where persons are named: the row's model, its person, and what it calls them.
NAMED = ((Attendance, "person", "name"), (Presenter, "person", "name"), (Signature, "person", "name"),
          (Appointment, "person", "name"), (Appointment, "replaces", "replaces_name"))  # fmt: skip


class Source(NamedTuple):
    """The key of the finding that says something, or of the line of published minutes; neither where nobody knows."""

    finding: int | None = None
    naming: int | None = None

    @classmethod
    def of(cls, row: Any) -> Self:
        """What says a row of the register: its finding, or where published minutes have it."""
        return cls(row.finding_id) if row.finding_id else cls(naming=row.naming.pk)

    def __bool__(self) -> bool:
        return any(self)


def source_of_name(name: PersonName | BodyName, *, gone: Collection[int] = ()) -> Source:
    """What else says that name of the person or body: a finding, else a line of published minutes. `gone`: those of
    minutes that are none any more."""
    if isinstance(name, BodyName):
        return _source_of_body(name)
    in_minutes = Source()
    for model, field, said in NAMED:
        rows = model._base_manager.filter(**{field: name.person_id}).order_by("pk")
        fields = ("naming", said) if model in {Attendance, Presenter} else (said,)
        for finding, *naming, told in rows.values_list("finding", *fields):
            if key_of(told) != name.key:
                continue
            if finding:
                return Source(finding)
            if naming and naming[0] and naming[0] not in gone:
                in_minutes = in_minutes or Source(naming=naming[0])
    return in_minutes


def _source_of_body(name: BodyName) -> Source:
    """Another meeting or plan whose body has that name."""
    for rows in (Meeting.objects.filter(bodies=name.body_id), Plan.objects.filter(body=name.body_id)):
        for finding, value in rows.exclude(finding=None).order_by("pk").values_list("finding", "finding__value"):
            if name.key in {key_of(told) for told in (value.get("bodies") or [value.get("body")]) if told}:
                return Source(finding)
    return Source()


def find_other_sources(names: Iterable[PersonName | BodyName], *, gone: Collection[int] = ()) -> None:
    """Names that something else says too have that as their source; others nobody gives any more."""
    for name in names:
        source = source_of_name(name, gone=gone)
        if not source:
            name.delete()
            continue
        name.finding_id = source.finding
        if isinstance(name, PersonName):
            name.naming_id = source.naming
        name.save()


def ask_elsewhere(questions: Iterable[Suggestion], is_gone: Callable[[Source], bool]) -> None:
    """Questions of others show another place in the stead of one that is gone, where there is one; else they go."""
    for asked in questions:
        one, other = Source(asked.one_id, asked.one_naming_id), Source(asked.other_id, asked.other_naming_id)
        compared = bool(other)
        if is_gone(one):
            one = _source_naming(asked.person or asked.body)
        if is_gone(other):
            other = _source_naming(asked.other_person or asked.other_body)
        if one and one != other and bool(other) == compared:
            asked.one_id, asked.one_naming_id = one
            asked.other_id, asked.other_naming_id = other
            asked.save(update_fields=["one", "one_naming", "other", "other_naming"])
        else:
            asked.delete()


def _source_naming(about: Person | Body | None) -> Source:
    """What names a person or body."""
    names: Any = about.names.order_by("pk") if about else ()
    found = (Source(name.finding_id, getattr(name, "naming_id", None)) for name in names)
    return next(filter(None, found), Source())


def is_let_go(one: Person | Body) -> bool:
    """Whether somebody without a name left was deleted. Whom something else needs keeps the name, without a source;
    who has another name is called by it."""
    left = list(one.names.order_by("pk").values_list("name", "key"))
    if left:
        if key_of(one.name) not in {key for _, key in left}:
            one.name = left[0][0]
            one.save(update_fields=["name"])
        return False
    try:
        if isinstance(one, Body) and (one.kind != Body.Kind.UNKNOWN or one.parent_id):
            raise ProtectedError("somebody has described it", {one})
        with transaction.atomic():
            one.delete()
    except ProtectedError:
        one.names.create(name=one.name, key=key_of(one.name))
        return False
    return True
