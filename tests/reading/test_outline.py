"""Items found as a chain of numbers, whatever the style; lists and agendas that compete for the same numbers lose."""

import pytest

from tests.reading.texts import minutes, read_text

TALK = "Gruppen diskuterade frågan ingående och konstaterade att läget är ungefär detsamma i hela länet."


def numbered(items: str, head: str = "") -> list[tuple[str | None, str]]:
    return [(item.number, item.title) for item in minutes(items, head=head).items]


@pytest.mark.parametrize(
    ("style", "number"),
    [
        ("§ {} {}", "{}"),
        ("§{}\n\n{}", "{}"),
        ("§ {}/24 {}", "{}/24"),
        ("{}/24 {}", "{}/24"),
        ("{} § {}", "{}"),
        ("{}. {}", "{}"),
        ("{}.\n{}", "{}"),
        ("{}) {}", "{}"),
        ("Punkt {}. {}", "{}"),
        ("Ärende {} {}", "{}"),
        ("VG {} {}", "{}"),
        ("Vg {}\t{}", "{}"),
        ("VG {}/24\t{}", "{}/24"),
        ("## {}. {}", "{}"),
        ("**§ {} {}**", "{}"),
        ("• § {} {}", "{}"),
    ],
)
def test_every_style_of_numbering(style: str, number: str) -> None:
    titles = ["Mötets öppnande", "Hemtagning", "Vård i hemmet", "Övriga frågor"]
    items = "\n\n".join(f"{style.format(i, title)}\n\n{TALK}" for i, title in enumerate(titles, 1))
    assert numbered(items) == [(number.format(i), title) for i, title in enumerate(titles, 1)]


@pytest.mark.parametrize(
    "heading",
    [
        "§ {}                                          VN 2024/3{}\n{}",
        "§ {}    Dnr SN 2024-011{}\n\n{}",
        "§ {}\tKS/2024:4{}\n{}",
        "§ {} (2024/20{} 700)\n{}",
        "§ {0}\n{2}",
        "§ {0} {2}                  ON 2024/3{1}",
        "{} §    Diarienummer VN.2024.7{}\n{}",
    ],
)
def test_a_registry_number_beside_the_paragraph_is_no_title(heading: str) -> None:
    titles = ["Bokslut för hemvården", "Nytt boende i Norrvik", "Taxor"]
    items = "\n\n".join(f"{heading.format(40 + i, i, title)}\n\n{TALK}" for i, title in enumerate(titles, 1))
    assert numbered(items) == [(str(40 + i), title) for i, title in enumerate(titles, 1)]


def test_a_year_in_a_title_is_no_registry_number() -> None:
    titles = ["Budget 2025", "Plan 2024-2026", "Möten 2025.2"]
    items = "\n\n".join(f"§ {i} {title}\n\n{TALK}" for i, title in enumerate(titles, 1))
    assert numbered(items) == list(zip("123", titles, strict=True))


def test_paragraphs_may_begin_at_any_number() -> None:
    items = "\n\n".join(f"§ {i} Fråga {i}\n\n{TALK}" for i in range(129, 133))
    assert [number for number, _ in numbered(items)] == ["129", "130", "131", "132"]


def test_a_numbered_list_within_an_item_is_no_item() -> None:
    items = f"""
        1. Öppnande

        {TALK}

        2. Handlingsplan

        Vårdgruppen beslutar

        1. att anta planen
        2. att följa upp den
        3. att sprida den

        3. Avslutning

        {TALK}
        """
    assert numbered(items) == [("1", "Öppnande"), ("2", "Handlingsplan"), ("3", "Avslutning")]


def test_an_agenda_list_ahead_of_the_items_announces_them() -> None:
    agenda = "Dagordning\n\n1. Öppnande\n2. Läget i länet\n3. Hemtagning\n4. Avslutning"
    items = f"1. Öppnande\n\n{TALK}\n\n2. Läget i länet\n\n{TALK}\n\n4. Avslutning\n\n{TALK}"
    record = minutes(items, head=agenda)
    assert [item.number for item in record.items] == ["1", "2", "4"]
    assert [issue.code for issue in record.issues if issue.code.startswith("item")] == ["items-missing"]


def test_sub_items() -> None:
    items = f"6. Rapporter\n\n6.1 Barn och unga\n\n{TALK}\n\n6.2 Äldre\n\n{TALK}\n\n7. Avslut\n\n{TALK}"
    start = "\n\n".join(f"{n}. Fråga {n}\n\n{TALK}" for n in range(1, 6))
    assert numbered(start + "\n\n" + items)[5:] == [
        ("6", "Rapporter"),
        ("6.1", "Barn och unga"),
        ("6.2", "Äldre"),
        ("7", "Avslut"),
    ]


