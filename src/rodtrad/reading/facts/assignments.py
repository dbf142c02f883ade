"""What the meeting gave somebody to do: in decided clauses, and beside them where a deadline or a medskick shows it."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from rodtrad.reading.clauses import sentences, without_att
from rodtrad.reading.dates import Span, find_dates
from rodtrad.reading.deciding import decides_here
from rodtrad.reading.facts import referrals
from rodtrad.reading.facts.action_lists import find_actions
from rodtrad.reading.facts.context import Context
from rodtrad.reading.facts.due import VAGUE, KnownDays, due_of
from rodtrad.reading.facts.gathered import Decided
from rodtrad.reading.facts.giving import (
    ACTS,
    AGENT,
    BY_AGENT,
    GIVEN,
    GIVES,
    PLAIN_PASSIVE,
    Given,
    does,
    has_task,
    is_agent,
    is_short,
    told_before,
)
from rodtrad.reading.facts.items import Passage
from rodtrad.reading.facts.standpoints import outside_standpoints
from rodtrad.reading.facts.summed_up import is_same, merged
from rodtrad.reading.labels import label_of
from rodtrad.reading.literals import holds
from rodtrad.reading.names import leading_name
from rodtrad.reading.record import Assignment
from rodtrad.reading.sources.source import Line, Stretch

# Those that say who does it without anybody giving it.
GIVES_IN_TEXT: Final = (*GIVES[4:6], GIVES[7])
# "Uppdrag: Anna Ek tar fram …", "→ Anna tar fram …"
TASK_LABEL: Final = re.compile(r"^(?:(?:Uppdrag|Åtgärd|Att göra)(?:et)?\s*:|→|=>|->)\s*")
GIVEN_BEFORE: Final = re.compile(r"\b(?:uppdrog|gav|fick|åtog|beslutade|beslöt|har\s\w+t)\b")
GIVER: Final = re.compile(r"^(?P<body>[A-ZÅÄÖ][^.:;,]{1,70}?)\s+(?:ger|gav|uppdrar|uppdrog|ber|uppmanar)\b")
OPENS: Final = re.compile(
    r"\buppdra(?:ga|r)?\s+(?:till|åt)\s+(?P<who>.{1,160}?)(?:\s+att)?$"
    r"|\bge\s+(?P<given>.{1,160}?)\s+i\s+uppdrag(?:\s+att)?$"
)
# "… och att arbetsgruppen har det i sitt uppdrag"
OWNS = re.compile(
    r"^(?:att\s+)?(?P<task>.+?)\s+och\s+att\s+(?P<who>.+?)\s+har\s+det(?:ta)?\s+(?:som\s+en\s+del\s+)?(?:i|som)\s+sitt\s+uppdrag"
)
PRONOUN: Final = re.compile(r"(?:Han|Hon|Hen)\b")
DEADLINE = re.compile(
    r"\bsenast\b|\bnästa\s+(?:möte|sammanträde)|\binför\s+(?:nästa|kommande)|\b(?:före|innan)\s+(?:den\s+)?\d"
    r"|\bdeadline\b|\bklart?\s+(?:den\s+|till\s+(?:den\s+)?)?\d|\b(?:före|innan)\s[^.,;]{0,30}?(?:slut|utgång)(?:en|et)?\b"
)
# Times by which a person may have promised something; elsewhere they tell how things are.
SOON: Final = re.compile(
    r"\b(?:före|innan)\s+(?:jul|nyår|påsk|midsommar|lucia|sommaren|semestern|årsskiftet)|\binom\s+(?:en|ett|två|tre|fyra|\d)\s"
    r"(?:dag|veck|månad)"
)
# What a person whom the minutes name will do, told beside the decisions: "Anna Ek tar fram en mall under hösten".
WILL_DO: Final = re.compile(
    r"\b(?:tar\s+(?:fram|kontakt)|skickar|sammanställer|bjuder\s+in|kallar|kontaktar|undersöker|ser\s+över|stämmer\s+av|bokar|utreder"
    r"|skriver|uppdaterar|förbereder|ordnar|mejlar|mailar|återkommer|återkopplar|sammankallar|hör\s+(?:av|med)|kollar|efterhör|bevakar"
    r"|tar\s+(?:med\s+sig|upp\s+frågan|frågan)|lyfter\s+frågan|lägger\s+(?:upp|ut|in)|samlar\s+(?:in|ihop))\b"
)
ASIDE: Final = re.compile(r",|\b(?:som|där|eftersom|när|om|att|men)\b")  # what follows has a time of its own
RETURNS: Final = re.compile(
    r"(?:[^,.]{1,80}\soch\s+)?återkommer(?:\s+(?:med|om|kring|när|i\s+frågan|till\s+(?:gruppen|mötet|rådet|nämnden))\b|\.?$)"
)
# Small things that a person named in notes does after the meeting, with no time told; work under way is told otherwise.
AT_ONCE: Final = re.compile(
    r"(?:skickar|mejlar|mailar|bjuder\s+in|kallar\s+till|bokar|kontaktar|tar\s+kontakt|stämmer\s+av|återkopplar|hör\s+av\s+sig"
    r"|hör\s+med|kollar|undersöker|efterhör|bevakar|tar\s+med\s+sig|tar\s+upp\s+frågan|tar\s+(?:frågan|(?:den|det|dem)\s+vidare)"
    r"|lägger\s+(?:upp|ut|in)|ordnar)\b"
)
MATTER: Final = re.compile(r"\w+(?:\s\w+)?\sfrågan\som\s")
# What each of several has to hand in or to answer by a day: "Varje kommun redovisar den 14 maj …"
EACH: Final = re.compile(r"(?:varje|respektive|alla|samtliga)\s", re.I)
HANDS_IN: Final = re.compile(r"(?:redovisar|lämnar|rapporterar|meddelar|svarar|skickar|utser|återkopplar)\b")
# "Lena bokar lokal och Mats ordnar buss": two sentences in one
AND_ANOTHER: Final = re.compile(r"(?:,|\s+och)\s+(?=(?P<name>[A-ZÅÄÖ][a-zåäöé]+)\s[a-zåäö]+r\s)")
# "Grupp 2 (Anna, Bo): Anna samlar in exempel": what a group promises is told behind its name
SPEAKER: Final = re.compile(r"(?:Grupp|Bord)\s\S{1,2}(?:\s\([^)]{3,80}\))?:\s+")
# "Föreningen lämnar en berättelse före den 1 mars": decided, with a deadline, it is whoever's it names to do
DELIVERS: Final = re.compile(
    r"^(?P<who>(?:[A-ZÅÄÖ]\S*|\S+(?:en|et|na|or))(?: [^\s.,]+){0,3}?) "
    r"(?P<task>(?:lämnar|redovisar|rapporterar|återrapporterar|skickar)\b.+)"
)
PARTIES: Final = frozenset({"kommunerna", "regionen", "huvudmännen"})
VERB: Final = re.compile(r"\s[a-zåäö]{2,}(?:r|de|te|s)\s")
UNDER_WAY: Final = re.compile(
    r"\b(?:på\s+gång|just\s+nu|pågår|pågående|håller\s+på|redan|varje|brukar|för\s+närvarande|i\s+dag|idag|årligen|numera|ofta"
    r"|alltid|vanligen|regelbundet|fortlöpande)\b"
)
ADVICE = (
    re.compile(
        r"\b(?:gjorde|gör|ger|gav|lämnar|lämnade|skickar|skickade)\b.{0,40}?\bmedskick(?:et)?\b(?:\s+(?:till|åt)\s+(?P<who>.{1,160}?))?\s*(?::|\batt\b)\s*(?P<task>.+)",
        re.I,
    ),
    re.compile(r"\b(?:skickar|skickade|vill\s+skicka)\s+med\s+(?:till\s+)?(?P<who>.{1,160}?)\s+att\s+(?P<task>.+)"),
    re.compile(r"\buttal(?:ar|ade)\s+att\s+(?P<who>[^,.]{3,80}?)\s+bör\s+(?P<task>.+)"),
    re.compile(
        r"^(?:Ett\s+|Mötets\s+|Gruppens\s+)?[Mm]edskick(?:et)?\b(?:\s+från\s+.{1,40}?)?(?:\s+till\s+(?P<who>.{1,60}?))?"
        r"(?:\s+(?:är|var|vara|blev)\s+att|:)\s+(?P<task>.+)"
    ),
)
# "Medskick: arbetsgruppen bör ta med skolan"
ADVISED: Final = re.compile(
    r"^(?P<who>.+?)\s+(?:bör|ska|behöver|får gärna)\s+(?:även\s+|också\s+)?(?P<task>[a-zåäö]+\b.+)$"
)
RESPONSIBLE: Final = re.compile(
    r"^(?:Ansvarig(?:a|t)?|Ansvar)(?: för (?:åtgärden|genomförande|detta|uppdraget|uppföljning))?:\s*(?P<rest>.+)$"
)
LONGEST_TASK: Final = 200  # characters of the line above "Ansvarig:" that it is for
DUE_WORDS: Final = re.compile(r"\b(?:klart?|färdigt|senast|till och med|före|innan)\b", re.I)
# What all share that gives somebody something to do; most sentences hold none of it.
GIVING: Final = (
    *("uppdr", "uppgift", "skick", "senast", "nästa", "inför", "före", "innan", "fråg", "ärendet", "synp", "åtgärd"),
    *("att göra", "ombeds", "uppmana", "sig att", "tar ", "ser över", "sammanst", "bjuder", "kalla", "kontakta"),
    *("stämmer av", "boka", "utreder", "skriver", "uppdaterar", "ordnar", "mejlar", "mailar", "återkommer"),
    *("återkopplar", "hör ", "kollar", "efterhör", "bevakar", "lyfter", "lägger", "förbered", "undersöker", "uttal"),
    *("deadline", "klar", "inom ", "samlar", "varje", "alla", "samtlig", "respektive", "→", "->", "=>"),
)


def find_assignments(
    context: Context, passages: Sequence[Passage], decided: Sequence[Decided], known: KnownDays
) -> tuple[Assignment, ...]:
    """Assignments of decided clauses first, then those given in passing, in the document's order."""
    facts: list[Assignment] = []
    rows: list[Assignment] = []
    summary: list[Assignment] = []
    numbers = {passage.item for passage in passages}
    taken = sorted((d.clause.text.offsets[0], d.clause.text.offsets[-1]) for d in decided)
    for decision in decided:
        clause = decision.clause
        if decision.via:
            continue
        facts += _facts(context, decision.passage, _in_clause(context, clause.text, clause.opener), known)
    for passage in passages:
        for measure in passage.measures:
            if not measure.sure:
                context.unplace("assignment", Stretch.join([s for s in (measure.who, measure.text, measure.due) if s]))
            elif not measure.decided:
                text = measure.text
                given = Given("assignment", measure.who, text, text, "assignment-cell", 0.88, due=measure.due)
                facts += _facts(context, passage, [given], known)
        facts += _facts(context, passage, _responsible(context, passage, decided), known)
        actions = [action for action in find_actions(context, passage.lines) if has_task(context, action[1])]
        listed = [_fact(context, passage, given, known) for _, given in actions]
        items = _items_named([given for _, given in actions], numbers)
        summary += [replace(row, item=item, section=None) for row, item in zip(listed, items, strict=False)]
        rows += [] if items else listed
        beside = _beside(context, passage, taken, {id(line) for line, _ in actions})
        facts += _facts(context, passage, beside, known)
    for lines in (context.outline.head, context.outline.tail):
        actions = [action for action in find_actions(context, lines) if has_task(context, action[1])]
        listed = [_fact(context, None, given, known) for _, given in actions]
        items = _items_named([given for _, given in actions], numbers)
        summary += [replace(row, item=item) for row, item in zip(listed, items, strict=False)]
        rows += [] if items else listed
    told = [fact for fact in facts if not any(is_same(fact, row) for row in rows)]
    return tuple(sorted([*merged(told, summary), *rows], key=lambda f: f.evidence.place.chars))


