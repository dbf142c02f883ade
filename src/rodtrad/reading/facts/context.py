"""What every finder of facts is given: the document, its outline, the register of parties, the meeting's date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from rodtrad.reading.outline import Outline
from rodtrad.reading.parties import Parties
from rodtrad.reading.record import Evidence, Issue, Unplaced
from rodtrad.reading.sources.source import Source, Stretch


@dataclass(frozen=True)
class Context:
    """`meeting_date` anchors every deadline; `names` are those the document calls its own body by, `called` the first
    names and surnames of those who were there, by which notes often call them.

    `issues` and `unplaced` gather what does not add up.
    """

    source: Source
    outline: Outline
    parties: Parties
    meeting_date: date | None = None
    names: tuple[str, ...] = ()
    called: frozenset[str] = frozenset()
    issues: list[Issue] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    def evidence(
        self,
        stretch: Stretch,
        rule: str,
        confidence: float,
        *,
        also: Iterable[Stretch | None] = (),
        inferred: Iterable[str] = (),
    ) -> Evidence:
        """Evidence for a fact stated at `stretch`; `also`: the further places it stands on."""
        return self.source.evidence(stretch, rule, confidence, also=also, inferred=inferred)

    def issue(self, code: str, text: str, *stretches: Stretch | None) -> None:
        """Notes what does not add up, on the lines of the stretches."""
        self.issues.append(Issue(code=code, text=text, lines=self._lines(stretches)))

    def unplace(self, kind: str, stretch: Stretch) -> None:
        """Notes a fact that no rule could place."""
        self.unplaced.append(Unplaced(kind=kind, text=stretch.text, lines=self._lines((stretch,))))

    def _lines(self, stretches: Iterable[Stretch | None]) -> tuple[int, int] | None:
        places = [place.lines for s in stretches if s for place in self.source.places(s)]
        return (min(p[0] for p in places), max(p[1] for p in places)) if places else None
