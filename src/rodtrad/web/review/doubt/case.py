"""One version whose findings are doubted: its text, where things stand in it, and what is known from elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from rodtrad.web.documents.dates import first_day
from rodtrad.web.documents.models import Finding, Issue
from rodtrad.web.documents.parts import line_starts

# "Agneta Silfverling", "Ulla-Karin Brodén": two words or three, each with a capital letter
_WORD = r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖÉ][a-zåäöéü]+)?"
NAME = re.compile(rf"\b{_WORD}(?: (?:af|von|de|{_WORD})){{1,2}}\b")

SENTENCE_END = re.compile(r"\n\s*\n|[.!?](?=\s|$)|\t")
NEXT_CLAUSE = re.compile(r"\n\s*(?:att\b|[-–•*]\s|§\s*\d|\d{1,2}[.)]\s|[a-z]\)\s)")
# What a sentence comes after: an empty line, the end of another, a cell, and a line that begins as a sentence does.
SENTENCE_BEGINS = re.compile(rf"\n\s*\n|[.!?:]\s+(?=[A-ZÅÄÖÉ])|\t|\n(?=[ ]*[A-ZÅÄÖÉ])|{NEXT_CLAUSE.pattern}")
FAR = 400  # characters of a sentence before a place, or after it


class Reason(NamedTuple):
    """`weight`: how much it speaks against the finding, from 0 to 1. `text`: a Swedish sentence. `field`: which field
    it is about, and `instead`: what should stand in it, where the words leave no choice."""

    weight: float
    text: str
    field: str = ""
    instead: str | None = None


@dataclass(frozen=True)
class Known:
    """What other documents tell: by a name (`bare`), for which organisations it was listed, and with which duties.
    `assignees`: names of bodies and parties."""

    organisations: Mapping[str, frozenset[str]] = field(default_factory=dict)
    duties: Mapping[str, frozenset[str]] = field(default_factory=dict)
    bodies: frozenset[str] = frozenset()


def bare(text: str) -> str:
    """Letters and figures only: how words are broken into lines, and marked, does not matter."""
    return re.sub(r"[\W_]+", "", text).casefold()


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The first character of the sentence or clause that a place stands in, and the one after its last."""
    begins = max(0, start - FAR)
    for found in SENTENCE_BEGINS.finditer(text, begins, start):
        begins = found.end()
    if not re.search(r"[.!?]\s*$", text[start:end]):
        stop = min(end + FAR, len(text))
        found_ends = (pattern.search(text, end, stop) for pattern in (SENTENCE_END, SENTENCE_BEGINS))
        end = min((one.start() for one in found_ends if one), default=stop)
    return begins, end


class Case:
    def __init__(
        self, text: str, findings: Sequence[Finding], issues: Iterable[Issue], known: Known, name: str
    ) -> None:
        self.text, self.findings, self.issues, self.known, self.name = text, findings, list(issues), known, name
        self.starts = line_starts(text)
        self.bare_text = bare(text)
        self._words: dict[int, str] = {}

    def line_at(self, char: int) -> int:
        """The number of the line, from 0, that a character stands on."""
        return max(bisect_right(self.starts, char) - 1, 0)

    def line(self, number: int) -> str:
        """A line by its number from 0; empty outside the text."""
        if not 0 <= number < len(self.starts):
            return ""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : end].strip("\n\f")

    def main(self, finding: Finding) -> str:
        """The words at the main place of a finding."""
        return self.text[finding.first_char : finding.end_char]

    def statement(self, finding: Finding) -> tuple[str, int]:
        """The words at the main place and, where a page breaks off in the middle of them, those with which they go on;
        and the character after the last."""
        words, end = self.main(finding), finding.end_char
        for start, stop in sorted((place["chars"][0], place["chars"][1]) for place in finding.places):
            if start >= end and not re.search(r"[.!?:]\s*$", words) and self.text[start].islower():
                words, end = f"{words}\n{self.text[start:stop]}", stop
        return words, end

    def words(self, finding: Finding) -> str:
        """The words at all places of a finding."""
        if id(finding) not in self._words:
            further = [self.text[place["chars"][0] : place["chars"][1]] for place in finding.places]
            self._words[id(finding)] = "\n".join([self.main(finding), *further])
        return self._words[id(finding)]

    def lines(self, finding: Finding, *, before: int = 0, after: int = 0) -> str:
        """The lines of the main place, and some around them."""
        first, last = self.line_at(finding.first_char), self.line_at(max(finding.end_char - 1, finding.first_char))
        return "\n".join(self.line(number) for number in range(first - before, last + after + 1))

    def of_kind(self, *kinds: str) -> list[Finding]:
        """The findings of some kinds in the order of the text."""
        return [finding for kind in kinds for finding in self._by_kind.get(kind, ())]

    @cached_property
    def _by_kind(self) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for finding in sorted(self.findings, key=lambda one: one.first_char):
            found.setdefault(finding.kind, []).append(finding)
        return found

    @cached_property
    def head(self) -> dict[str, Any]:
        """The value of the meeting or plan; empty where there is none."""
        whole = next(iter(self.of_kind("meeting", "plan")), None)
        return whole.value if whole and isinstance(whole.value, dict) else {}

    @cached_property
    def day(self) -> date | None:
        """The meeting's day."""
        return first_day(self.head.get("date"))

    @cached_property
    def last_day(self) -> date | None:
        return first_day(self.head.get("end_date")) or self.day

    def item_before(self, finding: Finding) -> Finding | None:
        """The item in which a finding stands."""
        items = self.of_kind("item")
        at = bisect_right(items, finding.first_char, key=lambda one: one.first_char)
        return items[at - 1] if at else None

    @cached_property
    def names(self) -> dict[str, int]:
        """Every name of a person in the text, and how often: those found, and what looks like one."""
        found = {name: self.text.count(name) for name in self.found_names}
        for match in NAME.finditer(self.text):
            found.setdefault(match[0], self.text.count(match[0]))
        return found

    @cached_property
    def found_names(self) -> set[str]:
        people = self.of_kind("attendance", "presenter", "signature")
        appointed = (f.value.get(key) for f in self.of_kind("appointment") for key in ("person", "replaces"))
        return {name for name in (*(f.value.get("name") for f in people), *appointed) if name and " " in name}

    @cached_property
    def present(self) -> set[str]:
        """The names, bare, of all whom the attendance lists."""
        return {bare(finding.value.get("name") or "") for finding in self.of_kind("attendance")}

    def fields(self, finding: Finding) -> Iterator[tuple[str, Any]]:
        """The fields of a finding that say something and are not concluded."""
        value = finding.value if isinstance(finding.value, dict) else {finding.kind.rpartition(".")[2]: finding.value}
        return (
            (name, v) for name, v in value.items() if v not in (None, "", [], False) and name not in finding.inferred
        )
