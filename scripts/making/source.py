"""Reads a sample's source: a head of settings, then one paragraph a line.

    # Titel, ## 3. Rubrik, ### Underrubrik     headings, with the number they bear
    - punkt; "  - punkt"; 1. punkt             list items, two blanks a level
    Namn<TAB>Organisation                      lines with tabs in a row: a table without rules
    | Mål | Aktivitet |                        lines in pipes in a row: a ruled table, its heading first
    **fet**, *kursiv*                          within any text
    <<sidbrytning>>, <<spalter>> … <</spalter>>

An empty line ends a table and nothing else. An empty cell that opens a row of a ruled table, and those that follow
it, are merged with the cells above them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.making.errors import SourceError
from scripts.making.model import (
    Block,
    Cell,
    Columns,
    Document,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Text,
    plain,
    split_number,
)
from scripts.making.styles import STYLES, House

FENCE: Final = "---"
SETTINGS: Final = ("format", "stil", "sidhuvud", "sidfot", "kodning", "taggad")
FORMATS: Final = ("txt", "docx", "pdf")
ENCODINGS: Final = ("utf-8", "cp1252")
ANSWERS: Final = {"ja": True, "nej": False}
COMMANDS: Final[dict[str, Block]] = {
    "<<sidbrytning>>": PageBreak(),
    "<<spalter>>": Columns(2),
    "<</spalter>>": Columns(1),
}
DEEPEST: Final = 3

HEADING = re.compile(r"(?P<marks>#+)\s+(?P<words>.+)")
ITEM = re.compile(r"(?P<indent> *)(?:-|(?P<number>\d+\.))\s+(?P<words>.+)")
MARKED = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\*(?P<italic>[^*\s](?:[^*]*[^*\s])?)\*")


@dataclass(frozen=True, slots=True)
class SampleSource:
    """A source as it is to be made: its name, without ending, and in which format and style."""

    name: str
    format: str
    house: House
    encoding: str
    tagged: bool
    document: Document


def read_source(path: Path) -> SampleSource:
    """Raises SourceError, naming file and line, for what cannot be followed."""
    lines = path.read_text(encoding="utf-8").splitlines()
    settings, body_at = _settings(path.name, lines)
    blocks = list(_blocks(path.name, lines, body_at))
    titles = [plain(block.text) for block in blocks if isinstance(block, Heading) and block.level == 1]
    return SampleSource(
        name=path.stem,
        format=settings["format"],
        house=STYLES[settings["stil"]],
        encoding=settings.get("kodning", ENCODINGS[0]),
        tagged=ANSWERS[settings.get("taggad", "ja")],
        document=Document(
            title=titles[0] if titles else path.stem,
            blocks=blocks,
            header=_sides(settings.get("sidhuvud", "")),
            footer=_sides(settings.get("sidfot", "")),
        ),
    )


def _settings(name: str, lines: list[str]) -> tuple[dict[str, str], int]:
    """The settings of the head, and the index of the first line after it."""
    if not lines or lines[0].strip() != FENCE:
        raise SourceError(f"{name}:1", f"filen ska börja med ett huvud mellan två rader ”{FENCE}”")
    allowed = {"format": FORMATS, "stil": tuple(STYLES), "kodning": ENCODINGS, "taggad": tuple(ANSWERS)}
    settings = dict[str, str]()
    for number, line in enumerate(lines[1:], 2):
        if line.strip() == FENCE:
            if missing := [key for key in ("format", "stil") if key not in settings]:
                raise SourceError(f"{name}:{number}", f"huvudet saknar {' och '.join(missing)}")
            return settings, number
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or key not in SETTINGS:
            raise SourceError(f"{name}:{number}", f"”{line}” är ingen inställning; de är {', '.join(SETTINGS)}")
        value = value.split("  #")[0].strip()
        if key in allowed and value not in allowed[key]:
            raise SourceError(f"{name}:{number}", f"{key} är ”{value}” men kan vara {', '.join(allowed[key])}")
        settings[key] = value
    raise SourceError(f"{name}:{len(lines)}", f"huvudet saknar sin avslutande rad ”{FENCE}”")


def _sides(words: str) -> tuple[str, str]:
    left, _, right = words.partition("|")
    return left.strip(), right.strip()


def _blocks(name: str, lines: list[str], at: int) -> Iterator[Block]:
    while at < len(lines):
        line = lines[at]
        if line.startswith("|") or "\t" in line.rstrip():
            end = at + 1
            while end < len(lines) and _is_row(lines[end]) and lines[end].startswith("|") == line.startswith("|"):
                end += 1
            yield _table(name, lines, at, end)
            at = end
            continue
        at += 1
        if line.strip():
            yield _block(line, f"{name}:{at}")


def _is_row(line: str) -> bool:
    return line.startswith("|") or "\t" in line.rstrip()


def _block(line: str, where: str) -> Block:
    words = line.strip()
    if words.startswith("<<"):
        if words not in COMMANDS:
            raise SourceError(where, f"”{words}” finns inte; det som finns är {', '.join(COMMANDS)}")
        return COMMANDS[words]
    if heading := HEADING.fullmatch(words):
        level = len(heading["marks"])
        if level > DEEPEST:
            raise SourceError(where, f"rubriker har högst {DEEPEST} nivåer")
        number, rest = split_number(heading["words"]) if level > 1 else ("", heading["words"])
        return Heading(level, _text(rest, where), number)
    if item := ITEM.fullmatch(line.rstrip()):
        return Item(_text(item["words"], where), min(len(item["indent"]) // 2, 1), item["number"] or "")
    return Paragraph(_text(words, where))


def _table(name: str, lines: list[str], at: int, end: int) -> Table:
    ruled = lines[at].startswith("|")
    rows = []
    for number in range(at, end):
        line = lines[number].rstrip()
        if ruled and not line.endswith("|"):
            raise SourceError(f"{name}:{number + 1}", "tabellraden saknar sitt avslutande ”|”")
        parts = line[1:-1].split("|") if ruled else line.split("\t")
        rows.append(tuple(_cell(part.strip(), f"{name}:{number + 1}") for part in parts))
        if ruled and len(rows[-1]) != len(rows[0]):
            told = f"raden har {len(rows[-1])} celler och tabellens rubrikrad {len(rows[0])}"
            raise SourceError(f"{name}:{number + 1}", told)
    return Table(tuple(rows), ruled=ruled)


def _cell(words: str, where: str) -> Cell:
    return (_text(words, where),) if words else ()


def _text(words: str, where: str) -> Text:
    runs, end = list[Run](), 0
    for found in MARKED.finditer(words):
        runs += [Run(words[end : found.start()]), Run(found["bold"] or found["italic"], *map(bool, found.groups()))]
        end = found.end()
    runs.append(Run(words[end:]))
    if any("**" in run.text for run in runs):
        raise SourceError(where, "”**” saknar sin motsvarighet på samma rad")
    return tuple(run for run in runs if run.text)
