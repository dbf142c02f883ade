"""Word files written part by part, where a test needs what Word writes and no library does."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Mapping

from docx.document import Document

from rodtrad.reading.sources import Source, open_source

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMES = (
    f'xmlns:w="{WORD}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
KINDS = ("styles", "numbering", "header", "footer", "footnotes", "endnotes", "comments")


def parts(body: str, *, kind: str = MAIN, main: str = "word/document.xml", **others: str) -> dict[str, str]:
    """The parts of a file: `body` is what stands in w:body; `others` what stands in the root of styles, header …

    `header` is related as "rheader", and so on; a second header is `header_2`.
    """
    folder, _, base = main.rpartition("/")
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{OFFICE}/{name.partition("_")[0]}" Target="{name}.xml"/>' for name in others
    )
    at = f"{folder}/" if folder else ""
    roots = {"styles": "styles", "numbering": "numbering", "header": "hdr", "footer": "ftr"}
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/{main}" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="{main}"/></Relationships>',
        main: f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        f"{at}_rels/{base}.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
    } | {
        f"{at}{name}.xml": f"<w:{root} {NAMES}>{content}</w:{root}>"
        for name, content in others.items()
        for root in [roots.get(name.partition("_")[0], name)]
    }


def zipped(contents: Mapping[str, str | bytes], *, stored: bool = False) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return file.getvalue()


def opened(body: str, **others: str) -> Source:
    return open_source("protokoll.docx", zipped(parts(body, **others)))


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph; what is no mark-up is a run of text."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(*blocks: str, properties: str = "") -> str:
    inside = "".join(block if block.startswith("<") else p(block) for block in blocks) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def listed(level: int = 0, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def lvl(level: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, overrides: str = "") -> str:
    """One abstract list with two instances, the second with `overrides`."""
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>'
    )


def fld(code: str, shown: str | None) -> str:
    """A field as Word writes it: its code, and what it last showed."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{r(shown) if shown else ''}{marks[2]}"


def texts(source: Source) -> list[str]:
    """What the reader reads, blank lines left out; a bullet ahead of its line, cells parted by a stroke."""
    return [
        " | ".join(cell.text for cell in line.cells) if line.cells else f"{line.bullet} {line.text}".strip()
        for line in source.lines
        if line.text
    ]


def edges(source: Source) -> list[str]:
    """What stands on every page."""
    return [line.text for line in source.edges or ()]


def assert_in_place(source: Source) -> None:
    """Every character of every line stands where it says, in a line of the text that has its number."""
    rows = source.text.split("\n")
    assert source.line_starts == tuple(sum(len(row) + 1 for row in rows[:i]) for i in range(len(source.line_starts)))
    assert source.page_starts == tuple(sorted(source.page_starts))
    for line in (*source.lines, *(source.edges or ())):
        for stretch in (line.content, *(paragraph for cell in line.cells for paragraph in cell.paragraphs)):
            assert len(stretch.offsets) == len(stretch.text)
            for character, offset in zip(stretch.text, stretch.offsets, strict=True):
                written = unicodedata.normalize("NFC", source.text[offset : offset + 2])
                assert character == " " or character in written, (stretch.text, written)
            assert {source.line_at(o) for o in stretch.offsets} <= {line.number}
