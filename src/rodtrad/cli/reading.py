"""`rodtrad read`: documents to records, without a database."""

from __future__ import annotations

import json
import sys
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Literal

import click
from rich.console import Console

from rodtrad.cli.finding import Found, find
from rodtrad.cli.progress import progress
from rodtrad.cli.swedish import WRONG_CALL, Failed, in_words, named
from rodtrad.cli.table import show
from rodtrad.cli.writing import as_text, check_targets, make_folder, record_path, write_record
from rodtrad.reading.contained import ContainedReader, Limits, Outcome, Reading
from rodtrad.reading.limits import BadSetting
from rodtrad.reading.record import Record

Form = Literal["json", "table", "nothing"]

NOT_OURS = "Dokumentet är varken protokoll, handlingsplan, kallelse eller överenskommelse på svenska. Är det rätt fil?"
NOTHING_FOUND = "Dokumentet lästes, men inga uppgifter hittades i det. Är det rätt fil?"


def read_documents(paths: list[Path], *, form: Form, out: Path | None, jobs: int) -> int:
    """Read all, show and write what was found; returns the exit code."""
    found = find(paths, leave_out=out)
    if out is not None:
        check_targets(out, found.documents)
        make_folder(out)
    failures = _Failures(found)
    table = list[tuple[str, Record]]()
    # Closed even when an output fails, so that the children end before the command does.
    with closing(_read(found, jobs, failures)) as readings:
        for path, reading in readings:
            if out is not None:
                _write(record_path(out, path), reading, failures)
            if form == "table":
                table.append((_name(path, found), reading.record))
            elif form == "json":
                _print_json(path, reading, alone=len(found.documents) == 1)
    if form == "table":
        show(table, Console(highlight=False))
    return failures.told()


def _print_json(path: Path, reading: Reading, *, alone: bool) -> None:
    """The record of the only document; of several a line each, which names the file."""
    if alone:
        click.echo(as_text(reading.json), nl=False)
    else:
        click.echo(json.dumps({"file": click.format_filename(path), "record": reading.json}, ensure_ascii=False))


class _Failures:
    """What did not go well, told at the end, after the progress bar and the table."""

    def __init__(self, found: Found) -> None:
        self._all = [*found.failures]

    def add(self, path: Path, message: str) -> None:
        self._all.append((path, message))

    def told(self) -> int:
        for path, message in self._all:
            click.echo(f"{named(path)}: {message}", err=True)
        return 1 if self._all else 0


def _read(found: Found, jobs: int, failures: _Failures) -> Generator[tuple[Path, Reading]]:
    """Every document that could be read; the others are failures, and so is one in which nothing was found."""
    try:
        limits = Limits.from_environment()
    except BadSetting as error:
        raise Failed(str(error), WRONG_CALL) from error
    documents = found.documents
    reader = ContainedReader(jobs=min(jobs, len(documents) or 1), limits=limits, parties=found.parties())
    with reader, progress("Läser", len(documents)) as advance:
        outcomes = reader.read((str(path), path) for path in documents)
        for path, outcome in zip(documents, outcomes, strict=True):
            advance(path)
            if reason := _shortcoming(outcome):
                failures.add(path, reason)
            if outcome.reading is not None:
                yield path, outcome.reading


def _shortcoming(outcome: Outcome) -> str | None:
    """Why a document counts as not read, though it may have a record."""
    if outcome.reading is None:
        return outcome.error.message if outcome.error else None
    if outcome.reading.record.kind == "other":
        return NOT_OURS
    if any(issue.code == "nothing-found" for issue in outcome.reading.record.issues):
        return NOTHING_FOUND
    return None


def _write(target: Path, reading: Reading, failures: _Failures) -> None:
    try:
        write_record(target, reading.json)
    except OSError as error:
        failures.add(target, f"Posten kunde inte skrivas ({in_words(error)}). Frigör utrymme eller välj en annan mapp.")


def _name(path: Path, found: Found) -> str:
    """The file's name; with its folder where another file is called the same."""
    alike = sum(1 for other in found.documents if other.name == path.name)
    return named(path, shorten=alike == 1)


def default_form(out: Path | None) -> Form:
    """A table for people; records for programs, unless they get them as files."""
    if sys.stdout.isatty():
        return "table"
    return "json" if out is None else "nothing"
