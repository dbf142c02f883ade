"""Agreements' own documents: their parties, terms and notice, in the layouts in which they are written."""

import pytest

from rodtrad.reading.facts.agreements import notice_of
from rodtrad.reading.facts.own_agreement import party_names
from tests.reading.texts import parties, read_text

RUNS = "Avtalet gäller från och med den 1 januari 2025 till och med den 31 december 2027."
THREE = ("Region Älvmark", "Ekeby kommun", "Norrviks kommun")


@pytest.mark.parametrize(
    "head",
    [
        "Avtal om tolkar mellan Region Älvmark, Ekeby kommun och Norrviks kommun",
        "Avtal om tolkar\n\nMellan Region Älvmark, Ekeby kommun och Norrviks kommun",
        "Avtal om tolkar\n\n1. Parter\n\nParter är Region Älvmark, Ekeby kommun samt Norrviks kommun, nedan parterna.",
        "Avtal om tolkar\n\nParter\n\n- Region Älvmark\n- Ekeby kommun\n- Norrviks kommun\n\n"
        "Sandhamra kommun, som har egna tolkar, deltar inte.",
        "Avtal om tolkar\n\nParter: Region Älvmark, Ekeby kommun och Norrviks kommun",
        "Avtal om tolkar\n\nAvtalsparter\n\n- Region Älvmark\n- Ekeby kommun\n- Norrviks kommun\n\n2. Bakgrund",
        "Avtal om tolkar\n\n§ 1 Parter\n\nRegion Älvmark, org.nr 232100-9999, Box 1, Sandhamra\n\n"
        "Ekeby kommun, org.nr 212000-9999, Storgatan 2, Ekeby\n\nNorrviks kommun (org.nr 212000-9998)\n\n"
        "§ 2 Bakgrund\n\nSandhamra kommun har ett eget avtal.",
        "Avtal om tolkar\n\nMellan\n\nRegion Älvmark\n\nEkeby kommun\n\noch\n\nNorrviks kommun",
        "Avtal om tolkar\n\nMellan Region Älvmark\n\nEkeby kommun\n\nsamt Norrviks kommun\n\nDnr RÄ 2024/7",
        "Avtal om tolkar\n\nMellan Region Älvmark, nedan kallad Regionen, Ekeby kommun, nedan kallad Kommunen, och "
        "Norrviks kommun har följande avtal träffats.",
        "Avtal om tolkar\n\nDetta avtal har träffats mellan Region Älvmark, Ekeby kommun och Norrviks kommun.",
        "Avtal om tolkar\n\n1 Parter\n\nDetta avtal gäller mellan Region Älvmark och följande kommuner:\n\n"
        "- Ekeby kommun\n- Norrviks kommun\n\n2 Syfte\n\nSandhamra kommun deltar inte.",
        "Avtal om tolkar\n\nParter\n\nPart\tOrg.nr\nRegion Älvmark\t232100-9999\nEkeby kommun\t212000-9999\n"
        "Norrviks kommun\t212000-9998\n\n2. Syfte",
        "Avtal\n\nmellan\n\nRegion Älvmark, Ekeby kommun\n\noch\n\nNorrviks kommun\n\nom tolkar",
        "Avtal om tolkar\n\nParter\tRegion Älvmark, Ekeby kommun och Norrviks kommun\n\nDnr\tRÄ 2024/7",
    ],
)
def test_the_parties_that_stand_in_the_head(head: str) -> None:
    record = read_text(f"{head}\n\nAvtalstid\n\n{RUNS}")
    assert record.kind == "agreement"
    [found] = record.agreements
    assert (found.title, found.starts, found.ends) == ("Avtal om tolkar", "2025-01-01", "2027-12-31")
    assert found.parties == THREE


