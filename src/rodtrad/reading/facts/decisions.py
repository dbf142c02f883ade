"""What was proposed and what was decided, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rodtrad.reading.clauses import Clause, clauses_from, is_clause, sentences, split_clauses, without_att
from rodtrad.reading.dates import find_dates
from rodtrad.reading.deciding import (
    ADOPTED,
    ADOPTS,
    DEMANDS,
    ENACTED,
    ENACTED_PAST,
    FILED,
    FORMAL,
    FORMAL_INVERTED,
    OLDER,
    PERFORMS,
    REJECTED,
    REJECTS,
    Lead,
    condition_of,
    decides_here,
    effect_of,
    is_formal,
    is_of_their_kind,
    is_past,
    lead_of,
    looks_like_body,
    parts_named,
)
from rodtrad.reading.facts.context import Context
from rodtrad.reading.facts.items import Passage
from rodtrad.reading.labels import label_of
from rodtrad.reading.record import Decision, Outcome, Proposal
from rodtrad.reading.sources.source import Line, Stretch

# "Beslut tagna via mail:", "Per capsulam-beslut", "beslut via e-post"
BY_MAIL = re.compile(r"\bbeslut\w*\b.{0,60}\b(?:mail|mejl|e-?post|per capsulam)\b|\bper capsulam\b", re.I)
TAKEN = re.compile(r"[,;]?\s*\(?\b(?:taget|tagit|tagna|fattat|fattades|beslutat)\b\s*(?:den |i )?", re.I)
NO_DECISION = re.compile(r"^(?:[-–]|inget(?: beslut)?|inga beslut|ej beslut|utgår)\.?$", re.I)
# A time that belongs to what was decided: "protokollet från den 3 maj", "planen för våren".
ABOUT = re.compile(r"\b(?:från|för|av|om|till|per|gällande|avseende)(?: mötet| den)*\s*$", re.I)
# "… ställer proposition på förslaget och yrkandet och finner att förslaget bifalls"
VOTED = re.compile(
    r"\bställer (?:proposition|förslagen|yrkandena)\b[^.]{0,120}?\bfinner\b(?:(?!yrkande)[^.]){0,120}?"
    r"(?:\bbifaller\b(?:(?!yrkande)[^.]){0,120}?\bförslag|\bförslag\w*(?:(?!yrkande)[^.]){0,120}?\bbifall)",
    re.I,
)
FORMAL_LENGTH = 220  # characters; longer paragraphs tell something else


@dataclass(slots=True)
class Decided:
    """A proposal and a decision as they are gathered, before they become facts."""

    clause: Clause
    passage: Passage
    rule: str
    confidence: float
    also: tuple[Stretch | None, ...] = ()
    body: Stretch | None = None
    via: Literal["mail"] | None = None
    date: str | None = None
    adopts: bool = False
    outcome: Outcome = "open"


@dataclass(slots=True)
class Gathered:
    proposals: list[Decided] = field(default_factory=list)
    decisions: list[Decided] = field(default_factory=list)

    def proposal_facts(self, context: Context) -> tuple[Proposal, ...]:
        return tuple(_proposal(context, p) for p in self.proposals)

    def decision_facts(self, context: Context) -> tuple[Decision, ...]:
        return tuple(_decision(context, d) for d in self.decisions)


def gather_decisions(context: Context, passages: Sequence[Passage]) -> Gathered:
    """Proposals with their outcome and decided clauses, in the document's order."""
    gathered = Gathered()
    for passage in passages:
        i = 0
        while i < len(passage.lines):
            i = _step(context, passage, passage.lines, i, gathered)
        measures = [Clause(without_att(m.text)) for m in passage.measures if m.decided]
        _decide(passage, measures, gathered, "decision-cell", 0.85)
    _match_words(gathered)
    _vote_down(passages, gathered)
    return gathered


