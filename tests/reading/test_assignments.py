"""What was given to whom, by when; who was appointed."""

import pytest

from tests.reading.texts import minutes

TALK = "Gruppen diskuterade frågan ingående och konstaterade att läget är ungefär detsamma i hela länet."
NEXT = f"2. Avslut\n\n{TALK}\n\n3. Nästa möte\n\nVårdgruppen 19 april"


def given(text: str) -> list[tuple[str, str | None, str, str | None]]:
    record = minutes(f"1. Fråga\n\n{text}\n\n{NEXT}")
    return [(a.kind, a.assignee, a.task, a.due) for a in record.assignments]


@pytest.mark.parametrize(
    ("clause", "receiver"),
    [
        ("att överlämna frågan om tolk till Rådet för e-hälsa för svar senast den 3 maj", "Rådet för e-hälsa"),
        ("att frågan om tolk skickas till Styrgruppen för skola, för behandling den 3 maj", "Styrgruppen för skola"),
        ("att frågan om tolk hänskjuts till styrgruppen inför nästa möte", "styrgruppen"),
        ("att frågan om tolk överlämnas till rådet med begäran om besked", "rådet"),
        ("att överlämna skrivelsen till styrgruppen för besvarande", "styrgruppen"),
        ("att förslaget överlämnas till FoU Älvmark för bedömning", "FoU Älvmark"),
        ("att frågan om tolk lyfts till Nätverket för vidare samverkan", "Nätverket"),
        (
            "att frågan om tolk skickas till Nätverket för vård, skola och omsorg",
            "Nätverket för vård, skola och omsorg",
        ),
    ],
)
def test_to_whom_a_matter_is_handed(clause: str, receiver: str) -> None:
    assert [(kind, who) for kind, who, _, _ in given(f"Vårdgruppen beslutar\n\n{clause}")] == [("referral", receiver)]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("vid mötet den 20 november", "2024-11-20"),
        ("för gruppen den 26 april", "2024-04-26"),
        ("för gruppen den 26 april 2025", "2025-04-26"),
        ("till samverkansdagen den 14 maj", "2024-05-14"),
        ("till rådet för beslut den 3 maj", "2024-05-03"),
        ("vid mötet den 12 februari", None),  # just over: it tells of that meeting
        ("för den 24 maj", None),
        ("av lokalen den 24 maj", None),
        ("till VGR den 3 maj", "2024-05-03"),
        ("vid internatet den 3 maj", "2024-05-03"),
        ("den 3 maj", "2024-05-03"),
        ("till aprilmötet", "2024-04-19"),
        ("två veckor före aprilmötet", "2024-04-05"),
        ("inom en månad", "2024-04-01"),
        ("inom en månad efter att lagen har antagits", None),
        ("före semestern", None),
        ("vecka 20", "2024-05-19"),
    ],
)
def test_occasions_that_are_deadlines(words: str, due: str | None) -> None:
    [(_, _, _, found)] = given(f"Vårdgruppen beslutar\n\natt Anna Ek redovisar kostnaden {words}")
    assert found == due


