"""Originals in Django's storage, each under its SHA-256: the same content is stored once and never changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage


class NotStored(Exception):
    """The original could not be saved; the message says so in Swedish and what can be done."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was when it was hashed. `name`: its file name without folders."""

    path: Path
    name: str
    sha256: str
    size: int

    @property
    def stored_name(self) -> str:
        """Where it lies in the storage: spread over folders, as one with 100,000 files is slow to list."""
        return f"{self.sha256[:2]}/{self.sha256}"


def examine(path: Path) -> Original:
    """Hash a file. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return Original(path, path.name[-255:], digest.hexdigest(), file.tell())


def store(original: Original) -> None:
    """Save the original unless it is there.

    Raises NotStored where it cannot be saved, or is another than it was when it was hashed.
    """
    try:
        if default_storage.exists(original.stored_name):
            return
        if examine(original.path) != original:
            raise NotStored("Filen ändrades medan den lästes in. Läs in den igen.")
        with original.path.open("rb") as file:
            default_storage.save(original.stored_name, File(file))
    except OSError as error:
        raise NotStored(
            f"Originalet kunde inte sparas ({error.strerror or error}). Se efter att det finns ledigt utrymme "
            "och läs in dokumentet igen."
        ) from error
