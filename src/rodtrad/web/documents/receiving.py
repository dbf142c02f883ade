"""How files come in: none is taken in further than it could be read, nor more of them than a request may have.

Django would write whatever is sent to the disk before anybody asks how much it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

from rodtrad.web.documents.reading import most_bytes

MOST_FILES: Final = 100  # in one request


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken in. `reason`: a Swedish sentence."""

    name: str
    reason: str


class LimitedUpload(TemporaryFileUploadHandler):
    """Takes files in up to the limits, and keeps which it refused."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.refused: list[Refused] = []
        self.most = most_bytes()
        self.files = self.taken = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.taken = 0
        self.files += 1
        super().new_file(*args, **kwargs)
        if self.files > MOST_FILES:
            self._refuse(f"Högst {MOST_FILES} filer tas emot åt gången. Läs in den för sig.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.taken += len(raw_data)
        if self.taken > self.most:
            self._refuse(f"Den är större än {in_megabytes(self.most)}. Dela upp den.")
        super().receive_data_chunk(raw_data, start)

    def _refuse(self, reason: str) -> None:
        self.refused.append(Refused(self.file_name or "", reason))
        self.file.close()
        raise SkipFile


def refused_by(request: HttpRequest) -> list[Refused]:
    """The files that were sent with a request and not taken in."""
    return [one for handler in request.upload_handlers if isinstance(handler, LimitedUpload) for one in handler.refused]


def in_megabytes(size: int) -> str:
    """A size as people say it, "20 MB"."""
    return f"{size / 1_000_000:.1f}".removesuffix(".0").replace(".", ",") + "\N{NO-BREAK SPACE}MB"
