"""Attendance in the layouts that minutes list it in."""

import pytest

from rodtrad.reading.record import Record
from tests.reading.texts import read_text

ITEMS = "\n\n1. Öppnande\n\nMötet öppnas.\n\n2. Avslut\n\nMötet avslutas."


def attended(lists: str) -> Record:
    return read_text(f"Protokoll Vårdgruppen 2024-03-01\n\n{lists}{ITEMS}")


def rows(lists: str) -> list[tuple[str, str | None, str | None, str, str]]:
    return [(p.name, p.organisation, p.title, p.duty, p.presence) for p in attended(lists).attendance]


@pytest.mark.parametrize(
    ("line", "organisation", "title", "duty", "presence"),
    [
        ("Anna Ek, Ekeby kommun", "Ekeby kommun", None, "member", "present"),
        ("Anna Ek, rektor, Ekeby kommun", "Ekeby kommun", "rektor", "member", "present"),
        ("Anna Ek, Ekeby kommun, rektor", "Ekeby kommun", "rektor", "member", "present"),
        (
            "Anna Ek, chef, Skolförvaltningen, Ekeby kommun",
            "Ekeby kommun",
            "chef, Skolförvaltningen",
            "member",
            "present",
        ),
        ("Anna Ek\tEkeby", "Ekeby", None, "member", "present"),
        ("Anna Ek       Ekeby", "Ekeby", None, "member", "present"),
        ("Anna Ek\tområdeschef Nära vård, Norr", None, "områdeschef Nära vård, Norr", "member", "present"),
        ("Ekeby kommun\tAnna Ek", "Ekeby kommun", None, "member", "present"),
        ("Ekeby kommun: Anna Ek", "Ekeby kommun", None, "member", "present"),
        ("Anna Ek Region Älvmark", "Region Älvmark", None, "member", "present"),
        ("Anna Ek (S), Ekeby kommun", "Ekeby kommun", None, "member", "present"),
        ("Anna Ek, Ekeby Hörselförening", "Ekeby Hörselförening", None, "member", "present"),
        ("Anna Ek, Synskadades Förening", "Synskadades Förening", None, "member", "present"),
        ("Anna Ek, rådssekreterare", None, None, "secretary", "present"),
        ("Anna Ek (Ekeby kommun)", "Ekeby kommun", None, "member", "present"),
        ("- Anna Ek, ordförande", None, None, "chair", "present"),
        ("Anna Ek, ordf., Ekeby kommun", "Ekeby kommun", None, "chair", "present"),
        ("Anna Ek, vice ordförande, Ekeby kommun", "Ekeby kommun", "vice ordförande", "member", "present"),
        ("Anna Ek, rektor, 2:e vice ordf., Ekeby kommun", "Ekeby kommun", "rektor", "member", "present"),
        ("Anna Ek, ordf. Hjälpmedelsrådet", None, "ordf. Hjälpmedelsrådet", "member", "present"),
        ("Anna Ek, sekreterare", None, None, "secretary", "present"),
        ("Anna Ek, justerare", None, None, "adjuster", "present"),
        ("Anna Ek, tjänstgörande ersättare", None, None, "deputy", "present"),
        ("Anna Ek (ersätter Bo Al)", None, None, "deputy", "present"),
        ("Anna Ek, Ekeby kommun (del av mötet)", "Ekeby kommun", None, "member", "partial"),
        ("Anna Ek, Ekeby kommun, §§ 13–15", "Ekeby kommun", None, "member", "partial"),
        ("Anna Ek, Ekeby kommun, t.o.m. punkt 5", "Ekeby kommun", None, "member", "partial"),
        ("Anna Ek, Ekeby kommun (kl. 9–10.30)", "Ekeby kommun", None, "member", "partial"),
        ("Anna Ek, Ekeby kommun, på länk", "Ekeby kommun", None, "member", "remote"),
        ("Anna Ek, Ekeby kommun, via Teams", "Ekeby kommun", None, "member", "remote"),
        ("Anna Ek, Ekeby kommun, förhinder", "Ekeby kommun", None, "member", "absent"),
        ("Anna Ek, tjg. ersättare för Bo Al (M), Norrviks kommun", "Norrviks kommun", None, "deputy", "present"),
        ("Anna Ek, Ekeby kommun, ersättare för Bo Al, rektor", "Ekeby kommun", None, "deputy", "present"),
        ("Anna Ek\tEkeby kommun\tAdjungerad, punkt 4", "Ekeby kommun", None, "other", "partial"),
        ("Anna Ek, Ekeby kommun (anslöt kl. 10.40)", "Ekeby kommun", None, "member", "partial"),
        ("Anna Ek, Ekeby kommun, lämnade mötet efter punkt 3", "Ekeby kommun", None, "member", "partial"),
        ("Anna Ek, Ekeby kommun, dag 1", "Ekeby kommun", None, "member", "partial"),
        ("Anna Ek, rektor § 22", None, "rektor", "member", "partial"),
        ("Anna Ek, rektor, 49", None, "rektor", "member", "partial"),
        ("Anna Ek (S), ej 13", None, None, "member", "partial"),
        ("Anna Ek, S, Skolnämnden", None, "Skolnämnden", "member", "present"),
        ("Anna Ek\tEkeby kommun\tX", "Ekeby kommun", None, "member", "present"),
        ("Anna Ek, Ekeby kommun, tjänstgörande för Bo Al", "Ekeby kommun", None, "deputy", "present"),
        ("Anna Ek (S), ej tjg ers", None, None, "deputy", "present"),
        ("Anna Ek, adj, Ekeby kommun", "Ekeby kommun", None, "other", "present"),
    ],
)
def test_one_line_of_a_list(line: str, organisation: str | None, title: str | None, duty: str, presence: str) -> None:
    assert rows(f"Närvarande\n\n{line}") == [("Anna Ek", organisation, title, duty, presence)]


