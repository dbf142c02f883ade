"""What a contained child does with papers of a meeting: makes pages of one, or joins the pages of many.

Of a PDF that anybody may have made only its pages are kept, with what stands on them: no script, no form, no attached
file, and no link but to an address.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Name, OutlineItem, Page, Pdf
from PIL import Image, ImageOps, UnidentifiedImageError

from rodtrad.reading._child import Task
from rodtrad.reading.knowledge import Knowledge
from rodtrad.reading.papers import MOST_PAGES, request

# Of a page, what makes it look as it does.
KEPT: Final = frozenset(
    f"/{key}"
    for key in (
        "Type",
        "Parent",
        "MediaBox",
        "CropBox",
        "Rotate",
        "UserUnit",
        "Resources",
        "Contents",
        "Group",
        "Annots",
    )
)
# What may hang on anything and is not seen: files, other files' pages, what programs and authors say of it.
UNSEEN: Final = ("/AF", "/Alternates", "/EF", "/Metadata", "/OPI", "/PieceInfo", "/PS", "/Ref")
OUTSIDE: Final = ("/F", "/FFilter", "/FDecodeParms")  # of a stream that lies in another file
ADDRESSES: Final = ("https://", "http://", "mailto:")
A4: Final = (595.0, 842.0)  # points
MOST_DOTS: Final = 60_000_000  # of a picture; what a camera takes has fewer
JPEG_QUALITY: Final = 85
FONT: Final = "/RodtradStamp"
SIZE, MARGIN = 8, 18  # points, of the stamp and from the paper's edge
WIDEST: Final = 0.52  # of a letter in Helvetica, on the wide side, as a part of its size
ENCODING: Final = "latin-1"  # as far as it goes that of WinAnsi


def prepare(knowledge: Knowledge) -> Task:
    """The function that children run, with all it needs in memory."""

    def task(name: str, data: bytes, page_read: Callable[[int], None] = lambda pages: None) -> dict[str, Any]:
        line, _, rest = data.partition(b"\n")
        asked = json.loads(line)
        try:
            if asked["do"] == "join":
                return _told(_joined(asked, _files(rest, asked["sizes"]), page_read))
            return _told(_pages(_drawn(rest) if asked["do"] == "draw" else rest, page_read))
        except pikepdf.PasswordError:
            return {"why": "locked"}
        except _TooManyError:
            return {"why": "too-many"}
        except _LayersError:
            return {"why": "layers"}
        except (pikepdf.PdfError, TypeError, UnidentifiedImageError, Image.DecompressionBombError, ValueError, OSError):
            return {"why": "damaged"}

    _meet_what_is_loaded_late(task)
    return task


class _TooManyError(Exception):
    """The paper has more pages than one may have."""


class _LayersError(Exception):
    """The paper has layers that are not shown, and would be among the pages of others."""


def _meet_what_is_loaded_late(task: Task) -> None:
    for form in ("PNG", "JPEG"):
        picture = BytesIO()
        Image.new("RGB", (2, 2)).save(picture, form)
        told = task("bild", request({"do": "draw"}, [picture.getvalue()]), lambda pages: None)
    pdf = b64decode(told["pdf"])
    paper = {"item": "Punkt", "title": "Handling", "label": "Handling 1"}
    asked = {"do": "join", "title": "Handlingar", "outline": ["Punkt"], "papers": [paper]}
    task("handlingar.pdf", request(asked, [pdf, pdf]), lambda pages: None)


def _files(data: bytes, sizes: Sequence[int]) -> list[bytes]:
    files, at = [], 0
    for size in sizes:
        files.append(data[at : at + size])
        at += size
    return files


def _told(document: Pdf) -> dict[str, Any]:
    written = BytesIO()
    document.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return {"pdf": b64encode(written.getvalue()).decode(), "pages": len(document.pages)}


def _drawn(picture: bytes) -> bytes:
    """A picture on a page that it fits, upright as the camera was held."""
    with Image.open(BytesIO(picture), formats=("PNG", "JPEG")) as opened:
        if opened.width * opened.height > MOST_DOTS:
            raise Image.DecompressionBombError
        upright = ImageOps.exif_transpose(opened).convert("RGBA")
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright)
    dots = max(72 * side / length for side, length in zip(paper.size, A4, strict=True))
    written = BytesIO()
    paper.save(written, "PDF", resolution=max(dots, 72), quality=JPEG_QUALITY)
    return written.getvalue()


def _pages(data: bytes, page_read: Callable[[int], None]) -> Pdf:
    """The pages of a PDF, with what was filled in and noted on them, alone."""
    source, made = Pdf.open(BytesIO(data)), Pdf.new()
    if len(source.pages) > MOST_PAGES:
        raise _TooManyError
    if _hides_layers(source):
        raise _LayersError
    if Name.AcroForm in source.Root:
        source.generate_appearance_streams()
    source.flatten_annotations("print")
    for page in source.pages:
        _keep_what_is_seen(page)
        made.pages.append(page)
        _geometry(page)  # so that a paper that cannot be stamped is left out alone
        page_read(1)
    for one in made.objects:
        _leave_out_the_unseen(one)
    return made


def _hides_layers(source: Pdf) -> bool:
    layers: Any = source.Root.get("/OCProperties")
    told: Any = layers.get("/D") if layers is not None else None
    if told is None:
        return False
    return len(told.get("/OFF", ())) > 0 or told.get("/BaseState") == Name.OFF


def _leave_out_the_unseen(one: Any) -> None:
    """Of a dictionary, of a stream's, and of those in it: what `made.objects` tells by itself is not followed."""
    if isinstance(one, pikepdf.Array):
        inner: list[Any] = list(one)
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        for key in (*UNSEEN, *(OUTSIDE if isinstance(one, pikepdf.Stream) else ())):
            if key in one:
                del one[key]
        inner = [value for _, value in one.items()]
    else:
        return
    for value in inner:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            _leave_out_the_unseen(value)


