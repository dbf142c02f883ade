"""The single values of a document, its end, and what does not add up in it."""

import pytest

from tests.reading.texts import minutes, read_text

GAP = " " * 20  # between columns
TALK = "Gruppen diskuterade frågan ingående och konstaterade att läget är ungefär detsamma i hela länet."
ITEMS = f"1. Öppnande\n\n{TALK}\n\n2. Avslut\n\n{TALK}"


@pytest.mark.parametrize(
    ("title", "body", "date"),
    [
        ("Protokoll Vårdgruppen 2024-03-01", "Vårdgruppen", "2024-03-01"),
        ("Minnesanteckningar från Vårdgruppen den 1 mars 2024", "Vårdgruppen", "2024-03-01"),
        ("Vårdgruppen\n\nSammanträdesprotokoll\n\n2024-03-01", "Vårdgruppen", "2024-03-01"),
        ("Protokoll fört vid möte med Vårdgruppen\n\nDatum: 20240301", "Vårdgruppen", "2024-03-01"),
        ("Länsgemensam ledning – protokoll\n\nTid: fredagen den 1 mars 2024", "Länsgemensam ledning", "2024-03-01"),
        ("Protokoll\n\nVGSO\n\nMötesdatum\n2024-03-01", "VGSO", "2024-03-01"),
    ],
)
def test_body_and_date(title: str, body: str, date: str) -> None:
    record = read_text(f"{title}\n\n{ITEMS}")
    assert record.meeting is not None
    assert (record.kind, record.body, record.meeting.date) == ("minutes", body, date)


@pytest.mark.parametrize(
    ("lines", "start", "end", "place"),
    [
        ("Tid: 3 september 2024 kl 13:30-16:00\n\nPlats: Teams", "13:30", "16:00", "Teams"),
        ("Tid och plats:\n\nFredagen den 1 mars 2024 kl. 09.00 – 11.00 via Teams", "09:00", "11:00", "via Teams"),
        ("Datum: 2024-03-01\nTid: kl. 9.00–15.00\nPlats: Folkets hus, Ekeby", "09:00", "15:00", "Folkets hus, Ekeby"),
        ("Fredagen den 1 mars 2024 klockan 13.15–15.45", "13:15", "15:45", None),
        ("2024-03-01\n\nKl. 08.30–11.00, Teams", "08:30", "11:00", "Teams"),
        ("Datum\t2024-03-01\nTid\t13-15\nLokal\tSal 2", "13:00", "15:00", "Sal 2"),
        ("Datum: 2024-03-01", None, None, None),
        ("2024-03-01\nPlats och tid: Stadshuset, sal 2, kl. 13.00–15.10", "13:00", "15:10", "Stadshuset, sal 2"),
        ("Plats och tid: Stadshuset, sal 2, den 1 mars 2024 kl. 13.00–15.10", "13:00", "15:10", "Stadshuset, sal 2"),
        ("2024-03-01\nPlats: Stadshuset, sal 2, kl. 13.00–15.10", "13:00", "15:10", "Stadshuset, sal 2"),
        ("Plats och tid: Teams den 1 mars 2024", None, None, "Teams"),
        ("Plats och tid: fredagen den 1 mars 2024", None, None, None),
        ("Tid: fredag 1 mars 2024, 13.00-15.00", "13:00", "15:00", None),
        ("När: 1 mars 2024, 13–15\nVar: Zoom", "13:00", "15:00", "Zoom"),
        ("Datum och tid: 2024-03-01, 13.30–15\nPlats/form: Teams", "13:30", "15:00", "Teams"),
        ("Datum 2024-03-01 Tid 09:00–11:00 Plats Teams", "09:00", "11:00", "Teams"),
        ("Tid: 2024-03-01 kl. 9–11.30, ajournering kl. 10.00–10.15", "09:00", "11:30", None),
        ("Sammanträdesdag: 2024-03-01\nSammanträdestid: 08:15–11\nSammanträdesplats: Sal 2", "08:15", "11:00", "Sal 2"),
        ("Plats och tid Stadshuset, sal 2, den 1 mars 2024 kl. 13.00–15.10", "13:00", "15:10", "Stadshuset, sal 2"),
        ("Datum: 1 mars 2024          Tid: 13.00–15.30          Plats: Sal 2", "13:00", "15:30", "Sal 2"),
        ("Mötesdatum: 2024-03-01 | Tid: 09.00–11.00 | Plats: Teams", "09:00", "11:00", "Teams"),
        ("2024-03-01\nDigitalt möte via Teams", None, None, "Digitalt möte via Teams"),
    ],
)
def test_time_and_place(lines: str, start: str | None, end: str | None, place: str | None) -> None:
    record = read_text(f"Protokoll Vårdgruppen\n\n{lines}\n\n{ITEMS}")
    assert record.meeting is not None
    assert (record.meeting.start, record.meeting.end, record.meeting.place) == (start, end, place)