@pytest.mark.parametrize(
    ("label", "duty", "presence"),
    [
        ("Närvarande", "member", "present"),
        ("Närvarande ledamöter:", "member", "present"),
        ("Beslutande", "member", "present"),
        ("Deltagare (2 st)", "member", "present"),
        ("Närvarade ledamöter", "member", "present"),
        ("Tjänstgörande ersättare", "deputy", "present"),
        ("Övriga deltagare", "other", "present"),
        ("Adjungerade", "other", "present"),
        ("Deltar på distans", "member", "remote"),
        ("Frånvarande", "member", "absent"),
        ("Förhindrade", "member", "absent"),
        ("Del av mötet", "member", "partial"),
        ("Anmält förhinder:", "member", "absent"),
        ("Ej närvarande", "member", "absent"),
    ],
)
def test_what_a_label_gives_its_list(label: str, duty: str, presence: str) -> None:
    assert [(d, p) for _, _, _, d, p in rows(f"{label}\n\nAnna Ek, Ekeby kommun\n\nBo Al, Norrviks kommun")] == [
        (duty, presence)
    ] * 2


def test_a_list_on_one_line() -> None:
    assert [name for name, *_ in rows("Närvarande: Anna Ek, Bo Al, Cia Dal och Disa Ed")] == [
        "Anna Ek",
        "Bo Al",
        "Cia Dal",
        "Disa Ed",
    ]


def test_a_role_on_its_own_line_binds_one_name() -> None:
    listed = "Närvarande ledamöter:\n\nOrdförande\n\nAnna Ek, Ekeby kommun\nBo Al, Norrviks kommun"
    listed += "\n\nSekreterare:\n\nCia Dal"
    assert [(name, duty) for name, _, _, duty, _ in rows(listed)] == [
        ("Anna Ek", "chair"),
        ("Bo Al", "member"),
        ("Cia Dal", "secretary"),
    ]


def test_who_is_secretary_in_the_head_and_listed_is_one_person() -> None:
    assert rows("Sekreterare\nAnna\nEk\n\nNärvarande\n\nAnna Ek, Region Älvmark") == [
        ("Anna Ek", "Region Älvmark", None, "secretary", "present")
    ]


def test_names_under_their_organisation() -> None:
    listed = "Närvarande\n\nRegion Älvmark\nAnna Ek\nBo Al\n\nEkeby kommun\nCia Dal"
    assert [(name, organisation) for name, organisation, *_ in rows(listed)] == [
        ("Anna Ek", "Region Älvmark"),
        ("Bo Al", "Region Älvmark"),
        ("Cia Dal", "Ekeby kommun"),
    ]


def test_a_heading_that_names_no_organisation_gives_none() -> None:
    listed = "Närvarande\n\nKommunrepresentanter\nAnna Ek, rektor\nBo Al, lärare"
    assert [(name, organisation) for name, organisation, *_ in rows(listed)] == [("Anna Ek", None), ("Bo Al", None)]


def test_names_indented_under_their_organisation() -> None:
    listed = (
        "Närvarande\n\nEkeby kommun:     Anna Ek, rektor\n                  Bo Al, lärare\nNorrviks kommun:  Cia Dal"
    )
    assert [(name, organisation) for name, organisation, *_ in rows(listed)] == [
        ("Anna Ek", "Ekeby kommun"),
        ("Bo Al", "Ekeby kommun"),
        ("Cia Dal", "Norrviks kommun"),
    ]


