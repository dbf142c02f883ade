"""What of a document is in view at a time: one page as a picture, or some lines of its text. The rest is led to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from rodtrad.reading.pictures import NoPicture
from rodtrad.web.documents.marking import Line, Span, marked_lines
from rodtrad.web.documents.marks import Mark, Marked, marks_on
from rodtrad.web.documents.models import Finding, Note, Version
from rodtrad.web.documents.page import Entry, Listed, Shown, by_kind
from rodtrad.web.documents.paper import Paper, has_paper, paper_of
from rodtrad.web.documents.pictures import picture, size_of
from rodtrad.web.documents.places import LINES_AT_ONCE, Box, Spot

MOST_LISTED = 300  # of one kind, from the whole document


@dataclass(frozen=True, slots=True)
class ShownLine:
    line: Line
    labels: list[tuple[str, str, str]]  # what it is called, its address, its colour


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as a picture with its findings marked. `error`: why it could not be drawn, or "".

    `dots`: width and height of the picture. `points`: those of the paper, which the marks are measured in.
    """

    url: str
    dots: tuple[int, int] | None
    points: tuple[str, str]
    error: str
    marks: list[Mark]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """`page`, from 1, is the one it begins on. `before`, `after`: the addresses of the parts next to it, or "".

    `here`: the findings in view; `marked`: the keys of those that can be led to here; `address`: where the others are.
    `kind`: of which all findings are listed, wherever they stand; "" for none. `as_pages`, `as_text`: the same in
    either view; no pages, "". `printable`: it is the text of a Word file that can be shown as pages.
    """

    heading: str
    page: int
    page_count: int
    before: str
    after: str
    here: list[Shown]
    marked: frozenset[int]
    address: Callable[[Finding], str]
    kind: str
    as_pages: str
    as_text: str
    printable: bool = False
    sheet: Sheet | None = None
    lines: Sequence[ShownLine] = ()

    def listed(self) -> list[Listed]:
        """The findings in view, by kind."""
        return [Listed(kind, [self._entry(one) for one in those]) for kind, those in by_kind(self.here)]

    def in_whole(self, shown: Sequence[Shown]) -> list[Listed]:
        """How many findings of each kind the whole document has, and those of the chosen kind."""
        listed = []
        for kind, those in by_kind(shown):
            chosen = those[:MOST_LISTED] if kind.many == self.kind else []
            listed.append(Listed(kind, [self._entry(one) for one in chosen], len(those) - len(chosen)))
        return listed

    def _entry(self, one: Shown) -> Entry:
        here = one.finding.pk in self.marked
        return Entry(
            one,
            f"#fynd-{one.finding.pk}" if here else self.address(one.finding),
            "" if here and self.sheet else one.finding.place_text,
            printed_address(one.finding, self.kind) if self.printable else "",
        )


def part_in_view(version: Version, shown: Sequence[Shown], asked: Mapping[str, str]) -> tuple[Part, str]:
    """The part that an address asks for: `visa` text or sidor, `sida`, `rad`, `slag` of findings to list, `uppgift` to
    show the page of. With it, why the pages that were asked for cannot be shown, or ""."""
    wanted = {"page": asked.get("sida", ""), "kind": asked.get("slag", "")}
    error = ""
    if asked.get("visa", "sidor" if version.page_sizes else "text") == "sidor":
        try:
            return page_part(version, paper_of(version), shown, finding=asked.get("uppgift", ""), **wanted), ""
        except NoPicture as why:
            error = str(why)
    return text_part(version, shown, line=asked.get("rad", ""), **wanted), error


def page_part(version: Version, paper: Paper, shown: Sequence[Shown], *, page: str, kind: str, finding: str) -> Part:
    """A page of a version on paper: the nearest there is to the one wanted, or else the one a finding stands on."""
    count = len(paper.sizes)
    placed = {one.finding.pk: paper.rectangles(one.finding) for one in shown}
    wanted = next((one.finding for one in shown if str(one.finding.pk) == finding), None)
    number = _within(page or str(_page_of(wanted, placed, version) if wanted else 1), count)
    boxes = {pk: tuple(box for at, box in there if at == number) for pk, there in placed.items()}
    # What stands on this page of a PDF without a box is listed here too.
    here = [one for one in shown if boxes[one.finding.pk] or _is_on(one.finding, version, number)]

    def address(finding: Finding) -> str:
        mark = f"fynd-{finding.pk}"
        if rectangles := placed[finding.pk]:
            return version.page_address(rectangles[0][0], mark=mark, kind=kind)
        return version.line_address(finding.first_line, mark=mark, kind=kind)

    as_text = version.address(f"sida-{number}", visa="text", sida=number, slag=kind)
    if not version.page_sizes:
        as_text = version.line_address(here[0].finding.first_line if here else 1, kind=kind)
    return Part(
        heading=f"Sida {number} av {count}",
        page=number,
        page_count=count,
        before=version.page_address(number - 1, kind=kind) if number > 1 else "",
        after=version.page_address(number + 1, kind=kind) if number < count else "",
        here=here,
        marked=frozenset(pk for pk, there in boxes.items() if there),
        address=address,
        kind=kind,
        as_pages=version.page_address(number, kind=kind),
        as_text=as_text,
        sheet=_sheet(version, paper, number, [_marked(one, boxes[one.finding.pk]) for one in here]),
    )


