"""What is pasted becomes paragraphs, whole and harmless."""

from time import process_time

import pytest
from django.core.exceptions import ValidationError

from rodtrad.web.holding.pasted import Piece, pieces_of

IGNORED = (
    "<![if !supportLists]><span style='mso-list:Ignore'>{mark}"
    "<span style='font:7.0pt \"Times\"'>&nbsp; </span></span><![endif]>"
)


def word_list(*rows: tuple[int, str, str]) -> str:
    """A list as Word puts it on the clipboard: level, mark and text of each."""
    lines = [
        f"<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'>"
        f"{IGNORED.format(mark=mark)}<span lang=SV>{text}<o:p></o:p></span></p>"
        for level, mark, text in rows
    ]
    return f"<html xmlns:o='urn:x'><head><style>p {{ color: red }}</style></head><body>{''.join(lines)}</body></html>"


@pytest.mark.parametrize("count", range(1, 13))
@pytest.mark.parametrize("mark", ["·", "{n}.", "{n})"], ids=["bullets", "numbers", "brackets"])
def test_lists_of_word_are_whole(count: int, mark: str) -> None:
    html = word_list(*((1, mark.format(n=n), f"Rad {n}") for n in range(1, count + 1)))
    assert pieces_of(html) == [Piece("list", "\n".join(f"Rad {n}" for n in range(1, count + 1)))]


@pytest.mark.parametrize("count", range(1, 13))
def test_lists_of_two_levels(count: int) -> None:
    rows = [(level, "·", f"Rad {n}.{level}") for n in range(1, count + 1) for level in (1, 2)]
    told = [line for n in range(1, count + 1) for line in (f"Rad {n}.1", f"  Rad {n}.2")]
    assert pieces_of(word_list(*rows)) == [Piece("list", "\n".join(told))]
    items = "".join(f"<li><p>Rad {n}.1</p><ul><li>Rad {n}.2</li></ul></li>" for n in range(1, count + 1))
    assert pieces_of(f"<ol>{items}</ol>") == [Piece("list", "\n".join(told))]


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<h2>Läget</h2><p>Ett<br>två</p>", [Piece("heading", "Läget"), Piece("text", "Ett två")]),
        ("<p>Ett <b>fett </b>ord</p>", [Piece("text", "Ett **fett** ord")]),
        ("<p>Ett <b>fett <strong>ord</b>", [Piece("text", "Ett **fett ord**")]),
        (
            "<b style='font-weight:normal'><p>Ett</p><p><b>två</b></p></b>",
            [Piece("text", "Ett"), Piece("text", "**två**")],
        ),
        ("<p>Ett</b> ord</p>", [Piece("text", "Ett ord")]),
        ("<p>2 ** 3</p>", [Piece("text", "2 * * 3")]),
        ("<p>&nbsp;</p><p><b> </b></p>", []),
        (
            "<p>Före</p><ul><li>a</li></ul><p>Efter</p>",
            [Piece("text", "Före"), Piece("list", "a"), Piece("text", "Efter")],
        ),
        ("<table><tr><td>Ek</td><td>Ekeby</td></tr></table>", [Piece("text", "Ek Ekeby")]),
        ("<table><tr><td>Ek<td>Ekeby</table>", [Piece("text", "Ek Ekeby")]),
        ("<ul><li><p>Ek</p><p>Ekeby</p></li><li><div>Al</div></ul>", [Piece("list", "Ek Ekeby\nAl")]),
        ("<dl><dt>Ek</dt><dd>Ekeby</dd></dl>", [Piece("text", "Ek"), Piece("text", "Ekeby")]),
        ("<section>Ek</section><section>Ekeby</section>", [Piece("text", "Ek"), Piece("text", "Ekeby")]),
        ("<p><span style='mso-list:Ignore'>1.</p><p>Ett</p>", [Piece("text", "Ett")]),
        ("utan märken", [Piece("text", "utan märken")]),
        ("", []),
    ],
)
def test_what_else_is_pasted(html: str, told: list[Piece]) -> None:
    assert pieces_of(html) == told