def test_a_programme_with_times() -> None:
    items = f"9.00 Inledning\n\n{TALK}\n\n9.30 Paus\n\n10.00 Vård i hemmet\n\n{TALK}\n\n11.15 Avslutning\n\n{TALK}"
    assert numbered(items) == [(None, "Inledning"), (None, "Vård i hemmet"), (None, "Avslutning")]


def test_headings_without_numbers() -> None:
    items = f"## Öppnande\n\n{TALK}\n\n## Hemtagning\n\n{TALK}"
    assert numbered(items) == [(None, "Öppnande"), (None, "Hemtagning")]


def test_plain_headings_where_nothing_is_numbered_or_marked() -> None:
    items = f"Inledning\n\n{TALK}\n\nHemtagning i länet\n\n{TALK}\n\nÖvrigt\n\nInga övriga frågor."
    assert numbered(items) == [(None, "Inledning"), (None, "Hemtagning i länet"), (None, "Övrigt")]


def test_headings_that_the_agenda_lists() -> None:
    agenda = "Dagordning\n\n• Hemtagning\n• Tolk i vården\n• Övrigt"
    items = "\n\n".join(f"{title}\n\nAnna Ek, rektor\n\n{TALK}" for title in ("Hemtagning", "Tolk i vården", "Övrigt"))
    record = minutes(items, head=agenda)
    assert [(item.title, [p.name for p in item.presenters]) for item in record.items] == [
        ("Hemtagning", ["Anna Ek"]),
        ("Tolk i vården", ["Anna Ek"]),
        ("Övrigt", ["Anna Ek"]),
    ]


def test_dates_and_amounts_at_the_start_of_a_line_are_no_items() -> None:
    items = (
        f"1. Öppnande\n\n{TALK}\n\n2. Kommande möten\n\n14 oktober\n\n12. november är avbokat.\n\n3. Avslut\n\n{TALK}"
    )
    assert [number for number, _ in numbered(items)] == ["1", "2", "3"]


def test_what_follows_the_last_item_is_not_of_it() -> None:
    items = (
        f"1. Öppnande\n\n{TALK}\n\n2. Avslut\n\n{TALK}\n\nNärvarande\n\nAnna Ek, Ekeby kommun\n\nBo Al, Norrviks kommun"
    )
    record = minutes(items)
    assert [person.name for person in record.attendance] == ["Anna Ek", "Bo Al"]


@pytest.mark.parametrize(
    ("heading", "title", "kind", "cancelled"),
    [
        ("1. Hemtagning (beslut)", "Hemtagning", "decision", False),
        ("1. Hemtagning – information", "Hemtagning", "information", False),
        ("1. Hemtagning (se PPT)", "Hemtagning", None, False),
        ("1. (se PPT)", "(se PPT)", None, False),
        ("1. :", ":", None, False),
        ("1. Hemtagning (utgår)", "Hemtagning", None, True),
        ("1. Hemtagning\n\nBeslutsärende", "Hemtagning", "decision", False),
        ("1. Hemtagning\n\nInformationsärende", "Hemtagning", "information", False),
        ("1. Hemtagning\n\nPunkten utgår.", "Hemtagning", None, True),
        (
            "1. Hemtagning\n\nUtgår även denna gång. Frågan bereds under våren av en grupp som tillsätts av rådet.",
            "Hemtagning",
            None,
            True,
        ),
        ("1. Hemtagning\n\nFrågan utgår från patientens behov.", "Hemtagning", None, False),
    ],
)
def test_titles_types_and_withdrawn_items(heading: str, title: str, kind: str | None, cancelled: bool) -> None:
    item = minutes(f"{heading}\n\n{TALK}\n\n2. Avslut\n\n{TALK}").items[0]
    assert (item.title, item.type, item.cancelled) == (title, kind, cancelled)


def test_sections_within_an_item_bear_their_facts() -> None:
    items = f"""
        1. Nära vård

        a) Fast kontakt

        {TALK}

        Vårdgruppen beslutar
        - att anta rutinen

        b) Mobila team

        {TALK}

        2. Avslut

        {TALK}
        """
    record = minutes(items)
    assert [(s.label, s.title) for s in record.items[0].sections] == [("a", "Fast kontakt"), ("b", "Mobila team")]
    assert [d.section for d in record.decisions] == ["Fast kontakt"]


