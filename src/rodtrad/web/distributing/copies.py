"""What is sent: by mail, which others may come to read, never a word that is confidential or masked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.core.exceptions import ValidationError

from rodtrad.web.documents.originals import Original, store
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.minutes.content import ItemContent, MinutesContent
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.minutes.pdf import pdf_of
from rodtrad.web.publishing.check import mask_of, unanswered
from rodtrad.web.publishing.models import Ruling
from rodtrad.web.verifying.models import Seal

# What may leave the body only when somebody has judged it; a name may, as it does in the minutes.
TO_JUDGE: Final = (Ruling.Kind.PERSONAL_NUMBER, Ruling.Kind.HEALTH)
NOT_WHOLE: Final = ", utan det som inte lämnas ut"


@dataclass(frozen=True, slots=True)
class Copy:
    """A file to send: what it is called in the letter, its name in the storage, and whether something of the minutes,
    or of the extract, is left out of it."""

    name: str
    stored: str
    is_less: bool = False


def copy_of(version: MinutesVersion, item: int | None) -> Copy:
    """The minutes, or the extract of an item, as whoever it is may be sent them; the signed file where it may be.

    Raises ValidationError, which says which item, where that may not leave the body or nobody has judged it;
    NotStored where the file cannot be saved.
    """
    meeting, whole = version.meeting, MinutesContent.from_json(version.content)
    part = _part(whole, item)
    _check_judged(meeting, version, part if item else None)
    sent, _ = mask_of(meeting).over(part.without_confidential())
    name = f"protokoll{'sutdrag' if item else ''}-{meeting.date}-{version.number}.pdf"
    if item is None and sent == whole:
        seal = Seal.objects.filter(version=version).last()
        return Copy(name, str((seal or version).file.name))
    foot = f"{'Utdrag ur version' if item else 'Version'} {version.number}{'' if sent == part else NOT_WHOLE}"
    data = pdf_of(sent, made_at=version.made_at, seal=foot)
    original = Original.of(Path(name), data)
    store(original, data)
    return Copy(name, original.stored_name, sent != part)


def called(item: ItemContent) -> str:
    """An item as the minutes print it."""
    return f"{item.number} {item.title}".strip()


def _part(whole: MinutesContent, item: int | None) -> MinutesContent:
    if item is None:
        return whole
    part = whole.extract(item)
    if part is None:
        raise ValidationError("Protokollet har ingen sådan punkt.")
    if part.items[0].confidential:
        raise ValidationError(
            f"”{called(part.items[0])}” är bara för organet och skickas inte med e-post. De som har en roll i organet "
            "läser den här."
        )
    return part


def _check_judged(meeting: Meeting, version: MinutesVersion, part: MinutesContent | None) -> None:
    """Raises ValidationError where something in the minutes, or in the part of them, needs to be judged first."""
    elsewhere = {called(item) for item in MinutesContent.from_json(version.content).items}
    if part:
        elsewhere -= {called(item) for item in part.items}
    for one in unanswered(meeting, version):
        places = [where for where, _ in one.found.places if not (part and where in elsewhere)]
        if one.found.kind in TO_JUDGE and places:
            raise ValidationError(
                f"{one.label} under ”{places[0]}” är inte bedömt. Maskera det eller låt det stå under Publicering, "
                "innan protokollet skickas."
            )
