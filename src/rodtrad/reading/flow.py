"""Lines as the author wrote them: running headers set aside, wrapped lines joined, divided words whole again.

A running header is known by repetition alone: page numbers, and blocks of lines that come back three times or more and
that the head of the document says too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise, takewhile
from statistics import median

from rodtrad.reading import columns
from rodtrad.reading.dates.rules import FULL_MONTH
from rodtrad.reading.literals import holds
from rodtrad.reading.sources.source import COLUMN_GAP, Line, Stretch

HEAD_LINES = 25  # how far down the first page a header's words may stand
TITLE_LINES = 6  # a block that starts above this is the document's own head, where it stands first
REPEATS = 3
PAGE_LINES = 6  # the least that stands between two headers, in lines that hold text
LONGEST_HEADER = 12  # lines
LONGEST_HEAD = 120  # characters of one
HEADER_ROWS = 2  # below the row that bears the page's number
CLOSES_HEADER = frozenset(")0123456789")

# Looked for by its first character, while r"\d+" is tried at every one and takes twice the time.
FIGURES = re.compile("[0-9][0-9]*")
# "Sida 3 (15)", "3(15)", "Sid 2 av 8", "Sida 4"
PAGE_NUMBER = re.compile(
    r"^(?:sida|sid\.?|s\.)?\s*\d{1,3}\s*(?:\(\d{1,3}\)|/\s*\d{1,3}|av\s+\d{1,3})$|^(?:sida|sid\.?)\s*\d{1,3}$", re.I
)
DAY_ALONE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2} [a-zåäö]{3,9} \d{4}")
# What a header never is: decisions, clauses, "Ansvarig: …" and "Ej påbörjad" may well be repeated word for word.
CONTENT = re.compile(
    r"^(?:att\b|§|\d{1,3}\.?\s|beslut|förslag|ordförande\w* tackar)"
    r"|^(?:ansvarig\w*|tid\w*|klart|status|målgrupp|mål)\s*:|^\w+ (?:mål|målsättning|målgrupp)$"
    r"|^(?:ej|inte|delvis) (?:påbörjad|startad|klar|genomförd)"
    r"|\bbeslut(?:ar|ade|at)\b|\bgodkän",
    re.I,
)

# The column that tables of what is to be done have, whose headings come back above each: "Aktivitet   Ansvarig   Klart"
WHO = re.compile(columns.WHO, re.I)

WRAPPED_FROM = 45  # characters: a shorter line was ended by its author
ENDS_OPEN = re.compile(r"[^.:;!?…”\"]$")
STARTS_LOWER = re.compile(r"^[a-zåäöé(](?!\))")
# "… löper ut den" / "31 december 2026.", "… senast den 31" / "december 2026", "31 december" / "2026"
MONTH = f"(?:{FULL_MONTH})"
WITHIN_DATE = re.compile(rf"\b(?:den|den \d{{1,2}}|senast|\d{{1,2}} {MONTH}|läsåret|våren|hösten|kvartalet|halvåret)$")
REST_OF_DATE = re.compile(rf"(?:\d{{1,2}} )?{MONTH}\b|\d{{4}}\b(?![-:])")
# "… avtalet gäller" / "2024-01-01–2025-12-31"
BEFORE_DAYS = (" gäller", " perioden", " från", " senast")
DAYS = re.compile(r"\d{4}-\d{2}-\d{2}\b")
# "… översänder det till Region" / "Älvmark.", "… sänds från" / "Ekeby": what no sentence ends in
WITHIN_NAME = (" Region", " Landstinget", " från", " med", " i", " på", " hos", " mot", " via", " inom", " efter")
# "… fördelas efter antalet invånare mellan" / "12 och 22 år"
BEFORE_COUNT = (*WITHIN_NAME, " mellan", " om", " till", " av", " högst", " minst", " cirka", " drygt")
COUNT = re.compile(r"\d[\d,]* [a-zåäö]")
LONE_WORD = re.compile(r"[.!?] [A-ZÅÄÖ][a-zåäöé]+$")  # "… är klart. Anna" / "Ek skriver"
PROGRAMME = re.compile(r"kl\.?\s?\d{1,2}[.:]\d{2}\s?[-–]\s?\d{1,2}[.:]\d{2}\s+[A-ZÅÄÖ]")
# "Beslut" / "ande:", "Övriga del-" / "tagande:", "Utses att" / "justera:": a label broken by a narrow column
LABEL_HALF = re.compile(
    r"(?:Beslut|Närvar|Frånvar|Delta|Övriga(?: \w+-)?|Utses att|(?:Ej )?tjänst\w*-?|Under-|Plats och)$"
)
LABEL_REST = re.compile(r"(?:ersättare|ledamöter|suppleanter)")  # "Ej tjänstgörande          Anna Ek (C)" / "ersättare"
CLAUSE = re.compile(r"^(?:att|a t t)\b", re.I)
ATT_ALONE = re.compile(r"(?:att|a t t):?", re.I)
# What no "att" goes on in, even where its own clause was never written: "§ 3 Budget", "4. Budget", "Ansvarig: Bo"
HEADING = re.compile(r"§\s?\d+(?:\s+[A-ZÅÄÖ]|$)|\d{1,3}[.)]\s+[A-ZÅÄÖ]|[A-ZÅÄÖ]\w+(?: \w+){0,2}:|Beslut$|Justeras\b")
NUMBERED = re.compile(r"^\d{1,2}[.)]\s")
DIVIDED = re.compile(r"[a-zåäö]-$")  # "samman-" / "kalla"
HANGING_FROM = 60  # characters
# What stands at the foot of each page of a municipality's minutes: "Justerandes sign      Utdragsbestyrkande".
FOOT = re.compile(
    r"^(?:Justerand\w*|Justerar\w*|Ordförandes?)\s*-?\s?sign\w*\.?\b.{0,60}$|^Utdragsbestyrkande\b.{0,40}$", re.I
)


def without_running_headers(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines less page numbers and running headers; the first page's own head stays."""
    filled = [line for line in lines if not line.blank]
    set_aside = {line.number for line in filled if _ends_in_page_number(line) or FOOT.match(line.text)}
    spaced = [line.number for line in filled if _is_spaced_header(line)]
    set_aside |= set(spaced[1:])
    set_aside |= _beside_page_numbers(filled, {*set_aside, *spaced[:1]})
    filled = [line for line in filled if line.number not in set_aside]
    set_aside |= {filled[i].number for i in _repeated(filled)}
    return tuple(line for line in lines if line.number not in set_aside)


