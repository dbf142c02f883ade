"""Letters by real workers: the server comes up late, or the worker is killed with a letter in its hands."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from scripts.stages import ROOT
from tests.backup.conftest import Installation
from tests.workers.test_workers import ask, until


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found: int = free.getsockname()[1]
        return found


@pytest.fixture
def installation(migrated: Installation) -> Installation:
    environment = migrated.environment | {"DJANGO_SETTINGS_MODULE": "rodtrad.web.settings"}
    subprocess.run([sys.executable, "-m", "tests.workers.queue_letter"], cwd=ROOT, env=environment, check=True)
    return migrated


class Post:
    """Takes letters; `holds`: keeps the one that sent it waiting after it has the whole text."""

    def __init__(self, *, holds: bool = False) -> None:
        self.letters = 0
        self._holds = holds

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.letters += 1
        if self._holds:
            await asyncio.sleep(60)
        return "250 OK"


@contextmanager
def up(post: Post, port: int) -> Iterator[None]:
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@contextmanager
def working(installation: Installation, port: int) -> Iterator[None]:
    mail = {"RODTRAD_MAIL": f"smtp://127.0.0.1:{port}", "RODTRAD_MAIL_FROM": "rodtrad@example.se"}
    command = [sys.executable, "-P", "-m", "rodtrad.cli", "worker"]
    pipe = subprocess.PIPE
    keeper = subprocess.Popen(
        command, env=installation.environment | mail, cwd=ROOT, stdout=pipe, stderr=pipe, text=True
    )
    try:
        yield
    finally:
        keeper.terminate()
        _, told = keeper.communicate(timeout=30)
        assert "Traceback" not in told, told


def letter(installation: Installation) -> tuple[str, str, str]:
    """State, error and owner."""
    ((state, error, owner),) = ask(installation, "SELECT state, error, owner FROM mailing_letter")
    return state, error, owner


def test_a_server_that_comes_up_late_gets_it_once(installation: Installation, port: int) -> None:
    post = Post()
    with working(installation, port):
        until(lambda: "tar inte emot förbindelser" in letter(installation)[1])
        assert letter(installation)[0] == "queued"
        with up(post, port):
            ask(installation, "UPDATE mailing_letter SET due_at = '2026-01-01 00:00:00'")  # the pause is over
            until(lambda: letter(installation)[0] == "sent")
    assert post.letters == 1


def test_a_worker_that_is_killed_with_a_letter_in_its_hands_leaves_it_unsure(
    installation: Installation, port: int
) -> None:
    post = Post(holds=True)
    with up(post, port), working(installation, port):
        until(lambda: post.letters)
        os.kill(int(letter(installation)[2].split("-")[-2]), signal.SIGKILL)
        ask(installation, "UPDATE mailing_letter SET leased_until = '2026-01-01 00:00:00'")  # the lease runs out
        until(lambda: letter(installation)[0] == "unsure")
    assert post.letters == 1
