"""What was proposed and decided: lead-ins, clauses, adoption, and what only looks like a decision."""

import pytest

from rodtrad.reading.deciding import condition_of, effect_of, is_formal
from tests.reading.texts import minutes

TALK = "Gruppen diskuterade frågan ingående och konstaterade att läget är ungefär detsamma i hela länet."


def decided(text: str) -> list[str]:
    return [decision.text for decision in minutes(f"1. Fråga\n\n{text}\n\n2. Avslut\n\n{TALK}").decisions]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Vårdgruppen beslutar\n\natt anta planen\n\natt sprida den", ["anta planen", "sprida den"]),
        ("Vårdgruppen beslutade:\n- Att anta planen\n- Att sprida den", ["anta planen", "sprida den"]),
        ("Vårdgruppen beslutar a t t anta planen", ["anta planen"]),
        ("Vårdgruppen beslutar att anta planen.", ["anta planen."]),
        ("Gruppen för vård, omsorg och skola beslutar\n\natt anta planen", ["anta planen"]),
        ("Vårdgruppen beslutar att\n1. anta planen\n2. sprida den", ["anta planen", "sprida den"]),
        ("Vårdgruppen beslutar att anta planen, att sprida den samt att följa upp den.", 3),
        ("Vårdgruppen beslutar att anta planen och att den gäller från maj.", 1),
        ("Gruppen beslutar enhälligt att anta planen", ["anta planen"]),
        ("Beslut: Planen antas.", ["Planen antas."]),
        ("Beslut: att anta planen", ["anta planen"]),
        ("Beslut\n\nVårdgruppen beslutar\n\natt anta planen", ["anta planen"]),
        ("Beslut\n• Planen antas.\n• Den sprids.", ["Planen antas.", "Den sprids."]),
        ("Beslut\n\nPlanen antas efter mindre justeringar.", ["Planen antas efter mindre justeringar."]),
        ("Det beslutades att anta planen.", ["anta planen."]),
        (f"{TALK} Gruppen beslutar att anta planen.", ["anta planen."]),
        ("VG:s ledningsgrupp beslutar\n\natt anta planen", ["anta planen"]),
        ("Gruppen enades om att anta planen.", ["anta planen."]),
        ("Vi är överens om att kommunerna sprider planen.", ["kommunerna sprider planen."]),
        ("Efter diskussion enades gruppen om att anta planen.", ["anta planen."]),
        ("Mötet kom överens om följande:\n- Kommunerna sprider planen\n- Ett möte bokas", 2),
        ("Vårdgruppen beslutar dels att anta planen, dels att sprida den.", ["anta planen", "sprida den."]),
        ("Vårdgruppen beslutar a t t anta planen,\na t t rådet informeras, a t t sprida den.", 3),
        ("Vårdgruppen beslutar att anta planen och att uppdra till rådet att sprida den.", 2),
        ("Vårdgruppen beslutar att lokalen sägs upp och att rådet hyr en ny.", 2),
        ("Vårdgruppen beslutar att be rådet att säga upp lokalen och att hyra en ny.", 1),
        ("Vårdgruppen beslutar, var för sig, att anta planen.", ["anta planen."]),
        (f"{TALK} I stället bestämdes att lokalen sägs upp.", ["lokalen sägs upp."]),
        ("Ingen har något att invända, och Vårdgruppen beslutar att lokalen sägs upp.", ["lokalen sägs upp."]),
        (
            "Vårdgruppen beslutar att\nteckna avtal med rådet om en lokal i Ekeby till och med\n"
            "den 1 maj, med två års option,\nordföranden får i uppdrag att skriva under det.",
            [
                "teckna avtal med rådet om en lokal i Ekeby till och med den 1 maj, med två års option",
                "ordföranden får i uppdrag att skriva under det.",
            ],
        ),
        ("•\n•\nVårdgruppen beslutar att\nanta planen\nsprida den", ["anta planen", "sprida den"]),
        ("- Informationen tas emot.\n- Vårdgruppen överlämnar frågan om tolk till rådet.", 2),
        ("Vårdgruppen noterar informationen till protokollet.", 1),
        ("VÅRDGRUPPEN BESLUTAR\n\natt notera informationen", ["notera informationen"]),
        ("Vårdgruppen BESLUTAR:\nA t t planen antas.\nA t t den sprids.", ["planen antas.", "den sprids."]),
        ("Vårdgruppen beslutade bland annat att anta planen.", ["anta planen."]),
        (f"{TALK} {TALK} {TALK} Svaren läggs till handlingarna.", ["Svaren läggs till handlingarna."]),
        ("Vårdgruppen beslutar följande.\n1. Planen antas.\n2. Den sprids.", ["Planen antas.", "Den sprids."]),
        (
            "Vårdgruppen antar planen och beslutar dessutom:\n1. Den sprids.",
            ["Vårdgruppen antar planen", "Den sprids."],
        ),
        ("Vårdgruppen beslutar\n\natt\nanta planen\n\natt\nsprida den", ["anta planen", "sprida den"]),
        ("Vårdgruppen beslutar\n\n•\n•\n\nPlanen antas.\nDen sprids.", ["Planen antas.", "Den sprids."]),
        ("Beslutas: Mallen används från maj.", ["Mallen används från maj."]),
        ("Efter diskussion beslutas att anta planen.", ["anta planen."]),
        (f"{TALK} Beslut: Planen antas.", ["Planen antas."]),
        ("Beslut: Planen antas. Rådet sprider den.", ["Planen antas.", "Rådet sprider den."]),
        (f"{TALK}\n\nAtt godkänna planen\n\nAtt sprida den", ["godkänna planen", "sprida den"]),
        ("Motionen anses besvarad.", ["Motionen anses besvarad."]),
        ("Delegationsbesluten för mars läggs till handlingarna.", 1),
        ("- Dagordningen godkändes.", ["Dagordningen godkändes."]),
        ("Gruppen väljer Anna Ek till justerare.", ["Gruppen väljer Anna Ek till justerare."]),
        ("Vårdgruppen rekommenderar kommunerna att anta planen.", 1),
        (
            "Vårdgruppen beslutar\n\nAtt uppdra till beredningen:\n\n- att ta fram en plan\n- att sprida den",
            ["uppdra till beredningen: ta fram en plan", "uppdra till beredningen: sprida den"],
        ),
        ("Dagordningen godkändes.", ["Dagordningen godkändes."]),
        ("Inga synpunkter. Protokollet läggs till handlingarna.", ["Protokollet läggs till handlingarna."]),
        ("Med den ändringen godkänns dagordningen.", ["Med den ändringen godkänns dagordningen."]),
        ("Vårdgruppen ställer sig bakom planen.", ["Vårdgruppen ställer sig bakom planen."]),
        ("Efter diskussion beslutade gruppen att anta planen.", ["anta planen."]),
        ("Ärendet bordläggs till hösten.", ["Ärendet bordläggs till hösten."]),
        ("Anna Ek väljs att justera protokollet.", ["Anna Ek väljs att justera protokollet."]),
        ("Anna Ek och Bo Al utses till justerare.", ["Anna Ek och Bo Al utses till justerare."]),
        ("Till justerare utses Anna Ek.", ["Till justerare utses Anna Ek."]),
        ("Att justera protokollet utsågs Anna Ek.", ["Att justera protokollet utsågs Anna Ek."]),
        (
            "Gruppens beslut\n\nGruppen beslutar\n\natt anta planen, samt\n\natt sprida den.",
            ["anta planen", "sprida den."],
        ),
    ],
)
def test_decided(text: str, clauses: list[str] | int) -> None:
    found = decided(text)
    assert (len(found) if isinstance(clauses, int) else found) == clauses


