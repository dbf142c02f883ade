"""Uploads as their page lists them: how far each is, and what it gave the register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Count

from rodtrad.web.documents.kinds import KINDS
from rodtrad.web.documents.models import Finding, Issue, Version
from rodtrad.web.intake.models import Upload

# What people look for first, in this order.
COUNTED: Final = ("decision", "assignment", "agreement", "attendance", "activity")
IN_WORDS: Final = {"attendance": "i närvarolistan"}
ISSUES: Final = "issue"
COLOURS: Final = {
    Upload.State.READING: "info",
    Upload.State.DONE: "success",
    Upload.State.FAILED: "danger",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of fact in a document: how many in words, "18 beslut", and where they are listed."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An upload in the list. `address`: its document, or "" as long as there is none."""

    upload: Upload
    parts: list[Part]

    @property
    def colour(self) -> str:
        return COLOURS.get(Upload.State(self.upload.state), "neutral")

    @property
    def address(self) -> str:
        return self.upload.version.address() if self.upload.version else ""

    @property
    def progress(self) -> str:
        """How far its reading is, "sida 3 av 12"; empty where that is not known."""
        page, pages = self.upload.page, self.upload.pages
        if not page or self.upload.state != Upload.State.READING:
            return ""
        return f"sida {page} av {pages}" if pages >= page else f"sida {page}"


def listed(uploads: Iterable[Upload]) -> list[Entry]:
    """The uploads, each with what was found in it. Asks the database twice, however many they are."""
    found = list(uploads)
    versions = {upload.version_id for upload in found if upload.version_id}
    counts: dict[tuple[int, str], int] = {}
    findings = Finding.objects.filter(version__in=versions, kind__in=COUNTED).order_by()
    for version, kind, count in findings.values_list("version", "kind").annotate(count=Count("pk")):
        counts[version, kind] = count
    issues = Issue.objects.filter(version__in=versions).order_by()
    for version, count in issues.values_list("version").annotate(count=Count("pk")):
        counts[version, ISSUES] = count
    return [Entry(upload, list(_parts(upload.version, counts)) if upload.version else []) for upload in found]


def _parts(version: Version, counts: dict[tuple[int, str], int]) -> Iterable[Part]:
    for kind in COUNTED:
        if count := counts.get((version.pk, kind)):
            many = KINDS[kind].many
            name = IN_WORDS.get(kind) or (KINDS[kind].one if count == 1 else many).lower()
            # A document of several pages lists the facts of all of them apart from those of the page in view.
            mark = "hela" if len(version.page_starts) > 1 and version.page_sizes else "uppgifter"
            yield Part(f"{count} {name}", version.address(mark, slag=many))
    if count := counts.get((version.pk, ISSUES)):
        yield Part(f"{count} att kontrollera", version.address("avvikelser"))
