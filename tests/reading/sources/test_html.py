"""Web pages: lines as a browser breaks them, and the document without the site around it."""

from __future__ import annotations

import pytest

from rodtrad.reading.sources import Source, Unreadable, open_source
from tests.reading.sources.word_files import assert_in_place, edges, texts


def opened(page: str, encoding: str = "utf-8") -> Source:
    source = open_source("protokoll.html", page.encode(encoding))
    assert_in_place(source)
    return source


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("ett\n   två", ["ett två"]),
        ("<p>ett<p>två", ["ett", "två"]),
        ("<div>ett<div>två</div>tre</div>", ["ett", "två", "tre"]),
        ("ett<br>två<br/>tre", ["ett", "två", "tre"]),
        ("<span>ett</span><span>två</span> <i>tre</i>", ["etttvå tre"]),
        ("h&auml;lso- &amp; sjukv&#229;rd", ["hälso- & sjukvård"]),
        ("<p>ett<!-- två --> tre", ["ett tre"]),
        ("<script>var x</script><style>p{}</style><p>text", ["text"]),
        ("<p hidden>dolt</p><p style='display: none'>dolt</p><p>synligt", ["synligt"]),
        ("<pre>Tid    9.00\nPlats  Teams</pre>", ["Tid 9.00", "Plats Teams"]),
        ("<ul><li>ett<li>två</ul>", ["• ett", "• två"]),
        ("<ol><li>ett<li>två</ol>", ["1. ett", "2. två"]),
        ("<ol start=129><li>ett<li>två</ol>", ["129. ett", "130. två"]),
        ("<ol type=a><li>ett<li value=4>två<li>tre</ol>", ["a. ett", "d. två", "e. tre"]),
        ("<ol type=I><li>ett<li>två</ol>", ["I. ett", "II. två"]),
        ("<ol reversed><li>ett<li>två</ol>", ["2. ett", "1. två"]),
        ("<ol style='list-style-type: lower-alpha'><li>ett</ol>", ["a. ett"]),
        ("<ul style='list-style: none'><li>§ 1 Val</ul>", ["§ 1 Val"]),
        ("<ol><li><p>ett</p><p>mer</p><li>två<ul><li>under</ul></ol>", ["1. ett", "mer", "2. två", "• under"]),
        ("<ol><li><ol type=a><li>ett</ol></ol>", ["a. ett"]),
        ("<ul>vilse<li>ett</ul>", ["vilse", "• ett"]),
        ("<dl><dt>Tid<dd>9.00<dt>Plats<dd>Teams</dl>", ["Tid | 9.00", "Plats | Teams"]),
        ("<table><tr><th>Namn<th>Ort<tr><td>Rut Ek<td>Ekeby</table>", ["Namn | Ort", "Rut Ek | Ekeby"]),
        ("<table><caption>Närvaro</caption><tr><td>a<td>b</table>", ["Närvaro", "a | b"]),
        ("<table><tr><td>ett<tr><td>två</table>", ["ett", "två"]),
        ("<table><tr><td>Meny<td><h1>Protokoll</h1><p>Text</table>", ["Meny", "Protokoll", "Text"]),
        ("<table role=presentation><tr><td>ett<td>två</table>", ["ett", "två"]),
        ("<table><tr><form><td>ett</td><td>två</td></form></tr></table>", ["ett | två"]),
        ("<table><tr><td>a<td><ol><li>ett<li>två</ol></table>", ["a | 1. ett 2. två"]),
        # Word's bullets: a square that is "§" in another font.
        ("<p><span style='font-family:Wingdings'>§<span>&nbsp;&nbsp; </span></span>punkt", ["• punkt"]),
        ("<p><!--[if !supportLists]--><span>1.<span>&nbsp;&nbsp;</span></span><!--[endif]-->Val", ["1. Val"]),
    ],
)  # fmt: skip
def test_lines_are_those_of_a_browser(page: str, expected: list[str]) -> None:
    assert texts(opened(page)) == expected


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td rowspan=2>Mål<td>A<tr><td>B",
        "<tr><td rowspan=99999>Mål<td>A<tr><td>B",
        "<tr><td rowspan=2 colspan=3>Mål<td>A<tr><td>B",  # columns in which no cell begins are none
    ],
)
def test_cells_stand_in_their_columns_whatever_was_merged(rows: str) -> None:
    source = opened(f"<table>{rows}</table>")
    assert [[cell.text for cell in line.cells] for line in source.lines if line.cells] == [["Mål", "A"], ["", "B"]]


