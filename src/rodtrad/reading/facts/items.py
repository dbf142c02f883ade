"""The agenda as it was held: items with their type, presenters, papers and sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import takewhile
from typing import Final

from rodtrad.reading.clauses import sentences
from rodtrad.reading.deciding import lead_of
from rodtrad.reading.entries import COLUMN_GAP, pieces_of_list, read_people
from rodtrad.reading.facts.context import Context
from rodtrad.reading.labels import label_of
from rodtrad.reading.literals import holds
from rodtrad.reading.minutes_table import Measure
from rodtrad.reading.names import is_organisation, is_person, is_title, is_unit, leading_name
from rodtrad.reading.outline import ItemPart
from rodtrad.reading.record import Attendance, Item, ItemType, Paper, Presenter, Section
from rodtrad.reading.sources.source import Line, Stretch
from rodtrad.reading.unfolding import unfolded

TYPES: Final[tuple[tuple[ItemType, str], ...]] = (
    ("decision", r"beslut(?:s(?:ärende|punkt|fråga))?|för beslut|B"),
    ("information", r"information(?:s(?:ärende|punkt))?|informationsärenden|för information|info|I"),
    ("discussion", r"diskussion(?:s(?:ärende|punkt|fråga))?|dialog(?:ärende)?|för diskussion|D"),
)
# A line that only says "Beslut" heads the decision below it; as a remark behind a title it is the item's type.
TYPE_LINE = {
    kind: re.compile(rf"^(?:typ(?: av ärende)?:\s*(?:{words})|(?!beslut$)(?:{words}))\.?$", re.I)
    for kind, words in TYPES
}
LONGEST_TYPE: Final = 40  # characters of such a line
TYPE_REMARK = {
    kind: re.compile(rf"\s*(?:\((?:{words})(?:,? ?(?:ca )?\d+ ?min\w*\.?)?\)|[–-]\s*(?:{words}))\s*$", re.I)
    for kind, words in TYPES
}
# In a column beside the title: "ON 2026/112", "Dnr 2026-4", "kl. 13.30"
BESIDE_TITLE = re.compile(
    r"(?:dnr|diarienr|bilaga)\b|[A-ZÅÄÖ]{1,5}[ -]?(?:20)?\d\d[/-]\d|(?:kl\.?\s*)?\d{1,2}[.:]\d\d\b", re.I
)
# "Tolk i vården (Anna Ek, rektor)", "Runda (alla)", "Tolk i vården – Anna Ek, rektor"
WHO_IN_BRACKETS = re.compile(r"\s*\((?P<who>[A-ZÅÄÖ][^()]{2,80}|alla|samtliga)\)$")
WHO_BEHIND_DASH = re.compile(r"\s+[–-]\s+(?P<who>[A-ZÅÄÖ][^–()]{4,80})$")
# "(se utskick + PPT)", "(bilaga 2)": what was shown or sent out.
PAPER_REMARK = re.compile(
    r"\s*\((?P<paper>(?:se|bil|ppt|power|utskick|muntlig|material|underlag|presentation|handling)[^)]*)\)\s*$", re.I
)
PAPER_LINE = re.compile(
    r"^(?:se |länk till )?(?:det )?(?:publicer\w* |bifoga\w* |utskicka\w* |bilagd\w* )?"
    r"(?:bildspel|presentation(?:en)?|power ?point|ppt|bild(?:er|material)|bilag(?:a|or)(?: \d+)?"
    r"|handlingar?|underlag|beslutsunderlag)"
    r"\b(?P<rest>.{0,100})$",
    re.I,
)
CANCELLED = re.compile(
    r"^(?:(?:punkten|ärendet|frågan|föredragningen|denna punkt|paragrafen)\s+)?(?:utg(?:år|ick|ått)(?! (?:i?från|ur)\b)"
    r"|ställdes in|ställs in|är inställd|stryks"
    r"|inställt?)\b",
    re.I,
)
LONGEST_CANCELLING = 80  # characters of the sentence that says so
CANCELLED_AHEAD = re.compile(r"^(?:utgår|inställ[dt])\s*[:–-]\s*", re.I)
REMARK_MARKS: Final = ("(", "-", "–")  # what leads in a remark behind a title
CANCELLED_TITLE = re.compile(r"\s*[(–-]\s*(?:utgår|utgick|inställd|inställt)\b[^)]*\)?\s*$", re.I)
# "Anna Ek och Bo Al föredrar ärendet", "Cia Dal informerar om": at the start of a paragraph.
PRESENTS = re.compile(
    r"^(?P<who>[A-ZÅÄÖ].{3,160}?)\s+(?:föredrar|föredrog|informerar|informerade|presenterar"
    r"|presenterade|redogör|redogjorde|redovisar"
    r"|redovisade|berättar|berättade|rapporterar|rapporterade|ger en (?:\w+ )?(?:information"
    r"|redovisning|presentation|nulägesbild|lägesbild|lägesrapport|återrapport|uppdatering|genomgång)"
    r"|gav en (?:\w+ )?(?:information|redovisning|presentation|nulägesbild|lägesbild|lägesrapport|återrapport"
    r"|uppdatering|genomgång)|går igenom"
    r"|gick igenom|inleder|inledde|visar|visade|beskriver|beskrev)\b"
)
# Further into a paragraph only the words that belong to a presentation count.
PRESENTS_LATER = re.compile(
    r"^(?P<who>[A-ZÅÄÖ].{3,100}?)\s+(?:föredrar|föredrog|redogör|redogjorde|redovisar|redovisade|presenterar|presenterade)\b"
)
LETTERED = re.compile(r"^(?P<label>[a-h])\s?[/).]\s*(?P<title>[A-ZÅÄÖ](?:(?!\. [A-ZÅÄÖ]).){2,150})$")
# "k) 1177 på fler språk", where the mark-up says that it is a heading
LETTERED_HEADING = re.compile(r"^(?P<label>[a-z])\)\s+(?P<title>\S.*)$")
PROSE = 60  # characters from which a line is a paragraph rather than a heading
HEADING_END = re.compile(r"[^.:;,?!]$")


@dataclass(frozen=True)
class Passage:
    """A stretch of an item under one section heading, or the item's whole text where it has no sections."""

    item: str | None
    title: Stretch
    lines: tuple[Line, ...]
    section: Stretch | None = None
    label: str | None = None
    measures: tuple[Measure, ...] = ()

    @cached_property
    def said(self) -> tuple[tuple[Stretch, ...], ...]:
        """The sentences of each line, which several finders of facts go through."""
        return tuple(tuple(sentences(line.content)) for line in self.lines)

    @property
    def section_title(self) -> str | None:
        """The title of the section, as facts bear it."""
        return self.section.text if self.section else None


