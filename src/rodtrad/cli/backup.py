"""The commands that back up and restore the register."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rodtrad.cli.register import need_register, open_register, opening
from rodtrad.cli.swedish import named

FOLDER = "RODTRAD_DATA"

if TYPE_CHECKING:
    from rodtrad.web.backup.archive import Manifest


def back_up_register(file: Path) -> int:
    """Write a backup and tell what it holds; returns the exit code."""
    need_register()
    with opening():
        from rodtrad.web.backup import back_up

        target, manifest = back_up(file)
    click.echo(f"{named(target)} innehåller {_in_words(manifest)}.")
    click.echo("Den hemliga nyckeln är med: förvara filen så att ingen annan kan läsa den.")
    return 0


def restore_register(file: Path, *, replace: bool) -> int:
    """Restore from a backup, bring it to this version and tell what came back; returns the exit code."""
    with opening():
        from rodtrad.web.backup import restore

        manifest = restore(file, replace=replace)
    open_register()
    _log_restored(file, manifest)
    made_at = datetime.fromisoformat(manifest.made_at)
    click.echo(f"Återställt ur {named(file)} från {made_at:%Y-%m-%d %H.%M}: {_in_words(manifest)}.")
    for name, value in sorted(manifest.settings.items()):
        if name != FOLDER and os.environ.get(name, "") != value:
            click.echo(f"  Då gällde {name}={value}")
    return 0


def _in_words(manifest: Manifest) -> str:
    originals = len(manifest.originals)
    lost = f", men {len(manifest.missing)} original saknades" if manifest.missing else ""
    return f"{sum(manifest.rows.values())} rader i {len(manifest.rows)} tabeller och {originals} original{lost}"


def _log_restored(file: Path, manifest: Manifest) -> None:
    from django.db import transaction

    from rodtrad.web.accounts.log import log

    with transaction.atomic():
        log("register-restored", None, by=None, file=file.name, made_at=manifest.made_at)