COLUMNS = "Närvarande\n\nAnna Ek\n\nBo Al\n\nCia Dal\n\nFrånvarande\n\nDisa Ed\n\n{}"


def test_columns_that_were_flattened_apart_are_joined_by_order() -> None:
    organisations = ["Region Älvmark", "Ekeby kommun", "ordf. Elevrådet", "Norrviks kommun"]
    record = attended(COLUMNS.format("\n\n".join(organisations)))
    assert [p.organisation or p.title for p in record.attendance] == organisations
    assert [p.evidence.inferred for p in record.attendance] == [
        ("organisation",),
        ("organisation",),
        ("title",),
        ("organisation",),
    ]


def test_a_duty_in_the_column_of_organisations() -> None:
    record = attended(COLUMNS.format("Region Älvmark\n\nEkeby kommun (ordförande)\n\nEkeby kommun\n\nNorrviks kommun"))
    assert [(p.organisation, p.duty) for p in record.attendance][:2] == [
        ("Region Älvmark", "member"),
        ("Ekeby kommun", "chair"),
    ]


def test_columns_that_do_not_match_are_left_apart_and_told() -> None:
    record = attended(COLUMNS.format("Region Älvmark\n\nEkeby kommun"))
    assert [p.organisation for p in record.attendance] == [None] * 4
    assert "columns-do-not-match" in {issue.code for issue in record.issues}
    assert [u.text for u in record.unplaced] == ["Region Älvmark", "Ekeby kommun"]


def test_the_chair_may_be_named_in_the_text() -> None:
    text = "Närvarande\n\nAnna Ek, Ekeby kommun\n\nBo Al, Norrviks kommun"
    opening = "1. Öppnande\n\nOrdförande Bo Al hälsar välkommen."
    record = read_text(f"Protokoll Vårdgruppen 2024-03-01\n\n{text}\n\n{opening}\n\n2. Avslut\n\nMötet avslutas.")
    assert [p.duty for p in record.attendance] == ["member", "chair"]


def test_signers_and_recipients_were_not_there_for_that() -> None:
    lists = "Närvarande\n\nAnna Ek, Ekeby kommun\n\nUnderskrifter\n\n.....\nBo Al\nOrdförande"
    record = read_text(
        f"Protokoll Vårdgruppen 2024-03-01\n\n{lists}{ITEMS}\n\nProtokollet skickas till\n\nLedamöter\n\nCia Dal"
    )
    assert [p.name for p in record.attendance] == ["Anna Ek"]
    assert [(s.name, s.duty) for s in record.signatures] == [("Bo Al", "chair")]
    assert [r.text for r in record.distribution] == ["Ledamöter", "Cia Dal"]


def test_rows_that_go_on_under_an_organisation() -> None:
    lists = (
        "Deltagare\n\nEkeby kommun:\tAnna Ek, rektor, ordförande\n\tBo Al, enhetschef, antecknar\n"
        "Region Älvmark:\tCia Dal, läkare"
    )
    found = [(name, organisation) for name, organisation, *_ in rows(lists)]
    assert found == [("Anna Ek", "Ekeby kommun"), ("Bo Al", "Ekeby kommun"), ("Cia Dal", "Region Älvmark")]


@pytest.mark.parametrize(
    "heads",
    [
        "Namn\tOrganisation\tFunktion\nAnna Ek\tEkeby kommun\trektor\nBo Al\tRegion Älvmark\tläkare",
        "Kommun\tNamn\tTitel\nEkeby kommun\tAnna Ek\trektor\nRegion Älvmark\tBo Al\tläkare",
    ],
)
def test_a_table_that_only_its_heads_call_attendance(heads: str) -> None:
    assert [row[:3] for row in rows(heads)] == [
        ("Anna Ek", "Ekeby kommun", "rektor"),
        ("Bo Al", "Region Älvmark", "läkare"),
    ]


@pytest.mark.parametrize(
    ("label", "duty"),
    [
        ("Inbjuden", "other"),
        ("Inbjudna", "other"),
        ("Gäst", "other"),
        ("Tjänsteperson:", "other"),
        ("Närvarande för kommunerna:", "member"),
        ("Deltagare från regionen", "member"),
    ],
)
def test_whom_a_label_lists(label: str, duty: str) -> None:
    assert [
        (name, d) for name, _, _, d, _ in rows(f"Närvarande\nAnna Ek, Ekeby kommun\n\n{label}\nBo Al, Norrviks kommun")
    ] == [
        ("Anna Ek", "member"),
        ("Bo Al", duty),
    ]


