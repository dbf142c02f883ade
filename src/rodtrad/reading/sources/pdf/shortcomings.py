"""What could not be read of a PDF: of the whole file, an error; of some of its pages, issues of the record."""

from collections.abc import Collection, Iterator, Sequence

from rodtrad.reading.record import Issue
from rodtrad.reading.sources.errors import Unreadable
from rodtrad.reading.sources.pdf.glyphs import Page
from rodtrad.reading.sources.pdf.opening import Opened, broken

LOOK = "Se efter i originalet vad som står där."


def no_text(pages: Sequence[Page], *, mended: bool) -> Unreadable:
    """The error of a file none of whose pages has text that can be read."""
    if mended or any(page.damaged for page in pages):
        return broken()
    if not any(page.drawn for page in pages):
        return Unreadable("empty", f"PDF-filen är tom: {numbers(range(1, len(pages) + 1))} har inget innehåll.")
    return Unreadable(
        "pictures-only",
        f"PDF-filen är bilder utan text: {numbers(range(1, len(pages) + 1))} har ingen text som går att läsa. "
        "Är den inläst med en skanner: installera textigenkänning där Rödtråd körs "
        "(sudo apt install tesseract-ocr tesseract-ocr-swe), eller kör OCR på filen, och försök igen.",
    )


def shortcomings_of(opened: Opened, pages: Sequence[Page], with_text: Collection[int]) -> Iterator[Issue]:
    """What is missing of a file that was read, each page by its number."""
    if damaged := [page.number for page in pages if page.damaged]:
        yield _issue("file-damaged", f"{numbers(damaged).capitalize()} är skadad och gick bara delvis att läsa. {LOOK}")
    if len(pages) < opened.announced:
        text = f"Filen uppger {opened.announced} sidor men bara {len(pages)} gick att läsa, så den är avkortad. {LOOK}"
        yield _issue("file-damaged", text)
    elif opened.mended:
        yield _issue("file-damaged", f"Filen är skadad eller avkortad; {len(pages)} sidor gick att läsa. {LOOK}")
    if scanned := [page.number for page in pages if page.scanned]:
        read = f"{numbers(scanned).capitalize()} är en bild, och dess text är tolkad av ett program (OCR)."
        yield _issue("ocr", f"{read} Jämför namn, datum och siffror med originalet.")
    empty = [page.number for page in pages if page.number not in with_text and not page.damaged]
    if empty:
        yield _issue("page-without-text", f"{numbers(empty).capitalize()} har ingen text som går att läsa. {LOOK}")


def _issue(code: str, text: str) -> Issue:
    return Issue(code=code, text=text)


def numbers(pages: Sequence[int]) -> str:
    """ "sida 3", "sida 3 och 5", "sida 2–4": page numbers in words, runs drawn together."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    told = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return "sida " + " och ".join(filter(None, (", ".join(told[:-1]), told[-1])))
