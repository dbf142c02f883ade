"""Agreements: their names, their terms and options, and what a decision does to one that runs."""

import pytest

from rodtrad.reading.facts.agreements import extensions_of
from tests.reading.texts import minutes

TALK = "Gruppen diskuterade frågan ingående och konstaterade att läget är ungefär detsamma i hela länet."
NEXT = f"2. Avslut\n\n{TALK}\n\n3. Nästa möte\n\nVårdgruppen 19 april"
RUNS = "Avtal om tolkar gäller från och med den 1 januari 2023 till och med den 31 december 2024"


@pytest.mark.parametrize(
    ("text", "agreement"),
    [
        (
            "Ett avtal gällande Överenskommelse om tolkar i vården har gällt för perioden 2018-01-01 till 2019-12-31.",
            ("Överenskommelse om tolkar i vården", "2018-01-01", "2019-12-31"),
        ),
        (
            "Vårdgruppen beslutar\n\natt förlänga nuvarande avtal med Konsultbyrån till 20240630",
            ("nuvarande avtal med Konsultbyrån", None, "2024-06-30"),
        ),
        (
            "Avtal om processtöd för skolan har gällt sedan den 1 juli 2023 och löper ut den 30 juni 2024.",
            ("Avtal om processtöd för skolan", "2023-07-01", "2024-06-30"),
        ),
        (
            "Avtal om tolkar mellan regionen och högskolan gäller 2024-01-01 till 2025-12-31.",
            ("Avtal om tolkar", "2024-01-01", "2025-12-31"),
        ),
        (
            "Avtal om tolkar är i kraft. Det löper ut den 31 december 2024.",
            ("Avtal om tolkar", None, "2024-12-31"),
        ),
        ("Avtalet om läkarmedverkan upphör den 31 december 2024.", ("Avtalet om läkarmedverkan", None, "2024-12-31")),
        (
            "Vårdgruppen beslutar\n\natt godkänna FoU-avtal. Avtalstiden är tre år, 2025-01-01 - 2027-12-31.",
            ("FoU-avtal", "2025-01-01", "2027-12-31"),
        ),
    ],
)
def test_an_agreement_whose_term_is_told(text: str, agreement: tuple[str, str | None, str | None]) -> None:
    [found] = minutes(f"1. Fråga\n\n{text}\n\n{NEXT}").agreements
    assert (found.title, found.starts, found.ends) == agreement


@pytest.mark.parametrize(
    "text",
    [
        "Avtalen behöver revideras utifrån dagens behov.",
        "Arbetet med överenskommelsen fortsätter under 2024.",
        "Nya avtal skickas ut till parterna.",
        "Avtal om tolkar är skickat. De två som saknas är Ekeby och Norrvik, och tiden går ut i morgon.",
        "Överenskommelsen ersätter den som upphörde vid utgången av 2023.",
        "Avtal om tolkar ersätts av ett nytt som gäller från 2025-01-01.",
    ],
)
def test_no_term_no_agreement(text: str) -> None:
    assert minutes(f"1. Fråga\n\n{text}\n\n{NEXT}").agreements == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Avtal om tolkar tecknades 2023 och gäller till den 31 december 2025.", "Avtal om tolkar"),
        ("Avtalet om tolkar trädde i kraft 2024-01-01 och löper till och med 2025-12-31.", "Avtalet om tolkar"),
        ("Avtalet om tolkar slöts 2023 och gäller till 2025-12-31.", "Avtalet om tolkar"),
        ("Avtalet om tolkar revideras nu och löper ut 2024-12-31.", "Avtalet om tolkar"),
        ("Avtalet om tolkar fungerar bra och löper ut 2024-12-31.", "Avtalet om tolkar"),
        ("Avtalet om tolkar måste förlängas, eftersom det löper ut 2024-12-31.", "Avtalet om tolkar"),
        ("Avtalet om tolkar, som löper ut den 31 december 2024, förlängs.", "Avtalet om tolkar"),
        ("Avtalet om tolkar som löper ut den 31 december 2024 förlängs.", "Avtalet om tolkar"),
        ("Avtal om stöd till barn som far illa gäller till 2025-12-31.", "Avtal om stöd till barn som far illa"),
        ("Avtal om samordnade insatser gäller till 2025-12-31.", "Avtal om samordnade insatser"),
        ("Avtal om kommunernas jour gäller till 2025-12-31.", "Avtal om kommunernas jour"),
        ("Avtal om personer som vårdas hemma gäller till 2025-12-31.", "Avtal om personer som vårdas hemma"),
    ],
)
def test_a_title_ends_before_its_verb(text: str, title: str) -> None:
    [found] = minutes(f"1. Fråga\n\n{text}\n\n{NEXT}").agreements
    assert found.title == title