@pytest.mark.parametrize(
    ("line", "reference"),
    [
        ("Dnr: VG 2024/17", "VG 2024/17"),
        ("DNR VG 2024/17", "VG 2024/17"),
        ("Diarienummer: 2024-KS0548/003", "2024-KS0548/003"),
        ("HSN: 200:1-2024", "HSN 200:1-2024"),
        ("Dnr: VG-2024-12-102.1", "VG-2024-12-102.1"),
        ("Diarienr VG/2024:45", "VG/2024:45"),
        ("Utredningen SOU 2021:93 togs upp.", None),
        ("Ring 010-123 45 67", None),
    ],
)
def test_reference(line: str, reference: str | None) -> None:
    assert read_text(f"Protokoll Vårdgruppen 2024-03-01\n\n{line}\n\n{ITEMS}").reference == reference


@pytest.mark.parametrize(
    "text",
    [
        f"1. Öppnande\n\nDnr VG 2024/17\n\n{TALK}\n\n2. Avslut\n\n{TALK}",
        f"§ 1\nÖppnande\nDnr: VG 2024/17\n{TALK}\n\n§ 2\nAvslut\n{TALK}",
        "| Nr | Ärende | Anteckning | Ansvarig |\n| 1 | Öppnande | Dnr VG 2024/17. Mötet öppnas. | |\n"
        "| 2 | Avslut | Mötet avslutas. | |",
        f"Ärenden\n1. Öppnande, dnr VG 2024/17\n2. Plan\n3. Avslut\n\n1. Öppnande\n\n{TALK}\n\n"
        f"2. Plan\n\n{TALK}\n\n3. Avslut\n\n{TALK}",
    ],
)
def test_the_number_of_a_matter_is_not_the_documents(text: str) -> None:
    assert read_text(f"Protokoll Vårdgruppen 2024-03-01\n\n{text}").reference is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kallelse till Vårdgruppen 2024-03-01\n\n1. Öppnande\n2. Val av justerare\n3. Avslut", "notice"),
        (
            f"Vårdgruppen\nKallelse\n2024-03-01\n\n1. Öppnande\n\nProtokollet är utsänt.\n\n2. Avslut\n\n{TALK}",
            "notice",
        ),
        ("Handlingsplan 2024–2025\n\nMålområde\tAktiviteter\nTrygga barn\tTa fram en rutin", "action_plan"),
        ("Överenskommelse om läkarmedverkan\n\nParterna är överens om följande.", "agreement"),
        ("Månadsbrev i mars\n\nVi har haft en solig månad på kontoret.", "other"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert read_text(text).kind == kind


def test_an_agreement_tells_its_term_and_parties() -> None:
    text = "Denna överenskommelse mellan Region Älvmark och Ekeby kommun gäller 2024-01-01 till 2026-12-31."
    record = read_text(f"Överenskommelse om läkarmedverkan\n\n{text}\n\nUppsägningstiden är sex månader.")
    [agreement] = record.agreements
    assert (agreement.title, agreement.starts, agreement.ends) == (
        "Överenskommelse om läkarmedverkan",
        "2024-01-01",
        "2026-12-31",
    )
    assert agreement.parties == ("Region Älvmark", "Ekeby kommun")
    assert record.issues == ()


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Protokoll från Omsorgsutskottets sammanträde 2024-03-01", "Omsorgsutskottet"),
        ("Folkhälsorådet Ekeby\nProtokoll från folkhälsorådets möte den 1 mars 2024", "Folkhälsorådet Ekeby"),
        ("PROTOKOLL NR 5/2024\nMöte med föreningens styrelse den 1 mars 2024", "föreningens styrelse"),
        ("Anteckningar\nForum: Vårdforum Syd\nDatum: 2024-03-01", "Vårdforum Syd"),
        ("Protokoll\nOmsorgsnämnden 2024-03-01 § 34–45\nDiarienummer\nON 2024/123", "Omsorgsnämnden"),
        ("EKEBY KOMMUN\nOMSORGSNÄMNDEN\nPROTOKOLL\n2024-03-01", "OMSORGSNÄMNDEN"),
        ("Vårdrådet 2024-03-01\nAnteckningar\nInnehåll\nHemrådet ...... 7", "Vårdrådet"),
        (f"NORRVIK KOMMUN{GAP}PROTOKOLL{GAP}1 (5)\nVårdnämnden{GAP}Sammanträdesdatum\n{GAP}2024-03-01", "Vårdnämnden"),
        (
            f"Älvmarks kommunförbund{GAP}PROTOKOLL{GAP}Sida 1 (4)\nBeredningen för skola och hem{GAP}2024-03-01",
            "Beredningen för skola och hem",
        ),
        ("Älvmarks kommunalförbund\nPROTOKOLL\nTrygghetsrådet\n2024-03-01", "Trygghetsrådet"),
        ("Älvmarks kommunförbund\nPROTOKOLL 2024-03-01", "Älvmarks kommunförbund"),
    ],
)
def test_a_body_in_the_head(head: str, body: str) -> None:
    assert read_text(f"{head}\n\n{ITEMS}").body == body


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Datum: 14–15 mars 2024", ("2024-03-14", "2024-03-15")),
        ("Datum: 14 och 15 mars 2024", ("2024-03-14", "2024-03-15")),
        ("Datum: 2024-03-14–15", ("2024-03-14", "2024-03-15")),
        ("28 februari–1 mars 2024", ("2024-02-28", "2024-03-01")),
        ("Datum: 2024-03-14\nNästa möte: 15 mars 2024", ("2024-03-14", None)),
    ],
)
def test_a_meeting_of_several_days(line: str, days: tuple[str, str | None]) -> None:
    record = read_text(f"Protokoll Vårdgruppen\n{line}\n\n{ITEMS}")
    assert record.meeting is not None
    assert (record.meeting.date, record.meeting.end_date) == days


