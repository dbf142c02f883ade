"""Names side by side with nothing between them."""

import pytest

from rodtrad.reading.name_runs import persons_apart
from rodtrad.reading.sources.source import Stretch
from tests.reading.texts import parties


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Anna Ek Bo Al Cia Dal", ["Anna Ek", "Bo Al", "Cia Dal"]),
        ("Anna Lind Bo Sten Dahlberg", ["Anna Lind", "Bo Sten Dahlberg"]),
        ("Anna von Essen Bo Al", ["Anna von Essen", "Bo Al"]),
        ("Anna Maria Ek Bo Al", ["Anna Maria Ek Bo Al"]),  # "Maria Ek", or "Ek Bo Al"
        ("Anna Ek Ekeby Bo Al Norrvik", ["Anna Ek Ekeby", "Bo Al Norrvik"]),
        ("Anna Ek, PRO Bo Al, SPF", ["Anna Ek, PRO", "Bo Al, SPF"]),
        ("Anna Ek (S), ordförande Bo Al (M) ersätter Cia Dal (V) Disa Ed (L)",
         ["Anna Ek (S), ordförande", "Bo Al (M) ersätter Cia Dal (V)", "Disa Ed (L)"]),
        ("Anna Ek, Region Älvmark Bo Al, Ekeby kommun", ["Anna Ek, Region Älvmark", "Bo Al, Ekeby kommun"]),
        ("Anna Ek", ["Anna Ek"]),
        ("inga namn här", ["inga namn här"]),
    ],
)  # fmt: skip
def test_persons_apart(text: str, persons: list[str]) -> None:
    found = persons_apart(Stretch(text, range(len(text))), parties(), flattened=True)
    assert [person.text for person in found] == persons
