from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.reading.sources import Line, Source, Stretch, open_source


def opened(text: str, name: str = "protokoll.txt") -> Source:
    return open_source(name, text.encode())


def line(text: str) -> Line:
    return opened(text).lines[-1]


def paragraphs(text: str) -> list[list[str]]:
    """The cells of the last line, each as its paragraphs."""
    return [[paragraph.text for paragraph in cell.paragraphs] for cell in line(text).cells]


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Mötet  öppnas \t ", "Mötet öppnas"),
        ("kl.\xa09\u202f–\u200911", "kl. 9 – 11"),
        ("sam\xadverkans\u200bgruppen\ufeff", "samverkansgruppen"),
        ("sam\xad", "sam-"),  # a divided word goes on in the next line
        ("Ann\u2011Mari och BVC\u2010enheten", "Ann-Mari och BVC-enheten"),
        ("A\u030asa och na\u0308mnden", "Åsa och nämnden"),  # as an old Mac writes it
        ("Ett **viktigt** och *kursivt* ord, __fett__ och _lutat_", "Ett viktigt och kursivt ord, fett och lutat"),
        ("***Beslut:*** enligt förslag", "Beslut: enligt förslag"),
        ("**Beslut**: att *bifalla*", "Beslut: att bifalla"),
        (
            'Se [publicerat bildspel](#) och [kartan](https://ekeby.example/karta "Karta")',
            "Se publicerat bildspel och kartan",
        ),
        ("![Vapen](vapen.png) Ekeby kommun", "Vapen Ekeby kommun"),
        (
            "Skriv till <rut@ekeby.example> eller <https://ekeby.example>",
            "Skriv till rut@ekeby.example eller https://ekeby.example",
        ),
        ("Hälsa &amp; skola,&nbsp;&#228;ldre &Aring;s &okänt;", "Hälsa & skola, äldre Ås &okänt;"),
        ("1\\. Val av \\*justerare\\*", "1. Val av *justerare*"),
        ("<i>Digital</i> <b>mottagning</b><br>i länet <!-- bild -->", "Digital mottagning i länet"),
        # no mark-up, so it stays
        ("2*3*4 och <5 % och a < b > c", "2*3*4 och <5 % och a < b > c"),
        ("Anna Ek*, Bo Alm* (*ersättare)", "Anna Ek*, Bo Alm* (*ersättare)"),
        ("fil_namn_a och _08b7e61", "fil_namn_a och _08b7e61"),
        ("Namn: ____________", "Namn: ____________"),
        ("§ 14/23 [ej klart]", "§ 14/23 [ej klart]"),
        ("1. Mötet öppnas", "1. Mötet öppnas"),
    ],
)
def test_a_line_is_cleaned(raw: str, cleaned: str) -> None:
    assert line(raw).text == cleaned


@pytest.mark.parametrize(
    ("raw", "bullet", "text", "indent"),
    [
        ("- Ekeby", "-", "Ekeby", 0),
        ("  - Norrvik", "-", "Norrvik", 2),
        ("* Sandhamra", "*", "Sandhamra", 0),
        ("•\tSkola", "•", "Skola", 0),
        ("\t• Skola", "•", "Skola", 4),
        ("•Skola", "•", "Skola", 0),
        ("\uf0b7 Skola", "\uf0b7", "Skola", 0),
        ("o Uppföljning", "o", "Uppföljning", 0),
        ("o\tuppföljning", "o", "uppföljning", 0),
        ("– att godkänna listan", "–", "att godkänna listan", 0),
        ("-Utredning", "-", "Utredning", 0),
        ("- **Analysgrupp**", "-", "Analysgrupp", 0),
        ("•", "•", "", 0),  # torn from its text
        ("- 3 -", "", "- 3 -", 0),  # a page number
        ("-5 grader", "", "-5 grader", 0),
        ("och så vidare", "", "och så vidare", 0),
        ("o dyl.", "", "o dyl.", 0),
        ("*kursivt*", "", "kursivt", 0),
    ],
)
def test_a_bullet_is_told_from_its_text(raw: str, bullet: str, text: str, indent: int) -> None:
    found = line(raw)
    assert (found.bullet, found.text, found.indent, found.blank) == (bullet, text, indent, False)


@pytest.mark.parametrize(
    ("raw", "text", "level", "bold"),
    [
        ("# § 3 Ekonomi", "§ 3 Ekonomi", 1, False),
        ("### **Beslut** ###", "Beslut", 3, True),
        ("Ekonomi\n=======", "Ekonomi", 1, False),
        ("#tagg", "#tagg", 0, False),
        ("**Beslut**", "Beslut", 0, True),
        ("**Beslut:**", "Beslut:", 0, True),
        ("<strong>Beslut</strong>", "Beslut", 0, True),
        ("**Beslut:** att bifalla", "Beslut: att bifalla", 0, False),
        ("**A** och **B**", "A och B", 0, False),
        ("- **Analysgrupp**", "Analysgrupp", 0, True),
    ],
)
def test_headings_and_bold_lines_are_marked(raw: str, text: str, level: int, bold: bool) -> None:
    found = opened(raw).lines[0]
    assert (found.text, found.level, found.bold) == (text, level, bold)


