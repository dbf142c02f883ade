"""Several documents in one file."""

from tests.reading.texts import read_text

TALK = "Gruppen talade om hemtagning och om hur platserna räcker till."
MINUTES = (
    "Protokoll\nVårdgruppen\nDatum: 2024-03-{day}\n\nNärvarande\n{name}, Ekeby kommun\nCia Dal, Norrviks kommun\n\n"
    "1. Öppnande\n\n{talk}\n\n2. Avslut\n\n{talk}\n\n"
)
NOTICE = (
    "Inbjudan till Vårdgruppen\nVårdgruppen bjuder in till möte den 1 mars 2024 kl. 9–11.\n\nProgram\n9.00 Öppnande\n"
    "9.30 Hemtagning\n10.00 Paus\n10.15 Avslut\n\nVarmt välkomna!\n\n"
)


def test_two_minutes_in_one_file_are_not_mixed() -> None:
    one, other = (MINUTES.format(day=day, name=name, talk=TALK) for day, name in (("01", "Anna Ek"), ("15", "Bo Al")))
    record = read_text(one + other)
    assert [p.name for p in record.attendance] == ["Anna Ek", "Cia Dal"]
    assert record.meeting is not None
    assert (record.meeting.date, len(record.items)) == ("2024-03-01", 2)
    assert "several-documents" in {issue.code for issue in record.issues}


def test_the_minutes_are_read_rather_than_the_invitation_above_them() -> None:
    record = read_text(NOTICE + MINUTES.format(day="01", name="Anna Ek", talk=TALK))
    assert (record.kind, [p.name for p in record.attendance]) == ("minutes", ["Anna Ek", "Cia Dal"])
    assert [item.title for item in record.items] == ["Öppnande", "Avslut"]
    assert "several-documents" in {issue.code for issue in record.issues}


def test_one_document_is_one() -> None:
    text = MINUTES.format(day="01", name="Anna Ek", talk=TALK)
    header = text.replace("2. Avslut", "Protokoll\nVårdgruppen\nDatum: 2024-03-01\n\n2. Avslut")
    for document in (text, header, text.replace("1. Öppnande", "1. Protokoll från den 2 februari")):
        assert "several-documents" not in {issue.code for issue in read_text(document).issues}