def passages_of(part: ItemPart) -> tuple[Passage, ...]:
    """An item cut at its lettered or headed sections."""
    passages: list[Passage] = []
    section, label, held = None, None, list[Line]()
    lines = tuple(unfolded(part.lines))
    for i, line in enumerate(lines):
        found = _section_heading(lines, i)
        if found:
            passages.append(Passage(part.number, part.title, tuple(held), section, label))
            (label, section), held = found, []
        else:
            held.append(line)
    passages.append(Passage(part.number, part.title, tuple(held), section, label))
    if part.measures:
        passages[0] = replace(passages[0], measures=part.measures)
    return tuple(p for p in passages if p.lines or p.section or p.measures)


def _section_heading(lines: Sequence[Line], i: int) -> tuple[str | None, Stretch] | None:
    line = lines[i]
    if line.cells or line.bullet:
        return None
    if match := LETTERED.match(line.text) or (LETTERED_HEADING.match(line.text) if line.level else None):
        return match["label"], line.content.group(match, "title")
    if i and _heads_prose(lines, i):
        return None, line.content
    return None


def _heads_prose(lines: Sequence[Line], i: int) -> bool:
    """A short line without an end, the first of a matter: a paragraph of prose follows it."""
    text = lines[i].text
    if len(text) > 200 or not text[:1].isupper() or not HEADING_END.search(text) or i + 1 >= len(lines):
        return False
    follows = lines[i + 1]
    prose = len(follows.text) > max(PROSE, len(text)) and not follows.bullet and not follows.cells
    if not (prose and follows.text[:1].isupper() and len(lines[i - 1].text) > PROSE and len(text.split()) <= 20):
        return False
    return not (label_of(lines[i]) or type_of_line(lines[i]) or lead_of(lines[i].content) or PAPER_LINE.match(text))


