"""Lines of an action plan → sections: headings, labelled values, tables of activities and of indicators, bullets."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice, takewhile
from typing import Final

from rodtrad.reading.facts.plan.draft import Indicator, Section
from rodtrad.reading.facts.plan.drafting import FIELDS, NUMBER, PlanDraft, depth, detail_label, tells_who
from rodtrad.reading.facts.plan.groups import parent_of
from rodtrad.reading.facts.plan.rows import RowReader
from rodtrad.reading.facts.plan.words import (
    GENERIC,
    INDICATORS,
    TELLS_NONE,
    LabelKind,
    area_heading,
    begins_with_verb,
    label_of,
    shared,
    time_sentence,
)
from rodtrad.reading.sources.source import COLUMN_GAP, Line, Stretch

HEADING_LENGTH: Final = 90
HEADING_WORDS: Final = 11
AREA_LENGTH: Final = 160  # characters of a target area's title, at most
# A short line with one of these is a sentence without its full stop, no heading.
_VERB = re.compile(
    r"\b(?:ska|skall|är|har|kan|bör|följs|görs|sker|kommer|finns|gäller|innehåller|ansvarar|redovisas|revideras|planeras|omfattar"
    r"|beskriver|framgår|beslutas|genomförs|samordnas)\b",
    re.I,
)
_LEADER = re.compile(r"(?:\.{3,}|…|_{3,})\s*\d*$|\s\d{1,3}$")
# "Handlingsplaner finns för följande samordnande grupper:", "Samt för samverkansområdesgrupperna:"
_ANNOUNCES = re.compile(
    r"(?=.*\b(?:följande|samt för|omfattar|gäller för|finns för)\b).*(?:grupp|områden|avsnitt)\w*:$", re.I | re.S
)
# "Under perioden ska vi:", "Vi planerar följande aktiviteter:"
_PLANS = re.compile(
    r"[^.]*\b(?:(?:ska|kommer) (?:vi|huvudmännen|parterna|länet|gruppen|nätverket)\b(?: att)?"
    r"|(?:vi|huvudmännen|parterna|länet|gruppen|nätverket) (?:ska|kommer att)(?: under [^.:]{3,30})?"
    r"|följande (?:aktiviteter|åtgärder|insatser)\b[^.:]{0,60}):$",
    re.I,
)
# "Aktiviteterna … ansvarar Samverkansgruppen Äldre för", "Länsgruppen äldre ansvarar för att genomföra …"
_ANSWERS = re.compile(
    r"(?:aktivitet\w*|handlingsplan\w*)[^.]*? ansvarar (?:den |det |de )?(?P<after>[^.,]{4,80}?) för\b"
    r"|^(?P<before>[A-ZÅÄÖ][^.,]{3,80}?) ansvarar för (?:att )?(?:genomför|aktivitet|handlingsplan|planen)",
    re.I,
)

_ENDS_OPEN = re.compile(r"(?:,| och| samt)$")  # "Ansvarig: Ekeby kommun och", with the rest on the next line
_ONE = re.compile(r"(?:aktivitet|åtgärd|insats)(?:\s+[\d.]+)?", re.I)  # the label of one activity, not of a list


class PlanReader:
    """Reads line by line; what a line is depends on the table, label or list that is open above it."""

    def __init__(self, *, anchor: date | None, year: int | None, name: Stretch | None = None) -> None:
        self.draft = PlanDraft(anchor=anchor, year=year, name=name)
        self.rows = RowReader(self.draft)
        self.announced: list[Stretch] = []
        self._open: LabelKind | None = None
        # What bullets are: "activities", "announced", "indicators", "other" or a field of the section
        self._listing: str | None = None
        self._may_list = False  # whether the heading may have activities below it
        self._ahead: Iterable[Line] = ()  # the line that is read, and those after it
        self._paused = False  # blank lines since the last line: a page or a list may have ended
        self._numbered = 0  # items of the list that bear a number
        self._detailed = False  # the last line told something of an activity and is no part of its words

    @property
    def unplaced(self) -> Sequence[Stretch]:
        """The rows that say what is to be done and could not be put anywhere."""
        return self.rows.unplaced

    def read(self, lines: Sequence[Line]) -> list[Section]:
        """The sections of a plan. `lines`: all of it, blank ones too, its tables as rows."""
        for i, line in enumerate(lines):
            self._ahead = islice(lines, i, None)
            if line.blank:
                self._paused = True
                continue
            if line.cells:
                self._row(line)
            elif not _LEADER.search(line.text) or line.bullet or label_of(line.text):
                alone = i == 0 or lines[i - 1].blank or bool(line.level) or line.bold
                below = next((other for other in islice(lines, i + 1, None) if not other.blank), None)
                self._paragraph(line, alone=alone, heads_list=bool(below and below.bullet))
            self._paused = False
        self.draft.settle()
        return self.draft.sections

    # Paragraphs

    def _paragraph(self, line: Line, *, alone: bool, heads_list: bool) -> None:
        if self._open and not line.bullet and not line.level and not label_of(line.text) and self._value(line):
            return
        self._open = None
        if self._is_item(line):
            return self._bullet(line)
        if heads_list and INDICATORS.fullmatch(line.text):
            self.rows.end()
            self.draft.head(line.content, line.level)
            self._listing = "indicators"
            return None
        if self._is_label(line, alone=alone):
            return
        if alone and (is_heading(line) or (heads_list and self._heads_area(line))):
            self._may_list = not TELLS_NONE.fullmatch(line.text)
            self.rows.end()
            self._listing = None
            self.draft.head(line.content, line.level)
        elif _ANNOUNCES.match(line.text):
            self._listing = "announced"
        elif self._listing in ("activities", "indicators") and self._continues(line):
            self._more(line)
        elif re.fullmatch(r"20\d\d", line.text):
            self.rows.year_above(int(line.text))
        else:
            self._prose(line, heads_list=heads_list)

    def _is_label(self, line: Line, *, alone: bool) -> bool:
        """Reads a line that a label leads, or that is headed as a target area; False where it is neither."""
        area = area_heading(line.text)
        if area and (area["mark"].strip() or (alone and (area["number"] or is_heading(line)))):
            level = line.level or depth(NUMBER.match(line.text))
            self._start_area(line.content.group(area, "title"), area["word"].lower(), level)
            return True
        first, *others = shared(line.content)
        number = NUMBER.match(first.text)
        found = label_of(first.text) or (label_of(first.text[number.end() :]) if number and alone else None)
        if not found or (number and found[1]["value"]):
            return False
        level = line.level or depth(number)
        if found[0] == "activities" and not found[1]["value"] and level:
            self.draft.head_activities(line.content, level)
        self._label(line, first, *found)
        self._labels(line, others)
        return True

    def _labels(self, line: Line, texts: Sequence[Stretch]) -> None:
        for text in texts:
            if found := label_of(text.text):
                self._label(line, text, *found)
            elif time := time_sentence(text):
                self.draft.detail("tid", time, tight=not self._paused)

    def _is_item(self, line: Line) -> bool:
        """Whether a line is one of the list that is open: a bullet, or the next number, as in "1. Ta fram …"."""
        number = NUMBER.match(line.text)
        if line.bullet or number is None or self._listing != "activities" or line.level:
            return bool(line.bullet)
        return number["number"] == str(self._numbered + 1) and not GENERIC.fullmatch(line.text)

    def _continues(self, line: Line) -> bool:
        area = self.draft.area
        open_end = self._detailed and area and area.details and _ENDS_OPEN.search(area.details[-1].value.text)
        return not self._paused and bool(line.text[:1].islower() or line.indent or open_end)

    def _more(self, line: Line) -> None:
        """The rest of an activity, or of what is said of it, that a line end cut."""
        area, section = self.draft.area, self.draft.section
        if self._listing == "indicators":
            if section and section.indicators:
                section.indicators[-1].go_on(line.content)
        elif area and self._detailed and area.details:
            rest, *others = shared(line.content)
            area.details[-1].value = Stretch.join([area.details[-1].value, rest])
            self._labels(line, others)
        elif area and area.activities:
            area.activities[-1].text = Stretch.join([area.activities[-1].text, line.content])

    def _prose(self, line: Line, *, heads_list: bool) -> None:
        """A sentence; one that opens a list says of what. Above bullets it may lack its colon: "Vi ska"."""
        self.rows.interrupt()
        opens = heads_list or line.text.endswith(":")
        plans = opens and _PLANS.match(line.text.rstrip(":") + ":")
        self._listing = "activities" if plans else "other" if line.text.endswith(":") else None
        self._answer(line.content)

    def _heads_area(self, line: Line) -> bool:
        """Whether a sentence without its full stop, above bullets, heads an area: where a group has told its aim."""
        section = self.draft.section
        written_as_title = line.text[-1] not in ".:;,!?" and len(line.text.split()) <= HEADING_WORDS
        return bool(section and self._group_of(section).states_aim and written_as_title and line.text[0].isupper())

    # Labels and their values

    def _value(self, line: Line) -> bool:
        """Takes a line as the value of the label above it; False where it cannot be that."""
        kind, section, area = self._open, self.draft.section, self.draft.area
        if kind == "carrying-out":
            self._answer(line.content)
        elif kind == "responsible" and self._is_of_area():
            self.draft.detail("ansvarig", line.content)
        elif kind == "area":
            if len(line.text) > AREA_LENGTH or line.cells:
                return False
            self.draft.name_opened(line.content)
        elif kind == "goal" and area and not area.activities:
            area.goal = area.goal or line.content
            self._begin_list()
        elif kind and kind in FIELDS and section:
            section.add(FIELDS[kind], line.content, f"label-{kind}", 0.9)
            self._listing = None
        self._open = None
        return True

    def _label(self, line: Line, text: Stretch, kind: LabelKind, match: re.Match[str]) -> None:
        value, listed = text.group(match, "value"), self._listing == "activities"
        if kind == "area":
            self._start_area(value or line.content, match["area"].split()[0].lower(), line.level)
            self._open = None if value else "area"
        elif kind == "activities":
            self._begin_list()
            if value:
                self.rows.end()
                self.draft.add_activity(value, apart=self._paused or _ONE.fullmatch(match["activities"]) is not None)
        elif kind in ("responsible", "time", "state") and value and (listed or self._is_of_area()):
            self.draft.detail(detail_label(kind, match), value, tight=not self._paused)
            self._listing, self._detailed = "activities", True
        elif kind == "time" or kind == "state":
            if not value:
                self.rows.end()
                self._listing = None
                self.draft.head(line.content, line.level)
        elif kind == "carrying-out":
            self.rows.end()
            self._answer(value)
            self._open = None if value else kind
        else:
            self._field(kind, match, value)

    def _is_of_area(self) -> bool:
        """Whether what is said of who and when is said of a target area that has a heading of its own."""
        return self.draft.area is not None and bool(self.draft.area.word)

    def _start_area(self, title: Stretch, word: str, level: int) -> None:
        self.rows.end()
        self.draft.start_area(title, "area-heading", word=word, level=level)
        self._begin_list()

    def _begin_list(self) -> None:
        self._listing, self._detailed, self._numbered = "activities", False, 0

    def _field(self, kind: LabelKind, match: re.Match[str], value: Stretch) -> None:
        """A label whose value is the section's, or of the area that was just headed, for which no field exists."""
        area, section = self.draft.area, self.draft.section
        plain = kind == "goal" and match["goal"].lower() in ("mål", "målsättning", "effektmål")
        if area and not area.activities and kind in ("goal", "target_group"):
            if plain or not area.word or (section and FIELDS[kind] in section.values):
                area.goal = area.goal or (value if plain else None) or None
                self._open = kind if plain and not value else None
                return
            self.draft.promote()
            section = self.draft.section
        self.rows.interrupt()
        if value and plain and self._is_goal_of_area(value):
            self.draft.name_first_goal()
            self.draft.start_area(value, "label-goal")
            self._begin_list()
            return
        if value and section:
            section.add(FIELDS[kind], value, f"label-{'plain-' if plain else ''}{kind}", 0.95)
        self._open = None if value or not section else kind
        self._listing = None if value else FIELDS.get(kind)

    def _is_goal_of_area(self, value: Stretch) -> bool:
        """A plain "Mål:" once the section has its goal, or activities, is that of the activities that follow."""
        section, area = self.draft.section, self.draft.area
        if section is None or (area and area.title.text == value.text):
            return False
        goals = [goal.text for goal, *_ in section.values.get("overall_goal", [])]
        return bool(section.areas or goals) and value.text not in goals

    def _answer(self, text: Stretch) -> None:
        """Who carries the plan out, where a sentence says it and no label does."""
        match, section = _ANSWERS.search(text.text) if "ansvarar" in text.text else None, self.draft.section
        if match and section and "responsible" not in section.values:
            who = text.group(match, "after" if match["after"] else "before")
            section.add("responsible", who, "responsible-sentence", 0.8)

    # Bullets

    def _bullet(self, line: Line) -> None:
        text = line.content
        number = NUMBER.match(text.text)
        if not line.bullet and number:
            text = text[number.end() :]
            self._numbered += 1
        if self._listing is None:
            self._listing = "activities" if self._tells_activities(text) else "other"
        section = self.draft.section
        if self._listing == "announced":
            if text:
                self.announced.append(text)
        elif self._listing == "activities":
            self.draft.add_activity(text, apart=self._paused)
            self._detailed = False
        elif section and self._listing == "indicators":
            section.indicators.append(Indicator.told(text))
        elif section and self._listing in FIELDS.values():
            values = section.values.get(self._listing)
            if values:
                values[-1] = (Stretch.join([values[-1][0], text], ", "), *values[-1][1:])
            else:
                section.add(self._listing, text, "label-list", 0.85)

    def _tells_activities(self, first: Stretch) -> bool:
        """Whether a list that nothing announces is of activities.

        It is where its first bullet tells who answers for it, or begins with what is to be done ("Utbilda …",
        "Ta fram …") under a heading without a table: of a group that has told its aim, or in every bullet.
        """
        section, area = self.draft.section, self.draft.area
        if section is None or self.rows.begun:
            return False
        if tells_who(first.text):
            return True
        if not begins_with_verb(first.text):
            return False
        if (area and area.word) or self._group_of(section).states_aim:
            return True
        bullets = [line.text for line in takewhile(lambda line: line.bullet or line.blank, self._ahead) if line.bullet]
        return self._may_list and len(bullets) > 1 and all(map(begins_with_verb, bullets))

    def _group_of(self, section: Section) -> Section:
        """The section itself, or the one whose area its heading would be."""
        sections = self.draft.sections
        at = next(i for i, other in enumerate(sections) if other is section)
        name = self.draft.name.text if self.draft.name else ""
        parent = parent_of(sections[: at + 1], name) if section.is_bare else None
        return parent or section

    # Rows of cells

    def _row(self, line: Line) -> None:
        self._open = None
        if self.rows.read(line, paused=self._paused):
            self._listing = None
        elif not self._labels_in_cells(line):
            self.rows.leave(line)

    def _labels_in_cells(self, line: Line) -> bool:
        """A row that is a label and its value ("Ansvarig | Ekeby kommun"), or such pairs cell by cell."""
        cells = [cell.stretch for cell in line.cells if cell.stretch]
        found = [label_of(cell.text) for cell in cells]
        if len(cells) > 1 and all(match and match[1]["colon"] and match[1]["value"] for match in found):
            pairs = list(zip(cells, found, strict=True))
        elif len(cells) == 2:
            joined = Stretch.join([cells[0].strip(" :"), cells[1]], ": ")
            match = label_of(joined.text)
            # "Aktiviteter | 7" is a line of the list of contents.
            pairs = [
                (joined, match if re.search(r"[^\W\d_]", cells[1].text) or (match and match[0] == "time") else None)
            ]
        else:
            return False
        for text, match in pairs:
            if match:
                self._label(line, text, *match)
        return any(match for _, match in pairs)


def is_heading(line: Line) -> bool:
    """Whether a line by itself is a heading: declared or bold, else short, without a verb or a full stop."""
    text = line.text
    if line.bullet or line.cells or not text or text[0].islower() or len(text) > HEADING_LENGTH:
        return False
    if line.level:
        return True
    if (
        _in_columns(line)
        or text[-1] in ".:;,!?"
        or len(text.split()) > HEADING_WORDS
        or _LEADER.search(text)
        or not re.search(r"[^\W\d_]", text)
    ):
        return False
    return line.bold or not (": " in text or _VERB.search(text))


def _in_columns(line: Line) -> bool:
    """Whether words stand apart on a line, as in a row of a table; a number may stand apart from its heading."""
    offsets = line.content.offsets
    return (
        offsets[-1] - offsets[0] >= len(offsets) + 2
        and sum(any(map(str.isalpha, column.text)) for column in line.content.columns(COLUMN_GAP)) > 1
    )
