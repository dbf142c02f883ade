"""A mail server of one's own, which tells what it was given and does as it is told."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from rodtrad.web.environment import MailServer


@dataclass
class Kept:
    """What came, and what is answered: `to_recipient` and `to_text` are replies; None breaks the connection."""

    letters: list[EmailMessage] = field(default_factory=list)
    to_recipient: str | None = "250 OK"
    to_text: str | None = "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_recipient is None:
            return self._break(server)
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return self._break(server) if self.to_text is None else self.to_text

    def _break(self, server: SMTP) -> str:
        assert server.transport
        server.transport.close()
        return "421 gone"


@pytest.fixture
def post(settings: Settings) -> Iterator[Kept]:
    """A server that is up, and that the installation is set to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = Kept()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAIL = MailServer("127.0.0.1", port)
    settings.MAIL_FROM = "Rödtråd <rodtrad@example.se>"
    try:
        yield kept
    finally:
        controller.stop()
