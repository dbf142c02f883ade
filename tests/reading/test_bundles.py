"""Files that hold several documents: one is read, and the others are told of."""

from tests.reading.texts import read_text

MINUTES = """
    Minnesanteckningar
    Vårdgruppen i Älvmarks län
    14 maj 2024, digitalt, kl. 13.00–15.40

    Närvarande: Vendela Brask, Ekeby kommun, ordförande. Torvald Egerö, Region Norrvik.

    1. Inledning
    Vendela Brask hälsade alla välkomna.

    2. Larm
    Gruppen beslutar att larmen byts ut.

    3. Avslut
    Mötet avslutades.
"""


def test_an_invitation_ahead_of_the_minutes_is_not_read_with_them() -> None:
    record = read_text(f"""
    Inbjudan till möte
    Vårdgruppen bjuder in till ett möte tisdagen den 14 maj 2024 kl. 13–16.

    Program
    1. Hälsning
    2. Fika
    3. Samtal om larm
    4. Vägen hem

    ______________________________

    {MINUTES.strip()}
    """)
    assert record.kind == "minutes"
    assert record.meeting and record.meeting.end == "15:40"
    assert [item.title for item in record.items] == ["Inledning", "Larm", "Avslut"]
    (issue,) = [issue for issue in record.issues if issue.code == "several-documents"]
    assert "Inbjudan till möte" in issue.text
    assert issue.lines == (1, 1)


def test_an_official_s_report_behind_the_minutes_proposes_nothing_to_them() -> None:
    record = read_text(f"""
    {MINUTES.strip()}
    \f
    Tjänsteskrivelse
    Datum: 2024-05-02
    Till: Vårdgruppen

    Förslag till beslut
    att hyra ett förråd
    """)
    assert record.proposals == ()
    assert [issue.code for issue in record.issues if issue.code == "several-documents"] == ["several-documents"]


def test_minutes_of_two_days_in_one_file() -> None:
    later = MINUTES.replace("14 maj 2024", "4 juni 2024").replace("Larm", "Bilar").replace("larmen", "bilarna")
    record = read_text(f"{MINUTES.rstrip()}\n\n\n\n{later.strip(chr(10))}")
    assert record.meeting and record.meeting.date == "2024-05-14"
    assert [item.title for item in record.items] == ["Inledning", "Larm", "Avslut"]
    assert "several-documents" in [issue.code for issue in record.issues]


def test_minutes_that_tell_of_other_minutes_are_one_document() -> None:
    record = read_text(f"""
    {MINUTES.strip()}

    4. Rapporter


    Protokoll från Styrgruppen 2024-04-02
    Protokollet gicks igenom.
    """)
    assert "several-documents" not in [issue.code for issue in record.issues]
