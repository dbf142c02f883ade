"""Votes: whether what is told of one adds up, and how it is told in the minutes.

Local Government Act (2017:725) 5:54: the chair has the casting vote, but in elections, which are decided by lot.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q

from rodtrad.web.documents.models import EnteredQuerySet
from rodtrad.web.holding.models import Ballot
from rodtrad.web.holding.roll import Roll
from rodtrad.web.meetings.models import Attendance, Item, Meeting, Section, Vote

# "avslag på förslaget", not "avslag på ändringsyrkandet", after which the proposal stands
REJECTS: Final = re.compile(r"^(?!.*(?:ändrings|tilläggs|mot)(?:förslag|yrkand)).*\bavsl(?:ag|å)", re.I)
Choice, Side, TieBreak = Ballot.Choice, Vote.Side, Vote.TieBreak


@dataclass(frozen=True, slots=True)
class Counted:
    """What is told of a vote: what yes and no stand for, and how many of each, or who voted how (`named`, by the keys
    of those who were there). `tie_break`, `tie_for`: what decided where they are as many. `put`: the keys of the
    proposals that it was on, None where nobody says."""

    yes_for: str
    no_for: str
    yes: int = 0
    no: int = 0
    abstained: int = 0
    named: Mapping[int, str] = field(default_factory=dict)
    tie_break: str = ""
    tie_for: str = ""
    put: Collection[int] | None = None

    def number(self, choice: str) -> int:
        if self.named:
            return sum(told == choice for told in self.named.values())
        return {Choice.YES: self.yes, Choice.NO: self.no, Choice.ABSTAIN: self.abstained}[Choice(choice)]


def check_vote(told: Counted, item: Item, roll: Roll, section: Section | None = None) -> None:
    """Raises ValidationError with all that contradicts itself: somebody votes who may not, more votes than there are
    people, a tie that nobody breaks, or one broken that is none."""
    errors = list(_of_people(told, item, roll, section)) or list(_of_numbers(told, item, roll, section))
    if not (told.yes_for.strip() and told.no_for.strip()):
        errors.append("Skriv vad ja och nej står för.")
    elif told.yes_for.strip().casefold() == told.no_for.strip().casefold():
        errors.append("Ja och nej kan inte stå för samma sak.")
    if errors := [*errors, *_of_tie(told, roll)]:
        raise ValidationError(errors)


def _of_people(told: Counted, item: Item, roll: Roll, section: Section | None) -> Iterator[str]:
    if told.named.keys() - {row.pk for row in roll.people}:
        yield "Närvaron har ändrats av någon annan. Ladda om sidan, och skriv omröstningen igen."
    for row in roll.people:
        if row.pk in told.named and (why := roll.why_not(row, item, section)):
            yield f"{why} och kan inte rösta. Ta bort rösten, eller rätta närvaron."
    counted = (told.yes, told.no, told.abstained)
    if told.named and any(counted) and counted != tuple(map(told.number, Choice)):
        yield "Antalet röster är ett annat än de som röstade med namn. Ange bara det ena."
    silent = [roll.names[row.pk] for row in roll.deciding_at(item, section) if row.pk not in told.named]
    if told.named and silent:
        yield f"Ange hur {', '.join(silent)} röstade: ja, nej eller avstår."


def _of_numbers(told: Counted, item: Item, roll: Roll, section: Section | None) -> Iterator[str]:
    cast, there = sum(told.number(choice) for choice in Choice), len(roll.deciding_at(item, section))
    if not told.number(Choice.YES) and not told.number(Choice.NO):
        yield "Skriv hur många som röstade ja och nej, eller hur var och en röstade."
    elif cast > there:
        yield f"{cast} röster är fler än de {there} som beslutar vid punkten. Rätta antalet, eller närvaron."


def _of_tie(told: Counted, roll: Roll) -> Iterator[str]:
    yes, no = told.number(Choice.YES), told.number(Choice.NO)
    if yes != no:
        if told.tie_break or told.tie_for:
            yield f"Rösterna är inte lika många ({yes} mot {no}), så ingen utslagsröst eller lott avgör."
    elif yes and not (told.tie_break and told.tie_for):
        yield "Rösterna är lika många. Ange vad ordförandens utslagsröst, eller vid val lotten, avgjorde."
    elif told.tie_break == TieBreak.CHAIR and told.named:
        chair = next((row for row in roll.people if row.duty == Attendance.Duty.CHAIR and row.pk in told.named), None)
        if chair is None:
            yield "Ordföranden har inte röstat och har ingen utslagsröst. Rätta närvaron, eller rösterna."
        elif told.named[chair.pk] != told.tie_for:
            own = Choice(told.named[chair.pk]).label.lower()
            yield f"{roll.names[chair.pk]} röstade {own}; utslagsrösten är densamma."


def check_not_rejected(item: Item, section: Section | None = None) -> None:
    """Raises ValidationError where the last vote on what is proposed at an item or section rejected it."""
    there = Vote.written.filter(item=item, section=section)
    last = there.filter(Q(put=None) | Q(put__proposals__isnull=False)).order_by("order").last()
    if last and last.won and REJECTS.search(won := last.yes_for if last.won == Side.YES else last.no_for):
        raise ValidationError(
            f"Omröstningen gav {won}, så beslutet kan inte bli enligt förslag. Skriv beslutet som det blev, eller "
            "ångra omröstningen om den är fel."
        )


def check_votes_still_hold(meeting: Meeting) -> None:
    """Raises ValidationError where the roll, as it has become, contradicts a vote that was written before."""
    votes = with_ballots(Vote.written.filter(meeting=meeting).select_related("item", "section"))
    roll = Roll.of(meeting) if votes else None
    for vote in votes:
        if roll and vote.item:
            told, at = _as_told(vote), (vote.item, roll, vote.section)
            if errors := [*_of_people(told, *at), *_of_numbers(told, *at)]:
                undo = " Eller ångra omröstningen först." if meeting.state == Meeting.State.OPEN else ""
                raise ValidationError(f"Omröstningen vid ”{(vote.section or vote.item).title}”: {errors[0]}{undo}")


def _as_told(vote: Any) -> Counted:
    named = {ballot.attendance_id: ballot.choice for ballot in vote.cast}
    return Counted(vote.yes_for, vote.no_for, vote.yes, vote.no, vote.abstained or 0, named)


def with_ballots(votes: EnteredQuerySet[Vote]) -> list[Any]:
    """Votes in their order, each with `cast`, the ballots where names were called; two queries."""
    cast = Prefetch("ballots", Ballot.objects.select_related("attendance"), to_attr="cast")
    return list(votes.order_by("order").prefetch_related(cast))


def told_of(vote: Any, roll: Roll) -> Iterator[str]:
    """A vote of `with_ballots` in the lines of the minutes; a deputy is named with whom they voted for."""
    yield f"Ja-röst: {vote.yes_for}. Nej-röst: {vote.no_for}."
    for choice in Choice:
        if names := [roll.voted_as(ballot.attendance) for ballot in vote.cast if ballot.choice == choice]:
            yield f"{choice.label}: {', '.join(names)}."
    yield f"Omröstningen ger {vote.counted}."
    yield f"{vote.result}."
