"""Documents that are ZIP archives of XML (DOCX, ODT), judged before anything in them is parsed.

    archive = Zipped(data, SavedAs(file="OpenDocument-filen", program="LibreOffice", form="ODF-textdokument (.odt)"))
    root = archive.xml("content.xml")

Of an archive only what is asked for is unpacked, and never further than a document's text needs. Nothing is written to
disk, so what an entry is called and whether it claims to be a link does no harm.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from lxml import etree

from rodtrad.reading.sources.errors import Unreadable, encrypted, size_in_words

CENTRAL_ENTRY: Final = b"PK\x01\x02"
MOST_ENTRIES: Final = 5_000
MOST_UNPACKED: Final = 300_000_000  # bytes, of all entries together
MOST_XML: Final = 30_000_000  # bytes of one part; its tree takes several times as much memory
NO_MEMORY: Final = 2  # libxml2's XML_ERR_NO_MEMORY
DOCTYPE: Final = b"<!DOCTYPE"
ENCRYPTED: Final = 0x1  # of an entry's flags


@dataclass(frozen=True, slots=True)
class SavedAs:
    """How errors speak of a kind of file: "Word-filen", the program that makes it, and what that calls the format."""

    file: str
    program: str
    form: str

    @property
    def anew(self) -> str:
        return f"Öppna filen i {self.program}, spara den på nytt som {self.form} och försök igen."


def parse_plain(data: bytes) -> etree._Element:
    """XML as a tree, without what it may refer to. Raises etree.XMLSyntaxError."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


class Zipped:
    """The entries of one archive by name. Raises Unreadable for what is no archive, damaged, locked or a bomb.

    `parse`: makes a tree of a part, and raises etree.XMLSyntaxError.
    """

    def __init__(self, data: bytes, saved_as: SavedAs, parse: Callable[[bytes], etree._Element] = parse_plain) -> None:
        self._saved_as, self._parse = saved_as, parse
        if data.count(CENTRAL_ENTRY) > MOST_ENTRIES:
            raise Unreadable("unpacks-too-large", f"Filen packar upp till över {MOST_ENTRIES} filer. {saved_as.anew}")
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
            raise self.broken("den går inte att packa upp.") from error
        entries = self._zip.infolist()
        self._entries = {info.filename: info for info in entries}
        if len(self._entries) < len(entries):
            # Programs differ in which of them they show.
            raise self.broken("flera delar i den har samma namn.")
        if (size := sum(info.file_size for info in entries)) > MOST_UNPACKED:
            raise _unpacks_too_large(size, MOST_UNPACKED)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    @property
    def names(self) -> tuple[str, ...]:
        """What all entries are called, in their order."""
        return tuple(self._entries)

    def unpacked(self, name: str, most: int = MOST_UNPACKED) -> bytes:
        """An entry as it is. Raises Unreadable where it is damaged or locked, or holds more bytes than `most`."""
        info = self._entries[name]
        if info.flag_bits & ENCRYPTED:
            raise encrypted()
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise self.broken(
                f"delen {info.filename} är packad på ett sätt som {self._saved_as.program} inte använder."
            )
        if info.file_size > most:
            raise _unpacks_too_large(info.file_size, most)
        try:
            # Counted as they come, for what an entry declares need not be true: what it holds beyond that is not
            # unpacked, and its checksum is then wrong.
            with self._zip.open(info) as file:
                return file.read(info.file_size + 1)
        except (BadZipFile, EOFError, OSError, RuntimeError, ValueError, zlib.error) as error:
            raise self.broken(f"delen {info.filename} går inte att packa upp.") from error

    def xml(self, name: str) -> etree._Element | None:
        """An entry as a tree of elements; None where there is no such entry. Raises Unreadable for what is no XML, or
        has a document type, which could name entities and files."""
        if name not in self._entries:
            return None
        data = self.unpacked(name, MOST_XML)
        if has_doctype(data):
            raise self._doctype(name)
        try:
            root = self._parse(data)
        except etree.XMLSyntaxError as error:
            if getattr(error, "code", 0) == NO_MEMORY:
                raise MemoryError from error
            raise self._not_parsed(name, error) from error
        # In an encoding that hides it from has_doctype.
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._doctype(name)
        return root

    def broken(self, what: str) -> Unreadable:
        """The error of a file in which something is missing or broken; `what`: a Swedish sentence."""
        return Unreadable("broken", f"{self._saved_as.file} är skadad eller ofullständig: {what} {self._saved_as.anew}")

    def _doctype(self, name: str) -> Unreadable:
        return Unreadable(
            "broken",
            f"{self._saved_as.file} har i delen {name} en dokumenttypsdeklaration, som {self._saved_as.program} aldrig "
            f"skriver och som kan vara skadlig. Filen har inte lästs. {self._saved_as.anew}",
        )

    def _not_parsed(self, name: str, error: Exception) -> Unreadable:
        if "depth" in str(error).lower():
            return too_deep(self._saved_as)
        return self.broken(f"delen {name} är inte giltig XML.")


def has_doctype(data: bytes) -> bool:
    """Whether XML declares a document type, in an encoding that holds ASCII or in UTF-16 and UTF-32, where the other
    bytes are zero."""
    return DOCTYPE in data or (b"\x00" in data and DOCTYPE in data.replace(b"\x00", b""))


def too_deep(saved_as: SavedAs) -> Unreadable:
    """The error of a file whose elements lie in each other deeper than is read."""
    return Unreadable(
        "too-heavy",
        f"{saved_as.file} har tabeller eller rutor i varandra i fler led än som kan läsas. "
        "Gör om dem till vanliga tabeller, spara och försök igen.",
    )


def _unpacks_too_large(size: int, limit: int) -> Unreadable:
    return Unreadable(
        "unpacks-too-large",
        f"Filen packar upp till {size_in_words(size)} och gränsen är {size_in_words(limit)}. "
        "Dela upp dokumentet eller ta bort stora bilder, och försök igen.",
    )
