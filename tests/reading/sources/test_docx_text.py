"""Paragraphs of Word: which of their text people see, and what kind of line it becomes."""

from __future__ import annotations

import pytest

from rodtrad.reading import read
from tests.reading.sources.word_files import NAMES, assert_in_place, fld, opened, p, r, tbl, tc, texts

CHOICES = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent>'
    "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox>"
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def run(content: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>"


def sdt(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("inside", "seen"),
    [
        (r("Mötet ") + r("öppnas"), ["Mötet öppnas"]),
        (r("Rad ett") + run("<w:br/>") + r("rad två"), ["Rad ett", "rad två"]),
        (r("Rad ett") + run("<w:cr/>") + r("rad två"), ["Rad ett", "rad två"]),
        (r("Tid:") + run("<w:tab/>") + r("kl. 9"), ["Tid: | kl. 9"]),
        (run("<w:tab/>") + r("Bo Alm"), ["Bo Alm"]),  # a tab that only leads
        (r("§ 12") + run("<w:tab/>") + r("Val"), ["§ 12 Val"]),  # or follows a number
        (r("hälso") + run("<w:noBreakHyphen/>") + r(" och"), ["hälso- och"]),
        (r("sam") + run("<w:softHyphen/>") + r("verkan"), ["samverkan"]),
        (r("sam\xadverkan kl.\xa09"), ["samverkan kl. 9"]),
        (r("A\u030asa"), ["Åsa"]),
        (run('<w:sym w:font="Symbol" w:char="F0B7"/>') + r(" Skola"), ["• Skola"]),
        (run('<w:sym w:font="Wingdings" w:char="F0FC"/>') + r(" klart"), ["✓ klart"]),
        (run('<w:sym w:char="D800"/><w:sym w:char="0000"/><w:sym w:char="x"/>') + r("Val"), ["Val"]),
        (r("- Skola"), ["- Skola"]),  # a bullet that was typed
        # what is hidden, and what shows it all the same
        (r("Val") + r(" dolt", "<w:vanish/>"), ["Val"]),
        (r("Val") + r(" synligt", '<w:vanish w:val="0"/>'), ["Val synligt"]),
        (r("Val") + r(" dolt", '<w:rStyle w:val="Dold"/>'), ["Val"]),
        # what only wraps text
        ('<w:hyperlink r:id="r9">' + r("kartan") + "</w:hyperlink>", ["kartan"]),
        ("<w:smartTag>" + r("Ekeby") + "</w:smartTag>", ["Ekeby"]),
        (sdt(r("2024-03-01")), ["2024-03-01"]),
        (r("Val ") + sdt(r("Klicka här för att ange text."), "<w:showingPlcHdr/>"), ["Val"]),
        # what was put in and taken out
        (r("Val ") + "<w:ins>" + r("av justerare") + "</w:ins>", ["Val av justerare"]),
        (r("Val") + "<w:del><w:r><w:delText> av ordförande</w:delText></w:r></w:del>", ["Val"]),
        (r("Val") + "<w:moveFrom>" + r(" A") + "</w:moveFrom><w:moveTo>" + r(" B") + "</w:moveTo>", ["Val B"]),
        # fields: what they show, never their code
        (r("Se ") + fld(' HYPERLINK "http://ekeby.example" ', "kartan"), ["Se kartan"]),
        (r("Dag ") + '<w:fldSimple w:instr=" DATE ">' + r("3 maj") + "</w:fldSimple>", ["Dag 3 maj"]),
        (r("Se ") + fld(f' IF "{"x" * 20}" ', None) + r("nu"), ["Se nu"]),
        (run('<w:fldChar w:fldCharType="begin"/>') + run("<w:instrText> PAGE </w:instrText>") + r("x"), []),
        (run('<w:footnoteReference w:id="1"/><w:commentReference w:id="1"/>') + r("Val"), ["Val"]),
        # a box is drawn twice, for old and new Word, and read once
        (r("Val") + CHOICES.format(p("Dnr RS 2024/12")), ["Val", "Dnr RS 2024/12"]),
        (CHOICES.format(p("Utkast") + p(CHOICES.format(p("inre")))), ["Utkast", "inre"]),
    ],
)
def test_people_see_a_paragraph(inside: str, seen: list[str]) -> None:
    styles = '<w:style w:type="character" w:styleId="Dold"><w:name w:val="Dold"/><w:rPr><w:vanish/></w:rPr></w:style>'
    source = opened(f"<w:p>{inside}</w:p>{p('Slut')}", styles=styles)
    assert texts(source) == [*seen, "Slut"]
    assert_in_place(source)


def test_what_a_broken_field_swallows_ends_with_its_paragraph() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(opened(p(begun, "kod") + p("Nästa stycke") + p("Och nästa"))) == ["Nästa stycke", "Och nästa"]


def test_blocks_are_found_in_controls_and_custom_xml() -> None:
    body = sdt(p("Ett") + sdt(tbl(tc("a") + tc("b")))) + f"<w:customXml>{p('Två')}</w:customXml>"
    assert texts(opened(body)) == ["Ett", "a | b", "Två"]


def test_a_table_of_contents_is_shown_but_not_read() -> None:
    contents = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("1. Val") + "<w:r><w:tab/></w:r>" + r("2") + "</w:p>"
    )
    rest = p("2. Nästa möte") + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    styles = '<w:style w:type="paragraph" w:styleId="I1"><w:name w:val="toc 1"/></w:style>'
    source = opened(p("Innehåll") + contents + rest + p("3. Övrigt", style="I1") + p("1. Val"), styles=styles)
    assert texts(source) == ["Innehåll", "1. Val"]
    assert source.text.split("\n") == ["Innehåll", "1. Val\t2", "2. Nästa möte", "", "3. Övrigt", "1. Val"]
    assert_in_place(source)