def _ends_in_page_number(line: Line) -> bool:
    """The page's number alone, or a header in columns: "Handlingsplan<TAB>4 (6)"."""
    if line.text[-1:] not in CLOSES_HEADER:
        return False
    if PAGE_NUMBER.match(line.text):
        return True
    return 1 < len(line.cells) <= 3 and bool(PAGE_NUMBER.match(line.cells[-1].text.strip()))


def _is_spaced_header(line: Line) -> bool:
    """A header in columns of blanks, "PROTOKOLL            4 (6)"; the first page's may alone tell the date."""
    if line.cells or line.text[-1:] not in CLOSES_HEADER or len(line.text) > LONGEST_HEAD:
        return False
    columns = list(line.content.columns(COLUMN_GAP))
    return 1 < len(columns) <= 3 and bool(PAGE_NUMBER.match(columns[-1].text))


def _beside_page_numbers(filled: Sequence[Line], numbered: set[int]) -> set[int]:
    """Lines that stand next to the page's number wherever it comes, and dates next to those; the first page's stay."""
    heads, found = set(numbered), set[int]()
    for depth in range(HEADER_ROWS):
        beside: dict[str, list[int]] = {}
        for before, line in pairwise(filled):
            close = before.number in heads and line.number == before.number + 1 and line.number not in heads
            if close and len(line.text) < LONGEST_HEAD and (not depth or DAY_ALONE.fullmatch(line.text)):
                beside.setdefault(line.text, []).append(line.number)
        often = [places for places in beside.values() if len(places) >= REPEATS - 1]
        found.update(number for places in often for number in places[1:])
        heads.update(number for places in often for number in places)
    return found


