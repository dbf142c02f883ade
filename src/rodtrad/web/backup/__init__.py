"""Backup and restore of a whole installation: the database by its engine's own means, the originals, the settings."""

from rodtrad.web.backup.archive import BackupError
from rodtrad.web.backup.backing_up import back_up, before_migrating
from rodtrad.web.backup.restoring import restore

__all__ = ["BackupError", "back_up", "before_migrating", "restore"]
