"""The plan as read so far: its sections, the section and the target area that are open, and what is put into them."""

import re
from datetime import date
from typing import Final

from rodtrad.reading.facts.plan import time as plan_time
from rodtrad.reading.facts.plan.draft import Activity, Area, Detail, Section
from rodtrad.reading.facts.plan.words import GENERIC, PLAN_HEADING, LabelKind, shared
from rodtrad.reading.facts.plan.words import label_of as label_in
from rodtrad.reading.sources.source import Stretch

FIELDS: Final[dict[LabelKind, str]] = {
    "goal": "overall_goal",
    "target_group": "target_group",
    "focus": "focus",
    "responsible": "responsible",
}
# "2.1 Trygg hemgång": the depth of the number is the level of the heading.
NUMBER: Final = re.compile(r"(?P<number>\d+(?:\.\d+)*)\.?\s+(?=[A-ZÅÄÖ])")
# "… (ansvarig: Länsgruppen, klart hösten 2025)" at the end of a bullet
_ASIDE = re.compile(r"\s*\((?P<inside>[^()]*\b(?:ansvar\w*|klar\w*|tid\w*|status)\b[^()]*)\)\.?$", re.I)
_PAIR = re.compile(
    r"(?:^|[,;]\s*)(?P<label>ansvar\w*|klar\w*(?:\s+senast)?|tid\w*|när|status|läge)\s*:?\s+(?P<value>[^;]*?)(?=[,;]\s*(?:ansvar|klar|tid|när|status|läge)|$)",
    re.I,
)
_ABBREVIATED = re.compile(r"(?:\bm\.\s?fl|\betc|\bm\.\s?m|\bosv|\bkl)\.$", re.I)
_PARTS_OF_AREA = frozenset({"mål", "delmål"})  # what stands below a "målområde" or an "insatsområde"


