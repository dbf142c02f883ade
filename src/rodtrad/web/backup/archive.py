"""The file of a backup: a ZIP with database, originals and secret key, and a manifest that answers for them.

The manifest stands last in the file and names every part with its size and SHA-256, every table with its number of
rows, and the migrations that the database has seen. A file without it, or with a part that differs, is no backup.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
DATABASE: Final = "database"
SECRET_KEY: Final = "secret-key"  # noqa: S105  # the name of the file, not the key
ORIGINALS: Final = "originals/"
TABLE: Final = re.compile(r"[a-z_][a-z0-9_]*")
ORIGINAL: Final = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}")
CHUNK: Final = 1 << 20
LONGEST_MANIFEST: Final = 100_000_000
DAMAGED: Final = "Filen är ingen hel säkerhetskopia"


class BackupError(Exception):
    """A backup that could not be made or restored. The message is Swedish: what happened, and what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `parts`: size and SHA-256 by name in the ZIP. `rows`: by table. `migrations`: "app.name".

    `missing`: originals that the register names and the storage had lost. `made_at`: ISO 8601, Swedish time.
    """

    made_at: str
    version: str
    engine: str
    rows: dict[str, int]
    migrations: list[str]
    settings: dict[str, str]
    parts: dict[str, tuple[int, str]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT

    @property
    def originals(self) -> list[str]:
        """The names of the originals in the storage."""
        return [name.removeprefix(ORIGINALS) for name in self.parts if name.startswith(ORIGINALS)]


class Writer:
    """Adds parts to a backup that is being made."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self._parts: dict[str, tuple[int, str]] = {}

    def add(self, name: str, content: IO[bytes]) -> None:
        size, digest = 0, hashlib.sha256()
        with self._file.open(name, "w", force_zip64=True) as part:
            while chunk := content.read(CHUNK):
                part.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self._parts[name] = (size, digest.hexdigest())

    def finish(self, manifest: Manifest) -> Manifest:
        """Write the manifest with the parts that were added; returns it."""
        whole = replace(manifest, parts=self._parts)
        self._file.writestr(MANIFEST, json.dumps(asdict(whole), ensure_ascii=False, indent=1))
        return whole


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """A backup that stands under its name only when it is whole and on the disk; readable by its owner alone.

    Raises BackupError where the file is there already; OSError as the disk does.
    """
    draft = target.with_name(f".{target.name}.part")
    # It holds the key that signs sessions, and what is not published.
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as file:
                yield Writer(file)
            raw.flush()
            os.fsync(raw.fileno())
        refuse_existing(target)
        draft.replace(target)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def refuse_existing(target: Path) -> None:
    """Raises BackupError where there is a file already: an older backup is not ours to write over."""
    if target.exists():
        raise BackupError(f"{target} finns redan. Välj ett annat namn, eller flytta den filen.")


@contextmanager
def reading(source: Path) -> Iterator[Reader]:
    """A backup whose parts are all there with the right hashes. Raises BackupError for any other file."""
    try:
        with zipfile.ZipFile(source) as file:
            reader = Reader(file, _manifest(file))
            reader.check()
            yield reader
    except FileNotFoundError as error:
        raise BackupError(f"{source} finns inte. Kontrollera sökvägen.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BackupError(f"{source}: {DAMAGED}. Använd en annan kopia.") from error


class Reader:
    """The parts of a whole backup."""

    def __init__(self, file: zipfile.ZipFile, manifest: Manifest) -> None:
        self._file = file
        self.manifest = manifest

    def check(self) -> None:
        """Read every part to its end. Raises BackupError for one that is missing, added or another than it was."""
        there = set(self._file.namelist()) - {MANIFEST}
        if odd := there ^ self.manifest.parts.keys():
            raise BackupError(f"{DAMAGED}: {min(odd)} saknas eller hör inte dit. Använd en annan kopia.")
        for name in self.manifest.parts:
            for _ in self.chunks(name):
                pass

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content of a part, which is right when it has come to its end."""
        wanted = self.manifest.parts[name]
        size, digest = 0, hashlib.sha256()
        with self._file.open(name) as part:
            while size <= wanted[0] and (chunk := part.read(CHUNK)):
                size += len(chunk)
                digest.update(chunk)
                yield chunk
        if (size, digest.hexdigest()) != wanted:
            raise BackupError(f"{DAMAGED}: {name} är skadad. Använd en annan kopia.")

    def unpack(self, name: str, target: Path) -> Path:
        with target.open("xb") as file:
            for chunk in self.chunks(name):
                file.write(chunk)
        return target


def _manifest(file: zipfile.ZipFile) -> Manifest:
    try:
        if file.getinfo(MANIFEST).file_size > LONGEST_MANIFEST:
            raise BackupError(f"{DAMAGED}: dess förteckning är orimligt lång.")
        told: dict[str, Any] = json.loads(file.read(MANIFEST))
        if told["format"] > FORMAT:
            raise BackupError("Säkerhetskopian är gjord med en nyare version av Rödtråd. Uppgradera programmet först.")
        parts = {name: (int(size), str(digest)) for name, (size, digest) in told["parts"].items()}
        manifest = Manifest(**told | {"parts": parts})
        _check(manifest)
        return manifest
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise BackupError(f"{DAMAGED}: den saknar en läsbar förteckning över innehållet.") from error


def _check(manifest: Manifest) -> None:
    """What a file says goes to the database's own programs: nothing but what we write ourselves may get there.

    Raises ValueError for anything else.
    """
    datetime.fromisoformat(manifest.made_at)
    names = [*manifest.migrations, *manifest.missing, manifest.engine, manifest.version, manifest.made_at]
    texts = [*names, *manifest.settings, *manifest.settings.values()]
    if not all(isinstance(text, str) and text.isprintable() for text in texts):
        raise ValueError("a text that is none")
    if not all(TABLE.fullmatch(table) and type(count) is int for table, count in manifest.rows.items()):
        raise ValueError("a table that is none")
    for name in manifest.originals:
        # An original lies under the hash of its content: no other content may come in its place.
        if not ORIGINAL.fullmatch(name) or manifest.parts[f"{ORIGINALS}{name}"][1] != name.rpartition("/")[2]:
            raise ValueError("an original that is none")
