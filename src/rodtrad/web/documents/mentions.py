"""Which findings concern which parties. Precision first: a bare place name counts only where an organisation stands."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from rodtrad.reading.parties import Parties
from rodtrad.reading.parties import Party as KnownParty
from rodtrad.web.bodies.models import Party
from rodtrad.web.documents.models import Finding, Mention

Hit = tuple[int, Party]
How = Mention.How

# Fields that hold an organisation and nothing else, where "Ekeby" alone is the municipality.
ORGANISATIONS = {
    "attendance": ("organisation", How.ATTENDS),
    "presenter": ("organisation", How.NAMED),
    "agreement": ("parties", How.PARTY),
}
# Fields that hold whoever it may be: only a full name is a party ("Nora" may be a person).
ANYONE = {
    "assignment": ("assignee", How.ASSIGNED),
    "activity": ("responsible", How.ASSIGNED),
    "plan_group": ("responsible", How.ASSIGNED),
}
# Findings that stand for all that is said from their place to the next of these.
HEADINGS = frozenset({"item", "attendance", "signature", "recipient", "next_meeting"})
RUNNING_HEADER_REPEATS = 3


class PartyFinder:
    """The register's parties, found by any form of their names. Made once for a whole import."""

    def __init__(self) -> None:
        self._rows: dict[KnownParty, Party] = {}
        for row in Party.objects.select_related("county"):
            county = row.county.code if row.county else ""
            self._rows[KnownParty(row.name, row.kind, row.code, county, row.place)] = row  # type: ignore[arg-type]  # a TextChoices value
            for name in row.other_names:
                self._rows[KnownParty(name, "other", row.code, county)] = row
        self.known = Parties(self._rows)

    def organisation(self, text: str) -> Party | None:
        """The party that the whole of a text names; a bare place name counts."""
        found = self.known.find(text)
        return self._rows[found] if found else None

    def party(self, text: str) -> Party | None:
        """The one party that a text names in full; None where it names none or several."""
        named = {party for _, party in self.named_in(text)}
        return named.pop() if len(named) == 1 else None

    def named_in(self, text: str) -> Iterator[Hit]:
        """Where parties are named in full in running text, also across a line end."""
        for start, _, found in self.known.named_in(text.replace("\n", " ")):
            yield start, self._rows[found]


def mentions_of(findings: Iterable[Finding], text: str, finder: PartyFinder) -> list[Mention]:
    """The mentions of a version's saved findings, each party once a finding; what a fact says of it comes first."""
    found: dict[tuple[int, int], Mention] = {}

    def add(finding: Finding | None, party: Party, how: How) -> None:
        if finding is not None:
            found.setdefault((finding.pk, party.pk), Mention(finding=finding, party=party, how=how))

    findings = list(findings)
    for finding in findings:
        for party, how in _by_fact(finding, finder):
            add(finding, party, how)
            if finding.kind in ("attendance", "presenter"):
                add(finding.parent, party, how)
    hits = list(_outside_running_headers(finder.named_in(text), text))
    for finding, party in (*_within(findings, hits), *_below_headings(findings, hits)):
        add(finding, party, How.NAMED)
    return list(found.values())


def _by_fact(finding: Finding, finder: PartyFinder) -> Iterator[tuple[Party, How]]:
    if finding.kind in ORGANISATIONS:
        field, how = ORGANISATIONS[finding.kind]
        value = finding.value.get(field) or ()
        for name in [value] if isinstance(value, str) else value:
            if party := finder.organisation(name):
                yield party, how
    elif finding.kind in ANYONE:
        field, how = ANYONE[finding.kind]
        for _, party in finder.named_in(finding.value.get(field) or ""):
            yield party, how


def _outside_running_headers(hits: Iterable[Hit], text: str) -> Iterator[Hit]:
    """A line that comes back on page after page tells nothing of the place it happens to interrupt."""
    lines = Counter(line.strip() for line in text.split("\n"))
    for start, party in hits:
        line = text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
        if lines[line.strip()] < RUNNING_HEADER_REPEATS:
            yield start, party


def _within(findings: Iterable[Finding], hits: list[Hit]) -> Iterator[tuple[Finding, Party]]:
    """Hits in the words of a fact itself."""
    starts = [start for start, _ in hits]
    for finding in findings:
        if "." in finding.kind or finding.kind in ("meeting", "plan", "body", "reference"):
            continue
        for index in range(bisect_right(starts, finding.first_char - 1), bisect_right(starts, finding.end_char - 1)):
            yield finding, hits[index][1]


def _below_headings(findings: Iterable[Finding], hits: list[Hit]) -> Iterator[tuple[Finding, Party]]:
    """Hits in what is said at an item, from its heading to the next."""
    headings = sorted((f for f in findings if f.kind in HEADINGS), key=lambda f: f.first_char)
    starts = [start for start, _ in hits]
    ends = [below.first_char for _, below in pairwise(headings)] + [starts[-1] + 1 if starts else 0]
    for heading, end in zip(headings, ends, strict=False):
        if heading.kind == "item":
            for index in range(bisect_right(starts, heading.first_char - 1), bisect_right(starts, end - 1)):
                yield heading, hits[index][1]


def county_of(mentions: Iterable[Mention]) -> int | None:
    """The county that most of the named parties belong to, more than twice as many as of any other; else None."""
    parties = {mention.party for mention in mentions}
    ranked = Counter(party.county_id for party in parties if party.county_id).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] <= 2 * ranked[1][1]):
        return None
    return ranked[0][0]