def _page_of(finding: Finding, placed: Mapping[int, Sequence[tuple[int, Box]]], version: Version) -> int:
    """The page that a finding begins on. A place that a person gave has no box, but its page in a PDF is known."""
    if rectangles := placed[finding.pk]:
        return rectangles[0][0]
    return finding.page if version.page_sizes else 1


def _is_on(finding: Finding, version: Version, page: int) -> bool:
    return bool(version.page_sizes) and any(spot.page == page for spot in finding.spots)


def _sheet(version: Version, paper: Paper, page: int, marked: Sequence[Marked]) -> Sheet:
    width, height = paper.sizes[page - 1]
    url = reverse("documents:picture", args=[version.document_id, version.number, page])
    dots, error = None, ""
    try:
        dots = size_of(picture(version, paper, page))
    except NoPicture as why:
        error = str(why)
    return Sheet(url, dots, (f"{width:.1f}", f"{height:.1f}"), error, marks_on(marked, width, height))


def _marked(one: Shown, boxes: tuple[Box, ...]) -> Marked:
    return Marked(one.finding.pk, one.kind.group, f"{one.label}: {one.text}", one.doubt, boxes)


def text_part(version: Version, shown: Sequence[Shown], *, line: str, page: str, kind: str) -> Part:
    """Some lines of a version's text: those with the line wanted, or the beginning of the page wanted."""
    starts, pages = line_starts(version.text), version.page_starts or [0]
    if line or not page:
        number = _within(line, len(starts))
    else:
        number = bisect_right(starts, pages[_within(page, len(pages)) - 1])
    first = (number - 1) // LINES_AT_ONCE * LINES_AT_ONCE + 1
    last = min(first + LINES_AT_ONCE - 1, len(starts))

    def in_view(spot: Spot) -> bool:
        return spot.lines[0] <= last and first <= spot.lines[1]

    def address(finding: Finding) -> str:
        return version.line_address(finding.first_line, mark=f"fynd-{finding.pk}", kind=kind)

    here = [one for one in shown if any(map(in_view, one.finding.spots))]
    at = max(bisect_right(pages, starts[first - 1]), 1)
    printable = not version.page_sizes and has_paper(version)
    return Part(
        heading="Texten" if len(starts) <= LINES_AT_ONCE else f"Rad {first}–{last} av {len(starts)}",
        page=at,
        page_count=len(pages),
        before=version.line_address(first - LINES_AT_ONCE, kind=kind) if first > 1 else "",
        after=version.line_address(last + 1, kind=kind) if last < len(starts) else "",
        here=here,
        marked=frozenset(one.finding.pk for one in here if in_view(one.finding.spots[0])),
        address=address,
        kind=kind,
        as_pages=_as_pages(version, here, at, kind) if version.page_sizes or printable else "",
        as_text=version.line_address(first, kind=kind),
        printable=printable,
        lines=_lines(version, here, first),
    )


def _as_pages(version: Version, here: Sequence[Shown], page: int, kind: str) -> str:
    """The pages of a text. Which page of a Word file its lines stand on, only what is printed tells."""
    if version.page_sizes or not here:
        return version.page_address(page, kind=kind)
    return printed_address(here[0].finding, kind)


def printed_address(finding: Finding, kind: str) -> str:
    """The page of a Word file that a finding stands on, whichever that is."""
    return finding.version.address(f"fynd-{finding.pk}", visa="sidor", uppgift=finding.pk, slag=kind)


def _lines(version: Version, here: Sequence[Shown], first: int) -> list[ShownLine]:
    """Lines of the text, each with the labels (and their addresses) of what begins there."""
    labels: dict[int, dict[str, tuple[str, str, str]]] = defaultdict(dict)
    for one in here:
        label = (one.label, one.url or f"#uppgift-{one.finding.pk}", one.kind.group)
        labels[one.finding.first_line].setdefault(one.label, label)
    spans = [span for one in here for span in _spans(one)]
    lines = marked_lines(version.text, spans, version.page_starts or (0,), first=first, most=LINES_AT_ONCE)
    return [ShownLine(line, list(labels[line.number].values())) for line in lines]


def _spans(one: Shown) -> list[Span]:
    main, *further = one.finding.spots
    others = {spot.chars for spot in further} - {main.chars}
    anchored = Span(*main.chars, f"fynd-{one.finding.pk}", one.kind.group, one.label, one.doubt)
    return [anchored, *(Span(*chars, None, one.kind.group, one.label, one.doubt) for chars in sorted(others))]


def line_starts(text: str) -> list[int]:
    """The offset of every line of a text; the end of the last is no line."""
    return [0, *(found.end() for found in re.finditer("\n", text.removesuffix("\n")))]


def with_pages(version: Version, notes: Sequence[Note]) -> list[tuple[Note, int | None]]:
    """Notes with the pages they stand on; None for one that stands nowhere, or a text without pages on paper."""
    if not version.page_sizes or all(note.first_line is None for note in notes):
        return [(note, None) for note in notes]
    starts = line_starts(version.text)
    offsets = [starts[min(n.first_line, len(starts)) - 1] if n.first_line else None for n in notes]
    pages = [None if offset is None else bisect_right(version.page_starts, offset) for offset in offsets]
    return list(zip(notes, pages, strict=True))


def _within(wanted: str, most: int) -> int:
    """A number from 1 to the most: the one wanted, or the nearest; 1 for what is no number."""
    digits = wanted.strip()
    if not (digits.isascii() and digits.isdigit()):
        return 1
    # More digits than any number of pages has are a number too, but one that takes time.
    return min(max(int(digits[:9]), 1), most)
