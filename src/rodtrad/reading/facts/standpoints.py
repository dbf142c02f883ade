"""What members of a nämnd say against or beside a decision, who took no part in it, and how it was voted.

The sections that hold these bear the words of proposals that fell, so nothing else is read in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rodtrad.reading.clauses import sentences
from rodtrad.reading.facts.context import Context
from rodtrad.reading.facts.items import Passage
from rodtrad.reading.labels import label_of
from rodtrad.reading.literals import holds
from rodtrad.reading.names import NAME
from rodtrad.reading.record import Standpoint, StandpointKind, Vote
from rodtrad.reading.sources.source import Line, Stretch

HEADED: Final[dict[StandpointKind, str]] = {
    "reservation": r"(?:skriftliga? |blank )?reservation(?:er)?(?: mot beslutet)?|avvikande mening(?:ar)?",
    "statement": r"särskil(?:t|da) (?:yttranden?|uttalanden?)|röstförklaring(?:ar)?",
    "note": r"protokolls?anteckning(?:ar)?|anteckning(?:ar)? till protokollet",
    "abstention": r"deltar (?:inte|ej) i beslutet|(?:ej|icke) deltagande(?: i beslutet)?",
    "recusal": r"jäv",
}
LONGEST_HEADING: Final = 60  # characters of one that stands alone
# Alone on its line, or ahead of a colon.
HEADING: Final = re.compile(
    r"^(?:" + "|".join(rf"(?P<{kind}>{words})" for kind, words in HEADED.items()) + r")\s*(?::\s*(?P<rest>.*)|$)",
    re.I,
)
SAID: Final[tuple[tuple[StandpointKind, re.Pattern[str]], ...]] = (
    (
        "reservation",
        re.compile(r"\breserver(?:ar|ade)\b[^.]{0,40}?\bsig\b|\banmäl(?:er|de)s?\b[^.]{0,30}?\breservation"),
    ),
    ("statement", re.compile(r"\b(?:särskilt yttrande|särskilt uttalande|röstförklaring)\b")),
    ("recusal", re.compile(r"\bjäv(?:ig|iga)?\b")),
    (
        "abstention",
        re.compile(
            r"\bdelt(?:ar|og) (?:inte|ej) i beslutet|\bavst(?:år|od) från att (?:rösta|delta i beslutet)"
            r"|\blägger ner (?:sin|sina) röst"
        ),
    ),
    (
        "note",
        re.compile(
            r"\bprotokolls?anteckning"
            r"|\b(?:låter|vill ha|önskar få?|begär att få?)\b[^.]{0,30}?\banteckna(?:t|d)? (?:till|i) protokollet"
        ),
    ),
)
SAYING: Final = ("reserv", "särskilt", "jäv", "deltar", "deltog", "avst", "röst", "anteckn")  # what all of them share
NAMED: Final = re.compile(rf"(?P<name>{NAME})(?: \([A-ZÅÄÖ]{{1,4}}\))?")
# "Bo Al (M) lämnar följande protokollsanteckning: …"
NOTE_AHEAD: Final = re.compile(r"\b(?:protokolls?anteckning|särskilt yttrande|reservation)\b[^.]{0,20}:")
# Whose demand it was for or what is quoted is not who speaks.
BESIDE: Final = re.compile(r"\btill förmån för\b.*|\bmed instämmande i\b.*|:.*", re.S)
VOTING: Final = ("ja-", "Ja", "nej-", "Nej", "ja ", "nej ", "JA", "NEJ", "avst", "Avst")
COUNTED: Final = {
    "yes": re.compile(r"\b(?P<n>\d{1,3}|en|ett)\s+ja-?\s?röst|\bja\b[^.;\n]{0,20}?[:(]\s?(?P<m>\d{1,3})\b", re.I),
    "no": re.compile(r"\b(?P<n>\d{1,3}|en|ett)\s+nej-?\s?röst|\bnej\b[^.;\n]{0,20}?[:(]\s?(?P<m>\d{1,3})\b", re.I),
    "abstained": re.compile(
        r"(?<![:(])(?<![:(] )\b(?P<n>\d{1,3}|en|ett)\s+(?:ledamöter\s|ledamot\s)?(?:som\s)?"
        r"(?:avst(?:år|od|ående)|nedlagd)"
        r"|\bavst(?:år|od|ått)\b[^.;\n]{0,20}?[:(]\s?(?P<m>\d{1,3})\b",
        re.I,
    ),
}


def heads_standpoint(line: Line) -> re.Match[str] | None:
    """Whether a line opens a section such as "Reservation" or "Särskilt yttrande"."""
    text = line.text
    if line.cells or len(text) > (400 if ":" in text else LONGEST_HEADING):
        return None
    return HEADING.match(text)


def after_standpoint(lines: Sequence[Line], i: int) -> int:
    """The index of the first line after the section that line `i` opens."""
    j = i + 1
    while j < len(lines) and not (
        heads_standpoint(lines[j]) or label_of(lines[j], "decision", "proposal", "distribution")
    ):
        j += 1
    return j


def outside_standpoints(lines: Sequence[Line]) -> Iterator[int]:
    """The indexes of the lines that tell what the meeting itself said and did."""
    i = 0
    while i < len(lines):
        if heads_standpoint(lines[i]):
            i = after_standpoint(lines, i)
            continue
        if ":" not in lines[i].text or not NOTE_AHEAD.search(lines[i].text):
            yield i
        i += 1


def find_standpoints(context: Context, passages: Sequence[Passage]) -> tuple[Standpoint, ...]:
    """Reservations, statements, notes, and who took no part, in the document's order."""
    return tuple(s for passage in passages for s in _of_passage(context, passage))


