"""What somebody who reviews a version has before them: its findings, the unsure ones first, and where they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zlib import crc32

from rodtrad.web.addresses import row_address
from rodtrad.web.bodies.models import BodyName, Party
from rodtrad.web.documents.findings import load_findings, standing
from rodtrad.web.documents.kinds import HEAD, Kind, main_fields, main_words
from rodtrad.web.documents.kinds import kind_of as documents_kind_of
from rodtrad.web.documents.models import Finding, Version
from rodtrad.web.documents.page import Shown, by_kind
from rodtrad.web.meetings.models import Attendance
from rodtrad.web.review.checking.forms import in_words
from rodtrad.web.review.doubt import Doubt, Known, doubts
from rodtrad.web.review.doubt.case import bare, sentence_at
from rodtrad.web.review.models import Answer

Review = Finding.Review
MOST_PROPOSED = 2
AROUND = 90  # characters of the text before and after the place that are shown with it


@dataclass(frozen=True, slots=True)
class Checked(Shown):
    """A finding with the doubt about it. `answer`: the latest that holds. `is_current`: the one that is looked at."""

    judged: Doubt
    answer: Answer | None = None
    is_current: bool = False

    @property
    def kind(self) -> Kind:
        own = documents_kind_of(self.finding.kind, self.finding.value)
        return own._replace(group="current") if self.is_current else own

    @property
    def is_open(self) -> bool:
        return self.finding.review == Review.UNREVIEWED

    @property
    def is_unsure(self) -> bool:
        return self.is_open and not self.judged.is_sure

    @property
    def doubt(self) -> bool:
        return self.is_unsure

    @property
    def says(self) -> list[tuple[str, str, bool, bool]]:
        """What it says, what is doubted first: label, words, and whether they are concluded, and doubted."""
        doubted = self.judged.fields if self.is_unsure else ()
        told = [
            (label, words, name in self.finding.inferred, name in doubted)
            for name, label, words in in_words(self.finding)
        ]
        return sorted(told, key=lambda one: not one[3])

    @property
    def main_words(self) -> str:
        return main_words(self.finding.value) or self.label

    @property
    def besides(self) -> list[tuple[str, str]]:
        """What it says besides its main words."""
        told = main_fields(self.finding.value)
        return [(label, words) for name, label, words in in_words(self.finding) if name not in told]

    @property
    def was_read(self) -> list[tuple[str, str]]:
        """What the reader said otherwise, of a finding that was corrected."""
        if not self.finding.read:
            return []
        now = {name: words for name, _, words in in_words(self.finding)}
        before = list(in_words(self.finding, self.finding.read["value"]))
        gone = [(label, words) for name, label, words in before if now.get(name) != words]
        new = [name for name in now if name not in {one for one, _, _ in before}]
        return gone or ([("", "Läsaren sade inte allt detta.")] if new else [])

    @property
    def proposals(self) -> list[tuple[str, str, str, str]]:
        """What could stand in a field instead: its name and value, and both in words."""
        told = [(name, value) for name, value in self.judged.proposals if self.finding.value.get(name) != value]
        words = [(name, value, *_in_words(self.finding, name, value)) for name, value in told[:MOST_PROPOSED]]
        return [(name, value, label, said) for name, value, label, said in words if label]

    @property
    def token(self) -> str:
        """Changes when somebody answers for the finding or changes it."""
        return token_of(self.finding)


def token_of(finding: Finding) -> str:
    """What changes when somebody answers for a finding or changes it."""
    said = [finding.review, finding.value, finding.first_char, finding.end_char]
    return f"{crc32(json.dumps(said, sort_keys=True).encode()):x}"


def _in_words(finding: Finding, name: str, value: str) -> tuple[str, str]:
    return next(((label, words) for one, label, words in in_words(finding, {name: value}) if one == name), ("", ""))


class Board:
    """All findings of a version that a person answers for; `current`: the one that is looked at, if any is left.

    `answered`: the key of one that was just answered for, after which the list of those that are sure is gone on with.
    """

    def __init__(self, version: Version, wanted: str = "", *, answered: str = "") -> None:
        self.version, self._answered = version, answered
        findings = load_findings(version)
        answers = latest_answers(version)
        judged = doubts(
            version.text, findings, version.issues.all(), known=_known(version, findings), name=version.document.name
        )
        listed = {finding.pk for finding in _answered_for(findings)}
        in_order = sorted(zip(findings, judged, strict=True), key=lambda pair: (pair[0].first_char, -pair[0].end_char))
        here = row_address("checking:check", version.document_id)
        every = [Checked(f, f"{here}?uppgift={f.pk}", d, answers.get(f.pk)) for f, d in in_order if f.pk in listed]
        self._current = self._chosen(every, wanted)
        self.entries = [
            Checked(one.finding, one.url, one.judged, one.answer, is_current=True) if one is self._current else one
            for one in every
        ]

    def _chosen(self, every: Sequence[Checked], wanted: str) -> Checked | None:
        """The one that is wanted, or the most doubtful that nobody has answered for, or none: then all unsure are."""
        named = next((one for one in every if str(one.finding.pk) == wanted), None)
        unsure = [one for one in every if one.is_unsure]
        return named or max(unsure, key=lambda one: one.judged.score, default=None)

    @cached_property
    def current(self) -> Checked | None:
        return next((one for one in self.entries if one.is_current), None)

    @cached_property
    def unsure(self) -> list[Checked]:
        """Those that somebody should look at, the most doubtful first."""
        return sorted((one for one in self.entries if one.is_unsure), key=lambda one: -one.judged.score)

    @cached_property
    def sure(self) -> list[Checked]:
        """Those that nobody has answered for and nothing speaks against."""
        return [one for one in self.entries if one.is_open and not one.is_unsure]

    @cached_property
    def kinds(self) -> list[tuple[Kind, list[Checked], int]]:
        """All of them by kind, in the order of the text, and how many are left of each."""
        plain = {one.finding.pk: one for one in self.entries}
        groups = by_kind(Shown(one.finding, "") for one in self.entries)
        named = [(kind, [plain[shown.finding.pk] for shown in those]) for kind, those in groups]
        return [(kind, those, sum(one.is_open for one in those)) for kind, those in named]

    @cached_property
    def sure_by_kind(self) -> list[tuple[Kind, list[Checked]]]:
        """Those that are sure, as they are listed to be read through."""
        sure = {id(one) for one in self.sure}
        kinds = [(kind, [one for one in those if id(one) in sure]) for kind, those, _ in self.kinds]
        return [(kind, those) for kind, those in kinds if those]

    @property
    def next_sure(self) -> Checked | None:
        """Where the list of those that are sure is gone on with: after one of them that was answered for."""
        listed = [one for _, those, _ in self.kinds for one in those if one.judged.is_sure]
        at = next((number for number, one in enumerate(listed) if str(one.finding.pk) == self._answered), None)
        return None if at is None else next((one for one in listed[at:] if one.is_open), None)

    @property
    def left(self) -> int:
        """How many nobody has answered for."""
        return len(self.unsure) + len(self.sure)

    @cached_property
    def walk(self) -> list[Checked]:
        """The order in which one goes through them: what is answered, the latest answer last, so that one step leads
        back to it; then the unsure and the sure ones as they are listed."""
        answered = [one for one in self.entries if not one.is_open]
        answered.sort(key=lambda one: one.answer.pk if one.answer else 0)
        return [*answered, *self.unsure, *self.sure_in_order]

    @property
    def before(self) -> Checked | None:
        """The one before the current one."""
        at = self._at()
        return self.walk[at - 1] if at else None

    @property
    def after(self) -> Checked | None:
        """The one below the current one in the list."""
        at = self._at()
        return self.walk[at + 1] if at is not None and at + 1 < len(self.walk) else None

    @property
    def after_answer(self) -> Checked | None:
        """Where to go when the current one is answered: the next unsure one; None where all of them are."""
        at = self._at()
        rest = [] if at is None else [*self.walk[at + 1 :], *self.walk[:at]]
        return next((one for one in rest if one.is_unsure), None)

    @property
    def headings(self) -> tuple[tuple[str, Checked] | None, tuple[str, Checked] | None]:
        """The headings before and after that of the current one, each with its first finding."""
        every = [("Osäkra", self.unsure), *((kind.many, those) for kind, those in self.sure_by_kind)]
        there = [(name, those) for name, those in every if those]
        at = next((n for n, (_, those) in enumerate(there) if any(one.is_current for one in those)), None)
        firsts = [(name, those[0]) for name, those in there]
        if at is None:
            return None, firsts[0] if firsts else None
        return firsts[at - 1] if at else None, firsts[at + 1] if at + 1 < len(firsts) else None

    @property
    def place(self) -> str:
        """Which one the current one is: of the unsure ones, or of those that are sure."""
        if self.current is None or not self.current.is_open:
            return ""
        those, name = (self.unsure, "osäkra") if self.current.is_unsure else (self.sure_in_order, "säkra")
        return f"{next(n for n, one in enumerate(those, 1) if one.is_current)} av {len(those)} {name}"

    @property
    def sure_in_order(self) -> list[Checked]:
        return [one for _, those in self.sure_by_kind for one in those]

    def _at(self) -> int | None:
        return next((number for number, one in enumerate(self.walk) if one.is_current), None)

    @property
    def quote(self) -> tuple[str, str, str]:
        """The words of the current finding and what stands before and after them; of what somebody is to do, the whole
        sentence, in which the doer may stand first."""
        if self.current is None:
            return "", "", ""
        text, finding = self.version.text, self.current.finding
        first, end = finding.first_char, finding.end_char
        if finding.kind in ("assignment", "appointment"):
            first, end = sentence_at(text, first, end)
        before, after = text[max(0, first - AROUND) : first], text[end : end + AROUND]
        return before[before.find(" ") + 1 :], text[first:end], after.rpartition(" ")[0]


def _answered_for(findings: Sequence[Finding]) -> Iterable[Finding]:
    """Without the single values of the head, which go with their whole; parts of what was refused; and what a person
    added and took back."""
    there = {finding.pk for finding in standing(findings)}
    for finding in findings:
        refused = finding.review == Review.REFUSED
        whole_is_there = finding.parent is None or finding.parent.pk in there
        if documents_kind_of(finding.kind, finding.value) is HEAD or (refused and finding.rule == Finding.PERSON):
            continue
        if finding.pk in there or (refused and whole_is_there):
            yield finding


def latest_answers(version: Version) -> dict[int, Answer]:
    """The latest answer that holds for each finding, by its key."""
    answers = Answer.objects.holding().filter(version=version).exclude(finding=None).select_related("change__by")
    return {answer.finding_id or 0: answer for answer in answers.order_by("pk")}


def _known(version: Version, findings: Sequence[Finding]) -> Known:
    """What other documents tell of the persons whom this one lists, and the names of all bodies and parties."""
    names = {finding.value["name"] for finding in findings if finding.kind in ("attendance", "presenter")}
    elsewhere = Attendance.objects.filter(name__in=names).exclude(finding__version__document=version.document_id)
    organisations: dict[str, set[str]] = {}
    duties: dict[str, set[str]] = {}
    for name, organisation, duty in elsewhere.values_list("name", "organisation", "duty"):
        organisations.setdefault(bare(name), set()).update(filter(None, [organisation]))
        duties.setdefault(bare(name), set()).add(duty)
    called = {*BodyName.objects.values_list("name", flat=True), *Party.objects.values_list("name", flat=True)}
    return Known(_frozen(organisations), _frozen(duties), frozenset(map(bare, called)))


def _frozen(found: dict[str, set[Any]]) -> dict[str, frozenset[Any]]:
    return {name: frozenset(words) for name, words in found.items()}
