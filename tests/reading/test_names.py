"""Persons, organisations and titles told apart; parties found under any of their names."""

import pytest

from rodtrad.reading.names import is_organisation, is_person, is_title, is_unit, leading_name
from rodtrad.reading.same_person import may_be_same_person
from tests.reading.texts import parties


@pytest.mark.parametrize(
    "text",
    [
        "Anna Ek",
        "Eva-Lena Holm",
        "Carl von Stensund",
        "Åke Ö. Björk",
        "Siv Lind-Åberg",
        "Zlatko Marić",
        "Bo Erik Ek Dahlgren",
    ],
)
def test_a_person(text: str) -> None:
    assert is_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anna",  # one word names nobody for sure
        "Nära vård",
        "Barn och unga",
        "Region Norrvik",
        "Ekeby kommun",
        "Föregående protokoll",
        "Övriga frågor",
        "FoU Socialtjänst",
        "anna ek",
        "Anna Ek, rektor",
        "2024 Maj",
    ],
)
def test_no_person(text: str) -> None:
    assert not is_person(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna Ek, rektor", "Anna Ek"),
        ("Anna Ek Region Älvmark", "Anna Ek"),
        ("Anna Ek Ekeby kommun", "Anna Ek"),
        ("Anna Ek FoU Älvmark", "Anna Ek"),
        ("Anna Ek hälsar välkommen", "Anna Ek"),
        ("Ekeby kommun, Anna Ek", ""),
        ("Mötet öppnas", ""),
        ("Västra Götalandsregionen, Närsjukvården", ""),
    ],
)
def test_the_name_a_line_begins_with(text: str, name: str) -> None:
    assert text[: leading_name(text, parties())] == name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ekeby kommun", "organisation"),
        ("Ekeby", "organisation"),  # alone in a cell, a place is its municipality
        ("Älvmarks högskola", "organisation"),
        ("Kommunförbundet", "organisation"),
        ("verksamhetschef Barn- och ungdomspsykiatrin", "title"),
        ("ordf. Hjälpmedelsrådet", "title"),
        ("MAS", "title"),
        ("brukarrepresentant", "title"),
        ("Socialförvaltningen", "unit"),
        ("Region Kalmar län", "organisation"),  # "MAR" in it is no title
    ],
)
def test_what_follows_a_name(text: str, kind: str) -> None:
    organisation, title = is_organisation(text, parties()), is_title(text)
    told = "organisation" if organisation else "title" if title else "unit" if is_unit(text) else ""
    assert told == kind


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Borgholm kommun", "Borgholms kommun"),
        ("BORGHOLMS KOMMUN", "Borgholms kommun"),
        ("Kalmar kommun", "Kalmar kommun"),
        ("Umeå", "Umeå kommun"),
        ("Göteborgs stad", "Göteborgs kommun"),
        ("Region Kalmar", "Region Kalmar län"),
        ("Region Skåne", "Region Skåne"),
        ("Ekeby kommun", "Ekeby kommun"),
        ("kommunen", None),
        ("Kalmar län", None),
    ],
)
def test_a_party_by_any_name(text: str, party: str | None) -> None:
    found = parties().find(text)
    assert (found.name if found else None) == party


def test_parties_named_in_text_by_full_name_only() -> None:
    text = "Ekeby kommuns rutin gäller i Norrvik och hos Region Älvmark, men inte i Storedals kommun."
    assert [party.name for _, _, party in parties().named_in(text)] == [
        "Ekeby kommun",
        "Region Älvmark",
        "Storedals kommun",
    ]


def test_all_of_sweden_is_known() -> None:
    kinds = [party.kind for party in parties().all if party.code.isdigit()]
    assert kinds.count("region") >= 21
    assert kinds.count("municipality") >= 290


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bo Jonson", "Bo Johnsson", True),
        ("Eva Lind", "Eva Maria Lind", True),
        ("Siv Ek Dahl", "Siv Dahl Ek", True),
        ("Siv Zetrén", "Siv Zettrén", True),
        ("Eva Berg", "Anna Berg", False),  # two people
        ("Eva Berg", "Eva Lund", False),
        ("Eva Berg", "Eva Berg", False),  # the same name is no question
    ],
)
def test_names_that_may_be_one_person(one: str, other: str, same: bool) -> None:
    assert may_be_same_person(one, other) is same
