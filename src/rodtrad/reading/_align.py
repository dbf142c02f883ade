"""What a contained child does when a Word file has been printed: finds the file's words on the pages of the PDF."""

from collections.abc import Callable, Iterable
from typing import Any

from rodtrad.reading._child import Task
from rodtrad.reading._task import SAMPLE_PDF, load_encodings
from rodtrad.reading.alignment import placed
from rodtrad.reading.knowledge import Knowledge
from rodtrad.reading.sources.pdf import read_pdf

LENGTH = 8  # bytes that tell how long the text is


def request(text: str, stretches: Iterable[tuple[int, int]], pdf: bytes) -> bytes:
    """What such a child is sent as its document."""
    told = "\n".join(f"{start} {end}" for start, end in stretches).encode()
    written = text.encode()
    return b"".join(len(part).to_bytes(LENGTH, "big") + part for part in (told, written)) + pdf


def prepare(knowledge: Knowledge) -> Task:
    """The function that children run, with all it needs in memory."""

    def task(name: str, data: bytes, page_read: Callable[[int], None] = lambda pages: None) -> dict[str, Any]:
        told, data = _part(data)
        written, pdf = _part(data)
        text, printed = written.decode(), read_pdf(name, pdf, page_read)
        paper = placed(text, printed.text, printed.paper) if printed.paper else None
        found = []
        for line in told.decode().splitlines():
            start, end = map(int, line.split())
            rectangles = paper.rectangles(range(start, end)) if paper else ()
            found.append([[rectangle.page, *rectangle.box] for rectangle in rectangles])
        return {"page_sizes": printed.page_sizes, "places": found}

    load_encodings()
    task("protokoll.pdf", request("Protokoll", [(0, 9)], SAMPLE_PDF))
    return task


def _part(data: bytes) -> tuple[bytes, bytes]:
    end = LENGTH + int.from_bytes(data[:LENGTH], "big")
    return data[LENGTH:end], data[end:]
