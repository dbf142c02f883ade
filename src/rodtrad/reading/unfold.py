"""Texts that lost their line breaks: whole pages, or the whole document, on one line.

Such a text is known by its head, where label follows upon label within a line ("Plats och tid … Beslutande …"). It is
cut again where a page, a label, an item's heading, a decision or a person begins; nothing is made up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise, zip_longest
from typing import Final

from rodtrad.reading.folded_items import Start, heading_in, item_starts
from rodtrad.reading.name_runs import persons_apart
from rodtrad.reading.parties import Parties
from rodtrad.reading.sources.source import Line, Stretch

FOLDED: Final = 250  # characters from which a line may be a page
# Two of these stand in every such head: told before a pattern is tried on long paragraphs
SIGNS: Final = ("Beslutande", "Närvarande", "Ledamöter", "justera", "Paragrafer", "Ordförande", "Sekreterare")
SHORTEST_PAGE: Final = 40
FEWEST_LABELS: Final = 4  # different ones within one line
LABELS_OF_HEAD: Final = 3  # different ones on a page of the head
ROLE: Final = r"Sekreterare|Ordförande|Justerare|Justerande"
PEOPLE: Final = (
    r"(?:Närvarande|Tjänstgörande|Ej tjänstgörande|Beslutande) (?:ledamöter|ersättare)|Beslutande|Närvarande|Ledamöter"
    r"|Ej tjänstgörande|Ersättare|Frånvarande|Förhinder|Övriga (?:deltagande|deltagare|närvarande)|Deltagare|Övriga"
)
CHOSEN: Final = r"Utse(?:s|dd)(?: att)? justera"
OTHER: Final = (
    r"Plats och tid|Tid och plats|Justering(?:ens plats och tid|en av)?|Sammanträdesdatum|(?:Tid|Plats)(?=:)"
    r"|Närvarorätt|(?:Från|För) (?:\w+organisationerna|kommunerna|regionen|föreningarna)|Paragrafer"
    r"|Underskrift(?:er)?|Ärendelista|Innehållsförteckning|Ärendeförteckning|ANSLAG ?/ ?BEVIS|BEVIS(?: OM ANSLAG)?"
)
HEAD_LABEL = re.compile(rf"(?<![\w-])(?P<label>{PEOPLE}|{CHOSEN}|{ROLE}|{OTHER})(?![\w-])(?P<colon>\s*[:.…]*)")
A_ROLE = re.compile(rf"(?:{ROLE})\Z")
A_LIST = re.compile(rf"(?:{PEOPLE})\Z")
OF_PEOPLE = re.compile(rf"(?:{PEOPLE}|{ROLE}|{CHOSEN})\Z")
# "2 3(15) Utses": a page's number and its header, in the middle of a line
PAGE = re.compile(r"(?:(?<=\s)|^)(?:\d{1,3}\s+)?\d{1,3}\s?\(\d{1,3}\)?(?=\s|$)")
PAGE_AT_END = re.compile(r"\s*\d*\s?\(\d+\)?\s*$")
LEADING_NUMBER = re.compile(r"\d{1,3}\s+")
# What begins a paragraph within an item
INNER = re.compile(
    r"(?<=\s)(?P<label>(?:Besluts)?[Ff]örslag till beslut|Beslutsunderlag|Ärendebeskrivning|Bakgrund|Beslutsgång"
    r"|Sammanfattning(?: av ärendet)?|Yrkanden?|Reservation(?:er)?|Protokollsanteckning|Expedieras till|Skickas till"
    r"|Beslut(?:et)? (?:skickas|expedieras|delges) till|Beslut)(?=:|\s+(?:[A-ZÅÄÖ1]|att\b))"
    r"|(?<=[\w.)] )(?:[A-ZÅÄÖ]\S* (?:[a-zåäö]+ ){0,3}(?:beslutar|beslutade)|[A-ZÅÄÖ][A-ZÅÄÖ-]+ BESLUTAR)(?= att\b|:)"
    r"|(?<=[.:] )(?=\d\. [A-ZÅÄÖ])"
)


def unfolded(lines: Sequence[Line], parties: Parties) -> Sequence[Line]:
    """The lines; those of a text that lost its line breaks cut into what were lines."""
    if not any(len(line.content) >= FOLDED and _is_folded(line) for line in lines):
        return lines
    pages = list(_pages([line for line in lines if line.text]))
    starts = item_starts([page.content for page in pages], below=_head_end(pages))
    first = min(starts, default=len(pages))
    contents = " ".join(page.text for page in pages[:first])
    return tuple(
        line
        for i, page in enumerate(pages)
        for line in _lines(page, starts.get(i, ()), contents, parties if i <= first else None)
    )


def _is_folded(line: Line) -> bool:
    if line.cells or sum(word in line.text for word in SIGNS) < 2:
        return False
    return len({m["label"] for m in HEAD_LABEL.finditer(line.text, 1)}) >= FEWEST_LABELS


def _head_end(pages: Sequence[Line]) -> tuple[int, int]:
    """The page on which the head ends and where: at the last label of the last page that holds several."""
    for k in range(len(pages) - 1, -1, -1):
        found = list(HEAD_LABEL.finditer(pages[k].text))
        if len({match["label"] for match in found}) >= LABELS_OF_HEAD:
            return k, found[-1].end()
    return 0, 0


def _pages(lines: Sequence[Line]) -> Iterator[Line]:
    """A line a page, without the page's number and the header that all pages share."""
    pieces = [piece for line in lines for piece in _cut_at_pages(line)]
    if not any(PAGE.search(line.text) for line in lines):
        pieces = _without_page_numbers(pieces)
    header, seen = _shared(pieces), False
    for piece in pieces:
        if header and _begins(piece.text, header):
            end = len(" ".join(piece.text.split(" ")[: len(header)]))
            if not seen:
                yield replace(piece, content=piece.content[: len(PAGE_AT_END.sub("", piece.text[:end]))])
            seen = True
            if rest := piece.content[end:].strip():
                yield replace(piece, content=rest)
        elif piece.text:
            yield piece