@pytest.mark.parametrize(
    "text",
    [
        "En styrka är den tidigare beslutade inriktningen för arbetet.",
        "Regionstyrelsen beslutade i maj att avsätta medel till arbetet.",
        "Vid mötet i maj § 11 beslutade Vårdgruppen att anta planen.",
        "Vid föregående möte beslutades att en plan tas fram.",
        "Förslag till beslut:\n- Att anta planen",
        "Gruppen behöver besluta om planen i höst.",
        "Ordföranden tackar för informationen.",
        "Beslut: -",
        "I regionen ska ett politiskt beslut om planen fattas i mars.",
        "Fyra områden lyftes fram:\n- Ledning\n- Organisation",
        "Vi är överens om att detta är en viktig fråga.",
        "Gruppen enades om att läget är allvarligt.",
        "Regionstyrelsen beslutade:\n- att anta planen",
        "Målet för arbetet är:\nAtt godkänna fler ansökningar",
        "Gruppen rekommenderar fler försök.",
        "Rådet träffades den 3 februari. I stället bestämdes att lokalen sägs upp.",
        "Vårdgruppen överlämnar blommor till Anna Ek.",
        "Vårdgruppen beslutar att\n\nLokalen i Ekeby är trång.",
        "Gruppen valde att inte gå vidare.",
    ],
)
def test_no_decision(text: str) -> None:
    assert decided(text) == []


