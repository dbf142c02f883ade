"""What makes minutes public, and takes them back: each time is kept, and nothing is deleted."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.documents.originals import Original, store
from rodtrad.web.meetings.models import BodyRules, Meeting
from rodtrad.web.meetings.states import check_step
from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.minutes.pdf import pdf_of
from rodtrad.web.publishing import letters
from rodtrad.web.publishing.check import mask_of, unanswered
from rodtrad.web.publishing.checking import texts_of
from rodtrad.web.publishing.models import Publication, Ruling
from rodtrad.web.publishing.register_rows import bring_in, persons_at, take_out, tell_concerned
from rodtrad.web.review.held import name_people, unname_people
from rodtrad.web.search.actions import index_meeting, index_persons
from rodtrad.web.turns import wait_for_turn
from rodtrad.web.verifying.models import Seal
from rodtrad.web.verifying.standing import standing_of

LONGEST = 300  # characters that are masked as one


@transaction.atomic
def rule_on(*, meeting: Meeting, text: str, kind: str, masks: bool, by: User | None) -> Ruling:
    """Say of a text of the minutes whether it is masked in the public copy. What was said of it before is replaced; the
    log tells of both, but not the text.

    Raises ValidationError where the text stands nowhere, or the copy is being looked at or is public.
    """
    _lock(meeting)
    text = " ".join(text.split())
    if not text or len(text) > LONGEST:
        raise ValidationError(f"Skriv den text som ska maskeras, högst {LONGEST} tecken.")
    if meeting.publications.filter(state__in=(Publication.State.WAITING, Publication.State.PUBLISHED)).exists():
        raise ValidationError("Den publika kopian är begärd eller publicerad och ändras inte. Ta tillbaka den först.")
    content = MinutesContent.from_json(_version(meeting).content)
    if not any(text.casefold() in " ".join(told.split()).casefold() for _, told, _ in texts_of(content)):
        raise ValidationError(f"”{text}” står inte i protokollet.")
    told = {"kind": kind, "masks": masks, "by": by, "at": timezone.now()}
    ruling, _ = Ruling.objects.update_or_create(meeting=meeting, text=text, defaults=told)
    log("ruled-on", ruling, by=by, meeting=meeting.pk, kind=kind, masks=masks)
    return ruling


@transaction.atomic
def ask_to_publish(*, meeting: Meeting, by: User | None) -> Publication:
    """Make the public copy of the latest version. It is public at once, or, where the body's rules ask for two, when
    a second person has looked at it: those who may get a letter.

    Raises ValidationError where the meeting is not there yet, something has not been judged, or it is asked for
    already; NotStored where the file cannot be saved.
    """
    _lock(meeting)
    rules = _rules(meeting)
    check_step(meeting, Meeting.State.PUBLISHED, rules)
    if meeting.publications.filter(state=Publication.State.WAITING).exists():
        raise ValidationError("Publiceringen är redan begärd och väntar på en till.")
    version = _version(meeting)
    _check_approved(meeting)
    if left := unanswered(meeting, version):
        raise ValidationError(f"{len(left)} ställen är inte bedömda. Maskera dem eller låt dem stå.")
    content, masked = mask_of(meeting).over(MinutesContent.from_json(version.content))
    file = _file(version, content)
    publication = Publication.objects.create(
        meeting=meeting, version=version, content=content.to_json(), file=file, masked=masked, asked_by=by
    )
    log("publication-asked-for", publication, by=by, version=version.number, masked=masked)
    if rules.two_publish:
        letters.ask(publication, by=by)
    else:
        _publish(publication, by)
    return publication


def hindrance(meeting: Meeting) -> str:
    """Why the minutes can't be public yet, however their places are judged, in words for people; empty where they
    can."""
    try:
        check_step(meeting, Meeting.State.PUBLISHED, _rules(meeting))
        _check_approved(meeting)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@transaction.atomic
def confirm(*, publication: Publication, by: User | None) -> None:
    """Publish what somebody else asked for. Raises ValidationError for the same person, or where it doesn't wait or the
    minutes have become others since."""
    meeting = publication.meeting
    _lock(meeting)
    _check_waiting(publication)
    if by is None or by == publication.asked_by:
        raise ValidationError("En annan person än den som begärde publiceringen ska godkänna den.")
    if publication.version != _version(meeting):
        raise ValidationError("Protokollet har fått en ny version sedan publiceringen begärdes. Skicka tillbaka den.")
    _check_approved(meeting)
    _publish(publication, by)


@transaction.atomic
def decline(*, publication: Publication, why: str, by: User | None) -> None:
    """Send back what somebody asked for; one's own too. Raises ValidationError where it doesn't wait."""
    _lock(publication.meeting)
    _check_waiting(publication)
    _end(publication, Publication.State.DECLINED, why, by)
    log("publication-declined", publication, by=by, why=why)


@transaction.atomic
def withdraw(*, publication: Publication, why: str, by: User | None) -> None:
    """Take published minutes back. The page says so from then on, with when, who and why; the rows leave the register.

    Raises ValidationError without a reason, or where they are not public.
    """
    wait_for_turn()
    meeting = publication.meeting
    _lock(meeting)
    publication.refresh_from_db()
    if publication.state != Publication.State.PUBLISHED:
        raise ValidationError("Protokollet är inte publicerat.")
    if not why.strip():
        raise ValidationError("Skriv varför protokollet återkallas. Skälet visas på sidan.")
    _end(publication, Publication.State.WITHDRAWN, why, by)
    meeting.state = publication.came_from
    meeting.save(update_fields=["state"])
    named = set(persons_at(meeting).values_list("pk", flat=True))
    take_out(meeting)
    unname_people(meeting, named, by=by)
    index_meeting(meeting=meeting)
    log("minutes-withdrawn", publication, by=by, why=why.strip())


def _publish(publication: Publication, by: User | None) -> None:
    wait_for_turn()
    meeting = publication.meeting
    check_step(meeting, Meeting.State.PUBLISHED, _rules(meeting))
    publication.state, publication.came_from = Publication.State.PUBLISHED, meeting.state
    publication.published_at, publication.published_by = timezone.now(), by
    publication.save(update_fields=["state", "came_from", "published_at", "published_by"])
    meeting.state = Meeting.State.PUBLISHED
    meeting.save(update_fields=["state"])
    left = bring_in(meeting, mask_of(meeting))
    persons = _tell(publication)
    told = {"version": publication.version.number, "kept_out": left, "new_persons": persons}
    log("minutes-published", publication, by=by, **told)


def tell_anew() -> None:
    """Tell whom published minutes concern and name, and what is found of them, as this version does: for a register
    that an older one made, in the transaction of who calls."""
    public = Publication.objects.filter(state=Publication.State.PUBLISHED).select_related("meeting")
    for publication in public.order_by("meeting__date", "pk"):
        _tell(publication)


def _end(publication: Publication, state: str, why: str, by: User | None) -> None:
    publication.state, publication.ended_why = state, why.strip()
    publication.ended_at, publication.ended_by = timezone.now(), by
    publication.save(update_fields=["state", "ended_why", "ended_at", "ended_by"])


def _tell(publication: Publication) -> int:
    """Tell the register whom published minutes concern and whom they name, and the index what is found of them; how
    many persons nobody knew before."""
    meeting, content = publication.meeting, MinutesContent.from_json(publication.content)
    tell_concerned(meeting, content)
    persons = name_people(meeting, content)
    index_meeting(meeting=meeting)
    index_persons(persons=persons_at(meeting))
    return persons


def _file(version: MinutesVersion, content: MinutesContent) -> str:
    """Where the file lies in the storage that everyone may have: the version's own where nothing is left out of it."""
    if content == MinutesContent.from_json(version.content):
        return str(version.file.name)
    data = pdf_of(content, made_at=version.made_at, seal=f"Offentlig kopia av version {version.number}")
    original = Original.of(Path("protokoll.pdf"), data)
    store(original, data)
    return original.stored_name


