"""A question as pages show it: the two places side by side, each with its line and what is told of the name there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rodtrad.web.bodies.models import Body, Person
from rodtrad.web.documents.kinds import kind_of, label_of
from rodtrad.web.documents.models import Finding
from rodtrad.web.meetings.models import Attendance, Naming
from rodtrad.web.review.checking.forms import in_words
from rodtrad.web.review.models import AROUND, Suggestion
from rodtrad.web.review.rereading import Change


@dataclass(frozen=True, slots=True)
class Side:
    """One place. `before`, `words`, `after`: the lines it stands on, the place itself between; `about`: whose it is.
    `naming`: where published minutes have it, `finding` being None."""

    label: str
    about: Person | Body | None
    facts: str
    before: str
    words: str
    after: str
    finding: Finding | None = None
    naming: Naming | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    question: Suggestion
    sides: list[Side]

    @property
    def can_be_denied(self) -> bool:
        """Whether "no, not the same" is an answer: there are two."""
        return self.question.state == Suggestion.State.OPEN and len(self.sides) > 1

    @property
    def is_gone(self) -> bool:
        """Whether it asks if a confirmed fact still holds."""
        return self.question.kind == Suggestion.Kind.GONE

    @property
    def can_be_one(self) -> bool:
        """Whether "yes" is an answer: the register knows both of them, and they are not one already."""
        return self.question.state == Suggestion.State.OPEN and self.question.pair is not None

    @property
    def is_one(self) -> bool:
        """Whether somebody said yes, which can be taken back."""
        return self.question.state == Suggestion.State.ACCEPTED and bool(self.question.pair)


def asked(questions: Iterable[Any]) -> list[Asked]:
    """The questions with their sides; fetched `.with_sources().with_surroundings()`."""
    return [Asked(question, list(_sides(question))) for question in questions]


def _sides(question: Any) -> Iterable[Side]:
    one, other = question.person or question.body, question.other_person or question.other_body
    if question.one:
        yield _side(question.one, question.one_around, one)
    elif question.one_naming:
        yield _in_minutes(question.one_naming, one)
    if question.other:
        yield _side(question.other, question.other_around, other)
    elif question.other_naming:
        yield _in_minutes(question.other_naming, other)


def _side(finding: Finding, around: str, about: Person | Body | None) -> Side:
    start = min(finding.first_char, AROUND)
    end = start + finding.end_char - finding.first_char
    before = around[:start].rpartition("\n")[2]
    after = around[end:].partition("\n")[0]
    label, facts = label_of(finding.kind, finding.value), _facts(finding.value)
    return Side(label, about, facts, before, around[start:end], after, finding=finding)


def _in_minutes(naming: Naming, about: Person | Body | None) -> Side:
    told = {name: getattr(naming.row, name, "") for name in ("name", "title", "organisation", "duty")}
    after = "".join(f", {told[name]}" for name in ("title", "organisation") if told[name])
    return Side(label_of(naming.kind, told), about, _facts(told), "", told["name"], after, naming=naming)


def _facts(value: Any) -> str:
    """What is told of a name beside it: "Ledamot, Norrviks kommun, socialchef"."""
    if not isinstance(value, dict):
        return ""
    duty = Attendance.Duty(value["duty"]).label if value.get("duty") else ""
    return ", ".join(filter(None, [duty, value.get("organisation"), value.get("title")]))


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change of a new reading as the page shows it: its kind, its key in a form, and what was and is said, field by
    field: label, old words, new words."""

    key: str
    kind: str
    what: str
    fields: list[tuple[str, str, str]]
    finding: Finding | None


def shown_changes(changes: Iterable[Change]) -> list[ShownChange]:
    """Changes in words; of a fact that became otherwise only what differs."""
    return [_shown(change) for change in changes]


def _shown(change: Change) -> ShownChange:
    finding = change.new or change.old
    if finding is None:
        raise ValueError("a change of nothing")
    old = {label: words for _, label, words in in_words(change.old)} if change.old else {}
    new = {label: words for _, label, words in in_words(change.new)} if change.new else {}
    labels = [one for one in dict.fromkeys((*old, *new)) if old.get(one, "") != new.get(one, "")]
    what = "Ändrad" if change.old and change.new else "Ny" if change.new else "Borta"
    fields = [(label, old.get(label, ""), new.get(label, "")) for label in labels]
    return ShownChange(change.key, kind_of(finding.kind, finding.value).one, what, fields, finding)