def type_of_line(line: Line) -> ItemType | None:
    """What a line that says it makes the item: "Informationsärende"."""
    if len(line.text) > LONGEST_TYPE:
        return None
    return next((kind for kind, pattern in TYPE_LINE.items() if pattern.match(line.text)), None)


def find_items(
    context: Context, passages: Sequence[Sequence[Passage]], attendance: Sequence[Attendance]
) -> tuple[Item, ...]:
    """The items, each with its `passages`; whom `attendance` lists may be called by first names in their titles."""
    first_names = frozenset(person.name.split(" ")[0] for person in attendance)
    parts = zip(context.outline.items, passages, strict=True)
    return tuple(_item(context, part, own, first_names) for part, own in parts)


def _item(context: Context, part: ItemPart, passages: Sequence[Passage], first_names: frozenset[str]) -> Item:
    title, remarks = clean_title(part.title)
    title, in_title = _presenters_in_title(context, title, first_names)
    title = title or part.title  # of "3. :" and "3. (beslut)" no words are left, and they head an item
    kind = next((kind for kind, _ in _type_remarks(part.title.text)), None)
    # "Informationsärenden" as the last line heads the items that follow
    own = part.lines[:-1] if part.lines and part.lines[-1].text.lower().endswith("ärenden") else part.lines
    kind = kind or next((t for line in own[:4] if (t := type_of_line(line))), None)
    said = part.title.text
    cancelled = bool(CANCELLED_TITLE.search(said) or CANCELLED_AHEAD.match(said)) or any(
        CANCELLED.match(line.text) and len(next(sentences(line.content))) < LONGEST_CANCELLING
        for line in part.lines[:4]
    )
    presenters = [p for passage in passages for p in _presenters(context, passage)]
    return Item(
        evidence=context.evidence(title, "item-heading", 0.97 if part.number else 0.8),
        number=part.number,
        title=title.text,
        type=kind,
        cancelled=cancelled,
        presenters=_once([*in_title, *presenters]),
        papers=tuple(_papers(context, part, remarks)),
        sections=tuple(_section(context, p) for p in passages if p.section),
    )


def clean_title(title: Stretch) -> tuple[Stretch, list[Stretch]]:
    """A title without remarks such as "(se PPT)" or "(beslut)", and the papers those remarks name."""
    papers: list[Stretch] = []
    first, *columns = title.columns(COLUMN_GAP)
    if columns and BESIDE_TITLE.match(columns[0].text):
        title = first
    if match := CANCELLED_AHEAD.match(title.text):
        title = title[match.end() :]
    for _ in range(3 if holds(title.text, REMARK_MARKS) else 0):
        if match := PAPER_REMARK.search(title.text):
            papers.append(title.group(match, "paper"))
        else:
            types = (remark for _, remark in _type_remarks(title.text) if remark.start())
            match = CANCELLED_TITLE.search(title.text) or next(types, None)
        if not match or not match.start():
            break
        title = title[: match.start()].strip()
    return title.strip(" :"), papers


def _type_remarks(title: str) -> Iterator[tuple[ItemType, re.Match[str]]]:
    """The remarks behind a title that may tell its type, "(beslut)", "– information"."""
    for kind, pattern in TYPE_REMARK.items() if holds(title, REMARK_MARKS) else ():
        if match := pattern.search(title):
            yield kind, match


def _presenters_in_title(
    context: Context, title: Stretch, first_names: frozenset[str]
) -> tuple[Stretch, list[Presenter]]:
    """A title without whom it names behind it, and these: "Tolk i vården (Anna Ek, rektor)", "Budget (Anna, Bo)"."""
    if not holds(title.text, REMARK_MARKS):
        return title, []
    bracketed = WHO_IN_BRACKETS.search(title.text)
    match = bracketed or WHO_BEHIND_DASH.search(title.text)
    if not match or not match.start():
        return title, []
    who, line = title.group(match, "who"), Line(0, title)
    people = (
        list(_people(context, who, line, "presenter-title", 0.85)) if leading_name(who.text, context.parties) else []
    )
    if people and (bracketed or len(people[0].name) == len(who) or people[0].title):
        return title[: match.start()].strip(), people
    called = [piece for piece in pieces_of_list(who) if piece.text in first_names]
    alone = bracketed and len(called) == len(list(pieces_of_list(who)))
    if alone or who.text in {"alla", "samtliga"}:
        return title[: match.start()].strip(), [
            Presenter(evidence=context.evidence(name, "presenter-title", 0.75), name=name.text) for name in called
        ]
    return title, []


