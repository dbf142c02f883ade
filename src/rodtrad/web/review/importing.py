"""Files → register: each file is read in a process of its own, then stored and entered in one transaction; from the
command line many at a time, of what was handed in by the web one.

A file that fails, at whatever step, leaves nothing half done: its original is kept with the reason, and the next one
goes on.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DatabaseError, OperationalError, transaction
from django.utils import timezone

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.documents.actions import Added, add_version, keep_unread
from rodtrad.web.documents.mentions import PartyFinder
from rodtrad.web.documents.models import Removed, Version
from rodtrad.web.documents.originals import NotStored, Original, examine, store
from rodtrad.web.documents.reading import (
    READER_VERSION,
    OnPage,
    ReadFile,
    Reading,
    Refusal,
    read_content,
    read_files,
)
from rodtrad.web.review.actions import enter_version
from rodtrad.web.review.directory import Directory
from rodtrad.web.review.house_styles import styles_in_use
from rodtrad.web.search.actions import bring_up_to_date, index_document
from rodtrad.web.turns import wait_for_turn

logger = logging.getLogger(__name__)

Progress = Callable[[int, int, Path], None]
# Called with the version that a file became, and whether this import made it.
Settle = Callable[[Version, bool], None]
LOOKED_UP_AT_ONCE = 500


class Abandoned(Exception):
    """Whoever asked for a file has lost the right to enter it: nothing of it must stand."""


@dataclass(frozen=True, slots=True)
class NotRead:
    """A file of which the register got nothing, and why, as a Swedish sentence."""

    path: Path
    code: str
    reason: str


@dataclass(slots=True)
class ImportSummary:
    """What an import did. `parties` and `bodies`: those that files of their own told of; `documents`: those read and
    entered now; `unchanged`: those that were in already."""

    documents: int = 0
    new_versions: int = 0
    unchanged: int = 0
    meetings: int = 0
    decisions: int = 0
    assignments: int = 0
    agreements: int = 0
    plans: int = 0
    activities: int = 0
    issues: int = 0
    parties: int = 0
    bodies: int = 0
    not_read: list[NotRead] = field(default_factory=list)

    def count(self, added: Added, rows: dict[str, int]) -> None:
        """Count one document that was entered; `rows`: how many of each kind."""
        self.documents += 1
        self.new_versions += added.version.number > 1
        self.issues += len((added.version.record or {}).get("issues") or ())
        self.meetings += rows.get("meeting", 0)
        self.decisions += rows.get("decision", 0)
        self.assignments += rows.get("assignment", 0)
        self.agreements += rows.get("agreement", 0)
        self.plans += rows.get("plan", 0)
        self.activities += rows.get("activity", 0)


def import_paths(
    paths: Iterable[Path], *, by: User | None, jobs: int = 2, progress: Progress | None = None
) -> ImportSummary:
    """Read files and enter what they say; files that are in the register already change nothing.

    `jobs`: how many are read at the same time. `progress`: called after each file with how many are done, how many
    there are, and which it was. Never raises for what a file is or holds: that stands in the summary.
    """
    given = list(dict.fromkeys(paths))
    return _Import(by, len(given), progress).run(given, jobs)


def import_content(original: Original, data: bytes, *, by: User, on_page: OnPage, settle: Settle) -> None:
    """Read and enter one file whose original is kept. `settle` is called in the transaction that says what became of
    it; not where that could not even be said, as with a full disk. Raises Abandoned where `settle` does."""
    bring_up_to_date()
    one, known = _Import(by, 1, None, settle), _known([original.sha256])
    version = known.get(original.sha256)
    if version and not _is_worth_another_try(version):
        with transaction.atomic():
            settle(version, False)
        return
    one.tried = known
    result = read_content(original.path, data, parties=one.finder.known.all, on_page=on_page, styles=styles_in_use())
    one.take(ReadFile(original.path, data, result), original)


def give_up(original: Original, refusal: Refusal, *, by: User, settle: Settle) -> None:
    """Keep a file that shall not be read as one that could not be; `settle` and what is raised as in
    `import_content`."""
    one = _Import(by, 1, None, settle)
    one.tried = _known([original.sha256])
    one.keep(original, refusal, Version.State.UNREADABLE)


def known_version(sha256: str) -> Version | None:
    """The version with that content, where there is nothing to be gained by reading it again."""
    version = _known([sha256]).get(sha256)
    return version if version and not _is_worth_another_try(version) else None


class _Import:
    """One import under way. `tried`: contents that could not be read before and are worth another try."""

    def __init__(
        self, by: User | None, total: int, progress: Progress | None, settle: Settle = lambda version, is_new: None
    ) -> None:
        self.by, self.total, self.progress, self.settle = by, total, progress, settle
        self.done = 0
        self.summary = ImportSummary()
        self.finder, self.directory = PartyFinder(), Directory()
        self.tried: dict[str, Version] = {}
        self.seen: int | None = None

    def run(self, paths: list[Path], jobs: int) -> ImportSummary:
        bring_up_to_date()
        waiting, twins = self._sort(paths)
        # What is loaded now lives on; walking it again and again took the collector a twelfth of all the time.
        gc.freeze()
        try:
            for read in read_files(waiting, parties=self.finder.known.all, jobs=jobs, styles=styles_in_use()):
                self.take(read, waiting[read.path])
                self._tell(read.path)
        finally:
            gc.unfreeze()
        for twin in twins:
            self._skip(twin, _known([twin.sha256]).get(twin.sha256))
        return self.summary

    def _sort(self, paths: list[Path]) -> tuple[dict[Path, Original | None], list[Original]]:
        """The files to read, and those whose content is read under another name; what is in already is told at once.

        What cannot be opened goes to the reader too, which says why.
        """
        originals = {path: examine(path) for path in paths}
        hashes = [original.sha256 for original in originals.values() if original]
        known, removed = _known(hashes), _removed(hashes)
        waiting: dict[Path, Original | None] = {}
        twins: list[Original] = []
        seen: set[str] = set()
        for path, original in originals.items():
            version = known.get(original.sha256) if original else None
            if original and version and not _is_worth_another_try(version):
                self._skip(original, version)
            elif original and not version and original.sha256 in removed:
                self._refuse(path, Refusal("removed", removed[original.sha256]))
                self._tell(path)
            elif original and original.sha256 in seen:
                twins.append(original)
            else:
                waiting[path] = original
            if original:
                seen.add(original.sha256)
        self.tried = known
        return waiting, twins

    def _skip(self, original: Original, version: Version | None) -> None:
        if version and version.state == Version.State.READ:
            self.summary.unchanged += 1
        elif version:
            self._refuse(original.path, Refusal(version.error_code, version.error))
        else:
            self._refuse(original.path, Refusal("not-stored", "Samma innehåll under ett annat namn kunde inte sparas."))
        self._tell(original.path)

    def take(self, read: ReadFile, examined: Original | None) -> None:
        """Store one file and what was read in it. Raises Abandoned where `settle` does."""
        original = Original.of(read.path, read.data) if read.data else examined
        if original is None:
            if isinstance(read.result, Refusal):
                self._refuse(read.path, _without_original(read.result))
            return
        try:
            store(original, read.data or None)
        except NotStored as error:
            self._refuse(read.path, Refusal("not-stored", str(error)))
            return
        if isinstance(read.result, Refusal):
            self.keep(original, read.result, Version.State.UNREADABLE)
            return
        try:
            self._enter(original, read.result)
        except Abandoned:
            raise
        except Exception as error:
            # What was looked up may name rows that are rolled back now.
            self.directory = Directory()
            if not isinstance(error, OperationalError):
                logger.exception("%s could not be entered", original.path)
            self.keep(original, Refusal("not-entered", _reason(error)), Version.State.FAILED)

    def _enter(self, original: Original, reading: Reading) -> None:
        rows: dict[str, int] = {}
        with transaction.atomic():
            wait_for_turn()
            # Asked again, now that the database is ours alone: another import may have been faster.
            version = _known([original.sha256]).get(original.sha256)
            if version and version.state == Version.State.READ:
                self.summary.unchanged += 1
                self.settle(version, False)
                return
            if self.seen != _latest_change():
                self.directory = Directory()  # somebody else has changed the register since
            added = add_version(original=original, reading=reading, finder=self.finder, by=self.by)
            if added.version.state == Version.State.READ:
                rows = enter_version(
                    version=added.version,
                    findings=added.findings,
                    directory=self.directory,
                    finder=self.finder,
                    by=self.by,
                )
            else:
                index_document(document=added.version.document, finder=self.finder)
            self.seen = _latest_change()
            self.settle(added.version, True)
        if added.version.state == Version.State.READ:
            self.summary.count(added, rows)
        else:
            self._refuse(original.path, Refusal(added.version.error_code, added.version.error))

    def keep(self, original: Original, refusal: Refusal, state: str) -> None:
        """Keep a file that could not be read or entered, and why."""
        self._refuse(original.path, refusal)
        try:
            with transaction.atomic():
                wait_for_turn()
                version = self.tried.get(original.sha256)
                if version is None:
                    version = keep_unread(original=original, refusal=refusal, state=state, by=self.by)
                    index_document(document=version.document, finder=self.finder)
                else:
                    told = {"state": state, "error_code": refusal.code, "error": refusal.message}
                    Version.objects.filter(pk=version.pk).update(reader_version=READER_VERSION, **told)
                self.settle(version, True)
        except OperationalError:
            pass  # A full disk, or a database that is away: the summary tells of the file, the register cannot.
        except DatabaseError:
            logger.exception("%s could not be kept", original.path)

    def _refuse(self, path: Path, refusal: Refusal) -> None:
        self.summary.not_read.append(NotRead(path, refusal.code, refusal.message))

    def _tell(self, path: Path) -> None:
        self.done += 1
        if self.progress:
            self.progress(self.done, self.total, path)


def _known(hashes: list[str]) -> dict[str, Version]:
    """The latest version with each content, where the register has one."""
    found: dict[str, Version] = {}
    for start in range(0, len(hashes), LOOKED_UP_AT_ONCE):
        versions = Version.objects.filter(sha256__in=hashes[start : start + LOOKED_UP_AT_ONCE])
        for version in versions.defer("text", "record").order_by("pk"):
            found[version.sha256] = version
    return found


def _removed(hashes: list[str]) -> dict[str, str]:
    """Why contents that somebody removed are not read by themselves: they may lie in the folder still."""
    found: dict[str, str] = {}
    for start in range(0, len(hashes), LOOKED_UP_AT_ONCE):
        there = Removed.objects.filter(sha256__in=hashes[start : start + LOOKED_UP_AT_ONCE])
        for one in there.select_related("change__by").order_by("pk"):
            found[one.sha256] = (
                f"Dokumentet togs bort ur registret den {timezone.localdate(one.change.at)} av {one.change.by}. "
                "Ska det tillbaka, lämna in det på sidan Läs in."
            )
    return found


def _latest_change() -> int | None:
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first()


def _is_worth_another_try(version: Version) -> bool:
    """What failed while it was entered, crashed its reader, or could not be read by another version of it."""
    if version.state == Version.State.UNREADABLE:
        return version.error_code == "crashed" or version.reader_version != READER_VERSION
    return version.state == Version.State.FAILED


def _without_original(refusal: Refusal) -> Refusal:
    """What is too large to be read may be too large to be kept as well, which must be told."""
    if refusal.code != "too-large":
        return refusal
    return Refusal(refusal.code, f"{refusal.message} Den är också för stor för att sparas i registret.")


def _reason(error: Exception) -> str:
    if isinstance(error, DatabaseError):
        return (
            f"Databasen kunde inte spara uppgifterna ({error}). Se efter att det finns ledigt utrymme "
            "och läs in dokumentet igen."
        )
    return (
        f"Uppgifterna kunde inte föras in ({type(error).__name__}: {error}). Originalet är sparat, och inget av "
        "dokumentet är infört; läs in det igen när felet är rättat."
    )
