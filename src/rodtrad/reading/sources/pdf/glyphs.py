"""What a page draws: its characters, each with its box, and the lines that may rule a table.

pdfminer interprets the page; this device only notes what the reader needs, which is several times faster than its
layout objects. Boxes are in points from the top left of the visible page (its crop box), as people see it.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, cast

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFStackT, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, resolve1, stream_value
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, PathSegment, Point, Rect, apply_matrix_pt, apply_matrix_rect

from rodtrad.reading.record import Box
from rodtrad.reading.sources.pdf.characters import UNKNOWN, cleaned, is_bold
from rodtrad.reading.sources.pdf.tilt import Tilt, tilt_of

MOST_GLYPHS: Final = 200_000  # drawn on one page; a page of small print has 10 000
SMALLEST: Final = 0.5  # points: what is set smaller nobody sees
MOST_RULES: Final = 20_000
MOST_CONTENT: Final = 50_000_000  # bytes that a page's drawing may unpack to
THIN: Final = 3.0  # points: a filled rectangle that is no wider is a line
DOT: Final = (1.5, 9.0)  # points: the sides of what may be a bullet
ROUND: Final = 0.25  # by so much its sides may differ
UNSEEN: Final = 3  # the mode in which text is drawn that only programs see (ISO 32000-1, 9.3.6)
SCANNED_FROM: Final = 0.5  # of a page's characters
MOST_DOTS: Final = 2_000
LONGEST_SIDE: Final = 100_000.0  # points; a page that is larger, or smaller than this, is taken for the other size
STRAIGHT: Final = "mlh"  # the segments of a path that are no curves
A4: Final = (0.0, 0.0, 595.0, 842.0)


@dataclass(slots=True)
class Glyph:
    """A drawn character, or several that one sign stands for (a ligature).

    `mark`: the number of the marked content it lies in, which the structure tree names. `artifact`: what the file says
    is no part of the text, as a running header. `upright`: written from left to right.
    """

    text: str
    box: Box
    size: float
    bold: bool
    mark: int | None
    artifact: bool
    upright: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A small figure, as wide as it is high; what it lies in as of a Glyph."""

    box: Box
    mark: int | None
    artifact: bool


@dataclass(slots=True)
class Page:
    """`rules`: straight horizontal and vertical lines as thin boxes. `dots`: what may be bullets. `drawn`: anything at
    all was painted. `unseen`: how many characters lie unseen over a picture, as a machine read them in it; if
    most do, it is `scanned`. `tilt`: of a page that lay askew; the boxes are those it would have if it had not.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    drawn: bool = False
    damaged: bool = False
    unseen: int = 0
    scanned: bool = False
    tilt: Tilt | None = None


class TooMuchError(Exception):
    """A page that draws more than any page of a document does."""


def read_page(page: PDFPage, number: int, resources: PDFResourceManager) -> Page:
    """Everything a page draws. A page that breaks off is `damaged` and holds what was drawn until then."""
    page.mediabox = _visible(page)
    left, bottom, right, top = page.mediabox
    width, height = right - left, top - bottom
    if page.rotate % 180 == 90:
        width, height = height, width
    read = Page(number, width, height)
    device = _Device(resources, read)
    try:
        _check_content(page)
        _Interpreter(resources, device).process_page(page)
    except (MemoryError, TooMuchError):
        raise
    except Exception:  # pdfminer raises what its bytes lead it to; the page is told as damaged
        read.damaged = True
    device.put_straight()
    return read


def _visible(page: PDFPage) -> Rect:
    """The crop box within the media box, as viewers show a page."""
    media, crop = _ordered(page.mediabox) or A4, _ordered(page.cropbox)
    if crop is None:
        return media
    left, bottom, right, top = (*map(max, media[:2], crop[:2]), *map(min, media[2:], crop[2:]))
    return (left, bottom, right, top) if right - left > 1 and top - bottom > 1 else media


def _ordered(box: Rect) -> Rect | None:
    """The box with its corners in order; None for one without extent, or of no size that paper has."""
    left, right = sorted((float(box[0]), float(box[2])))
    bottom, top = sorted((float(box[1]), float(box[3])))
    sane = all(-LONGEST_SIDE < side < LONGEST_SIDE for side in (left, right, bottom, top))
    return (left, bottom, right, top) if sane and right - left > 1 and top - bottom > 1 else None


def _check_content(page: PDFPage) -> None:
    """Unpack a page's drawing before it is interpreted: a few bytes may stand for gigabytes of it."""
    total = 0
    for part in page.contents:
        stream = stream_value(part)
        packed, filters = stream.get_rawdata(), stream.get_filters()
        if packed and not stream.decipher and len(filters) == 1 and filters[0][0] in LITERALS_FLATE_DECODE:
            # What is broken is pdfminer's to mend, or to find empty.
            with suppress(zlib.error):
                total += len(zlib.decompressobj().decompress(packed, MOST_CONTENT))
        else:
            total += len(stream.get_data())
        if total >= MOST_CONTENT:
            raise TooMuchError


class _Interpreter(PDFPageInterpreter):
    """Marked content may name its properties in the page's resources; only the interpreter knows those."""

    def do_BDC(self, tag: PDFStackT, props: PDFStackT) -> None:
        if isinstance(props, PSLiteral):
            named = resolve1(self.resources.get("Properties"))
            found = resolve1(named.get(props.name)) if isinstance(named, dict) else None
            props = found if isinstance(found, dict) else {}
        super().do_BDC(tag, props)


