"""A process that gives up what it has: its user, its network, its limits. What a system does not offer is left out."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

NOBODY: Final = 65_534
PR_SET_PDEATHSIG: Final = 1
PR_SET_NO_NEW_PRIVS: Final = 38
CLONE_NEWNET: Final = 0x4000_0000
CLONE_NEWUSER: Final = 0x1000_0000
CLONE_THREAD: Final = 0x0001_0000
CLONE_NEWNS: Final = 0x0002_0000
MS_BIND: Final = 0x1000
MS_REC: Final = 0x4000
MS_PRIVATE: Final = 0x4_0000
TEMPORARY: Final = Path("/tmp")  # noqa: S108  # the one of a file system that nobody else sees

LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def leave_network() -> bool:
    """A network of its own, in which nothing can be reached; False where the system does not let it have one.

    The process must have one thread.
    """
    return _unshared(CLONE_NEWNET)


def enter_own_world(folder: Path) -> Path:
    """A network and a file system of its own, in which `folder` is where all programs look for temporary files.

    Returns what the folder is called there: its own path where the system does not let the process have a file system.
    The process must have one thread.
    """
    if LIBC is not None and _unshared(CLONE_NEWNET | CLONE_NEWNS):
        apart = LIBC.mount(None, b"/", None, MS_REC | MS_PRIVATE, None) == 0
        if apart and LIBC.mount(os.fsencode(folder), os.fsencode(TEMPORARY), None, MS_BIND, None) == 0:
            return TEMPORARY
        return folder
    leave_network()
    return folder


def _unshared(kinds: int) -> bool:
    # Root needs nothing else for it; others are given it in a namespace of users, where the kernel lets them have one.
    return LIBC is not None and any(LIBC.unshare(tried) == 0 for tried in (kinds, CLONE_NEWUSER | kinds))


def become_nobody() -> None:
    """Root reads documents as nobody, where the system lets it: only then do limits on processes hold."""
    if os.geteuid() == 0:
        with suppress(OSError):
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)


def hand_over(folder: Path) -> None:
    """Make a folder and the files in it nobody's, as root will be."""
    for path in (folder, *folder.iterdir()):
        os.chown(path, NOBODY, NOBODY)


def die_with_parent() -> None:
    """End when the process that started this one does. To be said after a change of user, which takes it back."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def gain_nothing() -> None:
    """No program that is started has more rights than this process; Landlock and filters ask for that."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def limit(kind: int, soft: int, hard: int | None = None) -> None:
    """Lower a limit of this process, never raise it."""
    _, highest = resource.getrlimit(kind)
    hard = soft if hard is None else hard
    if highest != resource.RLIM_INFINITY:
        soft, hard = min(soft, highest), min(hard, highest)
    try:
        resource.setrlimit(kind, (soft, hard))
    except (OSError, ValueError):
        # macOS knows some of these limits by name only; Linux keeps them all, so there it must not fail.
        if sys.platform == "linux":
            raise
