"""Whether a finding says what its words say: the words are there, none are cut off, none of the neighbour's are in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rodtrad.web.documents.kinds import FIELDS
from rodtrad.web.documents.models import Finding
from rodtrad.web.review.doubt.case import Case, Reason, bare

# Fields that are taken from the text letter by letter.
AS_WRITTEN = {
    "attendance": ("name", "organisation", "title"),
    "presenter": ("name", "organisation", "title"),
    "signature": ("name",),
    "item": ("title", "number"),
    "section": ("title", "label"),
    "paper": ("text",),
    "proposal": ("text",),
    "decision": ("text", "condition", "body"),
    "assignment": ("task", "assignee", "due_text"),
    "appointment": ("person", "replaces", "body"),
    "agreement": ("title", "notice", "parties"),
    "next_meeting": ("body",),
    "recipient": ("text",),
    "reference": ("text",),
    "plan_group": ("name", "overall_goal", "target_group", "focus", "responsible"),
    "indicator": ("name", "source", "baseline", "target"),
    "target_area": ("title",),
    "activity": ("text", "responsible", "time_text", "state"),
    "meeting": ("body", "place", "reference"),
    "plan": ("title", "body", "decided_by", "reference"),
}
# The fields that are a whole statement: nothing of their sentence may be left out.
WHOLE = {"decision": "text", "proposal": "text", "item": "title", "activity": "text", "target_area": "title"}
NEGATION = re.compile(r"\b(inte|ej|icke|aldrig|inga|inget|ingen|avslås?|avslår|utan)\b", re.I)
LETTERS_LEFT = 10  # so many letters more than the value at its place are told of
# What comes after a statement that was cut off, and what begins another one.
GOES_ON = re.compile(r"[ \t]*,?[ \t]*(?:[a-zåäö0-9]|\n[ \t]*[a-zåäö])")
BEGINS = re.compile(r"\s*(?:att\b|[a-z]\)|\d{1,2}[.)])")
NEXT_CLAUSE = re.compile(r"\n\s*(?:att\b|[-–•*]\s|§\s*\d|\d{1,2}[.)]\s|[a-z]\)\s)")


def stands_in_its_words(case: Case, finding: Finding) -> Iterator[Reason]:
    """Every field that is taken from the text stands at the place."""
    if not isinstance(finding.value, dict):
        return
    here, lines = bare(case.words(finding)), bare(case.lines(finding, before=1, after=1))
    for name in AS_WRITTEN.get(finding.kind, ()):
        told = finding.value.get(name)
        for part in told if isinstance(told, list) else [told]:
            said = bare(str(part or ""))
            if not said or name in finding.inferred or said in here or finding.kind in ("meeting", "plan"):
                continue
            called = FIELDS.get(name, name)
            if said in lines:
                continue
            if said in case.bare_text:
                yield Reason(
                    0.5,
                    f"{called.capitalize()} ”{_short(part)}” står inte på stället, men på andra ställen i dokumentet.",
                )
            else:
                yield Reason(0.85, f"{called.capitalize()} ”{_short(part)}” står inte så i dokumentet.")


def head_stands_in_text(case: Case, finding: Finding) -> Iterator[Reason]:
    """What is said of the whole stands at the place of its single value."""
    if finding.kind not in ("meeting", "plan"):
        return
    places = {one.kind.rpartition(".")[2]: one for one in case.findings if one.parent is finding}
    for name in AS_WRITTEN[finding.kind]:
        told = finding.value.get(name)
        if not told or name in finding.inferred:
            continue
        at = places.get(name)
        if at is None or bare(str(told)) not in bare(case.lines(at)):
            weight = 0.5 if bare(str(told)) in case.bare_text else 0.85
            yield Reason(weight, f"{FIELDS.get(name, name).capitalize()} ”{_short(told)}” står inte på sitt ställe.")


def keeps_its_negation(case: Case, finding: Finding) -> Iterator[Reason]:
    """No "inte" of the words is lost in what is said."""
    field = "task" if finding.kind == "assignment" else WHOLE.get(finding.kind)
    if field and (said := finding.value.get(field)):
        for word in {match[0].lower() for match in NEGATION.finditer(case.main(finding))}:
            if not re.search(rf"\b{word}\b", said, re.I):
                yield Reason(0.8, f"Ordet ”{word}” står på stället men inte i uppgiften.")


def is_whole(case: Case, finding: Finding) -> Iterator[Reason]:
    """The words go on after the place, or say more than the value does."""
    field = WHOLE.get(finding.kind)
    if not field or not (said := finding.value.get(field)):
        return
    here, value = bare(case.main(finding)), bare(said)
    if value in here and len(here) - len(value) > LETTERS_LEFT and field == "text":
        yield Reason(0.6, "Stället säger mer än uppgiften: något kan ha fallit bort.")
    after = case.text[finding.end_char : finding.end_char + 80]
    if GOES_ON.match(after) and not BEGINS.match(after):
        yield Reason(0.55, f"Meningen fortsätter efter uppgiften: ”{_short(after.strip(), 40)}”.")


def begins_where_it_should(case: Case, finding: Finding) -> Iterator[Reason]:
    """A statement begins with its sentence, not in the middle of one."""
    if finding.kind in ("decision", "proposal") and finding.first_char:
        before = case.text[max(0, finding.first_char - 12) : finding.first_char].rpartition("\n")[2].rstrip()
        if before.endswith(",") or re.search(r"\b(?:inte|ej|icke)$", before, re.I):
            yield Reason(0.6, f"Ordet ”{before.split()[-1]}” står strax före och hör kanske till.")


def is_one(case: Case, finding: Finding) -> Iterator[Reason]:
    """No words of the neighbour are in it."""
    field = WHOLE.get(finding.kind)
    if not field:
        return
    words, said = case.main(finding), str(finding.value.get(field) or "")
    if NEXT_CLAUSE.search(words.rstrip()) or re.search(r"[.;]\s+att\s|\satt\s[^,.]+\satt\s.*\boch att\s", said):
        yield Reason(0.6, "Uppgiften kan vara två: en ny punkt eller att-sats börjar i den.")
    elif re.search(r"[a-zåäö0-9)]\.\s+[A-ZÅÄÖ]", said) and finding.kind == "decision":
        yield Reason(0.35, "Uppgiften är flera meningar.")
    for other in case.of_kind(finding.kind):
        if other is finding:
            continue
        if max(other.first_char, finding.first_char) < min(other.end_char, finding.end_char):
            yield Reason(0.65, "En annan uppgift av samma slag står på samma ord.")
        elif (
            len(bare(said)) > LETTERS_LEFT
            and bare(str(other.value.get(field) or "")) == bare(said)
            and finding.kind in ("decision", "item")
        ):
            yield Reason(0.4, "Samma sak står som uppgift två gånger.")
        elif len(bare(str(other.value.get(field) or ""))) > LETTERS_LEFT and bare(str(other.value.get(field))) in bare(
            said
        ):
            yield Reason(0.5, "En annan uppgifts ord ingår i den.")


def reader_was_sure(case: Case, finding: Finding) -> Iterator[Reason]:
    """How sure the reader was, what it concluded, and what does not add up on these lines."""
    if finding.confidence < 0.9:
        yield Reason(
            round(min((1 - finding.confidence) * 0.9, 0.6), 2),
            f"Läsaren var säker till {round(finding.confidence * 100)} procent.",
        )
    for name in finding.inferred:
        yield Reason(0.12, f"{FIELDS.get(name, name).capitalize()} är en slutsats.")
    for issue in case.issues:
        if (
            issue.first_line
            and issue.first_line <= finding.last_line
            and finding.first_line <= (issue.last_line or issue.first_line)
        ):
            yield Reason(0.45, issue.text)


def _short(text: object, most: int = 60) -> str:
    words = str(text)
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"


CHECKS = (
    stands_in_its_words,
    head_stands_in_text,
    keeps_its_negation,
    is_whole,
    begins_where_it_should,
    is_one,
    reader_was_sure,
)