def _heads_table(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is a row of a table, whose heading may well come back, rather than a header in columns."""
    if lines[i].cells:
        return i + 1 < len(lines) and bool(lines[i + 1].cells)
    if not holds(lines[i].text, columns.WHO_IS):
        return False
    return any(WHO.fullmatch(heading.text) for heading in islice(lines[i].content.columns(2), 1, None))


def _repeated(lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines in header blocks, after the block's first appearance."""
    texts = [FIGURES.sub("#", line.text) if not _heads_table(lines, i) else "" for i, line in enumerate(lines)]
    spread = _spread(texts)
    head = " ".join(texts[:HEAD_LINES])  # joined: a title may be broken over two lines there
    often = [bool(t) and t in spread and t in head and not CONTENT.search(t) for t in texts]
    found: set[int] = set()
    for start, end in _runs(often):
        block = tuple(texts[start:end])
        if len(block) == 1 and not _title_like(block[0]):
            continue
        if start >= TITLE_LINES or set(block) <= set(texts[:start]):
            found.update(range(start, end))
    return found


def _spread(texts: Sequence[str]) -> set[str]:
    """The texts that come back at least three times, about a page apart; a column of equal entries does not."""
    at: dict[str, list[int]] = {}
    for i, text in enumerate(texts):
        at.setdefault(text, []).append(i)
    often = {text: places for text, places in at.items() if len(places) >= REPEATS}
    return {text for text, p in often.items() if median(b - a for a, b in pairwise(p)) >= PAGE_LINES}


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for i, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = i
        elif not flag and start is not None:
            if i - start <= LONGEST_HEADER:
                yield start, i
            start = None


def _title_like(text: str) -> bool:
    """A single line is taken for a header only if it could be a title: a few words without an end."""
    return len(text.split()) >= 2 and text[-1] not in ".:;,"


def flowing(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines that hold text, each whole: a line that a page or line break cut in two is joined again.

    Bullets torn from their text ("•", "•", and then the lines) are given back to it.
    """
    out: list[Line] = []
    torn: list[str] = []
    last = 0
    given = dict(_given_back(lines))
    for line in lines:
        if not line.text:
            torn += [line.bullet] if line.bullet else []
            continue
        if line.number in given:
            torn = []
            out.append(replace(line, bullet=given[line.number]))
        elif out and (_continues(out[-1], line) or (line.number == last + 1 and _hangs(out[-1], line))):
            out[-1] = replace(out[-1], content=_joined(out[-1].content, line.content))
        elif torn and not line.bullet and not line.cells:
            out.append(replace(line, bullet=torn.pop(0)))
        else:
            torn = []
            out.append(line)
        last = line.number
    return tuple(out)


def _given_back(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """The numbers of lines with the bullet torn from each, where as many follow as there are bullets.

    What leads them in may stand between: "•", "•", "Nämnden beslutar att", and then two lines.
    """
    torn: list[str] = []
    for i, line in enumerate(lines):
        if not line.text and line.bullet:
            torn.append(line.bullet)
        elif not line.text:
            torn = []
        elif torn:
            below = [
                *takewhile(lambda x: x.text and not (x.bullet or x.cells or x.level), lines[i : i + len(torn) + 2])
            ]
            led = below[0].text.endswith((" att", ":")) if below else False
            if len(below) - led == len(torn):
                yield from ((x.number, bullet) for x, bullet in zip(below, [*[""] * led, *torn], strict=True))
            torn = []


def _continues(before: Line, line: Line) -> bool:
    if line.bullet or line.level or line.cells or before.cells or before.level:
        return False
    if ATT_ALONE.fullmatch(before.text):
        is_near = line.number == before.number + 1 or not line.text[:1].isupper()
        return is_near and not CLAUSE.match(line.text) and not HEADING.match(line.text)
    if CLAUSE.match(line.text):
        return False
    if REST_OF_DATE.match(line.text) and WITHIN_DATE.search(before.text):
        return True
    if len(before.text) >= WRAPPED_FROM and _within(before.text, line.text):
        return True
    if not STARTS_LOWER.match(line.text) or not ENDS_OPEN.search(before.text) or PROGRAMME.match(line.text):
        return False
    if _is_row(before) and (_is_row(line) or LABEL_REST.fullmatch(line.text)):
        return False
    long = len(before.text) >= WRAPPED_FROM or DIVIDED.search(before.text) or LABEL_HALF.match(before.text)
    return bool(long) and not re.match(r"^[a-z]\s?[/)]", line.text)


def _within(before: str, after: str) -> bool:
    """Whether a full line ends amid a sentence that goes on with a capital or a date."""
    if after[:1].isupper():
        return before.endswith(WITHIN_NAME) or bool(LONE_WORD.search(before))
    if COUNT.match(after):
        return before.endswith(BEFORE_COUNT)
    return before.endswith(BEFORE_DAYS) and bool(DAYS.match(after))


def _is_row(line: Line) -> bool:
    """Whether a line stands in columns of blanks: "sekreterare            ordförande"."""
    stretched = line.content.offsets[-1] - line.content.offsets[0] - len(line.text) >= COLUMN_GAP - 2
    return stretched and len(list(line.content.columns(COLUMN_GAP))) > 1


def _hangs(before: Line, line: Line) -> bool:
    """Whether an entry of a list goes on in a line that is set in from it: "- att …" and below it "Ahlsten ska"."""
    if line.bullet or line.level or line.cells or before.cells or line.indent <= before.indent:
        return False
    entry = before.bullet or CLAUSE.match(before.text) or NUMBERED.match(before.text)
    return bool(entry) and len(before.text) >= HANGING_FROM and bool(ENDS_OPEN.search(before.text))


def _joined(first: Stretch, second: Stretch) -> Stretch:
    if second.text.startswith("ande") and first.text.endswith(("Beslut", "ärvar", "ånvar")):
        return Stretch.join([first, second], separator="")
    return first.going_on(second)
