"""A Word file as the ZIP archive that it is: judged before anything in it is parsed, and never unpacked further than
its text needs.

Of an archive only the parts that hold text are read: no pictures, no macros, nothing that lies outside the file.
"""

from __future__ import annotations

import posixpath
import zlib
from io import BytesIO
from typing import Final
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from docx.oxml.parser import parse_xml
from lxml import etree

from rodtrad.reading.sources.errors import Unreadable, encrypted, size_in_words

CENTRAL_ENTRY: Final = b"PK\x01\x02"
MOST_ENTRIES: Final = 5_000
MOST_UNPACKED: Final = 300_000_000  # bytes, of all entries together, as the archive declares them
MOST_XML: Final = 30_000_000  # bytes of one part; its tree takes several times as much memory
NO_MEMORY: Final = 2  # libxml2's XML_ERR_NO_MEMORY
DOCTYPE: Final = b"<!DOCTYPE"

CONTENT_TYPES: Final = "[Content_Types].xml"
RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
WORD_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# What Word saves besides documents, by the main part's content type.
OTHER_KINDS: Final = {
    "application/vnd.ms-word.document.macroEnabled.main+xml": "ett Word-dokument med makron (.docm)",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "en Word-mall (.dotx)",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "en Word-mall med makron (.dotm)",
}
# ISO 29500 Strict says the same in other names.
STRICT: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)

SAVE_ANEW: Final = "Öppna filen i Word, spara den på nytt som Word-dokument (.docx) och försök igen."
SAVE_AS_DOCX: Final = "Spara den i Word som Word-dokument (.docx) och försök igen."


def broken(what: str) -> Unreadable:
    """The error of a file in which something is missing or broken; `what`: a Swedish sentence."""
    return Unreadable("broken", f"Word-filen är skadad eller ofullständig: {what} {SAVE_ANEW}")


class Package:
    """The parts of one Word file by name. Raises Unreadable for what is no Word file, damaged, locked or a bomb."""

    def __init__(self, data: bytes) -> None:
        if data.count(CENTRAL_ENTRY) > MOST_ENTRIES:
            raise Unreadable("unpacks-too-large", f"Filen packar upp till över {MOST_ENTRIES} filer. {SAVE_ANEW}")
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
            raise broken("den går inte att packa upp.") from error
        entries = self._zip.infolist()
        self._entries = {info.filename: info for info in entries}
        if (size := sum(info.file_size for info in entries)) > MOST_UNPACKED:
            raise _unpacks_too_large(size, MOST_UNPACKED)
        if CONTENT_TYPES not in self._entries:
            raise broken("innehållsförteckningen saknas.")
        self.main = self._main_part()

    @property
    def names(self) -> tuple[str, ...]:
        """What all parts are called, in their order."""
        return tuple(self._entries)

    def unpacked(self, name: str, most: int = MOST_UNPACKED) -> bytes:
        """A part as it is. Raises Unreadable where it holds more bytes than `most`, or is damaged."""
        return _unpacked(self._zip, self._entries[name], most)

    def xml(self, name: str) -> etree._Element | None:
        """A part as a tree of elements; None where there is no such part. Raises Unreadable for what is no XML."""
        if name not in self._entries:
            return None
        data = self.unpacked(name, MOST_XML)
        # In UTF-16 every other byte of it is zero.
        if DOCTYPE in data or DOCTYPE in data.replace(b"\x00", b""):
            raise _has_doctype(name)
        for strict, transitional in STRICT:
            data = data.replace(strict, transitional)
        try:
            root: etree._Element = parse_xml(data)
        except etree.XMLSyntaxError as error:
            if getattr(error, "code", 0) == NO_MEMORY:
                raise MemoryError from error
            raise _not_parsed(name, error) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise _has_doctype(name)
        return root

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to within the file: the last word of the relationship's type and the part's name, by id.

        What lies outside the file is left out, and so never followed.
        """
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in root.iter(RELATIONSHIPS) if root is not None else ():
            if relation.get("TargetMode") != "External":
                target = unquote(relation.get("Target", ""))
                kind = relation.get("Type", "").rpartition("/")[2]
                found[relation.get("Id", "")] = kind, posixpath.normpath(posixpath.join("/", folder, target))[1:]
        return found

    def _main_part(self) -> str:
        mains = [part for kind, part in self.related("").values() if kind == "officeDocument"]
        if not mains or mains[0] not in self._entries:
            raise broken("själva dokumentet saknas.")
        kind = self._content_type(mains[0])
        if other := OTHER_KINDS.get(kind):
            raise Unreadable("unsupported-format", f"Filen är {other}. {SAVE_AS_DOCX}")
        if kind != WORD_MAIN:
            raise Unreadable("unsupported-format", f"Filen är ett Office-dokument men inte från Word. {SAVE_AS_DOCX}")
        return mains[0]

    def _content_type(self, name: str) -> str:
        root = self.xml(CONTENT_TYPES)
        told = list(root) if root is not None else []
        ending = name.rpartition(".")[2]
        kinds = [one for one in told if one.get("PartName") == f"/{name}"]
        kinds += [one for one in told if one.get("Extension", "").lower() == ending]
        return kinds[0].get("ContentType", "") if kinds else ""


def _unpacked(archive: ZipFile, info: ZipInfo, most: int) -> bytes:
    """The bytes of an entry, counted as they come: what an archive declares need not be true."""
    if info.flag_bits & 0x1:
        raise encrypted()
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise broken(f"delen {info.filename} är packad på ett sätt som Word inte använder.")
    if info.file_size > most:
        raise _unpacks_too_large(info.file_size, most)
    try:
        with archive.open(info) as file:
            data = file.read(most + 1)
    except (BadZipFile, EOFError, OSError, RuntimeError, ValueError, zlib.error) as error:
        raise broken(f"delen {info.filename} går inte att packa upp.") from error
    if len(data) > most:
        raise _unpacks_too_large(len(data), most)
    return data


def _unpacks_too_large(size: int, limit: int) -> Unreadable:
    return Unreadable(
        "unpacks-too-large",
        f"Filen packar upp till {size_in_words(size)} och gränsen är {size_in_words(limit)}. "
        "Dela upp dokumentet eller ta bort stora bilder, och försök igen.",
    )


def _has_doctype(name: str) -> Unreadable:
    return Unreadable(
        "broken",
        f"Word-filens del {name} har en dokumenttypsdeklaration, som Word aldrig skriver och som kan vara skadlig. "
        f"Filen har inte lästs. {SAVE_ANEW}",
    )


def _not_parsed(name: str, error: Exception) -> Unreadable:
    if "depth" in str(error).lower():
        return Unreadable(
            "too-heavy",
            "Word-filen har tabeller eller rutor i varandra i fler led än som kan läsas. "
            "Gör om dem till vanliga tabeller, spara och försök igen.",
        )
    return broken(f"delen {name} är inte giltig XML.")
