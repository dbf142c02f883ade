"""Lists of what is to be done: "Att göra" with an entry a line, or a table with task, who, when and state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from rodtrad.reading import columns
from rodtrad.reading.clauses import is_clause, without_att
from rodtrad.reading.dates import find_dates
from rodtrad.reading.facts.context import Context
from rodtrad.reading.facts.giving import ACTS, NO_WORK, SHALL, Given, is_agent
from rodtrad.reading.labels import label_of
from rodtrad.reading.names import NAME_WORD, NO_NAME
from rodtrad.reading.sources.source import Line, Stretch

Column = Literal["row", "item", "task", "who", "due", "state"]

COLUMNS: Final[dict[Column, re.Pattern[str]]] = {
    "row": columns.whole(columns.ROW),
    "item": columns.whole(f"{columns.ITEM}|ärende"),
    "who": columns.begins(columns.WHO),
    "due": columns.begins(columns.DUE),
    "state": columns.begins(rf"(?:{columns.STATE}|uppföljning|kommentar)\b"),
    "task": columns.begins(f"{columns.TASK}|beslut"),
}
# "Att göra", "Uppdrag till nästa möte:", "Åtgärdslista"
HEADING: Final = re.compile(
    r"^(?:att göra(?:-?lista)?|(?:(?:sammanställning|lista|översikt) (?:av|över) )?(?:nya )?uppdrag(?:en|slista)?"
    r"|(?:nya )?åtgärder|(?:åtgärds|aktivitets|uppgifts)lista"
    r"|nästa steg|to ?do|action points|hemläxa|hemuppgift(?:er)?|uppgifter)"
    r"(?P<by> (?:till|inför|innan) [^:]{3,40})?\s*:?$"
    # "Till nästa gång ska vi göra detta:"
    r"|^[^.:]{0,60}\b(?:ska vi|vi ska) göra(?: detta| det här| följande)?:$",
    re.I,
)
# "Lena: bokar lokal", "Lena Falk – bokar lokal"
WHO_AHEAD: Final = re.compile(
    rf"^(?P<who>{NAME_WORD}(?: {NAME_WORD}){{0,2}}(?:(?:,| och| &| samt) {NAME_WORD}(?: {NAME_WORD})?)*|Alla|Samtliga)"
    r"\s*(?::| [-–])\s+(?P<task>\S.+)$"
)
# "Boka lokal (Lena)", "Boka lokal – Lena, senast den 3 maj"
WHO_BEHIND: Final = re.compile(
    rf"^(?P<task>\S.+?)\s*(?:\((?P<bracket>[^()]{{2,60}})\)|\s[-–]\s+(?P<dash>{NAME_WORD}[^.;:]{{0,60}}))\.?$"
)
DUE_WORDS: Final = re.compile(r"[,;]?\s*(?:senast|klart?|till|före|innan|den)?\s*$")
ENDS_LIST: Final = re.compile(
    r":$|^Ansvar(?:ig\w*)?\b.{0,40}:"
)  # a heading, or who is responsible for what stands above
LONGEST: Final = 220  # characters of an entry
MOST: Final = 40  # entries


def find_actions(context: Context, lines: Sequence[Line]) -> Iterator[tuple[Line, Given]]:
    """The entries of such lists among some lines, each with the line it stands on."""
    i = 0
    while i < len(lines):
        line = lines[i]
        if line.cells and (kinds := _columns(line)):
            i += 1
            while i < len(lines) and lines[i].cells:
                if given := _of_row(lines[i], kinds):
                    yield lines[i], given
                i += 1
        elif not line.cells and len(line.text) < 60 and (heading := HEADING.match(line.text)):
            by = line.content.group(heading, "by") if heading["by"] else None
            i += 1
            entries = list(_entries(lines, i))
            i += len(entries)
            for entry in entries:
                yield entry, _of_entry(context, entry, by)
        else:
            i += 1


def above_actions(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines above the first list of actions among them."""
    heads = (i for i, line in enumerate(lines) if (_columns(line) if line.cells else HEADING.match(line.text)))
    return lines[: next(heads, len(lines))]


def _columns(line: Line) -> list[Column | None]:
    """What the columns of an action list hold, for its heading row; empty for any other."""
    kinds = columns.kinds_of(line, COLUMNS)
    told = {kind for kind in kinds if kind}
    enough = {"task", "who"} <= told and all(kinds) and len(told) == len(kinds)
    return kinds if enough and all(len(cell.text) < 40 for cell in line.cells) else []


def _of_row(row: Line, kinds: Sequence[Column | None]) -> Given | None:
    cells = columns.cells_of(row, kinds)
    task = cells.get("task")
    if not task or _columns(row):
        return None
    who, due = cells.get("who"), cells.get("due")
    around = Stretch.join([s for s in (task, due) if s])
    item, state = cells.get("item"), cells.get("state")
    return Given("assignment", who, task, around, "assignment-row", 0.92, due=due, item=item, state=state)


def _entries(lines: Sequence[Line], start: int) -> Iterator[Line]:
    """The lines of a list below its heading: alike with its first, and up to a label, a table or a longer gap."""
    first = lines[start] if start < len(lines) else None
    before = first.number - 1 if first else 0
    gap = 0
    for line in lines[start : start + MOST]:
        apart = line.number - before
        if line.cells or len(line.text) > LONGEST or label_of(line) or ENDS_LIST.search(line.text):
            return
        if first and (bool(line.bullet) != bool(first.bullet) or is_clause(line) != is_clause(first)):
            return
        if line is not first:
            gap = gap or apart
            if apart > gap:
                return
        before = line.number
        yield line


def _of_entry(context: Context, line: Line, by: Stretch | None) -> Given:
    said = without_att(line.content)
    rule = "assignment-listed"
    if match := WHO_AHEAD.match(said.text):
        return Given("assignment", said.group(match, "who"), said.group(match, "task"), said, rule, 0.88, due=by)
    if (match := WHO_BEHIND.match(said.text)) and (who := _named(context, said, match)):
        return Given("assignment", who, said.group(match, "task"), said, rule, 0.85, due=by)
    if (match := SHALL.match(said.text)) and (is_agent(context, match["who"]) or _is_name(match["who"])):
        return Given("assignment", said.group(match, "who"), said.group(match, "task"), said, rule, 0.85, due=by)
    if (match := ACTS.match(said.text)) and not NO_WORK.match(said.text[match.start("verb") :]):
        who = said.group(match, "who")
        if is_agent(context, who.text) or _is_name(who.text):
            return Given("assignment", who, said[match.start("verb") :].strip(), said, rule, 0.85, due=by)
    return Given("assignment", None, said, said, rule, 0.7, due=by)


def _named(context: Context, said: Stretch, match: re.Match[str]) -> Stretch | None:
    """Who stands in brackets or behind a dash at the end, without the time that may follow."""
    who = said.group(match, "bracket" if match["bracket"] else "dash")
    if spans := find_dates(who.text):
        who = who[: spans[0].at[0]]
    if cut := DUE_WORDS.search(who.text):
        who = who[: cut.start()]
    who = who.strip(" ,;")
    return who if who and (is_agent(context, who.text) or _is_name(who.text)) else None


def _is_name(text: str) -> bool:
    """Whether words are first names or names: "Lena", "Lena och Mats"."""
    words = re.split(r"\s*(?:,|&|/|\boch\b|\bsamt\b)\s*", text)
    return all(re.fullmatch(rf"{NAME_WORD}(?: {NAME_WORD}){{0,2}}", w) and not NO_NAME.search(w.lower()) for w in words)
