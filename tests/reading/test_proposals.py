"""What is put to a meeting, and what becomes of it: lead-ins below a label, votes, adoption above and below."""

import pytest

from rodtrad.reading.record import Record
from tests.reading.texts import minutes

TALK = "Gruppen diskuterade frågan ingående och konstaterade att läget är ungefär detsamma i hela länet."
PUT = "Förslag till beslut\n\n1. Planen antas.\n2. Medel avsätts."


def at_item(text: str) -> Record:
    return minutes(f"§ 1 Fråga\n\n{text}\n\n§ 2 Avslut\n\n{TALK}")


def outcomes(text: str) -> list[tuple[str, str]]:
    return [(p.text, p.outcome) for p in at_item(text).proposals]


@pytest.mark.parametrize(
    "text",
    [
        "Förslag till beslut\n\nVårdgruppen beslutar\n\natt anta planen",
        "Förslag till beslut\n\nVårdgruppen beslutar att anta planen",
        "Förslag till beslut: Vårdgruppen beslutar att anta planen",
        "Beredningens förslag\n\nVårdgruppen föreslås besluta\n\n1. att anta planen",
        "Förslag till beslut på sammanträdet\n\nVårdgruppen föreslås besluta att anta planen",
        "Det föreslås att anta planen",
        "Förslag från Lena: anta planen",
    ],
)
def test_a_lead_in_below_the_label_still_proposes(text: str) -> None:
    record = at_item(text)
    assert ([p.text for p in record.proposals], record.decisions) == (["anta planen"], ())


@pytest.mark.parametrize(
    ("words", "carried"),
    [
        ("Beslut: Bifalles.", 2),
        ("Beslut: Attsats 1 bifalles. Attsats 2 avslås.", 1),
        ("Beslut\n\nEnligt beredningens förslag.", 2),
        ("Vårdgruppen beslutar\n\nenligt beredningens förslag.", 2),
        ("Gruppen godkänner förslaget.", 2),
        ("Vårdgruppen bifaller förslaget.", 2),
        ("Ordföranden ställer proposition på förslaget och finner att det bifalls.", 2),
        ("Ordföranden frågar om planen kan antas och finner att så sker.", 2),
        ("Ordföranden finner att det inte går att besluta i dag.", 0),
    ],
)
def test_adopted_in_other_words(words: str, carried: int) -> None:
    record = at_item(f"{PUT}\n\n{words}")
    assert [d.text for d in record.decisions] == ["Planen antas.", "Medel avsätts."][:carried]
    assert [p.outcome for p in record.proposals].count("carried") == carried


def test_a_decision_told_above_its_proposal_is_told_once() -> None:
    record = at_item(f"Beslut\n\nPlanen antas.\n\n{TALK}\n\nFörslag till beslut\n\nPlanen antas.\n\nFörslaget bifalls.")
    assert [(d.text, d.adopts_proposal) for d in record.decisions] == [("Planen antas.", True)]


def test_according_to_a_proposal_that_stands_below() -> None:
    record = at_item("Beslut\n\nEnligt beredningens förslag.\n\nBeredningens förslag\n\nPlanen antas.")
    assert [d.text for d in record.decisions] == ["Planen antas."]
    assert "proposal-not-found" not in {issue.code for issue in record.issues}


def test_whose_proposal_is_carried() -> None:
    text = "Förslag från Lena: planen antas.\n\nFörslag från Mats: planen avslås.\n\nBeslut: Enligt Lenas förslag."
    assert outcomes(text) == [("planen antas.", "carried"), ("planen avslås.", "open")]


def test_what_stood_against_what_was_carried_falls_by_the_vote() -> None:
    demand = "Bo Al (M) yrkar som tillägg att avgiften sänks."
    vote = "Omröstning begärs. Med 7 ja-röster mot 4 nej-röster antas förslaget."
    text = f"{PUT}\n\n{demand}\n\n{vote}\n\nBeslut\n\nPlanen antas."
    assert outcomes(text) == [
        ("Planen antas.", "carried"),
        ("Medel avsätts.", "rejected"),
        ("avgiften sänks.", "rejected"),
    ]


