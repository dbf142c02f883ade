"""A real installation with the samples in it, served as in operation, and a real browser that has logged in.

The server is a process of its own with its own database, so these tests neither see nor touch pytest-django's.
CHROMIUM names the browser's program (/usr/bin/chromium).
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, StorageState, sync_playwright

from tests.journeys.site import Site, explore
from tests.migrated import migrated_register
from tests.web.verifying.authority import PASSPHRASE as CERTIFICATES
from tests.web.verifying.authority import serving

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "fyra gröna hästar badar"  # noqa: S105 - a test's own
UP_WITHIN = 120  # seconds, on a machine that does other things too


@pytest.fixture(scope="package")
def signing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """What it signs with: a certificate and a time service of an authority on this machine."""
    file = tmp_path_factory.mktemp("certifikat") / "certifikat.p12"
    with serving() as authority:
        file.write_bytes(authority.file_of(authority.issue("Region Älvmark, protokoll")))
        told = {"CERT": str(file), "PASSPHRASE": CERTIFICATES}
        yield {f"RODTRAD_SIGNING_{name}": value for name, value in told.items()} | {
            "RODTRAD_TIMESTAMP": authority.address
        }


@pytest.fixture(scope="package")
def environment(tmp_path_factory: pytest.TempPathFactory, signing: dict[str, str]) -> dict[str, str]:
    """What the installation is given."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    data = shutil.copytree(migrated_register(), tmp_path_factory.mktemp("register") / "data")
    own = {"RODTRAD_DATA": str(data), "RODTRAD_TODAY": "2026-11-23"}
    return {**kept, **own, **signing, "RODTRAD_SECRET_KEY": secrets.token_urlsafe(64)}


@pytest.fixture(scope="package")
def login_links(environment: dict[str, str]) -> list[str]:
    """Two login links of a prepared installation: one to use, one to look at."""
    command = [sys.executable, "-m", "tests.journeys.prepare", "samples"]
    prepared = subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True)
    assert prepared.returncode == 0, prepared.stderr
    return str(prepared.stdout).split()


@pytest.fixture(scope="package")
def address(environment: dict[str, str], login_links: list[str]) -> Iterator[str]:
    """Where the installation is served, on this machine only."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "4", "--no-control-socket"]
    server = subprocess.Popen([*command, "rodtrad.web.wsgi"], cwd=ROOT, env=environment, stderr=subprocess.PIPE)
    try:
        wait_until_up(f"http://127.0.0.1:{port}/robots.txt", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=UP_WITHIN)


def wait_until_up(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + UP_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            urlopen(url, timeout=UP_WITHIN).close()  # noqa: S310 - our own server
        except HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    server.terminate()
    raise RuntimeError(f"the server did not start: {server.communicate()[1].decode()}")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium that may not phone home."""
    quiet = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu", *quiet])
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def logged_in(browser: Browser, address: str, login_links: list[str]) -> StorageState:
    """The cookies of somebody who used the link and chose a passphrase: a newcomer's first minute."""
    context = browser.new_context(locale="sv-SE")
    page = context.new_page()
    page.goto(address + login_links[0])
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.get_by_label("Ny lösenfras").fill(PASSPHRASE)
    page.get_by_label("Lösenfrasen en gång till").fill(PASSPHRASE)
    page.get_by_role("button", name="Spara").click()
    page.get_by_text("Lösenfrasen är sparad.").wait_for()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="package")
def site(browser: Browser, address: str, logged_in: StorageState, login_links: list[str]) -> Site:
    """The pages of the installation, found by following links."""
    context = browser.new_context(storage_state=logged_in)
    found = explore(context, address, unused_link=login_links[1])
    context.close()
    return found
