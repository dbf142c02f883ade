"""Verification: minutes are sent to those who answer for them, who remark, and approve or send back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.rights import BodyRight, rights_in
from rodtrad.web.meetings.models import BodyRules, Item, Meeting
from rodtrad.web.meetings.states import check_step
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.verifying import letters
from rodtrad.web.verifying.models import Answer, Remark, Round
from rodtrad.web.verifying.verifiers import verifiers_of

OWN: Final = "Du kan inte justera ett protokoll som du själv skickar. Avmarkera dig, eller be ordföranden skicka det."
State, Outcome, Kind = Meeting.State, Round.Outcome, Answer.Kind
DONE: Final = frozenset({State.VERIFIED, State.SIGNED, State.PUBLISHED})


@transaction.atomic
def send_round(*, version: MinutesVersion, asked: Iterable[User], by: User | None) -> Round:
    """Send a version to those who are to approve it.

    Raises ValidationError where it is not the latest, waits already or is approved, where the body doesn't verify, or
    where nobody is asked or somebody may not approve: who sends it may by a role alone, or they could write themselves
    into the roll and be alone about it.
    """
    meeting = locked(version.meeting)
    _check_to_be_sent(meeting, version)
    people = {user.pk: user for user in asked}
    if not people:
        raise ValidationError("Välj minst en som ska justera protokollet.")
    may = verifiers_of(meeting)[0]
    if strangers := [str(user) for pk, user in people.items() if pk not in {one.user.pk for one in may}]:
        raise ValidationError(f"{', '.join(strangers)} är varken ordförande eller justerare vid mötet.")
    chosen = [one for one in may if one.user.pk in people]
    if any(one.user == by and one.by_roll for one in chosen) and not _may_verify(by, meeting):
        raise ValidationError(OWN)
    made = Round.objects.create(version=version, sent_by=by)
    Answer.objects.bulk_create(Answer(round=made, user=one.user, duty=one.duty, by_roll=one.by_roll) for one in chosen)
    letters.ask(made, by=by)
    log("minutes-sent", made, by=by, number=version.number, to=[str(one.user) for one in chosen])
    return made


def _may_verify(user: User | None, meeting: Meeting) -> bool:
    return user is not None and BodyRight.VERIFY in rights_in(user, meeting.bodies.all())


def _check_to_be_sent(meeting: Meeting, version: MinutesVersion) -> None:
    if meeting.held_for and not BodyRules.of(meeting.held_for).verifies:
        raise ValidationError("Organet justerar inte sina protokoll. Det ändras bland organets regler.")
    if meeting.state != State.CLOSED and meeting.state not in DONE:
        raise ValidationError("Mötet är inte avslutat. Protokollet skickas när det är det.")
    if version.pk != meeting.minutes_versions.latest("number").pk:
        raise ValidationError("Det finns en nyare version av protokollet. Skicka den.")
    if version.rounds.filter(outcome__in=(Outcome.WAITING, Outcome.APPROVED)).exists():
        raise ValidationError("Den här versionen är redan skickad. Vänta på svaren, eller rätta den.")


@transaction.atomic
def approve(*, answer: Answer, by: User, identity: str) -> None:
    """Approve the minutes by one's name; when everyone asked has, they are verified.

    Raises ValidationError where the round is over, or one has answered.
    """
    meeting = locked(answer.round.version.meeting)
    _answer(answer, Kind.APPROVED, by, identity)
    number = answer.round.version.number
    log("minutes-approved", answer.round, by=by, number=number, duty=answer.duty, identity=identity)
    if answer.round.answers.exclude(kind=Kind.APPROVED).exists():
        return
    _end(answer.round, Outcome.APPROVED)
    letters.tell_how_it_ended(answer.round, by=by)
    if meeting.state == State.CLOSED and meeting.held_for:
        check_step(meeting, State.VERIFIED, BodyRules.of(meeting.held_for))
        meeting.state = State.VERIFIED
        meeting.save(update_fields=["state"])
    log("minutes-verified", meeting, by=by, number=number)


@transaction.atomic
def send_back(*, answer: Answer, why: str, by: User, identity: str) -> None:
    """Refuse to approve. The version is kept as it is; a correction makes a new one, which everyone is asked about.

    Raises ValidationError without a reason, and as `approve`.
    """
    locked(answer.round.version.meeting)
    if not why.strip():
        raise ValidationError({"why": "Skriv vad som behöver rättas."})
    _answer(answer, Kind.SENT_BACK, by, identity, why=why.strip())
    _end(answer.round, Outcome.SENT_BACK)
    letters.tell_how_it_ended(answer.round, by=by)
    log("minutes-sent-back", answer.round, by=by, number=answer.round.version.number, why=answer.why, identity=identity)


@transaction.atomic
def recall(*, round: Round, why: str, by: User) -> None:
    """Call back what was sent, as it went to the wrong people: nobody is asked any more, and who was asked only as the
    roll names them may no longer read it. The version can be sent anew.

    Raises ValidationError without a reason, or where it waits for nobody.
    """
    meeting = locked(round.version.meeting)
    round.refresh_from_db(fields=["outcome"])
    if not round.is_waiting:
        raise ValidationError("Protokollet väntar inte på svar, så det finns inget att återkalla.")
    if not why.strip():
        raise ValidationError({"why": "Skriv varför utskicket återkallas."})
    round.why = why.strip()
    round.save(update_fields=["why"])
    _end(round, Outcome.RECALLED)
    letters.tell_recalled(round, meeting, by=by)
    log("minutes-recalled", round, by=by, number=round.version.number, why=round.why)


@transaction.atomic
def remark(*, version: MinutesVersion, item: Item | None, quote: str, text: str, by: User) -> Remark:
    """Say something about a version, beside one of its items or paragraphs. Raises ValidationError where nothing is
    said or the item is another meeting's."""
    if not text.strip():
        raise ValidationError({"text": "Skriv kommentaren."})
    if item and item.meeting_id != version.meeting_id:
        raise ValidationError("Punkten hör till ett annat möte.")
    made = Remark.objects.create(version=version, item=item, quote=quote.strip(), text=text.strip(), by=by)
    log("minutes-remarked", version, by=by, text=made.text, item=item.pk if item else None)
    return made


