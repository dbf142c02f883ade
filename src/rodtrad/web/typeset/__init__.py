"""Our own texts as PDF: tagged, PDF/UA-1 and PDF/A-2a, made by Typst from templates of ours that share `parts.typ`."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Literal

import typst

# Templates name what they import from here: `#import "/typeset/parts.typ": *`.
ROOT: Final = Path(__file__).parent.parent
# ISO 14289-1 for those who listen, ISO 19005-2 level a for the archive.
STANDARDS: Final[tuple[Literal["ua-1"], Literal["a-2a"]]] = ("ua-1", "a-2a")


# Of what Typst says when it refuses: the letters that its fonts, or the archive's rules, have no place for.
NO_PLACE: Final = re.compile(r'(?:the text|the codepoint) `"(.+?)"`')
ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
UNKNOWN: Final = "\ufffd"  # stands for them
STREAM: Final = re.compile(rb"/Length (\d+)\b.*?>>\nstream\n", re.S)
# "0000000016 00000 n", and the number behind "startxref".
OFFSET: Final = re.compile(rb"(?:(?<=\n)(?=\d{10} \d{5} n)|(?<=startxref\n))(\d+)")


def pdf_of(template: Path, told: Mapping[str, Any], *, made_at: datetime, is_part: bool = False) -> bytes:
    """What a template makes of values, which are data to it and never mark-up. `made_at` is written into the file, so
    that the same values become the same bytes. `is_part`: of a file that others' pages are joined to, which then
    follows no standard and must not say so. Letters that there is no font for are �, as in other programs: no picture
    that somebody writes with, and no sign of Word's own, keeps a meeting from being called or closed.

    Raises RuntimeError where it cannot be made, which is a fault of ours.
    """
    text = json.dumps(told, ensure_ascii=False)
    try:
        made = _compiled(template, text, made_at, is_part=is_part)
    except typst.TypstError as error:
        made = _compiled(template, _with_what_has_a_font(text, error.diagnostic), made_at, is_part=is_part)
    if not isinstance(made, bytes):
        raise RuntimeError("Typst made no file")
    return _ends_told(made)


def _compiled(template: Path, text: str, made_at: datetime, *, is_part: bool) -> Any:
    return typst.compile(
        template,
        root=ROOT,
        sys_inputs={"told": text},
        pdf_standards=[] if is_part else [*STANDARDS],
        timestamp=made_at.astimezone(UTC).replace(microsecond=0),
        ignore_system_fonts=True,
    )


def _with_what_has_a_font(text: str, said: str) -> str:
    """The values without the letters that Typst says, all at once, that it cannot show."""
    told = {ESCAPED.sub(lambda code: chr(int(code[1], 16)), one) for one in NO_PLACE.findall(said)}
    letters = {letter for one in told for letter in one if not letter.isascii()}
    return text.translate({ord(letter): UNKNOWN for letter in letters})


def _ends_told(data: bytes) -> bytes:
    """The file with an end of line of two bytes behind each stream whose own last byte is a carriage return: with the
    line feed that Typst writes there it reads as the end of line, and the stream as a byte too short (ISO 19005-2,
    6.1.7.1). What lies behind moves, and the table of objects with it."""
    ends = [told.end() + int(told[1]) for told in STREAM.finditer(data)]
    places = [end for end in ends if data[end - 1 : end + 10] == b"\r\nendstream"]
    if not places:
        return data
    table = data.rindex(b"\nxref\n") + 1

    def moved(told: re.Match[bytes]) -> bytes:
        offset = int(told[1])
        return b"%0*d" % (len(told[1]), offset + bisect_left(places, offset))

    body = b"\r".join(data[start:end] for start, end in pairwise([0, *places, table]))
    return body + OFFSET.sub(moved, data[table:])