@pytest.mark.parametrize(
    ("words", "texts", "outcomes"),
    [
        ("Vårdgruppen beslutar enligt förslaget.", ["planen antas", "den sprids"], ["carried", "carried"]),
        ("Vårdgruppen beslutar i enlighet med förslaget.", ["planen antas", "den sprids"], ["carried", "carried"]),
        ("Beslut: enligt förslag", ["planen antas", "den sprids"], ["carried", "carried"]),
        ("Förslaget bifalls.", ["planen antas", "den sprids"], ["carried", "carried"]),
        ("Vårdgruppen beslutar att avslå förslaget.", [], ["rejected", "rejected"]),
        ("Vårdgruppen beslutar enligt förslaget i den första delen.", ["planen antas"], ["carried", "open"]),
        ("Frågan återkommer.", [], ["open", "open"]),
    ],
)
def test_what_becomes_of_a_proposal(words: str, texts: list[str], outcomes: list[str]) -> None:
    text = f"Förslag till beslut:\n- Att planen antas\n- Att den sprids\n\n{TALK}\n\n{words}"
    record = minutes(f"1. Fråga\n\n{text}\n\n2. Avslut\n\n{TALK}")
    assert [d.text for d in record.decisions] == texts
    assert all(d.adopts_proposal for d in record.decisions)
    assert [p.outcome for p in record.proposals] == outcomes


def test_an_adopted_decision_stands_where_the_proposal_does_and_points_to_its_adoption() -> None:
    item = f"1. Fråga\n\nFörslag till beslut:\n- Att planen antas\n\n{TALK}\n\nGruppen beslutar enligt förslaget."
    record = minutes(f"{item}\n\n2. Avslut\n\n{TALK}")
    [decision] = record.decisions
    assert decision.evidence.place == record.proposals[0].evidence.place
    assert [place.lines for place in decision.evidence.places] == [(12, 12)]


@pytest.mark.parametrize(
    ("text", "proposals"),
    [
        ("Beredningen föreslår att gruppen beslutar att anta planen.", ["anta planen."]),
        ("Förslag till beslut\n\nBeredningen föreslår gruppen besluta\n\natt anta planen", ["anta planen"]),
        ("Beredningens förslag till beslut\n\natt anta planen", ["anta planen"]),
        ("Yrkanden\n\nBo Al (S) yrkar att ärendet återremitteras.", ["ärendet återremitteras."]),
        ("Yrkanden\n\nBo Al (S) yrkar bifall till förslaget.", []),
    ],
)
def test_proposed(text: str, proposals: list[str]) -> None:
    record = minutes(f"1. Fråga\n\n{text}\n\n2. Avslut\n\n{TALK}")
    assert [p.text for p in record.proposals] == proposals
    assert record.decisions == ()


