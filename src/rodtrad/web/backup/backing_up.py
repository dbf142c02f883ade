"""The installation → one file."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from rodtrad import __version__
from rodtrad.scratch import scratch
from rodtrad.web.backup.archive import (
    DATABASE,
    ORIGINALS,
    SECRET_KEY,
    BackupError,
    Manifest,
    Writer,
    refuse_existing,
    writing,
)
from rodtrad.web.backup.engines import Snapshot, counts, snapshot

OURS = "RODTRAD_"
KEY_SETTING = "RODTRAD_SECRET_KEY"


def back_up(target: Path, *, with_losses: bool = False) -> tuple[Path, Manifest]:
    """Write the whole installation to a new file, or to one that it names in a folder; returns it and what it holds.

    The database is copied as it is at one moment, and then the originals it names; the web may go on meanwhile.
    Raises BackupError where a part is missing or the file cannot be written; then there is no file. `with_losses`:
    an original that the storage has lost is noted rather than refused, as before a restoring, which may bring it back.
    """
    if target.is_dir():
        target /= f"rodtrad-{_moment()}.zip"
    refuse_existing(target)
    try:
        with (
            scratch(target.parent, hidden=True) as folder,
            snapshot(folder) as copy,
            writing(target) as archive,
        ):
            return target, _write(copy, archive, with_losses=with_losses)
    except OSError as error:
        raise BackupError(
            f"Säkerhetskopian {target} kunde inte skrivas ({error.strerror or error}). Se efter att mappen finns och "
            "får skrivas och att disken har plats."
        ) from error


def _write(copy: Snapshot, archive: Writer, *, with_losses: bool) -> Manifest:
    manifest = _manifest(copy)
    with copy.path.open("rb") as file:
        archive.add(DATABASE, file)
    for name in _originals(copy):
        try:
            with default_storage.open(name) as original:
                archive.add(f"{ORIGINALS}{name}", original)
        except FileNotFoundError as error:
            if not with_losses:
                raise BackupError(
                    f"Originalet {name} saknas i lagringen, fast registret nämner det. Lägg tillbaka det, eller "
                    "återställ en tidigare säkerhetskopia, och försök igen."
                ) from error
            manifest.missing.append(name)
    if key := kept_key():
        archive.add(SECRET_KEY, io.BytesIO(key.read_bytes()))
    return archive.finish(manifest)


def before_migrating() -> Path | None:
    """Back up a database that the program is about to change; None where it is new, or as this version has it."""
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations or not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return None
    return keep_what_is_there(__version__)


def keep_what_is_there(before: str) -> Path:
    """Back the installation up in its own folder, named by what it is about to meet; returns the file."""
    folder: Path = settings.DATA / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    return back_up(folder / f"fore-{before}-{_moment()}.zip", with_losses=True)[0]


def _moment() -> str:
    """Now as a part of a file's name: the real now, whatever date the pages show."""
    return f"{timezone.localtime():%Y%m%d-%H%M%S}"


def kept_key() -> Path | None:
    """The file of the secret key, where the installation keeps it itself."""
    path: Path = settings.DATA / SECRET_KEY
    return path if path.is_file() and not os.environ.get(KEY_SETTING) else None


def _manifest(copy: Snapshot) -> Manifest:
    return Manifest(
        made_at=timezone.localtime().isoformat(timespec="seconds"),
        version=__version__,
        engine=connection.vendor,
        rows=counts(copy),
        migrations=[f"{app}.{name}" for app, name in copy.rows("SELECT app, name FROM django_migrations ORDER BY id")],
        settings={name: value for name, value in os.environ.items() if name.startswith(OURS) and name != KEY_SETTING},
    )


def file_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every model of which the database has a table that names files in the storage, and the column that does."""
    existing = set(connection.introspection.table_names())
    for model, name in file_fields():
        if model._meta.db_table not in existing:
            continue
        with connection.cursor() as cursor:
            columns = connection.introspection.get_table_description(cursor, model._meta.db_table)
        if any(column.name == name for column in columns):  # an older database may lack it
            yield model, name


def file_fields() -> Iterator[tuple[type[models.Model], str]]:
    """Every model that names files in the storage, and its column that does."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, models.FileField):
                yield model, str(field.column)


def _originals(copy: Snapshot) -> Iterable[str]:
    """The names of all files that a snapshot names, each once."""
    names: dict[str, None] = {}
    for model, column in file_columns():
        named, table = map(connection.ops.quote_name, (column, model._meta.db_table))
        rows = copy.rows(f"SELECT DISTINCT {named} FROM {table}")  # noqa: S608  # names of ours, quoted
        names |= dict.fromkeys(name for (name,) in rows if name)
    return names
