"""What a contained child does: reads one document and says what it found, as JSON values."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from rodtrad.reading import _samples
from rodtrad.reading._child import Task
from rodtrad.reading.json_form import to_json
from rodtrad.reading.knowledge import Knowledge
from rodtrad.reading.parties import Parties, read_parties
from rodtrad.reading.reader import read
from rodtrad.reading.sources import open_source
from rodtrad.reading.sources.decode import BYTE_ORDER_MARKS, CHARSETS, OLD_ENCODINGS

# Meets what is loaded or compiled when it is first used, so that children find it there.
SAMPLE = """# Protokoll

Tid: 1 mars 2023

Närvarande:
Rut Ek\t<i>Ekeby</i>&nbsp;kommun

§ 1 Val

Beslut: att **bifalla**
"""

# The same for Word files: the least that one holds.
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
SAMPLE_DOCX: Final = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" Type="{OFFICE}/officeDocument"'
    ' Target="document.xml"/></Relationships>',
    "document.xml": f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Protokoll</w:t></w:r></w:p>'
    "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>",
}

# And for PDF: a line of text and two ruled boxes.
SAMPLE_PDF: Final = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj
4 0 obj <</Length 75>> stream
BT /F 11 Tf 72 700 Td (Protokoll) Tj ET 72 500 99 99 re 171 500 99 99 re S
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj
trailer <</Root 1 0 R>>
"""


def prepare(knowledge: Knowledge) -> Task:
    """The function that children run, with all it needs in memory."""
    parties = Parties((*read_parties(), *knowledge.parties))

    def task(name: str, data: bytes, page_read: Callable[[int], None] = lambda pages: None) -> dict[str, Any]:
        # How large a document may be was asked before it came here.
        source = open_source(name, data, max_bytes=len(data), page_read=page_read)
        return {
            "text": source.text,
            "line_starts": source.line_starts,
            "page_starts": source.page_starts,
            "page_sizes": source.page_sizes,
            "record": to_json(read(source, parties=parties, styles=knowledge.styles)),
        }

    load_encodings()
    task("protokoll.txt", SAMPLE.encode())
    task("protokoll.docx", _zipped(SAMPLE_DOCX))
    task("protokoll.pdf", SAMPLE_PDF)
    task("protokoll.odt", _zipped(_samples.ODT))
    task("protokoll.html", _samples.HTML)
    task("protokoll.eml", _samples.MAIL)
    return task


def load_encodings() -> None:
    """What Python loads when it is first used, and a child no longer can."""
    for encoding in (*OLD_ENCODINGS, *CHARSETS.values(), *(encoding for _, encoding in BYTE_ORDER_MARKS)):
        "".encode(encoding)


def _zipped(parts: dict[str, str]) -> bytes:
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return archive.getvalue()
