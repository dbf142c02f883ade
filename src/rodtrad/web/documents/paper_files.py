"""Files that people hand in as papers, of an item or of a question: checked and kept alike wherever they come in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import FileResponse, Http404
from django.utils import timezone

from rodtrad.web.accounts.models import User
from rodtrad.web.documents.originals import NotStored, Original, store
from rodtrad.web.documents.papers import NoPicture, Pages, Unreadable, check_paper, pages_of

LONGEST_TITLE: Final = 300


class HandedIn(models.Model):
    """A paper's file: `original`, kept under its SHA-256 and never changed, as it was called when it came.
    `confidential`: to the body or the bodies that it was handed in to."""

    name = models.CharField("filnamn", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField("storlek")
    original = models.FileField("original", max_length=200, editable=False)
    confidential = models.BooleanField("bara för organet", default=False)
    added_at = models.DateTimeField("inlämnad", default=timezone.now, editable=False)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="inlämnad av")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        """What it is, by the ending of its name: "PDF"."""
        return self.name.rpartition(".")[2].upper()

    def pages(self) -> Pages:
        """It as pages. Raises NoPicture, whose message ends a Swedish sentence, where none can be made of it."""
        return pages_of(self.sha256, self.name, self._read)

    def _read(self) -> bytes:
        try:
            with self.original.open("rb") as content:
                return bytes(content.read())
        except OSError as error:
            raise NoPicture("filen finns inte i lagringen", lasting=False) from error


def taken_in(name: str, data: bytes) -> Original:
    """Check a file that was sent and keep it. Raises ValidationError where it is none that a paper may be, or cannot be
    kept."""
    original = Original.of(Path(name or "namnlös"), data)
    try:
        check_paper(original.name, data)
        store(original, data)
    except Unreadable as error:
        raise ValidationError(f"{original.name} togs inte emot. {error.message}") from error
    except NotStored as error:
        raise ValidationError(f"{original.name} togs inte emot. {error}") from error
    return original


def all_taken_in(files: Iterable[UploadedFile[bytes]]) -> list[Original]:
    """Check files and keep them, each content once. Raises ValidationError that tells of each that was not taken in."""
    kept: dict[str, Original] = {}
    wrong: list[ValidationError] = []
    for file in files:
        try:
            original = taken_in(file.name or "", file.read())
            kept.setdefault(original.sha256, original)
        except ValidationError as error:
            wrong.append(error)
    if wrong:
        raise ValidationError(wrong)
    return list(kept.values())


def as_it_came(file: HandedIn) -> FileResponse:
    """A file as a download of unknown type: a browser must not run what anybody handed in. Raises Http404 for one that
    is lost."""
    try:
        content = file.original.open("rb")
    except FileNotFoundError as error:
        raise Http404("Filen finns inte i lagringen.") from error
    return FileResponse(content, as_attachment=True, filename=file.name, content_type="application/octet-stream")


def fields_of(original: Original) -> dict[str, Any]:
    """The fields of a `HandedIn` that tell of a file."""
    return {
        "name": original.name[-255:],
        "sha256": original.sha256,
        "size": original.size,
        "original": original.stored_name,
    }


def title_of(name: str) -> str:
    """A file's name as a title: "bilaga_2-budget.pdf" is "bilaga 2-budget"."""
    return " ".join(PurePath(name).stem.replace("_", " ").split())[:LONGEST_TITLE] or "Handling"
