"""A document on paper: the PDF that its pages are drawn from, and where on them its findings stand.

A PDF is its own paper. A Word file has none, but is printed the first time somebody asks for its pages, where the
machine has LibreOffice. Then two files are kept beside the pictures: the places of what was found, under the hash of
the Word file, and the PDF under its own, since LibreOffice never prints the same PDF twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from rodtrad.reading.limits import Limits
from rodtrad.reading.office import PRINTED as PRINTED_ENDINGS
from rodtrad.reading.office import office
from rodtrad.reading.pictures import NoPicture
from rodtrad.reading.preview import PreviewMaker
from rodtrad.web.documents.kept import forget, forget_all, keep, kept_or_made, of_this_process, read_kept
from rodtrad.web.documents.models import Finding, Version
from rodtrad.web.documents.places import Box

# Somebody waits for the page; most Word files are printed in two seconds.
SECONDS = 30.0
PLACING = Limits(cpu=10, wall=SECONDS)
PRINTED = "printed.pdf"


@dataclass(frozen=True, slots=True)
class Paper:
    """`sha256`: of the PDF, which is read when it is asked for. `sizes`: width and height of every page in points.

    `rectangles`: the pages and boxes that a finding stands at.
    """

    sha256: str
    sizes: Sequence[Sequence[float]]
    pdf: Callable[[], bytes]
    rectangles: Callable[[Finding], Sequence[tuple[int, Box]]]


def is_printable(version: Version) -> bool:
    """Whether it is a word processor's file that was read: a text that could be shown as pages too."""
    return version.document.name.lower().endswith(PRINTED_ENDINGS) and version.state in (
        Version.State.READ,
        Version.State.NOTHING,
    )


def has_paper(version: Version) -> bool:
    """Whether this machine can show it as pages."""
    return bool(version.page_sizes) or (is_printable(version) and office() is not None)


def paper_of(version: Version) -> Paper:
    """A version on paper. Raises NoPicture where it has none, or its original is lost."""
    if version.page_sizes:
        return Paper(version.sha256, version.page_sizes, lambda: _original(version), _own_rectangles)
    if not is_printable(version):
        raise NoPicture("dokumentet har inga sidor")
    name = _places_name(version)
    told = json.loads(kept_or_made(version.sha256, name, make=lambda: _print(version), is_whole=_is_whole))
    places = {(first, end): [(page, tuple(box)) for page, box in boxes] for first, end, boxes in told["places"]}

    def printed() -> bytes:
        pdf = read_kept(told["pdf"], PRINTED, is_whole=lambda data: sha256(data).hexdigest() == told["pdf"])
        if pdf is None:
            forget(version.sha256, name)  # what was printed anew would have other places
            raise NoPicture("dokumentet måste skrivas ut på nytt, läs om sidan", lasting=False)
        return pdf

    def rectangles(finding: Finding) -> list[tuple[int, Any]]:
        return [one for spot in finding.spots for one in places.get(spot.chars, ())]

    return Paper(told["pdf"], told["sizes"], printed, rectangles)


def forget_paper(version: Version) -> None:
    """Delete the pictures of its pages, and of a Word file what was printed."""
    kept = read_kept(version.sha256, _places_name(version), is_whole=_is_whole)
    if kept is not None:
        forget_all(json.loads(kept)["pdf"])
    forget_all(version.sha256)


def _places_name(version: Version) -> str:
    return f"places-{version.pk}-{version.reader_version}.json"


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
    """Print a Word file and keep the PDF; the PDF's hash and the places of all that was found, as JSON."""
    data = _original(version)
    stretches = sorted({spot.chars for finding in version.findings.all() for spot in finding.spots})
    preview = of_this_process(_maker).make(version.document.name, data, version.text, stretches)
    pdf = sha256(preview.pdf).hexdigest()
    if not keep(pdf, PRINTED, preview.pdf):
        raise NoPicture("det som skrevs ut kunde inte sparas på servern")
    places = [[*chars, boxes] for chars, boxes in zip(stretches, preview.places, strict=True)]
    return json.dumps({"pdf": pdf, "sizes": preview.page_sizes, "places": places}).encode()


def _is_whole(data: bytes) -> bool:
    return data.endswith(b"}")  # there is but one
