"""What changes uploads: they are handed in, taken back, and asked for again when nobody reads them."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.backup.backing_up import file_fields
from rodtrad.web.documents.models import Document, Version
from rodtrad.web.documents.originals import Original, store
from rodtrad.web.documents.paper import forget_paper
from rodtrad.web.intake.lease import outcome
from rodtrad.web.intake.models import Upload
from rodtrad.web.intake.tasks import read_document_again, read_upload
from rodtrad.web.review.importing import known_version
from rodtrad.web.review.removing import remove_document
from rodtrad.web.turns import wait_for_turn

logger = logging.getLogger(__name__)


def receive(*, original: Original, data: bytes, by: User) -> Upload:
    """Keep a file that somebody hands in, and have it read; one whose content is in the register is told at once.

    Raises NotStored where it cannot be kept: then nothing is.
    """
    store(original, data)
    with transaction.atomic():
        upload = Upload(name=original.name, sha256=original.sha256, size=original.size, added_by=by)
        upload.original.name = original.stored_name
        if version := known_version(original.sha256):
            upload.state, upload.version = outcome(version, is_new=False), version
            upload.error, upload.finished_at = version.error, timezone.now()
        upload.save()
        if upload.is_under_way:
            _ask_for(upload)
        log("document-uploaded", upload, by=by, sha256=upload.sha256, size=upload.size)
    return upload


@transaction.atomic
def take_back(*, document: Document, by: User) -> None:
    """Remove a document with all that was read from it, and its originals unless something else is the same file; what
    was handed in tells that it was removed. Raises as `remove_document`."""
    wait_for_turn()
    Upload.objects.filter(version__document=document).update(version=None, state=Upload.State.REMOVED, error="")
    versions = remove_document(document=document, by=by)
    transaction.on_commit(lambda: _delete_files(versions))


def _delete_files(versions: Iterable[Version]) -> None:
    for version in versions:
        same = {"sha256": version.sha256}
        if Version.objects.filter(**same).exists() or Upload.objects.under_way().filter(**same).exists():
            continue
        if _is_kept_elsewhere(str(version.original.name)):
            continue
        forget_paper(version)
        try:
            version.original.storage.delete(str(version.original.name))
        except OSError:
            logger.exception("The original %s could not be deleted", version.original.name)


def _is_kept_elsewhere(name: str) -> bool:
    """Whether something else than documents names a file of the storage, as signed minutes that were read in too."""
    others = ((model, column) for model, column in file_fields() if model not in (Version, Upload))
    return any(model._base_manager.filter(**{column: name}).exists() for model, column in others)


@transaction.atomic
def ask_to_read_again(*, version: Version, by: User) -> None:
    """Have a document whose current version this is read again in the background."""
    log("document-asked-again", version.document, by=by)
    read_document_again.enqueue(version.document_id, by.pk, version.pk)


def ask_again() -> int:
    """Have uploads read that no waiting task is about: their worker was killed, or their task was lost; how many.

    A task that has just been taken, and has not taken its upload yet, may get a twin; the lease lets one of them read.
    """
    waiting = DBTaskResult.objects.filter(pk=OuterRef("task"), status=TaskResultStatus.READY)
    lost = list(Upload.objects.free().exclude(Exists(waiting)).order_by("added_at", "pk"))
    for upload in lost:
        with transaction.atomic():
            if upload.task:
                running = DBTaskResult.objects.filter(pk=upload.task, status=TaskResultStatus.RUNNING)
                running.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
            _ask_for(upload)
    return len(lost)


def _ask_for(upload: Upload) -> None:
    upload.task = read_upload.enqueue(upload.pk).id
    upload.save(update_fields=["task"])