def test_headings_bold_lines_and_pages_are_told() -> None:
    source = opened(
        "<h1>Protokoll</h1><h2>§ 1 Val</h2><p><b>Beslut</b></p><p><b>Beslut</b> fattas</p>"
        "<p style='page-break-before:always;font-weight:700'>Ny sida</p>"
    )
    assert [(line.text, line.level, line.bold, line.page) for line in source.lines if line.text] == [
        ("Protokoll", 1, False, 1), ("§ 1 Val", 2, False, 1), ("Beslut", 0, True, 1), ("Beslut fattas", 0, False, 1),
        ("Ny sida", 0, True, 2),
    ]  # fmt: skip


SITE = """<!doctype html><title>Protokoll 14 mars – Ekeby kommun</title><body>
<div id="cookie-consent">Vi använder kakor</div>
<header><a href="/">Ekeby kommun</a><nav><ul><li>Start<li>Politik</ul></nav></header>
<ul class="breadcrumbs"><li>Start<li>Möten</ul>
{}
<aside>Kontakt</aside><footer>Ekeby kommun, Box 1</footer>"""
READ = ["Protokoll", "Styrgruppen för hälsa och omsorg, 14 mars 2024, digitalt möte", "§ 1 Val av justerare"]
MINUTES = f"<h1>{READ[0]}</h1><p>{READ[1]}</p><h2>{READ[2]}</h2>"


@pytest.mark.parametrize(
    "document",
    [
        f"<main>{MINUTES}</main>",
        f"<div role=main>{MINUTES}</div>",
        f"<div>{MINUTES}</div>",
        f"<article><header>{MINUTES}</header></article>",
        f"<table><tr><td>{MINUTES}</table>",
        MINUTES.replace("</h1>", "</h1><main>") + "</main>",
        f"<div class='content'>{MINUTES}</div><div class='site-menu'>Undermeny</div>",
    ],
)
def test_the_site_around_the_document_is_left_out(document: str) -> None:
    source = opened(SITE.format(document))
    assert texts(source) == READ and edges(source) == ["Protokoll 14 mars – Ekeby kommun"]


@pytest.mark.parametrize(
    "tag", ["aside", "footer", "div class=menu", "section id=share", "header", "blockquote type=cite"]
)
def test_the_minutes_are_never_left_out(tag: str) -> None:
    source = opened(f"<body><p>Ekeby</p><{tag}>{MINUTES}</{tag.split()[0]}>")
    assert texts(source) == ["Ekeby", *READ]


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp1252", ""),
        ("cp1252", "<meta charset=iso-8859-1>"),
        ("cp1252", "<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>"),
        ("utf-8", "<meta charset=iso-8859-1>"),  # what the bytes show goes ahead of what is said of them
        ("cp1252", "<meta charset=utf-8>"),
        ("mac_roman", "<meta charset=macintosh>"),
        ("cp1252", "<meta charset=x-okänd>"),
    ],
)
def test_encodings(encoding: str, meta: str) -> None:
    assert texts(opened(f"<html><head>{meta}</head><p>Förslag – åtgärd", encoding)) == ["Förslag – åtgärd"]


@pytest.mark.parametrize(
    ("page", "code", "says"),
    [
        ("<html><body></body></html>", "empty", "ingen text"),
        ("<nav>Meny</nav>", "empty", "ingen text"),
        ("<p>före" + "<div>" * 300 + "inne", "too-heavy", "fler led"),
        ("<b></b>" * 400_001, "too-heavy", "400000 delar"),
        ("<p>x" * 60_001, "too-heavy", "60000"),
    ],
)
def test_what_can_not_be_read_is_told(page: str, code: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as told:
        open_source("protokoll.html", page.encode())
    assert told.value.code == code
