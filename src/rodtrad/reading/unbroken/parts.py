"""An item of a text that lost its line breaks: its heading, labels, lists, sentences that decide, and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from rodtrad.reading.clauses import sentences
from rodtrad.reading.deciding import lead_of
from rodtrad.reading.labels import Label, LabelKind, label_of
from rodtrad.reading.name_runs import persons_apart
from rodtrad.reading.parties import Parties
from rodtrad.reading.sources.source import Line, Stretch
from rodtrad.reading.unbroken.title_ends import doublet, known_title, people_end, title_end

# Labels, where a capital, a figure, "att" or a colon follows.
IN_ITEM: Final = (
    r"(?:[A-ZÅÄÖ]\w+s )?(?:Förslag till beslut|Beslutsförslag|Beslut|Yrkanden?|förslag till beslut|beslut|yrkanden?)"
    r"|Beslutsunderlag|Underlag|Sammanfattning(?: av ärendet)?|Ärendebeskrivning|Ärendet|Bakgrund|Motivering"
    r"|Beskrivning av ärendet|Beredning|Propositionsordning|Beslutsgång|Omröstning(?:sresultat|sordning)?"
    r"|Reservation(?:er)?|Särskilt yttrande|Protokollsanteckning(?:ar)?|Jäv|Expediering|Kopia till|För kännedom"
    r"|(?:(?:Beslutet|Protokollsutdrag(?:et)?|Utdrag|Protokollet) (?:ska )?)?"
    r"(?:[Ss]kickas|[Ee]xpedieras|[Dd]elges|[Ss]änds)(?: till)?|Underskrift(?:er)?"
    r"|Föredragande|(?:Besluts|Informations|Diskussions)(?:ärende|punkt)|Diskussion|SIGNERINGSSIDA"
    r"|(?:NAMN|ROLL|TIDPUNKT|METOD)(?=:)"
)
# What follows a label
FOLLOWED: Final = r"(?:\s?:|(?=\s+(?:[A-ZÅÄÖ\d•–-]|att\b|a t t\b)|\s*$))"
ITEM_LABEL: Final = re.compile(rf"(?<!\S)(?:{IN_ITEM}){FOLLOWED}")
REFERENCE: Final = re.compile(r"(?:Dnr|Diarienr|Diarienummer)\b[.:]?\s*(?:[A-ZÅÄÖ]{1,6}[ :/-]*)?\d[\w/:.-]*")
# "•", and "1." behind a sentence's or a label's end: what leads an entry of a list
ENTRY: Final = re.compile(r"(?<!\S)[•▪■●○‣](?=\s)|(?<=[.:;] )\d{1,2}\.(?=\s[A-ZÅÄÖa-zåäö])")
NUMBERED: Final = re.compile(r"\D{0,8}\d{1,3}(?:/\d{2,4})?\S*\s+")
# "Sn 34 Au 57 Dnr 2016/31": where the matter was treated before
EARLIER: Final = re.compile(
    r"(?:[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{1,4} §?\s?\d{1,4}\s+){1,9}(?:Dnr \S+\s+)?|Dnr (?:[A-ZÅÄÖ]{1,6} )?\S+\s+(?=[A-ZÅÄÖ])"
)
NUMBER: Final = re.compile(r"\d{1,2}\.\s")
BULLETS: Final = "•▪■●○‣-–"
DASH: Final = re.compile(r"(?<!\S)(?P<mark>[-–])(?=\s(?:[A-ZÅÄÖ]|att\s))")
# "att godkänna avtalet att uppdra …": decided one after the other without a sign between
NEXT: Final = re.compile(
    r"\s+(?=(?:att|a t t) (?:uppdra|godkänna|anta|fastställa|utse|överlämna|remittera|bevilja|avsätta|rekommendera"
    r"|bordlägga|notera|lägga)\s)"
)
TO_DO: Final = re.compile(r"\b(?:föreslå|rekommendera|uppdra|uppmana|uppdrag|be|förordar?)\b")
CLAUSE: Final = re.compile(r"(?:(?<=,)|(?<=,\ssamt)|(?<=\ssamt)|(?<=,\soch))\s+(?=(?:att|a t t)\s)")
# "… två gånger om året Rådet beslutar i enlighet med förslaget": a list's end, and a decision behind it
DECIDING: Final = re.compile(
    r"(?<=[a-zåäö\d)] )[A-ZÅÄÖ][\wåäö-]+(?: [a-zåäö]\S*)? beslutar(?= att\b| enligt| i enlighet|:| [-–•])"
)
SUBORDINATE: Final = re.compile(r"\b(?:att|som|när|om|och|innan|då|därefter|sedan|eftersom|samt|till|av|för|med)\s$")
FIRST_CLAUSE: Final = re.compile(r"(?<=\s)(?=(?:att|a t t)\s)")


def item(content: Stretch, parties: Parties, listed: str) -> Iterator[Stretch]:
    """An item: its heading, and what follows. `listed`: the text that may hold the list of contents."""
    text = content.text
    number = NUMBERED.match(text)
    after = number.end() if number else 0
    earlier = EARLIER.match(text, after)
    start = earlier.end() if earlier else after
    labels = [m.start() for m in (ITEM_LABEL.search(text, start + 2), REFERENCE.search(text, start + 2)) if m]
    until = min(labels, default=len(text))
    end = start + (known_title(text[start:until], listed) or title_end(text[start:until].strip()))
    yield Stretch.join([content[:after].strip(), content[start:end].strip()])
    rest = content[end:].strip()
    again = doublet(text[start:end].strip(), rest.text) if end < until else 0
    yield content[after:start].strip()
    yield from parts(rest[again:].strip(), parties)


def parts(content: Stretch, parties: Parties) -> Iterator[Stretch]:
    """What stands under a heading: labels, and between them lists, sentences that decide, and paragraphs."""
    at: set[int] = set()
    for match in (*ITEM_LABEL.finditer(content.text), *REFERENCE.finditer(content.text)):
        at.add(match.start())
        if not match[0].endswith(":"):
            at.add(match.end())
    label: Label | None = None
    for piece in cut_at(content, at):
        named = label_of(Line(number=0, content=piece), "presenter")
        if named and named.value:
            end = len(piece) - len(named.value) + people_end(named.value.text)
            yield piece[:end].strip()
            yield from _paragraphs(piece[end:].strip(), under=None)
        elif label and label.kind == "signatures":
            yield from persons_apart(piece, parties, flattened=True)
        else:
            yield from _paragraphs(piece, under=label.kind if label and not label.value else None)
        label = label_of(Line(number=0, content=piece))


def _paragraphs(content: Stretch, under: LabelKind | None) -> Iterator[Stretch]:
    """What stands between two labels; `under`: the first of them."""
    held: list[Stretch] = []
    for part in cut_at(content, set(_entries(content.text))):
        for i, sentence in enumerate(_sentences(part)):
            listed = under in {"proposal", "decision"} and i == 0
            if listed or lead_of(sentence):
                yield from _joined(held)
                yield from _clauses(sentence)
                held = []
            else:
                held.append(sentence)
        yield from _joined(held)
        held = []


def _entries(text: str) -> Iterator[int]:
    """Where entries of lists begin; dashes lead some where one leads the text or follows a colon, or are several."""
    yield from (match.start() for match in ENTRY.finditer(text))
    for match in DECIDING.finditer(text):
        if not SUBORDINATE.search(text, max(0, match.start() - 12), match.start()):
            yield match.start()
    dashes = [m.start() for m in DASH.finditer(text)]
    if dashes and (len(dashes) > 1 or dashes[0] == 0 or text[: dashes[0]].rstrip().endswith((":", "beslutar"))):
        yield from dashes


def _sentences(part: Stretch) -> Iterator[Stretch]:
    """The sentences of a part; the number that leads it is none."""
    number = NUMBER.match(part.text)
    start = number.end() if number else 0
    for i, sentence in enumerate(sentences(part[start:])):
        yield Stretch.join([part[:start].strip(), sentence]) if i == 0 else sentence


def _joined(held: Sequence[Stretch]) -> Iterator[Stretch]:
    if held:
        yield Stretch.join(held)


def _clauses(sentence: Stretch) -> Iterator[Stretch]:
    """A sentence with several clauses ("att …, att …, samt att …") as its beginning and a line for each."""
    text = sentence.text
    at = {m.end() for m in CLAUSE.finditer(text)}
    first = FIRST_CLAUSE.search(text)
    if first and not at:
        ends = [m.end() for m in NEXT.finditer(text, first.end() + 4)]
        at = {end for end in ends if not TO_DO.search(text, first.end(), end)}
    if at and first and first.start() < min(at):
        at.add(first.start())
    yield from cut_at(sentence, at)


def cut_at(content: Stretch, at: set[int]) -> Iterator[Stretch]:
    """A text cut at offsets of its own; empty pieces are left out."""
    bounds = [0, *sorted(at - {0, len(content)}), len(content)]
    for start, end in pairwise(bounds):
        if piece := content[start:end].strip():
            yield piece