def _items_named(actions: Sequence[Given], numbers: set[str | None]) -> list[str]:
    """The item of each row of a list that sums up what the items gave; none where its numbers only count the rows."""
    named = [given.item.text.strip("§ .") for given in actions if given.item]
    counted = named == [str(n) for n in range(1, len(named) + 1)]
    return [] if counted or len(named) < len(actions) or not numbers.issuperset(named) else named


def _beside(context: Context, passage: Passage, taken: Sequence[tuple[int, int]], listed: set[int]) -> Iterator[Given]:
    """What the sentences that decide nothing give somebody to do. "Han åtar sig" is who was named before it."""
    for i in outside_standpoints(passage.lines):
        line = passage.lines[i]
        if id(line) in listed:
            continue
        person: Stretch | None = None
        before: Stretch | None = None
        for sentence in () if line.cells else passage.said[i]:
            said = sentence
            if pronoun := PRONOUN.match(sentence.text):
                named = leading_name(before.text, context.parties) if before else 0
                person = before[:named] if before and named else person
                said = Stretch.join([person, sentence[pronoun.end() :]], "") if person else sentence
            else:
                person = None
            if before and (handed := referrals.passed_on(context, before, sentence)):
                yield handed
            elif not _overlaps(sentence, taken):
                told = (given for part in _apart(context, said) for given in _in_passing(context, part))
                yield from (replace(g, concluded=said is not sentence) for g in told)
            before = sentence