@pytest.mark.parametrize(
    "html",
    [
        "<p>Text</p><script>alert(1)</script>",
        "<p>Text<img src=x onerror=alert(1)></p>",
        "<p onclick='alert(1)'>Text</p>",
        "<style>p{background:url(javascript:alert(1))}</style><p>Text</p>",
        "<p style='background:url(javascript:alert(1))'>Text</p>",
        "<a href='javascript:alert(1)'>Text</a>",
        "<svg><script>alert(1)</script></svg><p>Text</p>",
        "<math><mi xlink:href='data:x,<script>alert(1)</script>'></mi></math><p>Text</p>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe><p>Text</p>",
        "<p>Text</p><!--[if gte mso 9]><xml>alert(1)</xml><![endif]-->",
        "<textarea><script>alert(1)</script></textarea><p>Text</p>",
        "<p>Text<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript></p>",
    ],
)
def test_nothing_of_the_markup_is_left(html: str) -> None:
    found = pieces_of(html)
    assert "Text" in "".join(piece.text for piece in found)
    assert not any(word in piece.text for piece in found for word in ("<", "alert", "javascript"))


def test_blanks_keep_nobody_waiting() -> None:
    begun = process_time()
    told = pieces_of(f"<b>{' ' * 50_000}ett<p>två</p></b>")
    assert [piece.text for piece in told] == ["**ett**", "**två**"]
    assert process_time() - begun < 5  # hours, where each way to divide them is tried


@pytest.mark.parametrize("times", [100, 1_000, 50_000])
@pytest.mark.parametrize(
    ("before", "each", "after"),
    [
        ("", "<ul><li>", "</li></ul>"),
        ("", "<ul><li>", ""),
        ("", "<dl><dd>", ""),
        ("", "<div>", "</div>"),
        ("", "<p><b id={n}>", ""),  # 22 MB of a tree for 5,000 of them, where browsers' rules are followed
        ("", "<table><tr><td>", ""),
        ("", "<span>x", ""),
        ("", "<b>x", "</i>"),
        ("", "</span>", ""),
        ("", "<p a{n}", ""),
        ("", "<p style='", ""),
        ("", '<p style="', ""),
        ("<p ", "a{n}='1' ", ">"),
        ("<p style='", "mso-list:", "'>"),
        ("<p style='mso-list:l0", " ", ""),
        ("<p style=", "  ", ""),
        ("", "<!--", ""),
        ("", "<![if", ""),
        ("", "<script", ""),
        ("", "<script></", ""),
        ("", "<select><title>", ""),
        ("", "<", ""),
        ("", "&", ""),
        ("", "&amp", ""),
    ],
)
def test_what_is_nested_or_left_open_keeps_nobody_waiting(before: str, each: str, after: str, times: int) -> None:
    html = f"{before}{''.join(each.format(n=n) for n in range(times))}x{after * times}"
    begun = process_time()
    assert len(pieces_of(html)) <= 2
    assert process_time() - begun < 5  # minutes, or all memory, where it is made a tree


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("x" * 2_000_001, "för stort"),
        ("<p>x</p>" * 1_001, "har 1001 stycken, och högst 1000"),
        (f"<p>{'x' * 100_001}</p>", "längre än 100000 tecken"),
    ],
    ids=["size", "paragraphs", "a paragraph"],
)
def test_more_than_can_be_put_in_is_refused_whole(html: str, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        pieces_of(html)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p title=it's>Ett</p><p>Ekeby's</p>", "Ett Ekeby's"),
        ("<p title='a > b'>Ett</p>", "Ett"),
        ("<!-->Ett<!-- <p>två</p> -->", "Ett"),
        ("2 < 3 &amp; 4 > 3 &lt;b&gt;", "2 < 3 & 4 > 3 <b>"),
        ("<SCRIPT>if (a < b) '</p>'</SCRIPT>Ett", "Ett"),
        ("<head><style>p {}</style><body>Ett", "Ett"),
        ("Ett<script>", "Ett"),
    ],
)
def test_markup_is_read_as_browsers_do(html: str, text: str) -> None:
    assert " ".join(piece.text for piece in pieces_of(html)) == text
