"""Signing: here with the installation's certificate, or elsewhere, of a file that goes out and comes back.

Whatever takes time or can fail is done first; then, in one transaction, the file is kept and the meeting signed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.documents.originals import NotStored, Original, store
from rodtrad.web.documents.seals import Found, Unreadable, look_at
from rodtrad.web.meetings.models import BodyRules, Meeting
from rodtrad.web.meetings.states import check_step
from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.minutes.pdf import pdf_of
from rodtrad.web.verifying.actions import locked
from rodtrad.web.verifying.certificates import CannotSign, authority, trusted_roots
from rodtrad.web.verifying.models import Seal, SigningCopy
from rodtrad.web.verifying.sealing import sealed
from rodtrad.web.verifying.standing import signature_page, standing_of

State = Meeting.State
MARK: Final = "rodtrad"  # how the mark of a file that is to be signed begins
NEVER: Final = datetime.max.replace(tzinfo=UTC)


def sign(*, meeting: Meeting, by: User | None) -> Seal:
    """Sign the approved minutes with the installation's certificate.

    Raises CannotSign where there is no certificate, it has run out, or a service does not answer; ValidationError where
    the minutes are not approved or signed already; NotStored. In none of these cases is anything changed.
    """
    with_what = authority()
    version = to_be_signed(meeting)
    signed = sealed(file_of(signing_copy(version).file), with_what, reason=reason_of(version))
    kept = Seal(version=version, how=Seal.How.HERE, level=signed.level, by=by)
    try:
        found = look_at(signed.data, ())
    except Unreadable as error:
        raise CannotSign(f"Den undertecknade filen kunde inte kontrolleras. Inget är ändrat. {error}") from error
    if not found.signatures or not all(one.is_whole for one in found.signatures):
        raise CannotSign("Underskriften höll inte när den kontrollerades. Inget är ändrat; anmäl felet.")
    kept.signers = _told(found)
    # These are trusted because they were used here: by them the file can be checked when others are in use.
    kept.roots = "".join(sorted({one.roots for one in found.signatures}))
    return _keep(kept, signed.data, by)


def take_back_signed(*, meeting: Meeting, data: bytes, by: User | None) -> Seal:
    """Keep a file that was signed elsewhere, if it is the one that went out.

    Raises ValidationError, in words for people, where its signatures do not hold or its text is another; NotStored.
    """
    version = to_be_signed(meeting)
    sent = file_of(signing_copy(version).file)
    try:
        roots = trusted_roots()
        came, went = look_at(data, roots, text=True), look_at(sent, (), text=True)
    except (Unreadable, CannotSign) as error:
        raise ValidationError(f"Filen togs inte emot. {error}") from error
    proof = _compared(data, sent, came, went)
    roots_that_held = "".join(sorted({one.roots for one in came.signatures if one.trusted}))
    kept = Seal(version=version, how=Seal.How.RETURNED, proof=proof, by=by)
    kept.signers, kept.roots = _told(came), roots_that_held
    return _keep(kept, data, by)


def _told(found: Found) -> list[dict[str, Any]]:
    """The signatures of a file as a seal keeps them, in the order of their moments, whatever their offsets."""
    told = [
        {"name": one.signer, "issuer": one.issuer, "at": one.at, "stamped": one.is_stamped, "trusted": one.trusted}
        for one in found.signatures
    ]
    return sorted(told, key=lambda one: datetime.fromisoformat(str(one["at"])) if one["at"] else NEVER)


def to_be_signed(meeting: Meeting) -> MinutesVersion:
    """The approved version. Raises ValidationError where there is none, or it is signed."""
    standing = standing_of(meeting)
    if standing is None or standing.approved is None:
        raise ValidationError("Protokollet ska justeras innan det undertecknas.")
    if standing.approved.seals.exists():
        raise ValidationError("Protokollet är redan undertecknat.")
    return standing.approved


@transaction.atomic
def signing_copy(version: MinutesVersion) -> SigningCopy:
    """The file of a version that is to be signed, made the first time that it is asked for. Raises NotStored."""
    known = SigningCopy.objects.filter(version=version).first()
    if known:
        return known
    content, mark = MinutesContent.from_json(version.content), f"{MARK}{uuid4().hex}"
    page = signature_page(version, mark)
    data = pdf_of(content, made_at=timezone.now(), seal=f"Version {version.number}", signature_page=page)
    original = Original.of(Path("protokoll.pdf"), data)
    store(original, data)
    told = {"file": original.stored_name, "mark": mark}
    return SigningCopy.objects.get_or_create(version=version, defaults=told)[0]


def file_of(kept: FieldFile) -> bytes:
    """What a file holds. Raises NotStored where the storage has lost it."""
    try:
        with kept.storage.open(str(kept.name)) as file:
            return bytes(file.read())
    except FileNotFoundError as error:
        raise NotStored("Filen finns inte i lagringen. Återställ den från en säkerhetskopia.") from error


def reason_of(version: MinutesVersion) -> str:
    """What a signature says that it is of."""
    content = version.content
    return f"Protokoll {content['body']} {content['day']}, version {version.number}"


def _compared(data: bytes, sent: bytes, came: Found, went: Found) -> str:
    """How the file that came back was held against the one that went out. Raises ValidationError where they differ."""
    if not came.signatures:
        raise ValidationError("Filen är inte undertecknad. Hämta den undertecknade filen ur underskriftstjänsten.")
    if broken := [one.signer or "okänd" for one in came.signatures if not one.is_whole]:
        raise ValidationError(f"Filen är ändrad efter underskriften av {', '.join(broken)}. Hämta den på nytt.")
    if came.pages[: len(went.pages)] != went.pages:
        pairs = zip(came.pages, went.pages, strict=False)
        differs = next((at for at, (one, other) in enumerate(pairs, 1) if one != other), len(came.pages) + 1)
        raise ValidationError(
            f"Filens text är en annan än protokollets: sidan {differs} skiljer sig. Den togs inte emot."
        )
    if data.startswith(sent) and len(came.pages) == len(went.pages):
        return "Samma fil, byte för byte, under underskriften."
    more = len(came.pages) - len(went.pages)
    return "Samma text, sida för sida." + (f" Tjänsten har lagt till {more} sidor." if more else "")


@transaction.atomic
def _keep(seal: Seal, data: bytes, by: User | None) -> Seal:
    meeting = locked(seal.version.meeting)
    if to_be_signed(meeting).pk != seal.version_id:
        raise ValidationError("Protokollet fick en ny version under tiden. Inget är undertecknat; försök igen.")
    if meeting.state not in (State.SIGNED, State.PUBLISHED) and meeting.held_for:
        check_step(meeting, State.SIGNED, BodyRules.of(meeting.held_for))
        meeting.state = State.SIGNED
        meeting.save(update_fields=["state"])
    original = Original.of(Path("protokoll-undertecknat.pdf"), data)
    store(original, data)
    seal.file.name = original.stored_name
    if Seal.objects.filter(file=original.stored_name).exists():
        raise ValidationError("Filen är redan mottagen.")
    seal.save()
    told = {"number": seal.version.number, "file": original.sha256, "how": seal.how, "level": seal.level}
    log("minutes-signed", seal, by=by, **told, signers=[one["name"] for one in seal.signers])
    return seal
