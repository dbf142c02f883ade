"""What a person says of what was found in a version. Each act is one row of the log and can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import Change, User
from rodtrad.web.clock import now
from rodtrad.web.documents.kinds import HEAD, kind_of
from rodtrad.web.documents.models import Finding, Issue, Unplaced, Version
from rodtrad.web.documents.places import place_in
from rodtrad.web.review.again import enter_again
from rodtrad.web.review.house_styles import relearn_from
from rodtrad.web.review.models import Answer
from rodtrad.web.turns import wait_for_turn

Kind = Answer.Kind
Review = Finding.Review
# What a finding of a kind may be a part of, the nearest kind first.
WHOLES = {
    "presenter": ("section", "item"),
    "paper": ("item",),
    "section": ("item",),
    "indicator": ("plan_group",),
    "target_area": ("plan_group",),
    "activity": ("target_area",),
}


class NotTheLatest(Exception):
    """Something was answered anew since; the message says what can be done."""


@transaction.atomic
def confirm_finding(*, finding: Finding, by: User | None) -> Change:
    """Somebody has seen that the finding is right, and with a whole its single values in the head.

    This and what else is said of one finding raises NotTheLatest where somebody has answered for it since it was
    fetched.
    """
    wait_for_turn()
    _assert_unanswered(finding)
    change = log("finding-confirmed", finding, by=by)
    _confirm(_with_head([finding]), change)
    return change


@transaction.atomic
def confirm_findings(*, version: Version, findings: Sequence[Finding], by: User | None) -> Change:
    """Somebody takes the word of the program for many findings of a version at once."""
    wait_for_turn()
    change = log("findings-confirmed", version.document, by=by, findings=[finding.pk for finding in findings])
    _confirm(_with_head(findings), change)
    return change


def _assert_unanswered(finding: Finding) -> None:
    """Nobody else writes while it is our turn: what stands now is what will be answered."""
    names = ("review", "value", "first_char", "end_char")
    there = Finding.objects.filter(pk=finding.pk).values_list(*names).first()
    if there != tuple(getattr(finding, name) for name in names):
        raise NotTheLatest("Någon har svarat för uppgiften sedan den hämtades.")


def _confirm(findings: Iterable[Finding], change: Change) -> None:
    keys = [finding.pk for finding in findings if finding.review == Review.UNREVIEWED]
    unreviewed = Finding.objects.filter(pk__in=keys, review=Review.UNREVIEWED)
    left = list(unreviewed.select_related("version").defer("version__text", "version__record"))
    before = {"review": Review.UNREVIEWED}
    answers = [_answer(Kind.CONFIRMED, change, finding.version, finding=finding, before=before) for finding in left]
    for finding in left:
        finding.review = Review.CONFIRMED
    Finding.objects.filter(pk__in=[finding.pk for finding in left]).update(review=Review.CONFIRMED)
    Answer.objects.bulk_create(answers)
    if left:
        relearn_from(left[0].version)


@transaction.atomic
def refuse_finding(*, finding: Finding, by: User | None) -> Change:
    """Somebody has seen that the finding is wrong: its row is retired, and so are the rows of its parts."""
    wait_for_turn()
    _assert_unanswered(finding)
    change = log("finding-refused", finding, by=by)
    _change([(finding, {"review": Review.REFUSED})], Kind.REFUSED, change)
    return change


@transaction.atomic
def correct_finding(*, finding: Finding, value: Any, chars: tuple[int, int] | None = None, by: User | None) -> Change:
    """Somebody puts right what a finding says, and perhaps the words that say it: first character and the one after
    the last. The single values of a head follow their whole. Raises ValueError for a place outside the text."""
    wait_for_turn()
    _assert_unanswered(finding)
    fields = {"value": value, "review": Review.CORRECTED}
    fields["inferred"] = [name for name in finding.inferred if _field(finding.value, name) == _field(value, name)]
    if chars and chars != (finding.first_char, finding.end_char):
        fields |= _place(finding.version, *chars)
    changes = [(finding, fields)]
    for single in _head_of(finding):
        changes.append((single, _single(single, value.get(single.kind.rpartition(".")[2]))))
    change = log("finding-corrected", finding, by=by, before=finding.value, after=value)
    _change(changes, Kind.CORRECTED, change)
    return change


@transaction.atomic
def add_finding(
    *,
    version: Version,
    kind: str,
    value: Any,
    chars: tuple[int, int],
    by: User | None,
    unplaced: Unplaced | None = None,
) -> Finding:
    """Somebody marks in the text a fact that the reader missed, or the place of one that it could not place.

    What somebody has marked already, as with a form that is sent twice, is given back as it is. Raises ValueError for a
    place outside the text, LookupError for a part of a whole that does not stand before it.
    """
    wait_for_turn()
    finding = Finding(version=version, kind=kind, value=value, rule=Finding.PERSON, confidence=1.0)
    for name, part in _place(version, *chars).items():
        setattr(finding, name, part)
    if there := _marked_already(finding):
        return there
    finding.parent = _whole_for(finding)
    finding.review = Review.CONFIRMED
    finding.save()
    change = log("finding-added", finding, by=by, value=value)
    before = {"review": Review.REFUSED}
    Answer.objects.bulk_create(
        [_answer(Kind.ADDED, change, version, finding=finding, unplaced=unplaced, before=before)]
    )
    if unplaced:
        Unplaced.objects.filter(pk=unplaced.pk).update(settled_at=now())
    enter_again(version)
    relearn_from(version)
    return finding


@transaction.atomic
def drop_unplaced(*, unplaced: Unplaced, by: User | None) -> Change:
    """Somebody has seen that what the reader could not place is no fact."""
    wait_for_turn()
    change = log("unplaced-dropped", unplaced, by=by)
    Answer.objects.bulk_create([_answer(Kind.DROPPED, change, unplaced.version, unplaced=unplaced)])
    Unplaced.objects.filter(pk=unplaced.pk).update(settled_at=now())
    return change


@transaction.atomic
def settle_issue(*, issue: Issue, by: User | None) -> Change:
    """Somebody has seen what does not add up, and it may stand."""
    wait_for_turn()
    change = log("issue-seen", issue, by=by)
    Answer.objects.bulk_create([_answer(Kind.SEEN, change, issue.version, issue=issue)])
    Issue.objects.filter(pk=issue.pk).update(settled_at=now())
    return change


@transaction.atomic
def undo(*, change: Change, by: User | None) -> None:
    """Take back all that one act answered. Raises NotTheLatest where some of it was answered again since, or taken
    back already."""
    wait_for_turn()
    answers = list(change.answers.holding().select_related("finding", "version__document"))
    findings = [answer.finding for answer in answers if answer.finding]
    later = Answer.objects.holding().filter(finding__in=findings).values("finding").annotate(last=Max("pk"))
    if not answers or {one["last"] for one in later} - {answer.pk for answer in answers}:
        raise NotTheLatest("Svaret är redan ångrat, eller så har någon svarat på nytt. Ångra det senaste svaret först.")
    for answer in answers:
        if answer.finding:
            for name, before in answer.before.items():
                setattr(answer.finding, name, before)
    Finding.objects.bulk_update(findings, [*Finding.FOUND, "read", "review"])
    Issue.objects.filter(answers__in=answers).update(settled_at=None)
    Unplaced.objects.filter(answers__in=answers).update(settled_at=None)
    change.answers.holding().update(undone_at=now())
    log("answers-undone", answers[0].version.document, by=by, change=change.pk, answers=len(answers))
    if any(answer.kind in (Kind.CORRECTED, Kind.REFUSED, Kind.ADDED) for answer in answers):
        enter_again(answers[0].version, findings)
    if findings:
        relearn_from(answers[0].version)


def _change(changes: Sequence[tuple[Finding, dict[str, Any]]], kind: str, change: Change) -> None:
    """Give findings other fields, keep what was before, and bring the register in step."""
    answers, names = [], {"review"}
    for finding, fields in changes:
        if "value" in fields and finding.read is None and finding.rule != Finding.PERSON:
            fields = {**fields, "read": {name: getattr(finding, name) for name in Finding.FOUND}}
        before = {name: getattr(finding, name) for name in fields}
        answers.append(_answer(kind, change, finding.version, finding=finding, before=before))
        names |= fields.keys()
        for name, after in fields.items():
            setattr(finding, name, after)
    Finding.objects.bulk_update([finding for finding, _ in changes], sorted(names))
    Answer.objects.bulk_create(answers)
    enter_again(changes[0][0].version, [finding for finding, _ in changes])
    relearn_from(changes[0][0].version)


def _single(single: Finding, told: Any) -> dict[str, Any]:
    """What becomes of a single value of the head whose whole is corrected."""
    if told == single.value:
        return {"review": Review.CONFIRMED}
    return {"value": told, "inferred": [], "review": Review.CORRECTED} if told else {"review": Review.REFUSED}


def _answer(kind: str, change: Change, version: Version, **about: Any) -> Answer:
    return Answer(kind=kind, change=change, version=version, **about)


def _field(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else value


def _with_head(findings: Iterable[Finding]) -> list[Finding]:
    return [one for finding in findings for one in (finding, *_head_of(finding))]


def _head_of(finding: Finding) -> list[Finding]:
    """The single values of the head that a whole, a meeting or plan, has."""
    if finding.kind not in ("meeting", "plan"):
        return []
    return [part for part in finding.parts.all() if kind_of(part.kind, part.value) is HEAD]


def _place(version: Version, start: int, end: int) -> dict[str, Any]:
    """A place in a text, without the white space around it."""
    text = version.text
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise ValueError(f"no words stand at {start}–{end}")
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    return place_in(version, start, end)


def _marked_already(finding: Finding) -> Finding | None:
    """The standing finding that says the same of the same words by a person's hand."""
    place = {name: getattr(finding, name) for name in ("kind", "rule", "first_char", "end_char")}
    there = Finding.objects.filter(version=finding.version, **place).exclude(review=Review.REFUSED)
    return next((one for one in there if one.value == finding.value), None)


def _whole_for(finding: Finding) -> Finding | None:
    """What a marked finding is a part of: the last whole of its kind that begins before it, or the meeting or plan."""
    kinds = WHOLES.get(finding.kind)
    here = Finding.objects.filter(version=finding.version).exclude(review=Review.REFUSED)
    if kinds is None:
        return here.filter(kind__in=("meeting", "plan"), parent=None).first()
    before = here.filter(kind__in=kinds, first_char__lte=finding.first_char)
    if (found := before.order_by("-first_char", "-pk").first()) is None:
        raise LookupError(kinds[-1])
    return found
