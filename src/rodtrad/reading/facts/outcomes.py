"""What becomes of proposals: carried "enligt förslaget", rejected, voted down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rodtrad.reading.deciding import ADOPTED, ADOPTS, BARE_ADOPTION, PERFORMS, REJECTED, REJECTS, parts_named
from rodtrad.reading.facts.context import Context
from rodtrad.reading.facts.gathered import Decided, Gathered, words_of
from rodtrad.reading.facts.items import Passage
from rodtrad.reading.facts.retold import is_same_clause, verdict_of
from rodtrad.reading.sources.source import Stretch

# "… och finner att förslaget bifalls", "… finner att nämnden beslutar enligt förvaltningens förslag"
FOUND: Final = re.compile(
    r"\bfinner\b(?:(?!yrkande)[^.]){0,120}?"
    r"(?:\bförslag\w*(?:(?!yrkande)[^.]){0,120}?\b(?:bifall|antag|antas|godkän)"
    r"|\b(?:bifall\w*|antar|godkänner|enligt|i enlighet med)(?:(?!yrkande)[^.]){0,120}?\bförslag"
    r"|\batt så sker\b|\b(?:frågan|den) (?:är )?besvarad med ja|\b(?:att )?det bifall(?:et|s)|\bbeslutar enligt det)",
    re.I,
)

# "… och finner att nämnden avslår motionen"
FINDS: Final = re.compile(r"\bfinner att\b[^.]*")
# How sentences outside a list are decided, which may tell again what the list does
RETOLD: Final = frozenset({"decision-sentence", "decision-performed", "decision-enacted"})
MOST_PAIRS: Final = 20_000  # of clauses to compare in other inflection; minutes of a day have a few hundred
# That proposals stood against one another, and one of them fell.
VOTE: Final = re.compile(
    r"\bomröstning|\bvotering|\bställ\w*\b[^.]{0,60}\bmot (?:varandra|avslag)|\bproposition\w* på\b", re.I
)
# "enligt Samirs förslag", "bifall till Bo Als yrkande"
OF_SOMEBODY: Final = re.compile(r"\b(?P<who>[A-ZÅÄÖ][a-zåäöé]+?)s? (?:tilläggs|ändrings|mot)?(?:förslag|yrkande)")


def open_at(passage: Passage, out: Gathered) -> list[Decided]:
    """The open proposals of the passage's item that a decision may mean: those put to the meeting, where there are."""
    here = [p for p in out.proposals if p.passage.item == passage.item and p.outcome == "open"]
    # What somebody wishes or demands at the meeting is not the proposal that was put to it.
    put = [p for p in here if p.rule == "proposal-label"] or [p for p in here if p.rule != "demand"]
    return put or here


def _all_at(passage: Passage, put: list[Decided], out: Gathered) -> list[Decided]:
    """The item's proposals of the kind that is put, decided ones too: "att-sats 2" is counted among all."""
    return [p for p in out.proposals if put and p.passage.item == passage.item and p.rule == put[0].rule]


def resolve(context: Context, passage: Passage, words: Stretch, out: Gathered, *, line: Stretch | None = None) -> bool:
    """The open proposals of the item become its decisions ("enligt förslaget"), or are rejected."""
    if performed := PERFORMS.match(words.text):
        words = words[performed.start("verb") :]
    put = open_at(passage, out)
    adopts = ADOPTS.match(words.text) or ADOPTED.match(words.text) or (put and BARE_ADOPTION.match(words.text)) or None
    rejects = REJECTS.match(words.text) or REJECTED.match(words.text)
    if not adopts and not rejects:
        return False
    proposals = [p for p in _meant(_all_at(passage, put, out), adopts or rejects) if p.outcome == "open"]
    if not proposals:
        if not adopts or not re.search(r"\b(?:enligt|i enlighet)\b", words.text, re.I):
            return False
        out.ahead.append((passage, line or words))
        return True
    if adopts and adopts.groupdict().get("changed"):
        context.issue("unsure", "Ett förslag antogs med ändringar; se efter vad som gäller.", line or words)
    for proposal in proposals:
        proposal.outcome = "carried" if adopts else "rejected"
        proposal.also = (*proposal.also, line or words)
        if adopts:
            _adopt(passage, proposal, line or words, out)
    return True


def resolve_ahead(context: Context, out: Gathered) -> None:
    """Minutes that tell the decision first, "Enligt förslaget.", and below it what the proposal was."""
    for passage, words in out.ahead:
        put = [p for p in open_at(passage, out) if p.rule == "proposal-label"]
        for proposal in put:
            proposal.outcome, proposal.also = "carried", (*proposal.also, words)
            _adopt(passage, proposal, words, out)
        if not put:
            text = "Ett beslut hänvisar till ett förslag, men inget förslag hittades vid punkten."
            context.issue("proposal-not-found", text, words)
            context.unplace("decision", words)


