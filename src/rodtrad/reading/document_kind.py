"""What sort of document this is, by the words of its title, and which lines are its titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rodtrad.reading.deciding import lead_of
from rodtrad.reading.labels import label_of
from rodtrad.reading.numbering import LEADER
from rodtrad.reading.outline import Outline
from rodtrad.reading.record import DocumentKind
from rodtrad.reading.sources.source import Line

LETTERHEAD = 7  # lines from the top within which an agreement is named
TITLE_LINES = 14  # a document says what it is within its first lines
MINUTES = re.compile(
    r"\b(?:\w*protokoll|minnesanteckning(?:ar)?|mötesanteckning(?:ar)?|anteckningar|mötesnotat|notat|noteringar"
    r"|mötesreferat|beslut i korthet)(?:et|na)?\b",
    re.I,
)
NOTICE = re.compile(r"\b(?:kallelse|föredragningslista|dagordning|inbjudan)\b", re.I)
PLANS: Final = r"\w*handlingsplan|aktivitetsplan|verksamhetsplan|årsplan|åtgärdsplan|samverkansplan|genomförandeplan"
PLAN = re.compile(rf"\b(?:{PLANS})(?:er|en)?\b", re.I)
TITLED: Final[dict[DocumentKind, re.Pattern[str]]] = {"minutes": MINUTES, "notice": NOTICE, "action_plan": PLAN}
AGREEMENT = re.compile(
    r"^(?:(?:läns(?:gemensam|övergripande)|gemensam(?:ma)?|lokal|regional|reviderad|reviderat|ny|nytt|övergripande)t?\s+)?"
    r"(?:\w*överenskommelse|\w*avtal|praktiska? anvisning(?:ar)?|\w*rutin)\b",
    re.I,
)
# What is written about an agreement names it below its own heading.
ABOUT = re.compile(
    r"\b(?:tjänsteskrivelse|tjänsteutlåtande|skrivelse|yttrande|beslutsunderlag|förslag|remiss|rapport)\w*", re.I
)
# "Nätverksträff den 5 mars 2024", "Nämnden sammanträdde den 3 juni": titles of a meeting that say no more
MET = re.compile(r"\b\w*(?:träff(?:en)?|möte[t]?|sammanträde[t]?|sammanträdde)\b.*\d", re.I)
NO_MINUTES = re.compile(
    r"\b(?:tjänste(?:skrivelse|utlåtande)|riktlinje|reglemente|policy|promemoria)\w*|^(?:rapport|program|strategi)\b",
    re.I,
)
PROSE = re.compile(r"\w+ \w+ \w+.*\.$")
PLAN_TABLE = re.compile(r"^(?:målområde|insatsområde|fokusområde|delmål|mål|aktivitet)\w*$", re.I)


def kind_of(lines: Sequence[Line], outline: Outline, edges: Sequence[Line] = ()) -> DocumentKind:
    """What sort of document this is, by its title; failing that, by its make-up or what its header calls it."""
    titles = [line.text for line in lines[:TITLE_LINES] if len(line.text) <= 140]
    minutes = [i for i, t in enumerate(titles) if MINUTES.search(t) and not re.search(r"föregående|justera", t, re.I)]
    notice = [i for i, t in enumerate(titles[:6]) if NOTICE.search(t)]
    present = any(b.label and b.label.kind == "present" for b in outline.blocks())
    # Some minutes call the roll under their first item.
    present = present or any(label_of(line, "present") for item in outline.items[:2] for line in item.lines[:6])
    if notice and not present and (not minutes or notice[0] < minutes[0]):
        return "notice"  # whose agenda may name the minutes of an earlier meeting
    if minutes:
        return "minutes"
    tables = sum(bool(line.cells) and bool(PLAN_TABLE.match(line.cells[0].text)) for line in lines)
    if any(PLAN.search(t) for t in titles[:8]) or tables >= 2:
        return "action_plan"
    if _heads_agreement(titles):
        return "agreement"
    verified = any(b.label and b.label.kind in {"adjuster", "notices", "signatures"} for b in outline.blocks())
    signed = sum(bool(item.number) for item in outline.items) >= 2 and any(line.text.startswith("§") for line in lines)
    if present and (verified or len(outline.items) >= 2):
        return "minutes"
    if (signed or _tells_of_a_meeting(outline, titles)) and not any(NO_MINUTES.search(t) for t in titles[:4]):
        return "minutes"
    titled = (kind for kind, word in TITLED.items() if any(word.search(line.text) for line in edges))
    return next(titled, "other")


def _heads_agreement(titles: Sequence[str]) -> bool:
    """Whether an agreement's name stands at the top, below a letterhead at most."""
    at = next((i for i, t in enumerate(titles[:LETTERHEAD]) if AGREEMENT.match(t) and not t.endswith(".")), None)
    return at is not None and not any(ABOUT.search(t) or t.endswith((".", ":")) for t in titles[:at])


def _tells_of_a_meeting(outline: Outline, titles: Sequence[str]) -> bool:
    """Whether a document that is called nothing has items with text, and a meeting's title or decisions."""
    told = sum(any(PROSE.search(line.text) for line in item.lines) for item in outline.items)
    if len(outline.items) < 2 or 2 * told < len(outline.items):
        return False
    decided = sum(any(label_of(x, "decision") or lead_of(x.content) for x in item.lines) for item in outline.items)
    return decided >= 2 or any(MET.search(title) for title in titles)


def title_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """The short lines at the top that are neither labels nor entries of a list, down to the agenda or attendance."""
    for i, line in enumerate(lines[:TITLE_LINES]):
        label = label_of(line)
        if label and label.kind in {"agenda", "present"} and (i or label.kind == "present"):
            return  # a notice may be called "Föredragningslista" itself
        if line.bullet or label or len(line.text) > 140 or line.text.startswith("§") or LEADER.search(line.text):
            continue
        yield line
