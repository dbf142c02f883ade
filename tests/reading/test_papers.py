"""Papers that anybody may have made: what they may be, what is kept of their pages, and how they are joined."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from rodtrad.reading._office import without_links
from rodtrad.reading.office import missing_part, office
from rodtrad.reading.papers import Joined, PaperMaker, check_paper
from rodtrad.reading.pictures import NoPicture
from rodtrad.reading.sources import Unreadable
from tests.factories import pdf_of
from tests.office_files import HIDDEN, saved_as, slides, workbook

SAMPLES = Path(__file__).parents[2] / "samples"
WORD = (SAMPLES / "overenskommelse-korttidsplatser-2026.docx").read_bytes()
PDF = (SAMPLES / "styrgruppen-2026-06-05.pdf").read_bytes()


@pytest.fixture(scope="module")
def maker() -> Iterator[PaperMaker]:
    made = PaperMaker()
    yield made
    made.close()


def picture(form: str, size: tuple[int, int] = (40, 30)) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "red").save(written, form)
    return written.getvalue()


def changed(change: str, data: bytes = PDF) -> bytes:
    """A PDF with something added that makes it dangerous, or hard to stamp."""
    with Pdf.open(BytesIO(data)) as document:
        page = document.pages[0]
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        note: dict[str, Any] = {"Type": Name.Annot, "Subtype": Name.Link, "Rect": [10, 10, 90, 30]}
        if change == "script":
            document.Root.OpenAction = script
            page.obj.AA = Dictionary(O=script)
            page.obj.Annots = Array([Dictionary(**note, A=script)])
        elif change == "launch":
            page.obj.Annots = Array([Dictionary(**note, A=Dictionary(S=Name.Launch, F=String("cmd.exe")))])
        elif change == "attached":
            document.attachments["x.exe"] = b"MZ"
        elif change == "hung-on":
            inner = document.make_stream(b"MZ", Type=Name.EmbeddedFile)
            file = Dictionary(Type=Name.Filespec, F=String("x.exe"), EF=Dictionary(F=inner))
            told = {"AF": Array([file]), "PieceInfo": Dictionary(Private=String("cmd.exe"))}
            seen = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": [0, 0, 9, 9]}
            page.obj.Resources.Properties = Dictionary(A=Dictionary(AF=Array([file])))
            page.obj.Resources.XObject = Dictionary(A=document.make_stream(b"", **seen, **told, Ref=Dictionary(F=file)))
        elif change == "layers":
            hidden = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("Utkast")))
            document.Root.OCProperties = Dictionary(OCGs=Array([hidden]), D=Dictionary(OFF=Array([hidden])))
        elif change == "unturned":
            page.obj.Rotate = String("x")
        elif change == "link":
            page.obj.Annots = Array([Dictionary(**note, A=Dictionary(S=Name.URI, URI=String("https://example.se/")))])
        elif change.isdecimal():
            page.obj.Rotate = int(change)
        written = BytesIO()
        locked = pikepdf.Encryption(user="hemligt", owner="hemligt") if change == "locked" else None
        document.save(written, encryption=locked if locked else False)
        return written.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("bilaga.pdf", PDF, None),
        ("Bilaga.DOCX", WORD, None),
        ("karta.png", picture("PNG"), None),
        ("foto.jpeg", picture("JPEG"), None),
        ("tom.pdf", b"", "Filen är tom."),
        ("bilaga.pdf", WORD, "Filen heter .pdf men är i själva verket Word."),
        ("bilaga.docx", PDF, "Filen heter .docx men är i själva verket PDF."),
        ("bilaga.pdf", b"hej", "Filen heter .pdf men innehåller inte PDF."),
        ("makro.docm", WORD, "Filer av det slaget tas inte emot."),
        ("program.exe", b"MZ\x90", "Filer av det slaget tas inte emot."),
        ("sida.html", b"<html>", "Filer av det slaget tas inte emot."),
        ("bild.svg", b"<svg/>", "Filer av det slaget tas inte emot."),
    ],
)
def test_what_a_paper_may_be(name: str, data: bytes, why: str | None) -> None:
    if why is None:
        check_paper(name, data)
    else:
        with pytest.raises(Unreadable) as refused:
            check_paper(name, data)
        assert refused.value.message.startswith(why)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.pdf", b"%PDF-1.7 and no more", "filen är skadad"),
        ("a.pdf", changed("locked"), "filen är låst med lösenord"),
        ("a.pdf", changed("layers"), "filen har dolda lager, som skulle synas"),
        ("a.pdf", changed("unturned"), "filen är skadad"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "filen är skadad"),
        ("a.jpg", picture("PNG")[:40], "filen är skadad"),
        ("a.zip", b"PK\x03\x04", "filer av det slaget kan inte bli sidor"),
    ],
)
def test_what_can_not_become_pages_says_why(maker: PaperMaker, name: str, data: bytes, why: str) -> None:
    with pytest.raises(NoPicture, match=why):
        maker.pages_of(name, data)


@pytest.mark.parametrize("change", ["script", "launch", "attached", "hung-on"])
def test_nothing_but_what_is_seen_is_kept(maker: PaperMaker, change: str) -> None:
    made = maker.pages_of("a.pdf", changed(change)).pdf
    with Pdf.open(BytesIO(made)) as document:
        assert set(document.Root.keys()) == {"/Type", "/Pages"}
        assert not document.attachments
        for page in document.pages:
            assert "/AA" not in page.obj and "/Annots" not in page.obj
        plain = BytesIO()
        document.save(plain, qdf=True)  # unpacked, so that its words can be looked for
    for mark in (b"JavaScript", b"Launch", b"cmd.exe", b"x.exe", b"MZ"):
        assert mark not in plain.getvalue()


def test_a_link_to_an_address_is_kept(maker: PaperMaker) -> None:
    with Pdf.open(BytesIO(maker.pages_of("a.pdf", changed("link")).pdf)) as document:
        (link,) = document.pages[0].obj.Annots
        assert str(link.A.URI) == "https://example.se/"


@pytest.mark.parametrize("size", [(400, 300), (30, 4000), (9000, 200)])
def test_a_picture_fits_its_page(maker: PaperMaker, size: tuple[int, int]) -> None:
    pages = maker.pages_of("karta.png", picture("PNG", size))
    with Pdf.open(BytesIO(pages.pdf)) as document:
        (page,) = document.pages
        assert page.mediabox[2] <= 595.5 and page.mediabox[3] <= 842.5


@pytest.mark.skipif(office() is None, reason="LibreOffice is not on this machine")
def test_a_word_file_becomes_pages(maker: PaperMaker) -> None:
    assert maker.pages_of("avtal.docx", WORD).number >= 1


@pytest.mark.parametrize(
    ("data", "form", "to"),
    [
        (workbook(), "xlsx", "xlsx"),
        (workbook(), "xlsx", "ods"),
        (slides("Rad 1"), "pptx", "pptx"),
        (slides("Rad 1"), "pptx", "odp"),
    ],
)
def test_spreadsheets_and_slides_become_pages(maker: PaperMaker, data: bytes, form: str, to: str) -> None:
    if office() is None or missing_part(form):
        pytest.skip("LibreOffice is not on this machine, or not all of it")
    paper = data if form == to else saved_as(data, form, to)
    check_paper(f"siffror.{to}", paper)
    with pdfium.PdfDocument(maker.pages_of(f"siffror.{to}", paper).pdf) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "Rad 1" in text and HIDDEN not in text


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("lång.xlsx", workbook(rows=60_000), "filen har fler än 1000 sidor"),
        ("skadad.xlsx", workbook()[:3_000], "LibreOffice kunde inte göra sidor av dokumentet"),
    ],
)
def test_what_cannot_become_pages_says_why(maker: PaperMaker, name: str, data: bytes, why: str) -> None:
    if office() is None or missing_part(name.rpartition(".")[2]):
        pytest.skip("LibreOffice is not on this machine, or not all of it")
    with pytest.raises(NoPicture, match=why):
        maker.pages_of(name, data)


def test_a_part_of_libreoffice_that_is_missing_is_named(
    maker: PaperMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice.bin"
    program.touch(mode=0o755)
    tmp_path.joinpath("soffice").symlink_to(program)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPicture, match="libreoffice-calc-nogui"):
        maker.pages_of("siffror.xlsx", workbook())


def test_nothing_is_fetched_for_slides() -> None:
    with ZipFile(BytesIO(without_links(slides("Rad 1", picture="http://192.0.2.1/x.png"), "pptx"))) as archive:
        told = archive.read("ppt/slides/_rels/slide1.xml.rels") + archive.read("ppt/_rels/presentation.xml.rels")
    assert b"192.0.2.1" not in told and b"slides/slide1.xml" in told


@pytest.mark.parametrize("turned", ["0", "90", "180", "270"])
def test_each_page_says_which_paper_and_page_it_is(maker: PaperMaker, turned: str) -> None:
    paper = maker.pages_of("a.pdf", changed(turned, pdf_of(2)))
    parts = [(Joined("1. Budget", "1. Förslag", "Handling 1"), paper.pdf)]
    made = maker.joined(pdf_of(1), parts, title="Handlingar", outline=["1. Budget", "2. Övrigt"])
    with pdfium.PdfDocument(made) as document:
        texts = [document[at].get_textpage() for at in range(len(document))]
        assert "sidan" not in texts[0].get_text_bounded()
        for at in (1, 2):
            text = texts[at].get_text_bounded()
            assert f"Handling 1, sidan {at + 1} av 3" in text
        # It stands at the foot as one sees the page, whichever way that is turned.
        assert foot_is_inked(document[1])
    with Pdf.open(BytesIO(made)) as opened, opened.open_outline() as outline:
        found = [(one.title, [child.title for child in one.children]) for one in outline.root]
        assert found == [("Handlingar", []), ("1. Budget", ["1. Förslag"]), ("2. Övrigt", [])]


def foot_is_inked(page: pdfium.PdfPage) -> bool:
    """Whether there is something dark in the lower left corner of a page as it is drawn."""
    image = page.render(scale=1).to_pil().convert("L")
    low, _ = image.crop((15, image.height - 30, 120, image.height - 12)).getextrema()
    return isinstance(low, int) and low < 128
