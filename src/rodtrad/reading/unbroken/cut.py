"""Where a text without line breaks is cut, and the lines that come of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from rodtrad.reading.clauses import sentences
from rodtrad.reading.deciding import lead_of
from rodtrad.reading.labels import ATTENDANCE, Label, LabelKind, label_of
from rodtrad.reading.name_runs import persons_apart
from rodtrad.reading.parties import Parties
from rodtrad.reading.sources.source import Line, Stretch
from rodtrad.reading.unbroken.headings import headings
from rodtrad.reading.unbroken.pages import are_pages, without_page_heads
from rodtrad.reading.unbroken.titles import doublet, known_title, title_end

LONG: Final = 400  # characters that lines have on the average where no line is a heading or a label
PAGE: Final = 150  # and where each of them leads with its page's number

LISTED: Final = 10_000  # characters within which a list of contents is looked for
FOLDED: Final = 250  # characters of a line that holds a head
LABELS: Final = 4  # different ones on such a line

# Labels of the first page and of an item, where a capital, a figure, "att" or a colon follows.
IN_HEAD: Final = (
    r"Plats och tid|Tid och plats|Tid|Plats|Datum|Organ|(?:Sammanträdes|Mötes)(?:datum|dag|tid|plats)|Kallade"
    r"|Beslutande(?: ledamöter)?|Närvarande(?: (?:ledamöter|ersättare|tjänstemän|tjänstepersoner|politiker))?"
    r"|(?:Närvarande )?[Ee]j (?:tjänstgörande ersättare|närvarande)|Tjänstgörande (?:ersättare|ledamöter)"
    r"|Ersättare|Ledamöter"
    r"|Övriga(?: (?:närvarande|deltagande|deltagare))?|Närvarorätt|Frånvarande|Förhinder|Deltagare|Adjungerade"
    r"|Uts(?:es|edd)(?: till| att) juster(?:a(?:re)?|ingsman)|Juster(?:are|ande|ing sker)"
    r"|Justering(?:(?:ens|s)? plats och tid|sdatum)?|Mötesordförande|Ordförande|Sekreterare|Antecknat av"
    r"|Vid protokollet|Dessutom|ande"
    r"|Underskrift(?:er)?|Paragrafer|ANSLAG ?/ ?BEVIS|Anslag(?:/bevis)?|[Bb]evis om anslag|BEVIS OM ANSLAG"
    r"|Anslagsdatum|Datum (?:då|för|när)(?: (?!\d)\S+){1,5}|Förvaringsplats(?: för protokollet)?|Protokollet förvaras"
    r"|Innehåll(?:sförteckning)?|Ärendeförteckning|Föredragningslista|Ärendelista|Dagordning|Ärenden"
)
IN_ITEM: Final = (
    r"(?:[A-ZÅÄÖ]\w+s )?(?:Förslag till beslut|Beslutsförslag|Beslut|Yrkanden?|förslag till beslut|beslut|yrkanden?)"
    r"|Beslutsunderlag|Underlag|Sammanfattning(?: av ärendet)?|Ärendebeskrivning|Ärendet|Bakgrund|Motivering"
    r"|Beskrivning av ärendet|Beredning|Propositionsordning|Beslutsgång|Omröstning(?:sresultat|sordning)?"
    r"|Reservation(?:er)?|Särskilt yttrande|Protokollsanteckning(?:ar)?|Jäv|Expediering|Kopia till|För kännedom"
    r"|(?:(?:Beslutet|Protokollsutdrag(?:et)?|Utdrag|Protokollet) (?:ska )?)?"
    r"(?:[Ss]kickas|[Ee]xpedieras|[Dd]elges|[Ss]änds)(?: till)?|Underskrift(?:er)?"
)
FOLLOWED: Final = r"(?:\s?:|(?=\s+(?:[A-ZÅÄÖ\d•]|att\b|a t t\b)|\s*$))"
HEAD_LABEL: Final = re.compile(rf"(?<!\S)(?:{IN_HEAD}){FOLLOWED}")
ITEM_LABEL: Final = re.compile(rf"(?<!\S)(?:{IN_ITEM}){FOLLOWED}")
TITLED: Final = re.compile(r"(?<!\S)(?:\w*protokoll|\w*PROTOKOLL|Protokoll|(?:Minnes|minnes|Mötes)anteckningar)(?!\S)")
# Labels that are read with what stands behind them
WITH_TEXT: Final = re.compile(
    r"Sekr|Ordf|Mötesordf|Juster|Uts|Antecknat|Vid |Plats och|Tid och|Anslag|Datum (?:då|för|när)|Förvaring|Protokollet"
)
REFERENCE: Final = re.compile(r"(?:Dnr|Diarienr|Diarienummer)\b[.:]?\s*(?:[A-ZÅÄÖ]{1,6}[ :/-]*)?\d[\w/:.-]*")
# "•", and "1." behind a sentence's or a label's end: what leads an entry of a list
ENTRY: Final = re.compile(r"(?<!\S)[•▪■●○‣](?=\s)|(?<=[.:;] )\d{1,2}\.(?=\s[A-ZÅÄÖa-zåäö])")
NUMBERED: Final = re.compile(r"\D{0,8}\d{1,3}(?:/\d{2,4})?\S*\s+")
# "Sn 34 Au 57 Dnr 2016/31": where the matter was treated before
EARLIER: Final = re.compile(
    r"(?:[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{1,4} §?\s?\d{1,4}\s+){1,9}(?:Dnr \S+\s+)?|Dnr (?:[A-ZÅÄÖ]{1,6} )?\S+\s+(?=[A-ZÅÄÖ])"
)
NUMBER: Final = re.compile(r"\d{1,2}\.\s")
BULLETS: Final = "•▪■●○‣"
CLAUSE: Final = re.compile(r"(?:(?<=,)|(?<=,\ssamt)|(?<=\ssamt)|(?<=,\soch))\s+(?=(?:att|a t t)\s)")
FIRST_CLAUSE: Final = re.compile(r"(?<=\s)(?=(?:att|a t t)\s)")


def broken_again(lines: Sequence[Line], parties: Parties) -> Sequence[Line]:
    """The lines of a text that lost its line breaks; those of any other text as they are."""
    if not _is_unbroken(lines):
        return lines
    filled = [line for line in lines if line.content]
    pages = without_page_heads([line.content for line in filled])
    found = headings([page.content.text for page in pages])
    first = next((i for i, starts in enumerate(found) if starts), len(pages))
    listed = " ".join(page.content.text for page in pages[:first])[:LISTED]
    out: list[Line] = []
    for i, (line, page, starts) in enumerate(zip(filled, pages, found, strict=True)):
        for start, end in pairwise(sorted({0, *starts, len(page.content)})):
            piece = page.content[start:end].strip()
            if start in starts:
                pieces = _item(piece, parties, listed)
            elif i <= first:
                pieces = _head(piece, parties)
            else:
                pieces = _parts(piece, parties)
            out.extend(_line(line, one) for one in pieces if one)
    return out


def _is_unbroken(lines: Sequence[Line]) -> bool:
    """Whether lines are as long as whole pages, or label follows upon label within one."""
    if any(line.cells for line in lines):
        return False
    texts = [line.text for line in lines if line.text]
    characters = sum(map(len, texts))
    if characters >= LONG * max(1, len(texts)) or (characters >= PAGE * len(texts) and are_pages(texts)):
        return True
    return any(len(text) > FOLDED and len({m[0] for m in HEAD_LABEL.finditer(text, 1)}) >= LABELS for text in texts)


def _line(line: Line, content: Stretch) -> Line:
    bullet = content.text[0] if content.text[0] in BULLETS else ""
    return replace(line, content=content[len(bullet) :].strip(), bullet=bullet, indent=0, level=0, bold=False)


def _cut(content: Stretch, at: set[int]) -> Iterator[Stretch]:
    bounds = [0, *sorted(at - {0, len(content)}), len(content)]
    for start, end in pairwise(bounds):
        if piece := content[start:end].strip():
            yield piece


def _head(content: Stretch, parties: Parties) -> Iterator[Stretch]:
    """The first page: what it is, its labels, and each person of a list."""
    at = {m.start() for m in TITLED.finditer(content.text)}
    for match in HEAD_LABEL.finditer(content.text):
        at.add(match.start())
        if not match[0].endswith(":") and not WITH_TEXT.match(match[0]):
            at.add(match.end())
    listing, waiting = False, list[Stretch]()
    for piece in _cut(content, at):
        label = label_of(Line(number=0, content=piece))
        if label:
            listing = label.kind in ATTENDANCE
        named = HEAD_LABEL.match(piece.text) if WITH_TEXT.match(piece.text) else None
        value = label.value if label and label.value else piece[named.end() if named else 0 :].strip()
        people = persons_apart(value, parties, flattened=True) if listing or waiting else []
        if named and not value:
            waiting.append(piece)
        elif named and len(people) == len(waiting) + 1 > 1:
            # "Sekreterare Ordförande Justerande Anna Ek Bo Al Cia Dal"
            roles = (*waiting, piece[: named.end()])
            yield from (Stretch.join(pair) for pair in zip(roles, people, strict=True))
            waiting = []
        else:
            yield from (
                *waiting,
                *([piece[: len(piece) - len(value)].strip(), *people] if len(people) > 1 else [piece]),
            )
            waiting = []
    yield from waiting


def _item(content: Stretch, parties: Parties, listed: str) -> Iterator[Stretch]:
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
    yield from _parts(rest[again:].strip(), parties)


def _parts(content: Stretch, parties: Parties) -> Iterator[Stretch]:
    """What stands under a heading: labels, and between them lists, sentences that decide, and paragraphs."""
    at: set[int] = set()
    for match in (*ITEM_LABEL.finditer(content.text), *REFERENCE.finditer(content.text)):
        at.add(match.start())
        if not match[0].endswith(":"):
            at.add(match.end())
    label: Label | None = None
    for piece in _cut(content, at):
        if label and label.kind == "signatures":
            yield from persons_apart(piece, parties, flattened=True)
        else:
            yield from _paragraphs(piece, under=label.kind if label and not label.value else None)
        label = label_of(Line(number=0, content=piece))


def _paragraphs(content: Stretch, under: LabelKind | None) -> Iterator[Stretch]:
    """What stands between two labels; `under`: the first of them."""
    held: list[Stretch] = []
    for part in _cut(content, {m.start() for m in ENTRY.finditer(content.text)}):
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
    at = {m.end() for m in CLAUSE.finditer(sentence.text)}
    if at and (first := FIRST_CLAUSE.search(sentence.text, 0, min(at))):
        at.add(first.start())
    yield from _cut(sentence, at)