@pytest.mark.parametrize(
    ("lines", "presenters"),
    [
        ("Föredragande: Anna Ek", [("Anna Ek", None, None)]),
        ("Föredragande: Anna Ek och Bo Al", [("Anna Ek", None, None), ("Bo Al", None, None)]),
        ("Föredragande: Anna Ek, rektor, Ekeby kommun", [("Anna Ek", "rektor", "Ekeby kommun")]),
        ("Föredragare: Anna Ek, samordnare Region Älvmark", [("Anna Ek", "samordnare", "Region Älvmark")]),
        ("Anna Ek och Bo Al föredrar ärendet. De visar siffror.", [("Anna Ek", None, None), ("Bo Al", None, None)]),
        ("Anna Ek informerar om läget i länet.", [("Anna Ek", None, None)]),
        ("Läget är stabilt. Projektledare Anna Ek redovisar siffror.", [("Anna Ek", None, None)]),
        (
            "Anna Ek, rektor, Ekeby kommun, och Bo Al, chefläkare",
            [("Anna Ek", "rektor", "Ekeby kommun"), ("Bo Al", "chefläkare", None)],
        ),
        ("Läget är stabilt. Projektledaren Anna Ek redovisar siffror.", [("Anna Ek", None, None)]),
        ("Anna Ek gav en kort lägesrapport.", [("Anna Ek", None, None)]),
        ("Anna Ek frågar om läget i länet.", []),
        ("Anna, Bo och Cia informerar om läget.", []),  # first names alone name nobody for sure
    ],
)
def test_presenters(lines: str, presenters: list[tuple[str, str | None, str | None]]) -> None:
    item = minutes(f"1. Läget\n\n{lines}\n\n{TALK}\n\n2. Avslut\n\n{TALK}").items[0]
    assert [(p.name, p.title, p.organisation) for p in item.presenters] == presenters


def test_each_part_of_a_joint_meeting_counts_anew() -> None:
    part = f"1. Öppnande\n\n{TALK}\n\n2. Avslut\n\n{TALK}"
    record = minutes(f"Gemensam del\n\n{part}\n\nSkolgruppens del\n\n{part}\n\nVårdgruppens egen del\n\n{part}")
    assert [item.number for item in record.items] == ["1", "2"] * 3
    assert "item-number-repeated" in {issue.code for issue in record.issues}


def test_a_programme_of_two_days() -> None:
    day = f"9.00 Öppnande\n\n{TALK}\n\n10.00 Paus\n\n10.15 Läget\n\n{TALK}"
    assert numbered(f"DAG 1\n\n{day}\n\nDAG 2\n\n{day}") == [(None, "Öppnande"), (None, "Läget")] * 2


def test_a_prefix_in_a_column_of_its_own_and_in_the_list_of_contents() -> None:
    titles = ["Dagordning", "Hemtagning i länet", "Meddelanden"]
    contents = "\n".join(f"Vg {n} {title} .............. {n}" for n, title in enumerate(titles, 95))
    items = "\n\n".join(f"Vg {n}\t{title}\nDnr VG 2024/{n}\n\n{TALK}" for n, title in enumerate(titles, 95))
    assert numbered(items, head=f"Innehållsförteckning\n\n{contents}") == [
        ("95", "Dagordning"),
        ("96", "Hemtagning i länet"),
        ("97", "Meddelanden"),
    ]


def test_headings_set_apart_by_blank_lines() -> None:
    wrapped = (
        "Gruppen talade om hur tolkar bokas i länet och om vad det kostar. Anna Ek och Bo Al\nhar frågat tre företag."
    )
    items = f"Laget runt\n{wrapped}\n\nTolkar – hur gör vi?\n{wrapped}"
    assert numbered(items) == [(None, "Laget runt"), (None, "Tolkar – hur gör vi?")]


def test_proposals_told_again_are_no_agenda() -> None:
    clauses = "1. att anta planen,\n2. att följa upp den,\n3. att sprida den."
    items = (
        f"§ 1 Öppnande\n\n{TALK}\n\n§ 2 Plan\n\nFörslag till beslut\n{clauses}\n\nVårdgruppen beslutar\n{clauses}\n\n"
    )
    assert [n for n, _ in numbered(f"{items}§ 3 Avslut\n\n{TALK}")] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("heading", "title", "presenters"),
    [
        ("1. Hemtagning (Anna Ek, rektor)", "Hemtagning", ["Anna Ek"]),
        ("1. Hemtagning (Anna)", "Hemtagning", ["Anna"]),
        ("1. Hemtagning (Anna, Bo)", "Hemtagning", ["Anna", "Bo"]),
        ("1. Hemtagning (alla)", "Hemtagning", []),
        ("1. Hemtagning (Norrvik)", "Hemtagning (Norrvik)", []),
        ("1. Hemtagning – Anna Ek, rektor (information, 30 min)", "Hemtagning", ["Anna Ek"]),
        ("1. Hemtagning – Norrviks modell", "Hemtagning – Norrviks modell", []),
        ("1. Hemtagning   Dnr VG 2024/7", "Hemtagning", []),
    ],
)
def test_what_a_title_says_of_its_item(heading: str, title: str, presenters: list[str]) -> None:
    head = "Närvarande\nAnna Ek, Ekeby kommun\nBo Al, Norrviks kommun"
    [item, _] = minutes(f"{heading}\n\n{TALK}\n\n2. Avslut\n\n{TALK}", head=head).items
    assert (item.title, [p.name for p in item.presenters]) == (title, presenters)