def test_three_bodies_that_met() -> None:
    title = (
        "Protokoll från gemensamt möte mellan Styrgruppen för vård och skola, Vårdrådet och Skolnätverket 2024-03-01"
    )
    assert read_text(f"{title}\n\n{ITEMS}").bodies == ("Styrgruppen för vård och skola", "Vårdrådet", "Skolnätverket")


def test_what_holds_nothing_says_so() -> None:
    assert [issue.code for issue in read_text("Inköpslista\n\nmjölk\n\nbröd").issues] == ["nothing-found"]


def test_a_plan_without_groups_holds_nothing() -> None:
    record = read_text("Handlingsplan 2025\n\nDen här planen skrivs senare i år.")
    assert record.kind == "action_plan"
    assert [issue.code for issue in record.issues if issue.code == "nothing-found"] == ["nothing-found"]


def test_a_joint_meeting_has_several_bodies() -> None:
    title = "Protokoll från gemensamt möte mellan Styrgruppen för skola och omsorg och Vårdrådet 2024-03-01"
    assert read_text(f"{title}\n\n{ITEMS}").bodies == ("Styrgruppen för skola och omsorg", "Vårdrådet")


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        ("3. Nästa möte\n\nVårdgruppen 19 april", [("2024-04-19", "Vårdgruppen")]),
        ("3. Kommande möten 2024\n\n14-15 oktober.\n\n12 november", [("2024-10-14", None), ("2024-11-12", None)]),
        ("Nästa möte: 19 april 2024 kl. 9", [("2024-04-19", None)]),
        ("Mötestider hösten 2024\n\n- 30 augusti\n- 27 september", [("2024-08-30", None), ("2024-09-27", None)]),
        ("Nästa möte är den 19 april.", [("2024-04-19", None)]),
        ("3. Nästa gång\n\nOnsdagen den 19 april 2024 kl. 10 på länk.", [("2024-04-19", None)]),
        ("Nästa träff: 19 april", [("2024-04-19", None)]),
        ("Nästa gång frågan tas upp är den 19 april.", []),
        ("3. Kommande möten\n\nVårdgruppen sammanträder digitalt 19 april", [("2024-04-19", "Vårdgruppen")]),
    ],
)
def test_next_meetings(text: str, meetings: list[tuple[str, str | None]]) -> None:
    assert [(m.date, m.body) for m in minutes(f"{ITEMS}\n\n{text}").next_meetings] == meetings


