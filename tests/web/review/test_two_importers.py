"""Two who import at once, each with a connection of their own: what one enters the other finds."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection

from rodtrad.web.bodies.models import Body, Person
from rodtrad.web.documents.models import Document, Version
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.review.importing import import_paths
from rodtrad.web.search.models import Entry, Kind
from tests.web.review.test_importing import MINUTES

pytestmark = pytest.mark.django_db(transaction=True)
Counts = tuple[int, int, int]


@pytest.fixture(autouse=True)
def apart() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the database of these tests is in memory, which one connection has to itself")


def minutes_in(folder: Path, days: range, body: str = "Samverkansrådet") -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{body}-{day}.txt" for day in days]
    for day, path in zip(days, paths, strict=True):
        text = MINUTES.replace("2024-03-05", f"2024-03-{day}").replace("Samverkansrådet", body)
        path.write_text(text, encoding="utf-8")
    return paths


def import_both(one: list[Path], other: list[Path]) -> Counts:
    """Documents, unchanged and not read, of both."""
    both = Barrier(2)

    def import_them(paths: list[Path]) -> Counts:
        both.wait()
        try:
            summary = import_paths(paths, by=None, jobs=1)
            return summary.documents, summary.unchanged, len(summary.not_read)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(import_them, (one, other))
    return first[0] + second[0], first[1] + second[1], first[2] + second[2]


def test_the_same_folder_becomes_each_document_once(tmp_path: Path) -> None:
    paths = minutes_in(tmp_path / "a", range(10, 16))
    assert import_both(paths, paths) == (6, 6, 0)
    assert Document.objects.count() == Version.objects.count() == Meeting.objects.count() == 6
    names = list(Person.objects.values_list("name", flat=True))
    assert Body.objects.count() == 1 and len(names) == len(set(names)) > 0
    assert Entry.objects.filter(kind=Kind.PERSON).count() == len(names)


def test_two_folders_of_the_same_bodies_make_none_of_them_twice(tmp_path: Path) -> None:
    bodies = ("Samverkansrådet", "Äldregruppen")
    one = [path for body in bodies for path in minutes_in(tmp_path / "a", range(10, 13), body)]
    other = [path for body in reversed(bodies) for path in minutes_in(tmp_path / "b", range(20, 23), body)]
    assert import_both(one, other) == (12, 0, 0)
    assert sorted(Body.objects.values_list("name", flat=True)) == ["Samverkansrådet", "Äldregruppen"]
    # One of each name in each body: whether they are the same is asked.
    assert Person.objects.filter(name="Birger Storhed").count() <= 2
