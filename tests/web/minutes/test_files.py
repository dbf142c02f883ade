"""Minutes as files: what the reader finds in them equals the register, and what those who listen and archives need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pdfplumber
import pikepdf
import pytest

from rodtrad.reading.parties import Parties, read_parties
from rodtrad.reading.reader import read
from rodtrad.reading.sources import open_source
from rodtrad.web.meetings.models import Decision, Meeting
from rodtrad.web.minutes.content import MinutesContent, minutes_of
from rodtrad.web.minutes.pdf import pdf_of
from rodtrad.web.minutes.word import word_of
from tests import factories as make

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[3] / "samples"
MINUTES = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".txt", ".docx", ".pdf"})
MADE_AT = datetime(2026, 12, 4, 12, 0, tzinfo=UTC)
UA, A = page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A
TAKEN = ["förlänga avtalet om tolkar ett år", "avsätta 50 000 kronor"]
MARGIN = 72  # points of a page in which its head and foot stand
LEAST = 0.99  # F1 of each kind over all sample meetings


@pytest.fixture
def content() -> MinutesContent:
    make.make_county()
    make.enter(make.minutes())
    return minutes_of(Meeting.objects.get())


class TestPdf:
    @pytest.mark.parametrize("profile", [UA, A], ids=["PDF/UA-1", "PDF/A-2a"])
    def test_follows_the_standard(self, content: MinutesContent, profile: page.ValidationProfile) -> None:
        report = page.validate_pdf_bytes(pdf_of(content, made_at=MADE_AT, has_lines=True), profile=profile)
        assert list(report.failures) == []
        assert report.rules.total > 100

    def test_the_checker_can_fail(self, content: MinutesContent) -> None:
        with pikepdf.open(BytesIO(pdf_of(content, made_at=MADE_AT))) as document:
            del document.Root["/Lang"]
            del document.Root["/MarkInfo"]
            file = BytesIO()
            document.save(file)
        assert not page.validate_pdf_bytes(file.getvalue(), profile=UA).is_compliant

    def test_what_the_standards_do_not_ask(self, content: MinutesContent) -> None:
        with pikepdf.open(BytesIO(pdf_of(content, made_at=MADE_AT))) as document:
            assert str(document.Root["/Lang"]) == "sv-SE"
            assert document.Root["/ViewerPreferences"]["/DisplayDocTitle"]
            assert str(document.docinfo["/Title"]) == "Protokoll Samverkansrådet 5 mars 2024"
            heads = [element for element in elements(document) if element.get("/S") == "/TH"]
            assert heads
            assert {str(scope(head)) for head in heads} == {"/Column"}

    def test_heads_and_feet_are_artefacts_and_all_else_is_tagged_as_it_is_read(self, content: MinutesContent) -> None:
        many = replace(content, items=content.items * 8)
        file = pdf_of(many, made_at=MADE_AT, seal="Version 1")
        with pikepdf.open(BytesIO(file)) as document:
            pages: dict[Any, int] = {sheet.objgen: number for number, sheet in enumerate(document.pages)}
            order = [(pages[sheet], key) for sheet, key in marked(document.Root["/StructTreeRoot"])]
        with pdfplumber.open(BytesIO(file)) as read_back:
            assert len(read_back.pages) > 1
            for number, sheet in enumerate(read_back.pages):
                aside = [char for char in sheet.chars if char["mcid"] is None]
                assert {char["tag"] for char in aside} == {"Artifact"}
                assert not [char for char in aside if MARGIN < char["top"] < sheet.height - MARGIN]
                tagged = sheet.filter(lambda one: one.get("mcid") is not None)
                parts = [key for at, key in order if at == number]
                told = [char["text"] for key in parts for char in sheet.chars if char["mcid"] == key]
                assert bare("".join(told)) == bare(tagged.extract_text())

    def test_the_same_minutes_are_the_same_bytes(self, content: MinutesContent) -> None:
        assert pdf_of(content, made_at=MADE_AT) == pdf_of(content, made_at=MADE_AT)

    def test_nothing_written_is_taken_for_markup(self, content: MinutesContent) -> None:
        told = content.to_json()
        told["items"][0]["title"] = '#read("/etc/passwd") *fet* $x$ `kod`'
        data = pdf_of(MinutesContent.from_json(told), made_at=MADE_AT)
        assert '#read("/etc/passwd") *fet* $x$ `kod`' in open_source("m.pdf", data).text


def marked(element: Any, sheet: Any = None) -> Iterator[tuple[tuple[int, int], int]]:
    """The marked parts of a file in the order of its tags, each with its page."""
    if isinstance(element, int):
        yield sheet, element
        return
    sheet = element["/Pg"].objgen if "/Pg" in element else sheet
    if "/MCID" in element:
        yield sheet, int(element["/MCID"])
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        yield from marked(kid, sheet)


def bare(text: str) -> str:
    return "".join(text.split())


def elements(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Every element of the structure tree."""
    found, waiting = [], [document.Root["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop()
        found.append(element)
        children: Any = element.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                waiting.append(child)
    return found


def scope(head: pikepdf.Object) -> pikepdf.Object:
    attributes = head["/A"]
    rows = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    return next(row["/Scope"] for row in rows if "/Scope" in row)


def test_kept_as_it_was(content: MinutesContent) -> None:
    assert MinutesContent.from_json(content.to_json()) == content


@pytest.mark.parametrize("form", ["m.pdf", "m.docx"])
@pytest.mark.parametrize(
    ("day", "precision", "read_as"),
    [(date(2024, 2, 23), "day", "2024-02-23"), (date(2024, 2, 1), "month", "2024-02"), (None, "", None)],
)
def test_what_was_taken_by_mail_is_read_so(
    content: MinutesContent, form: str, day: date | None, precision: str, read_as: str | None
) -> None:
    at = content.items[1].key
    mine = Decision.written.filter(item=at)
    by_mail = [
        Decision(item_id=at, meeting=mine[0].meeting, order=order, text=text) for order, text in enumerate(TAKEN)
    ]
    mine.update(order=9)
    for one in by_mail:
        one.by_mail, one.date, one.date_precision = True, day, precision
        one.save()
    told = minutes_of(Meeting.objects.get())
    assert MinutesContent.from_json(told.to_json()) == told
    data = pdf_of(told, made_at=MADE_AT) if form == "m.pdf" else word_of(told)
    found = read(open_source(form, data), parties=Parties(read_parties())).decisions
    assert [(row.text, row.date) for row in found if row.via == "mail"] == [(text, read_as) for text in TAKEN]
    assert len([row for row in found if row.via is None]) == sum(len(one.decisions) for one in content.items)


def test_others_see_that_a_confidential_item_was_there(content: MinutesContent) -> None:
    told = content.to_json()
    told["items"][1]["confidential"] = True
    veiled = MinutesContent.from_json(told).without_confidential()
    assert (veiled.items[1].number, veiled.items[1].title) == (content.items[1].number, "Punkten är inte offentlig")
    assert content.items[1].title not in str(veiled)
    assert content.items[1].decisions[0] not in str(veiled)


@pytest.mark.parametrize("form", ["m.pdf", "m.docx"])
def test_papers_are_listed_and_what_is_the_bodies_is_marked(content: MinutesContent, form: str) -> None:
    told = content.to_json()
    told["items"] = list(told["items"])
    told["items"][0]["papers"] = [
        {"title": "Budgeten i siffror", "confidential": False},
        {"title": "Hyran för lokalen", "confidential": True},
    ]
    told["items"][1] |= {"confidential": True, "papers": [{"title": "Avtalet", "confidential": False}]}
    whole = MinutesContent.from_json(told)

    def text(of: MinutesContent) -> str:
        data = pdf_of(of, made_at=MADE_AT) if form == "m.pdf" else word_of(of)
        return " ".join(open_source(form, data).text.split())

    assert "Handlingar: Budgeten i siffror; Hyran för lokalen (bara för organet)" in text(whole)
    assert "Bara för organet." in text(whole) and "Handlingar: Avtalet" in text(whole)
    public = text(whole.without_confidential())
    assert "Handlingar: Budgeten i siffror" in public and "Hyran" not in public and "Avtalet" not in public


class TestExtract:
    def test_holds_its_item_and_no_other(self, content: MinutesContent) -> None:
        first, second = content.items[:2]
        extract = content.extract(first.key)
        assert extract is not None
        text = open_source("utdrag.pdf", pdf_of(extract, made_at=MADE_AT)).text
        assert "Protokollsutdrag" in text and first.title in text and second.title not in text

    def test_of_an_item_of_other_minutes_there_is_none(self, content: MinutesContent) -> None:
        assert content.extract(0) is None