def _step(context: Context, passage: Passage, lines: Sequence[Line], i: int, out: Gathered) -> int:
    """Reads what begins at line `i`; returns the index of the next line to read."""
    line = lines[i]
    if line.cells:
        return i + 1
    if BY_MAIL.search(line.text) and len(line.text) < 120:
        return _by_mail(context, passage, lines, i, out)
    if label_of(line, "decision"):
        return _labelled(context, passage, lines, i, out)
    if label := label_of(line, "proposal"):
        if label.words.lower().startswith("yrkande"):
            return i + 1  # who demands what is said in sentences below
        if label.value:
            _propose(passage, split_clauses(label.value), out, "proposal-label")
            return i + 1
        if i + 1 < len(lines) and lead_of(lines[i + 1].content):
            return i + 1
        clauses, after = clauses_from(lines, i + 1, plain=True)
        _propose(passage, clauses, out, "proposal-label")
        return after
    if lead := lead_of(line.content):
        return _led(context, passage, lines, i, lead, out)
    first, *rest = sentences(line.content)
    if rest and (lead := lead_of(first)) and lead.kind in {"adopts", "rejects"}:
        after = _led(context, passage, lines, i, lead, out)
        for sentence in rest:
            if not _decided_midway(context, passage, sentence, out):
                _enacted(context, passage, sentence, out)
        return after
    _in_passing(context, passage, line, out)
    return i + 1


def _labelled(context: Context, passage: Passage, lines: Sequence[Line], i: int, out: Gathered) -> int:
    """ "Beslut: …" on one line, or "Beslut" and what it decides below."""
    label = label_of(lines[i], "decision")
    value = label.value if label else lines[i].content
    if value:
        if NO_DECISION.match(value.text):
            return i + 1
        if lead := lead_of(value):
            return _led(context, passage, lines, i, lead, out, sure=True)
        if not _resolve(context, passage, value, out):
            _decide(passage, split_clauses(value), out, "decision-label", 0.95)
        return i + 1
    lead = lead_of(lines[i + 1].content) if i + 1 < len(lines) else None
    if lead and (lead.kind == "list" or not is_clause(lines[i + 1])):
        return i + 1
    clauses, after = clauses_from(lines, i + 1, plain=True)
    for clause in clauses:
        _listed(context, passage, clause, out, lines[i].content)
    return max(after, i + 1)


def _listed(context: Context, passage: Passage, clause: Clause, out: Gathered, label: Stretch) -> None:
    """An entry of the list under "Beslut": decided as it stands, save where it takes up a proposal or leads in."""
    lead = lead_of(clause.text)
    if _resolve(context, passage, lead.rest if lead else clause.text, out, line=clause.text):
        return
    inline = lead if lead and lead.kind == "inline" else None
    decided = split_clauses(inline.rest) if inline else [clause]
    _decide(passage, decided, out, "decision-label", 0.93, also=(label,), body=inline.body if inline else None)


def _led(
    context: Context, passage: Passage, lines: Sequence[Line], i: int, lead: Lead, out: Gathered, *, sure: bool = False
) -> int:
    """What follows "X beslutar": a list, a clause on the same line, or the proposal put before."""
    text = lines[i].text
    ours = sure or lead.body is None or decides_here(lead.body.text, context.names)
    if lead.kind == "list":
        clauses, after = clauses_from(lines, i + 1)
        if not clauses:
            context.issue("decision-without-clauses", f"”{text}” följs inte av något beslut.", lines[i].content)
        today = bool(lead.body and not text.split(lead.body.text, 1)[-1].strip().startswith(("beslutade", "beslöt")))
        if ours or today or (lead.body and looks_like_body(lead.body.text)):
            _decide(
                passage, clauses, out, "decision-list", 0.97 if ours else 0.8, also=(lines[i].content,), body=lead.body
            )
        return max(after, i + 1)
    if lead.kind == "proposes":
        if without_att(lead.rest):
            _propose(passage, split_clauses(next(sentences(lead.rest))), out, "proposal-in-text")
            return i + 1
        clauses, after = clauses_from(lines, i + 1)
        _propose(passage, clauses, out, "proposal-in-text")
        return max(after, i + 1)
    if not ours or (OLDER.search(text) if sure else _told_again(context, lead, text)):
        return i + 1
    if lead.kind in {"adopts", "rejects"}:
        _resolve(context, passage, lead.rest, out, line=lines[i].content)
        return i + 1
    opener = without_att(lead.rest)
    if opener.text.endswith(":") and i + 1 < len(lines) and is_clause(lines[i + 1]):
        clauses, after = clauses_from(lines, i + 1)
        nested = [replace(c, opener=c.opener or opener.strip(" :")) for c in clauses]
        _decide(passage, nested, out, "decision-nested", 0.93, also=(lines[i].content,), body=lead.body)
        return after
    _decide(passage, split_clauses(lead.rest), out, "decision-sentence", 0.93, also=(lines[i].content,), body=lead.body)
    return i + 1