def test_adopted_with_changes_is_asked_about() -> None:
    record = at_item(f"{PUT}\n\nVårdgruppen beslutar enligt förslaget med följande ändringar.")
    assert "unsure" in {issue.code for issue in record.issues}


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (
            "Vårdgruppen föreslår kommunfullmäktige besluta\n\natt anta planen\natt avsätta medel",
            ["föreslår kommunfullmäktige besluta: anta planen", "föreslår kommunfullmäktige besluta: avsätta medel"],
        ),
        (
            "Vårdgruppen beslutar att föreslå kommunfullmäktige besluta\natt anta planen",
            ["föreslå kommunfullmäktige besluta: anta planen"],
        ),
        (
            "Vårdgruppen tillstyrker planen och föreslår att kommunfullmäktige beslutar:\n1. Planen antas.",
            ["föreslår att kommunfullmäktige beslutar: Planen antas."],
        ),
        (
            "Vårdgruppens förslag till kommunfullmäktige\n\n1. Planen antas.",
            ["Vårdgruppens förslag till kommunfullmäktige: Planen antas."],
        ),
    ],
)
def test_what_a_body_proposes_to_another_is_its_own_decision(text: str, clauses: list[str]) -> None:
    record = at_item(text)
    assert ([d.text for d in record.decisions], record.proposals) == (clauses, ())


@pytest.mark.parametrize(
    ("decided", "proposed"),
    [
        ("Vårdgruppen antar planen och sprider den.", "anta planen och sprida den"),
        ("Planen antas för 2025.", "Vårdgruppen antar planen för 2025."),
        ("Gruppen beslutar att ställa sig bakom löftet.", "Vårdgruppen ställer sig bakom löftet."),
    ],
)
def test_a_decision_in_other_inflection_than_its_proposal(decided: str, proposed: str) -> None:
    record = at_item(f"Förslag till beslut\n\n{proposed}\n\nBeslut\n\n{decided}")
    assert [p.outcome for p in record.proposals] == ["carried"]
    assert [d.adopts_proposal for d in record.decisions] == [True]


@pytest.mark.parametrize(
    "decided", ["Vårdgruppen antar inte planen.", "Kommunstyrelsen antar planen.", "Planen sprids."]
)
def test_a_decision_that_says_something_else_adopts_nothing(decided: str) -> None:
    record = at_item(f"Förslag till beslut\n\nPlanen antas.\n\nBeslut\n\n{decided}")
    assert [p.outcome for p in record.proposals] == ["open"]


MOTION = "Bo Al (M) yrkar bifall till motionen.\nCia Dal (C) yrkar att motionen avslås."


@pytest.mark.parametrize(
    ("beslut", "course", "expected"),
    [
        ("Beslut\n\nVårdgruppen avslår motionen.", "", ["rejected", "carried"]),
        ("", "Ordföranden finner att gruppen avslår motionen.", ["rejected", "carried"]),
        ("Beslut\n\nMotionen bifalls.", "Ordföranden finner att gruppen bifaller motionen.", ["carried", "rejected"]),
        ("Beslut\n\nGruppen avslår ansökan.", "", ["open", "open"]),
        ("Beslut\n\nPlanen antas.", "Ordföranden konstaterar att meningarna går isär.", ["open", "open"]),
    ],
)
def test_who_wins_where_a_motion_is_answered(beslut: str, course: str, expected: list[str]) -> None:
    record = at_item(f"{beslut}\n\nFörslag till beslut på sammanträdet\n{MOTION}\n\nBeslutsgång\n{course}")
    assert [p.text for p in record.proposals] == ["bifall till motionen.", "motionen avslås."]
    assert [p.outcome for p in record.proposals] == expected


def test_who_backs_a_proposal_makes_none() -> None:
    record = at_item("Förslag till beslut på sammanträdet\nBo Al (M) yrkar bifall till förvaltningens förslag.")
    assert record.proposals == ()


def test_how_a_decision_came_about_is_no_second_decision() -> None:
    course = "Omröstning begärs. Med 6 röster mot 1 beslutar gruppen att avslå motionen."
    record = at_item(f"Beslut\n\nVårdgruppen avslår motionen.\n\nBeslutsgång\n\n{course}")
    (decision,) = record.decisions
    assert decision.text == "Vårdgruppen avslår motionen."
    assert len(decision.evidence.places) == 1
