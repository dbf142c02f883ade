"""Bytes to text: Unicode where the bytes are Unicode, else the one old Swedish encoding in which they make sense."""

import codecs
import re
from contextlib import suppress
from typing import Final

from rodtrad.reading.sources.errors import Unreadable

SAVE_AS_UTF8: Final = "Öppna filen i det program den kom från, spara den som text med kodningen UTF-8 och försök igen."

# The mark of UTF-32 begins with that of UTF-16, so it is looked for first.
BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Windows (which holds all that Latin-1 can print), old Mac, DOS. The first wins where two do as well.
OLD_ENCODINGS: Final = ("cp1252", "mac_roman", "cp850")
# What web pages and mails call them. Where they say Latin-1, all programs take it for Windows-1252, which holds more.
CHARSETS: Final = {
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252"), "cp1252"),
    **dict.fromkeys(("iso-8859-15", "latin9", "latin-9"), "iso8859_15"),
    **dict.fromkeys(("macintosh", "x-mac-roman"), "mac_roman"),
    **dict.fromkeys(("ibm850", "cp850"), "cp850"),
}
# What Swedish documents write beyond ASCII; anything else speaks against an encoding.
EXPECTED: Final = frozenset("åäöÅÄÖéÉèàáüÜëøæØÆ§–—”’…•·´°½€²³±×«»©®µ\xa0\xad")
# "f”redragning": a character of another encoding where a letter should be.
MISPLACED = re.compile(r"(?<=[a-z])[”…•·´°½€²³±×«»©®§](?=[a-zåäö])")
SURE: Final = 0.9

# <meta charset="windows-1252">, <meta http-equiv=Content-Type content="text/html; charset=iso-8859-1">
CHARSET = re.compile(rb"<meta\b[^<>]{0,200}?\bcharset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.I)
LOOKED_FOR_CHARSET: Final = 4096  # bytes

NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
MOST_CONTROL_CHARACTERS: Final = 0.02
# "Ã¤" for "ä": UTF-8 that was once taken for Windows-1252 and saved so.
DOUBLY_ENCODED = re.compile(r"Ã[¤¥¶„…–\x84\x85\x96]")


def decode(data: bytes) -> str:
    """The text of a file, without byte order mark. Raises Unreadable for binary data and unknown encodings."""
    text = _decode(data)
    if "\x00" in text or len(NOT_TEXT.findall(text)) > MOST_CONTROL_CHARACTERS * len(text):
        raise Unreadable("binary", f"Filen innehåller inte text utan binära data. {SAVE_AS_UTF8}")
    if DOUBLY_ENCODED.search(text) and not any(letter in text for letter in "åäö"):
        raise Unreadable("undecodable", f"Filens å, ä och ö är förvanskade (till exempel ”Ã¤” för ”ä”). {SAVE_AS_UTF8}")
    return text


def decode_marked_up(data: bytes) -> str:
    """The text of a web page, which may say itself what encoding it has. Raises Unreadable as `decode` does."""
    told = CHARSET.search(data[:LOOKED_FOR_CHARSET])
    return decode_as(told[1].decode("ascii") if told else "", data)


def decode_as(charset: str, data: bytes) -> str:
    """The text of what is said to be in an encoding; what its bytes show goes ahead of that, and an encoding that is
    not known, or not followed, counts for nothing. Raises Unreadable as `decode` does."""
    encoding = CHARSETS.get(charset.strip().lower().replace("_", "-"))
    if encoding and not _is_unicode(data):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding).replace("\x00", "")
    return decode(data)


def _is_unicode(data: bytes) -> bool:
    if any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode(data: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    if b"\x00" in data:
        raise Unreadable("binary", f"Filen innehåller inte text utan binära data. {SAVE_AS_UTF8}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_old(data, error)


def _decode_marked(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        claimed = encoding.removesuffix("-le").removesuffix("-be").upper()
        raise Unreadable(
            "undecodable", f"Filen anger kodningen {claimed} men följer den inte. {SAVE_AS_UTF8}"
        ) from error


def _decode_old(data: bytes, error: UnicodeDecodeError) -> str:
    """The old encoding in which nearly all that is not ASCII is what Swedish documents write, else Unreadable."""
    candidates = [(_likeness(text), text) for text in _readings(data)]
    likeness, text = max(candidates, key=lambda candidate: candidate[0], default=(0.0, ""))
    if likeness < SURE:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            "undecodable",
            f"Filens teckenkodning känns inte igen (första oläsliga tecknet på rad {line}). {SAVE_AS_UTF8}",
        )
    return text


def _readings(data: bytes) -> list[str]:
    texts = []
    for encoding in OLD_ENCODINGS:
        try:
            texts.append(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return texts


def _likeness(text: str) -> float:
    """The share of the characters beyond ASCII that a Swedish document would have where they stand."""
    foreign = [c for c in text if c > "\x7f"]
    expected = sum(1 for c in foreign if c in EXPECTED) - len(MISPLACED.findall(text))
    return expected / len(foreign) if foreign else 1.0
