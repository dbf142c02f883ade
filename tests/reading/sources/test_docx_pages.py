"""Pages as Word last laid them out, and what stands on every one of them."""

from __future__ import annotations

import pytest

from rodtrad.reading import read
from tests.reading.sources.word_files import assert_in_place, edges, fld, opened, p, r, tbl, tc, texts

PAGE = '<w:r><w:br w:type="page"/></w:r>'
LAID_OUT = "<w:r><w:lastRenderedPageBreak/></w:r>"
BEFORE = "<w:pageBreakBefore/>"


def section(kind: str = "", *references: str, more: str = "") -> str:
    written = f'<w:type w:val="{kind}"/>' if kind else ""
    return f"<w:sectPr>{''.join(references)}{written}{more}</w:sectPr>"


def edge(name: str, kind: str = "default") -> str:
    where = "header" if name.startswith("header") else "footer"
    return f'<w:{where}Reference w:type="{kind}" r:id="r{name}"/>'


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (p("a") + p("b"), {"a": 1, "b": 1}),
        (p("a") + p(PAGE, "b"), {"a": 1, "b": 2}),
        (p("a", PAGE, "b"), {"a": 1, "b": 2}),
        (p("a", PAGE) + p("b"), {"a": 1, "b": 2}),
        (p("a") + p(PAGE) + p("b"), {"a": 1, "b": 2}),
        (p("a", PAGE, PAGE, "b"), {"a": 1, "b": 3}),  # an empty page
        (p("a") + p("b", properties=BEFORE), {"a": 1, "b": 2}),
        (p("a", properties=BEFORE) + p("b"), {"a": 1, "b": 1}),  # the first page is the first
        (p("a") + p(LAID_OUT, "b") + p("c"), {"a": 1, "b": 2, "c": 2}),
        # Word's own break after the author's is the same
        (p("a", PAGE) + p(LAID_OUT, "b"), {"a": 1, "b": 2}),
        (p("a") + p(LAID_OUT, "b", properties=BEFORE), {"a": 1, "b": 2}),
        (p("a", properties=section()) + p(LAID_OUT, "b") + section(), {"a": 1, "b": 2}),
        # how a section begins, it says itself
        (p("a", properties=section()) + p("b") + section("continuous"), {"a": 1, "b": 1}),
        (p("a", properties=section("continuous")) + p("b") + section("oddPage"), {"a": 1, "b": 2}),
        # a row goes on over the page: what follows it stands on the next
        (tbl(tc("a") + tc(p("x", LAID_OUT, "y")), tc("b") + tc("c")), {"a xy": 1, "b c": 2}),
        (tbl(tc(p("a", LAID_OUT, "x")) + tc(p("y", LAID_OUT, "z"))) + p("b"), {"ax yz": 1, "b": 2}),
        (p("a") + tbl(tc(p(LAID_OUT, "b")) + tc("c")), {"a": 1, "b c": 2}),
    ],
)
def test_a_line_knows_its_page(body: str, pages: dict[str, int]) -> None:
    source = opened(body)
    assert {line.text: line.page for line in source.lines if line.text} == pages
    assert_in_place(source)
    for line in source.lines:
        if line.text:
            assert source.place(line.content).page == line.page


def test_a_paragraph_over_two_pages_has_places_on_both() -> None:
    source = opened(p("Mötet ", LAID_OUT, "öppnas"))
    (line,) = source.lines
    assert (source.text, source.page_starts) == ("Mötet öppnas", (0, 6))
    assert [source.place(line.content[cut]).page for cut in (slice(0, 5), slice(6, 12))] == [1, 2]


HEADER = p("Region Älvmark", "<w:r><w:tab/></w:r>", "Dnr RS 2024/12", "<w:r><w:tab/></w:r>", "Sida ", fld("PAGE", "1"))


