"""Documents of every format as a `Source`: one text, and lines of cleaned text that know where each character lies."""

from collections.abc import Callable
from typing import Final

from rodtrad.reading.sources.decode import decode
from rodtrad.reading.sources.docx import read_docx
from rodtrad.reading.sources.errors import Unreadable, empty, no_office, too_large
from rodtrad.reading.sources.formats import format_of
from rodtrad.reading.sources.html import read_html
from rodtrad.reading.sources.mail import read_mail, read_plain
from rodtrad.reading.sources.odt import read_odt
from rodtrad.reading.sources.pdf import read_pdf
from rodtrad.reading.sources.source import Cell, Line, Source, Stretch

__all__ = ["DEFAULT_MAX_BYTES", "Cell", "Line", "Source", "Stretch", "Unreadable", "open_source"]

DEFAULT_MAX_BYTES: Final = 20_000_000


def open_source(
    name: str,
    data: bytes,
    *,
    max_bytes: int = DEFAULT_MAX_BYTES,
    page_read: Callable[[int], None] = lambda pages: None,
) -> Source:
    """A file as a `Source`. `name` tells the format together with the first bytes.

    `page_read` is called after each page of a PDF, with how many it says it has (0: it doesn't): whoever limits the
    time of a reading knows then that it gets on.

    Raises Unreadable, with a Swedish message, for a file that is empty, too large, in another format, damaged, locked,
    without text, too heavy, binary or in an encoding that can't be told.
    """
    if len(data) > max_bytes:
        raise too_large(len(data), max_bytes)
    if not data:
        raise empty()
    match format_of(name, data):
        case "docx":
            return read_docx(name, data)
        case "pdf":
            return read_pdf(name, data, page_read)
        case "odt":
            return read_odt(name, data)
        case "html":
            return read_html(name, data)
        case "eml":
            return read_mail(name, data)
        case "rtf" | "doc":
            raise no_office()
    return read_plain(name, decode(data))