def test_a_demand_is_not_what_the_proposal_that_is_adopted_says() -> None:
    put = "Förslag till beslut:\n- Att planen antas\n\nBo Al yrkar att planen avslås."
    text = f"{put}\n\nGruppen beslutar enligt förslaget."
    record = minutes(f"1. Fråga\n\n{text}\n\n2. Avslut\n\n{TALK}")
    assert [d.text for d in record.decisions] == ["planen antas"]


def test_a_proposal_of_another_item_is_not_adopted() -> None:
    first = "1. Fråga\n\nFörslag till beslut:\n- Att planen antas"
    record = minutes(f"{first}\n\n2. Annat\n\nGruppen beslutar enligt förslaget.\n\n{TALK}")
    assert record.decisions == ()
    assert "proposal-not-found" in {issue.code for issue in record.issues}


def test_decisions_by_mail_between_meetings() -> None:
    taken = "- Fördelning av medel, taget december 2023\n\n- Styrgrupp för pilot, taget januari 2024"
    text = f"Beslut tagna via mail:\n\n{taken}"
    record = minutes(f"1. Föregående möte\n\n{text}\n\nProtokollet läggs till handlingarna.\n\n2. Avslut\n\n{TALK}")
    assert [(d.via, d.date) for d in record.decisions] == [("mail", "2023-12"), ("mail", "2024-01"), (None, None)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Beslut\n\nVårdgruppen bekräftar beslut som togs via e-post den 23 februari 2024\n\n- att anta planen\n\n"
            "- att sprida den\n\nVårdgruppen beslutar\n\n- att följa upp den",
            [
                ("mail", "2024-02-23", "anta planen"),
                ("mail", "2024-02-23", "sprida den"),
                (None, None, "följa upp den"),
            ],
        ),
        ("Följande beslut har fattats per capsulam:\n\natt anta planen", [("mail", None, "anta planen")]),
        ("Per capsulam-beslut\n\n- Val av värd, taget maj 2023", [("mail", "2023-05", "Val av värd, taget maj 2023")]),
        (
            "Den 19 december 2023 fattade vårdgruppen via e-post beslut om att svara rådet. Beslutet bekräftas.",
            [("mail", "2023-12-19", "svara rådet.")],
        ),
        ("Vårdgruppen beslutade via e-post den 3 mars 2023 att anta planen.", [("mail", "2023-03-03", "anta planen.")]),
        ("Gruppen har per capsulam fattat beslut om att anta planen.", [("mail", None, "anta planen.")]),
        ("Beslutet att anta planen togs via mejl den 3 mars 2023.", [("mail", "2023-03-03", "anta planen")]),
        (
            "Vårdgruppen beslutade via e-post att anta planen. Vårdgruppen beslutar att sprida den.",
            [("mail", None, "anta planen."), (None, None, "sprida den.")],
        ),
        # What is sent, and what others took or is still to be taken, is none.
        ("Vårdgruppen beslutar att skicka ut planen via e-post.", [(None, None, "skicka ut planen via e-post.")]),
        ("Vårdgruppen beslutar att frågan avgörs per capsulam.", [(None, None, "frågan avgörs per capsulam.")]),
        ("Beslutsunderlag skickas med e-post till\n\n- Ekeby kommun\n\n- Norrviks kommun", []),
        ("Beslutet skickas via e-post till:\n\n- Ekeby kommun", []),
        ("Informationen om beslutet lämnas via mejl.\n\n- att anta planen är bra", []),
        ("Anna Ek har via e-post beslutat att inte delta.", []),
        ("Frågan beslutas via e-post före den 1 mars.", []),
        ("Beslut via e-post ska bekräftas på nästa möte.", []),
    ],
)
def test_what_was_taken_by_mail_is_told_apart(text: str, told: list[tuple[str | None, str | None, str]]) -> None:
    record = minutes(f"1. Fråga\n\n{text}\n\n2. Avslut\n\n{TALK}")
    assert [(d.via, d.date, d.text) for d in record.decisions] == told


