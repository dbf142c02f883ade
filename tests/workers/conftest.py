"""Installations as those of the backup's drill, on both databases."""

from tests.backup.conftest import databases, engine, installations

__all__ = ["databases", "engine", "installations"]
