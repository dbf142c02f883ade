"""House styles: what a body always does, learnt from documents whose facts a person has confirmed.

Two things are learnt, each only where every document agrees and the general rules leave it open: how the body numbers
its items, and words of its own that open a list of people or a decision ("Runt bordet:", "Vi landade i att …"). A style
helps the reader to choose where a document can be read in two ways; what the document says is never overridden.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from rodtrad.reading.labels import LabelKind, label_of
from rodtrad.reading.numbering import STYLES
from rodtrad.reading.sources.source import Line, Stretch

DOCUMENTS: Final = 2  # that must agree before anything counts as what a body always does
LONGEST: Final = 40  # characters of words that open something
SURE: Final = 0.9  # the share of their occurrences that must open the same thing
# Words of a label: letters and blanks, no sentence.
WORDS = re.compile(r"[A-ZÅÄÖ][\w/-]*(?: [\w/-]+){0,5}")
RECOGNISED: Final = 25  # characters by which a fact is found on its line, as it may go on below
LED = re.compile(r"^[\W\d]+")  # a bullet or number ahead
# "Vi landade i att …": what stands between such words and the clause
JOINED = re.compile(r"\s*:?\s*(?:att\b\s*)?")
NUMBERING: Final = {
    "paragraph": "med paragraftecken (§ 12)",
    "reversed": "med paragraftecken efter numret (12 §)",
    "word": "med ord (Punkt 12)",
    "prefixed": "med organets förkortning (SN 12)",
    "yearly": "med nummer och år (12/25)",
    "point": "med punkt efter numret (12.)",
    "clock": "med klockslag",
    "bare": "med bara nummer (12)",
}
OPENS: Final[Mapping[LabelKind, str]] = {
    "decision": "det som beslutas",
    "present": "de som var med",
    "absent": "de som inte var med",
}


@dataclass(frozen=True, slots=True)
class ConfirmedFact:
    """A fact that a person stands for: its `kind` as in the record ("items", "decisions", "attendance"), the number
    of the first line it stands on, the words that state it, and for one attending the presence."""

    kind: str
    line: int
    words: str
    presence: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmedDocument:
    """`lines`: the document's text, line by line."""

    lines: Sequence[str]
    facts: Sequence[ConfirmedFact]


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """`numbering`: one of the outline's styles, or None. `openings`: words of the body's own and what they open.

    `documents`: from how many it was learnt.
    """

    numbering: str | None = None
    openings: Mapping[str, LabelKind] = field(default_factory=dict)
    documents: int = 0

    def __bool__(self) -> bool:
        return bool(self.numbering or self.openings)

    def in_words(self) -> list[str]:
        """What was learnt, as Swedish sentences."""
        told = [f"Ärendena numreras {NUMBERING[self.numbering]}."] if self.numbering else []
        return told + [f"”{words}” inleder {OPENS[kind]}." for words, kind in sorted(self.openings.items())]

    def labelled(self, lines: Iterable[Line]) -> list[Line]:
        """The lines, those marked that begin with words which this body opens something with.

        Lines that the general rules know as a label are left to them.
        """
        return [self._labelled(line) for line in lines]

    def _labelled(self, line: Line) -> Line:
        for words, kind in self.openings.items():
            if line.text.startswith(words) and _opens(line.text[len(words) :]) and label_of(line) is None:
                return replace(line, own_label=(kind, len(words)))
        return line


def style_key(body: str) -> str:
    """What a body's style is known by: its name without case, spaces and signs."""
    return re.sub(r"\W", "", body).casefold()


def learn(documents: Sequence[ConfirmedDocument]) -> HouseStyle:
    """What all of some documents of one body do alike; an empty style where they are fewer than two."""
    if len(documents) < DOCUMENTS:
        return HouseStyle()
    openings: dict[str, LabelKind] = {}
    for kind in OPENS:
        openings |= dict.fromkeys(_openings(documents, kind), kind)
    return HouseStyle(_numbering(documents), openings, len(documents))


def _numbering(documents: Sequence[ConfirmedDocument]) -> str | None:
    """The one style in which every document numbers every confirmed item that has a number in its heading."""
    seen = [{style for fact in _facts(one, "items") if (style := _style_of(one, fact))} for one in documents]
    styles = set[str]().union(*seen)
    return styles.pop() if len(styles) == 1 and all(seen) else None


def _style_of(document: ConfirmedDocument, fact: ConfirmedFact) -> str | None:
    """The style of the heading on the item's line; None where the title stands there alone."""
    text = _line(document, fact.line)
    return next((name for name, style in STYLES.items() if style.match(text)), None)


def _openings(documents: Sequence[ConfirmedDocument], kind: LabelKind) -> Iterator[str]:
    """Words that open facts of a kind in two documents at least, and nearly nothing else anywhere."""
    found = Counter[str]()
    for document in documents:
        found.update({words for fact in _of_label(document, kind) if (words := _opening(document, fact))})
    for words, count in found.items():
        uses = [use for document in documents for use in _uses(document, words, kind)]
        if count >= DOCUMENTS and sum(uses) >= SURE * len(uses):
            yield words


def _of_label(document: ConfirmedDocument, kind: LabelKind) -> Iterator[ConfirmedFact]:
    if kind == "decision":
        yield from _facts(document, "decisions")
    else:
        away = kind == "absent"
        yield from (fact for fact in _facts(document, "attendance") if (fact.presence == "absent") == away)


def _opening(document: ConfirmedDocument, fact: ConfirmedFact) -> str | None:
    """The words that stand ahead of a fact on its own line, or alone on the line above it, that no rule knows."""
    ahead, said, _ = _line(document, fact.line).partition(fact.words[:RECOGNISED])
    if not said:
        return None
    ahead = LED.sub("", ahead).removesuffix("att ")
    words = (ahead or _line(document, _next_written(document, fact.line, -1))).strip(" :")
    if len(words) > LONGEST or not WORDS.fullmatch(words):
        return None
    return None if label_of(Line(1, Stretch(words, range(len(words))))) else words


def _uses(document: ConfirmedDocument, words: str, kind: LabelKind) -> Iterator[bool]:
    """For each line that begins with the words as an opening does: whether a confirmed fact of the kind follows."""
    opened = {fact.line for fact in _of_label(document, kind)}
    for number, line in enumerate(document.lines, start=1):
        text = line.strip()
        if text.startswith(words) and _opens(text[len(words) :]):
            yield number in opened or _next_written(document, number, 1) in opened


def _next_written(document: ConfirmedDocument, number: int, step: int) -> int:
    """The number of the next line with anything on it, downwards or upwards; 0 or one too many where there is none."""
    number += step
    while 1 <= number <= len(document.lines) and not _line(document, number):
        number += step
    return number


def _opens(rest: str) -> bool:
    """Whether what follows the words lets them open something: nothing, a colon, or "att"."""
    return not rest.strip(" :") or (rest.lstrip().startswith((":", "att ")) and JOINED.match(rest) is not None)


def _facts(document: ConfirmedDocument, kind: str) -> Iterator[ConfirmedFact]:
    return (fact for fact in document.facts if fact.kind == kind)


def _line(document: ConfirmedDocument, number: int) -> str:
    return document.lines[number - 1].strip() if 1 <= number <= len(document.lines) else ""
