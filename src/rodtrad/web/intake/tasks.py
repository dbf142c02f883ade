"""What is done in the background: an upload is read and entered."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django_tasks import TaskContext, task

from rodtrad.web.accounts.models import User
from rodtrad.web.documents.models import Document
from rodtrad.web.documents.originals import Original
from rodtrad.web.documents.reading import READER_VERSION, Refusal
from rodtrad.web.intake.lease import MOST_ATTEMPTS, Lease, give_back, take
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
    """Read an upload unless somebody else does or has.

    Whatever ends this before the register has it, the upload waits again: at once where this process can still say
    so, else when its lease has run out.
    """
    owner = context.task_result.worker_ids[-1]
    if not take(pk, owner):
        return
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


@task()
def read_document_again(document: int, by: int) -> None:
    """Read a document again, unless this reader already has. One that is interrupted can be asked for again."""
    found = Document.objects.read_by_another(READER_VERSION).with_current().filter(pk=document)
    read_again(list(found), by=User.objects.get(pk=by), jobs=1)


def _read(upload: Upload, owner: str) -> None:
    original = Original(Path(upload.name), upload.name, upload.sha256, upload.size)
    with Lease(upload, owner) as lease:
        if upload.attempts > MOST_ATTEMPTS:
            give_up(original, GIVEN_UP, by=upload.added_by, settle=lease.settle)
            return
        with upload.original.open("rb") as file:
            data = file.read()
        import_content(original, data, by=upload.added_by, on_page=lease.page_read, settle=lease.settle)
