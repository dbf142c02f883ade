"""Files of other formats, and files that are not what they are called."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Mapping

from tests.hostile.pdf_inside import WHOLE
from tests.hostile.word import LAUGHS, STOLEN
from tests.reading.sources.word_files import p, parts, zipped

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
ODF = (
    f'xmlns:office="{OFFICE}" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
SAYS = "<text:p>Protokoll</text:p>"


def odt(body: str, more: Mapping[str, str | bytes] | None = None, *, doctype: str = "", styles: str = "") -> bytes:
    """An OpenDocument text."""
    content = (
        f'<?xml version="1.0"?>{doctype}<office:document-content {ODF}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{MANIFEST}"/>',
            **(more or {}),
        }
    )


def listed(depth: int) -> str:
    return "<text:list><text:list-item>" * depth + SAYS + "</text:list-item></text:list>" * depth


ODT: dict[str, Callable[[], bytes]] = {
    "half a million paragraphs": lambda: odt(SAYS * 500_000),
    "a million empty paragraphs": lambda: odt("<text:p/>" * 1_000_000 + SAYS),
    "lists in lists": lambda: odt(listed(100)),
    "lists deeper than XML": lambda: odt(listed(100_000)),
    "sections in sections": lambda: odt("<text:section>" * 240 + SAYS + "</text:section>" * 240),
    "tables in tables": lambda: odt(
        "<table:table><table:table-row><table:table-cell>" * 80
        + SAYS
        + "</table:table-cell></table:table-row></table:table>" * 80
    ),
    "rows repeated a milliard times": lambda: odt(
        '<table:table><table:table-row table:number-rows-repeated="999999999"><table:table-cell>'
        f"{SAYS}</table:table-cell><table:table-cell>{SAYS}</table:table-cell></table:table-row></table:table>"
    ),
    "cells repeated a milliard times": lambda: odt(
        '<table:table><table:table-row><table:table-cell table:number-columns-repeated="999999999">'
        f"{SAYS}</table:table-cell></table:table-row></table:table>"
    ),
    "a cell over all": lambda: odt(
        '<table:table><table:table-row><table:table-cell table:number-columns-spanned="999999999" '
        f'table:number-rows-spanned="999999999">{SAYS}</table:table-cell></table:table-row></table:table>'
    ),
    "blanks counted in milliards": lambda: odt('<text:p>Protokoll<text:s text:c="2000000000"/>x</text:p>'),
    "a list that begins late": lambda: odt(
        '<text:list><text:list-item text:start-value="999999999999999999999">' + SAYS + "</text:list-item></text:list>"
    ),
    "styles in a ring": lambda: odt(
        '<text:p text:style-name="A">Protokoll</text:p>',
        styles='<style:style style:name="A" style:parent-style-name="B"/>'
        '<style:style style:name="B" style:parent-style-name="A"/>',
    ),
    "styles in a long chain": lambda: odt(
        '<text:p text:style-name="S0">Protokoll</text:p>',
        styles="".join(f'<style:style style:name="S{n}" style:parent-style-name="S{n + 1}"/>' for n in range(30_000)),
    ),
    "a million spans": lambda: odt(f"<text:p>{'<text:span>x</text:span>' * 700_000}</text:p>"),
    "spans in spans": lambda: odt(f"<text:p>{'<text:span>' * 240}x{'</text:span>' * 240}</text:p>"),
    "notes in notes": lambda: odt(
        "<text:p>a<text:note><text:note-body>" * 60 + "x" + "</text:note-body></text:note></text:p>" * 60
    ),
    "laughs": lambda: odt("<text:p>&j;</text:p>", doctype=LAUGHS),
    "a file of the server": lambda: odt("<text:p>&a;</text:p>", doctype=STOLEN),
    "a section from elsewhere": lambda: odt(
        f'<text:section><text:section-source xlink:href="file:///etc/passwd"/>{SAYS}</text:section>'
    ),
    "a content of 299 MB": lambda: odt(" " * 299_000_000),
    "a picture of a gigabyte": lambda: odt(SAYS, {"Pictures/a.png": b" " * 1_000_000_000}),
    "locked": lambda: odt(
        SAYS,
        {
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{MANIFEST}"><manifest:file-entry '
            'manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
        },
    ),
    "without content": lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
}


def html(body: str) -> bytes:
    return f"<!doctype html><html lang=sv><meta charset=utf-8><body><h1>Protokoll</h1>{body}".encode()


WEB: dict[str, Callable[[], bytes]] = {
    "elements in each other": lambda: html("<div>" * 100_000 + "Val"),
    "tables in each other": lambda: html("<table><tr><td>" * 30_000 + "Val"),
    "lists in each other": lambda: html("<ul><li>" * 30_000 + "Val"),
    "bold in bold": lambda: html("<b><i>" * 100_000 + "Val"),
    "bold that crosses": lambda: html("<p><b><p><i>" * 30_000 + "Val"),
    "a million attributes": lambda: html("<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + ">Val"),
    "an attribute without end": lambda: html('<p class="' + "a" * 18_000_000),
    "a million entities": lambda: html("&amp;&nbsp;" * 900_000),
    "entities that begin": lambda: html("&" * 5_000_000),
    "comments that begin": lambda: html("<!--" * 1_000_000),
    "tags that begin": lambda: html("<" * 5_000_000),
    "a script of 19 MB": lambda: html("<script>" + "a" * 19_000_000),
    "a million paragraphs": lambda: html("<p>Val" * 1_000_000),
    "a million breaks": lambda: html("<br>a" * 1_000_000),
    "half a million cells": lambda: html("<table><tr>" + "<td>a" * 500_000),
    "a cell over all": lambda: html("<table><tr><td colspan=999999999 rowspan=999999999>a<td>b<tr><td>c</table>"),
    "many cells over many": lambda: html("<table>" + "<tr><td colspan=1000 rowspan=1000>a<td>b" * 3000 + "</table>"),
    "a list that begins late": lambda: html("<ol start=99999999999999999999 type=i><li>a<li>b</ol>"),
    "a list that counts backwards": lambda: html("<ol reversed start=-5 type=A>" + "<li value=-999999999>a" * 9999),
    "another encoding": lambda: html("Val").replace(b"charset=utf-8", b"charset=utf-7"),
    "an encoding that nobody has": lambda: html("Val").replace(b"charset=utf-8", b"charset=../../etc/passwd"),
    "an encoding that runs programs": lambda: html("Val").replace(b"charset=utf-8", b"charset=zlib_codec"),
    "frames from elsewhere": lambda: html(
        '<iframe src="http://192.0.2.1/"></iframe><object data="file:///etc/passwd">'
    ),
    "a base elsewhere": lambda: html('<base href="file:///"><link rel=stylesheet href=etc/passwd><p>Val'),
    "laughs": lambda: (LAUGHS.replace("DOCTYPE w", "DOCTYPE html") + "<html><body>&j;</body></html>").encode(),
    "a file of the server": lambda: (STOLEN.replace("DOCTYPE w", "DOCTYPE html") + "<html>&a;</html>").encode(),
}


def mail(body: bytes, kind: bytes = b"text/plain; charset=utf-8", more: bytes = b"") -> bytes:
    return (
        b"From: rut@example.se\r\nTo: bo@example.se\r\nDate: Fri, 1 Mar 2024 10:00:00 +0100\r\nSubject: Protokoll\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: " + kind + b"\r\n" + more + b"\r\n" + body
    )


def parts_in_parts(depth: int) -> bytes:
    opened = b"".join(
        b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1) for n in range(depth)
    )
    return mail(opened + b"--b%d\r\n\r\nVal" % depth, b"multipart/mixed; boundary=b0")


SENT_AS = b"Content-Transfer-Encoding: %s\r\n"
MAIL: dict[str, Callable[[], bytes]] = {
    "parts in parts": lambda: parts_in_parts(10_000),
    "parts in a few parts": lambda: parts_in_parts(200),
    "letters in letters": lambda: mail(b"Content-Type: message/rfc822\r\n\r\n" * 10_000, b"message/rfc822"),
    "a hundred thousand parts": lambda: mail(b"--b\r\n\r\na\r\n" * 100_000 + b"--b--", b"multipart/mixed; boundary=b"),
    "a boundary that is empty": lambda: mail(b"--\r\n\r\na\r\n" * 10_000, b'multipart/mixed; boundary=""'),
    "a boundary without end": lambda: mail(b"--b", b"multipart/mixed; boundary=" + b"b" * 1_000_000),
    "a head without end": lambda: mail(b"Val", more=b"X-A: " + b"a" * 10_000_000 + b"\r\n"),
    "a million heads": lambda: mail(b"Val", more=b"X-A: a\r\n" * 1_000_000),
    "a head that folds": lambda: mail(b"Val", more=b"References:" + b"\r\n <a@b>" * 300_000 + b"\r\n"),
    "a subject in pieces": lambda: mail(b"Val", more=b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\r\n"),
    "addresses without end": lambda: mail(b"Val", more=b"Cc: " + b"a <a@b>, " * 200_000 + b"\r\n"),
    "addresses in brackets": lambda: mail(b"Val", more=b"Cc: " + b"(" * 50_000 + b"\r\n"),
    "a kind in pieces": lambda: mail(b"Val", b"text/plain" + b"".join(b"; a*%d*=b" % n for n in range(20_000))),
    "base64 of 14 MB": lambda: mail(base64.encodebytes(b"att " * 3_500_000), more=SENT_AS % b"base64"),
    "base64 that is none": lambda: mail(b"\xff=" * 1_000_000, more=SENT_AS % b"base64"),
    "quoted without end": lambda: mail(b"=3D=\r\n" * 1_000_000, more=SENT_AS % b"quoted-printable"),
    "uuencoded": lambda: mail(b"begin 644 a\n" + b"M" * 60 * 9999 + b"\nend", more=SENT_AS % b"x-uuencode"),
    "an encoding that runs programs": lambda: mail(b"Val", b"text/plain; charset=zlib_codec"),
    "an encoding that nobody has": lambda: mail(b"Val \xe5", b"text/plain; charset=../../etc/passwd"),
    "a page that is deep": lambda: mail(html("<div>" * 100_000), b"text/html; charset=utf-8"),
    "quotes of quotes": lambda: mail(b">" * 1_000_000 + b" Val\r\n"),
    "quotes on lines": lambda: mail(b"> > > Val\r\n" * 300_000),
    "a body from elsewhere": lambda: mail(b"", b'message/external-body; access-type=local-file; name="/etc/passwd"'),
}

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF: dict[str, Callable[[], bytes]] = {
    "groups in groups": lambda: b"{\\rtf1 " + b"{" * 1_000_000,
    "a million paragraphs": lambda: b"{\\rtf1 " + b"Val\\par " * 1_000_000 + b"}",
    "binary of a gigabyte": lambda: b"{\\rtf1 {\\pict\\bin999999999 " + b"x" * 999 + b"}}",
    "an object to start": lambda: b"{\\rtf1 {\\object\\objautlink\\objupdate{\\*\\objdata 0105000002000000}}Protokoll}",
    "a field from elsewhere": lambda: b'{\\rtf1 {\\field{\\*\\fldinst INCLUDETEXT "file:///etc/passwd"}}Protokoll}',
    "a template from elsewhere": lambda: b"{\\rtf1 {\\*\\template http://192.0.2.1/a.dot}Protokoll}",
    "a table of a million cells": lambda: b"{\\rtf1 \\trowd" + b"\\cellx99" * 300_000 + b"\\intbl a\\cell\\row}",
    "words of control without end": lambda: b"{\\rtf1 \\" + b"a" * 5_000_000 + b"}",
    "lists in a ring": lambda: (
        b"{\\rtf1{\\*\\listtable{\\list\\listid1{\\listlevel}}}{\\stylesheet{\\s1\\sbasedon1 a;}}\\s1 Val}"
    ),
    "nothing but a head": lambda: b"{\\rtf1",
}
# Where the list of an old Word file's parts would stand: without it nobody takes it for one.
PARTS = "WordDocument".encode("utf-16-le")
OLD: dict[str, Callable[[], bytes]] = {
    "nothing but a head": lambda: OLE,
    "noise": lambda: OLE + bytes((n * n * 31 + n) % 251 for n in range(300_000)) + PARTS,
    "a chain that bites its tail": lambda: (
        OLE
        + b"\x00" * 16
        + b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
        + b"\x00" * 10
        + (1).to_bytes(4, "little") * 6
        + b"\x01\x00\x00\x00" * 2000
        + PARTS
    ),
    "sectors of no size": lambda: (
        OLE + b"\x00" * 16 + b"\x3e\x00\x03\x00\xfe\xff\x00\x00\x00\x00" + b"\xff" * 5000 + PARTS
    ),
}
ODD: dict[str, Callable[[], bytes]] = {
    "a PDF in a Word file.docx": lambda: WHOLE + zipped(parts(p("Protokoll"))),
    "a Word file in a PDF.pdf": lambda: zipped(parts(p("Protokoll"))) + WHOLE,
    "a PDF called text.txt": lambda: WHOLE,
    "a page called a PDF.pdf": lambda: html("Val"),
    "an archive called text.txt": lambda: zipped({"a": "b"}),
    "gzip.txt": lambda: b"\x1f\x8b\x08\x00" + zlib.compress(b" " * 9_000_000),
    "a program.pdf": lambda: b"\x7fELF" + b"\x00" * 999,
    "a name without end" + "." * 200 + "pdf": lambda: WHOLE,
    "a\nname\x1b[2Jwith\x7fsigns.pdf": lambda: WHOLE,
    "no ending": lambda: WHOLE,
    ".docx": lambda: zipped(parts(p("Protokoll"))),
    "nothing.txt": lambda: b"",
    "one byte.pdf": lambda: b"%",
    "one byte more than may be.txt": lambda: b"a" * 20_000_001,
}
