"""A document on paper: the PDF that its pages are drawn from, and where on them its findings stand.

A PDF is its own paper. A Word file has none, but is printed the first time somebody asks for its pages, where the
machine has LibreOffice; what was printed is kept beside the pictures.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from rodtrad.reading.limits import Limits
from rodtrad.reading.preview import NoPreview, PreviewMaker, office
from rodtrad.web.documents.kept import NoPicture, kept_or_made, of_this_process
from rodtrad.web.documents.models import Finding, Version
from rodtrad.web.documents.places import Box

# Somebody waits for the page; most Word files are printed in two seconds.
SECONDS = 30.0
PLACING = Limits(cpu=10, wall=SECONDS)
PRINTED = "printed.json"


@dataclass(frozen=True, slots=True)
class Paper:
    """`sizes`: width and height of every page in points. `rectangles`: the pages and boxes that a finding stands at."""

    sizes: Sequence[Sequence[float]]
    pdf: Callable[[], bytes]
    rectangles: Callable[[Finding], Sequence[tuple[int, Box]]]


def is_printable(version: Version) -> bool:
    """Whether it is a Word file that was read: a text that could be shown as pages too."""
    return version.document.name.lower().endswith(".docx") and version.state in (
        Version.State.READ,
        Version.State.NOTHING,
    )


def has_paper(version: Version) -> bool:
    """Whether this machine can show it as pages."""
    return bool(version.page_sizes) or (is_printable(version) and office() is not None)


def paper_of(version: Version) -> Paper:
    """A version on paper. Raises NoPicture where it has none, or its original is lost."""
    if version.page_sizes:
        return Paper(version.page_sizes, lambda: _original(version), _own_rectangles)
    if not is_printable(version):
        raise NoPicture("dokumentet har inga sidor")
    printed = kept_or_made(version.sha256, PRINTED, make=lambda: _print(version), is_whole=_is_whole)
    told = json.loads(printed)
    places = {(first, end): [(page, tuple(box)) for page, box in boxes] for first, end, boxes in told["places"]}

    def rectangles(finding: Finding) -> list[tuple[int, Any]]:
        return [one for spot in finding.spots for one in places.get(spot.chars, ())]

    return Paper(told["sizes"], lambda: b64decode(told["pdf"]), rectangles)


def _own_rectangles(finding: Finding) -> list[tuple[int, Box]]:
    return [(spot.page, spot.box) for spot in finding.spots if spot.box]


def _original(version: Version) -> bytes:
    try:
        with version.original.open("rb") as file:
            return bytes(file.read())
    except OSError as error:
        raise NoPicture("originalet finns inte i lagringen", lasting=False) from error


def _maker() -> PreviewMaker:
    return PreviewMaker(limits=PLACING, seconds=SECONDS)


def _print(version: Version) -> bytes:
    """A Word file as it was printed, with the places of all that was found in it, as JSON."""
    data = _original(version)
    stretches = sorted({spot.chars for finding in version.findings.all() for spot in finding.spots})
    try:
        preview = of_this_process(_maker).make(version.document.name, data, version.text, stretches)
    except NoPreview as error:
        raise NoPicture(str(error), lasting=error.lasting) from error
    places = [[*chars, boxes] for chars, boxes in zip(stretches, preview.places, strict=True)]
    told = {"pdf": b64encode(preview.pdf).decode(), "sizes": preview.page_sizes, "places": places}
    return json.dumps(told).encode()


def _is_whole(data: bytes) -> bool:
    with suppress(ValueError):
        return isinstance(json.loads(data), dict)
    return False