@pytest.mark.parametrize(
    ("clause", "assignment"),
    [
        ("att uppdra till beredningen att ta fram en plan", ("assignment", "beredningen", "ta fram en plan", None)),
        ("att uppdra åt Anna Ek att ta fram en plan", ("assignment", "Anna Ek", "ta fram en plan", None)),
        ("att uppdra till RSS ta fram en plan", ("assignment", "RSS", "ta fram en plan", None)),
        (
            "att ge arbetsgruppen i uppdrag att ta fram en plan",
            ("assignment", "arbetsgruppen", "ta fram en plan", None),
        ),
        (
            "att arbetsgruppen får i uppdrag att ta fram en plan",
            ("assignment", "arbetsgruppen", "ta fram en plan", None),
        ),
        ("att Anna Ek återkommer med en plan", ("assignment", "Anna Ek", "återkommer med en plan", None)),
        ("att arbetsgruppen ska ta fram en plan", ("assignment", "arbetsgruppen", "ta fram en plan", None)),
        (
            "att uppföljning av planen sker av processledarna",
            ("assignment", "processledarna", "uppföljning av planen", None),
        ),
        (
            "att frågan om tolk skickas till Rådet för e-hälsa",
            ("referral", "Rådet för e-hälsa", "frågan om tolk", None),
        ),
        (
            "att överlämna frågan om tolk till styrgruppen",
            ("referral", "styrgruppen", "överlämna frågan om tolk", None),
        ),
        (
            "att uppdra till beredningen att ta fram en plan till nästa möte",
            ("assignment", "beredningen", "ta fram en plan till nästa möte", "2024-04-19"),
        ),
        (
            "att uppdra till beredningen att ta fram en plan senast den 15 maj",
            ("assignment", "beredningen", "ta fram en plan senast den 15 maj", "2024-05-15"),
        ),
        (
            "att uppdra till beredningen att ta fram en plan, klart första kvartalet 2025",
            ("assignment", "beredningen", "ta fram en plan, klart första kvartalet 2025", "2025-03-31"),
        ),
        (
            "att uppdra till beredningen att ta fram en plan. Förslaget presenteras på mötet den 19 april.",
            ("assignment", "beredningen", "ta fram en plan.", "2024-04-19"),
        ),
        (  # the occasion of a cost is no deadline
            "att uppdra till beredningen att betala lokalen för den 24 maj",
            ("assignment", "beredningen", "betala lokalen för den 24 maj", None),
        ),
    ],
)
def test_given_in_a_decision(clause: str, assignment: tuple[str, str, str, str | None]) -> None:
    assert given(f"Vårdgruppen beslutar\n\n{clause}") == [assignment]


@pytest.mark.parametrize(
    ("text", "assignment"),
    [
        (
            "Gruppen gav medskick åt arbetsgruppen att till nästa möte beskriva läget i länet.",
            ("advice", "arbetsgruppen", "beskriva läget i länet.", "2024-04-19"),
        ),
        ("Medskick till RSS: att beskriva läget i länet.", ("advice", "RSS", "beskriva läget i länet.", None)),
        ("Gruppen skickar med till rådet att beskriva läget.", ("advice", "rådet", "beskriva läget.", None)),
        (
            "Respektive styrgrupp utser en person senast fredag den 15 mars.",
            ("assignment", "Respektive styrgrupp", "utser en person senast fredag den 15 mars.", "2024-03-15"),
        ),
        ("Vårdgruppen ger RSS i uppdrag att beskriva läget.", ("assignment", "RSS", "beskriva läget.", None)),
        (
            "Uppdrag: Samtliga deltagare mejlar tider senast den 29 mars.",
            ("assignment", "Samtliga deltagare", "mejlar tider senast den 29 mars.", "2024-03-29"),
        ),
        ("Frågan om tolk överlämnas till rådet.", ("referral", "rådet", "Frågan om tolk", None)),
        (
            "Ansvarig: Anna Ek ser över texten, klart senast 17 maj.",
            ("assignment", "Anna Ek", "ser över texten", "2024-05-17"),
        ),
        (
            "Anna Ek och Bo Al återkommer med besked senast den 22 mars.",
            ("assignment", "Anna Ek och Bo Al", "återkommer med besked senast den 22 mars.", "2024-03-22"),
        ),
        (
            "RSS får i uppdrag att beskriva läget till mötet i april.",
            ("assignment", "RSS", "beskriva läget till mötet i april.", "2024-04-19"),
        ),
    ],
)
def test_given_beside_a_decision(text: str, assignment: tuple[str, str | None, str, str | None]) -> None:
    assert given(text) == [assignment]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Ek har ett uppdrag att kartlägga läget.",
        "Arbetsgruppen har tagit fram tre checklistor.",
        "Anna Ek informerar om läget inför nästa möte.",
        "Vårdgruppen beslutar\n\natt kostnaden finansieras av länets kommuner",
        "Vårdgruppen beslutar\n\natt enkäten skickas till samtliga grundskolor",
        "Vårdgruppen beslutar\n\natt fortsätta arbetet med processledare under 2024",
        "Vårdgruppen beslutar\n\natt Ekeby kommun är värd för dagen",
    ],
)
def test_nothing_given(text: str) -> None:
    assert given(text) == []


CALLED = "Närvarande\nLena Falk, Ekeby kommun, ordförande\nMats Bråth, Region Älvmark\n"


