"""Would a small model read unseen styles better than the rules? Trained on some house styles, tried on the others.

    python -m evaluation.line_model [--rounds N] [--tried DIR]

A structured perceptron (Collins 2002) labels the lines of a text: a heading of an item, a person attending, a decided
clause, an assignment, or something else. For each house style it is trained on all the others, so none is tried on
what it has seen, and beside it stand the rules, counted in the same way: by the first line of each fact. The rules were
written with these styles in sight, so only documents that neither has seen compare them: `--tried`, a folder of texts
with gold records, on which a model of all styles is tried.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rodtrad.evaluation.corpus import Case, of_checkout, of_folders
from rodtrad.evaluation.score import flatten
from rodtrad.reading.json_form import to_json
from rodtrad.reading.parties import Parties
from rodtrad.reading.reader import read
from rodtrad.reading.sources import open_source

ROOT: Final = Path(__file__).resolve().parent.parent
# Where several facts stand on a line, the first of these names it.
KINDS: Final = ("items", "attendance", "assignments", "decisions")
OTHER: Final = "-"
LABELS: Final = (OTHER, *KINDS)
SEED: Final = 2026


@dataclass(frozen=True, slots=True)
class Text:
    """A document's lines as features, with the right label of each and the one that the rules give it."""

    style: str
    features: Sequence[Sequence[str]]
    right: Sequence[str]
    ruled: Sequence[str]


@dataclass(slots=True)
class Model:
    """Weights of features and of pairs of labels that follow each other."""

    weights: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    pairs: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))

    def label(self, features: Sequence[Sequence[str]]) -> list[str]:
        """The best labels of the lines together (Viterbi)."""
        best = {label: (0.0, [label]) for label in (OTHER,)}
        for line in features:
            scores = {one: sum(self.weights[f][one] for f in line) for one in LABELS}
            best = {
                one: max(
                    ((total + self.pairs[path[-1], one] + scores[one], [*path, one]) for total, path in best.values()),
                    key=lambda way: way[0],
                )
                for one in LABELS
            }
        return max(best.values(), key=lambda way: way[0])[1][1:]


def train(texts: Sequence[Text], rounds: int) -> Model:
    """An averaged structured perceptron; the same texts give the same model."""
    model, total, steps = Model(), Model(), 0
    order = list(texts)
    shuffled = random.Random(SEED)  # noqa: S311 - an order of examples, no secret
    for _ in range(rounds):
        shuffled.shuffle(order)
        for text in order:
            steps += 1
            guess = model.label(text.features)
            for model_or_total, worth in ((model, 1.0), (total, float(steps))):
                _move(model_or_total, text, guess, worth)
    for feature, counts in model.weights.items():
        for label in counts:
            counts[label] -= total.weights[feature][label] / (steps + 1)
    for pair in model.pairs:
        model.pairs[pair] -= total.pairs[pair] / (steps + 1)
    return model


def _move(model: Model, text: Text, guess: Sequence[str], worth: float) -> None:
    for labels, sign in ((text.right, worth), (guess, -worth)):
        before = OTHER
        for line, label in zip(text.features, labels, strict=True):
            model.pairs[before, label] += sign
            before = label
            for feature in line:
                model.weights[feature][label] += sign


def features_of(lines: Sequence[str]) -> list[list[str]]:
    """What a line looks like, and what those beside it look like."""
    own = [list(_seen(line)) for line in lines]
    written = [i for i, line in enumerate(lines) if line.strip()]
    return [
        [
            *own[i],
            *(f"före {f}" for f in _near(own, written, i, -1)),
            *(f"efter {f}" for f in _near(own, written, i, 1)),
        ]
        for i in range(len(lines))
    ]


def _near(own: Sequence[list[str]], written: Sequence[int], i: int, step: int) -> list[str]:
    beside = [j for j in written if (j - i) * step > 0]
    return own[beside[0] if step > 0 else beside[-1]][:6] if beside else ["ände"]


def _seen(line: str) -> Iterator[str]:
    text = line.strip()
    words = re.findall(r"\w+", text.lower())
    yield "tom" if not text else f"längd {min(len(text) // 30, 5)}"
    yield f"form {re.sub(r'[a-zåäö]+', 'a', re.sub(r'[A-ZÅÄÖ]', 'A', re.sub(r'[0-9]+', '1', text[:14])))}"
    yield f"slut {text[-1:]}"
    yield f"först {words[0] if words else ''}"
    yield f"två {' '.join(words[:2])}"
    yield f"indrag {min(len(line) - len(line.lstrip()), 4)}"
    for sign in ("\t", ":", ",", "(", "§", "•"):
        if sign in text:
            yield f"har {sign}"
    yield f"versaler {min(len(re.findall(r'[A-ZÅÄÖ][a-zåäö]+', text)), 6)}"
    for word in words[:12]:
        yield f"ord {word}"
        yield f"ände {word[-4:]}"


def text_of(case: Case, parties: Parties) -> Text:
    """A document that has lines, labelled by its gold record and by the rules."""
    source = open_source(case.document.name, case.document.read_bytes())
    lines = source.text.split("\n")
    right, ruled = ({}, {}) if not lines else (case.right(), to_json(read(source, parties=parties)))
    return Text(case.style, features_of(lines), _labels(right, len(lines)), _labels(ruled, len(lines)))


def _labels(record: dict[str, object], count: int) -> list[str]:
    labels = [OTHER] * count
    for kind in reversed(KINDS):
        for fact in flatten(record)[kind]:
            if fact.get("lines") and not fact.get("optional"):
                labels[fact["lines"][0] - 1] = kind
    return labels


@dataclass(slots=True)
class Count:
    hit: int = 0
    found: int = 0
    right: int = 0

    def add(self, right: Sequence[str], got: Sequence[str], kind: str) -> None:
        self.hit += sum(a == b == kind for a, b in zip(right, got, strict=True))
        self.found += sum(one == kind for one in got)
        self.right += sum(one == kind for one in right)

    def __str__(self) -> str:
        precision, recall = self.hit / max(self.found, 1), self.hit / max(self.right, 1)
        return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--tried", type=Path, help="mapp med texter och facit som varken regler eller modell har sett")
    wanted = parser.parse_args()
    corpus = of_checkout(ROOT)
    parties = corpus.parties()
    texts = [text_of(case, parties) for case in corpus.cases if case.document.suffix == ".txt"]
    tried = texts
    if wanted.tried:
        tried = [text_of(case, parties) for case in of_folders(wanted.tried, wanted.tried).cases]
    ruled, modelled = (defaultdict[str, Count](Count) for _ in range(2))
    for style in sorted({text.style for text in tried}):
        model = train([text for text in texts if text.style != style], wanted.rounds)
        for text in (text for text in tried if text.style == style):
            guess = model.label(text.features)
            for kind in KINDS:
                ruled[kind].add(text.right, text.ruled, kind)
                modelled[kind].add(text.right, guess, kind)
    for kind in KINDS:
        print(f"{kind:12} regler {ruled[kind]}   modell {modelled[kind]}   ({modelled[kind].right} rader)")


if __name__ == "__main__":
    main()
