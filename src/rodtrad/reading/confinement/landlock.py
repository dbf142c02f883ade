"""Landlock, by which a Linux process gives up files for itself and all that it starts (landlock(7), Linux 5.13).

Every right that the kernel's version knows is given up, and given back for the paths that are named. Versions before 3
(Linux 6.2) do not know of truncation; `seccomp` stands in there.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from stat import S_ISDIR
from typing import Final

from rodtrad.reading.confinement.process import LIBC

# The same numbers on every architecture.
CREATE_RULESET: Final = 444
ADD_RULE: Final = 445
RESTRICT_SELF: Final = 446
ASK_VERSION: Final = 1
PATH_BENEATH: Final = 1

EXECUTE: Final = 1 << 0
WRITE_FILE: Final = 1 << 1
READ_FILE: Final = 1 << 2
READ_DIR: Final = 1 << 3
REMOVE_FILE: Final = 1 << 5
MAKE_SOCKET: Final = 1 << 9
TRUNCATE: Final = 1 << 14
READING: Final = READ_FILE | READ_DIR
ON_FILES: Final = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
# How many rights on files each version knows: 2 added linking across folders, 3 truncation, 5 control of devices.
FILE_RIGHTS: Final = {1: 13, 2: 14, 3: 15, 4: 15}
FILE_RIGHTS_LATELY: Final = 16
TCP: Final = 0b11  # from version 4: binding and connecting
ELSEWHERE: Final = 0b11  # from version 6: abstract sockets and signals of processes outside


def version() -> int:
    """Which version of Landlock the kernel speaks; 0 where it speaks none."""
    return 0 if LIBC is None else max(0, LIBC.syscall(CREATE_RULESET, None, 0, ASK_VERSION))


def restrict(
    *, readable: Iterable[str], writable: Iterable[str], runnable: Iterable[str] = (), sockets: Iterable[str] = ()
) -> bool:
    """Let this process read what lies under `readable`, write under `writable` too, run `runnable`, make sockets
    and remove files under `sockets`, and else open nothing.

    Paths that do not exist are left out. False, and nothing given up, where the kernel has no Landlock. It needs
    `gain_nothing` first, and raises OSError where it fails although the kernel has it.
    """
    known = version()
    if not known:
        return False
    every = (1 << FILE_RIGHTS.get(known, FILE_RIGHTS_LATELY)) - 1
    asked = struct.pack("QQQ", every, TCP, ELSEWHERE)[: 8 if known < 4 else 16 if known < 6 else 24]
    ruleset = _call(CREATE_RULESET, asked, len(asked), 0)
    try:
        for path in readable:
            _allow(ruleset, path, every & READING)
        for path in writable:
            _allow(ruleset, path, every & ~EXECUTE)
        for path in runnable:
            _allow(ruleset, path, EXECUTE | READ_FILE)
        for path in sockets:
            _allow(ruleset, path, MAKE_SOCKET | REMOVE_FILE)
        _call(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return True


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    try:
        if not S_ISDIR(os.fstat(opened).st_mode):
            rights &= ON_FILES
        _call(ADD_RULE, ruleset, PATH_BENEATH, struct.pack("=Qi", rights, opened), 0)
    finally:
        os.close(opened)


def _call(number: int, *arguments: bytes | int | None) -> int:
    result = -1 if LIBC is None else LIBC.syscall(number, *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return int(result)
