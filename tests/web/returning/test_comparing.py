"""What is told of a Word file in which somebody has written."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from shutil import which
from time import process_time
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from rodtrad.web.documents.word_files import read_returned
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.word import word_of
from rodtrad.web.minutes.words import words_between
from rodtrad.web.returning.comparing import Found, compare, whose


def file_of(meeting: Meeting) -> bytes:
    version = meeting.minutes_versions.latest("number")
    return word_of(MinutesContent.from_json(version.content), version)


def written(data: bytes, write: Callable[[Any], object]) -> bytes:
    """The file as somebody saves it who has written in it."""
    document, file = Document(BytesIO(data)), BytesIO()
    write(document)
    document.save(file)
    return file.getvalue()


def found_in(meeting: Meeting, data: bytes) -> Found:
    returned = read_returned("protokoll.docx", data)
    made_of = whose(returned)
    assert made_of
    return compare(MinutesContent.from_json(meeting.minutes_versions.get(number=made_of[1]).content), returned, made_of)


def changes(meeting: Meeting, write: Callable[[Any], object]) -> list[tuple[str, str, str]]:
    """Kind, before and after of each change."""
    found = found_in(meeting, written(file_of(meeting), write))
    return [(one.kind, one.before, one.text) for one in found.changes]


def told(meeting: Meeting, write: Callable[[Any], object]) -> str:
    found = found_in(meeting, written(file_of(meeting), write))
    assert not found.changes
    return " ".join(found.told)


def paragraph(document: Any, text: str) -> Any:
    """The first in which it stands."""
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    everywhere = [*document.paragraphs, *(one for cell in cells for one in cell.paragraphs)]
    return next(one for one in everywhere if text in one.text)


def rewrite(old: str, new: str) -> Callable[[Any], None]:
    """Write over some words in the run in which they stand."""

    def write(document: Any) -> None:
        run = next(run for run in paragraph(document, old).runs if run.text)
        run.text = new

    return write


def insert(after: str, text: str, style: str | None = None) -> Callable[[Any], None]:
    def write(document: Any) -> None:
        made = document.add_paragraph(text, style=style)
        paragraph(document, after)._p.addnext(made._p)

    return write


def remove(start: str) -> Callable[[Any], None]:
    return lambda document: paragraph(document, start)._p.getparent().remove(paragraph(document, start)._p)


def move(start: str, behind: str) -> Callable[[Any], None]:
    return lambda document: paragraph(document, behind)._p.addnext(paragraph(document, start)._p)


LIST = "Priset höjs med tre procent.\n  Det gäller från mars.\nTiden är två år."
ASKS = "Bo frågar om leveranserna.\nTove svarar att de kommer i tid."


def test_an_untouched_file_has_no_changes(meeting: Meeting) -> None:
    found = found_in(meeting, file_of(meeting))
    assert (found.changes, found.told) == ([], [])


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (
            rewrite("Tove redogör", "Tove berättar om "),
            (
                "changed",
                "Tove redogör för **avtalet** och dess kostnad.",
                "Tove berättar om **avtalet** och dess kostnad.",
            ),
        ),
        (rewrite("Tiden är", "Tiden är tre år."), ("changed", LIST, LIST.replace("två", "tre"))),
        (
            insert("Det gäller", "Det gäller alla.", "List Bullet 2"),
            ("changed", LIST, LIST.replace("mars.", "mars.\n  Det gäller alla.")),
        ),
        (insert("Tiden är", "Sedan omprövas det.", "List Bullet"), ("changed", LIST, f"{LIST}\nSedan omprövas det.")),
        (remove("Tiden är"), ("changed", LIST, LIST.removesuffix("\nTiden är två år."))),
        (insert("Bo frågar", "Han undrar också."), ("changed", ASKS, ASKS.replace("\n", "\nHan undrar också.\n"))),
        (insert("Tove svarar", "Ingen frågar mer."), ("new", "", "Ingen frågar mer.")),
        (insert("Avtal om", "Tove hälsar alla välkomna."), ("new", "", "Tove hälsar alla välkomna.")),
        (remove("Utbildningen hålls"), ("removed", "Utbildningen hålls i april.", "")),
        (move("Tove redogör", "Tove svarar"), ("moved", "Tove redogör för **avtalet** och dess kostnad.", "")),
        (rewrite("Ja, delvis", "Ja, helt."), ("changed", "Ja, delvis.", "Ja, helt.")),
        (
            rewrite("Bo lämnar", "Bo lämnar två anteckningar."),
            ("changed", "Bo lämnar en anteckning.", "Bo lämnar två anteckningar."),
        ),
        (
            rewrite("att förlänga", "att förlänga avtalet två år"),
            ("decision", "förlänga avtalet ett år", "förlänga avtalet två år"),
        ),
        (
            rewrite("skriva till", "ringa leverantören"),
            (
                "task",
                "Bo Ekmark\nskriva till leverantören\ni april 2027",
                "Bo Ekmark\nringa leverantören\ni april 2027",
            ),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_one_change_is_one_proposal(
    meeting: Meeting, write: Callable[[Any], object], expected: tuple[str, str, str]
) -> None:
    assert changes(meeting, write) == [expected]


def test_text_written_over_whole_is_the_changed_paragraph(meeting: Meeting) -> None:
    """Word takes the bookmark away with the words that it surrounds."""

    def write(document: Any) -> None:
        one = paragraph(document, "Utbildningen hålls")
        for mark in [*one._p.iter(qn("w:bookmarkStart")), *one._p.iter(qn("w:bookmarkEnd"))]:
            mark.getparent().remove(mark)
        one.runs[0].text = "Kursen hålls i maj."

    assert changes(meeting, write) == [("changed", "Utbildningen hålls i april.", "Kursen hålls i maj.")]


def test_two_that_were_joined(meeting: Meeting) -> None:
    def write(document: Any) -> None:
        first, second = paragraph(document, "Bo frågar"), paragraph(document, "Tove svarar")
        for one in list(second._p):
            first._p.append(one)
        second._p.getparent().remove(second._p)

    assert changes(meeting, write) == [("changed", ASKS, ASKS.replace("\n", ""))]


def test_three_changes_at_once_after_libreoffice(meeting: Meeting, tmp_path: Path) -> None:
    if (program := which("soffice")) is None:
        pytest.skip("LibreOffice finns inte")

    def write(document: Any) -> None:
        rewrite("Tiden är", "Tiden är tre år.")(document)
        insert("Tove svarar", "Ingen frågar mer.")(document)
        remove("Utbildningen hålls")(document)

    (tmp_path / "protokoll.docx").write_bytes(written(file_of(meeting), write))
    command = [program, "--headless", f"-env:UserInstallation=file://{tmp_path}/profil", "--convert-to", "docx"]
    subprocess.run(
        [*command, "--outdir", tmp_path / "ut", tmp_path / "protokoll.docx"],
        check=True,
        capture_output=True,
        timeout=90,
    )
    found = found_in(meeting, (tmp_path / "ut" / "protokoll.docx").read_bytes())
    assert [(one.kind, one.text) for one in found.changes] == [
        ("changed", LIST.replace("två", "tre")),
        ("new", "Ingen frågar mer."),
        ("removed", ""),
    ]
    assert found.told == []


def test_tracked_changes_are_read_as_taken(meeting: Meeting) -> None:
    def write(document: Any) -> None:
        run = paragraph(document, "Utbildningen hålls").runs[0]
        gone, come = OxmlElement("w:del"), OxmlElement("w:ins")
        run._r.addnext(gone)
        gone.addnext(come)
        gone.append(run._r)
        next(gone.iter(qn("w:t"))).tag = qn("w:delText")
        made = OxmlElement("w:r")
        made.append(OxmlElement("w:t"))
        made[0].text = "Utbildningen hålls i maj."
        come.append(made)

    assert changes(meeting, write) == [("changed", "Utbildningen hålls i april.", "Utbildningen hålls i maj.")]


def test_what_is_said_in_the_margin_is_a_remark(meeting: Meeting) -> None:
    def write(document: Any) -> None:
        document.add_comment(paragraph(document, "Utbildningen hålls").runs, "Eller i maj?", author="Bo Ekmark")

    assert changes(meeting, write) == [("remark", "Utbildningen hålls i april.", "Bo Ekmark: Eller i maj?")]


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (rewrite("Tove Alnfors", "Tova Alnfors"), "i närvaron"),
        (rewrite("Protokoll", "Anteckningar"), "skrivs av programmet"),
        (insert("att avsätta", "att köpa in", "List Bullet"), "Skriv in ett glömt beslut under Rätta protokollet"),
        (remove("att avsätta"), "Stryk det under Rätta protokollet"),
        (
            lambda document: document.tables[0]._tbl.remove(document.tables[0].rows[-1]._tr),
            "Stryk det under Rätta protokollet.",
        ),
        (insert("Tove Alnfors", "Bo Ekmark kom sent."), "utanför punkterna"),
        (move("Utbildningen hålls", "Tove svarar"), "flyttats till en annan punkt"),
    ],
)
def test_what_cannot_be_taken_in_is_told(meeting: Meeting, write: Callable[[Any], object], said: str) -> None:
    assert said in told(meeting, write)


def test_what_the_page_of_corrections_has_fields_for_leads_there(meeting: Meeting) -> None:
    content = MinutesContent.from_json(meeting.minutes_versions.get().content)
    item = replace(content.items[0], introduction="Avtalet löper ut.", proposals=("förlänga avtalet",))
    found = compare(replace(content, items=(item,)), [], (meeting.pk, 1))
    for what in ("bakgrunden", "förslaget till beslut"):
        told = f"Ändringen i {what} vid ”Avtal om hjälpmedel” kan inte tas in härifrån. Gör den på sidan."
        assert told in found.told


def test_the_words_that_differ() -> None:
    assert list(words_between("ett två tre", "ett fyra tre")) == [
        ("same", "ett "),
        ("gone", "två "),
        ("new", "fyra "),
        ("same", "tre"),
    ]


def test_a_file_that_repeats_a_word_keeps_nobody_waiting() -> None:
    begun = process_time()
    told = list(words_between("a " * 5_000, "b a " * 2_500))
    assert "".join(words for kind, words in told if kind != "gone") == "b a " * 2_500
    assert [*words_between("a " * 5_001, "b " * 5_000)] == [("gone", "a " * 5_001), ("new", "b " * 5_000)]
    assert process_time() - begun < 10  # hours, where each word is held against each