def test_a_meeting_told_twice_is_one() -> None:
    text = "3. Mötestider\n\nPensionärsrådet 19 april\n\n19 april\n\n4. Nästa möte\n\nVårdgruppen 19 april"
    found = [(m.date, m.body) for m in minutes(f"{ITEMS}\n\n{text}").next_meetings]
    assert found == [("2024-04-19", "Pensionärsrådet"), ("2024-04-19", "Vårdgruppen")]


@pytest.mark.parametrize(
    ("text", "signatures"),
    [
        (
            "NAMN: Anna Ek\nTITEL, ORGANISATION: sekreterare, Vårdgruppen\nDATUM & TID: 2024-03-04 14:21:48 +01:00",
            [("Anna Ek", "secretary", "2024-03-04T14:21:48+01:00")],
        ),
        (
            "Underskrifter\n\nAnna Ek\nMötesordförande\n\nBo Al\nJusterare",
            [("Anna Ek", "chair", None), ("Bo Al", "adjuster", None)],
        ),
        (
            "Underskrifter\n\nOrdförande\nAnna Ek\n\nJusterare\nBo Al",
            [("Anna Ek", "chair", None), ("Bo Al", "adjuster", None)],
        ),
        ("Underskrifter:\n\n.....\nAnna Ek, Ekeby kommun\nSekreterare", [("Anna Ek", "secretary", None)]),
        (
            "Vid protokollet\n\nAnna Ek\nSekreterare\n\nJusteras\n\nBo Al\nOrdförande",
            [("Anna Ek", "secretary", None), ("Bo Al", "chair", None)],
        ),
        ("Vid pennan\n\nAnna Ek\n\nJusteras\n\nBo Al", [("Anna Ek", "secretary", None), ("Bo Al", "adjuster", None)]),
        (
            "Vid protokollet          Justeras\nAnna Ek          Bo Al",
            [("Anna Ek", "secretary", None), ("Bo Al", "adjuster", None)],
        ),
        (
            "Underskrifter\n\nAnna Ek          Bo Al\nSekreterare          Ordförande",
            [("Anna Ek", "secretary", None), ("Bo Al", "chair", None)],
        ),
        (
            "Anna Ek\nSekreterare\n\nBo Al\nOrdförande",
            [("Anna Ek", "secretary", None), ("Bo Al", "chair", None)],
        ),
        ("Vid anteckningarna\nAnna Ek", [("Anna Ek", "secretary", None)]),
        ("Antecknat av Anna Ek", [("Anna Ek", "secretary", None)]),
        (
            "Vid protokollet\nAnna Ek\n\nJusteras\nBo Al          Cia Dal",
            [("Anna Ek", "secretary", None), ("Bo Al", "adjuster", None), ("Cia Dal", "adjuster", None)],
        ),
        (
            "Underskrifter\n\nSekreterare\t.....\nAnna Ek\n\nJusterande\t.....\nBo Al",
            [("Anna Ek", "secretary", None), ("Bo Al", "adjuster", None)],
        ),
        (
            "Underskrifter\n\nSekreterare   .......\n   Anna Ek\nJusterande    .......\n   Bo Al          Cia Dal",
            [("Anna Ek", "secretary", None), ("Bo Al", "adjuster", None), ("Cia Dal", "adjuster", None)],
        ),
        (
            f"Underskrifter{GAP}Sekreterare    ........    Paragrafer 1–2\n{GAP}Anna Ek\n\n"
            f"{GAP}Ordförande    ........\n{GAP}Bo Al\n\n{GAP}Justerande    ........\n{GAP}Cia Dal",
            [("Anna Ek", "secretary", None), ("Bo Al", "chair", None), ("Cia Dal", "adjuster", None)],
        ),
        (
            f"Underskrifter    Sekreterare{GAP}Anna Ek\n\n{GAP}Ordförande{GAP}Bo Al\n\n{GAP}Justerare{GAP}Cia Dal",
            [("Anna Ek", "secretary", None), ("Bo Al", "chair", None), ("Cia Dal", "adjuster", None)],
        ),
        (
            "Underskrifter har gjorts digitalt\nANNA EK      sekreterare    2024-03-04 08:14",
            [("ANNA EK", "secretary", "2024-03-04T08:14:00")],
        ),
        ("Anna Ek, justerare, 2024-03-04", [("Anna Ek", "adjuster", None)]),
        (
            "Dokumentet är elektroniskt undertecknat\n\nANNA EK\nSekreterare\nUndertecknat: 2024-03-04 08:14:22 CET",
            [("ANNA EK", "secretary", "2024-03-04T08:14:22+01:00")],
        ),
    ],
)
def test_signatures(text: str, signatures: list[tuple[str, str, str | None]]) -> None:
    record = minutes(f"{ITEMS}\n\n{text}")
    assert [(s.name, s.duty, s.signed_at) for s in record.signatures] == signatures


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Protokollet ska sändas till\n\nDiariet\n\nLedamöter", ["Diariet", "Ledamöter"]),
        ("Sändlista: Diariet, Ledamöter", ["Diariet", "Ledamöter"]),
        ("Sändlista: Diariet, , Ledamöter, –, 1177", ["Diariet", "Ledamöter", "1177"]),
        ("Anteckningarna skickas till ledamöterna, rådet och diariet.", ["ledamöterna", "rådet", "diariet"]),
        ("Protokollsutdrag till\nDiariet\n2024-03-01\nBakgrund", ["Diariet"]),
        ("Protokollsutdrag till\nDiariet\nRådet\n\nBakgrund till punkt 2", ["Diariet", "Rådet"]),
    ],
)
def test_distribution(text: str, recipients: list[str]) -> None:
    assert [r.text for r in minutes(f"{ITEMS}\n\n{text}").distribution] == recipients


