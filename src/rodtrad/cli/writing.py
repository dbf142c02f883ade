"""Records as files: NAME.json for NAME.txt, whole or not at all."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from rodtrad.cli.swedish import WRONG_CALL, Failed, in_words
from rodtrad.reading.json_form import Json


def record_path(folder: Path, document: Path) -> Path:
    """Where a document's record goes; "protokoll 2021.06" has no ending to replace."""
    ending = document.suffix[1:]
    return folder / f"{document.stem if ending.isalnum() and not ending.isdigit() else document.name}.json"


def check_targets(folder: Path, documents: Iterable[Path]) -> None:
    """Raises Failed where two documents would have one record, or a record would overwrite a document."""
    taken: dict[Path, Path] = {}
    for document in documents:
        target = record_path(folder, document)
        if (other := taken.setdefault(target, document)) != document:
            raise Failed(
                f"{other} och {document} skulle båda skrivas till {target}. Inget har skrivits. "
                "Byt namn på den ena, eller läs dem till var sin mapp.",
                WRONG_CALL,
            )
    for document in taken.values():
        if (target := folder / document.name) in taken and target.exists() and target.samefile(document):
            raise Failed(f"{document} skulle skrivas över av en post. Välj en annan mapp för --out.", WRONG_CALL)


def make_folder(folder: Path) -> None:
    """The folder for records. Raises Failed where it can't be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failed(f"Mappen {folder} kan inte skapas ({in_words(error)}). Välj en annan mapp för --out.") from error


def write_record(target: Path, record: Json) -> None:
    """Raises OSError where it can't be written; then what stood there stands there still."""
    # A name of its own in the same folder: a rename is whole or nothing, and only within one disk.
    draft = target.with_name(f".{secrets.token_hex(8)}.draft")
    try:
        with draft.open("x", encoding="utf-8") as file:
            file.write(as_text(record))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def as_text(record: Json) -> str:
    """A record for files and for one document on standard output: indented, so that people and diff can read it."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
