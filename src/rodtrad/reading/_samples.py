"""The least that a file of each format holds: read before any document, so that children find what loads late."""

from typing import Final

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns"
ODT: Final = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "content.xml": f'<office:document-content xmlns:office="{_OASIS}:office:1.0" xmlns:text="{_OASIS}:text:1.0" '
    f'xmlns:table="{_OASIS}:table:1.0"><office:body><office:text><text:h text:outline-level="1">Protokoll</text:h>'
    "<text:list><text:list-item><text:p>Val</text:p></text:list-item></text:list><table:table><table:table-row>"
    "<table:table-cell/><table:table-cell><text:p>Beslut</text:p></table:table-cell></table:table-row></table:table>"
    "</office:text></office:body></office:document-content>",
}
HTML: Final = (
    b'<!doctype html><meta charset="iso-8859-1"><h1>Protokoll \xe5</h1><ol><li>Val</ol>'
    b"<table><tr><td>Tid<td>1 mars 2023</table>"
)
MAIL: Final = (
    b"From: =?iso-8859-1?q?Rut_=C5k?= <rut@example.se>\r\nSubject: Protokoll\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\nProtokoll\r\n\r\nTid: 1 mars =E5r 2023\r\n"
    b'--x\r\nContent-Type: image/png; name="bild.png"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--x--\r\n'
)