def test_to_whom_the_decision_of_an_item_is_sent() -> None:
    first = f"1. Öppnande\n\n{TALK}\n\nBeslutet skickas till\nEkeby kommun\nRådet"
    last = f"2. Avslut\n\n{TALK}\n\nExpedieras till: Diariet"
    found = minutes(f"{first}\n\n{last}").distribution
    assert [(r.item, r.text) for r in found] == [("1", "Ekeby kommun"), ("1", "Rådet"), ("2", "Diariet")]


def test_references() -> None:
    text = "Utredningen SOU 2021:93, dir. 2022:24, lagen (2017:612) och beslutet från VGSO 210203."
    found = minutes(f"1. Öppnande\n\n{text}\n\n2. Avslut\n\n{TALK}").references
    assert [(r.kind, r.text) for r in found] == [
        ("sou", "SOU 2021:93"),
        ("dir", "dir. 2022:24"),
        ("sfs", "lagen (2017:612)"),
        ("meeting", "VGSO 210203"),
    ]


LIST = "Närvarande\n\nAnna Ek, Ekeby kommun, ordförande\n\nBo Al, Norrviks kommun"


@pytest.mark.parametrize(
    ("head", "items", "code"),
    [
        (f"{LIST}\n\nParagrafer: § 1–4", ITEMS, "items-missing"),
        (f"{LIST}\n\nParagrafer: § 1–2", f"{ITEMS}\n\n3. Till sist\n\n{TALK}", "items-surplus"),
        (LIST, f"{ITEMS}\n\n4. Till sist\n\n{TALK}", "item-number-gap"),
        (LIST.replace(", ordförande", ""), ITEMS, "chair-not-listed"),
        (f"{LIST}\n\nCia Dal", ITEMS, "name-not-placed"),
        (LIST, f"1. Öppnande\n\nFöredragande: Anna Eek\n\n{TALK}\n\n2. Avslut\n\n{TALK}", "names-alike"),
        (LIST, f"{ITEMS}\n\nUnderskrifter\n\nDisa Ed\nJusterare", "signer-not-present"),
        (LIST, f"{ITEMS}\n\nNästa möte är onsdagen den 19 april 2024.", "weekday-differs"),
        (LIST, f"1. Öppnande\n\nUtgår pga sjukdom.\n\n2. Avslut\n\n{TALK}", "possibly-sensitive"),
        (LIST, f"1. Öppnande\n\nAnmälan från XXXX behandlades.\n\n2. Avslut\n\n{TALK}", "redacted"),
        (LIST, ITEMS, None),
    ],
)
def test_what_does_not_add_up(head: str, items: str, code: str | None) -> None:
    assert [issue.code for issue in minutes(items, head=head).issues] == ([code] if code else [])


