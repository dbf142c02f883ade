"""Registers that many tests look at: made once a module, and as they were again after every test."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker


def made_once(enter: Callable[[], Any]) -> Any:
    """A fixture that enters a register for all tests of a module.

    A test that uses it must use `db` too: that rolls back what the test itself changes.
    """

    @pytest.fixture(scope="module")
    def entered(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            enter()
            yield
            transaction.set_rollback(True)

    return entered
