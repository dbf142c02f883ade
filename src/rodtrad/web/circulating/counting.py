"""What the answers come to by the body's rule: plain values, in words that a chair can read out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rodtrad.web.circulating.models import Answer, Circulation
from rodtrad.web.meetings.models import BodyRules

Kind, Rule, State = Answer.Kind, BodyRules.ByMail, Circulation.State
NUMBERS: Final = ("ingen", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")

NOT_CARRIED: Final[dict[str, str]] = {
    Rule.ALL: "Alla tillfrågade har inte svarat ja, så beslutet är inte taget.",
    Rule.MAJORITY: "Fler har inte svarat ja än nej, så beslutet är inte taget.",
}


@dataclass(frozen=True, slots=True)
class Count:
    """How many answered what; `silent`: have not answered."""

    yes: int
    no: int
    abstains: int
    meeting: int
    silent: int

    @classmethod
    def of(cls, kinds: Iterable[str]) -> Count:
        """Of the answers that hold; an empty one is none."""
        told = list(kinds)
        return cls(*(told.count(kind) for kind in (Kind.YES, Kind.NO, Kind.ABSTAINS, Kind.MEETING, "")))

    @property
    def asked(self) -> int:
        return self.yes + self.no + self.abstains + self.meeting + self.silent

    @property
    def in_words(self) -> str:
        """ "Fem har svarat ja, en nej, två har inte svarat"."""
        if self.silent == self.asked:
            return "Ingen har svarat"
        if self.yes == self.asked:
            who = {1: "Den tillfrågade", 2: "Båda"}.get(self.yes, f"Alla {number(self.yes)}")
            return f"{who} har svarat ja"
        said = [f"{number(n)} {word}" for n, word in ((self.yes, "ja"), (self.no, "nej")) if n]
        parts = [said[0].replace(" ", " har svarat ", 1), *said[1:]] if said else []
        more = (
            (self.abstains, "avstår"),
            (self.meeting, "vill ta det på ett möte"),
            (self.silent, "har inte svarat"),
        )
        parts += [f"{number(n)} {words}" for n, words in more if n]
        whole = ", ".join(parts)
        return whole[:1].upper() + whole[1:]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`outcomes`: as what a person may close the question now; none where answers are still awaited. `why`: what the
    rule says of it."""

    outcomes: tuple[str, ...]
    why: str


def verdict(rule: str, count: Count, *, demand_stops: bool, is_over: bool) -> Verdict:
    """What the answers allow: nothing follows from them by itself."""
    if count.meeting and demand_stops:
        return Verdict(
            (State.TO_MEETING,), "Någon vill ta frågan på ett möte. Enligt organets regler stoppar det beslutet."
        )
    ended = is_over or not count.silent
    if rule == Rule.CHAIR:
        if not ended:
            return Verdict((), "Ordföranden beslutar när alla har svarat eller sista dagen har gått.")
        return Verdict(
            (State.DECIDED, State.NOT_DECIDED, State.TO_MEETING), "Ordföranden beslutar efter att ha hört organet."
        )
    carried = _all_agree(count) if rule == Rule.ALL else _most_agree(count, ended=ended)
    if carried:
        return Verdict((State.DECIDED,), "Beslutet är taget enligt organets regler när du avslutar frågan.")
    if ended or (rule == Rule.ALL and count.yes + count.silent < count.asked):
        return Verdict((State.NOT_DECIDED, State.TO_MEETING), NOT_CARRIED[rule])
    return Verdict((), "Väntar på svar till och med sista dagen.")


def _all_agree(count: Count) -> bool:
    return count.yes == count.asked > 0


def _most_agree(count: Count, *, ended: bool) -> bool:
    """Early where no answer that is still out can change it. Who abstains is not counted."""
    return count.yes > count.no + (0 if ended else count.silent)


def number(n: int) -> str:
    """A number as it is written in a sentence."""
    return NUMBERS[n] if n < len(NUMBERS) else str(n)