def _cut_at_pages(line: Line) -> Iterator[Line]:
    if line.cells:
        yield line
        return
    bounds = [0, *chain.from_iterable(match.span() for match in PAGE.finditer(line.text)), len(line.content)]
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        if piece := line.content[start:end].strip():
            yield replace(line, content=piece)


def _without_page_numbers(pieces: list[Line]) -> list[Line]:
    """The pieces without the figure that each begins with, where those count the pieces themselves."""
    led = {k: match for k, piece in enumerate(pieces) if (match := LEADING_NUMBER.match(piece.text))}
    offsets = Counter(k - int(match.group()) for k, match in led.items())
    offset, count = max(offsets.items(), key=lambda item: item[1], default=(0, 0))
    if abs(offset) > 1 or count < 2 or 2 * count < len(pieces):
        return pieces
    paged = {k: match for k, match in led.items() if k - int(match.group()) == offset}
    return [replace(p, content=p.content[paged[k].end() :]) if k in paged else p for k, p in enumerate(pieces)]


def _plain(text: str) -> list[str]:
    return re.sub(r"\d+", "#", text[:120]).split(" ")


def _begins(text: str, header: Sequence[str]) -> bool:
    return _plain(text)[: len(header)] == list(header)


def _shared(pieces: Sequence[Line]) -> Sequence[str]:
    """The words, figures aside, that the pages begin with alike: their running header."""
    long = [_plain(p.text) for p in pieces if len(p.content) >= SHORTEST_PAGE]
    if len(long) < 3:
        return ()
    count = 0
    while count < 12 and sum(words[: count + 1] == long[0][: count + 1] for words in long[1:]) >= 0.6 * len(long[1:]):
        count += 1
    return long[0][:count]


def _lines(page: Line, starts: Sequence[Start], contents: str, parties: Parties | None) -> Iterator[Line]:
    """The lines of a page: each item's heading, paragraphs and decisions, after what stands above the first heading.

    `contents`: what stands above all items. `parties` where that is the document's head, with its labels and people.
    """
    content = page.content
    first = starts[0].at if starts else len(content)
    if parties:
        numbered = LEADING_NUMBER.match(content.text)
        above = _head_parts(content[numbered.end() if numbered and first else 0 : first].strip(), parties)
    else:
        above = _paragraphs(content[:first])
    yield from (replace(page, content=part) for part in above if part)
    for start, end in pairwise([*(s.at for s in starts), len(content)]):
        item = content[start:end].strip()
        number, begin, cut = heading_in(item.text, contents)
        yield replace(page, content=Stretch.join([item[:number].strip(), item[begin:cut].strip(" .")]))
        below = (item[number:begin].strip(), *_paragraphs(item[cut:]))
        yield from (replace(page, content=part) for part in below if part)


def _paragraphs(content: Stretch) -> Iterator[Stretch]:
    start = 0
    for match in INNER.finditer(content.text):
        yield content[start : match.start()].strip()
        start = match.end() if match["label"] else match.start()
        yield content.group(match, "label") if match["label"] else content[:0]
    yield content[start:].strip(" :")


def _head_parts(content: Stretch, parties: Parties) -> Iterator[Stretch]:
    """Each label of a head, and what it opens below it, a person a line."""
    matches = list(HEAD_LABEL.finditer(content.text))
    yield content[: matches[0].start() if matches else len(content)].strip()
    waiting: list[Stretch] = []
    for match, following in zip_longest(matches, matches[1:]):
        end = following.start() if following else len(content)
        label, value = content.group(match, "label"), content[match.end() : end].strip(" :.…_")
        if not OF_PEOPLE.match(label.text):
            yield from (*waiting, label, value)
            waiting = []
            continue
        waiting.append(label)
        if value:
            yield from _placed(waiting, persons_apart(value, parties, flattened=True))
            waiting = []
    yield from waiting


def _placed(labels: Sequence[Stretch], people: Sequence[Stretch]) -> Iterator[Stretch]:
    """Labels and the people behind them: as many roles as people go in pairs.

    Where several labels stand ahead of one list it is not known where the second one begins: the first is kept.
    """
    if len(labels) == len(people) and all(A_ROLE.match(label.text) for label in labels):
        yield from (Stretch.join(pair) for pair in zip(labels, people, strict=True))
        return
    lists = [label for label in labels if A_LIST.match(label.text)] if len(labels) > 1 else labels
    yield from (*lists[:1], *people)