class _Device(PDFTextDevice):
    """Fills a Page as pdfminer interprets it."""

    ctm: Matrix

    def __init__(self, resources: PDFResourceManager, page: Page) -> None:
        super().__init__(resources)
        self._page = page
        self._marks = list[tuple[int | None, bool]]()
        self._mark: int | None = None
        self._artifact = False
        self._bold = dict[int, bool]()
        self._drawn = 0
        self._unseen = False
        self._slopes = array("f")

    def put_straight(self) -> None:
        """Level the letters of a page that lay askew."""
        page = self._page
        page.tilt = tilt_of(self._slopes, page.width, page.height)
        if page.tilt:
            for glyph in page.glyphs:
                glyph.box = page.tilt.straight(glyph.box)

    # Marked content

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        self._marks.append((self._mark, self._artifact))
        mark = resolve1(props.get("MCID")) if isinstance(props, Mapping) else None
        if type(mark) is int:
            self._mark = mark
        if tag.name == "Artifact":
            self._artifact = True

    def end_tag(self) -> None:
        if self._marks:
            self._mark, self._artifact = self._marks.pop()

    # Characters

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        self._unseen = textstate.render == UNSEEN
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        self._drawn += 1
        if self._drawn > MOST_GLYPHS:
            raise TooMuchError
        try:
            text = cleaned(font.to_unichr(cid))
        except PDFUnicodeNotDefined:
            text = UNKNOWN
        advance = font.char_width(cid) * fontsize * scaling
        if text:
            foot = font.get_descent() * fontsize + rise
            box = apply_matrix_rect(matrix, (0, foot, advance, foot + fontsize))
            upright = _is_upright(matrix) and not font.is_vertical()
            if upright:
                self._slopes.append(matrix[1] / matrix[0])
            self._note(text, box, upright=upright, bold=self._is_bold(font))
        return advance

    def _note(self, text: str, box: Rect, *, upright: bool, bold: bool) -> None:
        """A character by its box from the bottom left, if it is seen on the page."""
        page, (left, bottom, right, top) = self._page, box
        size = top - bottom if upright else right - left
        on_page = 0 <= (left + right) / 2 <= page.width and 0 <= (bottom + top) / 2 <= page.height
        if on_page and SMALLEST < size < page.height and right - left < page.width:
            page.drawn = True
            page.unseen += self._unseen
            placed = (left, page.height - top, right, page.height - bottom)
            page.glyphs.append(Glyph(text, placed, size, bold, self._mark, self._artifact, upright))

    def _is_bold(self, font: PDFFont) -> bool:
        if (known := self._bold.get(id(font))) is None:
            known = self._bold[id(font)] = is_bold(font.fontname, font.descriptor)
        return known

    # Lines and pictures

    def paint_path(
        self, graphicstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        self._page.drawn = True
        for part in _subpaths(path):
            ends = [part[0] if segment[0] == "h" else segment for segment in part]
            pairs = [cast(Point, end[i : i + 2]) for end in ends for i in range(1, len(end), 2)]  # a curve has three
            points = [apply_matrix_pt(self.ctm, pair) for pair in pairs]
            xs, ys = [x for x, _ in points], [self._page.height - y for _, y in points]
            box = (min(xs), min(ys), max(xs), max(ys))
            if not all(-LONGEST_SIDE < side < LONGEST_SIDE for side in box):
                continue
            curved = any(segment[0] not in STRAIGHT for segment in part)
            if _is_dot(box) and (fill or curved):
                self._note_dot(box)
            elif not curved:
                self._note_rules(xs, ys, box, stroke=stroke)

    def _note_dot(self, box: Box) -> None:
        if len(self._page.dots) < MOST_DOTS:
            self._page.dots.append(Dot(box, self._mark, self._artifact))

    def _note_rules(self, xs: Sequence[float], ys: Sequence[float], box: Box, *, stroke: bool) -> None:
        page = self._page
        if box[2] - box[0] <= THIN or box[3] - box[1] <= THIN:
            page.rules.append(box)
        elif stroke:
            for i in range(1, len(xs)):
                left, right = sorted((xs[i - 1], xs[i]))
                top, bottom = sorted((ys[i - 1], ys[i]))
                if right - left <= THIN or bottom - top <= THIN:
                    page.rules.append((left, top, right, bottom))
        if len(page.rules) > MOST_RULES:
            raise TooMuchError

    def render_image(self, name: str, stream: PDFStream) -> None:
        self._page.drawn = True


def _is_upright(matrix: Matrix) -> bool:
    """Whether what is drawn runs from left to right, or leans no more than italics do."""
    return matrix[0] > 0 and matrix[3] > 0 and abs(matrix[1]) < matrix[0]


def _subpaths(path: Sequence[PathSegment]) -> Iterable[list[PathSegment]]:
    part: list[PathSegment] = []
    for segment in path:
        if segment[0] == "m" and part:
            yield part
            part = []
        part.append(segment)
    if part and part[0][0] == "m":
        yield part


def _is_dot(box: Box) -> bool:
    low, high = sorted((box[2] - box[0], box[3] - box[1]))
    return DOT[0] <= low and high <= DOT[1] and high - low <= ROUND * high
