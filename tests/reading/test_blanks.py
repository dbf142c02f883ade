"""Forms that nobody filled in: a lead-in, a label or a list with nothing but "att", a number or a dash after it."""

import pytest

from tests.reading.texts import minutes

FORMS = (
    "Beslut: {}",
    "Beslut\n\n{}",
    "Beslut\nAtt uppdra till beredningen:\n- {}\n- se över rutinen",
    "Gruppen beslutar\n\n{}\n{}",
    "Gruppen beslutar {}",
    "Förslag till beslut\n{}\n\nBeslut\nenligt förslag",
    "Beslut per capsulam\n- {}",
    "Mailbeslut 3 maj\n- {}",
    "Gruppen har per capsulam beslutat {}",
    "Uppdrag: {}",
    "Ansvarig: {}",
    "Medskick: {}",
    "Att göra\n- {}",
    "Vad\tVem\tNär\n{}\tAnna Ek\t3 maj",
    "Överenskommelse: {}",
    "Reservation: {}",
    "Omröstning: {} ja",
    "Till justerare valdes {}",
    "Nästa möte: {}",
    "Närvarande: {}",
    "Frånvarande\n{}",
    "Protokollet skickas till\n{}",
    "Bilaga {}",
)
NESTED = "uppdra till beredningen: se över rutinen"
BLANKS = ("att", "- att", "att:", "att …", "1.", "1. att", "a)", "2)", "–", "…", "____", "[ ]", "XX")


@pytest.mark.parametrize("form", FORMS)
def test_a_form_left_blank_holds_no_fact_and_costs_none_of_those_beside_it(form: str) -> None:
    for blank in BLANKS:
        left = form.replace("{}", blank)
        record = minutes(f"§ 1 Vård\n\nBeslut: att anta planen\n\n§ 2 Skola\n\n{left}\n\n§ 3 Äldre\n\nGott läge")
        assert [item.title for item in record.items] == ["Vård", "Skola", "Äldre"], blank
        assert [(d.item, d.text) for d in record.decisions if d.text != NESTED] == [("1", "anta planen")], blank
        assert [a.task for a in record.assignments if a.task != "se över rutinen"] == [], blank


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("att\n§ 3 i reglementet upphävs\n\natt\n25 Mkr avsätts", ["§ 3 i reglementet upphävs", "25 Mkr avsätts"]),
        ("att\nFörslag till arbetsordning godkänns", ["Förslag till arbetsordning godkänns"]),
        ("att 25 000 kr\natt 45 %", ["25 000 kr", "45 %"]),
        ("att\n\nMötet avslutas av ordföranden.", []),
        ("att\nAnsvarig: Anna Ek", []),
    ],
)
def test_what_a_lone_att_goes_on_in(text: str, decided: list[str]) -> None:
    assert [d.text for d in minutes(f"§ 1 Reglemente\n\nGruppen beslutar\n\n{text}").decisions] == decided


@pytest.mark.parametrize("mark", ["- ", "1. ", "• "])
@pytest.mark.parametrize(
    "opener", ["Gruppen beslutar att uppdra till beredningen att", "Beslut\natt uppdra till beredningen att"]
)
def test_a_clause_that_ends_in_att_opens_the_list_below_it(opener: str, mark: str) -> None:
    found = minutes(f"§ 1 Vård\n\n{opener}\n{mark}ta fram en plan\n{mark.replace('1', '2')}återkomma i maj")
    assert [d.text for d in found.decisions] == [
        "uppdra till beredningen: ta fram en plan",
        "uppdra till beredningen: återkomma i maj",
    ]
    assert [a.assignee for a in found.assignments] == ["beredningen", "beredningen"]
