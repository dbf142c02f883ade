"""The floor: what the reader once reached, so that a change that loses something is seen before it is committed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rodtrad.evaluation.corpus import Measured

DIGITS: Final = 4
LESS_IS_BETTER: Final = "deadlines_invented"
OF_A_STYLE: Final = ("micro_f1", "heads", "attributes", "provenance", "deadlines_invented")


@dataclass(frozen=True, slots=True)
class Floor:
    """What the reader once reached: its figures, and the faults that it had then."""

    figures: Mapping[str, float]
    wrong: tuple[str, ...]

    @classmethod
    def of(cls, measured: Measured) -> Floor:
        figures = {f"total {key}": value for key, value in measured.whole.totals().items()}
        for name, part in measured.formats.items():
            figures |= {f"{name} {key}": value for key, value in part.totals().items()}
        for name, part in measured.styles.items():
            totals = part.totals()
            figures |= {f"stil {name} {key}": totals[key] for key in OF_A_STYLE if key in totals}
        figures |= {kind: tally.f1 for kind, tally in measured.whole.kinds.items() if tally.gold}
        return cls({key: round(value, DIGITS) for key, value in figures.items()}, tuple(sorted(measured.whole.wrong)))

    @classmethod
    def load(cls, path: Path) -> Floor:
        """The committed floor; without a file, one that everything reaches."""
        if not path.exists():
            return cls({}, ())
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["figures"], tuple(data["wrong"]))

    def save(self, path: Path) -> None:
        text = json.dumps({"figures": self.figures, "wrong": self.wrong}, ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")

    def sunk(self, now: Floor) -> list[str]:
        """The figures that are worse now than here, one in words each."""
        words = []
        for key, before in self.figures.items():
            after = now.figures.get(key)
            if after is None:
                words.append(f"{key}: {before:g}, mäts inte längre")
            elif (after > before) if key.endswith(LESS_IS_BETTER) else (after < before):
                words.append(f"{key}: {before:g} har blivit {after:g}")
        return words


def judge(now: Floor, floor: Floor) -> tuple[list[str], bool]:
    """What is gained and lost against the floor, in words, and whether every figure holds."""
    if not floor.figures:
        return ["Inget golv finns; --update-floor lägger ett."], False
    gained, lost = sorted(set(floor.wrong) - set(now.wrong)), sorted(set(now.wrong) - set(floor.wrong))
    sunk = floor.sunk(now)
    lines = [f"+ rätt nu: {fault}" for fault in gained] + [f"- fel nu: {fault}" for fault in lost]
    lines += [f"UNDER GOLVET {words}" for words in sunk]
    if not sunk:
        lines.append(f"Inget ligger under golvet ({len(gained)} vunna, {len(lost)} förlorade uppgifter).")
    return lines, not sunk