def test_prose_is_no_label() -> None:
    assert rows("Närvarande från kommunerna var tolv ledamöter.\nAnna Ek, Ekeby kommun") == []


@pytest.mark.parametrize(
    "line",
    [
        *("Vakant\tEkeby kommun", "Vakant, Ekeby kommun", "Ekeby kommun: vakant", "Ekeby kommun (vakant)"),
        *("Ekeby kommun, vakant", "Ekeby kommun          Vakant", "Ekeby Vakant", "Vakant plats Ekeby kommun"),
        *("Ekeby\tObesatt\tledamot", "Ekeby kommun\nVakant", "Vakanta platser: Ekeby"),
    ],
)
def test_an_organisation_whose_seat_is_vacant(line: str) -> None:
    record = attended(f"Närvarande\nAnna Ek, Norrviks kommun\nBo Al, Region Älvmark\n{line}")
    assert [p.name for p in record.attendance] == ["Anna Ek", "Bo Al"]
    assert [i.code for i in record.issues if i.code in {"organisation-not-placed", "columns-do-not-match"}] == [
        "organisation-not-placed"
    ]


@pytest.mark.parametrize(
    "line",
    ["Ekeby kommun: Cia Dal, vakant", "Ekeby kommun: Cia Dal och vakant", "Ekeby kommun\tCia Dal, vakant ersättare"],
)
def test_who_sits_beside_a_vacant_seat(line: str) -> None:
    record = attended(f"Närvarande\nAnna Ek, Norrviks kommun\n{line}\nBo Al, Region Älvmark")
    assert [(p.name, p.organisation, p.title) for p in record.attendance][1] == ("Cia Dal", "Ekeby kommun", None)
    assert "organisation-not-placed" in {issue.code for issue in record.issues}


def test_who_may_have_left_a_vacant_seat_is_unplaced() -> None:
    record = attended("Närvarande\nAnna Ek, Norrviks kommun\nCia Dal, Ekeby kommun (vakant)\nBo Al, Region Älvmark")
    assert [p.name for p in record.attendance] == ["Anna Ek", "Bo Al"]
    assert [(u.kind, u.text) for u in record.unplaced] == [("attendance", "Cia Dal, Ekeby kommun (vakant)")]


def test_first_names_alone() -> None:
    assert rows("Närvarande\nAnna Ek, Ekeby kommun\nSofia, Norrvik\nMaj Al, Norrvik")[1:] == [
        ("Sofia", "Norrvik", None, "member", "present"),
        ("Maj Al", "Norrvik", None, "member", "present"),
    ]
    assert [name for name, *_ in rows("Närvarande: Eva, Ida, Åke och Bo")] == ["Eva", "Ida", "Åke", "Bo"]
    assert rows("Närvarande: Ekeby, Norrvik och Sandhamra") == []


@pytest.mark.parametrize("line", ["Ekeby kommun: Förhinder", "Ekeby kommun – ej representerad", "Ekeby (frånvarande)"])
def test_an_organisation_for_which_nobody_came(line: str) -> None:
    record = attended(f"Närvarande\nAnna Ek, Norrviks kommun\n{line}\nBo Al, Region Älvmark")
    assert [p.name for p in record.attendance] == ["Anna Ek", "Bo Al"]
    assert "organisation-not-placed" in {issue.code for issue in record.issues}
    assert record.unplaced == ()


