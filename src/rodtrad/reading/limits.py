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
ANSWER_AT_LEAST: Final = 1_000_000


class BadSetting(ValueError):
    """A setting in the environment with a value that can't be meant; the message is Swedish and names it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: `memory` in bytes of address space, `cpu` and `wall` in seconds.

    `answer_at_least`: how many bytes it may answer about the smallest document.
    """

    max_bytes: int = DEFAULT_MAX_BYTES
    memory: int = 512_000_000
    cpu: int = 10
    wall: float = 20.0
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

    def longest_answer(self, size: int) -> int:
        """How many bytes a child may answer about a document of `size` bytes."""
        return self.answer_at_least + ANSWER_PER_BYTE * size

    @property
    def in_words(self) -> str:
        return f"{size_in_words(self.memory)} minne, {self.cpu} sekunders arbete och {self.wall:.0f} sekunder totalt"
