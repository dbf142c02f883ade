"""Pictures of pages: made when somebody looks at a page, kept in a storage of their own, and made again when lost.

The storage "pictures" is none of the register's: what lies there may be deleted at any time, by hand too.
"""

from __future__ import annotations

import logging
import os
from threading import Lock

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from rodtrad.reading.pictures import PictureMaker, Undrawable, is_picture, size_of
from rodtrad.web.documents.models import Version

__all__ = ["NoPicture", "clear", "picture", "size_of"]

logger = logging.getLogger(__name__)

# How long a page that could not be drawn is left alone, in seconds: trying takes both time and memory.
LEFT_ALONE = 600

_makers: dict[int, PictureMaker] = {}
_one_at_a_time = Lock()


class NoPicture(Exception):
    """There is no picture of a page; the message is the end of a Swedish sentence that says why."""


def picture(version: Version, page: int) -> bytes:
    """The page of a version, from 1, as a PNG. Raises NoPicture where it cannot be drawn."""
    kept = storages["pictures"]
    name = f"{version.sha256[:2]}/{version.sha256}/{page}.png"
    if (found := _read(kept, name)) is not None:
        return found
    if why := cache.get(failed := f"no-picture:{version.sha256}:{page}"):
        raise NoPicture(why)
    try:
        made = _maker().draw(version.document.name, _original(version), page)
    except Undrawable as error:
        if error.lasting:
            cache.set(failed, str(error), LEFT_ALONE)
        raise NoPicture(str(error)) from error
    _keep(kept, name, made)
    return made


def clear() -> int:
    """Delete every picture that is kept; how many there were."""
    return _clear(storages["pictures"], "")


def _maker() -> PictureMaker:
    """This process's own: servers and locks do not survive a fork."""
    with _one_at_a_time:
        if os.getpid() not in _makers:
            _makers[os.getpid()] = PictureMaker()
        return _makers[os.getpid()]


def _original(version: Version) -> bytes:
    try:
        with version.original.open("rb") as file:
            return bytes(file.read())
    except OSError as error:
        raise NoPicture("originalet finns inte i lagringen") from error


def _read(kept: Storage, name: str) -> bytes | None:
    """A picture that is kept; None where there is none, or one that was never finished."""
    try:
        with kept.open(name) as file:
            data = bytes(file.read())
    except OSError:
        return None
    if is_picture(data):
        return data
    kept.delete(name)
    return None


def _keep(kept: Storage, name: str, data: bytes) -> None:
    """Keep a picture for the next time. That it cannot be kept is no reason not to show it."""
    try:
        saved = kept.save(name, ContentFile(data))
        if saved != name:  # somebody else was faster
            kept.delete(saved)
    except OSError as error:
        logger.warning("%s could not be kept: %s", name, error)


def _clear(kept: Storage, folder: str) -> int:
    try:
        folders, files = kept.listdir(folder)
    except FileNotFoundError:
        return 0
    for file in files:
        kept.delete(f"{folder}{file}")
    deleted = len(files)
    for inner in folders:
        deleted += _clear(kept, f"{folder}{inner}/")
    if folder:
        kept.delete(folder.rstrip("/"))  # an empty folder, where the storage has such
    return deleted
