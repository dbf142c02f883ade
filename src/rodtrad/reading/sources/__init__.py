"""Documents of every format as a `Source`: one text, and lines of cleaned text that know where each character lies."""

from typing import Final

from rodtrad.reading.sources.decode import decode
from rodtrad.reading.sources.errors import Unreadable, too_large
from rodtrad.reading.sources.formats import format_of
from rodtrad.reading.sources.pdf import read_pdf
from rodtrad.reading.sources.source import Cell, Line, Source, Stretch
from rodtrad.reading.sources.text import read_text

__all__ = ["DEFAULT_MAX_BYTES", "Cell", "Line", "Source", "Stretch", "Unreadable", "open_source"]

DEFAULT_MAX_BYTES: Final = 20_000_000


def open_source(name: str, data: bytes, *, max_bytes: int = DEFAULT_MAX_BYTES) -> Source:
    """A file as a `Source`. `name` tells the format together with the first bytes.

    Raises Unreadable, with a Swedish message, for a file that is empty, too large, in another format, binary or in
    an encoding that can't be told; for a PDF that is locked, broken, without text or too heavy.
    """
    if len(data) > max_bytes:
        raise too_large(len(data), max_bytes)
    if format_of(name, data) == "pdf":
        return read_pdf(name, data)
    text = decode(data)
    if not text.strip():
        raise Unreadable("empty", "Filen är tom. Kontrollera att rätt fil sparades och försök igen.")
    return read_text(name, text)
