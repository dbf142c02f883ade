"""A register as a file: every row that is asked for, as CSV for Swedish Excel or as a workbook.

Written to a temporary file first, so that a fault is an error page and never half a register.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has none
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it has none
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has none

from rodtrad.web import clock
from rodtrad.web.registers.declared import Cell, Column, Register, Rows
from rodtrad.web.registers.listing import Asked

CHUNK = 1000  # rows fetched at a time
# A spreadsheet takes a text that begins so for a formula (OWASP, "CSV Injection").
FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
# What XML cannot hold, and what no spreadsheet shows.
UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767  # characters of a cell
OLDEST = 1900  # a workbook has no earlier dates
ADDRESS = Column("Adress", str, 44)  # of each row; its value comes with the request


def download(register: Register, request: HttpRequest, every: Rows, form: str) -> FileResponse:
    """The rows of `every` that the address asks for, as a file. Raises Http404 for a form that is not made."""
    if form not in WRITERS:
        raise Http404("Den sortens fil finns inte.")
    asked = Asked.of(register, request.GET, every)
    write, content_type = WRITERS[form]
    file = TemporaryFile()  # noqa: SIM115 - the response closes it when it is sent
    write(file, asked, request)
    file.seek(0)
    name = f"{register.title.lower()}-{clock.today()}.{form}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)


def _cells(asked: Asked, request: HttpRequest) -> Iterator[list[Cell]]:
    """Row by row the values of the columns, the row's permanent address last."""
    columns = asked.register.columns
    for row in asked.register.filed(asked.rows).iterator(chunk_size=CHUNK):
        values = [column.value(row) for column in columns]
        yield [*map(_clean, values), request.build_absolute_uri(row.get_absolute_url())]


def _clean(value: Cell) -> Cell:
    return UNSHOWN.sub(" ", value) if isinstance(value, str) else value


def _headings(register: Register) -> list[str]:
    return [column.heading for column in (*register.columns, ADDRESS)]


def _write_csv(file: IO[bytes], asked: Asked, request: HttpRequest) -> None:
    """As Excel opens it in Swedish: a byte order mark, semicolons, CRLF."""
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_headings(asked.register))
    writer.writerows([_harmless(value) for value in cells] for cells in _cells(asked, request))
    text.detach()


def _harmless(value: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula, with the mark that makes it a text."""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def _write_xlsx(file: IO[bytes], asked: Asked, request: HttpRequest) -> None:
    workbook = Workbook(file, {"constant_memory": True})
    bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd"})
    sheet = workbook.add_worksheet(asked.register.title)
    _begin(sheet, asked.register, bold)
    count = 0
    for count, cells in enumerate(_cells(asked, request), 1):
        for column, value in enumerate(cells):
            _put(sheet, count, column, value, day)
    sheet.autofilter(0, 0, count, len(asked.register.columns))
    about = workbook.add_worksheet("Om")
    about.set_column(0, 0, 24, bold)
    about.set_column(1, 1, 90)
    for number, (name, value) in enumerate(_about(asked, request, count)):
        _put(about, number, 0, name, bold)
        _put(about, number, 1, value, day)
    workbook.close()


def _begin(sheet: Worksheet, register: Register, bold: Format) -> None:
    for number, column in enumerate((*register.columns, ADDRESS)):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.heading, bold)
    sheet.freeze_panes(1, 0)


def _put(sheet: Worksheet, row: int, column: int, value: Cell, style: Format) -> None:
    """A text stays a text, whatever it looks like; `style`: of dates, and of names on the sheet about the file."""
    if isinstance(value, int):
        sheet.write_number(row, column, value)
    elif isinstance(value, date) and value.year >= OLDEST:
        sheet.write_datetime(row, column, value, style)
    elif value is not None:
        sheet.write_string(row, column, _fitting(str(value)))


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _about(asked: Asked, request: HttpRequest, count: int) -> Iterable[tuple[str, Cell]]:
    """What the file holds, when and from where it was taken."""
    yield "Register", asked.register.title
    for one in asked.filters:
        if one.choices or one.value:
            yield one.filter.label, one.text if one.value else one.filter.every
    yield "Antal rader", count
    yield "Hämtat", clock.now().strftime("%Y-%m-%d %H.%M")
    yield "Installation", f"{settings.NAME}, {request.build_absolute_uri('/')}"
    yield "Urvalet på webben", request.build_absolute_uri(reverse(asked.register.place) + asked.query())
    yield (
        "Slutsatser",
        "Fält vars värde inte står ordagrant i dokumentet utan är slutet av det. Övriga värden är angivna.",
    )
    yield "Adress", "Radens varaktiga adress. Den består när dokumentet får en ny version."


Writer = Callable[[IO[bytes], Asked, HttpRequest], None]
WRITERS: dict[str, tuple[Writer, str]] = {
    "csv": (_write_csv, "text/csv; charset=utf-8"),
    "xlsx": (_write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
