"""Registers that many tests begin with: made once a module, and as they were again after every test."""

from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from pytest_django import DjangoDbBlocker


def made_once(enter: Callable[[], Any], *, autouse: bool = False) -> Any:
    """A fixture that enters a register for all tests of a module.

    A test that uses it must use `db` too: that rolls back what the test itself changes. What `enter` gives is the
    fixture's value; a test that may change it takes a deep copy.
    """

    @pytest.fixture(scope="module", autouse=autouse)
    def entered(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
        database = connections[DEFAULT_DB_ALIAS]
        # Every test closes the connection behind it, and PostgreSQL would forget what was entered.
        with patch.object(database, "close"):
            around = transaction.atomic()
            try:
                with django_db_blocker.unblock():
                    around.__enter__()
                    made = enter()
                yield made
            finally:  # also where it could not be entered, or every later test would fail with it
                with django_db_blocker.unblock():
                    transaction.set_rollback(True)
                    around.__exit__(None, None, None)

    return entered
