"""Lines of an action plan → sections: headings, labelled values, tables of activities and of indicators, bullets."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from rodtrad.reading.facts.plan import time as plan_time
from rodtrad.reading.facts.plan.draft import Activity, Area, Indicator, Section
from rodtrad.reading.facts.plan.table import Columns, columns_of, paired, paragraphs, years_above
from rodtrad.reading.facts.plan.words import GENERIC, PLAN_HEADING, LabelKind, label_of
from rodtrad.reading.sources.source import Line, Stretch

HEADING_LENGTH: Final = 90
HEADING_WORDS: Final = 11
MOST_COLUMNS: Final = 40
# A short line with one of these is a sentence without its full stop, no heading.
_VERB = re.compile(
    r"\b(?:ska|skall|är|har|kan|bör|följs|görs|sker|kommer|finns|gäller|innehåller|ansvarar|redovisas|revideras|planeras|omfattar"
    r"|beskriver|framgår|beslutas|genomförs|samordnas)\b",
    re.I,
)
_LEADER = re.compile(r"(?:\.{3,}|…|_{3,})\s*\d*$|\s\d{1,3}$")
_NUMBER = re.compile(r"\d+(?:\.\d+)*\.?\s+(?=[A-ZÅÄÖ])")
# "Handlingsplaner finns för följande samordnande grupper:", "Samt för samverkansområdesgrupperna:"
_ANNOUNCES = re.compile(
    r"(?=.*\b(?:följande|samt för|omfattar|gäller för|finns för)\b).*(?:grupp|områden|avsnitt)\w*:$", re.I | re.S
)
# "Aktiviteterna … ansvarar Samverkansgruppen Äldre för", "Länsgruppen äldre ansvarar för att genomföra …"
_ANSWERS = re.compile(
    r"(?:aktivitet\w*|handlingsplan\w*)[^.]*? ansvarar (?:den |det |de )?(?P<after>[^.,]{4,80}?) för\b"
    r"|^(?P<before>[A-ZÅÄÖ][^.,]{3,80}?) ansvarar för (?:att )?(?:genomför|aktivitet|handlingsplan|planen)",
    re.I,
)
# "… (ansvarig: Länsgruppen, klart hösten 2025)" at the end of a bullet
_ASIDE = re.compile(r"\s*\((?P<inside>[^()]*\b(?:ansvar\w*|klar\w*|tid\w*|status)\b[^()]*)\)\.?$", re.I)
_PAIR = re.compile(
    r"(?:^|[,;]\s*)(?P<label>ansvar\w*|klar\w*(?:\s+senast)?|tid\w*|när|status|läge)\s*:?\s+(?P<value>[^;]*?)(?=[,;]\s*(?:ansvar|klar|tid|när|status|läge)|$)",
    re.I,
)
_FIELDS: Final[dict[LabelKind, str]] = {
    "goal": "overall_goal",
    "target_group": "target_group",
    "focus": "focus",
    "responsible": "responsible",
}


class PlanReader:
    """Reads line by line; what a line is depends on the table, label or list that is open above it."""

    def __init__(self, *, anchor: date | None, year: int | None, name: Stretch | None = None) -> None:
        self.anchor, self.year = anchor, year
        self.name = name  # what a plan without a heading that could name a group calls itself
        self.unplaced: list[Stretch] = []
        self.sections: list[Section] = []
        self.announced: list[Stretch] = []
        self._columns: Columns | None = None
        self._interrupted: Columns | None = None  # of a table that a paragraph broke off, such as a footnote
        self._years: dict[int, int] = {}
        self._area: Area | None = None
        self._open: LabelKind | None = None
        self._listing: str | None = None  # what bullets are: "activities", "announced" or a field of the section
        self._paused = False  # blank lines since the last row: a page may have ended

    @property
    def section(self) -> Section | None:
        """What facts are noted in: the last section whose heading can name a group."""
        return next((s for s in reversed(self.sections) if not s.generic), None)

    def read(self, lines: Sequence[Line]) -> list[Section]:
        for i, line in enumerate(lines):
            if line.blank:
                self._paused = True
                continue
            if line.cells:
                self._row(line)
            elif not _LEADER.search(line.text) or line.bullet or label_of(line.text):
                self._paragraph(line, alone=i == 0 or lines[i - 1].blank or bool(line.level))
            self._paused = False
        return self.sections

    # Paragraphs

    def _paragraph(self, line: Line, *, alone: bool) -> None:
        if self._open and not line.bullet and not line.level and not label_of(line.text):
            return self._value(line)
        if self._is_item(line):
            return self._bullet(line)
        found = label_of(line.text)
        if found:
            return self._label(line, *found)
        self._open = None
        if (alone or line.bold) and is_heading(line):
            return self._heading(line)
        if _ANNOUNCES.match(line.text):
            self._listing = "announced"
        elif self._listing == "activities" and self._continues(line):
            if self._area and self._area.activities:
                last = self._area.activities[-1]
                last.text = Stretch.join([last.text, line.content])
        elif re.fullmatch(r"20\d\d", line.text):
            self._years = dict.fromkeys(range(MOST_COLUMNS), int(line.text))
        else:
            self._interrupted, self._columns = self._columns or self._interrupted, None
            self._listing = None
            self._answer(line.content)

    def _is_item(self, line: Line) -> bool:
        """Whether a line is one of the list that is open: a bullet, or numbered as in "1. Ta fram …"."""
        return bool(line.bullet) or (
            self._listing == "activities" and bool(_NUMBER.match(line.text)) and not line.level
        )

    def _continues(self, line: Line) -> bool:
        return not self._paused and bool(line.text[:1].islower() or line.indent)

    def _value(self, line: Line) -> None:
        kind, self._open = self._open, None
        if kind == "carrying-out":
            self._answer(line.content)
        elif kind and self.section:
            self.section.add(_FIELDS[kind], line.content, f"label-{kind}", 0.9)
            self._listing = None

    def _label(self, line: Line, kind: LabelKind, match: re.Match[str]) -> None:
        value = line.content.group(match, "value")
        self._open = None
        if self._area and not self._area.activities and kind == "goal":
            return None  # said of the area that was just headed; the record has no field for it
        if kind == "area":
            return self._start_area(value or line.content, "area-heading")
        if kind == "activities":
            self._listing = "activities"
            if value:
                self._add_activity(value)
            return
        if kind in ("responsible", "time", "state") and self._listing == "activities" and value:
            return self._detail(kind, value)
        if kind in ("time", "state"):
            if not value:
                self._heading(line)
            return
        self._columns = None
        if kind == "carrying-out":
            self._answer(value)
        elif value and self._is_goal_of_area(kind, match):
            return self._start_area(value, "label-goal")
        elif value and self.section:
            self.section.add(_FIELDS[kind], value, f"label-{kind}", 0.95)
        self._open = None if value or not self.section else kind
        self._listing = None if value else _FIELDS.get(kind)

    def _is_goal_of_area(self, kind: LabelKind, match: re.Match[str]) -> bool:
        """A plain "Mål:" once the section has its goal, or activities, is that of the activities that follow."""
        section = self.section
        plain = kind == "goal" and match["goal"].lower() in ("mål", "målsättning", "effektmål")
        return (
            plain
            and section is not None
            and bool(section.areas or section.values.get("overall_goal"))
            and (self._area is None or self._area.title.text != match["value"])
            and not any(value.text == match["value"] for value, *_ in section.values.get("overall_goal", []))
        )

    def _heading(self, line: Line) -> None:
        self._columns, self._interrupted, self._area, self._listing = None, None, None, None
        number = _NUMBER.match(line.text)
        title = line.content[number.end() :] if number else line.content
        again, section = PLAN_HEADING.fullmatch(title.text), self.section
        if again:
            name = title.group(again, "name")
            if section and (section.is_called(name.text) or name.text[0].islower()):
                section.other_names.append(name)
                return
            if not title.text.lower().startswith("handlingsplan"):
                title = name
        self.sections.append(Section(title, line.level, generic=bool(GENERIC.fullmatch(title.text))))

    def _bullet(self, line: Line) -> None:
        text = line.content
        number = _NUMBER.match(text.text)
        if not line.bullet and number:
            text = text[number.end() :]
        if self._listing == "announced":
            self.announced.append(text)
        elif self._listing == "activities":
            self._add_activity(text)
        elif self._listing and self.section:
            values = self.section.values.get(self._listing)
            if values:
                values[-1] = (Stretch.join([values[-1][0], text], ", "), *values[-1][1:])
            else:
                self.section.add(self._listing, text, "label-list", 0.85)
        self._open = None

    def _answer(self, text: Stretch) -> None:
        """Who carries the plan out, where a sentence says it and no label does."""
        match = _ANSWERS.search(text.text) if "ansvarar" in text.text else None
        if match and self.section and "responsible" not in self.section.values:
            who = text.group(match, "after" if match["after"] else "before")
            self.section.add("responsible", who, "responsible-sentence", 0.8)

    # Lists of activities

    def _start_area(self, title: Stretch, rule: str) -> None:
        if self.section:
            self._area = Area(title, rule=rule, rows=[title])
            self.section.areas.append(self._area)
            self._columns, self._listing = None, "activities"

    def _add_activity(self, text: Stretch) -> None:
        area = self._any_area()
        if not area:
            return
        activity = Activity(text)
        aside = _ASIDE.search(text.text)
        if aside:
            activity.text = text[: aside.start()]
            inside = text.group(aside, "inside")
            for pair in _PAIR.finditer(inside.text):
                self._set(activity, pair["label"].lower(), inside.group(pair, "value"))
        area.activities.append(activity)
        area.rows.append(text)

    def _any_area(self) -> Area | None:
        """The open area; else one that bears the heading's name, for the activities must stand somewhere."""
        if self._area is None and self.section:
            self._area = Area(self.section.name, inferred=True, rule="area-of-heading")
            self.section.areas.append(self._area)
        return self._area

    def _detail(self, kind: LabelKind, value: Stretch) -> None:
        """ "Ansvarig: …" or "Tid: …" below activities: said of those of the area that lack it."""
        for activity in self._area.activities if self._area else ():
            self._set(activity, {"responsible": "ansvarig", "time": "tid"}.get(kind, "status"), value)

    def _set(self, activity: Activity, label: str, value: Stretch) -> None:
        if label.startswith("ansvar"):
            activity.responsible = activity.responsible or value
        elif label in ("status", "läge"):
            activity.state = activity.state or value
        elif not activity.when:
            done = label.startswith("klar")
            activity.when = plan_time.of_cell(value.text, anchor=self.anchor, year=self.year, deadline=done)
            activity.when_at = value

    # Tables

    def _row(self, line: Line) -> None:
        self._open = None
        columns = columns_of(line, self._years, self.year)
        if columns:
            self._columns, self._years = columns, {}
            return
        self._years = years_above(line) or self._years
        if self._columns is None and not self._resumes(line):
            return
        self._row_of(self._columns, line)

    def _resumes(self, line: Line) -> bool:
        """Whether a row outside any table goes on with the one before, or is a label and its value."""
        texts = [cell.text for cell in line.cells if cell.text]
        if len(texts) == 2 and (found := label_of(f"{texts[0].rstrip(' :')}: {texts[1]}")) and self.section:
            value = line.cells[-1].stretch if line.cells[-1].stretch else line.content
            field = _FIELDS.get(found[0])
            if field:
                self.section.add(field, value, f"label-{found[0]}", 0.9)
        elif line.cells[0].stretch or not texts:
            return False
        elif self._interrupted:
            self._columns = self._interrupted
            return True
        elif self.section and self.section.has_facts:
            self.unplaced.append(line.content)
        return False

    def _row_of(self, columns: Columns | None, line: Line) -> None:
        if columns is None:
            return
        if self.section is None and self.name:
            self.sections.append(Section(self.name))
        if columns.is_plan:
            self._plan_row(columns, line)
        if "indicator" in columns.kinds.values():
            self._indicator_row(columns, line)

    def _plan_row(self, columns: Columns, line: Line) -> None:
        title, cell = columns.cell(line, "area"), columns.cell(line, "activity")
        if title:
            self._area_of_row(title.stretch, cut=self._paused)
        area = self._any_area()
        if not area:
            return
        texts = paragraphs(cell) if cell else []
        if texts and not title and self._is_rest(area, texts[0]):
            area.activities[-1].text = Stretch.join([area.activities[-1].text, texts.pop(0)])
        activities = [Activity(text) for text in texts]
        area.activities.extend(activities)
        area.rows.extend(texts)
        self._fill(columns, line, activities or area.activities[-1:])

    def _area_of_row(self, title: Stretch, *, cut: bool) -> None:
        area = self._area
        if area and not area.inferred and area.title.text == title.text:
            return
        if area and not area.inferred and cut and title.text[0].islower() and area.title.text[-1] not in ".!?":
            area.title = Stretch.join([area.title, title])
            area.rows.append(title)
        elif self.section:
            self._area = Area(title, rows=[title])
            self.section.areas.append(self._area)

    def _is_rest(self, area: Area, text: Stretch) -> bool:
        """Whether a cell that a page break cut goes on here: in lower case after text without a full stop."""
        before = area.activities[-1].text.text if area.activities else "."
        return self._paused and text.text[0].islower() and before[-1] not in ".!?:)"

    def _fill(self, columns: Columns, line: Line, activities: list[Activity]) -> None:
        """The row's other columns, given to its activities."""
        count = len(activities)
        responsible = paired(columns.cell(line, "responsible"), count)
        times, states = paired(columns.cell(line, "time"), count), paired(columns.cell(line, "state"), count)
        marked = plan_time.of_marks(columns.marked(line))
        starts = columns.cell(line, "start")
        for i, activity in enumerate(activities):
            activity.responsible = activity.responsible or responsible[i]
            activity.state = activity.state or states[i]
            time = times[i]
            if time and not activity.when:
                self._set(activity, "klart" if columns.is_deadline else "tid", time)
            elif marked and not activity.when:
                activity.when = marked
            if starts:
                self._set_start(activity, starts.stretch)

    def _set_start(self, activity: Activity, value: Stretch) -> None:
        start = plan_time.of_start(value.text, anchor=self.anchor, year=self.year)
        if start:
            end, text = (
                (activity.when.end, f"{value.text}–{activity.when.text}") if activity.when else (None, value.text)
            )
            activity.when = plan_time.When(start, end, text, inferred=True)
            activity.when_at = activity.when_at or value

    def _indicator_row(self, columns: Columns, line: Line) -> None:
        name, section = columns.cell(line, "indicator"), self.section
        if not name or not section:
            return
        count = len(name.paragraphs) if columns.is_plan else 1
        names = paragraphs(name) if count > 1 else [name.stretch]
        sources = paired(columns.cell(line, "source"), len(names))
        baselines, targets = (
            paired(columns.cell(line, "baseline"), len(names)),
            paired(columns.cell(line, "target"), len(names)),
        )
        for i, text in enumerate(names):
            section.indicators.append(Indicator(text, sources[i], baselines[i], targets[i]))


def is_heading(line: Line) -> bool:
    """Whether a line by itself is a heading: declared or bold, else short, without a verb or a full stop."""
    text = line.text
    if line.bullet or line.cells or not text or text[0].islower() or len(text) > HEADING_LENGTH:
        return False
    if line.level:
        return True
    if (
        text[-1] in ".:;,!?"
        or len(text.split()) > HEADING_WORDS
        or _LEADER.search(text)
        or not re.search(r"[^\W\d_]", text)
    ):
        return False
    return line.bold or not (": " in text or _VERB.search(text))