def test_changes_that_nobody_has_settled_are_told() -> None:
    source = opened(p("Protokoll") + p("<w:ins>" + r("Val") + "</w:ins>"))
    assert "changes-tracked" in {issue.code for issue in read(source).issues}
    assert "changes-tracked" not in {issue.code for issue in read(opened(p("Protokoll"))).issues}


def test_a_paragraph_whose_end_was_taken_out_goes_on() -> None:
    taken_out = "<w:rPr><w:del/></w:rPr>"
    assert texts(opened(p("att godkänna ", properties=taken_out) + p("listan") + p("Slut"))) == [
        "att godkänna listan",
        "Slut",
    ]


STYLES = """
<w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:after="160"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Egen"><w:name w:val="Ekebys rubrik"/><w:basedOn w:val="Rubrik1"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="Heading 2"/><w:basedOn w:val="Rubrik1"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Brödtext"><w:name w:val="Body"/><w:basedOn w:val="Rubrik1"/>
  <w:pPr><w:outlineLvl w:val="9"/></w:pPr><w:rPr><w:b w:val="0"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Tät"><w:name w:val="Tät"/>
  <w:pPr><w:spacing w:after="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Punkt"><w:name w:val="List Bullet"/>
  <w:pPr><w:contextualSpacing/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>
<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>
"""


@pytest.mark.parametrize(
    ("paragraph", "level", "bold"),
    [
        (p("Val"), 0, False),
        (p("Val", style="Rubrik1"), 2, True),
        (p("Val", style="Egen"), 2, True),
        (p("Val", style="Rubrik2"), 3, True),
        (p("Val", style="Brödtext"), 0, False),
        (p("Val", style="Finns inte"), 0, False),
        (p("Val", style="A"), 0, False),  # based on itself
        (p("Val", properties='<w:outlineLvl w:val="2"/>'), 4, False),
        (p("Val", properties='<w:outlineLvl w:val="x"/>'), 0, False),
        (p(r("Val", "<w:b/>")), 0, True),
        (p(r("Val", "<w:b/>"), r("  ")), 0, True),
        (p(r("V", "<w:b/>"), "al"), 0, False),
        (p(r("Val", '<w:b w:val="false"/>'), style="Egen"), 2, False),
    ],
)
def test_a_heading_is_known_by_its_style(paragraph: str, level: int, bold: bool) -> None:
    line = opened(paragraph, styles=STYLES).lines[-1]
    assert (line.text, line.level, line.bold) == ("Val", level, bold)


def test_the_title_of_a_document_stands_over_its_headings() -> None:
    title, first, second = (p("A", style="Rubrik1"), p("B", style="Rubrik2"), p("C", style="Rubrik2"))
    assert [line.level for line in opened(title + first + second, styles=STYLES).lines if line.text] == [1, 2, 2]
    assert [line.level for line in opened(title + title + first, styles=STYLES).lines if line.text] == [2, 2, 3]


def test_a_heading_is_one_line_however_it_was_broken() -> None:
    body = p(r("3. Rapport"), "<w:r><w:br/></w:r>", r("från gruppen"), style="Rubrik1")
    assert texts(opened(body, styles=STYLES)) == ["3. Rapport från gruppen"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("Ett") + p("Två"), "Ett\n\nTvå"),
        (p("Ett", style="Tät") + p("Två", style="Tät"), "Ett\nTvå"),
        (p("Ett", style="Tät") + p("Två", properties='<w:spacing w:before="240"/>'), "Ett\n\nTvå"),
        (p("Ett", style="Punkt") + p("Två", style="Punkt") + p("Tre"), "Ett\nTvå\n\nTre"),
        (p("Ett", style="Tät") + p() + p() + p("Två", style="Tät"), "Ett\n\nTvå"),
        (p("Ett", style="Tät") + p("Val", style="Rubrik1"), "Ett\n\nVal"),
        (p("Ett", style="Tät") + tbl(tc("a") + tc("b")) + p("Två", style="Tät"), "Ett\n\na\tb\n\nTvå"),
    ],
)
def test_space_between_paragraphs_is_an_empty_line(body: str, text: str) -> None:
    source = opened(body, styles=STYLES)
    assert source.text == text
    assert_in_place(source)


def test_notes_stand_last_and_are_not_read() -> None:
    line = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    notes = line + f'<w:footnote w:id="1">{p("Se SOU 2021:93.")}</w:footnote>'
    source = opened(p("Protokoll"), footnotes=notes)
    assert (texts(source), source.text) == (["Protokoll"], "Protokoll\n1 Se SOU 2021:93.")


def test_what_belongs_to_no_name_of_word_is_passed_over() -> None:
    assert texts(opened(f'<x:y xmlns:x="http://ekeby.example"><w:p {NAMES}/></x:y>{p("Val")}')) == ["Val"]