@pytest.mark.parametrize(
    ("raw", "cells"),
    [
        ("Målområde\tAktiviteter", [["Målområde"], ["Aktiviteter"]]),
        ("Målområde\tAktiviteter\n\tRevidera planen", [[], ["Revidera planen"]]),
        ("Målområde\tAktiviteter\n\n\n\t- Revidera", [[], ["- Revidera"]]),
        ("Mål\tNär\nTrygghet\t", [["Trygghet"], []]),
        ("Trygghet\t", []),  # a stray tab makes no table
        ("\tEtt indraget stycke", []),
        ("1.\tVal av justerare", []),
        ("§ 12 \tVal av justerare", []),
        ("1\tVal av justerare\tRut", [["1"], ["Val av justerare"], ["Rut"]]),
        ("a\t\tc", [["a"], [], ["c"]]),
        ("Mål\t<p>Ett <i>två</i>.</p> <p>Tre.</p>", [["Mål"], ["Ett två.", "Tre."]]),
        ("Mål\tEtt<br/>Två", [["Mål"], ["Ett", "Två"]]),
        # a list goes on with the paragraph before it, however it was closed; one that opens the cell stands alone
        (
            'Mål\t<p>Bevaka remisser;</p> <ul style="x">- Skola- Vård <p>Följ upp.</p>',
            [["Mål"], ["Bevaka remisser; - Skola- Vård", "Följ upp."]],
        ),
        (
            "Mål\t<p>Bevaka:</p><ul><li>Skola</li><li><p>- Vård</p></li></ul><p>Slut.</p>",
            [["Mål"], ["Bevaka: - Skola - Vård", "Slut."]],
        ),
        ("Mål\t<ul><li>Skola</li><li>Vård</li></ul>", [["Mål"], ["Skola", "Vård"]]),
        ("| Mål | När |", [["Mål"], ["När"]]),
        ("| | **höst** a \\| b<br>vår |", [[], ["höst a | b", "vår"]]),
        ("Mål | När\n--- | ---\nTrygg | höst", [["Trygg"], ["höst"]]),
        ("<tr><td>Rut Ek</td><td>Ekeby</td></tr>", [["Rut Ek"], ["Ekeby"]]),
        ("[Validera](#) | [Villkor](#)", []),
    ],
)
def test_rows_become_cells(raw: str, cells: list[list[str]]) -> None:
    assert paragraphs(raw) == cells


def test_the_content_of_a_row_joins_its_cells() -> None:
    assert line("Målområde\tAktiviteter").text == "Målområde Aktiviteter"


@pytest.mark.parametrize("raw", ["---", "* * *", "________", "| --- | :-: |", "", " \t", "\u200b"])
def test_lines_that_are_only_drawn_are_blank(raw: str) -> None:
    found = opened(f"Protokoll\n{raw}\nSlut").lines
    assert len(found) == 3
    assert found[1].blank
    assert not found[1].cells


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_every_line_end_ends_one_line(end: str) -> None:
    source = opened(end.join(["Ett", "", "Tre", ""]))
    assert [(found.number, found.text) for found in source.lines] == [(1, "Ett"), (2, ""), (3, "Tre")]
    assert source.text == "Ett\n\nTre\n"
    assert source.line_starts == (0, 4, 5)


def test_a_form_feed_begins_a_page_without_a_line() -> None:
    source = opened("Ett\n\fTvå\nTre\f\n")
    assert [(found.text, found.page) for found in source.lines] == [("Ett", 1), ("Två", 2), ("Tre", 2)]
    assert source.page_count == 3
    place = source.place(source.lines[1].content)
    assert (place.lines, place.page, place.chars) == ((2, 2), 2, (5, 8))


def test_a_piece_of_a_cleaned_line_is_found_in_the_original() -> None:
    source = opened("Kallelse\n**Beslut:** att &amp;  _bifalla_ motionen")
    start = source.lines[1].text.index("bifalla")
    place = source.place(source.lines[1].content[start : start + len("bifalla motionen")])
    assert source.text[slice(*place.chars)] == "bifalla_ motionen"
    assert place.lines == (2, 2)


MARKED = st.text(alphabet="abåÖ1 .-*_[]()<>&;#|\t\n\r\f\\/=!\xa0\xad\u0308•pbruliom", max_size=200)


@given(MARKED)
def test_every_character_points_into_the_original(text: str) -> None:
    if not text.strip():
        return
    source = opened(text)
    assert [found.number for found in source.lines] == list(range(1, len(source.line_starts) + 1))
    for found in source.lines:
        stretches = [found.content, *(paragraph for cell in found.cells for paragraph in cell.paragraphs)]
        for stretch in stretches:
            assert_stands_on(source, stretch, found.number)


def assert_stands_on(source: Source, stretch: Stretch, number: int) -> None:
    assert len(stretch.text) == len(stretch.offsets)
    assert list(stretch.offsets) == sorted(stretch.offsets)
    assert stretch.text == " ".join(stretch.text.split())
    if stretch:
        assert source.place(stretch).lines == (number, number)
