"""A letter as mail servers take it."""

from __future__ import annotations

from email.message import EmailMessage, Message
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from rodtrad.web.accounts.sealing import SealedByAnotherKey, unseal
from rodtrad.web.mailing.models import Letter, LetterFile

LINK: Final = "[länk]"  # stands in the text for the letter's secret link


class Unsendable(ValueError):
    """Something the letter needs is not there; the message says what, in Swedish."""


def compose(letter: Letter) -> bytes:
    """The whole letter. One that is sent anew has the same Message-ID, so that programs can tell that it is the same.

    Raises Unsendable where an attachment is gone, or its link was sealed by another key.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.MAIL_FROM
    message["To"] = on_the_wire(letter.to)
    if letter.by:
        message["Reply-To"] = on_the_wire(letter.by.email)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(timezone.localtime())
    message["Message-ID"] = f"<{sha256(letter.key.encode()).hexdigest()[:32]}@{_own_domain()}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_text(letter), cte="quoted-printable")
    for attachment in letter.attachments.all():
        _attach(message, attachment)
    return message.as_bytes()


def on_the_wire(address: str) -> str:
    """An address as every server takes it: a domain of Swedish letters in its other form."""
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.encode('idna').decode()}"


def _own_domain() -> str:
    return parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2]


def _text(letter: Letter) -> str:
    if LINK not in letter.text:
        return letter.text
    try:
        return letter.text.replace(LINK, unseal(letter.sealed))
    except SealedByAnotherKey as error:
        raise Unsendable(
            "Länken i brevet kan inte läsas: installationen har fått en ny hemlig nyckel. Skicka en ny inbjudan."
        ) from error


def _attach(message: EmailMessage, attachment: LetterFile) -> None:
    kind = Message()
    kind["Content-Type"] = attachment.kind
    parameters = dict((kind.get_params() or [])[1:])
    try:
        with default_storage.open(str(attachment.file.name)) as file:
            data = file.read()
    except OSError as error:
        raise Unsendable(f"Bilagan {attachment.name} finns inte kvar.") from error
    message.add_attachment(
        data,
        maintype=kind.get_content_maintype(),
        subtype=kind.get_content_subtype(),
        filename=attachment.name,
        params=parameters,
    )