def _in_passing(context: Context, passage: Passage, line: Line, out: Gathered) -> None:
    """Decisions without "beslutar": "Dagordningen godkändes.", "Chefsgruppen ställer sig bakom planen." """
    if line.bullet or len(line.text) > 4 * FORMAL_LENGTH:
        return
    for position, sentence in enumerate(sentences(line.content)):
        if not (position and _decided_midway(context, passage, sentence, out)):
            _enacted(context, passage, sentence, out, formal=len(line.text) <= FORMAL_LENGTH)


def _enacted(context: Context, passage: Passage, sentence: Stretch, out: Gathered, *, formal: bool = True) -> None:
    """What one sentence does by itself. `formal`: it may approve the agenda, being no part of a long paragraph."""
    text = sentence.text
    if demand := DEMANDS.search(text):
        if demand["what"].startswith("att"):
            _propose(passage, split_clauses(sentence.group(demand, "what")), out, "demand")
    elif formal and (FORMAL.match(text) or FORMAL_INVERTED.match(text) or FILED.match(text)):
        _decide(passage, [Clause(sentence)], out, "decision-formal", 0.92)
    elif ENACTED.match(text):
        if not (ENACTED_PAST.search(text) and _tells_when(context, text)):
            _decide(passage, [Clause(sentence)], out, "decision-enacted", 0.82)
    elif ADOPTED.match(text) and _open(passage, out):
        _resolve(context, passage, sentence, out, line=sentence)
    elif (match := PERFORMS.match(text)) and _performs_here(context, match):
        _decide(passage, [Clause(sentence)], out, "decision-performed", 0.8, body=sentence.group(match, "body"))


def _decided_midway(context: Context, passage: Passage, sentence: Stretch, out: Gathered) -> bool:
    """A sentence within a paragraph in which the body decides: "… Gruppen beslutar att …"."""
    if REJECTED.match(sentence.text):
        return _resolve(context, passage, sentence, out)
    lead = lead_of(sentence)
    if not lead or not lead.body or lead.kind not in {"inline", "adopts"}:
        return False
    if not decides_here(lead.body.text, context.names) or _told_again(context, lead, sentence.text):
        return False
    if lead.kind == "adopts":
        return _resolve(context, passage, lead.rest, out, line=sentence)
    _decide(passage, split_clauses(lead.rest), out, "decision-sentence", 0.88, body=lead.body)
    return True


def _performs_here(context: Context, match: re.Match[str]) -> bool:
    body = match["body"]
    if len(body.split()) > 6 or not decides_here(body, context.names):
        return False
    told = is_past(match["verb"]) and not is_formal(match.string)
    return not told or (is_of_their_kind(body, context.names) and not _tells_when(context, match["rest"]))


def _told_again(context: Context, lead: Lead, text: str) -> bool:
    """Whether "beslutade" tells what another body did, or this one at an earlier meeting."""
    if OLDER.search(text):
        return True
    other = lead.body is not None and not is_of_their_kind(lead.body.text, context.names)
    return lead.past and (other or _tells_when(context, text[: len(text) - len(lead.rest)]))


def _tells_when(context: Context, text: str) -> bool:
    """Whether words say that it was done before this meeting: "den 28 november", "i våras"."""
    held = context.meeting_date
    return any(
        held and span.end and span.end < held and ":" not in span.rule and not ABOUT.search(text[: span.at[0]])
        for span in find_dates(text, anchor=held)
    )


def _by_mail(context: Context, passage: Passage, lines: Sequence[Line], i: int, out: Gathered) -> int:
    """Decisions taken by mail between meetings and told at this one."""
    after = i + 1
    head = lines[i].content
    while after < len(lines):
        line = lines[after]
        taken = TAKEN.search(line.text)
        if label_of(line) or lead_of(line.content) or not (line.bullet or taken) or FORMAL.match(line.text):
            break
        text = next((s for s in sentences(line.content) if TAKEN.search(s.text)), None) or next(sentences(line.content))
        spans = find_dates(text.text[taken.end() - len(taken.group()) :], anchor=context.meeting_date) if taken else ()
        date = spans[0].iso if spans else None
        rule = "decision-by-mail"
        out.decisions.append(Decided(Clause(without_att(text)), passage, rule, 0.88, (head,), via="mail", date=date))
        after += 1
    return after


