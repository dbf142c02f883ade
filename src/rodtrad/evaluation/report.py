"""The figures as lines of text: a line a fact kind, a format and a house style, and the totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from rodtrad.evaluation.corpus import Measured
from rodtrad.evaluation.floor import DIGITS
from rodtrad.evaluation.score import Score

TERMS: Final = ("from", "to", "extensions", "notice", "parties")


def table(measured: Measured) -> Iterator[str]:
    """What anything was asked or found of, kind by kind; then formats, styles and totals."""
    for kind, tally in measured.whole.kinds.items():
        if tally.gold or tally.surplus:
            shares = "  ".join(f"{key} {tally.right[key]}/{tally.asked[key]}" for key in tally.asked)
            yield (
                f"{kind:13}  facit {tally.gold:4}  funna {tally.hit + tally.surplus:4}  P {tally.precision:.3f}"
                f"  R {tally.recall:.3f}  F1 {tally.f1:.3f}  {shares}"
            )
    yield from styles(measured.styles)
    for name, part in (*measured.formats.items(), ("totalt", measured.whole)):
        yield f"{name:13}  " + "  ".join(f"{key} {value:.{DIGITS}g}" for key, value in part.totals().items())


def _f1(kind: str) -> Callable[[Score], float | None]:
    return lambda score: score.kinds[kind].f1 if score.kinds[kind].gold else None


def _shares(kind: str, *keys: str) -> Callable[[Score], float | None]:
    """The share of the right ones among some attributes of a kind."""

    def share(score: Score) -> float | None:
        tally = score.kinds[kind]
        asked = sum(tally.asked[key] for key in keys)
        return sum(tally.right[key] for key in keys) / asked if asked else None

    return share


def _total(key: str) -> Callable[[Score], float | None]:
    return lambda score: score.totals().get(key)


# What a style's line shows, and what each figure is to reach.
COLUMNS: Final[tuple[tuple[str, Callable[[Score], float | None], float], ...]] = (
    ("namn", _f1("attendance"), 0.96),
    ("org+roll", _shares("attendance", "organisation", "duty"), 0.93),
    ("ärenden", _f1("items"), 0.95),
    ("beslut", _f1("decisions"), 0.93),
    ("uppdrag", _f1("assignments"), 0.85),
    ("datum", _total("deadlines"), 0.9),
    ("aktivit.", _f1("activities"), 0.95),
    ("avtalstid", _shares("agreements", *TERMS), 0.93),
    ("huvud", _total("heads"), 0.96),
    ("ställen", _total("provenance"), 0.98),
)


def styles(scores: Mapping[str, Score]) -> Iterator[str]:
    """A line a house style; a star marks what does not reach its bar, a dash what the style has nothing of."""
    width = max(map(len, scores), default=0)
    yield " " * width + "".join(f"{heading:>11}" for heading, _, _ in COLUMNS) + "   påhittade datum"
    for name, score in scores.items():
        cells = ""
        for _, figure, bar in COLUMNS:
            value = figure(score)
            cells += f"{'–':>11}" if value is None else f"{value:10.3f}{'*' if value < bar else ' '}"
        yield f"{name:{width}}{cells}   {score.deadlines.surplus}"
