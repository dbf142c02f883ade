"""An agenda as it stands: its items with their clock times, and in the form that a notice keeps."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeVar

from django.db.models import Prefetch

from rodtrad.web.meetings.models import Item, Meeting, Paper, Presenter, Proposal, Section
from rodtrad.web.personal_numbers import personal_numbers
from rodtrad.web.preparing.models import PaperFile, Reason

Line = TypeVar("Line", Proposal, Presenter)
VEILED: Final = "Punkt som bara är för organet"
VEILED_PAPER: Final = "Handling som bara är för organet"


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """One section of an item."""

    section: Section
    proposals: list[Proposal]
    presenters: list[Presenter]


@dataclass(frozen=True, slots=True)
class Planned:
    """One item with when it begins by the plan. `starts`: None where an item before it has no time given. `day`: of a
    meeting of several days, the one that begins with it. `removed`: sections taken off before the notice."""

    item: Item
    place: int
    starts: time | None
    proposals: list[Proposal]
    presenters: list[Presenter]
    papers: list[Paper]
    reasons: list[Reason]
    sections: list[PlannedSection]
    day: date | None = None
    removed: list[Section] = field(default_factory=list)

    @property
    def minutes(self) -> int | None:
        """How many it needs with its sections; None where it has no time of its own, nor each of them."""
        sections = [one.section.minutes_needed for one in self.sections if not one.section.cancelled]
        if not self.item.minutes_needed and not (sections and all(sections)):
            return None
        return (self.item.minutes_needed or 0) + sum(minutes or 0 for minutes in sections)

    @property
    def assignments(self) -> list[str]:
        """What is followed up at it, in words; what is only for the body stands at items that are so too."""
        told = [reason for reason in self.reasons if reason.kind == Reason.Kind.ASSIGNMENT]
        return [reason.text for reason in told if self.item.confidential or not _is_secret(reason)]


@dataclass(frozen=True, slots=True)
class DayPlan:
    """How the time of a day is planned. `untimed`: how many items have no time given. `ends`: when the last of them
    does, where all have. `given`: how many minutes the meeting is that day, where it says."""

    date: date | None
    minutes: int
    untimed: int
    ends: time | None
    given: int | None

    @property
    def over(self) -> int:
        """How many minutes are planned too many."""
        return max(0, self.minutes - self.given) if self.given is not None else 0


def planned_items(meeting: Meeting) -> list[Planned]:
    """The items in their order; six queries, with their sections."""
    rows = Item.written.filter(meeting=meeting).order_by("order", "pk")
    items = rows.select_related("proposed_by", "day_start").prefetch_related(
        Prefetch("proposals", Proposal.written.order_by("order"), to_attr="clauses"),
        Prefetch("presenters", Presenter.written.all(), to_attr="presented_by"),
        Prefetch("sections", Section._base_manager.filter(finding=None).order_by("order", "pk"), to_attr="parts"),
        Prefetch("papers", Paper.written.select_related("file").order_by("order", "pk"), to_attr="handed_out"),
        Prefetch(
            "reasons",
            Reason.objects.select_related("assignment__item", "agreement", "circulation", "earlier_item"),
        ),
    )
    out: list[Planned] = []
    days = days_of(meeting)
    clock = _moment(meeting.date, meeting.start)
    for place, item in enumerate(items, 1):
        known: Any = item
        begins = days[0] if place == 1 and len(days) > 1 else None
        if (start := getattr(item, "day_start", None)) and start.day <= len(days):
            begins = days[start.day - 1]
            clock = _moment(begins, start.start)
        starts = clock.time() if clock and not item.cancelled else None
        standing = [one for one in known.parts if one.retired_at is None]
        parts = [PlannedSection(one, _of(known.clauses, one), _of(known.presented_by, one)) for one in standing]
        lines = (_of(known.clauses, None), _of(known.presented_by, None))
        removed = [one for one in known.parts if one.retired_at]
        told = (*lines, known.handed_out, list(item.reasons.all()), parts, begins, removed)
        out.append(Planned(item, place, starts, *told))
        if item.cancelled:
            continue
        clock = clock + timedelta(minutes=minutes) if clock and (minutes := out[-1].minutes) else None
    return out


def _of(rows: list[Line], section: Section | None) -> list[Line]:
    """Those of the lines of an item that are a section's, or the item's own."""
    key = section.pk if section else None
    return [row for row in rows if row.section_id == key]


def removed_items(meeting: Meeting) -> list[Item]:
    """Those that were taken off before the meeting was called; they may be put back."""
    gone = Item._base_manager.filter(meeting=meeting, retired_at__isnull=False, finding=None)
    return list(gone.order_by("-retired_at"))


def without_confidential(items: list[Planned]) -> list[Planned]:
    """What others than the bodies may see of an agenda: that a confidential item is there, and nothing of it."""
    shown = []
    for one in items:
        item, papers = one.item, [paper for paper in one.papers if is_for_all(paper)]
        if item.confidential:
            veiled = Item(pk=item.pk, meeting=item.meeting, order=item.order, title=VEILED, confidential=True)
            veiled.cancelled = item.cancelled
            shown.append(replace(one, item=veiled, proposals=[], presenters=[], papers=[], reasons=[], sections=[]))
        else:
            shown.append(replace(one, papers=papers, reasons=[]))
    return shown


def _is_secret(reason: Reason) -> bool:
    return bool(reason.assignment and reason.assignment.item and reason.assignment.item.confidential)


def file_of(paper: Paper) -> PaperFile | None:
    """The file of a paper; None of one that is only named, as those of a question by mail are."""
    return getattr(paper, "file", None)


def is_confidential(paper: Paper) -> bool:
    """Whether a paper itself is confidential to the bodies, whatever its item is."""
    file = file_of(paper)
    return file is not None and file.confidential


def is_for_all(paper: Paper) -> bool:
    """Whether others than the bodies may see a paper, at an item that they may see."""
    file = file_of(paper)
    return file is None or file.is_for_all


def called_for(title: str, *, confidential: bool) -> str:
    """An item or a paper as the bodies see it; a title that tells no more than that it is confidential is enough."""
    return f"{title} (bara för organet)" if confidential and title not in {VEILED, VEILED_PAPER} else title


def days_of(meeting: Meeting) -> list[date]:
    """The days that a meeting lasts; none where it has no date."""
    if meeting.date is None:
        return []
    last = meeting.end_date or meeting.date
    return [meeting.date + timedelta(days=number) for number in range((last - meeting.date).days + 1)]


def days_planned(meeting: Meeting, items: list[Planned]) -> list[DayPlan]:
    """How the time is planned, a day each; of a meeting of one day, that one. A day that no item begins is left out."""
    parts: list[list[Planned]] = [[]]
    for planned in items:
        if planned.day and parts[-1]:
            parts.append([])
        parts[-1].append(planned)
    last = meeting.end_date or meeting.date
    return [_day_planned(meeting, part, ends=meeting.end if _day(meeting, part) == last else None) for part in parts]


def _day_planned(meeting: Meeting, part: list[Planned], *, ends: time | None) -> DayPlan:
    day = _day(meeting, part)
    held = [planned.minutes for planned in part if not planned.item.cancelled]
    minutes, untimed = sum(needed or 0 for needed in held), sum(not needed for needed in held)
    start, end = _moment(day, part[0].starts if part else meeting.start), _moment(day, ends)
    given = int((end - start).total_seconds() // 60) if start and end else None
    by_plan = (start + timedelta(minutes=minutes)).time() if start and minutes and not untimed else None
    return DayPlan(day, minutes, untimed, by_plan, given)


def _day(meeting: Meeting, part: list[Planned]) -> date | None:
    return (part[0].day if part else None) or meeting.date


def _moment(day: date | None, clock: time | None) -> datetime | None:
    return datetime.combine(day, clock) if day and clock else None


def agenda_of(meeting: Meeting, items: list[Planned] | None = None) -> dict[str, Any]:
    """The agenda as plain values, as a notice keeps it and two of them are compared. `items`: all of them, where they
    are at hand."""
    return {
        "date": meeting.date and meeting.date.isoformat(),
        "end_date": meeting.end_date and meeting.end_date.isoformat(),
        "start": meeting.start and f"{meeting.start:%H:%M}",
        "end": meeting.end and f"{meeting.end:%H:%M}",
        "place": meeting.place,
        "items": [_as_sent(planned) for planned in (planned_items(meeting) if items is None else items)],
    }


def _as_sent(planned: Planned) -> dict[str, Any]:
    item = planned.item
    return {
        "item": item.pk,
        "title": item.title,
        "type": item.type,
        "cancelled": item.cancelled,
        "confidential": item.confidential,
        "introduction": item.introduction,
        "minutes": item.minutes_needed,
        "day": planned.day and planned.day.isoformat(),
        "starts": planned.starts and f"{planned.starts:%H:%M}",
        "clauses": [proposal.text for proposal in planned.proposals],
        "presenters": [row.in_words for row in planned.presenters],
        "papers": [_paper_as_sent(paper) for paper in planned.papers],
        # Notices that were sent before they told of assignments and sections differ in nothing where there are none.
        **({"assignments": planned.assignments} if planned.assignments else {}),
        **({"sections": [_section_as_sent(one) for one in planned.sections]} if planned.sections else {}),
    }


def _section_as_sent(one: PlannedSection) -> dict[str, Any]:
    section = one.section
    return {
        "section": section.pk,
        "label": section.label,
        "title": section.title,
        "cancelled": section.cancelled,
        "minutes": section.minutes_needed,
        "clauses": [proposal.text for proposal in one.proposals],
        "presenters": [row.in_words for row in one.presenters],
    }


def _paper_as_sent(paper: Paper) -> dict[str, Any]:
    file = file_of(paper)
    return {"title": paper.text, "sha256": file.sha256 if file else "", "confidential": is_confidential(paper)}


def as_called(meeting: Meeting, agenda: dict[str, Any], items: list[Planned]) -> list[Planned]:
    """The meeting as it was called, in memory: the items of an agenda that `agenda_of` told, and on the meeting itself
    when and where. `items`: as they stand now, for the papers that are still there."""
    for name, read in (("date", date), ("end_date", date), ("start", time), ("end", time)):
        setattr(meeting, name, read.fromisoformat(agenda[name]) if agenda[name] else None)
    meeting.place = agenda["place"]
    files = {(one.item.pk, paper.text): paper for one in items for paper in one.papers}
    return [_as_called(meeting, place, told, files) for place, told in enumerate(agenda["items"], 1)]


def _as_called(meeting: Meeting, place: int, told: dict[str, Any], files: dict[tuple[int, str], Paper]) -> Planned:
    fields = ("title", "type", "cancelled", "confidential", "introduction")
    papers = [paper["title"] for paper in told["papers"]]
    return Planned(
        Item(pk=told["item"], meeting=meeting, minutes_needed=told["minutes"], **{name: told[name] for name in fields}),
        place,
        time.fromisoformat(told["starts"]) if told["starts"] else None,
        [Proposal(text=text) for text in told["clauses"]],
        [Presenter(name=line) for line in told["presenters"]],
        [files.get((told["item"], title)) or Paper(text=title) for title in papers],
        [Reason(kind=Reason.Kind.ASSIGNMENT, text=text) for text in told.get("assignments", ())],
        [_section_as_called(one) for one in told.get("sections", ())],
        date.fromisoformat(told["day"]) if told.get("day") else None,
    )


def _section_as_called(told: dict[str, Any]) -> PlannedSection:
    fields = {name: told[name] for name in ("label", "title", "cancelled")}
    return PlannedSection(
        Section(pk=told["section"], minutes_needed=told["minutes"], **fields),
        [Proposal(text=text) for text in told["clauses"]],
        [Presenter(name=line) for line in told["presenters"]],
    )


def with_personal_numbers(agenda: dict[str, Any]) -> list[str]:
    """The items of an agenda, as `agenda_of` tells it, in whose words a personal number stands."""
    found = []
    for place, item in enumerate(agenda["items"], 1):
        told = [item["introduction"], *item.get("assignments", ()), *(one["title"] for one in item["papers"])]
        for part in (item, *item.get("sections", ())):
            told += [part["title"], *part["clauses"], *part["presenters"]]
        if any(personal_numbers("\n".join(told))):
            found.append(f"{place}. {item['title']}")
    return found


def veiled(agenda: dict[str, Any]) -> dict[str, Any]:
    """An agenda, as `agenda_of` tells it, without what its confidential items and papers are about."""
    return {**agenda, "items": [_veiled_item(item) for item in agenda["items"]]}


def _veiled_item(item: dict[str, Any]) -> dict[str, Any]:
    if item["confidential"]:
        nothing = dict.fromkeys(("clauses", "presenters", "assignments", "sections"), ())
        item = {**item, "title": VEILED, "introduction": "", **nothing}
    hidden = {"title": VEILED_PAPER}
    papers = [
        {**paper, **hidden} if item["confidential"] or paper["confidential"] else paper for paper in item["papers"]
    ]
    return {**item, "papers": papers}