def _apart(context: Context, sentence: Stretch) -> Iterator[Stretch]:
    """A sentence; two where it goes on with what somebody else who was there does."""
    if speaker := SPEAKER.match(sentence.text):
        sentence = sentence[speaker.end() :]
    another = AND_ANOTHER.search(sentence.text)
    if another and another["name"] in context.called and VERB.search(sentence.text, 0, another.start()):
        yield sentence[: another.start()]
        yield sentence[another.end() :]
    else:
        yield sentence


def _overlaps(sentence: Stretch, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a sentence shares characters with one of the spans, which are in order and apart."""
    at = bisect_right(spans, (sentence.offsets[-1], sys.maxsize))
    return at > 0 and spans[at - 1][1] >= sentence.offsets[0]


def _responsible(context: Context, passage: Passage, decided: Sequence[Decided]) -> Iterator[Given]:
    """ "Ansvarig: Anna Ek, klart senast 14 juni": for the decision above it, or for what the line itself says."""
    for before, line in zip((None, *passage.lines), passage.lines, strict=False):
        match = RESPONSIBLE.match(line.text) if line.text.startswith("Ansvar") else None
        if not match:
            continue
        rest = line.content.group(match, "rest")
        named = leading_name(rest.text, context.parties) or len(re.split(r"[,.;]", rest.text)[0])
        who, said = rest[:named].strip(), rest[named:].strip(" ,.")
        due = DUE_WORDS.search(said.text)
        own = said[: due.start()].strip(" ,.") if due else said
        above = [d for d in decided if d.passage is passage and d.clause.text.offsets[0] < line.content.offsets[0]]
        task = own if len(own.text.split()) > 1 else above[-1].clause.text if above else _task_above(before)
        if task and who:
            yield Given("assignment", who, task, Stretch.join([task, said]), "assignment-responsible", 0.85)
        elif who:
            context.unplace("assignment", line.content)


def _task_above(line: Line | None) -> Stretch | None:
    """What a line says that stands right above its "Ansvarig:", where it says but one thing."""
    if line is None or line.cells or label_of(line) or line.text.endswith(":") or len(line.text) > LONGEST_TASK:
        return None
    return line.content if len(list(sentences(line.content))) == 1 else None


def _in_clause(context: Context, text: Stretch, opener: Stretch | None) -> Iterator[Given]:
    """At most one assignment: a clause gives one thing to do."""
    if opener and (match := OPENS.search(opener.text)):
        who = opener.group(match, "who" if match["who"] else "given")
        yield Given("assignment", who, text, text, "assignment-nested", 0.92)
        return
    first = next(sentences(text), text)
    if "skick" in first.text and (advice := _advice(context, first)):
        yield advice
        return
    for pattern in GIVES if GIVEN.search(first.text) else ():
        if (match := pattern.search(first.text)) and is_short(match["who"]):
            yield Given(
                "assignment", first.group(match, "who"), first.group(match, "task"), text, "assignment-given", 0.95
            )
            return
    if match := OWNS.search(first.text) if "uppdrag" in first.text else None:
        yield Given("assignment", first.group(match, "who"), first.group(match, "task"), text, "assignment-owned", 0.8)
        return
    if handed := referrals.of_clause(context, first, text):
        yield handed
        return
    yield from _by_agent(context, first, text)


def _by_agent(context: Context, first: Stretch, text: Stretch) -> Iterator[Given]:
    match = BY_AGENT.search(first.text) if holds(first.text, (" av ", " från ")) else None
    if match and AGENT.search(match["who"]):
        task = first.group(match, "task") if PLAIN_PASSIVE.match(match["verb"]) else first
        yield Given("assignment", first.group(match, "who"), task, text, "assignment-passive", 0.8)
    elif (done := does(context, first, decided=True)) is not None:
        rule = "assignment-shall" if done.shall else "assignment-acts"
        yield Given("assignment", done.who, done.task, text, rule, 0.85)
    elif (match := DELIVERS.match(first.text)) and DEADLINE.search(match["task"]):
        yield Given("assignment", first.group(match, "who"), first.group(match, "task"), text, "assignment-due", 0.8)


def _advice(context: Context, sentence: Stretch) -> Given | None:
    """A medskick: "Gruppen skickar med till rådet att …", "Medskick: arbetsgruppen bör …"."""
    for pattern in ADVICE:
        if match := pattern.search(sentence.text):
            who = sentence.group(match, "who") if match.groupdict().get("who") else None
            task = sentence.group(match, "task")
            if who is None and (advised := ADVISED.match(task.text)) and is_agent(context, advised["who"]):
                who, task = task.group(advised, "who"), task.group(advised, "task")
            return Given("advice", who, task, sentence, "advice", 0.8)
    return None


def _in_passing(context: Context, sentence: Stretch) -> Iterator[Given]:
    """Beside a decision: a medskick, "får i uppdrag", or somebody who does something by a date."""
    said = sentence.text.lower()
    if not holds(said, GIVING):
        return
    if holds(said, ("skick", "uttal")) and (advice := _advice(context, sentence)):
        yield advice
        return
    if (match := TASK_LABEL.match(sentence.text)) and (acts := ACTS.match(sentence.text[match.end() :])):
        said_of = sentence[match.end() :]
        who, task = said_of.group(acts, "who"), said_of[acts.end("who") :].strip()
        yield Given("assignment", who, task, sentence, "assignment-labelled", 0.88)
        return
    if GIVEN_BEFORE.search(said) and told_before(context, sentence.text):
        return  # "Nämnden uppdrog den 20 maj åt …" tells of another meeting
    giver = GIVER.match(sentence.text)
    ours = bool(giver and decides_here(giver["body"], context.names))
    for pattern in (GIVES if ours else GIVES_IN_TEXT) if GIVEN.search(sentence.text) else ():
        if (match := pattern.search(sentence.text)) and (ours or is_agent(context, match["who"])):
            task = sentence.group(match, "task")
            yield Given("assignment", sentence.group(match, "who"), task, sentence, "assignment-in-text", 0.85)
            return
    if handed := referrals.in_passing(context, sentence):
        yield handed
        return
    dated = DEADLINE.search(said)
    each = EACH.match(sentence.text)
    done = does(context, sentence) if dated or each or SOON.search(said) or WILL_DO.search(said) else None
    if done is None or UNDER_WAY.search(sentence.text, each.end() if each else 0):
        return
    if dated and not (done.shall and decides_here(done.who.text, context.names)):
        yield Given("assignment", done.who, done.task, sentence, "assignment-by-date", 0.75)
    elif (each or _is_named(context, done.who.text, done.task.text)) and (
        SOON.search(said) or _will_do(context, done.task.text, each=bool(each))
    ):
        yield Given("assignment", done.who, done.task, sentence, "assignment-by-name", 0.7)


def _will_do(context: Context, task: str, *, each: bool) -> bool:
    """Whether a person, or `each` of several, comes back with something, or does it at a time that lies ahead."""
    if RETURNS.match(task) or AT_ONCE.match(task):
        return True
    matter = MATTER.match(task)
    aside = ASIDE.search(task, matter.end() if matter else 0)
    main = task[: aside.start()] if aside else task
    ahead = WILL_DO.match(main) or (each and HANDS_IN.match(main))
    spans = find_dates(main, anchor=context.meeting_date) if ahead else ()
    held = context.meeting_date
    if ahead and VAGUE.search(main):
        return True
    return any(held and _lies_ahead(span, held) for span in spans)


def _lies_ahead(span: Span, held: date) -> bool:
    """Whether a time is yet to come; a season that has begun goes on."""
    began = span.end if span.precision == "season" else span.start
    return began is not None and began > held and span.precision in {"day", "month", "season", "part"}


def _is_named(context: Context, who: str, task: str) -> bool:
    """Whether somebody is called by name: by their whole name, or by one that the list of those present knows.

    For what one "tar med sig" home from a meeting, that of a party will do.
    """
    if task.startswith("tar med sig") and (who.lower() in PARTIES or context.parties.find(who)):
        return True
    return bool(leading_name(who, context.parties)) or re.split(r"[ ,]", who)[0] in context.called


def _facts(context: Context, passage: Passage, told: Iterable[Given], known: KnownDays) -> list[Assignment]:
    return [_fact(context, passage, given, known) for given in told if has_task(context, given)]


def _fact(context: Context, passage: Passage | None, given: Given, known: KnownDays) -> Assignment:
    item = passage.item if passage else None
    due, due_text, exact = due_of(context, given.around, given.due, known, item)
    task = without_att(given.task)
    if due_text and task.text.lower().startswith(due_text.text.lower()) and len(task) > len(due_text) + 10:
        task = task[len(due_text) :].strip(" ,")
    return Assignment(
        evidence=context.evidence(
            task,
            given.rule,
            given.confidence,
            also=(given.who, due_text, given.state),
            inferred=[*(["assignee"] if given.concluded else []), *(["due"] if due and not exact else [])],
        ),
        item=item,
        section=passage.section_title if passage else None,
        kind=given.kind,
        assignee=given.who.text if given.who else None,
        task=task.text,
        due=due.isoformat() if due else None,
        due_text=due_text.text if due_text else None,
        state=given.state.text if given.state else None,
    )