def test_a_notice_is_of_the_body_that_meets() -> None:
    text = "Rådet för vård\nKALLELSE OCH FÖREDRAGNINGSLISTA\nDatum: 2024-03-01\nKallade: ledamöterna i Vårdgruppen"
    record = read_text(f"{text}\n\n{ITEMS}")
    assert (record.kind, record.body) == ("notice", "Rådet för vård")


def test_parties_sign_an_agreement_in_a_table() -> None:
    table = "Huvudman\tUnderskrift\tDatum\nEkeby kommun\tAnna Ek\t2024-03-01\nRegion Älvmark\tBo Al\t2024-03-02"
    record = read_text(f"Överenskommelse om läkarmedverkan\n\nParterna är överens om följande.\n\n{table}\n\nCia Dal")
    assert [(s.name, s.duty) for s in record.signatures] == [("Anna Ek", "other"), ("Bo Al", "other")]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Nästa gång ses vi den 19 april, länk kommer.", ["2024-04-19"]),
        ("Vårdgruppen sammanträder härnäst den 19 april 2024.", ["2024-04-19"]),
        ("Datum för 2024: 19 april (Ekeby), 14 juni (digitalt).", ["2024-04-19", "2024-06-14"]),
        ("Nästa träff är den 19 april. Anmälan senast den 9 april.", ["2024-04-19"]),
        ("Sammanträdesdatum 2024-03-01\nDatum då anslaget tas ned 2024-04-02", []),
    ],
)
def test_days_of_coming_meetings_and_other_days(text: str, days: list[str]) -> None:
    assert [m.date for m in minutes(f"{ITEMS}\n\n{text}").next_meetings] == days


def test_each_day_with_an_hour_of_its_own() -> None:
    head = "Protokoll Vårdgruppen\nonsdag 13 mars kl. 10.00–torsdag 14 mars 2024 kl. 12.30"
    meeting = read_text(f"{head}\n\n{ITEMS}").meeting
    assert meeting is not None
    assert (meeting.date, meeting.end_date, meeting.start, meeting.end) == (
        "2024-03-13",
        "2024-03-14",
        "10:00",
        "12:30",
    )


def test_a_label_that_a_narrow_column_broke() -> None:
    head = "Protokoll Vårdgruppen 2024-03-01\n\nBeslut\nande: Anna Ek, ordförande\nBo Al\n\nUtses att\njustera: Bo Al"
    record = read_text(f"{head}\n\n{ITEMS}")
    assert [(p.name, p.duty) for p in record.attendance] == [("Anna Ek", "chair"), ("Bo Al", "adjuster")]
