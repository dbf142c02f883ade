"""What a page says of any row of the register: how far people have looked at it, and the words it was read from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rodtrad.web.bodies.models import Party
from rodtrad.web.documents.models import Entered, Finding, Mention

How = Mention.How


def reviewed(rows: Iterable[Entered]) -> str:
    """ "Ej granskad", "Delvis granskad", or nothing where all are looked at or come from no document."""
    findings = [row.finding for row in rows if row.finding]
    left = sum(finding.review == Finding.Review.UNREVIEWED for finding in findings)
    if not left:
        return ""
    return "Ej granskad" if left == len(findings) else "Delvis granskad"


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of a document that say a row, where they stand in words ("sida 3", "rad 12–14"), and their address."""

    text: str
    where: str
    url: str


def passages_of(row: Entered) -> list[Passage]:
    """The lines that a row was read from, the main place first; none for a row that comes from no document."""
    finding = row.finding
    if finding is None:
        return []
    main, *further = finding.spots
    # On paper one line may take several places, each a rectangle.
    outside = {s.lines: s for s in further if s.lines[0] < main.lines[0] or main.lines[1] < s.lines[1]}
    lines = finding.version.text.split("\n")
    return [
        Passage(
            text="\n".join(lines[spot.lines[0] - 1 : spot.lines[1]]).strip(),
            where=spot.in_words(finding.version),
            url=spot.address(finding.version, mark=f"fynd-{finding.pk}" if finding.version.page_sizes else ""),
        )
        for spot in (main, *sorted(outside.values(), key=lambda spot: spot.lines))
    ]


def mentions_at(row: Any) -> list[Mention]:
    """The parties that a row concerns, each with how: by its place in a document, or as what was published here says.
    `row`: a decision, an assignment or an activity."""
    if row.finding:
        return list(row.finding.mentions.select_related("party").order_by("party__name"))
    given = getattr(row, "party_id", None)
    parties: Iterable[Party] = row.concerned.order_by("name") if hasattr(row, "concerned") else ()
    return [Mention(party=party, how=How.ASSIGNED if party.pk == given else How.NAMED) for party in parties]
