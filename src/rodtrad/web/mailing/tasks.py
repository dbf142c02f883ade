"""Letters are sent in the background, by the workers that read documents too."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from rodtrad.web.mailing.models import Letter
from rodtrad.web.mailing.sending import send_due

BEFORE_DOCUMENTS: Final = 10  # a letter takes a moment, and the documents that wait may take hours


@task(takes_context=True, priority=BEFORE_DOCUMENTS)
def send_letters(context: TaskContext) -> None:
    """Send what is due; which worker sends what is settled by each letter's lease."""
    send_due(context.task_result.worker_ids[-1])


def ask_to_send() -> None:
    """Have letters sent that are due and that no waiting task will look at."""
    if settings.MAIL is None or not (Letter.objects.due() | Letter.objects.left()).exists():
        return
    waiting = DBTaskResult.objects.filter(task_path=send_letters.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        send_letters.enqueue()
