"""Originals in Django's storage, each under its SHA-256: the same content is stored once and never changed."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

MOST_KEPT = 1_000_000_000  # bytes: what is larger is no document, and would fill the disk


class NotStored(Exception):
    """The original could not be saved; the message says so in Swedish and what can be done."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was when it was hashed. `name`: its file name without folders, as a database can hold it."""

    path: Path
    name: str
    sha256: str
    size: int

    @classmethod
    def of(cls, path: Path, data: bytes) -> Original:
        return cls(path, _name_of(path), hashlib.sha256(data).hexdigest(), len(data))

    @property
    def stored_name(self) -> str:
        """Where it lies in the storage: spread over folders, as one with 100,000 files is slow to list."""
        return f"{self.sha256[:2]}/{self.sha256}"


def examine(path: Path) -> Original | None:
    """Hash a file; None where there is none, it may not be read, or it is too large to be kept."""
    try:
        # Opening a named pipe would wait for somebody to write.
        if not path.is_file() or path.stat().st_size > MOST_KEPT:
            return None
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
            return Original(path, _name_of(path), digest.hexdigest(), file.tell())
    except OSError:
        return None


def _name_of(path: Path) -> str:
    """The file's name; what of it is no UTF-8 (an old Windows name, unpacked) as the sign for unknown characters."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def store(original: Original, data: bytes | None = None) -> None:
    """Save the original unless it is there: `data`, or without it what the file holds now.

    Raises NotStored where it cannot be saved, or the file is another than it was when it was hashed.
    """
    try:
        if default_storage.exists(original.stored_name):
            if default_storage.size(original.stored_name) == original.size:
                return
            default_storage.delete(original.stored_name)  # an import was ended while it wrote it
        if data is not None:
            _save(original.stored_name, ContentFile(data))
            return
        if examine(original.path) != original:
            raise NotStored("Filen ändrades medan den lästes in. Läs in den igen.")
        with original.path.open("rb") as file:
            _save(original.stored_name, File(file))
    except OSError as error:
        raise NotStored(
            f"Originalet kunde inte sparas ({error.strerror or error}). Se efter att det finns ledigt utrymme "
            "och att mappen får skrivas, och läs in dokumentet igen."
        ) from error


def _save(name: str, content: File[bytes]) -> None:
    saved = default_storage.save(name, content)
    if saved != name:  # somebody else was faster
        default_storage.delete(saved)
