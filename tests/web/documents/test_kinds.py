"""What a finding is called and says in a line."""

from typing import Any

import pytest

from rodtrad.web.documents.kinds import SUMMARY_LENGTH, kind_of, label_of, main_fields, summary
from tests import factories as make


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (make.decision("2", "förlänga avtalet", 1), "förlänga avtalet"),
        (make.assignment("2", "Norrviks kommun", "redovisa kostnaderna", 1), "Norrviks kommun: redovisa kostnaderna"),
        (make.item("3", "Övriga frågor", 1), "3 Övriga frågor"),
        # Somebody is known by their name, whatever their title is.
        (
            {"name": "Tove Alnfors", "title": "direktör", "organisation": "Region Ekeby län"},
            "Tove Alnfors, Region Ekeby län",
        ),
        ({"name": "Signe Rönnbacke", "title": "jurist", "organisation": None}, "Signe Rönnbacke"),
        ({"person": "Birger Storhed", "replaces": "Hilding Kvarnlycke", "body": None}, "Birger Storhed"),
        ({"date": "2024-03-05", "body": None}, "2024-03-05"),
        ({"title": "Handlingsplan 2024–2025", "period": [2024, 2025]}, "Handlingsplan 2024–2025"),
        ([2024, 2025], "2024–2025"),
        ("RS 2024/12", "RS 2024/12"),
        ({"date": None}, ""),
    ],
)
def test_a_finding_in_a_line(value: Any, says: str) -> None:
    assert summary(value) == says


@pytest.mark.parametrize(
    ("value", "told"),
    [
        # "26" stands in the text by chance, and is told all the same.
        (make.decision("26", "gälla till 2026", 1), {"text"}),
        (make.assignment("2", "Norrviks kommun", "redovisa", 1), {"assignee", "task"}),
        (make.item("3", "Övriga frågor", 1), {"number", "title"}),
        ({"name": "Tove Alnfors", "title": "direktör", "organisation": "Region Ekeby län"}, {"name", "organisation"}),
        ({"date": "2024-03-05", "body": None}, {"date"}),
        ("RS 2024/12", {""}),
    ],
)
def test_the_fields_that_the_line_tells(value: Any, told: set[str]) -> None:
    assert main_fields(value) == told


def test_a_long_one_ends_between_words() -> None:
    said = summary("ord " * 60)
    assert len(said) <= SUMMARY_LENGTH + 2 and said.endswith("ord …")


@pytest.mark.parametrize(
    ("kind", "value", "one", "label"),
    [
        ("decision", {}, "Beslut", "Beslut"),
        ("meeting.date", "2024-03-05", "Uppgift om dokumentet", "Mötets datum"),
        ("reference", "RS 2024/12", "Uppgift om dokumentet", "Diarienummer"),
        ("reference", {"text": "SOU 2020:19"}, "Hänvisning", "Hänvisning"),
    ],
)
def test_what_it_is_called(kind: str, value: Any, one: str, label: str) -> None:
    assert (kind_of(kind, value).one, label_of(kind, value)) == (one, label)
