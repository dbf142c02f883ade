"""Clauses: what stands after "beslutar" or "Förslag till beslut:", one "att" or bullet each.

Handles "att", "a t t", bullets, numbers, and a clause that opens others: "Att uppdra till beredningen:" and its list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rodtrad.reading.labels import label_of
from rodtrad.reading.sources.source import Line, Stretch

OPENS = re.compile(r"(?:\s+(?:att|a t t))?\s*:\s*\Z|\s+(?:att|a t t)\Z")
SAID = re.compile(r"[^\W_x]", re.I)  # "XX" and "xxx" hold a place for words
ATT = re.compile(r"^(?:[-–•*]\s*)?(?:dels\s+)?(?:att|a t t)\b[\s:]*", re.I)
NUMBERED = re.compile(r"^\d{1,2}[.)](?!\d)\s*")
LETTERED = re.compile(r"^[a-h]\)\s*")
LIST_JOIN = re.compile(r"\s*,?\s*(?:samt|och)$|\s*,$")  # what joins a clause to the next one in its list
JOINS = ("samt", "och", ",")  # what it ends in: asked first, as most clauses are not joined so
# A new sentence-long clause inside one paragraph: ", att uppdra …", "samt att godkänna …".
NEXT_ATT = re.compile(
    r"(?:[,;]\s*(?:samt |och |dels )?|\s+samt\s+|\s+(?P<och>och)\s+(?=att\s(?!(?:den|det|de|detta|denna|dessa)\s)))"
    r"(?P<att>att|a t t)\s+(?=(?P<verb>\w+))"
)
# "… och att godkänna" is decided too; "… och att återkomma" may be what somebody was given to do just before.
DECIDES = re.compile(
    r"(?:uppdra|ge|godkänna|anta|fastställa|utse|överlämna|remittera|bevilja|avsätta|ställa|lägga|rekommendera|uppmana"
    r"|bordlägga|förklara)\Z"
)
THEN_GIVEN = re.compile(r",\s+(?=[^\s,]+(?: [^\s,]+){0,4} (?:får|ges) i uppdrag att\b)")
SPELT = " a t t "
INFINITIVE = re.compile(r"(?:a|ge|se|utse|tillse|förse|anse|gå|stå|få|bli|ta|ha|be|föreslå|uppstå|avstå|bero)\Z")

SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZÅÄÖ”\"])")
ABBREVIATED = re.compile(r"\b(?:[a-zåäö]|kl|ca|dvs|bl|ev|resp|nr|tel|ordf|sekr|St|dr|prof|ang|inkl|exkl|forts)\.\Z")


@dataclass(frozen=True, slots=True)
class Clause:
    """`text` without "att"; `opener`: the clause it hangs under ("uppdra till beredningen"), if any."""

    text: Stretch
    opener: Stretch | None = None

    @property
    def whole(self) -> str:
        return f"{self.opener.text}: {self.text.text}" if self.opener else self.text.text


def without_att(content: Stretch) -> Stretch:
    """The clause less its bullet, number and leading "att"."""
    for pattern in (NUMBERED, LETTERED, ATT):
        if match := pattern.match(content.text):
            content = content[match.end() :].strip()
    if content.text.endswith(JOINS) and (match := LIST_JOIN.search(content.text)):
        content = content[: match.start()]
    return content


def says_something(content: Stretch) -> bool:
    """Whether anything is left of a clause, a cell or an entry of a list less its number and "att"; one that nobody
    filled in may hold but "1.", "–" or "att XX"."""
    return bool(SAID.search(without_att(content).text))


def opener_of(content: Stretch) -> Stretch | None:
    """A clause that others hang under, less what says so: "uppdra till beredningen:", "uppdra till beredningen att"."""
    match = OPENS.search(content.text)
    return content[: match.start()] if match and match.start() else None


def is_clause(line: Line) -> bool:
    """Whether a line can be a clause of a list: it starts with "att", a bullet or a number."""
    if line.cells:
        return False
    return bool(line.bullet or ATT.match(line.text) or NUMBERED.match(line.text) or LETTERED.match(line.text))


def clauses_from(lines: Sequence[Line], start: int, *, plain: bool = False) -> tuple[list[Clause], int]:
    """The clauses that begin at `lines[start]` and the index of the first line after them.

    `plain`: take one paragraph that is no list too, as under the label "Beslut:".
    """
    taken, i = [], start
    while i < len(lines) and is_clause(lines[i]) and not label_of(lines[i], "proposal", "decision", "next-meeting"):
        taken.append(lines[i])
        i += 1
    if not taken and plain and i < len(lines) and _plain(lines[i]):
        return list(split_clauses(lines[i].content)), i + 1
    return list(_nested(taken)), i


def unmarked_clauses(lines: Sequence[Line], start: int) -> tuple[list[Clause], int]:
    """The clauses below "Nämnden beslutar att" that bear no mark: in small letters, the first begins with a verb."""
    i = start
    while i < len(lines) and lines[i].text[:1].islower() and _plain(lines[i]):
        i += 1
    if i == start or not INFINITIVE.search(lines[start].text.split(" ", 1)[0]):
        return [], start
    return [Clause(without_att(part)) for line in lines[start:i] for part in _joined_by_comma(line.content)], i


def _joined_by_comma(content: Stretch) -> Iterator[Stretch]:
    """A clause; two where what somebody "får i uppdrag" stands behind its comma: what a page cut was joined."""
    match = THEN_GIVEN.search(content.text)
    yield content[: match.start()] if match else content
    if match:
        yield content[match.end() :]


def _plain(line: Line) -> bool:
    return not line.cells and not label_of(line) and len(line.text) > 8


def _nested(lines: Sequence[Line]) -> Iterator[Clause]:
    opener: Stretch | None = None
    opener_style = child_style = ""
    for i, line in enumerate(lines):
        text, style = without_att(line.content), _style(line)
        if opener and style == opener_style != child_style:
            opener = None
        if (led := opener_of(text)) and i + 1 < len(lines) and (text.text.endswith(":") or _is_marked(lines[i + 1])):
            opener, opener_style, child_style = led, style, _style(lines[i + 1])
        elif text and SPELT in text.text:
            yield from (Clause(part.text, opener) for part in split_clauses(line.content))
        elif text:
            yield Clause(text, opener)


def _is_marked(line: Line) -> bool:
    return is_clause(line) and not ATT.match(line.text)


def _style(line: Line) -> str:
    """Lines of one list are alike: the same bullet at the same depth, or none."""
    return f"{line.bullet}{line.indent // 2}" if line.bullet else "att" if ATT.match(line.text) else "number"


def split_clauses(content: Stretch) -> Iterator[Clause]:
    """The clauses of one running sentence: "att godkänna planen, att uppdra till X att …, samt att …".

    Where nothing in a clause hangs on an "att" of its own, the next "att" goes on with the list, whatever it says:
    "att lokalen sägs upp och att rådet hyr en ny". "Och att den gäller från maj" is still of the same thing.
    """
    start = 0
    for match in NEXT_ATT.finditer(content.text):
        said = content.text[start : match.start()].lstrip()
        verb = INFINITIVE.search(match["verb"]) if not match["och"] else DECIDES.match(match["verb"])
        listed = verb or "samt" in match[0] or " " in match["att"] or said.count("att ") == 1
        if listed and ATT.match(said):
            yield Clause(without_att(content[start : match.start()].strip()))
            start = match.start("att")
    text = without_att(content[start:].strip())
    if text:
        yield Clause(text)


def sentences(content: Stretch) -> Iterator[Stretch]:
    """The sentences of a paragraph. Abbreviations ("t.ex.", "kl. 9", "ev. ") do not end one."""
    start = 0
    for match in SENTENCE_END.finditer(content.text):
        if ABBREVIATED.search(content.text, max(start, match.start() - 8), match.start() + 1):
            continue
        yield content[start : match.start() + 1].strip()
        start = match.end()
    if rest := (content[start:] if start else content).strip():
        yield rest
