"""How soon minutes that are handed in stand in the register: `python -m evaluation.bench_upload [--rounds N] [FILE]`.

Serves an installation of its own as `rodtrad serve` does, its worker included; hands a copy of FILE in by the page, a
copy a round, each of another day, and looks at the register's page until the meeting stands there.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

ROOT = Path(__file__).resolve().parent.parent
MINUTES = ROOT / "samples/styrgruppen-2024-12-06.txt"
RODTRAD = (sys.executable, "-P", "-m", "rodtrad.cli")
UP_WITHIN, READ_WITHIN = 60.0, 120.0
BOUNDARY = "rodtrad"


class Visitor:
    """A browser without pictures: logs in by a link and sends forms."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=UP_WITHIN) as answer:
            return str(answer.read().decode())

    def post(self, path: str, body: bytes, kind: str) -> None:
        request = Request(self.address + path, body, {"Content-Type": kind, "Referer": self.address + path})  # noqa: S310  # our own server
        self.opener.open(request, timeout=UP_WITHIN).close()

    def token(self, path: str) -> str:
        return str(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path))[0])

    def log_in(self, path: str) -> None:
        self.post(
            path, urlencode({"csrfmiddlewaretoken": self.token(path)}).encode(), "application/x-www-form-urlencoded"
        )

    def hand_in(self, name: str, data: bytes) -> None:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="'
        token = f'{head}csrfmiddlewaretoken"\r\n\r\n{self.token("/las-in/")}\r\n'
        file = f'{head}filer"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
        body = (token + file).encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()
        self.post("/las-in/", body, f"multipart/form-data; boundary={BOUNDARY}")


def until(what: str, visitor: Visitor, path: str, within: float) -> None:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        try:
            if what in visitor.get(path):
                return
        except OSError:
            pass
        time.sleep(0.05)
    sys.exit(f"{what} did not appear on {path}")


@contextmanager
def served() -> Iterator[tuple[Visitor, Path]]:
    """An installation that is served, somebody who is logged in there, and the folder that it has its data in."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "RODTRAD_DATA": folder}
        server = subprocess.Popen([*RODTRAD, "serve", "--port", port], env=environment, stdout=subprocess.DEVNULL)
        try:
            visitor = Visitor(f"http://127.0.0.1:{port}")
            until("Logga in", visitor, "/konto/logga-in/", UP_WITHIN)
            link = [*RODTRAD, "login-link", "eva@example.se", "--create", "editor"]
            told = subprocess.run(link, env=environment, capture_output=True, text=True, check=True).stdout
            visitor.log_in(told[told.index("/konto/") :].strip())
            yield visitor, Path(folder)
        finally:
            server.terminate()
            server.wait()


def measure(visitor: Visitor, file: Path, rounds: int) -> list[float]:
    """Seconds from the moment a file is sent until its meeting stands in the register."""
    text, taken = file.read_text(encoding="utf-8"), list[float]()
    date = re.findall(r"20\d\d-\d\d-\d\d", file.name)[0]
    for round_ in range(rounds):
        year = str(1990 + round_)
        start = time.monotonic()
        visitor.hand_in(f"{year}{file.suffix}", text.replace(date[:4], year).encode())
        until(f"{year}{date[4:]}", visitor, "/moten/", READ_WITHIN)
        taken.append(time.monotonic() - start)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("file", nargs="?", type=Path, default=MINUTES)
    wanted = parser.parse_args()
    with served() as (visitor, _):
        first, *later = measure(visitor, wanted.file, wanted.rounds + 1)
    print(
        f"first {first:.1f} s; then median {statistics.median(later):.2f} s, slowest {max(later):.2f} s of {len(later)}"
    )


if __name__ == "__main__":
    main()
