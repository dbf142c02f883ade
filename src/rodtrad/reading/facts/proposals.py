"""What is put to the meeting: below "Förslag till beslut", in a sentence that proposes, in a demand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rodtrad.reading.clauses import Clause, clauses_from, is_clause, sentences, split_clauses, without_att
from rodtrad.reading.deciding import DEMANDS, Lead, decides_here, lead_of
from rodtrad.reading.facts.context import Context
from rodtrad.reading.facts.gathered import Gathered, decide, propose
from rodtrad.reading.facts.items import Passage
from rodtrad.reading.facts.retold import verdict_of
from rodtrad.reading.labels import Label
from rodtrad.reading.names import NAME
from rodtrad.reading.sources.source import Line, Stretch

# "Nämndens förslag till kommunfullmäktige": what this body asks another to decide is decided here.
OWN_FOR_ANOTHER: Final = re.compile(
    r"^(?P<who>\S(?:.{0,60}\S)?s) förslag (?:till beslut )?(?:till|i) (?P<to>\S*(?:fullmäktige|styrelse\w*|nämnd\w*))$",
    re.I,
)


# "Anna Ek yrkade avslag.", "Inget av förslagen antogs.": behind a proposal, and no part of it
OF_PROPOSALS: Final = re.compile(r"\byrka(?:r|de)\b|\bförslage[nt]\b")
# "Samverkansforum föreslås besluta", below the label
ASKED: Final = re.compile(
    r"^\S.{1,80}?\bföreslås (?:att )?(?:besluta|fatta beslut om)\b(?: att)?[\s:]*(?=$|att\b|\S)", re.I
)
# "Anna Ek (S) föreslog att avgiften sänks, vilket inte vann gehör.": what else somebody wishes is talk
WISHES: Final = re.compile(
    rf"^(?P<who>{NAME})(?: \([A-ZÅÄÖ]{{1,4}}\))? föresl(?:år|og) (?P<what>att\s.+?)"
    r", (?:vilket|men|som)\s(?:inte|ej)\s(?:vann|fick)\s(?:gehör|stöd|bifall)\b"
)
# "Det föreslås att en tjänst inrättas.", "Anna Ek föredrar förslaget att avgiften sänks."
PUT: Final = re.compile(
    r"^(?:Det föreslås|[^.:;]{3,90}?\b(?:föredrar|presenterar|redovisar|lägger fram|lyfter) (?:ett |det )?"
    r"förslag(?:et)?(?: om)?) (?P<what>att\s.+)$"
)


def read_proposals(
    context: Context, passage: Passage, lines: Sequence[Line], i: int, label: Label, out: Gathered
) -> int:
    """What the label of line `i` opens, whatever lead-in stands below it; returns the index of the line after it."""
    if label.words.lower().startswith("yrkande"):
        return i + 1  # who demands what is said in sentences below
    own = OWN_FOR_ANOTHER.match(label.words)
    if own and not label.value and decides_here(own["who"].removesuffix("s"), context.names):
        clauses, after = clauses_from(lines, i + 1, plain=True)
        words = lines[i].content
        nested = [replace(c, opener=c.opener or words.strip(" :")) for c in clauses]
        decide(passage, nested, out, "decision-onward", 0.85, also=(words,))
        return max(after, i + 1)
    if label.value:
        lead = lead_of(label.value)
        if lead and not without_att(lead.rest) and i + 1 < len(lines) and is_clause(lines[i + 1]):
            clauses, after = clauses_from(lines, i + 1)
            propose(passage, clauses, out, "proposal-label")
            return after
        propose(passage, _clauses(label.value), out, "proposal-label", by=label.words)
        return i + 1
    if after := _demands_below(passage, lines, i + 1, out):
        return after
    lead = lead_of(lines[i + 1].content) if i + 1 < len(lines) else None
    if i + 1 < len(lines) and (asked := ASKED.match(lines[i + 1].text)):
        said = lines[i + 1].content[asked.end() :].strip(" :.")
        clauses, after = (list(split_clauses(said)), i + 2) if said else clauses_from(lines, i + 2)
    elif not lead:
        clauses, after = clauses_from(lines, i + 1, plain=True)
    elif without_att(lead.rest):
        clauses, after = _clauses(lines[i + 1].content), i + 2
    else:
        clauses, after = clauses_from(lines, i + 2)
    propose(passage, clauses, out, "proposal-label", by=label.words)
    return max(after, i + 1)


def _clauses(content: Stretch) -> list[Clause]:
    """What is proposed in one paragraph, without who is to decide it, and without what is said of it behind."""
    said = list(sentences(content))
    first = said[0] if said else content
    own = next((k for k, s in enumerate(said) if k and OF_PROPOSALS.search(s.text)), len(said))
    content = Stretch.join(said[:own]) if own < len(said) else content
    lead = lead_of(first)
    inline = lead if lead and lead.kind in {"inline", "proposes"} and without_att(lead.rest) else None
    return list(split_clauses(inline.rest if inline else content))


def proposed(context: Context, passage: Passage, lines: Sequence[Line], i: int, lead: Lead, out: Gathered) -> int:
    """ "Beredningen föreslår gruppen besluta att …"; what this body proposes to another is its own decision."""
    rest = next(sentences(lead.rest), lead.rest) if without_att(lead.rest) else None
    clauses, after = (list(split_clauses(rest)), i + 1) if rest else clauses_from(lines, i + 1)
    ours = lead.body is not None and decides_here(lead.body.text, context.names)
    if lead.onward and ours and not decides_here(_to(lead.onward.text), context.names):
        nested = [replace(c, opener=c.opener or lead.onward.strip(" :")) for c in clauses]
        decide(passage, nested, out, "decision-onward", 0.85, body=lead.body)
    else:
        propose(passage, clauses, out, "proposal-in-text", by=lead.body.text if lead.body else "")
    return max(after, i + 1)


def _to(onward: str) -> str:
    """Whom "föreslår (att) fullmäktige beslutar" asks."""
    return re.sub(r"^föreslår\s+(?:att\s+)?|\s+(?:att\s+)?besluta\w*$", "", onward.strip(" :"))


def demanded(context: Context, passage: Passage, sentence: Stretch, out: Gathered) -> bool:
    """Whether somebody demands something at the meeting: "Bo Al yrkar att ärendet återremitteras"."""
    text = sentence.text
    if told := PUT.match(text) if "föresl" in text or "förslag" in text else None:
        propose(
            passage, split_clauses(sentence.group(told, "what")), out, "proposal-told", by=text[: told.start("what")]
        )
        return True
    wish = WISHES.match(text) if "föresl" in text else None
    if wish and wish["who"].rsplit(" ", 1)[-1] in context.called:
        propose(passage, split_clauses(sentence.group(wish, "what")), out, "proposal-in-text", by=wish["who"])
        out.proposals[-1].outcome = "rejected"
        return True
    demand = DEMANDS.search(text) if "yrkar" in text else None
    if demand and demand["what"].startswith("att"):
        what = sentence.group(demand, "what")
        propose(passage, split_clauses(what), out, "demand", by=text[: demand.start("what")])
    return bool(demand)


def _demands_below(passage: Passage, lines: Sequence[Line], start: int, out: Gathered) -> int:
    """Who demands what below "Förslag till beslut på sammanträdet"; the index after them, 0 where none does.

    There "bifall till motionen" is a proposal by itself; "bifall till förslaget" only backs the one put before.
    """
    i = start
    while i < len(lines) and "yrka" in lines[i].text and (demand := DEMANDS.search(lines[i].text)):
        if demand["what"].startswith("att") or verdict_of(demand["what"]):
            what = lines[i].content.group(demand, "what")
            propose(passage, split_clauses(what), out, "demand", by=lines[i].text[: demand.start("what")])
        i += 1
    return i if i > start else 0
