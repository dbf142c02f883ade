"""How many queries and milliseconds the pages of a meeting of 30 items and 60 people take, on SQLite and PostgreSQL:
`python -m evaluation.bench_room [--times N] [--on sqlite|postgresql|both]`.

The meeting is held by the actions that the pages use; each page is asked in the state in which it is used: the agenda
and the room while the meeting is open, its minutes when it is closed, its page in the register when it is published.
What breaks a bar is marked, and the exit code tells. `work` is the processor's time in the web's process, which does
not grow with what else the machine does.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from evaluation.bench_pages import Measured, measure
from scripts.cluster import binaries, throwaway_cluster

QUERIES, MILLISECONDS = 20, 150


def measured(times: int) -> Iterator[Measured]:
    """Each page, in the order in which a meeting comes to it."""
    from rodtrad.web.bodies.models import Membership
    from rodtrad.web.meetings.models import BodyRules
    from rodtrad.web.minutes.actions import close_and_make
    from rodtrad.web.publishing.actions import ask_to_publish
    from tests.web.meetings.held import hold_large, make_body, make_member

    body = make_body()
    BodyRules.objects.create(body=body, quorum=BodyRules.Quorum.MAJORITY, votes=True, verifies=False)
    by = make_member("Sara", body, Membership.Role.SECRETARY)
    meeting = hold_large(by, body)
    for page in ("rum", "skarm", "dagordning", "kallelse", "narvaro", "avsluta"):
        yield measure(f"/moten/{meeting.pk}/{page}/", times)
    close_and_make(meeting=meeting, by=by)
    yield measure(f"/moten/{meeting.pk}/protokoll/", times)
    ask_to_publish(meeting=meeting, by=by)
    yield measure(f"/moten/{meeting.pk}/", times)


def work(path: str, times: int) -> float:
    """The processor's time of a request, in milliseconds: the mean of some."""
    from django.test import Client

    from rodtrad.web.accounts.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get())
    client.get(path)
    start = time.process_time()
    for _ in range(times):
        client.get(path)
    return (time.process_time() - start) * 1000 / times


def run(times: int) -> int:
    """Hold the meeting in the database of DATABASE_URL and measure; returns how many pages break a bar."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    broken = 0
    for one in measured(times):
        breaks = one.queries > QUERIES or one.slow > MILLISECONDS
        broken += breaks
        told = f"{one.queries:3} queries {one.size:7} bytes {one.usual:5.0f} ms, p95 {one.slow:5.0f} ms"
        told += f", work {work(one.path, times):4.0f} ms"
        print(f"{connection.vendor} {told}  {one.path}{'  above a bar' * breaks}", flush=True)
    return broken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--on", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--here", action="store_true", help="the database of DATABASE_URL, in this process")
    wanted = parser.parse_args()
    if wanted.here:
        sys.exit(min(1, run(wanted.times)))
    programs = binaries()
    codes = [apart("", wanted.times)] if wanted.on != "postgresql" else []
    if wanted.on != "sqlite":
        if programs is None:
            sys.exit("PostgreSQL 15 eller nyare finns inte här (sudo apt install postgresql).")
        with throwaway_cluster(programs) as url:
            codes.append(apart(url, wanted.times))
    sys.exit(max(codes))


def apart(url: str, times: int) -> int:
    """Measure one database in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="rodtrad-bench-") as folder:
        own = {"RODTRAD_DATA": folder, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        command = [sys.executable, "-m", "evaluation.bench_room", "--here", "--times", str(times)]
        return subprocess.run(command, env={**os.environ, **own}).returncode


if __name__ == "__main__":
    main()
