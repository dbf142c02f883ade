"""Whether a finding says what its words say: the words are there, none are cut off, none of the neighbour's are in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rodtrad.web.documents.kinds import FIELDS
from rodtrad.web.documents.models import Finding
from rodtrad.web.review.doubt.case import NAME, NEXT_CLAUSE, SENTENCE_END, Case, Reason, bare

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
    "standpoint": ("text", "names"),
    "appointment": ("person", "post", "replaces", "body"),
    "agreement": ("title", "notice", "parties", "review", "cost_shares", "annexes"),
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
LETTERS_LEFT = 7  # so many letters more than the value at its place are told of
# The field of which the words at the main place are the value.
MAIN = {
    **dict.fromkeys(("attendance", "presenter", "signature"), "name"),
    **dict.fromkeys(("decision", "proposal", "paper", "recipient", "activity"), "text"),
    **dict.fromkeys(("item", "target_area"), "title"),
}
NAMES = ("name", "person", "replaces")
# What comes after a statement that was cut off, and what begins another one.
GOES_ON = re.compile(r"[ ]*,?[ ]*(?:\w|\n[ ]*[a-zåäö])")
BEGINS = re.compile(r"\s*(?:att\b|[a-z]\)|\d{1,2}[.)])")
# Words that no statement ends with.
DANGLING = re.compile(
    r"\b(?:i|för|och|att|samt|från|den|det|de|en|ett|som|eller|under|mellan|hos|inom|mot|vid|av)$", re.I
)
LONGEST = 600  # characters of a sentence
BULLET = re.compile(r"^(?:[-–•*]|\d{1,2}[.)]|[a-z]\))\s+")
# "Styrgruppen beslutar att avgiften höjs": the words lead in what was decided
LED_IN = re.compile(r"\b(?:beslut\w*|beslöt|föreslår|föreslås|enas|enades|godkänner)\b[^.;]*?\batt\s", re.I)
# "avgiften höjs samt att taxan ses över": what follows may be a statement of its own
FURTHER = re.compile(r"(?:[.;,]|\b(?:och|samt))\s+att\s", re.I)


def stands_in_its_words(case: Case, finding: Finding) -> Iterator[Reason]:
    """Every field that is taken from the text stands at the place."""
    if not isinstance(finding.value, dict):
        return
    places = case.words(finding)
    here, line, around = bare(places), bare(case.lines(finding)), bare(case.lines(finding, before=1, after=1))
    for name in AS_WRITTEN.get(finding.kind, ()):
        told = finding.value.get(name)
        instead = _main_words(case, finding, name)
        for part in told if isinstance(told, list) else [told]:
            said = bare(str(part or ""))
            if not said or name in finding.inferred or finding.kind in ("meeting", "plan"):
                continue
            called = FIELDS.get(name, name).capitalize()
            if said in here or said in line:
                if name in NAMES and said in here and _squeezed(part) not in _squeezed(places):
                    yield Reason(0.4, f"{called} ”{part}” är stavat på annat sätt på stället.", name, instead)
            elif said in around and name == "number":
                continue  # "§ 41" often stands on a line of its own
            elif said in around:
                yield Reason(0.3, f"{called} ”{_short(part)}” står inte på raden men på en bredvid.", name, instead)
            elif said in case.bare_text:
                text = f"{called} ”{_short(part)}” står på andra ställen i dokumentet men inte här."
                yield Reason(0.5, text, name, instead)
            else:
                yield Reason(0.85, f"{called} ”{_short(part)}” står inte så i dokumentet.", name, instead)


def _main_words(case: Case, finding: Finding, name: str) -> str | None:
    """The words at the place, where they are what the field should say."""
    if MAIN.get(finding.kind) != name:
        return None
    return _only_name(case, finding) if name == "name" else _clause(case, finding, case.statement(finding)[0])


def _only_name(case: Case, finding: Finding) -> str | None:
    """The one person at the place who is listed or has signed elsewhere: the words there may hold a title too."""
    words = " ".join(case.main(finding).split())
    others = (one.value.get("name") or "" for one in case.of_kind("attendance", "signature") if one is not finding)
    # not "Ulla Karin" of "Ulla Karin Brodén"
    found = {n for n in others if NAME.fullmatch(n) and re.search(rf"\b{re.escape(n)}\b(?![ -][A-ZÅÄÖÉ])", words)}
    return found.pop() if len(found) == 1 else None


def _clause(case: Case, finding: Finding, words: str) -> str | None:
    """Some words as what a field says, without bullet and "att"; None where they may be more than one statement."""
    said = BULLET.sub("", " ".join(words.split()))
    if finding.kind in ("decision", "proposal"):
        said = re.sub(r"^att\s+", "", said, flags=re.I)
        if LED_IN.search(said) or FURTHER.search(said):
            return None
    field = MAIN[finding.kind]
    own = str(finding.value.get(field) or "")
    if _may_be_two(words, said) or _may_be_two(case.main(finding), own):
        return None
    if (finding.places or ":" in own) and bare(said) in bare(own):
        return None  # the rest of it stands at another place, as what leads in a list
    others = (bare(str(one.value.get(field) or "")) for one in case.of_kind(finding.kind) if one is not finding)
    return None if any(len(one) > LETTERS_LEFT and one in bare(said) for one in others) else said or None


def _may_be_two(words: str, said: str) -> bool:
    """Whether a new point or clause begins in the words of a statement or in what it says."""
    joined = re.search(r"[.;]\s+att\s|\satt\s[^,.]+\satt\s.*\boch att\s", said)
    return bool(NEXT_CLAUSE.search(words.rstrip()) or joined)


def _squeezed(text: object) -> str:
    return " ".join(str(text).split()).casefold()


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
                instead = _main_words(case, finding, field)
                yield Reason(0.8, f"Ordet ”{word}” står på stället men inte i uppgiften.", field, instead)


def is_whole(case: Case, finding: Finding) -> Iterator[Reason]:
    """The words go on after the place, or say more than the value does."""
    field = WHOLE.get(finding.kind)
    if not field or not (said := finding.value.get(field)):
        return
    words, end = case.statement(finding)
    here, value = bare(words), bare(said)
    if value in here and len(here) - len(value) > LETTERS_LEFT and field == "text":
        instead = _main_words(case, finding, field)
        yield Reason(0.6, "Stället säger mer än uppgiften: något kan ha fallit bort.", field, instead)
    after = case.text[end : end + 80]
    if DANGLING.search(said):
        yield Reason(0.6, f"Uppgiften slutar mitt i en mening: ”{said.split()[-1]}”.", field, _sentence(case, finding))
    elif GOES_ON.match(after) and not BEGINS.match(after) and not re.search(r"[.!?:]\s*$", words):
        text = f"Meningen fortsätter efter uppgiften: ”{_short(after.strip(), 40)}”."
        yield Reason(0.55, text, field, _sentence(case, finding))


def _sentence(case: Case, finding: Finding) -> str | None:
    """What stands from the place on to the end of its sentence, its line or its clause."""
    words, end = case.statement(finding)
    rest = case.text[end : end + LONGEST]
    sentence, clause = SENTENCE_END.search(rest), NEXT_CLAUSE.search(rest)
    ends = [*([sentence.end()] if sentence else []), *([clause.start()] if clause else [])]
    words += rest[: min(ends, default=len(rest))]
    return _clause(case, finding, words)


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
    if _may_be_two(words, said):
        yield Reason(0.6, "Uppgiften kan vara två: en ny punkt eller att-sats börjar i den.")
    elif re.search(r"[a-zåäö0-9)]\.\s+[A-ZÅÄÖ]", said) and finding.kind == "decision":
        yield Reason(0.35, "Uppgiften är flera meningar.")
    own = bare(said)
    for other in case.of_kind(finding.kind):
        if other is finding:
            continue
        theirs = bare(str(other.value.get(field) or ""))
        if max(other.first_char, finding.first_char) < min(other.end_char, finding.end_char):
            yield Reason(0.65, "En annan uppgift av samma slag står på samma ord.")
        elif len(theirs) <= LETTERS_LEFT or theirs not in own or finding.value.get("formal"):
            continue  # the same is done at one item after the other
        else:
            yield Reason(0.5, "En annan uppgifts ord ingår i den." if theirs != own else "Samma sak står två gånger.")


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
