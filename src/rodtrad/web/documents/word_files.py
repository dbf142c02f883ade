"""Word files of others', as they are read and filled in a child process with limits."""

from __future__ import annotations

from collections.abc import Mapping

from rodtrad.reading.sources import Unreadable
from rodtrad.reading.word_files import Commented, WordFiles, WrittenParagraph
from rodtrad.web.documents.kept import of_this_process

__all__ = [
    "Commented",
    "Unreadable",
    "WrittenParagraph",
    "faults_of_template",
    "fill_template",
    "read_returned",
]


def read_returned(name: str, data: bytes) -> tuple[WrittenParagraph, ...]:
    """The paragraphs of a Word file. Raises Unreadable, whose message is Swedish, where it cannot be read."""
    return of_this_process(WordFiles).read(name, data)


def faults_of_template(data: bytes, known: Mapping[str, bool], content: str) -> list[str]:
    """As `WordFiles.faults_of`."""
    return of_this_process(WordFiles).faults_of(data, known, content)


def fill_template(template: bytes, minutes: bytes, values: Mapping[str, str], content: str, mark: str) -> bytes:
    """As `WordFiles.fill`."""
    return of_this_process(WordFiles).fill(template, minutes, values, content, mark)
