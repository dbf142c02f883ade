"""`rodtrad evaluate`: the reader against records written by hand."""

from __future__ import annotations

from pathlib import Path

import click

from rodtrad.cli.swedish import WRONG_CALL, Failed
from rodtrad.evaluation.corpus import Corpus, measure, of_checkout, of_folders
from rodtrad.evaluation.floor import Floor, judge
from rodtrad.evaluation.report import table

FLOOR = Path("evaluation") / "floor.json"


def evaluate_folders(gold: Path, documents: Path, parties_file: Path | None, *, wrong: bool, house_styles: bool) -> int:
    """Print how right the reader is about other documents. Raises Failed where a gold record has no document."""
    try:
        corpus = of_folders(gold, documents, parties_file)
    except FileNotFoundError as error:
        raise Failed(str(error), WRONG_CALL) from error
    _print_measured(corpus, wrong=wrong, house_styles=house_styles)
    return 0


def evaluate_checkout(root: Path, *, wrong: bool, house_styles: bool, update_floor: bool) -> int:
    """Print how right the reader is about the samples and the corpus, and what is gained and lost against the floor.

    Returns 1 where a figure is below the floor. Raises Failed where `root` is no checkout of this project.
    """
    corpus = of_checkout(root)
    if not corpus.cases:
        raise Failed("Här finns inga facit. Gå till förrådets mapp, eller ange --gold och --documents.", WRONG_CALL)
    now = _print_measured(corpus, wrong=wrong, house_styles=house_styles)
    floor = Floor.load(root / FLOOR)
    lines, holds = judge(now, floor)
    for line in lines:
        click.echo(line)
    if update_floor and (holds or not floor.figures):
        now.save(root / FLOOR)
        click.echo(f"Golvet ligger nu här: {FLOOR}")
        return 0
    return 0 if holds else 1


def _print_measured(corpus: Corpus, *, wrong: bool, house_styles: bool) -> Floor:
    measured = measure(corpus.cases, corpus.parties(), house_styles=house_styles)
    for line in table(measured):
        click.echo(line)
    for fault in sorted(measured.whole.wrong) if wrong else ():
        click.echo(fault)
    return Floor.of(measured)