@pytest.mark.parametrize(
    "head",
    [
        "Avtal om tolkar\n\nSamverkan mellan Region Älvmark och Ekeby kommun behöver utvecklas.",
        "Avtal om tolkar\n\nParterna ska verka för god samverkan med Region Älvmark och Ekeby kommun.",
        "Avtal om tolkar\n\nDetta avtal har träffats mellan Region Älvmark och tolkarna.\n\n"
        "Ekeby kommun ansvarar för bokningen och Norrviks kommun för lokalen.",
        "Avtal om tolkar\n\nMellan möten mejlar Region Älvmark frågor. Ekeby kommun svarar.",
    ],
)
def test_who_is_spoken_of_is_no_party(head: str) -> None:
    [found] = read_text(f"{head}\n\n{RUNS}").agreements
    assert found.parties == ()


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("Region Älvmark och kommunerna i Älvmarks län", ["Region Älvmark", "kommunerna i Älvmarks län"]),
        ("Region Älvmark och kommunerna Ekeby, Norrvik och Ulvsjö", ["Region Älvmark", "Ekeby", "Norrvik", "Ulvsjö"]),
        ("Region Älvmark och länets åtta kommuner", ["Region Älvmark", "länets åtta kommuner"]),
        ("Region Älvmark och länets kommuner: Ekeby och Ulvsjö", ["Region Älvmark", "Ekeby", "Ulvsjö"]),
        ("Region Älvmark och samtliga kommuner i länet", ["Region Älvmark", "samtliga kommuner i länet"]),
        ("Region Älvmark samt Ekeby och Norrviks kommuner", ["Region Älvmark"]),
        ("Köpare: Region Älvmark", ["Region Älvmark"]),
        ("Region Älvmark, Storgatan 1, Ekeby", ["Region Älvmark"]),
        ("Ekeby kommun och Tolkbolaget AB om tolkar för Norrviks kommun", ["Ekeby kommun", "Tolkbolaget AB"]),
    ],
)
def test_the_names_in_a_list_of_parties(listed: str, names: list[str]) -> None:
    assert list(party_names(listed, parties())) == names


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Avtalstid\n\n2025-01-01 – 2027-12-31", ("2025-01-01", "2027-12-31")),
        ("Avtalstid: 2025-01-01 – 2027-12-31", ("2025-01-01", "2027-12-31")),
        ("Avtalstid\t2025-01-01 – 2027-12-31", ("2025-01-01", "2027-12-31")),
        ("Denna överenskommelse gäller från och med den 1 juli 2025 och tills vidare.", ("2025-07-01", None)),
        ("Parterna träffas en gång om året.", (None, None)),
    ],
)
def test_the_term_of_the_document_itself(text: str, term: tuple[str | None, str | None]) -> None:
    [found] = read_text(f"Överenskommelse om tolkar\n\nMellan Region Älvmark och Ekeby kommun\n\n{text}").agreements
    assert (found.title, found.starts, found.ends) == ("Överenskommelse om tolkar", *term)


@pytest.mark.parametrize(
    ("term", "concluded"),
    [("2025–2027", {"from", "to"}), ("2025-01-01 – 2027-12-31", set()), ("1 juli–31 december 2025", {"from", "to"})],
)
def test_days_that_the_label_does_not_say_are_concluded(term: str, concluded: set[str]) -> None:
    text = f"Överenskommelse om tolkar\n\nMellan Region Älvmark och Ekeby kommun\n\nAvtalstid: {term}"
    [found] = read_text(text).agreements
    assert found.starts and found.ends
    assert set(found.evidence.inferred) == concluded


def test_a_title_of_one_word_goes_on_in_the_next_line() -> None:
    [found] = read_text(f"Avtal\n\nom tolkar\n\nParter: Region Älvmark och Ekeby kommun\n\n{RUNS}").agreements
    assert found.title == "Avtal om tolkar"


def test_a_routine_without_parties_and_term_is_no_agreement() -> None:
    assert read_text("Länsrutin för vårdplanering\n\nRutinen beskriver hur vi planerar.").agreements == ()


def test_other_agreements_that_it_mentions_keep_their_own_terms() -> None:
    text = "Avtalet om läkarmedverkan upphör den 31 december 2026."
    found = read_text(f"Avtal om tolkar\n\nMellan Region Älvmark och Ekeby kommun\n\n{RUNS}\n\n{text}").agreements
    assert [(a.title, a.ends, len(a.parties)) for a in found] == [
        ("Avtal om tolkar", "2027-12-31", 2),
        ("Avtalet om läkarmedverkan", "2026-12-31", 0),
    ]


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("Uppsägningstiden är tre månader räknat från den dag som parten fick den.", "tre månader"),
        ("Avtalet gäller med en ömsesidig uppsägningstid om sex (6) månader.", "sex (6) månader"),
        ("Avtalet löper tills vidare med tre månaders uppsägning.", "tre månaders"),
        ("Avtalet kan sägas upp med sex månaders varsel.", "sex månaders"),
        (
            "Uppsägning ska ske skriftligen senast nio månader före avtalstidens utgång.",
            "senast nio månader före avtalstidens utgång",
        ),
        ("Avtalet kan sägas upp senast 6 månader innan det löper ut.", "senast 6 månader innan det löper ut"),
        ("Det förlängs om det inte sägs upp senast två år före slutet.", "senast två år före slutet"),
        ("Avtalet kan sägas upp om en part bryter mot det.", None),
        ("Frågan om uppsägningstid diskuterades i två dagar.", None),
        ("Uppsägning ska ske skriftligen.", None),
    ],
)
def test_the_notice(text: str, notice: str | None) -> None:
    assert notice_of(text) == notice


@pytest.mark.parametrize(
    "signed",
    [
        "För Region Älvmark\tFör Ekeby kommun\n..........\t..........\nAnna Ek\tBo Al",
        "Undertecknat av\nRegion Älvmark\tAnna Ek\t2025-01-13\nEkeby kommun\tBo Al\t2025-01-09",
        "För Region Älvmark\nDatum:\nAnna Ek, direktör\n\nFör Ekeby kommun\nDatum:\nBo Al, socialchef",
    ],
)
def test_who_signs_for_the_parties(signed: str) -> None:
    head = "Avtal om tolkar\n\nMellan Region Älvmark och Ekeby kommun"
    found = read_text(f"{head}\n\n{RUNS}\n\nTvister löses mellan parterna.\n\n{signed}").signatures
    assert sorted(s.name for s in found) == ["Anna Ek", "Bo Al"]
