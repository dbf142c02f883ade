"""What is found in minutes before they are public."""

import pytest

from rodtrad.web.minutes.texts import runs
from rodtrad.web.personal_numbers import personal_numbers
from rodtrad.web.publishing.checking import HEALTH, Mask


@pytest.mark.parametrize(
    "text, found",
    [
        ("Elis (121212-1212) söker", ["121212-1212"]),
        ("19121212-1212", ["19121212-1212"]),
        ("191212121212", ["191212121212"]),
        ("121212+1212", ["121212+1212"]),
        ("121272-1219", ["121272-1219"]),  # a samordningsnummer: the day is the twelfth
        ("121272-1218", []),  # the check digit is wrong
        ("701063-2391", ["701063-2391"]),
        ("20230331 och 200:1-2023", []),
        ("121332-1212", []),  # no such date
        ("Dnr 121212-1213", []),
        ("tel. 0901212121212", []),
    ],
)
def test_personal_numbers(text: str, found: list[str]) -> None:
    assert list(personal_numbers(text)) == found


@pytest.mark.parametrize(
    "text, found",
    [
        ("Ulf utgår pga sjukdom.", "pga sjukdom"),
        ("Frånvarande på grund av långvarig sjukdom", "på grund av långvarig sjukdom"),
        ("Maj är sjukskriven", "sjukskriven"),
        ("Ordföranden är sjuk", "är sjuk"),
        ("Anmälde sig p.g.a. operation", "p.g.a. operation"),
        ("Region och kommun diskuterar sjukdomar hos äldre", ""),
        ("Sjukvården är sjukhusens uppgift", ""),
    ],
)
def test_health(text: str, found: str) -> None:
    match = HEALTH.search(text)
    assert (match.group() if match else "") == found


@pytest.mark.parametrize(
    "text, masked",
    [
        ("Elis Brandt söker", "[maskerat] söker"),
        ("elis  brandts plats", "[maskerat] plats"),  # also the genitive, and another case
        ("Melis Brandt", "Melis Brandt"),
    ],
)
def test_a_mask_covers_the_whole_word(text: str, masked: str) -> None:
    assert Mask.of(["Elis Brandt"])._over(text)[0] == masked


@pytest.mark.parametrize(
    "text, shown",
    [
        ("Elis **Brandt** söker", [("[maskerat]", False), (" söker", False)]),
        ("**Elis Brandt** söker", [("[maskerat]", True), (" söker", False)]),
        ("El**is Bran**dts plats", [("[maskerat] plats", False)]),
        ("**Tack till Elis** Brandt", [("Tack till [maskerat]", True)]),
    ],
)
def test_what_is_bold_is_masked_alike(text: str, shown: list[tuple[str, bool]]) -> None:
    assert runs(Mask.of(["Elis Brandt"])._over(text)[0]) == shown