def _keep_what_is_seen(page: Page) -> None:
    for key in list(page.obj.keys()):
        if key not in KEPT:
            del page.obj[key]
    if Name.Annots not in page.obj:
        return
    links = [link for note in page.obj.Annots if (link := _link(note)) is not None]
    del page.obj[Name.Annots]
    if links:
        page.obj.Annots = pikepdf.Array(links)


def _link(note: Any) -> pikepdf.Dictionary | None:
    """A link as it may go on: its place and its address; None for what is no link to an address."""
    try:
        action = note.get("/A")
        if note.get("/Subtype") != Name.Link or action is None or action.get("/S") != Name.URI:
            return None
        address, place = str(action.URI), [float(part) for part in note.Rect]
    except (AttributeError, TypeError, ValueError, KeyError):
        return None
    if not address.lower().startswith(ADDRESSES):
        return None
    return pikepdf.Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=place,
        Border=[0, 0, 0],
        A=pikepdf.Dictionary(S=Name.URI, URI=pikepdf.String(address)),
    )


def _joined(asked: dict[str, Any], files: Sequence[bytes], page_read: Callable[[int], None]) -> Pdf:
    """The cover, which keeps what it is tagged with, and behind it the papers, stamped; with bookmarks."""
    document = Pdf.open(BytesIO(files[0]))
    starts: list[int] = []
    labels: dict[int, str] = {}
    for paper, file in zip(asked["papers"], files[1:], strict=True):
        starts.append(len(document.pages))
        with Pdf.open(BytesIO(file)) as source:
            for page in source.pages:
                _keep_what_is_seen(page)
                labels[len(document.pages)] = paper["label"]
                document.pages.append(page)
                page_read(1)
    for at, label in labels.items():
        _stamp(document, document.pages[at], f"{label}, sidan {at + 1} av {len(document.pages)}")
    _bookmark(document, asked, starts)
    document.Root.PageMode = Name.UseOutlines
    with document.open_metadata() as metadata:
        metadata["dc:title"] = asked["title"]
    return document


def _bookmark(document: Pdf, asked: dict[str, Any], starts: Sequence[int]) -> None:
    with document.open_outline() as outline:
        outline.root.clear()
        outline.root.append(OutlineItem(asked["title"], 0))
        under: dict[str, OutlineItem] = {}
        first = {paper["item"]: start for paper, start in reversed(list(zip(asked["papers"], starts, strict=True)))}
        for item in asked["outline"]:
            under[item] = OutlineItem(item, first.get(item, 0))
            outline.root.append(under[item])
        for paper, start in zip(asked["papers"], starts, strict=True):
            under[paper["item"]].children.append(OutlineItem(paper["title"], start))


def _geometry(page: Page) -> tuple[float, ...]:
    """How its lower left corner as one sees it lies on the paper. Raises TypeError or ValueError for none."""
    left, bottom, right, top = (float(side) for side in page.cropbox)
    left, right, bottom, top = min(left, right), max(left, right), min(bottom, top), max(bottom, top)
    turned: dict[int, tuple[float, ...]] = {
        0: (1, 0, 0, 1, left, bottom),
        90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }
    return turned[int(page.obj.get("/Rotate", 0)) % 360 // 90 * 90]


def _stamp(document: Pdf, page: Page, text: str) -> None:
    """Write at the foot of a page as one sees it, on white, as what belongs to no text of the page's."""
    turned = _geometry(page)
    font = pikepdf.Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    page.add_resource(font, Name.Font, Name(FONT), replace_existing=True)
    letters = text.encode(ENCODING, "replace")
    shown = b"".join(b"\\%03o" % letter for letter in letters)
    width = SIZE * WIDEST * len(letters)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(
        b"\nQ /Artifact <</Type /Pagination>> BDC q %s cm 1 g %d %d %.1f %d re f "
        b"0 g BT %s %d Tf %d %d Td (%s) Tj ET Q EMC\n"
        % (
            " ".join(f"{part:g}" for part in turned).encode(),
            *(MARGIN - 3, MARGIN - 4, width, SIZE + 6),
            *(FONT.encode(), SIZE, MARGIN, MARGIN, shown),
        )
    )
