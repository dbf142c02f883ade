"""What kind of file it is: by its first bytes, and by the ending of its name."""

import re
from pathlib import PurePath
from typing import Final, Literal

from rodtrad.reading.sources.errors import Unreadable, encrypted

TEXT_ENDINGS: Final = (".txt", ".text", ".md", ".markdown")
READS: Final = (
    "Rödtråd läser PDF (.pdf), Word (.docx och .doc), OpenDocument (.odt), RTF (.rtf), webbsidor (.html), e-post "
    "(.eml), textfiler (.txt) och Markdown (.md)."
)
SAVE_ANEW: Final = "Spara dokumentet i ett av de formaten och försök igen."

Format = Literal["text", "docx", "pdf", "odt", "html", "eml", "rtf", "doc"]
# What is read besides text, by the names of formats below.
FORMATS: Final[dict[str, Format]] = {
    "PDF": "pdf",
    "Word": "docx",
    "OpenDocument": "odt",
    "webbsida": "html",
    "e-post": "eml",
    "RTF": "rtf",
    "äldre Word": "doc",
}
# What is not read itself but as the Word file that LibreOffice makes of it.
CONVERTED: Final = frozenset({"rtf", "doc"})

# Endings that promise something else than text; others (".06" in "protokoll 2021.06") are part of the name.
FOREIGN_ENDINGS: Final = {
    ".pdf": "PDF",
    ".docx": "Word",
    ".docm": "Word",
    ".dotx": "Word",
    ".doc": "äldre Word",
    ".odt": "OpenDocument",
    ".ott": "OpenDocument",
    ".fodt": "OpenDocument i en enda XML-fil",
    ".rtf": "RTF",
    ".htm": "webbsida",
    ".html": "webbsida",
    ".xlsx": "Excel",
    ".xls": "äldre Excel",
    ".csv": "kalkylblad",
    ".pptx": "PowerPoint",
    ".ppt": "äldre PowerPoint",
    ".json": "JSON",
    ".xml": "XML",
    ".eml": "e-post",
    ".mht": "e-post",
    ".mhtml": "e-post",
    ".msg": "Outlook-meddelande",
    ".zip": "ZIP-arkiv",
    ".png": "bild",
    ".jpg": "bild",
    ".jpeg": "bild",
    ".gif": "bild",
    ".tif": "bild",
    ".tiff": "bild",
}

# Formats that are text themselves, so that the bytes don't tell them from a document; of the first, fragments too.
READ_AS_PROMISED: Final = frozenset({"webbsida", "e-post"})
WRITTEN_AS_TEXT: Final = (".csv", ".json", ".xml", ".fodt")

OLD_OFFICE: Final = "äldre Office (.doc, .xls eller .msg)"
MAGIC: Final = (
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (b"\x89PNG\r\n", "bild (PNG)"),
    (b"\xff\xd8\xff", "bild (JPEG)"),
    (b"GIF87a", "bild (GIF)"),
    (b"GIF89a", "bild (GIF)"),
    (b"II*\x00", "bild (TIFF)"),
    (b"MM\x00*", "bild (TIFF)"),
    (b"\x1f\x8b", "komprimerad fil (gzip)"),
    (b"7z\xbc\xaf", "komprimerad fil (7z)"),
    (b"Rar!\x1a", "komprimerad fil (RAR)"),
    (b"SQLite format 3\x00", "databas (SQLite)"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
)
ZIP = re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)")
# OpenDocument says what it is in its first entry, unpacked; what else it holds may be of any kind.
FIRST_ENTRY: Final = slice(30, 100)
ODF: Final = b"mimetypeapplication/vnd.oasis.opendocument.text"
ZIPPED: Final = (
    (b"word/", "Word"),
    (b"xl/", "Excel"),
    (b"ppt/", "PowerPoint"),
    (b"opendocument.text", "OpenDocument"),
    (b"opendocument", "OpenDocument (inte text)"),
    (b"content.xml", "OpenDocument"),  # packed anew by something that also packed its first entry
    (b"[Content_Types].xml", "Word"),  # where the parts of a Word file lie is its own choice
)
WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\b[^<>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html[\s>])", re.I | re.S
)
# Producers may put a few bytes ahead of the header; readers look for it in the first kilobyte (ISO 32000-1, H.3).
PDF_HEADER_WITHIN: Final = 1024


# The streams in which Office keeps a document that asks for a password, and the text of an old Word file, as its
# directory writes their names.
LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
OLD_WORD: Final = "WordDocument".encode("utf-16-le")


def format_of(name: str, data: bytes) -> Format:
    """What to read a file as. Raises Unreadable unless its name and its bytes are those of a format that is read."""
    ending = PurePath(name).suffix.lower()
    promised, found = FOREIGN_ENDINGS.get(ending), found_in(data)
    if found in FORMATS and (promised == found or (promised is None and ending not in TEXT_ENDINGS)):
        return FORMATS[found]
    if found is None and promised is None:
        return "text"
    if promised in READ_AS_PROMISED and found in (None, "webbsida"):
        return FORMATS[promised]
    if found == OLD_OFFICE and LOCKED in data:
        raise encrypted()
    if found is None and ending not in WRITTEN_AS_TEXT:
        raise Unreadable(
            "wrong-ending",
            f"Filen heter {ending} men innehåller inte {promised}. Om den är ren text: byt ändelsen till .txt. {READS}",
        )
    if found in FORMATS:
        raise Unreadable(
            "wrong-ending",
            f"Filen heter {ending} men är i själva verket {found}. Byt ändelse till .{FORMATS[found]} och försök igen.",
        )
    if found and (ending in TEXT_ENDINGS or promised in FORMATS):
        raise Unreadable("wrong-ending", f"Filen heter {ending} men är i själva verket {found}. {READS} {SAVE_ANEW}")
    raise Unreadable(
        "unsupported-format",
        f"Filen är av typen {promised or found}, som den här versionen inte kan läsa. {READS} {SAVE_ANEW}",
    )


def found_in(data: bytes) -> str | None:
    """The foreign format that the bytes show, in Swedish, or None."""
    if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
        return "PDF"
    if ZIP.match(data):
        if ODF in data[FIRST_ENTRY]:
            return "OpenDocument"
        return next((kind for mark, kind in ZIPPED if mark in data), "ZIP-arkiv")
    if WEB_PAGE.match(data[:4096]):
        return "webbsida"
    found = next((kind for mark, kind in MAGIC if data.startswith(mark)), None)
    return "äldre Word" if found == OLD_OFFICE and OLD_WORD in data else found
