"""Running headers set aside, wrapped lines joined."""

import pytest

from rodtrad.reading.flow import flowing, without_running_headers
from tests.reading.texts import source_of

WORDS = ("ett", "två", "tre", "fyra", "fem", "sex")


def prose(page: str = "en") -> str:
    return "\n\n".join(f"Stycke {word} på sida {page} om vården i länet." for word in WORDS)


def lines(text: str) -> list[str]:
    return [line.text for line in flowing(without_running_headers(source_of(text).lines))]


def test_a_header_is_kept_where_it_stands_first_and_set_aside_after_that() -> None:
    header = "Vårdgruppen\nProtokoll 2024-03-01"
    text = "\n\n".join(header + "\n\n" + prose(n) for n in ("a", "b", "c"))
    found = lines(text)
    assert found.count("Vårdgruppen") == 1
    assert found.count("Protokoll 2024-03-01") == 1


@pytest.mark.parametrize("number", ["Sida 2 (5)", "2(5)", "Sida 2 av 5", "sid. 2/5", "Sida 4"])
def test_page_numbers_are_set_aside(number: str) -> None:
    assert lines(f"Ett stycke.\n\n{number}\n\nEtt till.") == ["Ett stycke.", "Ett till."]


def test_a_column_of_equal_entries_is_no_header() -> None:
    column = "\n\n".join(["Region Älvmark"] * 4)
    assert lines(f"Närvarande\n\n{column}\n\n{prose()}").count("Region Älvmark") == 4


def test_decisions_that_are_repeated_are_no_header() -> None:
    item = "Gruppen beslutar\n\natt lägga informationen till handlingarna\n\n" + prose()
    assert lines("\n\n".join([item] * 4)).count("Gruppen beslutar") == 4


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        (
            "Gruppen diskuterade hur länets kommuner och regionen\nkan dela på kostnaden.",
            ["Gruppen diskuterade hur länets kommuner och regionen kan dela på kostnaden."],
        ),
        (
            "Den gemensamma planen för äldre i länet omfattar all hem-\ntagning från sjukhus.",
            ["Den gemensamma planen för äldre i länet omfattar all hemtagning från sjukhus."],
        ),
        (
            "Nämnden antar förvaltningens yttrande och skickar det till Region\nÄlvmark.",
            ["Nämnden antar förvaltningens yttrande och skickar det till Region Älvmark."],
        ),
        (
            "Frågan rör samverkan mellan skolan och länets hälso-\noch sjukvård.",
            ["Frågan rör samverkan mellan skolan och länets hälso- och sjukvård."],
        ),
        (  # a new clause is a new line, however short the one before
            "att godkänna den länsgemensamma rutinen för samordnad plan\natt rutinen följs upp",
            ["att godkänna den länsgemensamma rutinen för samordnad plan", "att rutinen följs upp"],
        ),
        ("Avtalet om hemsjukvård löper ut den\n31 mars 2027.", ["Avtalet om hemsjukvård löper ut den 31 mars 2027."]),
        ("redovisa läget senast den 15\ndecember 2026", ["redovisa läget senast den 15 december 2026"]),
        ("Planen följs upp den 15 december\n2026.", ["Planen följs upp den 15 december 2026."]),
        ("Mötet hölls den\n3. Övriga frågor", ["Mötet hölls den", "3. Övriga frågor"]),  # a number is no day
        ("Anna Ek, rektor\nbarnläkare saknas", ["Anna Ek, rektor", "barnläkare saknas"]),  # short lines end themselves
    ],
)
def test_lines_are_joined_as_they_were_written(text: str, joined: list[str]) -> None:
    assert lines(text) == joined


def test_the_date_below_the_rows_that_bear_the_page_number_is_set_aside() -> None:
    gap = " " * 20
    pages = [f"EKEBY KOMMUN{gap}PROTOKOLL{gap}{n} (3)\nVårdnämnden{gap}Datum\n{gap}2024-03-01" for n in (1, 2, 3)]
    found = lines("\n\n".join(f"{page}\n\n{prose(word)}" for page, word in zip(pages, WORDS, strict=False)))
    assert found[:3] == ["EKEBY KOMMUN PROTOKOLL 1 (3)", "Vårdnämnden Datum", "2024-03-01"]
    assert found.count("2024-03-01") == 1


def test_what_stands_beside_the_page_number_is_set_aside_after_the_first_page() -> None:
    pages = [f"RÅDET            PROTOKOLL            {n} (3)\n2024-03-01\n\n{prose(str(n))}" for n in (1, 2, 3)]
    assert lines("\n\n".join(pages)).count("2024-03-01") == 1


@pytest.mark.parametrize(
    "foot", ["Justerandes sign\t\t\tUtdragsbestyrkande", "Justerarsignaturer", "Utdragsbestyrkande"]
)
def test_the_foot_of_a_page_is_set_aside(foot: str) -> None:
    assert lines(f"Ett stycke.\n\n{foot}\n\nEtt till.") == ["Ett stycke.", "Ett till."]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "Ekeby kommun ansvarar för att samman-\nkalla gruppen.",
            ["Ekeby kommun ansvarar för att sammankalla gruppen."],
        ),
        (
            "att varje huvudman anger en mottagare och anmäler denna till Lena\n   Falk senast i maj",
            ["att varje huvudman anger en mottagare och anmäler denna till Lena Falk senast i maj"],
        ),
        ("att\nanta planen", ["att anta planen"]),
        (
            "I stället bestämdes att föräldrakvällen sänds digitalt från\nEkeby i februari.",
            ["I stället bestämdes att föräldrakvällen sänds digitalt från Ekeby i februari."],
        ),
        (
            "Gruppen beslutar att lämna ett yttrande till chefsgruppen. Lena\nFalk skriver det.",
            ["Gruppen beslutar att lämna ett yttrande till chefsgruppen. Lena Falk skriver det."],
        ),
        (
            "Överenskommelse mellan regionen och länets kommuner gäller\n2023-07-01–2025-06-30.",
            ["Överenskommelse mellan regionen och länets kommuner gäller 2023-07-01–2025-06-30."],
        ),
        ("Anna Ek, verksamhetschef för psykiatrin vid regionen\nBo Al", 2),
        (
            "Kostnaden fördelas efter antalet invånare i åldrarna mellan\n12 och 22 år.",
            ["Kostnaden fördelas efter antalet invånare i åldrarna mellan 12 och 22 år."],
        ),
        ("Kostnaden fördelas efter antalet invånare i åldrarna mellan\n12 Nästa möte", 2),
        ("Närvarande:\n\n   Anna Ek", ["Närvarande:", "Anna Ek"]),
    ],
)
def test_what_a_line_end_cut_in_two(text: str, whole: list[str] | int) -> None:
    found = lines(text)
    assert (len(found) if isinstance(whole, int) else found) == whole


def test_bullets_torn_from_their_text_are_given_back() -> None:
    found = flowing(source_of("•\n•\n\nEtt.\nTvå.\nTre.").lines)
    assert [(line.bullet, line.text) for line in found] == [("•", "Ett."), ("•", "Två."), ("", "Tre.")]


def test_as_many_lines_as_torn_bullets_are_clauses_each_below_what_leads_them_in() -> None:
    text = "•\n•\nGruppen beslutar att\ngodkänna den berättelse om patientsäkerhet som har skrivits\nsprida den"
    found = [(line.bullet, line.text) for line in flowing(source_of(text).lines)]
    assert [bullet for bullet, _ in found] == ["", "•", "•"]
