"""The installation → one file."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

from rodtrad import __version__
from rodtrad.web import clock
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


def back_up(target: Path) -> tuple[Path, Manifest]:
    """Write the whole installation to a new file, or to one that it names in a folder; returns it and what it holds.

    The database is copied as it is at one moment, and then the originals it names; the web may go on meanwhile.
    Raises BackupError where a part is missing or the file cannot be written; then there is no file.
    """
    if target.is_dir():
        target /= f"rodtrad-{clock.now():%Y%m%d-%H%M%S}.zip"
    refuse_existing(target)
    try:
        with (
            tempfile.TemporaryDirectory(prefix=".rodtrad-", dir=target.parent) as folder,
            snapshot(Path(folder)) as copy,
            writing(target) as archive,
        ):
            return target, _write(copy, archive)
    except OSError as error:
        raise BackupError(
            f"Säkerhetskopian {target} kunde inte skrivas ({error.strerror or error}). Se efter att mappen finns och "
            "får skrivas och att disken har plats."
        ) from error


def _write(copy: Snapshot, archive: Writer) -> Manifest:
    manifest = _manifest(copy)
    with copy.path.open("rb") as file:
        archive.add(DATABASE, file)
    for name in _originals(copy):
        _add_original(archive, name)
    if key := kept_key():
        archive.add(SECRET_KEY, io.BytesIO(key.read_bytes()))
    return archive.finish(manifest)


def before_migrating() -> Path | None:
    """Back up a database that the program is about to change; None where it is new, or as this version has it."""
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations or not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return None
    folder = settings.DATA / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    target: Path = folder / f"fore-{__version__}-{clock.now():%Y%m%d-%H%M%S}.zip"
    back_up(target)
    return target


def kept_key() -> Path | None:
    """The file of the secret key, where the installation keeps it itself."""
    path: Path = settings.DATA / SECRET_KEY
    return path if path.is_file() and not os.environ.get(KEY_SETTING) else None


def _manifest(copy: Snapshot) -> Manifest:
    return Manifest(
        made_at=clock.now().isoformat(timespec="seconds"),
        version=__version__,
        engine=connection.vendor,
        rows=counts(copy),
        migrations=[f"{app}.{name}" for app, name in copy.rows("SELECT app, name FROM django_migrations ORDER BY id")],
        settings={name: value for name, value in os.environ.items() if name.startswith(OURS) and name != KEY_SETTING},
    )


def file_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every model of which the database has a table that names files in the storage, and the column that does."""
    existing = set(connection.introspection.table_names())
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, models.FileField) and model._meta.db_table in existing:
                yield model, str(field.column)


def _originals(copy: Snapshot) -> Iterable[str]:
    """The names of all files that a snapshot names, each once."""
    names: dict[str, None] = {}
    for model, column in file_columns():
        named, table = map(connection.ops.quote_name, (column, model._meta.db_table))
        rows = copy.rows(f"SELECT DISTINCT {named} FROM {table}")  # noqa: S608  # names of ours, quoted
        names |= dict.fromkeys(name for (name,) in rows if name)
    return names


def _add_original(archive: Writer, name: str) -> None:
    try:
        with default_storage.open(name) as file:
            archive.add(f"{ORIGINALS}{name}", file)
    except FileNotFoundError as error:
        raise BackupError(
            f"Originalet {name} saknas i lagringen, fast registret nämner det. Lägg tillbaka det och försök igen."
        ) from error
