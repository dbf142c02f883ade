"""Hands letters over to the mail server: each once, whatever ends this in the middle.

A letter is taken by one conditional UPDATE. What fails before the server is given the text is tried again, after a
pause that grows. What breaks off after that may have been sent: it is never sent anew but at a person's word.
"""

from __future__ import annotations

import logging
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from email.utils import parseaddr
from ipaddress import ip_address
from typing import Final

from django.conf import settings
from django.db import DatabaseError
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from rodtrad.web.environment import MailServer
from rodtrad.web.mailing.composing import Unsendable, compose, on_the_wire
from rodtrad.web.mailing.models import LEASE, Letter

logger = logging.getLogger(__name__)

SECONDS: Final = 20.0  # that the server may keep silent
PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))
MOST_ATTEMPTS: Final = 12  # two days and a half
UNSURE: Final = "Förbindelsen bröts medan brevet lämnades över. Det kan ha kommit fram."
BROKEN: Final = "Brevet kunde inte sättas ihop. Felet står i serverns utskrift."


class Refused(Exception):
    """The server does not take this letter. `for_good`: nor will it later."""

    def __init__(self, code: int, said: bytes) -> None:
        super().__init__(f"E-postservern svarar: {code} {said.decode(errors='replace')}")
        self.for_good = code >= 500


def send_due(owner: str) -> None:
    """Send the letters that are due, one after another. A server that does not answer puts all of them off."""
    _settle_left()
    if settings.MAIL is None or not Letter.objects.due().exists():
        return
    try:
        with connected(settings.MAIL) as server:
            while letter := _take(owner):
                _send(letter, owner, server)
    except OSError as error:  # SMTPException is one
        told = in_words(error)
        logger.warning("The mail server took no letters: %s", error)
        for letter in Letter.objects.due():
            _put_off(letter, told, attempts=letter.attempts + 1)


@contextmanager
def connected(to: MailServer) -> Iterator[smtplib.SMTP]:
    """A server that has been greeted and, where a name is set, knows who we are. Raises OSError."""
    context = ssl.create_default_context()
    if to.encrypted:
        server: smtplib.SMTP = smtplib.SMTP_SSL(to.host, to.port, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(to.host, to.port, timeout=SECONDS)
    try:
        server.ehlo()
        if not to.encrypted and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        elif not to.encrypted and to.password and not _is_here(to.host):
            raise smtplib.SMTPException("E-postservern erbjuder ingen kryptering, och lösenordet skickas inte öppet.")
        if to.user:
            server.login(to.user, to.password)
        yield server
        with suppress(OSError):
            server.quit()
    finally:
        server.close()


def _is_here(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def _take(owner: str) -> Letter | None:
    """The next letter that is due, ours to send now."""
    for pk in Letter.objects.due().order_by("due_at", "pk").values_list("pk", flat=True)[:20]:
        free = Letter.objects.due().filter(pk=pk)
        if free.update(
            state=Letter.State.SENDING,
            owner=owner,
            leased_until=Now() + LEASE,
            handed_at=None,
            attempts=F("attempts") + 1,
        ):
            return Letter.objects.get(pk=pk)
    return None


def _send(letter: Letter, owner: str, server: smtplib.SMTP) -> None:
    """Raises OSError where the server does not answer; the letter then waits again, or is unsure."""
    held = Letter.objects.held_by(owner).filter(pk=letter.pk)
    try:
        content = compose(letter)
        _announce(letter, server)
        if not held.update(handed_at=timezone.now()):
            server.rset()
            return  # taken from us: the server took longer than the lease
        _hand_over(content, server)
    except Unsendable as error:
        _end(letter, Letter.State.FAILED, str(error))
    except Refused as error:
        if error.for_good:
            _end(letter, Letter.State.FAILED, str(error))
        else:
            _put_off(letter, str(error), attempts=letter.attempts)
        server.rset()
    except OSError as error:
        if held.filter(handed_at=None).exists():
            _put_off(letter, in_words(error), attempts=letter.attempts)
        else:
            _end(letter, Letter.State.UNSURE, UNSURE)
        raise
    except DatabaseError:
        raise  # its lease runs out, and then it is settled
    except Exception:
        logger.exception("A letter could not be composed: %s", letter.key)
        _end(letter, Letter.State.FAILED, BROKEN)
        with suppress(OSError):
            server.rset()
    else:
        _end(letter, Letter.State.SENT, "")


def _announce(letter: Letter, server: smtplib.SMTP) -> None:
    """Tell the server who writes to whom. Raises Refused."""
    for code, said in (
        server.mail(parseaddr(settings.MAIL_FROM)[1]),
        server.rcpt(on_the_wire(letter.to)),
    ):
        if code not in (250, 251):
            raise Refused(code, said)


def _hand_over(content: bytes, server: smtplib.SMTP) -> None:
    """Raises Refused where the server says no, OSError where it says nothing."""
    try:
        code, said = server.data(content)
    except smtplib.SMTPDataError as error:
        reason = error.smtp_error
        raise Refused(error.smtp_code, reason if isinstance(reason, bytes) else reason.encode()) from error
    if code != 250:
        raise Refused(code, said)


def _end(letter: Letter, state: str, error: str) -> None:
    """It is done with, for good or ill. A link is kept no longer than it takes to send it."""
    fields = {"sent_at": timezone.now(), "sealed": ""} if state == Letter.State.SENT else {}
    Letter.objects.held_by(letter.owner).filter(pk=letter.pk).update(
        state=state, error=error, owner="", leased_until=None, **fields
    )


def _put_off(letter: Letter, error: str, *, attempts: int) -> None:
    """Let it wait, longer each time, until it has been tried often enough."""
    pause = PAUSES[min(attempts, len(PAUSES)) - 1]
    Letter.objects.filter(pk=letter.pk, state=letter.state, owner=letter.owner).update(
        state=Letter.State.FAILED if attempts >= MOST_ATTEMPTS else Letter.State.QUEUED,
        error=error,
        due_at=Now() + pause,
        attempts=attempts,
        owner="",
        leased_until=None,
        handed_at=None,
    )


def _settle_left() -> None:
    """What a worker held that was killed: it waits again where the server had not got it, else nobody knows."""
    free = {"owner": "", "leased_until": None}
    Letter.objects.left().filter(handed_at=None).update(state=Letter.State.QUEUED, **free)
    Letter.objects.left().update(state=Letter.State.UNSURE, error=UNSURE, **free)


def in_words(error: OSError) -> str:
    """What kept the server from taking letters, in Swedish."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return "E-postservern godtar inte inloggningen. Kontrollera namn och lösen i RODTRAD_MAIL."
        case smtplib.SMTPServerDisconnected():
            return "E-postservern bröt förbindelsen."
        case smtplib.SMTPException():
            return f"E-postservern tog inte emot brevet: {error}"
        case ssl.SSLError():
            return f"Krypteringen mot e-postservern godtogs inte: {error.reason or error}"
        case TimeoutError():
            return "E-postservern svarar inte."
        case ConnectionRefusedError():
            return "E-postservern tar inte emot förbindelser. Den kan vara avstängd, eller porten fel."
        case socket.gaierror():
            return "E-postserverns namn finns inte. Kontrollera RODTRAD_MAIL."
        case _:
            return f"E-postservern går inte att nå: {error.strerror or error}"