def test_an_item_that_is_cancelled_ahead_of_its_title() -> None:
    [item, _] = minutes(f"1. Utgår: Hemtagning\n\n{TALK}\n\n2. Avslut\n\n{TALK}").items
    assert (item.title, item.cancelled) == ("Hemtagning", True)


def test_a_proposal_that_is_decided_word_for_word_is_no_list_of_contents() -> None:
    clauses = "1. att anta planen,\n2. att utse en samordnare,\n3. att följa upp planen i mars.\n"
    items = f"""
        § 1/24 Val av justerare

        {TALK}

        § 2/24 Plan för larm                              Dnr VG 2024:31

        Förslag till beslut
        CLAUSES
        Vårdgruppen beslutar
        CLAUSES
        § 3/24 Avslutning

        {TALK}
    """
    text = "\n".join(line.strip() for line in items.splitlines()).replace("CLAUSES", clauses)
    assert numbered(text) == [("1/24", "Val av justerare"), ("2/24", "Plan för larm"), ("3/24", "Avslutning")]


def test_a_programme_with_who_presents_in_brackets() -> None:
    record = read_text("""
        Nätverket för skolnärvaro
        Nätverksträff den 5 mars 2024
        Närvarande: Vendela Brask (Ekeby), Torvald Egerö (Norrvik), Ingegerd Malm (Ulvsjö), Bo Al (förvaltningen

        kl 9.00–9.15 Inledning (Vendela)
        Alla fick säga något om hur det är.
        kl 9.15–10.00 Enkäten till eleverna (Torvald Egerö)
        6.1 Sömn
        Det har blivit sämre överallt.
        6.2 Mat
        Det har blivit bättre på de flesta håll.
        kl 10.00–10.20 Fika
        kl 10.20–11.00 Runda (alla)
        Nästa gång ses vi i Ekeby.
        kl 11.00 Slut
    """)
    assert record.kind == "minutes"
    assert [(item.number, item.title, [p.name for p in item.presenters]) for item in record.items] == [
        (None, "Inledning", ["Vendela"]),
        (None, "Enkäten till eleverna", ["Torvald Egerö"]),
        ("6.1", "Sömn", []),
        ("6.2", "Mat", []),
        (None, "Runda", []),
    ]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Beslut i korthet från omsorgsnämnden 3 juni 2024", "minutes"),
        ("Omsorgsnämndens sammanträde 3 juni 2024", "minutes"),
        ("Riktlinje för larm, 3 juni 2024", "other"),
    ],
)
def test_minutes_that_are_not_called_so(title: str, kind: str) -> None:
    record = read_text(f"{title}\n\n§ 1\nVal\n{TALK}\n\n§ 2\nLarm\n{TALK}\n\n§ 3\nAvslut\n{TALK}")
    assert record.kind == kind


@pytest.mark.parametrize(
    ("heading", "is_item"),
    [
        ("§ 2 Slut", True),
        ("§ 2 Lunch", True),
        ("2. Registrering av vårdplatser", True),
        ("2. Registrering i kvalitetsregister", True),
        ("2. Slut på hyresavtalet", True),
        ("2. Frukost på förskolor", True),
        ("VN § 2 Lunch", True),
        ("2. Lunch", False),
        ("2. Lunch på egen hand", False),
        ("2. Registrering i Folkets hus", False),
        ("2. Lunch på Stadshotellet", False),
        ("2. Lunch 12-13", False),
        ("2. Fika, mingel", False),
        ("2. Slut för dagen", False),
        ("2. Registrering och kaffe", False),
    ],
)
def test_a_break_of_a_programme_is_no_item_and_a_paragraph_is(heading: str, is_item: bool) -> None:
    first, last = (heading.split("2")[0] + n + ("" if "§" in heading else ".") for n in "13")
    found = minutes(f"{first} Vård\n\nLäget är gott.\n\n{heading}\n\nAlla samlas.\n\n{last} Äldre\n\nLäget är gott.")
    assert (len(found.items) == 3) == is_item
