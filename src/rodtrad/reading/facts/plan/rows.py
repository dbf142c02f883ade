"""Rows of tables → areas, activities and indicators; rows of labels and values where there is no table."""

from rodtrad.reading.facts.plan import time as plan_time
from rodtrad.reading.facts.plan.draft import Activity, Area, Indicator
from rodtrad.reading.facts.plan.drafting import PlanDraft
from rodtrad.reading.facts.plan.table import Columns, columns_of, headed_by_area, paired, paragraphs, years_above
from rodtrad.reading.facts.plan.words import area_heading
from rodtrad.reading.sources.source import Line, Stretch

MOST_COLUMNS = 40


class RowReader:
    """Reads the rows of one table after another. `unplaced`: rows that belong to none."""

    def __init__(self, draft: PlanDraft) -> None:
        self.draft = draft
        self.unplaced: list[Stretch] = []
        self._columns: Columns | None = None
        self._interrupted: Columns | None = None  # of a table that a paragraph broke off, such as a footnote
        self._years: dict[int, int] = {}

    def end(self) -> None:
        """A heading or a label stands here: the table is over."""
        self._columns = self._interrupted = None

    @property
    def begun(self) -> bool:
        """Whether a table stands under the heading that is open."""
        return bool(self._columns or self._interrupted)

    def interrupt(self) -> None:
        """A paragraph stands here: the table may go on below it."""
        self._interrupted, self._columns = self._columns or self._interrupted, None

    def year_above(self, year: int) -> None:
        """A year by itself stands above the next table."""
        self._years = dict.fromkeys(range(MOST_COLUMNS), year)

    def read(self, line: Line, *, paused: bool) -> bool:
        """Reads a row; False where it is none of a table. `paused`: a blank line stands above it."""
        columns = headed_by_area(line) or columns_of(line, self._years, self.draft.year)
        if columns:
            self._columns, self._years = self._fitting(columns), {}
            self._area_above(line)
            return True
        if self._columns and self._area_above(line):
            return True
        self._years = years_above(line) or self._years
        if self._columns is None and not self._resumes(line):
            return False
        if self._columns and self.draft.holder():
            if self._columns.is_plan:
                self._plan_row(self._columns, line, paused)
            if "indicator" in self._columns.kinds.values():
                self._indicator_row(self._columns, line)
        return True

    def _fitting(self, columns: Columns) -> Columns:
        """A heading's area that a table divides is a group; but where the group has its aim, it stays an area."""
        draft = self.draft
        if columns.has_area and draft.area and draft.area.word and not draft.area.activities:
            if draft.section and draft.section.states_aim:
                return columns.without_area()
            draft.promote()
        return columns

    def _area_above(self, line: Line) -> bool:
        """A row across the table, or the first column's heading, that names the area of the rows below it."""
        texts = [cell.text for cell in line.cells if cell.text]
        first = line.cells[0].stretch
        found = area_heading(first.text) if first and (len(texts) == 1 or headed_by_area(line)) else None
        if found and not (self._columns and self._columns.has_area):
            self.draft.start_area(first.group(found, "title"), "area-row", word=found["word"].lower())
            return True
        return False

    def _resumes(self, line: Line) -> bool:
        """Whether a row outside any table goes on with the one before: its first cell is empty."""
        if self._interrupted and line.content and not line.cells[0].stretch:
            self._columns = self._interrupted
            return True
        return False

    def leave(self, line: Line) -> None:
        """Notes a row that looks like one of a table, but of none that is known."""
        section = self.draft.section
        if section and section.has_facts and line.content and not line.cells[0].stretch:
            self.unplaced.append(line.content)

    def _plan_row(self, columns: Columns, line: Line, paused: bool) -> None:
        title, cell = columns.cell(line, "area"), columns.cell(line, "activity")
        if title:
            self._area_of_row(title.stretch, cut=paused)
        area = self.draft.any_area()
        if not area:
            return
        texts = paragraphs(cell) if cell else []
        if texts and not title and paused and _is_rest(area, texts[0]):
            area.activities[-1].text = Stretch.join([area.activities[-1].text, texts.pop(0)])
        activities = [Activity(text) for text in texts]
        area.activities.extend(activities)
        area.rows.extend(texts)
        self._fill(columns, line, activities or area.activities[-1:])

    def _area_of_row(self, title: Stretch, *, cut: bool) -> None:
        area, section = self.draft.area, self.draft.holder()
        if area and not area.inferred and area.title.text == title.text:
            return
        if area and not area.inferred and cut and title.text[0].islower() and area.title.text[-1] not in ".!?":
            area.title = Stretch.join([area.title, title])
            area.rows.append(title)
        elif section:
            self.draft.area = Area(title, rows=[title])
            section.areas.append(self.draft.area)

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
                self.draft.set(activity, "klart" if columns.is_deadline else "tid", time)
            elif marked and not activity.when:
                activity.when = marked
            if starts:
                self._set_start(activity, starts.stretch)

    def _set_start(self, activity: Activity, value: Stretch) -> None:
        start = plan_time.of_start(value.text, anchor=self.draft.anchor, year=self.draft.year)
        if start:
            when = activity.when
            end, text = (when.end, f"{value.text}–{when.text}") if when else (None, value.text)
            activity.when = plan_time.When(start, end, text, inferred=True)
            activity.when_at = activity.when_at or value

    def _indicator_row(self, columns: Columns, line: Line) -> None:
        name, section = columns.cell(line, "indicator"), self.draft.section
        if group := columns.cell(line, "group"):
            # One table for the whole plan: the section that the row names, if there is just one.
            called = [s for s in self.draft.sections if s.is_group and s.is_called(group.text)]
            section = called[0] if len(called) == 1 else section
        if not name or not section:
            return
        names = paragraphs(name) if columns.is_plan and len(name.paragraphs) > 1 else [name.stretch]
        sources = paired(columns.cell(line, "source"), len(names))
        baselines = paired(columns.cell(line, "baseline"), len(names))
        targets = paired(columns.cell(line, "target"), len(names))
        for i, text in enumerate(names):
            section.indicators.append(Indicator(text, sources[i], baselines[i], targets[i]))


def _is_rest(area: Area, text: Stretch) -> bool:
    """Whether a cell that a page break cut goes on here: in lower case after text without a full stop."""
    before = area.activities[-1].text.text if area.activities else "."
    return text.text[0].islower() and before[-1] not in ".!?:)"
