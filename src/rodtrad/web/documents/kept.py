"""What is made from originals and kept: pictures of pages, and Word files as they were printed.

The storage "pictures" is none of the register's: what lies there may be deleted at any time, by hand too, and is made
again when it is asked for.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from rodtrad.reading.pictures import NoPicture

logger = logging.getLogger(__name__)

# How long what could not be made is left alone, in seconds: trying takes both time and memory.
LEFT_ALONE = 600

T = TypeVar("T")
_makers: dict[tuple[int, Callable[[], Any]], Any] = {}
_one_at_a_time = Lock()


def kept_or_made(sha256: str, name: str, *, make: Callable[[], bytes], is_whole: Callable[[bytes], bool]) -> bytes:
    """What is kept under a name for the file with that hash, or is made and kept now.

    `is_whole` tells a file that was never finished. Raises NoPicture where `make` does, and again without asking it
    for a while.
    """
    if (found := read_kept(sha256, name, is_whole=is_whole)) is not None:
        return found
    if why := caches["process"].get(failed := f"no-picture:{sha256}:{name}"):
        raise NoPicture(why)
    try:
        made = make()
    except NoPicture as error:
        if error.lasting:
            caches["process"].set(failed, str(error), LEFT_ALONE)
        raise
    keep(sha256, name, made)
    return made


def read_kept(sha256: str, name: str, *, is_whole: Callable[[bytes], bool]) -> bytes | None:
    """What is kept under a name for the file with that hash; None where there is nothing, or only half of it."""
    storage, path = storages["pictures"], _path(sha256, name)
    try:
        with storage.open(path) as file:
            data = bytes(file.read())
        if is_whole(data):
            return data
        storage.delete(path)
    except FileNotFoundError:
        pass
    except OSError as error:
        _tell(f"{path} is kept but could not be read", error)
    return None


def keep(sha256: str, name: str, data: bytes) -> bool:
    """Keep it for the next time; whether that could be done."""
    storage, path = storages["pictures"], _path(sha256, name)
    try:
        saved = storage.save(path, ContentFile(data))
        if saved != path:  # somebody else was faster
            storage.delete(saved)
    except OSError as error:
        _tell(f"{path} could not be kept", error)
        return False
    return True


def forget(sha256: str, name: str) -> None:
    """Have it made anew the next time."""
    path = _path(sha256, name)
    try:
        storages["pictures"].delete(path)
    except OSError as error:
        _tell(f"{path} could not be deleted", error)


def forget_all(sha256: str) -> None:
    """Delete all that is kept for the file with that hash."""
    try:
        _clear(storages["pictures"], _path(sha256, ""))
    except OSError as error:
        _tell(f"what is kept for {sha256} could not be deleted", error)


def forget_older(sha256: str, beginning: str, current: str) -> None:
    """Delete what is kept for the file with that hash under names that begin so, but for the current one."""
    try:
        _, names = storages["pictures"].listdir(_path(sha256, ""))
    except FileNotFoundError:
        return
    except OSError as error:
        _tell(f"what is kept for {sha256} could not be looked at", error)
        return
    for name in names:
        if name.startswith(beginning) and name != current:
            forget(sha256, name)


def clear() -> int:
    """Delete all that is kept; how many files there were."""
    return _clear(storages["pictures"], "")


def of_this_process(make: Callable[[], T]) -> T:
    """What `make` gives, once in a process: servers and locks do not survive a fork."""
    with _one_at_a_time:
        key = (os.getpid(), make)
        if key not in _makers:
            _makers[key] = make()
        made: T = _makers[key]
        return made


def _path(sha256: str, name: str) -> str:
    return f"{sha256[:2]}/{sha256}/{name}"


def _tell(what: str, error: OSError) -> None:
    """Log it once in a while: a folder with wrong permissions would fill the log, and is seen nowhere else."""
    if caches["process"].add(f"told:{error.errno}", True, LEFT_ALONE):
        logger.error("%s: %s", what, error)


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
