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
    "listed",
    [
        "1 Parter\nParter i detta avtal är å ena sidan Region Älvmark, nedan kallad Regionen, och å andra sidan\n"
        "Ekeby kommun,\nNorrviks kommun och\nUlvsjö kommun, nedan kallade Kommunerna.",
        "1 Parter\nRegion Älvmark,\nEkeby kommun,\nNorrviks kommun och\nUlvsjö kommun.",
        "Mellan Region Älvmark, Ekeby kommun,\nNorrviks kommun samt\nUlvsjö kommun",
    ],
)
def test_a_list_of_parties_that_goes_on_in_the_next_line(listed: str) -> None:
    (found,) = read_text(f"Avtal om tolkar\n\n{listed}\n\n2 Giltighetstid\n{RUNS}").agreements
    assert found.parties == ("Region Älvmark", "Ekeby kommun", "Norrviks kommun", "Ulvsjö kommun")


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


@pytest.mark.parametrize(
    "signed",
    [
        "För Region Älvmark\nEkeby den 9 januari 2025\n\n............\nAnna Ek\nRegiondirektör\n\n"
        "För Ekeby kommun\nEkeby den 13 januari 2025\n\n............\nBo Al\nOmsorgsnämndens ordförande",
        "För Region Älvmark:\n\nAnna Ek, regiondirektör\nOrt och datum: Ekeby 2025-01-09\n\n"
        "För Ekeby kommun:\n\nBo Al, ordförande\nOrt och datum: Ekeby 2025-01-13",
        "För Region Älvmark           För Ekeby kommun\nEkeby den 9 januari 2025     Ekeby den 13 januari 2025\n"
        "....................         ....................\nAnna Ek                      Bo Al",
    ],
)
def test_the_day_on_which_each_party_signs(signed: str) -> None:
    head = "Avtal om tolkar\n\nMellan Region Älvmark och Ekeby kommun"
    found = read_text(f"{head}\n\n{RUNS}\n\nTvister löses mellan parterna.\n\nUnderskrifter\n\n{signed}").signatures
    assert {s.name: s.signed_at for s in found} == {"Anna Ek": "2025-01-09", "Bo Al": "2025-01-13"}


@pytest.mark.parametrize("line", ["Ekeby den 9 januari", "Gäller från den 9 januari 2025", "Ekeby 2025", "Datum:"])
def test_a_day_that_is_not_told_is_none(line: str) -> None:
    head = "Avtal om tolkar\n\nMellan Region Älvmark och Ekeby kommun"
    signed = f"För Region Älvmark\n{line}\nAnna Ek\n\nFör Ekeby kommun\n{line}\nBo Al"
    found = read_text(f"{head}\n\n{RUNS}\n\n{signed}").signatures
    assert [(s.name, s.signed_at) for s in found] == [("Anna Ek", None), ("Bo Al", None)]


LABELS = """Ekeby kommun
Omsorgskontoret
2026-10-02
Dnr ON 2026/7

Avtal om följeslagare

Beställare: Ekeby kommun, omsorgsnämnden
Utförare: Föreningen Ledstjärnan i Norrvik
Avtalstid: 2027-01-01–2028-12-31
Förlängning: 1 + 1 år
Uppsägning: senast nio månader före avtalstidens slut
Ses över: hösten 2028

Så förlängs avtalet
Besked om förlängning lämnas fyra månader innan avtalet annars löper ut, alltså senast den 31 augusti 2028.
"""


def test_labels_below_a_letterhead() -> None:
    record = read_text(LABELS)
    assert record.kind == "agreement"
    [found] = record.agreements
    assert (found.title, found.starts, found.ends) == ("Avtal om följeslagare", "2027-01-01", "2028-12-31")
    assert (found.extensions, found.notice) == ((1, 1), "senast nio månader före avtalstidens slut")
    assert found.parties == ("Ekeby kommun", "Föreningen Ledstjärnan i Norrvik")
    assert found.review == "hösten 2028"


def test_a_labelled_title_and_a_term_without_an_end() -> None:
    [found] = read_text(
        "ÖVERENSKOMMELSE\n\nTitel: Hemgång med stöd\nGäller från: 2026-03-01\nGäller till: tills vidare\n"
        "Parter: Region Älvmark, Ekeby kommun\nErsätter: version 1, 2021-01-01–2026-02-28"
    ).agreements
    assert (found.title, found.starts, found.ends) == ("Hemgång med stöd", "2026-03-01", None)


