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
    "Gruppen uppdrar till beredningen att",
    "Gruppen uppdrar till beredningen att …",
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
