"""How many queries, bytes and milliseconds each page takes in a register of 10,000 decisions, on SQLite and PostgreSQL.

The register is made of records by hand, entered as an import enters them: 300 meetings of twenty bodies, with
documents, agreements and plans, 600 persons and assignments in proportion. Every address of the web is asked once to
warm up and then again and again by Django's test client, compressed as a browser gets it. What breaks a bar is
marked, and the exit code tells.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from scripts.cluster import binaries, throwaway_cluster

MEETINGS, BODIES, PER_BODY, ITEMS, PLANS, ACTIVITIES = 300, 20, 30, 17, 10, 100
QUERIES, BYTES, MILLISECONDS = 15, 100_000, 100
LINES = 240  # of each document, 100 characters long
PLACES = ("Norrviks kommun", "Sandhamra kommun", "Region Ekeby län", "Ekeby kommun", "Lindefors kommun")
SYLLABLES = ("Alm", "Björn", "Dal", "Ek", "Gran", "Hag", "Lind", "Kvarn", "Sten", "Ång")
ENDINGS = ("ström", "berg", "lycke", "fors", "vik", "hed", "bäck", "rud")
CALLED = (
    *("Samverkansrådet", "Styrgruppen", "Hjälpmedelsnämnden", "Chefsnätverket", "Beredningen", "Äldregruppen"),
    *("Folkhälsorådet", "Skolgruppen", "Digitaliseringsrådet", "Psykiatriberedningen"),
)
FIRST = ("Tove", "Birger", "Signe", "Hilding", "Ylva", "Sixten", "Disa", "Torvald", "Märta", "Åke", "Örjan", "Frej")


@dataclass(frozen=True)
class Measured:
    """What an address took. `usual` and `slow`: the median and the 95th percentile, in milliseconds."""

    path: str
    queries: int
    size: int
    usual: float
    slow: float

    @property
    def breaks(self) -> str:
        bars = (("queries", self.queries, QUERIES), ("bytes", self.size, BYTES), ("ms", self.slow, MILLISECONDS))
        return ", ".join(name for name, value, bar in bars if value > bar)


def text(number: int) -> str:
    """A document's text; a party is named on every ninth line."""
    lines = []
    for line in range(1, LINES + 1):
        named = PLACES[(number + line) % len(PLACES)] if line % 9 == 0 else "gruppen"
        words = f"Rad {line} i protokoll {number}: {named} redovisar läget för samverkan om äldre och fortsatt arbete"
        lines.append(words.ljust(99)[:99] + "\n")
    return "".join(lines)


