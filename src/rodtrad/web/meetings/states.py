"""The way of a meeting that is held here: which state follows which, and what a body's rules leave out."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError

from rodtrad.web.meetings.models import BodyRules, Meeting

State = Meeting.State
NEXT: Final[dict[str, tuple[str, ...]]] = {
    State.PLANNED: (State.CALLED, State.OPEN, State.CANCELLED),
    State.CALLED: (State.OPEN, State.CANCELLED),
    State.OPEN: (State.CLOSED, State.CALLED, State.PLANNED),  # opened by mistake
    State.CLOSED: (State.VERIFIED, State.SIGNED, State.PUBLISHED),
    State.VERIFIED: (State.SIGNED, State.PUBLISHED, State.CLOSED),  # sent back
    State.SIGNED: (State.PUBLISHED,),
    State.PUBLISHED: (),
    State.CANCELLED: (),
}
# What a meeting must have behind it before the next step, where the body's rules ask for it.
WORDS: Final = {State.VERIFIED: "justerat", State.SIGNED: "undertecknat", State.PUBLISHED: "publicerat"}


def check_step(meeting: Meeting, to: str, rules: BodyRules) -> None:
    """Raises ValidationError, in words for people, where a meeting can't go from its state to another."""
    if to not in NEXT[State(meeting.state)]:
        now = meeting.get_state_display().lower()
        raise ValidationError(f"Mötet är {now} och kan inte bli {State(to).label.lower()}.")
    if meeting.state == State.CLOSED and to != State.VERIFIED and rules.verifies:
        raise ValidationError(f"Protokollet ska justeras innan det blir {WORDS[State(to)]}.")
    if to == State.PUBLISHED and rules.signs and meeting.state != State.SIGNED:
        raise ValidationError("Protokollet ska undertecknas innan det blir publicerat.")


def can_be_arranged(meeting: Meeting) -> bool:
    """Whether items may still be added, moved and taken off; while the meeting is open they may be added."""
    return meeting.finding_id is None and meeting.state in {State.PLANNED, State.CALLED, State.OPEN}


def is_held_here(meeting: Meeting) -> bool:
    """Whether the meeting was planned here, rather than read from a document."""
    return meeting.finding_id is None and meeting.held_for_id is not None


def hold_still(meeting: Meeting) -> None:
    """Take the meeting's state as it stands now, and let nobody change it before our transaction ends: whoever writes
    and whoever closes wait for each other. Call it first in what changes a meeting."""
    meeting.state = Meeting.written.select_for_update().only("state").get(pk=meeting.pk).state


def hold_to_arrange(meeting: Meeting) -> None:
    """As `hold_still`, in what changes an agenda. Raises ValidationError where it is closed."""
    hold_still(meeting)
    if not can_be_arranged(meeting):
        raise ValidationError(
            "Dagordningen kan inte ändras: mötet är avslutat, inställt eller inläst från ett dokument."
        )
