"""Reads the samples with the real reader and compares what it finds with the gold records and with the floor.

    -m evaluation.evaluate                  a line a fact kind and a format, gains and losses against floor.json
    -m evaluation.evaluate --wrong          every fault as well
    -m evaluation.evaluate --update-floor   raises the floor to what the reader reaches now; it is never lowered
    -m evaluation.evaluate --gold DIR --documents DIR [--parties CSV]   other documents, without a floor

Exit 0: nothing is below the floor. 1: something is, and what was lost is listed. 2: wrong call.
docs/evaluation.md tells how facts are compared and how a document is added.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from evaluation.places import check
from rodtrad.evaluation import Score
from rodtrad.reading.json_form import to_json
from rodtrad.reading.parties import Parties, read_parties
from rodtrad.reading.reader import read
from rodtrad.reading.sources import open_source

ROOT: Final = Path(__file__).resolve().parent.parent
FLOOR: Final = ROOT / "evaluation" / "floor.json"
ENDINGS: Final = ("txt", "docx", "pdf")
DIGITS: Final = 4
LESS_IS_BETTER: Final = "deadlines_invented"


@dataclass(frozen=True, slots=True)
class Floor:
    """What the reader once reached: its figures, and the faults that it had then."""

    figures: Mapping[str, float]
    wrong: tuple[str, ...]

    @classmethod
    def of(cls, score: Score, formats: Mapping[str, Score] | None = None) -> Floor:
        """`formats`: the scores of the documents of each format by themselves."""
        kinds = {kind: tally.f1 for kind, tally in score.kinds.items() if tally.gold}
        totals = {f"total {key}": value for key, value in score.totals().items()}
        for name, part in (formats or {}).items():
            totals |= {f"{name} {key}": value for key, value in part.totals().items()}
        figures = {key: round(value, DIGITS) for key, value in {**totals, **kinds}.items()}
        return cls(figures, tuple(sorted(score.wrong)))

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


def measure(gold_folder: Path, documents: Path, parties: Parties) -> tuple[Score, dict[str, Score]]:
    """Read every document that has a gold record, with the register of parties that the installation would have.

    Returns the score of all, and that of each format. Raises FileNotFoundError for a gold record without its
    document, and for a folder without gold records.
    """
    golds = sorted(gold_folder.glob("*.json"))
    if not golds:
        raise FileNotFoundError(f"Inga facit i {gold_folder}")
    whole, formats = Score(), dict[str, Score]()
    for gold in golds:
        document = document_of(documents, gold.stem)
        data = document.read_bytes()
        source = open_source(document.name, data)
        record = to_json(read(source, parties=parties))
        right = json.loads(gold.read_text(encoding="utf-8"))
        places = check(document.name, data, record, text=source.text, page_starts=source.page_starts)
        for score in (whole, formats.setdefault(document.suffix.removeprefix("."), Score())):
            score.add(gold.stem, right, record)
            score.places.right["place"] += sum(found.right for found in places.found)
            score.places.asked["place"] += len(places.found)
            score.wrong += [f"{gold.stem}: {fault}" for fault in places.wrong()]
    return whole, formats


def document_of(documents: Path, name: str) -> Path:
    """The document of that name, whatever its format. Raises FileNotFoundError where there is none."""
    paths = [documents / f"{name}.{ending}" for ending in ENDINGS]
    found = next((path for path in paths if path.exists()), None)
    if found is None:
        raise FileNotFoundError(f"{documents / name} finns inte som {', '.join(ENDINGS)}")
    return found


def table(score: Score, formats: Mapping[str, Score]) -> list[str]:
    """The figures as lines of text, one a fact kind that anything was asked or found of, a format, and the totals."""
    lines = []
    for kind, tally in score.kinds.items():
        if not tally.gold and not tally.surplus:
            continue
        shares = "  ".join(f"{key} {tally.right[key]}/{tally.asked[key]}" for key in tally.asked)
        lines.append(
            f"{kind:13}  facit {tally.gold:3}  funna {tally.hit + tally.surplus:3}  P {tally.precision:.3f}"
            f"  R {tally.recall:.3f}  F1 {tally.f1:.3f}  {shares}"
        )
    for name, part in (*formats.items(), ("totalt", score)):
        totals = "  ".join(f"{key} {value:.{DIGITS}g}" for key, value in part.totals().items())
        lines.append(f"{name:13}  {totals}")
    return lines


def judge(now: Floor, floor: Floor) -> tuple[list[str], bool]:
    """What is gained and lost against the floor, in words, and whether every figure holds."""
    gained = sorted(set(floor.wrong) - set(now.wrong)) if floor.figures else []
    lost = sorted(set(now.wrong) - set(floor.wrong)) if floor.figures else []
    sunk = floor.sunk(now)
    lines = [f"+ rätt nu: {fault}" for fault in gained] + [f"- fel nu: {fault}" for fault in lost]
    lines += [f"UNDER GOLVET {words}" for words in sunk]
    if not floor.figures:
        return ["Inget golv finns; --update-floor lägger ett."], False
    if not sunk:
        lines.append(f"Inget ligger under golvet ({len(gained)} vunna, {len(lost)} förlorade uppgifter).")
    return lines, not sunk


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="visa varje fel")
    parser.add_argument("--update-floor", action="store_true", help="höj golvet till det som nås nu")
    parser.add_argument("--gold", type=Path, help="mapp med andra facit")
    parser.add_argument("--documents", type=Path, help="mapp med deras dokument")
    parser.add_argument("--parties", type=Path, help="register över huvudmän utöver Sveriges")
    call = parser.parse_args(arguments)
    others = call.gold is not None
    if others != (call.documents is not None) or (others and call.update_floor):
        parser.error("--gold och --documents hör ihop och har inget golv")
    more = call.parties or (None if others else ROOT / "samples" / "parter.csv")
    parties = Parties(read_parties() + (read_parties(more) if more else ()))
    score, formats = measure(call.gold or ROOT / "evaluation" / "gold", call.documents or ROOT / "samples", parties)
    print(*table(score, formats), sep="\n")
    if call.wrong:
        print(*sorted(score.wrong), sep="\n")
    if others:
        return 0
    floor = Floor.load(FLOOR)
    lines, holds = judge(now := Floor.of(score, formats), floor)
    print(*lines, sep="\n")
    if call.update_floor and (holds or not floor.figures):
        now.save(FLOOR)
        print(f"Golvet ligger nu här: {FLOOR.relative_to(ROOT)}")
        return 0
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
