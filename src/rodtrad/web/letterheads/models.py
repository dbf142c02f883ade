"""What stands at the head of a county's notices and minutes: its logotype, on paper and on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import County


class Emblem(models.Model):
    """A county's logotype from then on; written once, so that what was made with an older one can be made again.
    `file`: a PNG that we made ourselves, "" from when it has none; `alt`: what is read aloud in its place."""

    county = models.ForeignKey(County, models.CASCADE, related_name="emblems", verbose_name="län")
    file = models.FileField("fil", max_length=200, blank=True, editable=False)
    alt = models.CharField("beskrivning", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="av")
    at = models.DateTimeField("när", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "logotyp"
        verbose_name_plural = "logotyper"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.alt or f"{self.county} utan logotyp"


@dataclass(frozen=True, slots=True)
class Shown:
    """A logotype as what is made with it names it: where it lies, and what is read aloud; both "" for none."""

    file: str = ""
    alt: str = ""

    @classmethod
    def of(cls, county: County | None) -> Shown:
        """That of a county now. One query."""
        last = Emblem.objects.filter(county=county).last() if county else None
        return cls(str(last.file), last.alt) if last and last.file else cls()

    @property
    def digest(self) -> str:
        """By which its picture is asked for."""
        return self.file.rpartition("/")[2]

    def data(self) -> bytes:
        """The PNG; empty where there is none, or the storage has lost it: what it stands over must be had all the
        same."""
        try:
            with default_storage.open(self.file) as file:
                return bytes(file.read())
        except (FileNotFoundError, IsADirectoryError):
            return b""

    def told(self) -> dict[str, Any] | None:
        """As `typeset` is told of it."""
        data = self.data() if self.file else b""
        return {"data": list(data), "alt": self.alt} if data else None


NO_EMBLEM: Final = Shown()
