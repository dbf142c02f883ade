"""A PDF opened with care: refused in plain words where it is locked, broken or too much; its pages one by one."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect, PDFXRefFallback
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from rodtrad.reading.sources.errors import Unreadable

MOST_PAGES: Final = 1000
SAVE_ANEW: Final = "Öppna filen i det program den kom från, spara den som PDF på nytt och försök igen."


@dataclass(slots=True)
class Opened:
    """`announced`: how many pages the file says it has, 0 where it doesn't say. `mended`: its own index was broken."""

    document: PDFDocument
    announced: int
    mended: bool

    def pages(self) -> Iterator[PDFPage]:
        """The pages, one at a time, as far as they can be reached. Raises Unreadable for more than the limit."""
        walk = PDFPage.create_pages(self.document)
        number = 0
        while True:
            try:
                page = next(walk)
            except StopIteration:
                return
            except MemoryError:
                raise
            except Exception:  # pdfminer raises what its bytes lead it to; the pages that are missing are told
                return
            number += 1
            if number > MOST_PAGES:
                raise too_many_pages(number)
            yield page


def open_pdf(data: bytes) -> Opened:
    """The file, ready to be walked. Raises Unreadable for one that is locked, broken or announces too many pages."""
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
        announced = _announced(document)
    except MemoryError:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Unreadable(
            "encrypted",
            "Filen är skyddad med lösenord. Öppna den med lösenordet, spara den utan lösenord och försök igen.",
        ) from error
    except Exception as error:  # pdfminer raises what its bytes lead it to
        raise broken() from error
    if announced > MOST_PAGES:
        raise too_many_pages(announced)
    return Opened(document, announced, mended=any(isinstance(xref, PDFXRefFallback) for xref in document.xrefs))


def _announced(document: PDFDocument) -> int:
    pages = resolve1(document.catalog.get("Pages"))
    with suppress(AttributeError, TypeError, ValueError):
        return max(0, int(resolve1(pages.get("Count", 0))))
    return 0


def broken() -> Unreadable:
    """A file whose pages can't be reached: cut off on its way, or never a whole PDF."""
    return Unreadable("broken", f"PDF-filen är skadad eller avkortad, och ingen sida i den går att läsa. {SAVE_ANEW}")


def too_many_pages(number: int) -> Unreadable:
    """The error of a PDF that says it has so many pages."""
    told = f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")
    limit = f"{MOST_PAGES:,}".replace(",", "\N{NO-BREAK SPACE}")
    return Unreadable(
        "too-many-pages",
        f"PDF-filen uppger att den har {told} sidor och gränsen är {limit}. Dela upp den och försök igen.",
    )