def _open(passage: Passage, out: Gathered) -> list[Decided]:
    here = [p for p in out.proposals if p.passage.item == passage.item and p.outcome == "open"]
    # What somebody wishes or demands at the meeting is not the proposal that was put to it.
    put = [p for p in here if p.rule == "proposal-label"] or [p for p in here if p.rule != "demand"]
    return put or here


def _resolve(context: Context, passage: Passage, words: Stretch, out: Gathered, *, line: Stretch | None = None) -> bool:
    """The open proposals of the item become its decisions ("enligt förslaget"), or are rejected."""
    adopts = ADOPTS.match(words.text) or ADOPTED.match(words.text)
    rejects = REJECTS.match(words.text) or REJECTED.match(words.text)
    if not adopts and not rejects:
        return False
    proposals = _meant(_open(passage, out), adopts or rejects)
    if not proposals:
        if not adopts or not re.search(r"\b(?:enligt|i enlighet)\b", words.text, re.I):
            return False
        text = "Ett beslut hänvisar till ett förslag, men inget förslag hittades vid punkten."
        context.issue("proposal-not-found", text, line or words)
        context.unplace("decision", line or words)
        return True
    for proposal in proposals:
        proposal.outcome = "carried" if adopts else "rejected"
        proposal.also = (*proposal.also, line or words)
        if adopts:
            decided = Decided(proposal.clause, passage, "decision-adopted", 0.95, (line or words,), adopts=True)
            out.decisions.append(decided)
    return True


def _meant(proposals: list[Decided], words: re.Match[str] | None) -> list[Decided]:
    """The proposals that a decision speaks of: all, "i den första delen", "att-sats 1", "förslaget om resorna"."""
    groups = words.groupdict() if words else {}
    if part := groups.get("part"):
        chosen = parts_named(part, len(proposals))
        return [p for i, p in enumerate(proposals, 1) if i in chosen]
    if about := re.findall(r"[a-zåäö]{5,}", groups.get("about") or ""):
        return [p for p in proposals if any(word in p.clause.text.text.lower() for word in about)]
    return proposals


def _propose(passage: Passage, clauses: Sequence[Clause] | Iterator[Clause], out: Gathered, rule: str) -> None:
    out.proposals.extend(Decided(clause, passage, rule, 0.93) for clause in clauses)


def _decide(
    passage: Passage,
    clauses: Sequence[Clause] | Iterator[Clause],
    out: Gathered,
    rule: str,
    confidence: float,
    *,
    also: tuple[Stretch | None, ...] = (),
    body: Stretch | None = None,
) -> None:
    out.decisions.extend(Decided(c, passage, rule, confidence, (c.opener, *also), body) for c in clauses)


def _match_words(gathered: Gathered) -> None:
    """A decision whose words stand in a proposal of the same item adopts it."""
    for proposal in gathered.proposals:
        for decided in gathered.decisions:
            same_item = decided.passage.item == proposal.passage.item and not decided.adopts
            if same_item and _words(decided.clause.text.text) == _words(proposal.clause.text.text):
                proposal.outcome, decided.adopts = "carried", True
                decided.also = (*decided.also, proposal.clause.text)


def _vote_down(passages: Sequence[Passage], gathered: Gathered) -> None:
    """Demands fall where the chair puts them to the vote and finds that the proposal put before is carried."""
    demands = [p for p in gathered.proposals if p.rule == "demand" and p.outcome == "open"]
    voted = {p.item for p in passages for line in p.lines if VOTED.search(line.text)} if demands else set()
    for demand in demands:
        if demand.passage.item in voted:
            demand.outcome = "rejected"


def _words(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _proposal(context: Context, proposal: Decided) -> Proposal:
    return Proposal(
        evidence=context.evidence(proposal.clause.text, proposal.rule, proposal.confidence, also=proposal.also),
        item=proposal.passage.item,
        section=proposal.passage.section_title,
        text=proposal.clause.whole,
        outcome=proposal.outcome,
    )


def _decision(context: Context, decided: Decided) -> Decision:
    text = decided.clause.whole
    return Decision(
        evidence=context.evidence(decided.clause.text, decided.rule, decided.confidence, also=decided.also),
        item=decided.passage.item,
        section=decided.passage.section_title,
        text=text,
        body=decided.body.text if decided.body else None,
        formal=is_formal(text),
        via=decided.via,
        date=decided.date,
        adopts_proposal=decided.adopts,
        effect=effect_of(text),
        condition=condition_of(text),
    )