@transaction.atomic
def settle(*, remark: Remark, by: User) -> None:
    """Say that a remark has been seen to; a second time changes nothing."""
    if remark.settled_at is not None:
        return
    remark.settled_at, remark.settled_by = timezone.now(), by
    remark.save(update_fields=["settled_at", "settled_by"])
    log("remark-settled", remark.version, by=by, text=remark.text)


def end_waiting(meeting: Meeting) -> None:
    """End the round that waits for answers about a version of which there is a newer one, in the transaction that makes
    it. Nobody is asked anew before somebody sends the new one: there may be more to correct."""
    for waiting in Round.objects.filter(version__meeting=meeting, outcome=Outcome.WAITING):
        _end(waiting, Outcome.REPLACED)


def locked(meeting: Meeting) -> Meeting:
    """The meeting, on which nobody else acts before this transaction ends; with `held_for`."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related("held_for").get(pk=meeting.pk)
    meeting.state = found.state
    return found


def _answer(answer: Answer, kind: str, by: User, identity: str, *, why: str = "") -> None:
    answer.refresh_from_db()
    answer.round.refresh_from_db(fields=["outcome"])
    if answer.user_id != by.pk:
        raise ValidationError("Bara den som är tillfrågad kan svara.")
    if answer.kind:
        raise ValidationError("Du har redan svarat.")
    if not answer.round.is_waiting:
        raise ValidationError("Justeringen är avslutad. Protokollet kan ha fått en ny version; läs den.")
    answer.kind, answer.at, answer.why, answer.identity, answer.name = kind, timezone.now(), why, identity, str(by)
    answer.save(update_fields=["kind", "at", "why", "identity", "name"])


def _end(done: Round, outcome: str) -> None:
    done.outcome, done.ended_at = outcome, timezone.now()
    done.save(update_fields=["outcome", "ended_at"])
