"""Installations as those of the backup's drill, on both databases."""

from tests.backup.conftest import databases, engine, installations, made_once, migrated

__all__ = ["databases", "engine", "installations", "made_once", "migrated"]
