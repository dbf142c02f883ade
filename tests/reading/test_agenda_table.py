"""Notices whose agenda is a table with text between its rows."""

import pytest

from tests.reading.texts import read_text

NOTICE = """EKEBY KOMMUN\tKALLELSE
Omsorgsnämnden\t2026-08-31

Tid\tonsdagen den 9 september 2026 kl. 13.00
Plats\tKommunhuset, sal Tallen

Ordförande\tHjördis Lövgren
Sekreterare\tAmbjörn Tegel, tfn 0290-40 100

FÖREDRAGNINGSLISTA

\tÄrende\tFöredragande\tDiarienr
1\tUpprop
2\tBokslut för åtta månader\tYlva Stenkvist\tON 2026/4
\tFörslag till beslut:
\tatt godkänna bokslutet
\tatt skicka det till kommunstyrelsen
3\tHyra av lokal\tBertil Gran\tON 2026/9
\tHyran är låg.
\tUtgår.
4\tÖvrigt

Nämnden bjuder på kaffe.
"""


def test_rows_with_text_between_them() -> None:
    record = read_text(NOTICE)
    assert (record.kind, record.body) == ("notice", "Omsorgsnämnden")
    assert [(i.number, i.title, [p.name for p in i.presenters], i.cancelled) for i in record.items] == [
        ("1", "Upprop", [], False),
        ("2", "Bokslut för åtta månader", ["Ylva Stenkvist"], False),
        ("3", "Hyra av lokal", ["Bertil Gran"], True),
        ("4", "Övrigt", [], False),
    ]
    assert [(p.item, p.text) for p in record.proposals] == [
        ("2", "godkänna bokslutet"),
        ("2", "skicka det till kommunstyrelsen"),
    ]


def test_who_is_named_in_a_notice_was_not_there() -> None:
    record = read_text(NOTICE)
    assert record.attendance == ()
    assert not [issue for issue in record.issues if issue.code == "name-not-placed"]


@pytest.mark.parametrize(
    "heading", ["Tid\tÄrende\tFöredragande", "Nr\tRubrik\tFöredragande", "Ärende\tFöredragande\tHandlingar"]
)
def test_columns_of_an_agenda(heading: str) -> None:
    first = {"Tid": ("9.00", "9.45"), "Nr": ("1", "2")}.get(heading.split("\t")[0])
    rows = [("Val av justerare", "Ylva Stenkvist"), ("Läget i hemtjänsten", "Bertil Gran")]
    lines = ["\t".join([*([first[i]] if first else []), *row, *([] if first else ["1"])]) for i, row in enumerate(rows)]
    record = read_text("Kallelse till omsorgsnämnden 2026-09-09\n\n" + "\n".join([heading, *lines]))
    assert [i.title for i in record.items] == ["Val av justerare", "Läget i hemtjänsten"]


def test_a_table_of_matters_ahead_of_the_items_is_only_that() -> None:
    items = "".join(f"\n§ {n} Ärende {n}\n\nNämnden talade om saken.\n" for n in (1, 2, 3))
    listed = "".join(f"§ {n}\tÄrende {n}\t{n}\n" for n in (1, 2, 3))
    record = read_text(f"Protokoll omsorgsnämnden 2026-09-09\n\n§\tÄrende\tSida\n{listed}{items}")
    assert [i.number for i in record.items] == ["1", "2", "3"]
    assert all(i.evidence.place.lines[0] > 6 for i in record.items)


def test_an_agenda_with_columns_of_blanks_below_its_own_name() -> None:
    record = read_text(
        "Föredragningslista\nOmsorgsnämnden\nSammanträde 2026-11-18 kl. 13.15\n\n"
        "1. Val av justerare\n2. Budget   ON 2026/112   Kl. 13.30\n3. Hyra   Dnr 2026-9\n\nInformationsärenden\n"
        "4. Läget i hemtjänsten   14.00\n"
    )
    assert (record.kind, record.body) == ("notice", "Omsorgsnämnden")
    assert [(i.title, i.type) for i in record.items] == [
        ("Val av justerare", None),
        ("Budget", None),
        ("Hyra", None),
        ("Läget i hemtjänsten", None),
    ]
