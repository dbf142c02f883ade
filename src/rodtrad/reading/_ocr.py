"""Pages that are pictures, confined: `python -m rodtrad.reading._ocr FOLDER PROGRAM` makes FOLDER/read.pdf of
FOLDER/document.pdf, with the letters that Tesseract sees on such pages.

They stand there unseen, where they stand in the picture; all other pages are as they were. It gives up what it does not
need before it opens the file, and what it starts has no more: a page takes seconds at most, and so much memory that
both together stay below what a document may take. Where no page is a picture it makes nothing.

Two processes: one opens the file, and may start nothing; the other starts Tesseract for it, and opens nothing.
"""

import os
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from math import cos, radians, sin, sqrt
from pathlib import Path
from typing import Final, NoReturn

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from rodtrad.reading.confinement import shut_in_program, start_nothing
from rodtrad.reading.confinement.process import die_with_parent, limit
from rodtrad.reading.ocr import BYTES_A_PAGE, LANGUAGE, MOST_PAGES, SECONDS_A_PAGE
from rodtrad.reading.ruling import without_rules
from rodtrad.reading.slant import levelled, slant_of

# Letters of text: a page that is a picture may bear a stamp or a running number besides.
FEW_LETTERS: Final = 60
# Of the page: a picture that covers less is an illustration.
COVERS: Final = 0.5
POINTS_AN_INCH: Final = 72
DOTS_AN_INCH: Final = 300
MOST_DOTS: Final = 12_000_000  # an A3 page has eight
MOST_PICTURES: Final = 2_000  # on a page; some scanners cut it into strips
FIRST_SECONDS: Final = 10.0
MOST_SECONDS: Final = 30.0  # for one page, if others took less
LONGEST_WAIT: Final = 120  # seconds for one page, on a machine that has much else to do
CPU: Final = 10
CPU_A_PAGE: Final = 2
MOST_CPU: Final = 3_600
MEMORY: Final = 1_000_000_000  # of address space
DATA: Final = 250_000_000  # of it what is written to
LARGEST_FILE: Final = 100_000_000
# What Tesseract has been installed with, beside the folder that it lies in.
INSTALLED: Final = ("lib", "share")
# One thread: two on a page take more time together than one does.
ENVIRONMENT: Final = {"PATH": os.defpath, "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}


def main(folder: Path, program: str) -> None:
    with pdfium.PdfDocument.new() as blank:
        # Meets what loads late while it may be loaded.
        page = blank.new_page(100, 100)
        picture = _drawn(page, DOTS_AN_INCH)
        without_rules(levelled(picture, slant_of(picture)), DOTS_AN_INCH)
        _turn(page, 1.0)
    own = shut_in_program(program, folder, parts=[str(Path(program).parents[1] / part) for part in INSTALLED])
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_FSIZE, LARGEST_FILE)
    limit(resource.RLIMIT_CPU, CPU, MOST_CPU)
    limit(resource.RLIMIT_AS, MEMORY)
    limit(resource.RLIMIT_DATA, DATA)
    die_with_parent()
    os.chdir(own)
    tesseract = _Tesseract(program)
    start_nothing()
    _read(tesseract, most=max(1, min(MOST_PAGES, os.path.getsize("document.pdf") // BYTES_A_PAGE)))


def _read(tesseract: "_Tesseract", most: int) -> None:
    """Replace the pages that are pictures, as far as the time that comes with each of them reaches."""
    allowed, count = FIRST_SECONDS, 0
    with pdfium.PdfDocument("document.pdf") as document:
        for number in _pictured(document):
            if count == most:
                break
            allowed += SECONDS_A_PAGE
            limit(resource.RLIMIT_CPU, CPU + CPU_A_PAGE * count, MOST_CPU)
            count += _replaced(document, number, tesseract, allowed - tesseract.worked)
        tesseract.close()
        if count:
            document.save("whole.pdf")
            os.replace("whole.pdf", "read.pdf")


class _Tesseract:
    """What reads page.pgm as page.pdf, in processes of its own. `worked`: the seconds that it has taken in all."""

    def __init__(self, program: str) -> None:
        self._connection, theirs = socket.socketpair()
        self._process = os.fork()
        if self._process == 0:
            self._connection.close()
            _serve(program, theirs)
        theirs.close()
        self._answers = self._connection.makefile("r")
        self.worked = 0.0

    def read(self, dots: int, seconds: float) -> None:
        """Make page.pdf of a picture with so many dots an inch, or not, in so many seconds of work."""
        self._connection.sendall(f"{dots} {max(1, int(min(seconds, MOST_SECONDS)))}\n".encode())
        self.worked = float(self._answers.readline())

    def close(self) -> None:
        """Let it end, so that its work counts as ours."""
        self._connection.shutdown(socket.SHUT_RDWR)
        os.waitpid(self._process, 0)


def _serve(program: str, connection: socket.socket) -> NoReturn:
    """Start Tesseract whenever the other process asks for it, until that has ended."""
    try:
        die_with_parent()
        for line in connection.makefile("r"):
            dots, seconds = map(int, line.split())
            _run(program, dots, min(seconds, int(MOST_SECONDS)))
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            connection.sendall(f"{used.ru_utime + used.ru_stime}\n".encode())
    finally:
        os._exit(0)


def _run(program: str, dots: int, seconds: int) -> None:
    def confine() -> None:
        limit(resource.RLIMIT_CPU, seconds)
        die_with_parent()
        start_nothing()

    options = ("-l", LANGUAGE, "--dpi", str(dots), "-c", "tessedit_create_pdf=1", "-c", "textonly_pdf=1")
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(  # noqa: S603  # no shell, and nothing in it comes from outside
            [program, "page.pgm", "page", *options],
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST_WAIT,
            preexec_fn=confine,
        )


def _pictured(document: pdfium.PdfDocument) -> Iterator[int]:
    """The numbers, from 0, of the pages that are pictures."""
    for number in range(len(document)):
        with suppress(pdfium.PdfiumError):
            page = document[number]
            text = page.get_textpage()
            letters = sum(not letter.isspace() for letter in text.get_text_range())
            text.close()
            width, height = page.get_size()
            covered = 0.0
            for i, picture in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
                left, bottom, right, top = picture.get_bounds()
                covered += max(0.0, right - left) * max(0.0, top - bottom)
                if i == MOST_PICTURES:
                    break
            page.close()
            if letters < FEW_LETTERS and covered > COVERS * width * height:
                yield number


def _replaced(document: pdfium.PdfDocument, number: int, tesseract: _Tesseract, seconds: float) -> bool:
    """Put the letters that are seen on a page in its place; False where none are, in so many seconds of work."""
    page = document[number]
    width, height = page.get_size()
    dots = int(min(DOTS_AN_INCH, POINTS_AN_INCH * sqrt(MOST_DOTS / (width * height))))
    picture = _drawn(page, dots)
    page.close()
    slant = slant_of(picture)
    _write(without_rules(levelled(picture, slant), dots), Path("page.pgm"))
    Path("page.pdf").unlink(missing_ok=True)
    tesseract.read(dots, seconds)
    if not Path("page.pdf").is_file():
        return False
    with pdfium.PdfDocument(Path("page.pdf").read_bytes()) as letters:
        _turn(letters[0], slant)
        document.import_pages(letters, pages=[0], index=number)
    del document[number + 1]
    return True


def _drawn(page: pdfium.PdfPage, dots: int) -> Image.Image:
    """A page as a grey picture."""
    picture: Image.Image = page.render(scale=dots / POINTS_AN_INCH, grayscale=True).to_pil()
    return picture.convert("L")


def _write(picture: Image.Image, path: Path) -> None:
    """In the plainest of formats."""
    path.write_bytes(f"P5 {picture.width} {picture.height} 255\n".encode() + picture.tobytes())


def _turn(page: pdfium.PdfPage, slant: float) -> None:
    """Lay the letters of a page that was levelled back where they stand in its picture."""
    width, height = page.get_size()
    x, y, c, s = width / 2, height / 2, cos(radians(slant)), sin(radians(slant))
    matrix = raw.FS_MATRIX(c, -s, s, c, x - x * c - y * s, y + x * s - y * c)
    raw.FPDFPage_TransFormWithClip(page, matrix, None)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