def _papers(context: Context, part: ItemPart, remarks: Sequence[Stretch]) -> Iterator[Paper]:
    for remark in remarks:
        yield Paper(evidence=context.evidence(remark, "paper-remark", 0.9), text=remark.text)
    for line in part.lines:
        if not line.cells and len(line.text) < 120 and PAPER_LINE.match(line.text):
            yield Paper(evidence=context.evidence(line.content, "paper-line", 0.85), text=line.text)


def _section(context: Context, passage: Passage) -> Section:
    assert passage.section  # noqa: S101 (only called for passages that have one)
    return Section(
        evidence=context.evidence(passage.section, "section-heading", 0.9 if passage.label else 0.75),
        label=passage.label,
        title=passage.section.text,
        presenters=_once(list(_presenters(context, passage))),
    )


def _presenters(context: Context, passage: Passage) -> Iterator[Presenter]:
    """Who is named as "Föredragande:"; where nobody is, who presents at the start of a paragraph."""
    labelled = list(_labelled_presenters(context, passage.lines))
    if labelled:
        yield from labelled
        return
    listed = list(takewhile(partial(_lists_people, context), passage.lines))
    if listed:
        for line in listed:
            yield from _people(context, line.content, line, "presenter-line", 0.85)
        return
    for i, (line, said) in enumerate(zip(passage.lines, passage.said, strict=True)):
        for position, sentence in enumerate(said):
            content = _without_post(sentence, context)
            match = (PRESENTS if position == 0 or i == 0 else PRESENTS_LATER).match(content.text)
            if match and leading_name(content.text, context.parties):
                yield from _people(context, content.group(match, "who"), line, "presents", 0.85)


def _without_post(sentence: Stretch, context: Context) -> Stretch:
    """ "Projektledaren Anna Ek redovisar": a post ahead of the name is no part of it."""
    first, _, rest = sentence.text.partition(" ")
    post = rest[:1].isupper() and (is_title(first) or is_title(first.removesuffix("n")))
    if post and leading_name(rest, context.parties):
        return sentence[len(first) + 1 :]
    return sentence


def _lists_people(context: Context, line: Line) -> bool:
    """Whether a line under a heading only names persons: "Anna Ek, rektor, Ekeby kommun, och Bo Al, chefläkare"."""
    text = line.text
    if (
        line.cells
        or line.bullet
        or len(text) > 200
        or text.endswith((".", ":", "?"))
        or not leading_name(text, context.parties)
    ):
        return False
    parts = [p.strip() for p in re.split(r",|\boch\b|\bsamt\b|;", text)]
    known = [
        is_title(p) or is_unit(p) or is_organisation(p, context.parties) or leading_name(p, context.parties) == len(p)
        for p in parts
        if p
    ]
    return sum(known) >= len(known) - 1 and (len(known) > 1 or is_person(text))


def _labelled_presenters(context: Context, lines: Sequence[Line]) -> Iterator[Presenter]:
    for i, line in enumerate(lines):
        label = label_of(line, "presenter")
        if not label:
            continue
        if label.value:
            yield from _people(context, label.value, line, "presenter-label", 0.97)
            continue
        for follower in lines[i + 1 : i + 6]:
            if len(follower.text) > 120 or not leading_name(follower.text, context.parties):
                break
            yield from _people(context, follower.content, follower, "presenter-label", 0.9)


def _people(context: Context, content: Stretch, line: Line, rule: str, confidence: float) -> Iterator[Presenter]:
    for person in read_people(content, line, context.parties):
        yield Presenter(
            evidence=context.evidence(
                person.name,
                rule,
                confidence,
                also=(person.organisation, person.title),
                inferred=("organisation",) if person.concluded else (),
            ),
            name=person.name.text,
            title=person.title.text if person.title else None,
            organisation=person.organisation.text if person.organisation else None,
        )


def _once(presenters: Sequence[Presenter]) -> tuple[Presenter, ...]:
    return tuple({p.name: p for p in reversed(presenters)}.values())[::-1]