def test_a_header_stands_first_without_the_page_number_and_a_footer_last() -> None:
    source = opened(
        p("Protokoll Styrgruppen 2024-03-01") + section("", edge("header"), edge("footer")),
        header=HEADER,
        footer=p("Box 12, Ekeby"),
    )
    assert source.text == "Region Älvmark\nDnr RS 2024/12\n\nProtokoll Styrgruppen 2024-03-01\n\nBox 12, Ekeby"
    assert texts(source) == ["Protokoll Styrgruppen 2024-03-01"]
    assert edges(source) == ["Region Älvmark", "Dnr RS 2024/12", "Box 12, Ekeby"]
    assert_in_place(source)
    record = read(source)
    assert (record.reference, record.head_places["reference"].place.chars) == ("RS 2024/12", (19, 29))


def test_the_first_page_has_a_header_of_its_own() -> None:
    references = (edge("header"), edge("header_2", "first"))
    named = {"header": p("Styrgruppen för hälsa"), "header_2": p("Dnr RS 2024/12")}
    titled = opened(p("Protokoll") + section("", *references, more="<w:titlePg/>"), **named)
    assert titled.text == "Dnr RS 2024/12\n\nProtokoll\n\nStyrgruppen för hälsa"
    others = opened(p("Protokoll") + section("", *references), **named)
    assert edges(others) == ["Styrgruppen för hälsa", "Dnr RS 2024/12"]


@pytest.mark.parametrize("more", ["", "<w:titlePg/>"])  # which only later pages have
def test_what_only_the_header_says_is_not_lost(more: str) -> None:
    header = tbl(tc("Styrgruppen för hälsa") + tc("Sammanträdesprotokoll 2024-03-01"), tc() + tc("Dnr RS 2024/12"))
    record = read(opened(p("Närvarande: Rut Ek") + section("", edge("header"), more=more), header=header))
    assert (record.kind, record.body, record.reference) == ("minutes", "Styrgruppen för hälsa", "RS 2024/12")
    assert record.meeting and record.meeting.date == "2024-03-01"


def test_what_the_document_says_goes_before_its_header() -> None:
    header = p("Samverkansrådet") + p("Protokoll 2024-01-01") + p("Dnr RS 2024/1")
    body = p("Protokoll Styrgruppen 2024-03-01") + p("Dnr RS 2024/12") + section("", edge("header"))
    record = read(opened(body, header=header))
    assert (record.body, record.reference) == ("Styrgruppen", "RS 2024/12")
    assert record.meeting and record.meeting.date == "2024-03-01"


def test_lines_that_come_back_on_every_page_are_no_header_where_word_has_one() -> None:
    body = p("Protokoll") + p("Dnr RS 1") + (p("Ärende") * 8 + p("Dnr RS 2")) * 3
    assert "RS 1" in {read(opened(body)).reference}


@pytest.mark.parametrize(
    ("before", "shown"),
    [("Protokoll 2024-03-01", ["Protokoll 2024-03-01"]), ("Sida", []), ("Styrgruppen, sid", ["Styrgruppen"])],
)
def test_the_number_of_a_page_is_left_out_of_its_header(before: str, shown: list[str]) -> None:
    simple = '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>9</w:t></w:r></w:fldSimple>'
    header = p(f"{before} ", fld(" PAGE ", "1"), " (", simple, ")")
    assert edges(opened(p("a") + section("", edge("header")), header=header)) == shown
    assert edges(opened(p("a") + section("", edge("header")), header=p(f"{before} ", fld("PAGE", None)))) == shown


def test_a_header_of_several_sections_stands_once() -> None:
    body = p("a", properties=section("", edge("header"))) + p("b") + section("", edge("header"), edge("header_2"))
    source = opened(body, header=p("Styrgruppen"), header_2=p("Styrgruppen") + tbl(tc("Bilaga 1") + tc("x")))
    assert source.text == "Styrgruppen\n\na\nb\n\nBilaga 1\nx"


@pytest.mark.parametrize("number", ["2", "Sida 2", "2 (5)", "Sid 2 av 5", "2/5", "s. 2"])
def test_a_page_number_is_no_line(number: str) -> None:
    assert opened(p("a") + section("", edge("footer")), footer=p(r(number))).text == "a"
