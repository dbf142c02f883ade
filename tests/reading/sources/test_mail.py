"""Mail, saved or pasted: what a mail program wrote, and what was said before, are no lines of the document."""

from __future__ import annotations

import re
from email.message import EmailMessage

import pytest

from rodtrad.reading import read
from rodtrad.reading.sources import Source, Unreadable, open_source
from tests.reading.sources.word_files import assert_in_place, texts

MINUTES = """Minnesanteckningar Styrgruppen Älvmark
Datum: 14 mars 2024
Närvarande: Rut Ek, Ekeby kommun

1. Ekonomi
Rapporten läggs till handlingarna."""
HEAD = """Från: Bo Ask <bo@example.se>
Skickat: den 1 mars 2024 09:00
Till: Rut Ek
Ämne: Protokoll 3 maj 2022"""


def mail(text: str = MINUTES, *, html: str = "", files: tuple[str, ...] = (), charset: str = "utf-8") -> bytes:
    message = EmailMessage()
    message["From"] = "Rut Ek <rut@example.se>"
    message["To"] = "Styrgruppen Älvmark <styrgruppen@example.se>"
    message["Date"] = "Fri, 15 Mar 2024 10:00:00 +0100"
    message["Subject"] = "Protokoll från mötet i går"
    if text:
        message.set_content(text, charset=charset)
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html", charset=charset)
    for name in files:
        message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def opened(data: bytes | str, name: str = "protokoll.eml") -> Source:
    source = open_source(name, data if isinstance(data, bytes) else data.encode())
    assert_in_place(source)
    return source


def codes(source: Source) -> list[str]:
    return [issue.code for issue in source.shortcomings]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_the_text_is_read_and_the_head_only_shown(charset: str) -> None:
    source = opened(mail(charset=charset))
    assert texts(source) == [line for line in MINUTES.splitlines() if line]
    assert source.text.startswith("Från: Rut Ek <rut@example.se>\nTill: Styrgruppen Älvmark")
    assert "Skickat: Fri, 15 Mar 2024" in source.text and codes(source) == []
    meeting = read(source).meeting
    assert meeting is not None and meeting.date == "2024-03-14"


def test_plain_text_goes_ahead_of_the_web_page() -> None:
    assert texts(opened(mail(html="<p>Annat")))[0] == "Minnesanteckningar Styrgruppen Älvmark"
    source = opened(mail("", html="<h1>Protokoll</h1><p>Text<blockquote type=cite>förr</blockquote>"))
    assert texts(source) == ["Protokoll", "Text"] and "Ämne: Protokoll från mötet i går" in source.text


def test_attachments_are_named() -> None:
    (issue,) = opened(mail(files=("bilaga ett.pdf", "två.pdf"))).shortcomings
    assert issue.code == "not-read" and "bilaga ett.pdf, två.pdf. Spara dem" in issue.text


@pytest.mark.parametrize(
    ("added", "told"),
    [
        ("\n\n-- \nRut Ek\nSekreterare", []),
        ("\n\nDen 1 mars 2024 kl. 10 skrev Bo <bo@example.se>:\n> Ses den 3 maj", ["not-read"]),
        ("\n\nOn 1 March Bo Ask wrote:\n> Ses den 3 maj\n>> Ja", ["not-read"]),
        (f"\n\n{HEAD}\n\nSes den 3 maj", ["not-read"]),
        (f"\n\n-----Ursprungligt meddelande-----\n{HEAD}\n\nSes den 3 maj", ["not-read"]),
    ],
)
def test_what_was_said_before_and_signatures_are_not_read(added: str, told: list[str]) -> None:
    source = opened(mail(MINUTES + added))
    assert texts(source) == [line for line in MINUTES.splitlines() if line]
    assert codes(source) == told and added.strip().splitlines()[-1] in source.text


def quoted(text: str) -> str:
    return re.sub("(?m)^", "> ", text)


@pytest.mark.parametrize(
    "text",
    [
        f"Hej, här är anteckningarna.\n\n{HEAD}\n\n{MINUTES}",
        f"Hej, här är anteckningarna.\n\n{quoted(MINUTES)}",
        f"Hej!\n\n{quoted(f'{HEAD}{chr(10)}{chr(10)}{MINUTES}')}\n\n-- \nRut",
    ],
)
def test_minutes_that_were_sent_on_are_read(text: str) -> None:
    source = opened(mail(text))
    assert texts(source) == [line for line in MINUTES.splitlines() if line]


def test_a_text_that_was_pasted_from_a_mail_is_read_as_one() -> None:
    source = opened(f"{HEAD}\n\n{MINUTES}\n\nDen 1 mars skrev Bo:\n> Ses den 3 maj", "protokoll.txt")
    assert texts(source)[0] == "Minnesanteckningar Styrgruppen Älvmark" and "Ses" not in str(texts(source))


@pytest.mark.parametrize(
    "text",
    [
        "Mål\n> 65 år: färre fall\n> 80 år: tryggare",
        "Från: 9.00\nTill: 11.00\nDatum: 3 maj 2024\nNärvarande: Rut Ek",
        "Till: ledamöterna\nÄmne: kallelse",
        "Beslut\n-- \nParagrafen justeras",
    ],
)
def test_a_text_that_is_no_mail_loses_nothing(text: str) -> None:
    assert len([line for line in opened(text, "protokoll.txt").lines if not line.blank]) >= text.count("\n")
    assert codes(opened(text, "protokoll.txt")) == []


def test_lines_that_flow_are_one() -> None:
    data = b"Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\nStyrgruppen \r\nbeslutar\r\natt bifalla\r\n"
    assert texts(opened(data)) == ["Styrgruppen beslutar", "att bifalla"]


def test_a_web_archive_is_its_page() -> None:
    data = mail("", html="<h1>Protokoll</h1><p>Text")
    source = opened(data, "protokoll.mht")
    assert texts(source) == ["Protokoll", "Text"] and "Rut" not in source.text


def nested(depth: int) -> bytes:
    parts = [f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n" for i in range(depth)]
    return "".join(parts).encode() + b"Content-Type: text/plain\r\n\r\nProtokoll\r\n"


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"Subject: Protokoll\r\n\r\n", "empty", "ingen text"),
        (mail("", files=("protokoll.pdf",)), "empty", "spara bilagan"),
        (nested(1_000), "too-heavy", "fler led"),
        (b"Content-Transfer-Encoding: base64\r\n\r\nAAAAAAAA", "binary", "binära"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_told(data: bytes, code: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as told:
        open_source("protokoll.eml", data)
    assert told.value.code == code


HEADS = ("Content-Type: ;;;", "Content-Type: multipart/mixed", "Subject: =?x?q?=FF?=", "From: <<>>,:;", "Date: i går",
         "Content-Type: text/plain; charset=\xff")  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_mangled_heads_stop_nobody(head: str) -> None:
    assert "Protokoll" in opened(f"{head}\r\nTo: x\r\n\r\nProtokoll\r\n".encode("latin-1")).text