def test_a_lead_in_that_nothing_follows_is_an_issue() -> None:
    record = minutes(f"1. Fråga\n\nVårdgruppen beslutar\n\n2. Avslut\n\n{TALK}")
    assert record.decisions == ()
    assert "decision-without-clauses" in {issue.code for issue in record.issues}


def test_a_decision_item_without_a_decision_is_an_issue() -> None:
    record = minutes(f"1. Fråga\n\nBeslutsärende\n\n{TALK}\n\n2. Avslut\n\n{TALK}")
    assert "no-decision-at-item" in {issue.code for issue in record.issues}


@pytest.mark.parametrize(
    ("clause", "effect", "formal"),
    [
        ("godkänna föredragningslistan", "approve", True),
        ("lägga informationen till handlingarna", "note", True),
        ("lägga protokollet till handlingarna", "note", True),
        ("godkänna rutinen för samordnad plan", "approve", False),
        ("uppdra till beredningen att ta fram en plan", "assign", False),
        ("överlämna frågan till rådet", "refer", False),
        ("utse Anna Ek till ledamot i rådet", "appoint", False),
        ("bevilja 100 000 kronor", "grant", False),
        ("ingå avtal om läkarmedverkan", "agree", False),
        ("bordlägga ärendet", "table", False),
        ("avslå ansökan", "reject", False),
        ("regionen står för lokalen", "other", False),
        ("godkänna redovisningen", "approve", True),
        ("godkänna redovisningen som svar till rådet", "approve", False),
        ("godkänna redovisningen och förklara uppdraget avslutat", "approve", False),
        ("godkänna redovisningen och lägga den till handlingarna", "approve", True),
        ("Anna Ek efterträder Bo Al som sekreterare", "appoint", False),
        ("Till justerare utses Anna Ek.", "appoint", True),
        ("Att jämte ordföranden justera protokollet valdes Anna Ek.", "appoint", True),
        ("utse Anna Ek att tillsammans med ordföranden justera dagens protokoll", "appoint", True),
        ("välja Anna Ek till protokollsjusterare", "appoint", True),
        ("utse Anna Ek till ledamot och Bo Al till justerare", "appoint", False),
        ("utse Anna Ek att justera budgeten", "appoint", False),
        ("rekommendera kommunerna att anta överenskommelsen", "other", False),
        ("Protokollet från den 3 maj lades till handlingarna", "note", True),
        ("Till handlingarna.", "note", True),
        ("Vårdnämnden noterar informationen till protokollet", "note", True),
        ("Vårdnämnden noterar att tolkar saknas", "note", False),
        ("Anna Ek justerar protokollet", "appoint", True),
        ("Gruppen utser Anna Ek att justera.", "appoint", True),
        ("justera budgeten i protokollet", "approve", False),
        ("uppdra till Anna Ek att justera protokollsmallen", "assign", False),
    ],
)
def test_what_a_clause_does(clause: str, effect: str, formal: bool) -> None:
    assert (effect_of(clause), is_formal(clause)) == (effect, formal)


def test_a_condition() -> None:
    clause = "avsätta medel, under förutsättning att rådet tillstyrker. Frågan återkommer."
    assert condition_of(clause) == "under förutsättning att rådet tillstyrker"
    assert condition_of("avsätta medel") is None


