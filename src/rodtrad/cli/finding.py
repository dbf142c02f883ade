"""Which documents a call means: files as they are given, folders searched to their bottom."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rodtrad.cli.swedish import Failed, in_words
from rodtrad.reading.parties import Party, read_parties

# An installation's own parties and bodies, beside its documents.
PARTIES_FILE: Final = "parter.csv"
BODIES_FILE: Final = "organ.csv"
# What lies in folders without being a document: hidden files, Office's locks, and these.
NO_DOCUMENTS: Final = frozenset({PARTIES_FILE, BODIES_FILE, "thumbs.db", "desktop.ini"})
ABOUT_THE_FOLDER: Final = ("readme", "läsmig")
LEADS_OUT: Final = "Länken leder ut ur mappen och följs inte. Ange filen som den leder till, om den ska läsas."


@dataclass(slots=True)
class Found:
    """`documents`: the files, each once, as the call reaches them. `failures`: what could not be searched, and why."""

    documents: list[Path] = field(default_factory=list)
    parties_files: list[Path] = field(default_factory=list)
    bodies_files: list[Path] = field(default_factory=list)
    failures: list[tuple[Path, str]] = field(default_factory=list)

    def parties(self) -> tuple[Party, ...]:
        """The parties of the folders' own files. Raises Failed for a file that holds none."""
        return tuple(party for path in self.parties_files for party in _parties_of(path))


def find(paths: Iterable[Path], *, leave_out: Path | None = None, own_files_do: bool = False) -> Found:
    """The documents that are meant; `leave_out` is a folder not to search, as records are written there.
    `own_files_do`: a folder that holds none is no failure where it tells of parties or bodies."""
    found, seen = Found(), set[str]()
    for path in paths:
        if not path.is_dir():
            _add_own_files(path.parent, found)
        before = _number(found, own_files_do)
        files = _in_folder(path, found, leave_out) if path.is_dir() else [path]
        for file in files:
            if (real := os.path.realpath(file)) not in seen:
                seen.add(real)
                found.documents.append(file)
        if not files and before == _number(found, own_files_do):
            found.failures.append((path, "Mappen innehåller inga dokument. Ange en mapp eller fil med protokoll."))
    return found


def _number(found: Found, own_files_do: bool) -> int:
    own = len(found.parties_files) + len(found.bodies_files) if own_files_do else 0
    return len(found.documents) + len(found.failures) + own


def _in_folder(folder: Path, found: Found, leave_out: Path | None) -> list[Path]:
    files: list[Path] = []

    def failed(error: OSError) -> None:
        where = Path(os.fsdecode(error.filename))
        found.failures.append((where, f"Mappen kan inte läsas ({in_words(error)}). Ändra dess rättigheter."))

    for place, folders, names in os.walk(folder, onerror=failed):
        here = Path(place)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not _is_same(here / f, leave_out))
        for file in (here / name for name in sorted(names) if _may_be_document(name)):
            if _leads_out(file, folder):
                found.failures.append((file, LEADS_OUT))
            else:
                files.append(file)
        _add_own_files(here, found)
    return files


def _add_own_files(folder: Path, found: Found) -> None:
    """The files of parties and bodies beside documents, each once."""
    for name, files in ((PARTIES_FILE, found.parties_files), (BODIES_FILE, found.bodies_files)):
        file = folder / name
        if file.is_file() and file not in files:
            files.append(file)


def _may_be_document(name: str) -> bool:
    low = name.casefold()
    return not (low.startswith((".", "~$")) or low in NO_DOCUMENTS or low.partition(".")[0] in ABOUT_THE_FOLDER)


def _leads_out(file: Path, folder: Path) -> bool:
    """Whether a link in a folder, which may come from anyone, fetches a file from elsewhere on the machine.

    What is imported is kept and shown to all who read: that must not be the installation's own secrets.
    """
    return file.is_symlink() and file.exists() and not file.resolve().is_relative_to(folder.resolve())


def _is_same(folder: Path, other: Path | None) -> bool:
    return other is not None and other.exists() and folder.samefile(other)


def _parties_of(path: Path) -> tuple[Party, ...]:
    try:
        return read_parties(path)
    except (OSError, UnicodeDecodeError) as error:
        reason = in_words(error) if isinstance(error, OSError) else "den är inte UTF-8"
    except KeyError as error:
        reason = f"kolumnen {error} saknas"
    except csv.Error as error:
        reason = str(error)
    raise Failed(f"{path}: Filen med huvudmän kan inte läsas ({reason}). Rätta den, eller ta bort den ur mappen.")
