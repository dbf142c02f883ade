"""Rebuilds text documents as Word and PDF files, reads those, and scores what was found in them.

    python -m evaluation.rebuild --documents DIR --gold DIR --out DIR [--parties CSV] [--style NAME] [--bars]

The documents are those that the reader is developed against (../shared/seeds unless DIR says otherwise), or any other
texts with gold records. Every one becomes a DOCX, a tagged PDF and an untagged PDF; `layout.py` tells with what. OUT
then holds docx/, pdf/ and untagged/ with the files and their records; it must lie outside the repository, where
nothing of the documents may stand. Needs LibreOffice. Exit 1 with --bars: a figure does not reach its bar.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from evaluation.check_copied import ROOT, SEEDS
from evaluation.layout import lay_out
from rodtrad.evaluation.places import BAR, Places, check_reading
from rodtrad.evaluation.score import Score
from rodtrad.reading.contained import ContainedReader
from rodtrad.reading.parties import Party, read_parties
from rodtrad.reading.sources import open_source
from scripts.making.errors import NoOfficeError
from scripts.making.pdf import make_pdfs
from scripts.making.styles import STYLES, House
from scripts.making.word import write_word

MACRO_F1: Final = 0.93
LOWEST: Final = 0.80
HOUSE: Final = House(font="Arial", heading_font="Arial", numbered_by_word=True)
# What has bars; an untagged PDF says less about itself and is measured only.
BARRED: Final = ("docx", "pdf")


@dataclass(frozen=True, slots=True)
class Figures:
    """What was reached in one format."""

    format: str
    totals: Mapping[str, Any]
    places: Places
    failed: Sequence[str] = ()

    def short_of(self) -> list[str]:
        """The bars that are not reached, in words."""
        reached = {"macro_f1": self.totals["macro_f1"], "lowest": self.totals["lowest"], "ställen": self.places.share}
        bars = {"macro_f1": MACRO_F1, "lowest": LOWEST, "ställen": BAR}
        short = [f"{self.format}: {key} {reached[key]:.3f} är under {bar}" for key, bar in bars.items()]
        return [words for words, key in zip(short, bars, strict=True) if reached[key] < bars[key]] + list(self.failed)


def rebuild(documents: Path, gold: Path, out: Path, house: House) -> None:
    """Write every document that has a gold record as docx/, pdf/ and untagged/ under `out`, set as `house` does.

    Raises FileNotFoundError where there is none, and NoOfficeError.
    """
    words = {}
    for record in sorted(gold.glob("*.json")):
        path = documents / f"{record.stem}.txt"
        source = open_source(path.name, path.read_bytes())
        words[record.stem] = write_word(lay_out(source, json.loads(record.read_text(encoding="utf-8"))), house)
    if not words:
        raise FileNotFoundError(f"Inga facit i {gold}")
    made = {
        "docx": {f"{name}.docx": data for name, data in words.items()},
        "pdf": {f"{name}.pdf": data for name, data in make_pdfs(words).items()},
        "untagged": {f"{name}.pdf": data for name, data in make_pdfs(words, tagged=False).items()},
    }
    for folder, files in made.items():
        shutil.rmtree(out / folder, ignore_errors=True)
        (out / folder / "records").mkdir(parents=True)
        for name, data in files.items():
            (out / folder / name).write_bytes(data)


def measure(folder: Path, gold: Path, scorer: Path, parties: Sequence[Party], *, wrong: bool) -> Figures:
    """Read the rebuilt files of one format and score them: by the scorer beside the documents, else by our own."""
    places, failed, score = Places(), [], Score()
    files = sorted(path for path in folder.iterdir() if path.is_file())
    with ContainedReader(parties=parties) as reader:
        for outcome in reader.read((path.name, path) for path in files):
            name = Path(outcome.name).stem
            if outcome.reading is None:
                failed.append(f"{folder.name}/{outcome.name}: {outcome.error}")
                continue
            places.found += check_reading(outcome.name, outcome.data, outcome.reading).found
            record = json.dumps(outcome.reading.json, ensure_ascii=False)
            (folder / "records" / f"{name}.json").write_text(record, encoding="utf-8")
            score.add(
                name, _without_lines(json.loads((gold / f"{name}.json").read_text("utf-8"))), outcome.reading.json
            )
    totals: Mapping[str, Any] = score.totals()
    if scorer.exists():
        command = [sys.executable, str(scorer), str(gold), str(folder / "records"), "--json"]
        told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["total"]
        # Its provenance goes by the lines of the text, which what was made of it does not have.
        totals = {key: value for key, value in told.items() if key != "provenance"}
    if wrong:
        for fault in (*score.wrong, *places.wrong()):
            print(f"{folder.name}: {fault}")
    return Figures(folder.name, totals, places, failed)


def _without_lines(value: Any) -> Any:
    """A gold record without the line numbers of its text, which the rebuilt document does not have."""
    if isinstance(value, dict):
        return {key: _without_lines(part) for key, part in value.items() if key != "lines"}
    return [_without_lines(part) for part in value] if isinstance(value, list) else value


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, default=SEEDS)
    parser.add_argument("--gold", type=Path, help="mapp med facit (../reading/gold bredvid dokumenten)")
    parser.add_argument("--out", type=Path, help="mapp utanför förrådet (en tillfällig)")
    parser.add_argument("--parties", type=Path, help="register över huvudmän utöver Sveriges")
    parser.add_argument("--style", choices=STYLES, help="sätt dem som ett av det påhittade länets organ gör")
    parser.add_argument("--wrong", action="store_true", help="visa varje fel")
    parser.add_argument("--bars", action="store_true", help="underkänn det som inte når sin ribba")
    call = parser.parse_args(arguments)
    reading = call.documents.parent / "reading"
    gold = call.gold or reading / "gold"
    if call.out and call.out.resolve().is_relative_to(ROOT):
        parser.error(f"--out ska ligga utanför {ROOT}: inget av dokumenten får hamna i förrådet")
    parties = read_parties(call.parties) if call.parties else ()
    house = replace(STYLES[call.style], numbered_by_word=True) if call.style else HOUSE
    with tempfile.TemporaryDirectory(prefix="rodtrad-rebuilt-") as scratch:
        out = call.out or Path(scratch)
        try:
            rebuild(call.documents, gold, out, house)
        except (NoOfficeError, FileNotFoundError) as error:
            parser.error(str(error))
        short = []
        for name in ("docx", "pdf", "untagged"):
            figures = measure(out / name, gold, reading / "score.py", parties, wrong=call.wrong)
            print(f"{name:9}", *(f"{key} {value}" for key, value in figures.totals.items()), figures.places.line())
            for fault in figures.failed:
                print(fault)
            short += figures.short_of() if name in BARRED else []
    for words in short if call.bars else ():
        print(f"UNDER RIBBAN {words}")
    return int(call.bars and bool(short))


if __name__ == "__main__":
    sys.exit(main())
