"""Files made to do harm: `files()` gives each of them by name, and cut ones; they are made when they are asked for.

`python -m tests.hostile` reads all of them and prints what became of each; `FILES` may as well be sent to a server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.hostile import others, pdf, pdf_inside, text, word
from tests.hostile.whole import OLD, WHOLE

# The name, with the ending that tells its format, and what makes the content.
FILES: dict[str, Callable[[], bytes]] = {
    f"{name}.{ending}": content
    for ending, group in (
        ("pdf", pdf.FILES | pdf_inside.FILES),
        ("docx", word.FILES),
        ("txt", text.FILES),
        ("odt", others.ODT),
        ("html", others.WEB),
        ("eml", others.MAIL),
        ("rtf", others.RTF),
        ("doc", others.OLD | OLD),
    )
    for name, content in group.items()
} | others.ODD
CUTS = 50


def cut(ending: str) -> Iterator[tuple[str, bytes]]:
    """A good file of a format, cut off at places over all of it."""
    content = WHOLE[ending]()
    for n in range(CUTS):
        yield f"cut at {n} of {CUTS}.{ending}", content[: len(content) * n // CUTS]


def files() -> Iterator[tuple[str, bytes]]:
    """All of them, one at a time."""
    for name, content in FILES.items():
        yield name, content()
    for ending in WHOLE:
        yield from cut(ending)