def test_the_term_of_the_agreement_that_it_follows_is_not_its_own() -> None:
    [found] = read_text(
        "Samverkansavtal om jour\n\nMellan Ekeby kommun, å ena sidan, och Norrviks kommun, å andra sidan\n\n"
        "Det första avtalet gällde till och med den 30 april 2021 och har sedan förlängts.\n\n"
        "Avtalet gäller från och med den 1 maj 2026 till och med den 30 april 2029. Sägs det inte upp senast sex "
        "månader före avtalstidens slut förlängs det med två år i sänder."
    ).agreements
    assert (found.starts, found.ends, found.extensions) == ("2026-05-01", "2029-04-30", ())
    assert found.notice == "senast sex månader före avtalstidens slut"
    assert found.parties == ("Ekeby kommun", "Norrviks kommun")


PARTS = "Avtal om tolkar\n\nMellan Region Älvmark och Ekeby kommun\n\n"


@pytest.mark.parametrize(
    ("text", "review"),
    [
        ("Avtalet ses över vartannat år av parterna.", "Avtalet ses över vartannat år av parterna"),
        ("Bakgrunden är lång. En översyn görs senast 2028.", "En översyn görs senast 2028"),
        ("Avtalet revideras vid behov.", None),
        ("Lagen ska ses över.", None),
    ],
)
def test_when_it_is_looked_over(text: str, review: str | None) -> None:
    assert read_text(PARTS + text).agreements[0].review == review


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Part\tAndel\nRegion Älvmark\t60 procent\nEkeby kommun\t40 %, av hyran", 2),
        ("Kostnaden för tolkarna delas lika. Den är hög.", 1),
        ("Kostnaden fördelas efter invånarantal den 1 november.", 1),
        ("Kostnaden var 40 procent högre i fjol.", 0),
        ("Ekeby kommun\t0290-40 100\nRegion Älvmark\t0290-40 200", 0),
    ],
)
def test_how_the_cost_is_shared(text: str, shares: int) -> None:
    assert len(read_text(PARTS + text).agreements[0].cost_shares) == shares


@pytest.mark.parametrize(
    ("text", "annexes"),
    [
        ("Bilaga 1. Prislista\n\nBilaga 2 – Karta", ("Bilaga 1. Prislista", "Bilaga 2 – Karta")),
        ("Bilagor\n1. Prislista\n2. Karta\n\nAvtalet finns i två exemplar.", ("1. Prislista", "2. Karta")),
        ("Bilaga 2 finns hos kansliet.", ()),
        ("Priserna står i bilaga 1.", ()),
    ],
)
def test_its_annexes(text: str, annexes: tuple[str, ...]) -> None:
    assert read_text(PARTS + text).agreements[0].annexes == annexes


@pytest.mark.parametrize("top", ["Tjänsteskrivelse\n\nAvtal om tolkar", "Förslag till beslut\n\nAvtal om tolkar\n\n"])
def test_what_is_written_about_an_agreement_is_none(top: str) -> None:
    assert read_text(f"{top}\n\nMellan Region Älvmark och Ekeby kommun\n\n{RUNS}").kind == "other"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "Överenskommelse\nmellan Region Älvmark och Ekeby kommun om vård vid flytt",
            "Överenskommelse om vård vid flytt",
        ),
        ("SAMVERKANSAVTAL\n\nFamiljerådgivning", "SAMVERKANSAVTAL Familjerådgivning"),
        ("Dokumentnamn: Avtal om rådgivning\n\nSAMVERKANSAVTAL\n\nFamiljerådgivning", "Avtal om rådgivning"),
        ("Praktisk anvisning\nLäkare i hemmet", "Praktisk anvisning Läkare i hemmet"),
        ("Samverkansavtal\n\nEkeby kommun", "Samverkansavtal"),
    ],
)
def test_a_title_of_one_word(head: str, title: str) -> None:
    [found] = read_text(f"{head}\n\n1. Parter\n\nRegion Älvmark och Ekeby kommun.\n\n{RUNS}").agreements
    assert (found.title, found.starts) == (title, "2025-01-01")


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        (
            "Om avtalet inte sagts upp senast ett år före avtalstidens utgång löper det på.",
            "senast ett år före avtalstidens",
        ),
        (
            "Uppsägning av avtalet ska ske skriftligen senast 18 månader före dess slut.",
            "senast 18 månader före dess slut",
        ),
        ("Det förlängs om ingen säger upp det senast tolv månader innan.", "senast tolv månader innan"),
        ("Avtalet sades upp i fjol.", None),
    ],
)
def test_how_it_is_terminated(text: str, notice: str | None) -> None:
    found = notice_of(text)
    assert found.startswith(notice) if notice and found else found == notice


def test_what_parties_are_called_below_is_no_party() -> None:
    head = "Avtal mellan Region Älvmark, nedan Regionen, och kommunerna Ekeby och Norrvik, nedan Kommunerna, om tolkar"
    [found] = read_text(f"{head}\n\n{RUNS}").agreements
    assert found.parties == ("Region Älvmark", "Ekeby", "Norrvik")
