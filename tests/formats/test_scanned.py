"""Minutes that went through a scanner, read by the real Tesseract: what they say, and where in the picture."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator

import pypdfium2
import pytest
from PIL import Image
from rapidfuzz import fuzz

from evaluation.scanning import scanned
from rodtrad.reading import contained, ocr
from rodtrad.reading.contained import ContainedReader, Reading
from rodtrad.reading.parties import read_parties
from scripts.stages import ROOT

SAMPLES = ROOT / "samples"
NAME = "styrgruppen-2026-06-05.pdf"
MOVES = 25  # points
WRITTEN = (SAMPLES / NAME).read_bytes()


@pytest.fixture(scope="module")
def reader() -> Iterator[ContainedReader]:
    with ContainedReader(jobs=1, parties=read_parties(SAMPLES / "parter.csv")) as reader:
        yield reader


def read(reader: ContainedReader, data: bytes) -> Reading:
    (outcome,) = reader.read([(NAME, data)])
    assert outcome.reading is not None, outcome.error
    return outcome.reading


@pytest.fixture(scope="module")
def both(reader: ContainedReader) -> tuple[Reading, Reading]:
    return read(reader, WRITTEN), read(reader, scanned(WRITTEN))


def test_what_a_scanned_document_says_is_what_was_written(both: tuple[Reading, Reading]) -> None:
    written, seen = (reading.record for reading in both)
    assert (seen.kind, seen.body, seen.meeting and seen.meeting.date) == (
        written.kind, written.body, written.meeting and written.meeting.date,
    )  # fmt: skip
    assert [item.number for item in seen.items] == [item.number for item in written.items]
    assert len(seen.decisions) == len(written.decisions)
    for one, other in zip(seen.decisions, written.decisions, strict=True):
        assert fuzz.ratio(one.text, other.text) > 95
        assert one.evidence.confidence < other.evidence.confidence
    (issue,) = (issue for issue in seen.issues if issue.code == "ocr")
    assert "Sida 1–4 är en bild" in issue.text


def test_each_decision_is_found_where_the_picture_has_it(both: tuple[Reading, Reading]) -> None:
    seen, written = (reading.record.decisions for reading in both[::-1])
    for one, other in zip(seen, written, strict=True):
        there, here = one.evidence.place, other.evidence.place
        assert there.page == here.page and there.box and here.box
        # The page is turned by two degrees at most: so much a place moves at the edge of the paper.
        assert all(abs(a - b) < MOVES for a, b in zip(there.box, here.box, strict=True))


def test_a_scanned_page_among_others_is_read_too(reader: ContainedReader) -> None:
    with pypdfium2.PdfDocument(WRITTEN) as document, pypdfium2.PdfDocument(scanned(WRITTEN)) as pictures:
        document.import_pages(pictures, pages=[1], index=1)
        del document[2]
        file = io.BytesIO()
        document.save(file)
    found = read(reader, file.getvalue())
    assert [issue.text[:17] for issue in found.record.issues if issue.code == "ocr"] == ["Sida 2 är en bild"]
    assert "page-without-text" not in {issue.code for issue in found.record.issues}


def test_a_page_on_which_nothing_is_drawn_asks_nobody(reader: ContainedReader) -> None:
    with pypdfium2.PdfDocument(WRITTEN) as document:
        document.new_page(595, 842)
        file = io.BytesIO()
        document.save(file)
    assert ocr.recognised(file.getvalue()) is None
    assert "page-without-text" in {issue.code for issue in read(reader, file.getvalue()).record.issues}


def test_without_tesseract_a_scan_says_what_to_install(
    reader: ContainedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contained, "tesseract", lambda: None)
    (outcome,) = reader.read([(NAME, scanned(WRITTEN))])
    assert outcome.error is not None and outcome.error.code == "pictures-only"
    assert "sudo apt install tesseract-ocr tesseract-ocr-swe" in outcome.error.message


def test_a_machine_without_room_says_so(reader: ContainedReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    (outcome,) = reader.read([(NAME, scanned(WRITTEN))])
    assert outcome.error is not None and outcome.error.code == "crashed"
    assert "Textigenkänningen kunde inte startas" in outcome.error.message


def test_a_picture_without_letters_is_told_as_such(reader: ContainedReader) -> None:
    file = io.BytesIO()
    Image.linear_gradient("L").resize((1654, 2339)).save(file, "PDF", resolution=200)
    (outcome,) = reader.read([(NAME, file.getvalue())])
    assert outcome.error is not None and outcome.error.code == "pictures-only"
    assert "hittade ingen text" in outcome.error.message
