"""How much one document may take, and where an installation says otherwise."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rodtrad.reading.sources import DEFAULT_MAX_BYTES
from rodtrad.reading.sources.errors import size_in_words

MAX_BYTES: Final = "RODTRAD_MAX_BYTES"
# An answer holds the text (once) and the record, which is a few times the text; what is longer is no answer.
ANSWER_PER_BYTE: Final = 20
# A Word file is packed: its text may be a hundred times as long, up to what its reader lets through.
ANSWER_AT_LEAST: Final = 20_000_000


class BadSetting(ValueError):
    """A setting in the environment with a value that can't be meant; the message is Swedish and names it."""


# A long document takes its time, a crafted one must not: so time comes with each page that has been read, but no more
# than the file's size can be worth. 350 pages take 20 seconds of work on two cores, and weigh a megabyte or more.
CPU_A_PAGE: Final = 0.2
BYTES_A_SECOND: Final = 30_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: `memory` in bytes of address space, `cpu` and `wall` in seconds.

    `cpu` is what there is to begin with. `wall` is for a child that waits in vain: one that works is ended by `cpu`.
    `answer_at_least`: how many bytes it may answer about the smallest document.
    """

    max_bytes: int = DEFAULT_MAX_BYTES
    memory: int = 512_000_000
    cpu: int = 8
    wall: float = 240.0
    answer_at_least: int = ANSWER_AT_LEAST

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Limits":
        """The limits of this installation. Raises BadSetting for a value that is no number of bytes from 1."""
        value = environment.get(MAX_BYTES, "").strip()
        if not value:
            return cls()
        if not (value.isascii() and value.isdigit() and int(value) > 0):
            raise BadSetting(
                f"{MAX_BYTES} är ”{value}”. Skriv ett antal byte i siffror, till exempel 20000000 för 20 MB."
            )
        return cls(max_bytes=int(value))

    def cpu_after(self, pages: int, size: int) -> int:
        """The seconds of work that a document of `size` bytes may take once so many of its pages have been read."""
        return self.cpu + int(min(CPU_A_PAGE * pages, size / BYTES_A_SECOND))

    def longest_answer(self, size: int) -> int:
        """How many bytes a child may answer about a document of `size` bytes."""
        return self.answer_at_least + ANSWER_PER_BYTE * size

    @property
    def in_words(self) -> str:
        """For people, in Swedish."""
        more = f"{CPU_A_PAGE:.1f}".replace(".", ",")
        return (
            f"{size_in_words(self.memory)} minne och {self.cpu} sekunders arbete, i en PDF {more} till för varje sida"
        )
