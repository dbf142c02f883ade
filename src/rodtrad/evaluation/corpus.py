"""The documents with gold records, and what the reader makes of them.

A checkout holds two sets: the samples, of one invented county, and the corpus, a folder a house style. Any other two
folders can be measured as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rodtrad.evaluation.places import STATING, check
from rodtrad.evaluation.score import Score, first, flatten
from rodtrad.reading.house_style import ConfirmedDocument, ConfirmedFact, HouseStyle, learn, style_key
from rodtrad.reading.json_form import to_json
from rodtrad.reading.parties import Parties, read_parties
from rodtrad.reading.reader import read
from rodtrad.reading.sources import open_source

PARTIES_FILE: Final = "parter.csv"
# A sample is named for its body and its day, and a body has one house style.
DAY = re.compile(r"-\d{4}.*")


@dataclass(frozen=True, slots=True)
class Case:
    """A document and its gold record, which several formats of one document may share.

    `style`: the house style it is written in.
    """

    name: str
    style: str
    document: Path
    gold: Path

    def right(self) -> Any:
        """The gold record as JSON; its lines are those of a text, and of other formats nobody counts them."""
        record = json.loads(self.gold.read_text(encoding="utf-8"))
        return record if self.document.suffix == ".txt" else _without_lines(record)


def _without_lines(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_lines(one) for one in value]
    if isinstance(value, dict):
        return {key: _without_lines(one) for key, one in value.items() if key != "lines"}
    return value


@dataclass(frozen=True, slots=True)
class Corpus:
    """Cases, and the files of the parties that they name besides Sweden's own."""

    cases: tuple[Case, ...]
    parties_files: tuple[Path, ...] = ()

    def parties(self) -> Parties:
        return Parties((*read_parties(), *(party for file in self.parties_files for party in read_parties(file))))


def of_checkout(root: Path) -> Corpus:
    """The samples and the corpus of a checkout of this project."""
    samples, corpus = root / "samples", root / "evaluation" / "corpus"
    cases = list(_cases(root / "evaluation" / "gold", samples))
    for folder in sorted(path for path in corpus.glob("*") if path.is_dir()):
        cases += _cases(folder, folder, style=folder.name)
    files = (samples / PARTIES_FILE, corpus / PARTIES_FILE)
    return Corpus(tuple(cases), tuple(file for file in files if file.exists()))


def of_folders(gold: Path, documents: Path, parties_file: Path | None = None) -> Corpus:
    """Any documents with gold records. Raises FileNotFoundError for a gold record without its document, and for a
    folder without gold records."""
    cases = tuple(_cases(gold, documents, style=gold.name))
    if not cases:
        raise FileNotFoundError(f"Inga facit i {gold}")
    return Corpus(cases, (parties_file,) if parties_file else ())


def _cases(gold: Path, documents: Path, style: str = "") -> Iterator[Case]:
    for file in sorted(gold.glob("*.json")):
        found = documents_of(documents, file.stem)
        for document in found:
            name = file.stem if len(found) == 1 else document.name
            yield Case(name, style or DAY.sub("", file.stem), document, file)


def documents_of(documents: Path, name: str) -> list[Path]:
    """The document of that name in each of its formats. Raises FileNotFoundError where there is none."""
    found = [path for path in sorted(documents.glob(f"{name}.*")) if path.stem == name and path.suffix != ".json"]
    if not found:
        raise FileNotFoundError(f"{documents} har inget dokument som heter {name}")
    return found


@dataclass(slots=True)
class Measured:
    """The score of all documents, and of those of each format and each house style."""

    whole: Score = field(default_factory=Score)
    formats: dict[str, Score] = field(default_factory=dict)
    styles: dict[str, Score] = field(default_factory=dict)


def confirmed(case: Case) -> ConfirmedDocument:
    """A document whose gold record a person stands for. A fact without lines is looked for by its words."""
    lines = open_source(case.document.name, case.document.read_bytes()).text.split("\n")
    facts = []
    for kind, found in flatten(case.right()).items():
        for fact in found if kind in STATING else ():
            words = str(first(fact[STATING[kind]]) or "")
            at = fact["lines"][0] if fact.get("lines") else _line_with(lines, words)
            if at and words:
                facts.append(ConfirmedFact(kind, at, words, str(first(fact.get("presence")) or "")))
    return ConfirmedDocument(lines, facts)


def _line_with(lines: Sequence[str], words: str) -> int:
    return next((number for number, line in enumerate(lines, start=1) if words and words in line), 0)


def _learnt_beside(case: Case, right: Any, cases: Sequence[Case]) -> dict[str, HouseStyle]:
    """The house style of a document's body, learnt from the body's other documents."""
    body = first(right["body"])
    others = [one for one in cases if one.style == case.style and one != case and first(one.right()["body"]) == body]
    return {style_key(body): learn([confirmed(one) for one in others])} if body and others else {}


def measure(cases: Sequence[Case], parties: Parties, *, house_styles: bool = False) -> Measured:
    """Read every document with the register of parties that an installation would have, and compare.

    `house_styles`: read each with the style learnt from the gold records of the same body's other documents, as if a
    person had confirmed those.
    """
    measured = Measured()
    for case in cases:
        data = case.document.read_bytes()
        source = open_source(case.document.name, data)
        right = case.right()
        styles = _learnt_beside(case, right, cases) if house_styles else None
        record = to_json(read(source, parties=parties, styles=styles))
        places = check(case.document.name, data, record, text=source.text, page_starts=source.page_starts)
        of_format = measured.formats.setdefault(case.document.suffix.removeprefix("."), Score())
        of_style = measured.styles.setdefault(case.style, Score())
        for score in (measured.whole, of_format, of_style):
            score.add(case.name, right, record)
            score.places.right["place"] += sum(found.right for found in places.found)
            score.places.asked["place"] += len(places.found)
            score.wrong += [f"{case.name}: {fault}" for fault in places.wrong()]
    return measured
