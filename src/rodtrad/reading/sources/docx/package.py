"""A Word file as the archive of parts that it is.

Of an archive only the parts that hold text are read: no pictures, no macros, nothing that lies outside the file.
"""

from __future__ import annotations

import posixpath
from typing import Final
from urllib.parse import unquote

from docx.oxml.parser import parse_xml
from lxml import etree

from rodtrad.reading.sources.errors import Unreadable
from rodtrad.reading.sources.zipped import SavedAs, Zipped

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

SAVED_AS: Final = SavedAs(file="Word-filen", program="Word", form="Word-dokument (.docx)")
SAVE_AS_DOCX: Final = "Spara den i Word som Word-dokument (.docx) och försök igen."


class Package(Zipped):
    """The parts of one Word file by name. Raises Unreadable for what is no Word file, damaged, locked or a bomb."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data, SAVED_AS, _parsed)
        if CONTENT_TYPES not in self:
            raise self.broken("innehållsförteckningen saknas.")
        self.main = self._main_part()

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
        if not mains or mains[0] not in self:
            raise self.broken("själva dokumentet saknas.")
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


def _parsed(data: bytes) -> etree._Element:
    for strict, transitional in STRICT:
        data = data.replace(strict, transitional)
    root: etree._Element = parse_xml(data)
    return root
