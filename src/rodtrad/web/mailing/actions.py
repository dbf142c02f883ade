"""What is done to letters: they are queued by what they tell of, and sent again at somebody's word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.accounts.sealing import seal
from rodtrad.web.mailing.models import Letter, LetterFile


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter: `stored` is its name in the storage of originals, `kind` its media type, with
    parameters where it needs any ("text/calendar; method=REQUEST")."""

    name: str
    stored: str
    kind: str


def queue_letter(
    *,
    key: str,
    to: str,
    subject: str,
    text: str,
    by: User | None,
    attachments: Iterable[Attachment] = (),
    link: str = "",
) -> Letter:
    """Queue a letter, in the transaction of what it tells of, whose row in the log tells of the letter too.

    `key` names what it tells of and to whom ("notice-12-siv@example.se"); the letter that was queued under it already
    is returned as it is. `link`: a secret address that stands in the text where `composing.LINK` is. Raises
    ValidationError for an address that is none, RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"queue_letter({key!r}) outside a transaction: it could tell of what was never saved")
    if queued := Letter.objects.filter(key=key).first():
        return queued
    letter = Letter(
        key=key,
        to=to.strip(),
        subject=" ".join(subject.split())[:200],
        text=text,
        sealed=seal(link) if link else "",
        by=by,
    )
    Letter._meta.get_field("to").clean(letter.to, letter)
    Letter.objects.bulk_create([letter], ignore_conflicts=True)  # another may have queued it just now
    queued = Letter.objects.get(key=key)
    files = [LetterFile(letter=queued, name=one.name, file=one.stored, kind=one.kind) for one in attachments]
    LetterFile.objects.bulk_create(files, ignore_conflicts=True)
    return queued


def call_back(*, keys: Iterable[str]) -> None:
    """Take letters out of the queue that nobody has got and nobody shall, in the transaction that makes them wrong and
    whose row in the log tells of it."""
    Letter.objects.filter(key__in=keys, state__in=(Letter.State.QUEUED, Letter.State.FAILED)).delete()


def readdress(*, old: str, new: str) -> None:
    """Have what waits for an address, or could not be sent there, go to another that is the same person's, in the
    transaction that says so. Copies of minutes (`distributing`) stay as they are: their sender chose the address."""
    waiting = Letter.objects.filter(to__iexact=old, state__in=(Letter.State.QUEUED, Letter.State.FAILED))
    waiting.exclude(key__startswith="minutes-").update(to=new)


@transaction.atomic
def send_again(*, letter: Letter, by: User) -> None:
    """Have a letter sent now that waits, failed, or may have been sent. Raises ValidationError for any other."""
    waiting = Letter.objects.filter(pk=letter.pk, state__in=Letter.AGAIN)
    if not waiting.update(state=Letter.State.QUEUED, due_at=timezone.now(), attempts=0, handed_at=None):
        raise ValidationError("Brevet skickas just nu eller är redan skickat.")
    log("letter-asked-again", letter, by=by, was=letter.state)