def name_of(number: int) -> str:
    surname = SYLLABLES[number % 10] + ENDINGS[number // 10 % 8]
    return f"{FIRST[number // 80 % 12]} {surname}"


def minutes_of(number: int) -> dict[str, Any]:
    """The record of a meeting: two decisions and an assignment an item, some concerning a party."""
    from tests import factories as make
    from tests.web.meetings.records import full_minutes

    body = number % BODIES
    day = date(2014, 1, 7) + timedelta(days=14 * (number // BODIES))
    head = make.minutes(body=f"{CALLED[body % 10]} {'norr' if body < 10 else 'söder'}", date=day.isoformat())
    record = full_minutes(items=ITEMS, **{field: head[field] for field in ("body", "bodies", "meeting")})
    people = [name_of(body * PER_BODY + member) for member in range(PER_BODY)]
    record["attendance"] = [
        make.attendance(name, PLACES[i % len(PLACES)], 3 + i, duty="chair" if i == 0 else "member")
        for i, name in enumerate(people)
    ]
    for i, fact in enumerate(record["decisions"]):
        whom = PLACES[(number + i) % len(PLACES)]
        fact["text"] = f"ställa sig bakom förslag {number}:{i} om stöd till äldre och ge {whom} i uppdrag att följa det"
        fact.update(make.evidence(40 + i * 5))
    for i, fact in enumerate(record["assignments"]):
        due = day + timedelta(days=90 + i)
        fact.update(task=f"redovisa hur stödet i ärende {number}:{i} har gett resultat", due=due.isoformat())
    record["agreements"] = record["agreements"] if number % 3 == 0 else []
    return record


def plan_of(number: int) -> dict[str, Any]:
    from tests import factories as make

    body = f"{CALLED[number]} norr"
    record = make.plan(body=body, bodies=[body])
    names = (f"Genomföra insats {number}:{i} för trygg vardag i hemmet" for i in range(ACTIVITIES))
    record["plan"]["groups"][0]["target_areas"] = [make.area("Fallförebyggande", 13, *names)]
    record["plan"].update(title=f"Handlingsplan {number + 1}", period=[2020 + number, 2021 + number])
    return record


def fill() -> None:
    """Enter all documents; the reader is spared, not what comes after it."""
    import json

    from django.db import connection, transaction

    from rodtrad.web.documents.actions import add_version
    from rodtrad.web.documents.mentions import PartyFinder
    from rodtrad.web.documents.originals import Original
    from rodtrad.web.documents.reading import Reading
    from rodtrad.web.review.actions import enter_version
    from rodtrad.web.review.directory import Directory
    from tests.factories import make_county

    make_county()
    finder, directory = PartyFinder(), Directory()
    records = [(f"protokoll-{number:03}.txt", minutes_of(number)) for number in range(MEETINGS)]
    records += [(f"plan-{number}.txt", plan_of(number)) for number in range(PLANS)]
    for number, (name, record) in enumerate(records):
        reading = Reading(text=text(number), page_starts=[0], record=record)
        with transaction.atomic():
            original = Original.of(Path(name), json.dumps(record).encode())
            added = add_version(original=original, reading=reading, finder=finder, by=None)
            enter_version(version=added.version, findings=added.findings, directory=directory, finder=finder, by=None)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


# Addresses that are the same in every register.
ELSEWHERE = {
    "help:chapter": ["/hjalp/register/"],
    "search:search": ["/sok/", "/sok/?q=äldre+stöd", "/sok/?q=samverkan"],
}


# The page of one row each.
ONE_OF = (
    *(("meetings", "meeting"), ("meetings", "decision"), ("followup", "assignment"), ("agreements", "agreement")),
    *(("plans", "plan"), ("plans", "activity")),
)


def examples() -> dict[str, list[str]]:
    """Paths by the name of their address: the fullest of each, and a register's by filter, order and page."""
    from django.db.models import Count

    from rodtrad.web.agreements.models import Agreement
    from rodtrad.web.bodies.models import Body, Party, Person, Seat
    from rodtrad.web.documents.models import Document
    from rodtrad.web.followup.models import Assignment
    from rodtrad.web.meetings.models import Decision, Meeting
    from rodtrad.web.plans.models import Activity, Plan

    party, body = (
        Party.objects.annotate(n=Count("mentions")).latest("n"),
        Body.objects.annotate(n=Count("meetings")).latest("n"),
    )
    narrow = f"part={party.pk}&organ={body.pk}"
    rows = (Decision, Assignment, Agreement, Meeting, Plan, Activity, Document)
    last = {model.__name__.lower(): model._default_manager.latest("pk").get_absolute_url() for model in rows}
    person = Person.objects.annotate(n=Count("attendances")).latest("n")
    return {
        **ELSEWHERE,
        "documents:documents": ["/dokument/", "/dokument/?sida=4"],
        "documents:document": [Document.objects.earliest("pk").get_absolute_url(), last["document"]],
        "bodies:year": [f"{body.get_absolute_url()}2015/"],
        "bodies_edit:body": [f"{body.get_absolute_url()}andra/"],
        "bodies_edit:seat": [f"/platser/{Seat.objects.latest('pk').pk}/andra/"],
        "bodies:body": [body.get_absolute_url(), f"{body.get_absolute_url()}?visa=beslut&sida=3"],
        "bodies:party": [party.get_absolute_url(), f"{party.get_absolute_url()}?visa=beslut&sida=9"],
        "bodies:persons": register("/personer/", "namn=tove", narrow, "ordning=-moten", "sida=9"),
        "bodies:person": [person.get_absolute_url()],
        "meetings:meetings": ["/moten/", f"/moten/?organ={body.pk}&ar=2014", "/moten/?sida=6"],
        "meetings:decisions": register("/beslut/", "ord=ÄLDRE+stöd", narrow, "ordning=beslut", "sida=200", "ar=2014"),
        "followup:assignments": register("/uppdrag/", "ord=ärende+9", narrow, "ordning=ansvarig", "lage=forsenade"),
        "agreements:agreements": register("/avtal/", "ord=hjälpmedel", narrow, "ordning=avtal"),
        **{f"{app}:{name}": [last[name]] for app, name in ONE_OF},
        "plans:activities": register("/aktiviteter/", "ord=vardag", narrow, "ordning=-aktivitet", "lage=inte-klara"),
    }


def register(path: str, *queries: str) -> list[str]:
    return [path, *(f"{path}?{query}" for query in queries)]


def measure(path: str, times: int) -> Measured:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from rodtrad.web.accounts.models import User

    client = Client(headers={"accept-encoding": "gzip"}, SERVER_NAME="localhost")
    client.force_login(User.objects.get())
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    asked = len(queries)  # before the next request clears the log
    if answer.status_code != 200:
        sys.exit(f"{path} answers {answer.status_code}")
    took = []
    for _ in range(times):
        start = time.perf_counter()
        client.get(path)
        took.append((time.perf_counter() - start) * 1000)
    took.sort()
    return Measured(path, asked, len(answer.content), took[times // 2], took[int(0.95 * (times - 1))])


def measured(times: int) -> Iterator[Measured]:
    from django.urls import reverse

    from rodtrad.web.accounts.models import Role, User
    from tests.journeys.site import NO_PAGES, names

    User.objects.create(email="ada@example.se", name="Ada", role=Role.ADMINISTRATOR)
    paths = examples()
    for name in sorted(set(names()) - NO_PAGES - {"accounts:login", "accounts:link"}):
        # An address that names no row is its own example.
        yield from (measure(path, times) for path in paths.get(name) or [reverse(name)])


def run(times: int) -> int:
    """Fill and measure the database of DATABASE_URL; returns how many pages break a bar."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from rodtrad.web.documents.models import Document, Finding
    from rodtrad.web.meetings.models import Decision

    call_command("migrate", verbosity=0)
    if Document.objects.exists():
        sys.exit(f"Databasen {connection.settings_dict['NAME']} är inte tom.")
    start = time.perf_counter()
    fill()
    made = f"{Decision.objects.count()} decisions, {Finding.objects.count()} findings"
    print(f"{connection.vendor}: {made}, made in {time.perf_counter() - start:.0f} s", flush=True)
    broken = 0
    for one in measured(times):
        broken += bool(one.breaks)
        told = f"{one.queries:3} queries {one.size:7} bytes {one.usual:5.0f} ms, p95 {one.slow:5.0f} ms"
        print(f"{told}  {one.path}  {one.breaks}", flush=True)
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
    if wanted.on != "sqlite" and programs is None:
        sys.exit("PostgreSQL 15 eller nyare finns inte här (sudo apt install postgresql).")
    codes = []
    if wanted.on != "postgresql":
        codes.append(apart("", wanted.times))
    if wanted.on != "sqlite" and programs:
        with throwaway_cluster(programs) as url:
            codes.append(apart(url, wanted.times))
    sys.exit(max(codes))


def apart(url: str, times: int) -> int:
    """Measure one database in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="rodtrad-bench-") as folder:
        own = {"RODTRAD_DATA": folder, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        command = [sys.executable, "-m", "evaluation.bench_pages", "--here", "--times", str(times)]
        return subprocess.run(command, env={**os.environ, **own}).returncode


if __name__ == "__main__":
    main()