def test_a_role_may_head_the_column_of_organisations() -> None:
    record = attended("Närvarande\n\nAnna Ek\nBo Al\nCia Dal\n\nordförande\nvice ordförande\nEkeby kommun")
    assert [(p.name, p.organisation, p.title, p.duty) for p in record.attendance] == [
        ("Anna Ek", None, None, "chair"),
        ("Bo Al", None, "vice ordförande", "member"),
        ("Cia Dal", "Ekeby kommun", None, "member"),
    ]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Närvarande Anna Ek (S), ordförande\nBo Al (M) Cia Dal (V)", ["Anna Ek", "Bo Al", "Cia Dal"]),
        ("Beslutande\nAnna Lind Bo Berg Cia Dal", ["Anna Lind", "Bo Berg", "Cia Dal"]),
        ("Deltagare\nAnna Ek (S), ej tjg ers, del av § 5 Bo Al, rektor", ["Anna Ek", "Bo Al"]),
        ("Närvarande\nAnna Ek (S), ersätter Bo Al (M)", ["Anna Ek"]),
        ("Närvarande: Anna Ek och Bo Al", ["Anna Ek", "Bo Al"]),
        ("Ej tjänstgörande     Anna Ek (C), Ekeby\nersättare            Bo Al (M)", ["Anna Ek", "Bo Al"]),
        ("Övriga deltagande Ersättare: Anna Ek (S) ej § 2, Bo Al (V)", ["Anna Ek", "Bo Al"]),
        ("Övriga deltagande\nTf. socialchef Anna Ek", ["Anna Ek"]),
        ("Följande närvarade vid mötet: Anna Ek, Bo Al och Cia Dal.", ["Anna Ek", "Bo Al", "Cia Dal"]),
        ("Närvarande\nEkeby kommun: Anna Ek samt Bo Al", ["Anna Ek", "Bo Al"]),
        ("Närvarande\nAnna Ek och Bo Al välkomnar alla.", []),
        ("Närvarande\nAnna Ek, rektor Björkhults Gymnasium", ["Anna Ek"]),
        ("Sekreterare Anna Ek", ["Anna Ek"]),
        ("Utses att justera Anna Ek", ["Anna Ek"]),
        ("Ordförande Anna Ek hälsade välkommen", []),
    ],
)
def test_lists_without_colon_or_line_breaks(line: str, names: list[str]) -> None:
    assert [name for name, *_ in rows(line)] == names


def test_whoever_tells_a_political_party_needs_no_organisation() -> None:
    record = attended("Närvarande\nAnna Ek (S), ordförande\nBo Al, Ekeby kommun\nCia Dal, Norrviks kommun")
    assert "name-not-placed" not in {issue.code for issue in record.issues}


def test_names_in_a_row_and_what_is_said_of_each_below() -> None:
    listed = "Närvarande ledamöter:\nAnna Ek, Bo Al, Cia Dal\nordförande Region Älvmark, Ekeby, vice ordförande Norrvik"
    assert rows(listed) == [
        ("Anna Ek", "Region Älvmark", None, "chair", "present"),
        ("Bo Al", "Ekeby", None, "member", "present"),
        ("Cia Dal", "Norrvik", "vice ordförande", "member", "present"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Justerare: Anna Ek (S) med Bo Al (S) som ersättare", [("Anna Ek", "adjuster")]),
        ("Mötesledare: Anna Ek/Bo Al", [("Anna Ek", "chair"), ("Bo Al", "chair")]),
        ("Närvarande\nAnna Ek, Ekeby (vid tangenterna)", [("Anna Ek", "secretary")]),
        ("Kunde inte vara med\nAnna Ek, Ekeby", [("Anna Ek", "member")]),
        ("Närvarande\nAnna Ek sekreterare, [namn] praktikant", [("Anna Ek", "secretary")]),
        ("Justeras av              Anna Ek", [("Anna Ek", "adjuster")]),
        ("Närvarande\nFör Region Älvmark Anna Ek ordförande, Bo Al", [("Anna Ek", "chair"), ("Bo Al", "member")]),
        ("Tjänstgörande ersättare\nAnna Ek (KD) för Bo Al (KD)", [("Anna Ek", "deputy")]),
        ("Närvarande\nAnna Ek, Polisområde Älvmark (del av dag 1)", [("Anna Ek", "member")]),
    ],
)
def test_who_did_what(line: str, expected: list[tuple[str, str]]) -> None:
    assert [(name, duty) for name, _, _, duty, _ in rows(line)] == expected


def test_a_list_that_goes_on_over_its_lines() -> None:
    listed = (
        "Närvarande: Anna Ek, Region Älvmark, sammankallande. Bo Al, Region Älvmark. Cia Dal, Ekeby kommun. Disa\n"
        "Ed, Norrviks kommun. Ove Berg, Räddningsmissionen."
    )
    assert [(name, organisation) for name, organisation, *_ in rows(listed)] == [
        ("Anna Ek", "Region Älvmark"),
        ("Bo Al", "Region Älvmark"),
        ("Cia Dal", "Ekeby kommun"),
        ("Disa Ed", "Norrviks kommun"),
        ("Ove Berg", "Räddningsmissionen"),
    ]


def test_nobody_is_present_at_a_meeting_that_is_called() -> None:
    record = read_text("Kallelse till Vårdgruppen\nDatum: 2024-03-01\nOrdförande: Anna Ek\n\n1. Öppnande\n2. Avslut")
    assert (record.kind, record.attendance) == ("notice", ())
