"""One file → the installation, whole or not at all."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import SuspiciousOperation
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.files.utils import validate_file_name
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from rodtrad.scratch import scratch
from rodtrad.web.backup.archive import DATABASE, ORIGINALS, SECRET_KEY, BackupError, Manifest, Reader, reading
from rodtrad.web.backup.backing_up import KEY_SETTING, file_columns, keep_what_is_there
from rodtrad.web.backup.engines import check_copy, replace_database

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def restore(source: Path, *, replace: bool) -> Manifest:
    """Put a backup in the place of the installation's database, originals and secret key; returns what it held.

    Everything is checked before anything is changed. Originals come first, as an original too many harms nothing;
    then the database in one transaction, which decides; then the key. `replace`: there may be a register already,
    which is backed up first. Raises BackupError where something is wrong; then the register is as it was.
    """
    with reading(source) as backup, scratch(settings.DATA, hidden=True) as folder:
        _check_fits(backup.manifest)
        if _is_in_use():
            if not replace:
                raise BackupError(
                    "Det finns redan ett register här. Lägg till --replace för att ersätta det; det som finns sparas "
                    f"först i {settings.DATA / 'backups'}."
                )
            keep_what_is_there("aterstallning")
        copy = backup.unpack(DATABASE, folder / "copy")
        check_copy(copy, backup.manifest.rows)
        for name in backup.manifest.originals:
            _restore_original(backup, name, folder / "original")
        replace_database(copy, backup.manifest.rows, folder)
        if SECRET_KEY in backup.manifest.parts and not os.environ.get(KEY_SETTING):
            _restore_key(backup, folder)
        return backup.manifest


def _check_fits(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        ours, theirs = NAMES[connection.vendor], NAMES.get(manifest.engine, manifest.engine)
        raise BackupError(f"Säkerhetskopian är från {theirs} och registret här ligger i {ours}. Ändra DATABASE_URL.")
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    replaced = {f"{app}.{name}" for migration in loader.disk_migrations.values() for app, name in migration.replaces}
    if newer := set(manifest.migrations) - known - replaced:
        raise BackupError(
            f"Säkerhetskopian är gjord med en nyare version av Rödtråd ({manifest.version}). Uppgradera programmet "
            f"först; {min(newer)} är okänd här."
        )


def _is_in_use() -> bool:
    """Whether anybody has an account or a document here. A file that is no database holds nothing to keep.

    Raises DatabaseError where the database does not answer: then it is not known to be empty.
    """
    user = get_user_model()
    try:
        if user._meta.db_table not in connection.introspection.table_names():
            return False
        return user.objects.exists() or any(model._base_manager.exists() for model, _ in file_columns())
    except DatabaseError as error:
        # Of SQLite's errors only this one, and no kind of it, says that the file is damaged or something else.
        if type(error.__cause__) is sqlite3.DatabaseError:
            return False
        raise


def _restore_original(backup: Reader, name: str, draft: Path) -> None:
    """Save an original unless the storage has just that content already."""
    part = f"{ORIGINALS}{name}"
    try:
        validate_file_name(name, allow_relative_path=True)
    except SuspiciousOperation as error:
        raise BackupError(f"Säkerhetskopian nämner {name}, som inte är något namn på ett original.") from error
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            if all(chunk == kept.read(len(chunk)) for chunk in backup.chunks(part)) and not kept.read(1):
                return
        default_storage.delete(name)
    backup.unpack(part, draft)
    with draft.open("rb") as file:
        default_storage.save(name, File(file))
    draft.unlink()


def _restore_key(backup: Reader, folder: Path) -> None:
    draft = backup.unpack(SECRET_KEY, folder / SECRET_KEY)
    draft.chmod(0o600)
    draft.replace(settings.DATA / SECRET_KEY)
