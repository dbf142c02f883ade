"""What in a Word file would be fetched or carried out on the machine of whoever opens it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docx.oxml.ns import qn

from rodtrad.reading.sources.docx.names import Element
from rodtrad.reading.sources.docx.package import RELATIONSHIPS, Package

# A link waits until somebody follows it, and which template a file was made by is taken out of it.
WAITS: Final = ("/hyperlink", "/attachedTemplate")
# Word's own fields that tell something of the file, the day or the place they stand in. Others fetch files, ask
# databases or start programs (INCLUDEPICTURE, DATABASE, DDEAUTO), or make the code of such a one (QUOTE).
TELLS: Final = frozenset(
    {
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "NOTEREF", "SEQ", "TOC", "TC", "STYLEREF"),
        *("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME", "REVNUM", "FILENAME", "HYPERLINK", "IF"),
        *("TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS", "LASTSAVEDBY", "TEMPLATE", "DOCPROPERTY", "SYMBOL"),
    }
)
SIMPLE, MARK, CODE = qn("w:fldSimple"), qn("w:fldChar"), qn("w:instrText")


def faults_in(package: Package) -> list[str]:
    """What a file has of it, a Swedish sentence each. Raises Unreadable for a damaged part."""
    faults: dict[str, None] = {}
    for name in package.names:
        if not name.endswith((".xml", ".rels")):
            continue
        root = package.xml(name)
        if root is None:
            continue
        if name.endswith(".rels"):
            faults |= dict.fromkeys(_fetched(root, name))
            continue
        faults |= dict.fromkeys(
            f"Mallen har ett fält som inte kan följa med ut ({code.strip()[:40]}). Ta bort det ur filen."
            for code in _codes(root)
            if code.strip() and code.split(maxsplit=1)[0].upper() not in TELLS
        )
        if next(root.iter(qn("w:mailMerge")), None) is not None:
            faults["Mallen är kopplad till en datakälla för kopplad utskrift. Gör den till ett vanligt dokument."] = (
                None
            )
    return list(faults)


def _fetched(root: Element, name: str) -> Iterator[str]:
    for one in root.iter(RELATIONSHIPS):
        kind, is_outside = one.get("Type", ""), one.get("TargetMode") == "External"
        if is_outside and kind.endswith("/image"):
            yield "Mallen har en länkad bild, som inte följer med filen. Infoga bilden i stället."
        elif (is_outside and not kind.endswith(WAITS)) or kind.endswith("/aFChunk"):
            yield f"Mallen hämtar något utifrån ({name}, {kind.rpartition('/')[2]}). Ta bort det ur filen."


def _codes(root: Element) -> Iterator[str]:
    """What each field of a part says, wherever Word has divided it over runs."""
    begun: list[str] = []
    for one in root.iter(SIMPLE, MARK, CODE):
        if one.tag == SIMPLE:
            yield one.get(qn("w:instr"), "")
        elif one.tag == CODE:
            begun = [*begun[:-1], f"{begun[-1] if begun else ''}{one.text or ''}"]
        elif one.get(qn("w:fldCharType")) == "begin":
            begun.append("")
        elif one.get(qn("w:fldCharType")) == "end" and begun:
            yield begun.pop()
    yield from begun
