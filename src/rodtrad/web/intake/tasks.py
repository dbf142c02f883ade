"""What is done in the background: an upload is read and entered."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django_tasks import TaskContext, task

from rodtrad.web.accounts.models import User
from rodtrad.web.documents.models import Document
from rodtrad.web.documents.originals import Original
from rodtrad.web.documents.reading import Refusal
from rodtrad.web.intake.lease import MOST_ATTEMPTS, Lease, give_back, take_next
from rodtrad.web.intake.models import Upload
from rodtrad.web.review.importing import Abandoned, give_up, import_content
from rodtrad.web.review.rereading import read_again

GIVEN_UP: Final = Refusal(
    "crashed",
    f"Läsningen avbröts {MOST_ATTEMPTS} gånger utan att bli klar. Originalet är sparat. Dela upp dokumentet, eller "
    "spara om det i ett annat format, och läs in det igen.",
)


@task(takes_context=True)
def read_upload(context: TaskContext, pk: int) -> None:
    """Read the upload whose turn it is: the one that the task was asked for, or another in its place.

    Whatever ends this before the register has it, the upload waits again: at once where this process can still say
    so, else when its lease has run out.
    """
    owner = context.task_result.worker_ids[-1]
    if (taken := take_next(owner)) is None:
        return
    _change_tasks(taken, context.task_result.id, asked=pk)
    pk = taken
    try:
        _read(Upload.objects.select_related("added_by").get(pk=pk), owner)
    except Abandoned:
        return
    except SystemExit:  # we are told to end, and do so after this task
        give_back(pk, owner, counted=False)
    except Exception:
        give_back(pk, owner, counted=True)
        raise
    else:
        give_back(pk, owner, counted=True)  # what could not be settled, as with a full disk


@task(priority=1)  # one document that somebody waits for, before all that waits to be read for the first time
def read_document_again(document: int, by: int, version: int) -> None:
    """Read a document again, unless it has been since: `version` is the one that was current. One that is interrupted
    can be asked for again."""
    found = Document.objects.with_current().filter(pk=document, current=version)
    read_again(list(found), by=User.objects.get(pk=by), jobs=1)


def _change_tasks(taken: int, task: str, *, asked: int) -> None:
    """Let the upload that is read have this task, and the one it was asked for the task of the other: whatever waits
    has a task that waits. What two workers make of it that cross, `ask_again` puts right."""
    if taken != asked:
        waiting = Upload.objects.values_list("task", flat=True).get(pk=taken)
        Upload.objects.filter(pk=taken).update(task=task)
        Upload.objects.filter(pk=asked, state=Upload.State.QUEUED).update(task=waiting)


def _read(upload: Upload, owner: str) -> None:
    original = Original(Path(upload.name), upload.name, upload.sha256, upload.size)
    with Lease(upload, owner) as lease:
        if upload.attempts > MOST_ATTEMPTS:
            give_up(original, GIVEN_UP, by=upload.added_by, settle=lease.settle)
            return
        with upload.original.open("rb") as file:
            data = file.read()
        import_content(original, data, by=upload.added_by, on_page=lease.page_read, settle=lease.settle)
