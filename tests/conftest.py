"""What all tests share."""

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.db import DEFAULT_DB_ALIAS, connections

from tests.migrated import DATABASE, migrated_register

# Python looks for garbage after every 700 new objects, and a test of the web makes them by the ten thousand: a seventh
# of its time went into that. What is there when the tests begin stays, and is not looked through again.
gc.set_threshold(20_000, 20, 100)


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """On SQLite the test database has its tables before it is migrated; on PostgreSQL it is migrated from nothing."""
    database = connections[DEFAULT_DB_ALIAS]
    if database.vendor != "sqlite":
        yield
        return
    # Django's name of a database in memory, which lasts as long as somebody is connected to it.
    with closing(sqlite3.connect(f"file:memorydb_{DEFAULT_DB_ALIAS}?mode=memory&cache=shared", uri=True)) as memory:
        with closing(sqlite3.connect(migrated_register() / DATABASE)) as kept:
            kept.backup(memory)
        yield
