import codecs

import pytest

from rodtrad.reading.sources import Unreadable, open_source
from rodtrad.reading.sources.decode import decode

SWEDISH = "Nämnden för hälso- och sjukvård: § 3 – beslutar ”enligt förslag” på Åsö.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman"])
def test_swedish_is_read_in_the_encodings_it_was_written_in(encoding: str) -> None:
    assert decode(SWEDISH.encode(encoding)) == SWEDISH


@pytest.mark.parametrize("encoding", ["latin-1", "cp850"])
def test_older_encodings_without_typographic_signs(encoding: str) -> None:
    text = "Nämnden för vård på Åsö, närvarande: Örjan Ek. " * 3
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_is_followed_and_left_out(mark: bytes, encoding: str) -> None:
    assert decode(mark + SWEDISH.encode(encoding)) == SWEDISH


def test_plain_ascii_with_one_dash_from_windows() -> None:
    assert decode(b"kl 9\x9611") == "kl 9–11"


def test_lines_of_windows_text_are_counted_in_characters() -> None:
    source = open_source("p.txt", "Närvarande:\r\nÅsa Ek\r\n".encode("cp1252"))
    assert [line.text for line in source.lines] == ["Närvarande:", "Åsa Ek"]
    assert source.line_starts == (0, 12)


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"\x00\x01\x02protokoll", "binary", "binära data"),
        (b"text\x01\x02\x03\x04text", "binary", "binära data"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "undecodable", "UTF-16"),
        ("Протокол заседания".encode("koi8-r"), "undecodable", "rad 1"),
        (b"Protokoll\n\nN\xc3\xa4mnden h\xf0\xf1\xf2 \xd8\xd1\xfe\xfd", "undecodable", "rad 3"),
        ("NÃ¤mnden fÃ¶r vÃ¥rd".encode(), "undecodable", "förvanskade"),
    ],
)
def test_what_is_no_text_or_unknown_is_said_so(data: bytes, code: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as told:
        decode(data)
    assert told.value.code == code
    assert "UTF-8" in told.value.message