class PlanDraft:
    """`anchor`, `year`: what times without a year are tied to; `name`: what the plan calls itself."""

    def __init__(self, *, anchor: date | None, year: int | None, name: Stretch | None) -> None:
        self.anchor, self.year, self.name = anchor, year, name
        self.sections: list[Section] = []
        self.section: Section | None = None  # what facts are noted in
        self.area: Area | None = None
        self._group_words: set[str] = set()  # "insatsområde", where such a heading turned out to name a group

    # Headings

    def head(self, line_title: Stretch, level: int) -> None:
        """Opens the section that a heading names, or goes on with the last where the heading repeats its name."""
        number = NUMBER.match(line_title.text)
        title = line_title[number.end() :] if number else line_title
        level = level or depth(number)
        if self.area and self.area.level and level > self.area.level:
            return  # a heading within a target area
        self.area = None
        again = PLAN_HEADING.fullmatch(title.text)
        if again:
            name = title.group(again, "name")
            if self.section and (self.section.is_called(name.text) or name.text[0].islower()):
                self.section.other_names.append(name)
                return
            if not title.text.lower().startswith("handlingsplan"):
                title = name
        section = Section(title, level, generic=bool(GENERIC.fullmatch(title.text)))
        self.section = self._above(level) if section.generic else section
        self.sections.append(section)

    def head_activities(self, title: Stretch, level: int) -> None:
        """A heading "Aktiviteter" is of the section above it; as high as that one's own, it begins a new one."""
        if self.section and self.section.level >= level:
            self.head(title, level)

    def _above(self, level: int) -> Section | None:
        """The section that a heading of every report stands in; one beside it has only what its own labels say."""
        for section in reversed(self.sections):
            beside = level and not 0 < section.level < level
            if not section.generic and (not beside or (section.values and not section.areas)):
                return section
        return None

    def holder(self) -> Section | None:
        """The open section; else the plan's own, for activities and areas must stand somewhere."""
        if self.section is None and self.name:
            name = self.name.text
            self.section = next((section for section in self.sections if section.name.text == name), None)
            if self.section is None:
                self.section = Section(self.name)
                self.sections.append(self.section)
        return self.section

    # Target areas

    def start_area(self, title: Stretch, rule: str, *, word: str = "", level: int = 0) -> None:
        """Opens a target area that a heading or a label names."""
        if word in self._group_words:
            self.section, self.area = Section(title, level), None
            self.sections.append(self.section)
            return
        if self.area and self._stands_over(self.area, word, level):
            self.promote()
        if level and self.section and self.section.level >= level and not self.section.values:
            self.section = self._above(level)
        section = self.holder()
        if section:
            self.area = Area(title, rule=rule, rows=[title], word=word, level=level)
            section.areas.append(self.area)

    def name_opened(self, title: Stretch) -> None:
        """The name of the area just opened, or of the group it turned out to be, that stands below "Område 2"."""
        if self.area:
            self.area.title = title
            self.area.rows.append(title)
        elif self.section:
            self.section.name = title

    def _stands_over(self, area: Area, word: str, level: int) -> bool:
        if area.activities or not area.word:
            return False
        is_part = word in _PARTS_OF_AREA and area.word not in _PARTS_OF_AREA
        return is_part or 0 < area.level < level

    def promote(self) -> None:
        """Makes a group of the open area: what turns out to have an aim and areas of its own is one."""
        area, section = self.area, self.section
        if area is None or section is None or area.activities or not area.word:
            return
        section.areas = [other for other in section.areas if other is not area]
        self._group_words.add(area.word)
        self.area, self.section = None, Section(area.title, area.level)
        self.sections.append(self.section)
        if area.goal:
            self.section.add("overall_goal", area.goal, "label-goal", 0.9)

    def any_area(self) -> Area | None:
        """The open area; else one that bears the heading's name, for the activities must stand somewhere."""
        section = self.holder()
        if self.area is None and section:
            self.area = Area(section.name, inferred=True, rule="area-of-heading")
            section.areas.append(self.area)
        return self.area

    def name_first_goal(self) -> None:
        """Where a second plain "Mål:" opens an area, the first did so too and was no goal of the whole section."""
        section = self.section
        values = section.values.get("overall_goal", []) if section else []
        if section and len(values) == 1 and values[0][1] == "label-plain-goal" and len(section.areas) == 1:
            (area,) = section.areas
            if area.inferred:
                area.title, area.inferred, area.rule = values[0][0], False, "label-goal"
                area.rows.insert(0, area.title)
                del section.values["overall_goal"]

    # Activities and what is said of them

    def add_activity(self, text: Stretch, *, apart: bool) -> None:
        """An activity, with what its own line says of who and when behind the words."""
        area = self.any_area()
        if not area:
            return
        aside = _ASIDE.search(text.text)
        first, *details = [text[: aside.start()]] if aside else shared(text)
        if not first:
            return  # "(Ansvarig: Ekeby)" alone says what of none
        activity = Activity(first, apart=apart)
        if aside:
            inside = text.group(aside, "inside")
            for pair in _PAIR.finditer(inside.text):
                self.set(activity, pair["label"].lower(), inside.group(pair, "value"))
        area.activities.append(activity)
        area.rows.append(text)
        for detail in details:
            found = label_in(detail.text)
            if found:
                self.detail(detail_label(*found), detail.group(found[1], "value"), own=True)

    def detail(self, label: str, value: Stretch, *, own: bool = False, tight: bool = False) -> None:
        """ "Ansvarig: …" or "Tid: …" beside activities; of which ones is known when the whole list is read."""
        if self.area and value:
            self.area.details.append(Detail(label, value, len(self.area.activities), own, tight))

    def settle(self) -> None:
        """Gives every activity what the details beside it say."""
        for section in self.sections:
            for area in section.areas:
                for detail in area.details:
                    whole = _ABBREVIATED.search(detail.value.text)
                    value = detail.value if whole else detail.value.strip(" .")
                    for activity in area.covered(detail):
                        self.set(activity, detail.label, value or detail.value)

    def set(self, activity: Activity, label: str, value: Stretch) -> None:
        """Notes who, how far or when, by the label that says which; what the activity already has stays."""
        if label.startswith("ansvar"):
            activity.responsible = activity.responsible or value
        elif label in ("status", "läge"):
            activity.state = activity.state or value
        elif not activity.when:
            done = label.startswith(("klar", "deadline"))
            activity.when = plan_time.of_cell(value.text, anchor=self.anchor, year=self.year, deadline=done)
            activity.when_at = value


def tells_who(text: str) -> bool:
    """Whether a bullet says in brackets at its end who answers for it: "… (ansvarig: Länsgruppen)"."""
    aside = _ASIDE.search(text) if text.endswith((")", ").")) else None
    return aside is not None and any(p["label"].lower().startswith("ansvar") for p in _PAIR.finditer(aside["inside"]))


def detail_label(kind: LabelKind, match: re.Match[str]) -> str:
    """The word by which a detail is known: the times' own, for "klart" is an end."""
    return match["time"].lower() if kind == "time" else {"responsible": "ansvarig"}.get(kind, "status")


def depth(number: re.Match[str] | None) -> int:
    """The level that a heading's number tells; 0 where it has none."""
    return number["number"].count(".") + 1 if number else 0
