"""A worker: a process that reads what has been handed in, one document after another, and sends letters, until it is
told to end."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
from datetime import timedelta
from threading import Event, Thread
from typing import Final

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker

from rodtrad.web.circulating.tasks import remind_the_silent
from rodtrad.web.documents.reading import end_reading
from rodtrad.web.intake.actions import ask_again
from rodtrad.web.intake.models import Worker
from rodtrad.web.mailing.tasks import ask_to_send

logger = logging.getLogger(__name__)

PAUSE: Final = 0.5
SAYS_SO_EVERY: Final = 5.0
LOOKS_AFTER_KEEPER_EVERY: Final = 0.5
FORGOTTEN_AFTER: Final = timedelta(days=1)
ENDINGS: Final = (signal.SIGINT, signal.SIGTERM)


def work(keeper: int) -> None:
    """Read and send what waits and what comes, until SIGINT, SIGTERM or the end of the process that keeps this one.

    What is being read then waits again. A database that does not answer is asked again.
    """
    tasks = make_runner()
    for ending in ENDINGS:
        signal.signal(ending, lambda number, frame: _end(tasks))
    presence = Presence(tasks.worker_id, keeper)
    presence.start()
    tidied = None
    try:
        while tasks.running:
            try:
                if tidied != (today := timezone.localdate()):
                    _forget_old()
                    remind_the_silent.enqueue()
                    tidied = today
                ask_again()
                ask_to_send()
                tasks.run()
            except DatabaseError as error:
                logger.warning("The database did not answer: %s", error)
                connection.close()
            presence.over.wait(PAUSE)
    except SystemExit:
        pass
    finally:
        for ending in ENDINGS:
            signal.signal(ending, signal.SIG_IGN)  # we are ending as fast as we can
        end_reading()
        presence.end()


def make_runner() -> TaskWorker:
    """What runs the tasks that wait, and returns when none does."""
    return TaskWorker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}",
        excluded_queue_names=[],
    )


def _end(tasks: TaskWorker) -> None:
    """Leave what is being read, and whatever else waits."""
    tasks.running = False
    raise SystemExit


def _forget_old() -> None:
    """Delete what tells of tasks and workers of days past, of which the uploads keep all that matters."""
    call_command("prune_db_task_results", min_age_days=FORGOTTEN_AFTER.days, verbosity=0)
    Worker.objects.filter(seen_at__lt=Now() - FORGOTTEN_AFTER).delete()


class Presence(Thread):
    """Says in the database that this worker is there, and ends it with the process that keeps it. Meanwhile what
    another worker left when it was killed is asked for again: the one at work may have hours of it."""

    def __init__(self, name: str, keeper: int) -> None:
        super().__init__(name="presence", daemon=True)
        self.over = Event()
        self._worker = name
        self._keeper = keeper

    def run(self) -> None:
        turns = round(SAYS_SO_EVERY / LOOKS_AFTER_KEEPER_EVERY)
        turn = 0
        try:
            while not self.over.wait(LOOKS_AFTER_KEEPER_EVERY if turn else 0):
                if os.getppid() != self._keeper:
                    os.kill(os.getpid(), signal.SIGTERM)
                    return
                if turn % turns == 0:
                    self._say_so()
                turn += 1
        finally:
            # Here rather than in the main thread, whose connection may have been left in the middle of something.
            self._say_goodbye()
            connection.close()

    def _say_so(self) -> None:
        try:
            Worker.objects.update_or_create(name=self._worker, defaults={"seen_at": Now()})
            ask_again()
            ask_to_send()
        except DatabaseError as error:
            logger.warning("The worker could not say that it is there: %s", error)

    def end(self) -> None:
        self.over.set()
        self.join()

    def _say_goodbye(self) -> None:
        try:
            Worker.objects.filter(name=self._worker).delete()
        except DatabaseError as error:
            logger.warning("The worker could not say that it has left: %s", error)
