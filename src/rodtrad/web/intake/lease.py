"""Who may read an upload: one worker at a time, until it is done or has been silent for too long.

Each change is one conditional UPDATE, so that of two who want the same one gets it; the time is the database's, as
hosts may differ.
"""

from __future__ import annotations

import logging
from threading import Event, Thread
from types import TracebackType
from typing import Final, Self

from django.db import DatabaseError, connection
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from rodtrad.web.documents.models import Version
from rodtrad.web.intake.models import LEASE, Upload
from rodtrad.web.review.importing import Abandoned

logger = logging.getLogger(__name__)

MOST_ATTEMPTS: Final = 3
# How often pages are told, and after how many of these turns the lease is renewed without any.
TURN: Final = 1.0
RENEWED_EVERY: Final = 5
LOST: Final = (
    "Filen kunde varken läsas eller föras in. Originalet är sparat. Lämna in den igen; hjälper inte det, säg till den "
    "som sköter driften."
)


def take_next(owner: str) -> int | None:
    """The upload whose turn it is, ours to read now; None where none is free."""
    return next((pk for pk in Upload.objects.free().in_turn().values_list("pk", flat=True) if take(pk, owner)), None)


def take(pk: int, owner: str) -> bool:
    """Whether the upload is ours to read now."""
    return bool(
        Upload.objects.free()
        .filter(pk=pk)
        .update(
            state=Upload.State.READING,
            owner=owner,
            leased_until=Now() + LEASE,
            attempts=F("attempts") + 1,
            begun_at=Now(),
            page=0,
            pages=0,
        )
    )


def give_back(pk: int, owner: str, *, counted: bool) -> None:
    """Let others read it. `counted`: what went wrong may be the document's fault.

    One that could not even be given up is done with: nothing in it is worth trying for ever.
    """
    attempts = F("attempts") if counted else F("attempts") - 1
    held = Upload.objects.held_by(owner).filter(pk=pk)
    free = {"owner": "", "leased_until": None, "page": 0, "pages": 0}
    held.filter(attempts__gt=MOST_ATTEMPTS).update(
        state=Upload.State.FAILED, error=LOST, finished_at=timezone.now(), **free
    )
    held.update(state=Upload.State.QUEUED, attempts=attempts, **free)


class Lease:
    """An upload that we have taken: kept ours by a thread while the block lasts. `page_read` may be called in any
    thread."""

    def __init__(self, upload: Upload, owner: str) -> None:
        self._held = Upload.objects.held_by(owner).filter(pk=upload.pk)
        self._attempts = upload.attempts
        self._progress = (0, 0)
        self._over = Event()
        self._thread = Thread(target=self._keep, name="lease", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def page_read(self, page: int, pages: int) -> None:
        self._progress = (page, pages)

    def settle(self, version: Version, is_new: bool) -> None:
        """It is read, for good or ill; called in the transaction that says so in the register.

        Raises Abandoned where another worker has taken it meanwhile: then that one's word counts.
        """
        if _may_be_passing(version) and self._attempts < MOST_ATTEMPTS:
            changed = self._held.update(state=Upload.State.QUEUED, owner="", leased_until=None, page=0, pages=0)
        else:
            state = outcome(version, is_new=is_new)
            error = "" if version.state == Version.State.READ else version.error
            changed = self._held.update(
                state=state, owner="", leased_until=None, version=version, error=error, finished_at=timezone.now()
            )
        if not changed:
            raise Abandoned

    def _keep(self) -> None:
        """Until it is over: tell the page when it is another, and renew the lease now and then."""
        told, silent = self._progress, 0
        try:
            while not self._over.wait(TURN):
                silent += 1
                if (now := self._progress) == told and silent < RENEWED_EVERY:
                    continue
                try:
                    self._held.update(leased_until=Now() + LEASE, page=now[0], pages=now[1])
                except DatabaseError as error:  # busy or away; the next turn tries again, and settling asks whose it is
                    logger.warning("The lease could not be renewed: %s", error)
                else:
                    told, silent = now, 0
        finally:
            connection.close()


def _may_be_passing(version: Version) -> bool:
    """Whether another try may succeed: the reader crashed, or the database did not take what it found."""
    return version.state == Version.State.FAILED or version.error_code == "crashed"


def outcome(version: Version, *, is_new: bool) -> str:
    """The state of an upload that became a version, or whose content that version had already."""
    if version.state != Version.State.READ:
        return Upload.State.FAILED
    return Upload.State.DONE if is_new else Upload.State.KNOWN