def _of_passage(context: Context, passage: Passage) -> Iterator[Standpoint]:
    i = 0
    while i < len(passage.lines):
        line = passage.lines[i]
        if heading := heads_standpoint(line):
            kind = next(kind for kind in HEADED if heading[kind])
            after = after_standpoint(passage.lines, i)
            said = [line.content.group(heading, "rest") if heading["rest"] else line.content[:0]]
            said += [below.content for below in passage.lines[i + 1 : after]]
            yield from _section(context, passage, kind, [s for s in said if s])
            i = after
            continue
        if not line.cells and holds(line.text, SAYING):
            for sentence in sentences(line.content):
                if kind_said := _kind(sentence.text):
                    yield _standpoint(context, passage, kind_said, sentence, "standpoint-said")
        i += 1


def _kind(text: str) -> StandpointKind | None:
    return next((kind for kind, pattern in SAID if pattern.search(text)), None) if len(text) < 400 else None


def is_standpoint(text: str) -> bool:
    """Whether a sentence says that somebody reserves themselves, makes a statement or takes no part."""
    return holds(text, SAYING) and _kind(text) is not None


def _section(context: Context, passage: Passage, kind: StandpointKind, said: Sequence[Stretch]) -> Iterator[Standpoint]:
    """What stands below such a heading: the sentences that say who, else the whole as one."""
    telling = [(k, s) for part in said for s in sentences(part) if (k := _kind(s.text))]
    for kind_said, sentence in telling:
        yield _standpoint(context, passage, kind_said, sentence, "standpoint-headed")
    if said and not telling and not re.match(r"^(?:inge[nt]|inga|[-–])\b", said[0].text, re.I):
        yield _standpoint(context, passage, kind, Stretch.join(said), "standpoint-headed")


def _standpoint(context: Context, passage: Passage, kind: StandpointKind, said: Stretch, rule: str) -> Standpoint:
    names = [m["name"] for m in NAMED.finditer(BESIDE.sub("", said.text))] or [
        m["name"] for m in NAMED.finditer(said.text)
    ]
    return Standpoint(
        evidence=context.evidence(said, rule, 0.88),
        item=passage.item,
        section=passage.section_title,
        kind=kind,
        names=tuple(dict.fromkeys(names)),
        text=said.text,
    )


def find_votes(context: Context, passages: Sequence[Passage]) -> tuple[Vote, ...]:
    """How many voted for and against, where an item tells both once."""
    return tuple(vote for passage in passages if (vote := _vote(context, passage)))


def _vote(context: Context, passage: Passage) -> Vote | None:
    found: dict[str, set[int]] = {name: set() for name in COUNTED}
    told: list[Stretch] = []
    for line in passage.lines:
        if line.cells or not holds(line.text, VOTING):
            continue
        counts = [(name, m) for name, pattern in COUNTED.items() for m in pattern.finditer(line.text)]
        for name, match in counts:
            figure = match["n"] or match["m"]
            found[name].add(int(figure) if figure.isdigit() else 1)
        if counts:
            told.append(line.content)
    if len(found["yes"]) != 1 or len(found["no"]) != 1 or len(found["abstained"]) > 1:
        return None
    return Vote(
        evidence=context.evidence(told[0], "vote-counted", 0.9, also=told[1:]),
        item=passage.item,
        section=passage.section_title,
        yes=found["yes"].pop(),
        no=found["no"].pop(),
        abstained=found["abstained"].pop() if found["abstained"] else None,
    )
