"""Word files that somebody has written in, opened in a child process with limits: anyone may have made them."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rodtrad.reading._slot import crashed
from rodtrad.reading.at_once import LIMITS, AtOnce
from rodtrad.reading.limits import Limits

__all__ = ["Commented", "Returned", "WordFiles", "WrittenParagraph"]

TASK: Final = "rodtrad.reading._word_files:prepare"
LOOKS: Final = frozenset({"text", "heading", "list", "deeper"})


@dataclass(frozen=True, slots=True)
class Commented:
    """What somebody says in the margin."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class WrittenParagraph:
    """One paragraph as it reads when all that is tracked is taken: bold words between stars, lines that its author made
    within it as lines. `look`: one of `LOOKS`. `left_out`: it has pictures or notes, which are not read. `marks`: the
    names of the bookmarks that begin in it."""

    text: str
    look: str
    in_table: bool
    left_out: bool
    marks: tuple[str, ...]
    comments: tuple[Commented, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """`tracked`: some of it is a change that nobody has taken or refused in Word."""

    paragraphs: tuple[WrittenParagraph, ...]
    tracked: bool


class WordFiles:
    """Opens files, one at a time, for any number of threads; to be made after any fork."""

    def __init__(self, *, limits: Limits = LIMITS, _task: str = TASK) -> None:
        self._child = AtOnce(_task, limits)

    def close(self) -> None:
        """End what is being opened, and the server."""
        self._child.close()

    def read(self, name: str, data: bytes) -> Returned:
        """What stands in a file. Raises Unreadable, whose message is Swedish, where it is no Word file, damaged, too
        large or too heavy, or too many wait already."""
        return _checked(self._child.ask(name, _request("read", data), len(data)))

    def faults_of(self, data: bytes, known: Mapping[str, bool], content: str) -> list[str]:
        """What is wrong with a template, a Swedish sentence each. `known`: the fields that there are, and whether each
        must stand; `content`: the one in whose place the minutes come. Raises as `read`."""
        told = self._child.ask("mall.docx", _request("faults", data, known=known, content=content), len(data))
        try:
            return [_text(one) for one in told["faults"]]
        except (KeyError, TypeError) as error:
            raise crashed() from error

    def fill(self, template: bytes, minutes: bytes, values: Mapping[str, str], content: str, mark: str) -> bytes:
        """A template with the minutes in the place of `content`, and values in the other fields. `mark`: what the names
        of its own paragraphs begin with, "" for none. Raises as `read`."""
        asked = _request("fill", template, minutes, values=values, content=content, mark=mark)
        told = self._child.ask("mall.docx", asked, len(template))
        try:
            return b64decode(_text(told["file"]), validate=True)
        except (KeyError, TypeError, ValueError) as error:
            raise crashed() from error


def _request(what: str, *files: bytes, **told: object) -> bytes:
    """What a child is sent: a line with what is wanted, and the files."""
    return json.dumps({"what": what, "size": len(files[0]), **told}).encode() + b"\n" + b"".join(files)


def _checked(told: dict[str, Any]) -> Returned:
    """What a child told, each value of the type it should have; a child that tells anything else has crashed."""
    try:
        if type(told["tracked"]) is not bool:
            raise ValueError("not yes or no")
        return Returned(tuple(_paragraph(one) for one in told["paragraphs"]), told["tracked"])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise crashed() from error


def _paragraph(told: dict[str, Any]) -> WrittenParagraph:
    comments = tuple(Commented(_text(one["who"]), _text(one["text"])) for one in told["comments"])
    in_table, left_out = told["in_table"], told["left_out"]
    if told["look"] not in LOOKS or type(in_table) is not bool or type(left_out) is not bool:
        raise ValueError("no look of a paragraph")
    marks = tuple(map(_text, told["marks"]))
    return WrittenParagraph(_text(told["text"]), told["look"], in_table, left_out, marks, comments)


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError("no text")
    return told