@pytest.mark.parametrize(
    "text",
    [
        "Rådet antog planen den 28 november.",
        "Styrgruppen beviljade 950 000 kronor under förutsättning att alla deltar.",
        "Styrgruppen beslutade att anta planen.",
        "Gruppen beslutade i november att anta planen.",
        "I november beslutade gruppen att anta planen.",
        "Frågan sköts upp i höstas.",
        "Ärendet bordlades den 12 januari.",
        "Vårdgruppen antog planen den 12 januari.",
    ],
)
def test_told_of_others_and_of_older_meetings(text: str) -> None:
    assert decided(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Gruppen antog planen.",
        "Vårdgruppen beviljade 950 000 kronor till tolkar.",
        "Vårdgruppen fastställde rapporten för våren 2023.",
        "Gruppen godkände protokollet från den 12 januari.",
        "Ärendet bordlades till den 12 maj.",
        "Mötet utsåg Anna Ek till ledamot i rådet.",
    ],
)
def test_told_of_this_meeting(text: str) -> None:
    assert decided(text) == [text]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (
            "Beslut:\n- Gruppen föreslår tre mått till planen.\n- Anna Ek skickar dem vidare.",
            ["Gruppen föreslår tre mått till planen.", "Anna Ek skickar dem vidare."],
        ),
        (
            "Beslut:\n- Gruppen beslutar att anta planen.\n- Den sprids till kommunerna.",
            ["anta planen.", "Den sprids till kommunerna."],
        ),
        (
            "Förslag till beslut:\n- Planen antas.\n\nBeslut:\n- Gruppen beslutar enligt förslaget.\n- Den sprids.",
            ["Planen antas.", "Den sprids."],
        ),
        ("Beslut:\n- Gruppen beslutar enligt förslaget.\n- Planen sprids.", ["Planen sprids."]),
        ("Beslut: Vårdgruppen beslutade att anta planen.", ["anta planen."]),
        (
            "Gruppens beslut\nVårdgruppen antar planen.\nUtredaren får i uppdrag att sprida den.\nDen gäller från maj.",
            ["Vårdgruppen antar planen.", "Utredaren får i uppdrag att sprida den."],
        ),
    ],
)
def test_lists_below_the_label(text: str, clauses: list[str]) -> None:
    assert decided(text) == clauses


PARTS = "Förslag till beslut:\n- Att anta planen.\n- Att sprida den.\n- Att anlita en tolk.\n\n"


@pytest.mark.parametrize(
    ("words", "clauses"),
    [
        ("i de två första delarna", ["anta planen.", "sprida den."]),
        ("i den första delen", ["anta planen."]),
        ("i de två sista punkterna", ["sprida den.", "anlita en tolk."]),
        ("i den första och den tredje punkten", ["anta planen.", "anlita en tolk."]),
        ("vad gäller punkterna 1–2", ["anta planen.", "sprida den."]),
        ("i att-satserna 1 och 3", ["anta planen.", "anlita en tolk."]),
        ("i den sista delen", ["anlita en tolk."]),
    ],
)
def test_some_parts_of_a_proposal(words: str, clauses: list[str]) -> None:
    assert decided(f"{PARTS}Gruppen beslutar enligt förslaget {words}.") == clauses


def test_what_is_put_off_after_a_proposal_was_taken_up() -> None:
    text = f"{PARTS}Gruppen beslutar enligt förslaget i de två första delarna. Förslaget om tolk bordläggs till maj."
    assert decided(text) == ["anta planen.", "sprida den.", "Förslaget om tolk bordläggs till maj."]


def test_what_a_member_wishes_is_not_the_proposal_that_is_adopted() -> None:
    text = "Anna Ek föreslår att planen blir kortare.\n\nFörslag till beslut\n\n- Planen antas.\n\n"
    assert decided(f"{text}Gruppen beslutar enligt förslaget.") == ["Planen antas."]


@pytest.mark.parametrize(
    ("vote", "outcome"),
    [
        ("Ordföranden ställer förslagen mot varandra och finner att gruppen bifaller rådets förslag.", "rejected"),
        ("Ordföranden ställer proposition på förslaget och yrkandet och finner att förslaget bifalls.", "rejected"),
        ("Ordföranden ställer proposition på yrkandena och finner att Anna Eks yrkande bifalls.", "open"),
        ("Ordföranden konstaterar att meningarna går isär.", "open"),
    ],
)
def test_demands_that_are_voted_down(vote: str, outcome: str) -> None:
    record = minutes(f"1. Fråga\n\nAnna Ek yrkar att avgiften sänks.\n\n{vote}\n\n2. Avslut\n\n{TALK}")
    assert [p.outcome for p in record.proposals] == [outcome]
