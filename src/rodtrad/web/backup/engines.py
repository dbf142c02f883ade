"""The two databases, each copied and restored by its own means: SQLite's VACUUM INTO and backup, pg_dump and psql."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction
from psycopg import pq
from psycopg.conninfo import make_conninfo

from rodtrad.web.backup.archive import BackupError

Query = str
PROGRAMS: Final = "/usr/lib/postgresql"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy of the database at one moment: `path` holds it, `rows` answers questions of that same moment."""

    path: Path
    rows: Callable[[Query], list[tuple[Any, ...]]]


@contextmanager
def snapshot(folder: Path) -> Iterator[Snapshot]:
    """Copy the database into a folder. Raises BackupError where the engine cannot, or the copy is not sound."""
    target = folder / "database"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        with closing(sqlite3.connect(target)) as file:
            _check_sound(file)
            yield Snapshot(target, lambda query: file.execute(query).fetchall())
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (name,) = cursor.fetchone()
        _run("pg_dump", "--format=custom", f"--snapshot={name}", f"--file={target}")
        yield Snapshot(target, lambda query: _fetched(cursor, query))


def _fetched(cursor: Any, query: Query) -> list[tuple[Any, ...]]:
    cursor.execute(query)
    return list(cursor.fetchall())


def replace_database(copy: Path, rows: Mapping[str, int], folder: Path) -> None:
    """Put a copy in the place of the database, whole or not at all, with the numbers of rows it should have.

    `folder`: for what is written on the way. Raises BackupError, and leaves the database as it was, for anything else.
    """
    connection.close()
    if connection.vendor == "sqlite":
        _replace_sqlite(copy, rows)
    else:
        _replace_postgres(copy, rows, folder)


def _replace_sqlite(copy: Path, rows: Mapping[str, int]) -> None:
    check_copy(copy, rows)
    with closing(sqlite3.connect(copy)) as source:
        target = Path(str(connection.settings_dict["NAME"]))
        _set_aside_if_broken(target)
        with closing(sqlite3.connect(target, timeout=10)) as database:
            try:
                source.backup(database)  # one transaction: whoever reads meanwhile sees the old or the new
            except sqlite3.Error as error:
                raise BackupError(
                    f"Databasen {target} kunde inte ersättas ({error}). Stäng av Rödtråd och försök igen."
                ) from error


def check_copy(copy: Path, rows: Mapping[str, int]) -> None:
    """Raises BackupError where a copy of SQLite's is not sound or has not the rows it should; PostgreSQL's own copies
    tell that only when they are restored."""
    if connection.vendor != "sqlite":
        return
    with closing(sqlite3.connect(copy)) as source:
        _check_sound(source)
        for table, wanted in rows.items():
            try:
                (found,) = source.execute(_count(table)).fetchone()
            except sqlite3.Error as error:
                raise BackupError(f"Säkerhetskopian saknar tabellen {table}. Använd en annan kopia.") from error
            if found != wanted:
                raise BackupError(f"Säkerhetskopian har {found} rader i {table} i stället för {wanted}.")


def _set_aside_if_broken(target: Path) -> None:
    """A file that is no database any more can't be written over in one transaction, nor is it ours to destroy."""
    with closing(sqlite3.connect(target)) as database:
        try:
            database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError:
            moment = time.strftime("%Y%m%d-%H%M%S")
            for file in (target, *(target.with_name(target.name + end) for end in ("-wal", "-shm"))):
                if file.exists():
                    file.rename(file.with_name(f"{file.name}.skadad-{moment}"))


def _check_sound(file: sqlite3.Connection) -> None:
    try:
        (told,) = file.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupError(f"Kopian av databasen går inte att läsa ({error}).") from error
    if told != "ok":
        raise BackupError(f"Databasen är skadad: {told}. Återställ en tidigare säkerhetskopia.")


def _replace_postgres(copy: Path, rows: Mapping[str, int], folder: Path) -> None:
    """Restore as one transaction of psql's, which fails as a whole where a number of rows differs at its end."""
    script, restored = folder / "restore.sql", folder / "restored.sql"
    _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", f"--file={restored}", str(copy))
    with connection.cursor() as cursor:
        # Tables that a later version has made are in no older copy, and would hold on to the ones that are.
        cursor.execute("SELECT format('DROP TABLE IF EXISTS %I.%I CASCADE;', schemaname, tablename) FROM pg_tables"
                       " WHERE schemaname = current_schema()")  # fmt: skip
        drops = [statement for (statement,) in cursor.fetchall()]
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone()
    connection.close()
    with script.open("w", encoding="utf-8") as file, restored.open(encoding="utf-8") as dumped:
        file.writelines(f"{statement}\n" for statement in drops)
        shutil.copyfileobj(dumped, file)
        file.writelines(_check(schema, table, wanted) for table, wanted in rows.items())
    _run("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={script}")


def _check(schema: str, table: str, wanted: int) -> str:
    # pg_dump empties the search path, so that only a whole name is found.
    test = f"(SELECT count(*) FROM {_quoted(schema)}.{_quoted(table)}) <> {wanted:d}"  # noqa: S608  # the name is quoted
    return f"DO $check$ BEGIN IF {test} THEN RAISE EXCEPTION 'fel antal rader i {table}'; END IF; END $check$;\n"


def _count(table: str) -> Query:
    return f"SELECT count(*) FROM {_quoted(table)}"  # noqa: S608  # the name is quoted


def _quoted(table: str) -> str:
    return connection.ops.quote_name(table.replace('"', ""))


def counts(copy: Snapshot) -> dict[str, int]:
    """How many rows each table of ours has in a snapshot."""
    tables = sorted({*connection.introspection.django_table_names(only_existing=True), "django_migrations"})
    return {table: copy.rows(_count(table))[0][0] for table in tables}


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on our database. Raises BackupError with its own words where it fails."""
    known = {option.keyword.decode() for option in pq.Conninfo.get_defaults()}
    given = {k: v for k, v in connection.get_connection_params().items() if k in known and v is not None}
    secret = str(given.pop("password", ""))
    environment = {**os.environ, **({"PGPASSWORD": secret} if secret else {})}
    where: Sequence[str] = () if program == "pg_restore" else (f"--dbname={make_conninfo(**given)}",)
    done = subprocess.run(  # noqa: S603  # the program is PostgreSQL's; what is given it are our own files and settings
        [_program(program), *where, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        told = " ".join(done.stderr.split())[-500:]
        raise BackupError(f"{program} misslyckades: {told}. Databasen är som den var.")


def _program(name: str) -> str:
    """PostgreSQL's program of the server's own version, else of the next newer one: an older one cannot read it, and
    a much newer one may write what the server does not know."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        server = int(cursor.fetchone()[0]) // 10_000
    folders = [path for path in Path(PROGRAMS).glob(f"*/bin/{name}") if path.parts[-3].isdecimal()]
    fitting = {int(path.parts[-3]): path for path in folders if int(path.parts[-3]) >= server}
    found = str(fitting[min(fitting)]) if fitting else shutil.which(name)
    if not found:
        raise BackupError(
            f"Programmet {name} för PostgreSQL {server} saknas på den här datorn. Installera det: "
            "sudo apt install postgresql-client"
        )
    return found