def _lock(meeting: Meeting) -> None:
    """Whoever does something about the same minutes waits, and then sees what was done."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    meeting.refresh_from_db(fields=["state", "unmasked"])


def _check_waiting(publication: Publication) -> None:
    publication.refresh_from_db(fields=["state"])
    if publication.state != Publication.State.WAITING:
        raise ValidationError("Publiceringen väntar inte på någon.")


def _version(meeting: Meeting) -> MinutesVersion:
    version = meeting.minutes_versions.last()
    if version is None:
        raise ValidationError("Det finns inget protokoll än.")
    return version


def _check_approved(meeting: Meeting) -> None:
    """Raises ValidationError where the latest version, with a correction of approved minutes, waits for approval or
    signature: they are public once what the body asks for is done with it too."""
    standing = standing_of(meeting)
    if standing is None:
        return
    if standing.approved and not standing.is_approved:
        raise ValidationError(
            "Protokollet har en rättelse som inte är godkänd. Skicka den till justering, eller vänta på svaren."
        )
    if standing.rules.signs and not Seal.objects.filter(version=standing.latest).exists():
        raise ValidationError(f"Version {standing.latest.number} är inte undertecknad. Underteckna den först.")


def _rules(meeting: Meeting) -> BodyRules:
    if meeting.held_for is None:
        raise ValidationError("Mötet är inläst från ett dokument och publiceras inte härifrån.")
    return BodyRules.of(meeting.held_for)
