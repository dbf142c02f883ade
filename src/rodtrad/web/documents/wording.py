"""What the reader would make of words that somebody writes here, so that minutes held here and read ones tell alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rodtrad.reading.dates import find_dates
from rodtrad.reading.deciding import condition_of, effect_of, is_formal
from rodtrad.reading.facts.giving import GIVES
from rodtrad.reading.facts.referrals import HANDED_FOR, SENT
from rodtrad.reading.names import leading_name
from rodtrad.web.documents.dates import Precision
from rodtrad.web.documents.mentions import PartyFinder

WORD = re.compile(r"\w+")
# Of the ways in which the reader is told of an assignment those in which a clause gives it ("uppdra till …"); in the
# others somebody is said to have got it.
CLAUSE_GIVES = GIVES[:4]
# "hänskjuta frågan om tolk till rådet", "till rådet överlämna frågan om tolk"
CLAUSE_HANDS_OVER = (SENT[1], SENT[3])
# What is handed over is the question: "hänskjuta frågan om tolk".
HANDS_OVER = re.compile(r"^(?:överlämna|remittera|hänskjuta|översända|lyfta|skicka|föra)\s+")
# "hänskjuta ärendet till nästa möte" puts it off.
IS_MEETING = re.compile(r"^nästa\b|(?:möte|sammanträde)t?$")
# "redovisa kostnaderna senast den 15 mars", "återkomma till nästa möte"
BY_WHEN = re.compile(r",?\s+(?P<when>(?:senast|före|innan|inför|(?:till|vid)\s+nästa)\b.+)$")


@dataclass(frozen=True, slots=True)
class Clause:
    """What a decided clause does, as `Decision` has it: `effect` its value, `condition` empty where it has none."""

    effect: str
    formal: bool
    condition: str


@dataclass(frozen=True, slots=True)
class Given:
    """Something to do that a clause gives: who, what, and the words for by when. `kind`: as `Assignment` has it."""

    who: str
    task: str
    when: str
    kind: str = "assignment"


@dataclass(frozen=True, slots=True)
class Due:
    day: date
    precision: str


def clause(text: str) -> Clause:
    """What a clause does: "uppdra till beredningen att …" gives an assignment."""
    return Clause(effect_of(text), is_formal(text), condition_of(text) or "")


def given(text: str) -> Given | None:
    """What a clause gives somebody to do, "uppdra till beredningen att redovisa läget", or hands over to them,
    "hänskjuta frågan om tolk till rådet"; None where it does neither."""
    match = next((match for pattern in CLAUSE_GIVES if (match := pattern.search(text))), None)
    if match is None:
        return _handed_over(text)
    task = match["task"].strip(" .")
    when = BY_WHEN.search(task)
    return Given(match["who"], task[: when.start()] if when else task, when["when"] if when else "")


def _handed_over(text: str) -> Given | None:
    match = next((match for pattern in CLAUSE_HANDS_OVER if (match := pattern.search(text))), None)
    if match is None:
        return None
    when = BY_WHEN.search(match["who"])
    who = HANDED_FOR.sub("", match["who"][: when.start()] if when else match["who"]).strip(" .,")
    if not who or IS_MEETING.search(who):
        return None
    task = HANDS_OVER.sub("", match["task"]).strip(" .,")
    return Given(who, task, when["when"].strip(" .") if when else "", "referral")


def due(text: str, held: date | None) -> Due | None:
    """The last day of the first time that words give ("senast i juni", "den 3 maj"), seen from the meeting's day; None
    where they give none."""
    for found in find_dates(text, anchor=held, ahead=True):
        if found.end:
            return Due(found.end, Precision.DAY if found.precision == "day" else Precision.MONTH)
    return None


def by_next_meeting(text: str) -> bool:
    """Whether the first time that words give is the next meeting of whoever says it: "till nästa möte"."""
    found = next((span for span in find_dates(text) if span.end or span.symbolic), None)
    return found is not None and found.symbolic == "next-meeting"


def names_in(text: str, finder: PartyFinder) -> Iterator[str]:
    """The names of persons in a text, as they are written there: "Anna Ek" of "Ordförande Anna Ek öppnar mötet"."""
    end = 0
    for word in WORD.finditer(text):
        if (
            word.start() >= end
            and word.group()[0].isupper()
            and (length := leading_name(text[word.start() :], finder.known))
        ):
            end = word.start() + length
            yield text[word.start() : end]
