"""Two who import the same folder at once, each with a connection of their own: what one enters the other finds."""

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

COUNT = 6


@pytest.mark.django_db(transaction=True)
def test_two_at_once_enter_each_document_once(tmp_path: Path) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the database of these tests is in memory, which one connection has to itself")
    paths = []
    for number in range(COUNT):
        paths.append(tmp_path / f"protokoll-{number}.txt")
        paths[-1].write_text(MINUTES.replace("2024-03-05", f"2024-03-{number + 10}"), encoding="utf-8")
    both = Barrier(2)

    def import_them(_: int) -> tuple[int, int, int]:
        both.wait()
        try:
            summary = import_paths(paths, by=None, jobs=1)
            return summary.documents, summary.unchanged, len(summary.not_read)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(import_them, range(2))
    assert (one[0] + other[0], one[1] + other[1], one[2] + other[2]) == (COUNT, COUNT, 0)
    assert Document.objects.count() == Version.objects.count() == Meeting.objects.count() == COUNT
    names = list(Person.objects.values_list("name", flat=True))
    assert Body.objects.count() == 1 and len(names) == len(set(names)) > 0
    assert Entry.objects.filter(kind=Kind.PERSON).count() == len(names)