def _adopt(passage: Passage, proposal: Decided, words: Stretch, out: Gathered) -> None:
    """A carried proposal is decided, once: minutes may tell the decision first and how it came about below it."""
    said = words_of(proposal.clause.whole)
    told = [d for d in out.decisions if d.passage.item == passage.item and words_of(d.clause.whole) == said]
    for decided in told:
        decided.adopts, decided.also = True, (*decided.also, proposal.clause.text)
    if not told:
        out.decisions.append(Decided(proposal.clause, passage, "decision-adopted", 0.95, (words,), adopts=True))


def _meant(proposals: list[Decided], words: re.Match[str] | None) -> list[Decided]:
    """The proposals that a decision speaks of: all, "i den första delen", "att-sats 1", "förslaget om resorna"."""
    groups = words.groupdict() if words else {}
    if (whose := OF_SOMEBODY.search(words.string) if words else None) and any(whose["who"] in p.by for p in proposals):
        proposals = [p for p in proposals if whose["who"] in p.by]
    if part := groups.get("part"):
        chosen = parts_named(part, len(proposals))
        return [p for i, p in enumerate(proposals, 1) if i in chosen]
    if about := re.findall(r"[a-zåäö]{5,}", groups.get("about") or ""):
        return [p for p in proposals if any(word in p.clause.text.text.lower() for word in about)]
    return proposals


def match_words(context: Context, gathered: Gathered) -> None:
    """A decision that says what a proposal of the same item does adopts it, in whatever inflection."""
    few = len(gathered.proposals) * len(gathered.decisions) <= MOST_PAIRS
    for proposal in gathered.proposals:
        for decided in gathered.decisions:
            same_item = decided.passage.item == proposal.passage.item and not decided.adopts
            said, put = decided.clause.text.text, proposal.clause.text.text
            if same_item and (is_same_clause(said, put, context.names) if few else words_of(said) == words_of(put)):
                proposal.outcome, decided.adopts = "carried", True
                decided.also = (*decided.also, proposal.clause.text)


def drop_retold(context: Context, gathered: Gathered) -> None:
    """How a decision came about may tell it again in a sentence, which is no second decision."""
    told = [d for d in gathered.decisions if d.rule not in RETOLD]
    if len(told) * len(gathered.decisions) > MOST_PAIRS:
        return
    kept = list[Decided]()
    for decided in gathered.decisions:
        first = next((d for d in told if decided.rule in RETOLD and _is_retold(context, decided, d)), None)
        if first:
            first.also = (*first.also, decided.clause.text)
        else:
            kept.append(decided)
    gathered.decisions[:] = kept


def _is_retold(context: Context, one: Decided, other: Decided) -> bool:
    here = one.passage.title is other.passage.title and one.passage.section is other.passage.section
    return here and is_same_clause(one.clause.text.text, other.clause.text.text, context.names)


def answer_matters(passages: Sequence[Passage], gathered: Gathered) -> None:
    """Who wants a motion granted or rejected wins or loses by what is decided, or found, of that motion."""
    for proposal in gathered.proposals:
        wanted = verdict_of(proposal.clause.text.text) if proposal.outcome == "open" else None
        if not wanted:
            continue
        item = proposal.passage.item
        told = [d.clause.text.text for d in gathered.decisions if d.passage.item == item]
        told += [m[0] for p in passages if p.item == item for x in p.lines for m in FINDS.finditer(x.text)]
        given = {verdict for text in told if (verdict := verdict_of(text)) and verdict[1] == wanted[1]}
        if len(given) == 1:
            proposal.outcome = "carried" if wanted in given else "rejected"


def find_adopted(passages: Sequence[Passage], gathered: Gathered) -> None:
    """A proposal that the chair finds carried is decided, where the item tells no decision of its own."""
    items = {p.passage.item for p in gathered.proposals if p.outcome == "open" and p.rule == "proposal-label"}
    items -= {d.passage.item for d in gathered.decisions}
    for passage in passages if items else ():
        line = next((x for x in passage.lines if "finner" in x.text and FOUND.search(x.text)), None)
        for proposal in open_at(passage, gathered) if line and passage.item in items else ():
            if line and proposal.rule == "proposal-label":
                proposal.outcome, proposal.also = "carried", (*proposal.also, line.content)
                _adopt(passage, proposal, line.content, gathered)


def vote_down(passages: Sequence[Passage], gathered: Gathered) -> None:
    """Demands fall where the chair puts them to the vote and finds that the proposal put before is carried."""
    items = {p.passage.item for p in gathered.proposals if p.outcome == "open"}
    lines = [(p.item, x.text) for p in passages if p.item in items for x in p.lines]
    found = {item for item, text in lines if "finner" in text and FOUND.search(text)}
    voted = {item for item, text in lines if VOTE.search(text)}
    settled = {p.passage.item for p in gathered.proposals if p.outcome != "open"}
    for proposal in gathered.proposals:
        item = proposal.passage.item
        demanded = proposal.rule == "demand"
        if proposal.outcome == "open" and ((demanded and item in found) or (item in voted and item in settled)):
            proposal.outcome = "rejected"
