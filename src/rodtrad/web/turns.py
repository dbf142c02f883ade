"""Changes that must not cross: what reads the register to decide what to write, and the search index that follows."""

from typing import Final

from django.db import connection

# Any number, the same in every process: PostgreSQL's advisory locks are known by numbers.
WRITING: Final = 7_063_401


def wait_for_turn() -> None:
    """Wait until no other transaction that asked for its turn is under way; ours lasts to the end of its transaction.

    Asked for before anything is written, so that nobody waits for us while we wait for them. On SQLite every
    transaction that writes has the database to itself already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITING])