@pytest.mark.parametrize(
    ("text", "assignment"),
    [
        ("Lena tar fram en mall till nästa möte.", ("Lena", "tar fram en mall till nästa möte.", "2024-04-19")),
        ("Lena och Mats skickar ut enkäten.", ("Lena och Mats", "skickar ut enkäten.", None)),
        ("Mats tar med sig frågan.", ("Mats", "tar med sig frågan.", None)),
        ("Mats återkommer i frågan.", ("Mats", "återkommer i frågan.", None)),
        ("Mats tar på sig att skriva.", ("Mats", "skriva.", None)),
        ("Rutinen ses över. Ansvarig: Lena. Klart: 3 maj", ("Lena", "Rutinen ses över.", "2024-05-03")),
        ("Åtgärd: Lena ringer kommunerna.", ("Lena", "ringer kommunerna.", None)),
        ("Beslut: Varje kommun senast den 3 maj anger ett namn.", ("Varje kommun", "anger ett namn.", "2024-05-03")),
        ("Beslut: Kansliet ska till nästa möte visa kostnaden.", ("Kansliet", "visa kostnaden.", "2024-04-19")),
        ("Beslut: De som fått medel lämnar en rapport.", ("De som fått medel", "lämnar en rapport.", None)),
        ("Beslut: Controllern följer upp priset.", ("Controllern", "följer upp priset.", None)),
        ("Beslut: Planen utvärderas av Älvmarks högskola.", ("Älvmarks högskola", None, None)),
    ],
)
def test_given_to_those_the_document_knows(text: str, assignment: tuple[str, str | None, str | None]) -> None:
    who, task, due = assignment
    [found] = minutes(f"1. Fråga\n\n{text}\n\n{NEXT}", head=CALLED).assignments
    assert (found.assignee, found.due) == (who, due)
    assert task in (None, found.task)


@pytest.mark.parametrize(
    "text",
    [
        "Nämnden uppdrog den 20 januari åt rådet att ta fram en plan.",
        "Lena skickar enkäten varje år.",
        "Vårdgruppen ska senast den 30 september lämna sina mål.",
        "Underlaget ska vara inne senast den 31 mars.",
        "Beslut: Rapporten överlämnas till kommunstyrelsen som redovisning.",
        "Beslut: Lena Falk justerar protokollet.",
        "Mikael tar fram en mall.",  # nobody that the document knows
    ],
)
def test_told_of_work_that_nobody_gives_here(text: str) -> None:
    record = minutes(f"1. Fråga\n\n{text}\n\n{NEXT}", head=CALLED)
    assert [a for a in record.assignments if a.kind == "assignment"] == []


def test_who_is_responsible_for_nothing_that_is_told_is_unplaced() -> None:
    record = minutes(f"1. Fråga\n\nAnsvarig: Lena Falk\n\n{NEXT}", head=CALLED)
    assert record.assignments == ()
    assert [(u.kind, u.text) for u in record.unplaced] == [("assignment", "Ansvarig: Lena Falk")]


def test_who_is_responsible_for_the_decision_above() -> None:
    text = "Beslut: En gemensam granskning genomförs.\n\nAnsvarig: Anna Ek, klart senast 14 juni 2024."
    assert given(text) == [("assignment", "Anna Ek", "En gemensam granskning genomförs.", "2024-06-14")]


def test_a_nested_list_gives_each_clause_to_the_one_named_above() -> None:
    text = "Vårdgruppen beslutar\n\nAtt uppdra till beredningen:\n\n- att ta fram en plan\n- att sprida den"
    assert given(text) == [
        ("assignment", "beredningen", "ta fram en plan", None),
        ("assignment", "beredningen", "sprida den", None),
    ]


def test_a_deadline_told_by_words_is_marked_as_concluded_and_keeps_its_words() -> None:
    text = "Vårdgruppen beslutar\n\natt uppdra till RSS att ta fram en plan, klart första kvartalet 2025"
    [assignment] = minutes(f"1. Fråga\n\n{text}\n\n{NEXT}").assignments
    assert assignment.evidence.inferred == ("due",)
    assert assignment.due_text == "första kvartalet 2025"


def test_the_next_meeting_without_a_date_leaves_only_its_words() -> None:
    text = "Vårdgruppen beslutar\n\natt uppdra till RSS att ta fram en plan till nästa möte"
    [assignment] = minutes(f"1. Fråga\n\n{text}\n\n2. Avslut\n\n{TALK}").assignments
    assert (assignment.due, assignment.due_text) == (None, "till nästa möte")


