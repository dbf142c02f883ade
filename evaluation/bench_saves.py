"""Many who write in one meeting while the server is killed: `python -m evaluation.bench_saves [--writers N] [--saves N]
[--kills N]`, on the database of DATABASE_URL or a new SQLite file.

Each writer saves paragraphs, their own and shared ones, as the page does: an unanswered save is sent again as it was.
Afterwards the database is asked whether it has every save that was acknowledged, whether any came to stand on a text
that its writer had not seen, and, after meetings were closed at once, whether a number was given twice or left out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
SHARED = 5  # paragraphs that all write in
TOKEN = "a" * 32
WITHIN = 20.0  # seconds for an answer
PLACE = "evaluation.saves_register"  # what is done in the installation's own environment


@dataclass
class Server:
    """The installation's server, in a group of its own so that all of it dies at once."""

    environment: Mapping[str, str]
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if not self.port:
            with socket.create_server(("127.0.0.1", 0)) as free:
                self.port = int(free.getsockname()[1])
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", "--threads", "8"]
        self.process = subprocess.Popen(
            [*command, "--no-control-socket", "--log-level", "critical", "rodtrad.web.wsgi"],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
        )

    def kill(self) -> None:
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class Work:
    """What all writers share: how many saves are left, and what was answered."""

    saves: int
    lock: threading.Lock = field(default_factory=threading.Lock)
    sent: int = 0
    acknowledged: list[dict[str, Any]] = field(default_factory=list)

    def take(self) -> int | None:
        with self.lock:
            if self.sent >= self.saves:
                return None
            self.sent += 1
            return self.sent

    def answer(self, save: dict[str, Any]) -> None:
        with self.lock:
            self.acknowledged.append(save)


class Writer(threading.Thread):
    """Somebody who writes in their own paragraph and in the shared ones, each time on what they saw last."""

    def __init__(self, server: Server, session: str, item: int, shared: list[str], work: Work) -> None:
        super().__init__(daemon=True)
        self.server, self.session, self.item, self.work = server, session, item, work
        self.seen: dict[str, int] = dict.fromkeys([*shared, str(uuid4())], 0)

    def run(self) -> None:
        while number := self.work.take():
            key = random.choice(list(self.seen))  # noqa: S311 - not for secrets
            sent = {"key": key, "save_key": str(uuid4()), "base": self.seen[key], "text": f"Stycke {number}, å ä ö."}
            status, told = self.until_answered(sent)
            self.seen[key] = told["revision"]
            self.work.answer({**sent, "revision": told["revision"], "lost": status == 409})

    def until_answered(self, sent: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        while True:
            try:
                status, answer = post(self.server.port, self.session, f"/punkter/{self.item}/stycke/", sent)
                if status in {200, 409}:
                    return status, dict(json.loads(answer))
                if status < 500:
                    raise SystemExit(f"{status}: {answer[:300]!r}")
            except (OSError, HTTPException):
                pass
            time.sleep(0.05)


def post(port: int, session: str, path: str, sent: Mapping[str, Any]) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=WITHIN)
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        connection.request("POST", path, urlencode(sent), headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def in_register(environment: Mapping[str, str], verb: str, told: object) -> Any:
    """What a command of `saves_register` answers."""
    command = [sys.executable, "-m", PLACE, verb]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, text=True, input=json.dumps(told), stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout)


def run(environment: Mapping[str, str], *, writers: int, saves: int, kills: int) -> dict[str, Any]:
    """The counts of what went wrong, each of which should be 0, and of what was done."""
    told = in_register(environment, "prepare", writers)
    server, work = Server(environment), Work(saves)
    server.start()
    shared = [str(uuid4()) for _ in range(SHARED)]
    begun = time.monotonic()
    threads = [Writer(server, session, told["item"], shared, work) for session in told["sessions"]]
    for thread in threads:
        thread.start()
    killed = 0
    while any(thread.is_alive() for thread in threads):
        # A kill each time another share of the saves is answered, so that all of them fall among saves.
        if killed < kills and len(work.acknowledged) >= (killed + 1) * saves // (kills + 1):
            server.kill()
            server.start()
            killed += 1
        time.sleep(0.005)
    taken = time.monotonic() - begun
    close_at_once(server, told)
    server.kill()
    found = in_register(environment, "check", {"acknowledged": work.acknowledged, "meetings": told["meetings"]})
    return {**found, "saves": len(work.acknowledged), "kills": killed, "seconds": round(taken, 1)}


def close_at_once(server: Server, told: Mapping[str, Any]) -> None:
    """Close the meetings of one body and of another at the same moment, each by two people."""
    session, barrier = told["sessions"][0], threading.Barrier(2 * len(told["meetings"]))

    def close(meeting: int) -> None:
        barrier.wait()
        status, answer = post(server.port, session, f"/moten/{meeting}/avsluta/", {})
        if status >= 400:
            print(f"closing meeting {meeting}: {status} {answer[:2000]!r}", file=sys.stderr)

    threads = [threading.Thread(target=close, args=[meeting]) for meeting in told["meetings"] for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--saves", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=100)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "RODTRAD_DATA": folder}
        print(run(environment, writers=wanted.writers, saves=wanted.saves, kills=wanted.kills))


if __name__ == "__main__":
    main()
