"""What is handed in, and a worker that reads what waits."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django_tasks_db.management.commands import db_worker

from rodtrad.web.accounts.models import User
from rodtrad.web.documents.reading import end_reading
from rodtrad.web.intake.actions import ask_again
from rodtrad.web.intake.working import make_runner


@pytest.fixture
def editor(client_of: Callable[[User], Client], eva: User) -> Client:
    """Eva's browser."""
    return client_of(eva)


@pytest.fixture(scope="session", autouse=True)
def reading_ends() -> Iterator[None]:
    yield
    end_reading()


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Does what waits as a worker does; gives the worker's name."""
    # It drops old connections, for which it would take the one that a test's transaction is on.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)

    def do_it() -> str:
        ask_again()
        runner = make_runner()
        runner.run()
        return str(runner.worker_id)

    return do_it