@pytest.mark.parametrize(
    ("clause", "appointment"),
    [
        (
            "att Anna Ek ersätter Bo Al i Beredningen äldre fr o m maj 2024",
            ("Anna Ek", "Bo Al", "Beredningen äldre", "2024-05"),
        ),
        (
            "att Anna Ek ersätter Bo Al i Styrgruppen för vård, omsorg och skola från och med den 1 maj 2024",
            ("Anna Ek", "Bo Al", "Styrgruppen för vård, omsorg och skola", "2024-05-01"),
        ),
        (
            "att Anna Ek ersätter Bo Al i styrgruppen, och att Cia Dal tackas för sitt arbete",
            ("Anna Ek", "Bo Al", "styrgruppen", None),
        ),
        (
            "att utse Anna Ek att ersätta Bo Al i styrgruppen för skola från och med maj 2024",
            ("Anna Ek", "Bo Al", "styrgruppen för skola", "2024-05"),
        ),
        (
            "att Anna Ek utses till kommunernas representant i rådet. Hon ersätter Bo Al.",
            ("Anna Ek", "Bo Al", "rådet", None),
        ),
        ("att utse Anna Ek till tillfällig representant", ("Anna Ek", None, None, None)),
        ("att Anna Ek, rektor, väljs in i rekryteringsgruppen", ("Anna Ek", None, "rekryteringsgruppen", None)),
        ("att utse Anna Ek till ledamot i Rådet för e-hälsa", ("Anna Ek", None, "Rådet för e-hälsa", None)),
        (
            "att Anna Ek utses till ordförande i Elevrådet från och med den 1 april 2024 efter Bo Al",
            ("Anna Ek", "Bo Al", "Elevrådet", "2024-04-01"),
        ),
    ],
)
def test_appointed(clause: str, appointment: tuple[str, str | None, str | None, str | None]) -> None:
    [found] = minutes(f"1. Fråga\n\nVårdgruppen beslutar\n\n{clause}\n\n{NEXT}").appointments
    assert (found.person, found.replaces, found.body, found.starts) == appointment


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("Beslut: utse Anna Ek till sekreterare i rådet", [("Anna Ek", "sekreterare", "rådet")]),
        ("Beslut: utse Anna Ek till tillfällig representant", [("Anna Ek", "tillfällig representant", None)]),
        (
            "Beslut: utse Anna Ek till ordförande och Bo Al till vice ordförande för 2024",
            [("Anna Ek", "ordförande", None), ("Bo Al", "vice ordförande", None)],
        ),
        (
            "Beslut: Anna Ek väljs till ledamot i rådet för tiden 1 maj 2024–30 april 2026",
            [("Anna Ek", "ledamot", "rådet")],
        ),
        ("Anna Ek ersätter Bo Al i rådet från och med maj 2024.", [("Anna Ek", None, "rådet")]),
        ("Anna Ek ersätter Bo Al på dagens möte.", []),
    ],
)
def test_as_what_somebody_is_chosen(text: str, chosen: list[tuple[str, str | None, str | None]]) -> None:
    found = minutes(f"1. Fråga\n\n{text}\n\n{NEXT}").appointments
    assert [(a.person, a.post, a.body) for a in found] == chosen


def test_choosing_who_verifies_the_minutes_is_no_appointment() -> None:
    text = "Vårdgruppen beslutar\n\natt utse Anna Ek till justerare i gruppen"
    assert minutes(f"1. Fråga\n\n{text}\n\n{NEXT}").appointments == ()