def test_an_agreement_that_had_lapsed_is_an_issue() -> None:
    record = minutes(f"1. Fråga\n\nÖverenskommelsen om tolkar gällde 2018-01-01 till 2019-12-31.\n\n{NEXT}")
    assert "agreement-lapsed" in {issue.code for issue in record.issues}


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("möjlighet att förlänga med ytterligare 1 (ett) + 1 (ett) år", (1, 1)),
        ("Parterna kan förlänga med ytterligare 2 (två) år", (2,)),
        ("förlängning ett år i taget, högst två gånger", (1, 1)),
        ("Därefter kan den förlängas med ett år i högst två omgångar.", (1, 1)),
        ("kan förlängas med två år vid två tillfällen", (2, 2)),
        ("kan förlängas i två omgångar om ett år", (1, 1)),
        ("kan förlängas med två år", (2,)),
        ("Parterna träffas ett år i taget i två omgångar", ()),
        ("möjlighet till förlängning i två år", (2,)),
        ("med möjlighet att förlängas med ett år i taget, högst två gånger", (1, 1)),
        ("avtal på fyra år (2+1+1)", (1, 1)),
        ("Det kan förlängas ett år.", (1,)),
        ("kan förlängas två gånger med ett år", (1, 1)),
        ("med möjlighet till förlängning ett plus ett år", (1, 1)),
        ("Den kan förlängas i 1 + 1 år.", (1, 1)),
        ("förlänga med ett år och därefter med ytterligare ett år", (1, 1)),
        ("med rätt till två års förlängning", (2,)),
        ("med ett års förlängning i sänder", ()),
        ("kan därefter förlängas med två år i taget", ()),
        ("Avtalet får förlängas med ett år två gånger.", (1, 1)),
        ("Avtalet förlängs och omfattar då tre år", ()),
        ("avtalet gäller i två år", ()),
    ],
)
def test_options(text: str, years: tuple[int, ...]) -> None:
    assert extensions_of(text) == years


def told(text: str) -> list[tuple[str, str | None, str | None, tuple[int, ...]]]:
    found = minutes(f"1. Fråga\n\n{text}\n\n{NEXT}").agreements
    return [(a.title, a.starts, a.ends, a.extensions) for a in found]


def test_one_that_runs_and_is_extended_is_told_with_both_terms() -> None:
    extended = "Gruppen beslutar att förlänga avtalet med ett år till den 31 december 2025."
    text = f"{RUNS} och kan förlängas med ett år.\n\n{extended}"
    assert told(text) == [
        ("Avtal om tolkar", "2023-01-01", "2024-12-31", (1,)),
        ("Avtal om tolkar", None, "2025-12-31", ()),
    ]


def test_the_same_end_told_twice_is_one_agreement() -> None:
    text = f"{RUNS}.\n\nGruppen beslutar att konstatera att Avtal om tolkar upphör den 31 december 2024."
    assert told(text) == [("Avtal om tolkar", "2023-01-01", "2024-12-31", ())]


@pytest.mark.parametrize(
    "text",
    [
        "Avtalet om tolkar, som gäller från den 1 juli 2021, löper ut den 30 juni 2025 och kan förlängas med två år.",
        "Avtalet om tolkar gäller från den 1 juli 2021.\n\n"
        "Avtalet löper ut den 30 juni 2025 och kan förlängas med två år.",
        "Avtalet om tolkar gäller från den 1 juli 2021.\n\n"
        "Avtalet om tolkar löper ut den 30 juni 2025 och kan förlängas med två år.",
    ],
)
def test_one_whose_days_are_told_apart_is_one_agreement(text: str) -> None:
    assert told(text) == [("Avtalet om tolkar", "2021-07-01", "2025-06-30", (2,))]


def test_two_that_are_named_apart_keep_their_own_days() -> None:
    assert told("Avtalet om tolkar gäller från den 1 juli 2021. Avtalet om larm löper ut den 30 juni 2025.") == [
        ("Avtalet om tolkar", "2021-07-01", None, ()),
        ("Avtalet om larm", None, "2025-06-30", ()),
    ]


def test_one_that_is_extended_is_told_with_its_beginning() -> None:
    extended = (
        "Gruppen beslutar att förlänga avtalet om tolkar, som gäller från den 1 juli 2021, till den 30 juni 2027."
    )
    assert told(extended) == [("avtalet om tolkar", "2021-07-01", "2027-06-30", ())]


def test_what_is_proposed_beside_a_decision_does_not_run() -> None:
    text = (
        "Avtal om tolkar föreslås gälla från och med den 1 januari 2025 till och med den 31 december 2027.\n\n"
        "Gruppen beslutar att förlänga Avtal om tolkar till den 31 december 2025."
    )
    assert told(text) == [("Avtal om tolkar", None, "2025-12-31", ())]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Överenskommelsen om korttidsplatser gick ut vid årsskiftet.", "2024-01-01"),
        ("Avtalet om tolkar gick ut den 30 juni.", "2023-06-30"),
        ("Avtalet om tolkar löper ut den 30 juni.", "2024-06-30"),
    ],
)
def test_what_is_told_as_over_ended_before_the_meeting(text: str, end: str) -> None:
    (found,) = minutes(f"1. Fråga\n\n{text}\n\n{NEXT}").agreements
    assert (found.ends, "to" in found.evidence.inferred) == (end, True)


def test_an_end_that_is_over_and_dated_ahead_is_not_believed() -> None:
    assert minutes(f"1. Fråga\n\nAvtalet om tolkar upphörde den 31 december 2030.\n\n{NEXT}").agreements == ()


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Avtalet med Region Norrvik om läkarstöd går ut den 31 oktober 2024.", ("Region Norrvik",)),
        ("Avtalet med Region Norrvik gäller till den 31 oktober 2024.", ("Region Norrvik",)),
        ("Avtalet med bättre villkor gäller till den 31 oktober 2024.", ()),
    ],
)
def test_with_whom_it_is(text: str, parties: tuple[str, ...]) -> None:
    [found] = minutes(f"1. Läkarstöd\n\n{text}\n\n{NEXT}").agreements
    assert found.parties == parties


def test_one_without_a_name_that_is_yet_to_be_is_none() -> None:
    text = "Anbuden öppnas i oktober och avtal beräknas börja gälla den 1 februari 2025."
    assert not minutes(f"1. Läkarstöd\n\n{text}\n\n{NEXT}").agreements
