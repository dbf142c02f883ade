"""Word files that come back, as they are read in a child process with limits."""

from __future__ import annotations

from rodtrad.reading.sources import Unreadable
from rodtrad.reading.word_files import Commented, Returned, WordFiles, WrittenParagraph
from rodtrad.web.documents.kept import of_this_process

__all__ = ["Commented", "Returned", "Unreadable", "WrittenParagraph", "read_returned"]


def read_returned(name: str, data: bytes) -> Returned:
    """What stands in a Word file. Raises Unreadable, whose message is Swedish, where it cannot be read."""
    return of_this_process(WordFiles).read(name, data)
