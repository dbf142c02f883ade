"""Spreadsheets and slides as small as they may be, as LibreOffice opens them."""

from __future__ import annotations

import subprocess
import tempfile
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from openpyxl import Workbook

from scripts.making.pdf import office

OFFICE = "http://schemas.openxmlformats.org"
HIDDEN = "Dolt"


def workbook(rows: int = 3, columns: int = 2) -> bytes:
    """An Excel file with a sheet of "Rad 1" and on, and a hidden one."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, rows + 1):
        sheet.append([f"Rad {row}", *range(columns - 1)])
    hidden = book.create_sheet("Dold")
    hidden.append([HIDDEN])
    hidden.sheet_state = "hidden"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def slides(text: str, *, picture: str = "") -> bytes:
    """A PowerPoint file with one slide. `picture`: an address that a picture on it is to be fetched from."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{OFFICE}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.presentationml.presentation.main+xml"/><Override PartName="/ppt/slides/slide1'
        '.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.slide+xml"/></Types>',
        "_rels/.rels": _relations(("rId1", "officeDocument", "ppt/presentation.xml", "")),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{OFFICE}/presentationml/2006/main" xmlns:r="{OFFICE}/'
        'officeDocument/2006/relationships"><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst>'
        '<p:sldSz cx="9144000" cy="6858000"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": _relations(("rId1", "slide", "slides/slide1.xml", "")),
        "ppt/slides/slide1.xml": f'<p:sld xmlns:p="{OFFICE}/presentationml/2006/main" xmlns:a="{OFFICE}/drawingml/2006/'
        'main"><p:cSld><p:spTree>'
        "<p:nvGrpSpPr><p:cNvPr id='1' name=''/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>"
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Text"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        '<a:off x="900000" y="900000"/><a:ext cx="6000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></p:spPr>'
        f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>",
    }
    if picture:
        parts["ppt/slides/_rels/slide1.xml.rels"] = _relations(("rId9", "image", picture, ' TargetMode="External"'))
    return _zipped(parts)


def saved_as(data: bytes, form: str, to: str) -> bytes:
    """A file of a form as LibreOffice saves it in another: ".ods" of an ".xlsx"."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, f"a.{form}")
        given.write_bytes(data)
        program = [str(office()), f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        wanted = [*program, "--convert-to", to, "--outdir", folder, str(given)]
        subprocess.run(wanted, check=True, capture_output=True, timeout=120)
        return given.with_suffix(f".{to}").read_bytes()


def _relations(*told: tuple[str, str, str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/officeDocument/2006/relationships/{kind}" Target="{target}"{more}/>'
        for key, kind, target, more in told
    )
    return f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{rows}</Relationships>'


def _zipped(parts: dict[str, str]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return written.getvalue()