@pytest.mark.parametrize(
    ("text", "assignment"),
    [
        (
            "Beslut: Ärendet återremitteras till förvaltningen för att belysa kostnaden.",
            ("förvaltningen", "belysa kostnaden", None),
        ),
        (
            "Beslut: Svaret skickas till regionen av sekreteraren senast den 3 maj.",
            ("sekreteraren", "Svaret skickas till regionen av sekreteraren senast den 3 maj.", "2024-05-03"),
        ),
        (
            "Beslut: Jouren lämnar en berättelse till nämnden före den 1 april 2025.",
            ("Jouren", "lämnar en berättelse till nämnden före den 1 april 2025.", "2025-03-31"),
        ),
        ("Beslut: Presidiet informerar kommunerna.", ("Presidiet", "informerar kommunerna.", None)),
        ("Rektorn får i uppgift att ordna en kurs.", ("Rektorn", "ordna en kurs.", None)),
        ("Beslut: att be FoU Älvmark att ordna en kurs", ("FoU Älvmark", "ordna en kurs", None)),
        ("Beslut: Ekeby kommun uppmanas att utse en ledamot", ("Ekeby kommun", "utse en ledamot", None)),
        ("Region Älvmark ombeds att skicka ut en lathund.", ("Region Älvmark", "skicka ut en lathund.", None)),
        (
            "Beslut: Rådet för e-hälsa lämnar sitt svar i april",
            ("Rådet för e-hälsa", "lämnar sitt svar i april", "2024-04-30"),
        ),
        ("Beslut: Älvmarks högskola följer arbetet", ("Älvmarks högskola", "följer arbetet", None)),
        ("Beslut: Kommunerna ser över sina rutiner", ("Kommunerna", "ser över sina rutiner", None)),
        (
            "Alla ser över sina rutiner före den 15 april.",
            ("Alla", "ser över sina rutiner före den 15 april.", "2024-04-14"),
        ),
        (
            "Anna Ek tar fram en mall under hösten 2024.",
            ("Anna Ek", "tar fram en mall under hösten 2024.", "2024-12-31"),
        ),
        ("Anna Ek återkommer med en tidplan.", ("Anna Ek", "återkommer med en tidplan.", None)),
        ("Anna Ek hör av sig och återkommer med svar.", ("Anna Ek", "hör av sig och återkommer med svar.", None)),
        ("Anna Ek åtar sig att skriva ett utkast.", ("Anna Ek", "skriva ett utkast.", None)),
        ("Anna Ek tror på det. Hon åtar sig att skriva ett utkast.", ("Anna Ek", "skriva ett utkast.", None)),
    ],
)
def test_asked_promised_and_done_later(text: str, assignment: tuple[str, str, str | None]) -> None:
    assert [(who, task, due) for _, who, task, due in given(text)] == [assignment]


@pytest.mark.parametrize(
    "text",
    [
        "Beslut: Gruppen sammanträder fem gånger om året",
        "Beslut: Mallen lämnar inget utrymme för tolkning.",
        "Presidiet informerar om läget.",
        "Beslut: Gruppen rekommenderar styrgruppen att förlänga avtalet till den 31 december",
        "Beslut: Anna Ek efterträder Bo Al som sekreterare i rådet",
        "Beslut: Region Älvmark beviljas 950 000 kronor till besök, under förutsättning att kommunerna får dela på dem",
        "Vårdgruppen lägger informationen till handlingarna.",
        "Gruppen ber om att få svar.",
        "Anna Ek skickade enkäten i februari.",
        "Anna Ek redovisar svaren från enkäten, som görs om under hösten 2024.",
        "Medel kan sökas. Hon åtar sig att skriva ett utkast.",
        "Anna Ek skriver en bok om det som hände i höstas.",
    ],
)
def test_what_is_no_assignment(text: str) -> None:
    assert given(text) == []


def test_who_a_pronoun_means_is_concluded() -> None:
    text = "Anna Ek tror på det. Hon åtar sig att skriva ett utkast."
    [assignment] = minutes(f"1. Fråga\n\n{text}\n\n{NEXT}").assignments
    assert "assignee" in assignment.evidence.inferred


def test_advice_that_says_whom_it_is_for() -> None:
    [advice] = given("Medskick: arbetsgruppen bör ta med skolan i arbetet.")
    assert advice == ("advice", "arbetsgruppen", "ta med skolan i arbetet.", None)


@pytest.mark.parametrize(
    ("when", "due", "concluded"),
    [
        ("senast den 15 maj 2024", "2024-05-15", False),
        ("senast den 15 maj", "2024-05-15", True),
        ("i mitten av oktober 2024", "2024-10-20", True),
        ("under hösten 2024", "2024-12-31", True),
    ],
)
def test_a_day_is_stated_only_where_the_words_say_it(when: str, due: str, concluded: bool) -> None:
    decided = f"Vårdgruppen beslutar\n\natt uppdra till beredningen att redovisa läget {when}"
    (found,) = minutes(f"1. Fråga\n\n{decided}\n\n2. Avslut\n\nMötet avslutas.\n\n3. Övrigt\n\nInget.").assignments
    assert (found.due, "due" in found.evidence.inferred) == (due, concluded)
