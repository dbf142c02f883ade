"""How long a meeting takes to close: `python -m evaluation.bench_close [--items N] [--meetings N]`.

Meetings of N items, each with three paragraphs and two clauses decided, twenty people present, are closed one after
another in a new SQLite file. Prints the median and the longest of the closing, which makes the PDF, and of the Word
file.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import redirect_stdout
from datetime import date, timedelta
from datetime import time as hour
from io import StringIO
from typing import Any
from uuid import uuid4

import django

PEOPLE = 20
SAID = (
    "Föredragande går igenom läget i kommunerna och regionen, och **vad som återstår** innan årets slut.",
    "Frågor ställs om tidplanen, om vem som betalar och om hur de som berörs har fått säga sitt.",
    "- Ekeby är klart\n- Norrvik börjar i mars\n- Sandhamra väntar på lokaler",
)
DECIDED = ("ställa sig bakom förslaget till fördelning av medel", "uppdra till sekreteraren att följa upp i september")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=14)
    parser.add_argument("--meetings", type=int, default=10)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rodtrad-bench-") as data:
        own = {"RODTRAD_DATA": data, "RODTRAD_SECRET_KEY": uuid4().hex * 2}
        os.environ.update(own | {"DJANGO_SETTINGS_MODULE": "rodtrad.web.settings"})
        os.environ.pop("DATABASE_URL", None)
        django.setup()
        closings, words = closed(wanted.items, wanted.meetings)
    for name, taken in (("closing, with its PDF", closings), ("Word file", words)):
        print(f"{name}: median {statistics.median(taken):.2f} s, longest {max(taken):.2f} s ({len(taken)} meetings)")


def closed(items: int, meetings: int) -> tuple[Sequence[float], Sequence[float]]:
    """Seconds of each closing, and of each Word file."""
    from django.core.management import call_command  # these need django.setup

    from rodtrad.web.bodies.models import Body
    from rodtrad.web.minutes.actions import close_and_make
    from rodtrad.web.minutes.content import minutes_of
    from rodtrad.web.minutes.word import word_of

    with redirect_stdout(StringIO()):
        call_command("migrate", verbosity=0)
    body = Body.objects.create(name="Styrgruppen")
    closings, words = [], []
    for number in range(meetings):
        meeting = held(body, date(2026, 1, 9) + timedelta(weeks=number), items)
        start = time.perf_counter()
        close_and_make(meeting=meeting, by=None)
        closings.append(time.perf_counter() - start)
        start = time.perf_counter()
        word_of(minutes_of(meeting))
        words.append(time.perf_counter() - start)
    return closings, words


def held(body: Any, day: date, items: int) -> Any:
    """A meeting where all that is to be decided is."""
    from rodtrad.web.holding.actions import decide, open_meeting, take_roll
    from rodtrad.web.holding.roll import Called
    from rodtrad.web.holding.saving import Save, save_paragraph
    from rodtrad.web.meetings.models import Item
    from rodtrad.web.preparing.actions import add_item, plan_meeting

    meeting = plan_meeting(bodies=[body], day=day, start=hour(9), end=hour(12), place="Ekeby", by=None)
    for number in range(items - meeting.items(manager="written").count()):
        fields = {"title": f"Ärende {number + 1}", "type": "decision"}
        add_item(meeting=meeting, fields=fields, clauses=list(DECIDED), by=None)
    open_meeting(meeting=meeting, by=None)
    duties = ["chair", "secretary", *["member"] * (PEOPLE - 2)]
    called = [Called(f"Person {place}", "present", duty=duty) for place, duty in enumerate(duties)]
    take_roll(meeting=meeting, called=called, by=None)
    for item in Item.written.filter(meeting=meeting):
        for text in SAID:
            save_paragraph(item=item, save=Save(uuid4(), uuid4(), 0, text), by=None)
        if item.type == Item.Type.DECISION:
            decide(item=item, clauses=list(DECIDED), by=None)
    return meeting


if __name__ == "__main__":
    main()
