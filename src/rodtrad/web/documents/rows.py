"""What a page says of any row of the register: how far people have looked at it, and the words it was read from."""

from collections.abc import Iterable
from dataclasses import dataclass

from rodtrad.web.documents.models import Entered, Finding


def reviewed(rows: Iterable[Entered]) -> str:
    """ "Ej granskad", "Delvis granskad", or nothing where all are looked at or come from no document."""
    findings = [row.finding for row in rows if row.finding]
    left = sum(finding.review == Finding.Review.UNREVIEWED for finding in findings)
    if not left:
        return ""
    return "Ej granskad" if left == len(findings) else "Delvis granskad"


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of a document that say a row, and the address of the first of them."""

    text: str
    first_line: int
    last_line: int
    url: str


def passages_of(row: Entered) -> list[Passage]:
    """The lines that a row was read from, the main place first; none for a row that comes from no document."""
    finding = row.finding
    if finding is None:
        return []
    main = (finding.first_line, finding.last_line)
    further = {(place["lines"][0], place["lines"][1]) for place in finding.places}
    outside = sorted(span for span in further if span[0] < main[0] or main[1] < span[1])
    lines = finding.version.text.split("\n")
    document = finding.get_absolute_url().partition("#")[0]
    return [
        Passage("\n".join(lines[first - 1 : last]).strip(), first, last, f"{document}#rad-{first}")
        for first, last in (main, *outside)
    ]
