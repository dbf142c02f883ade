"""A filter of system calls (seccomp(2)) that a Linux process puts on itself for good, and on all that it starts.

What is named here is refused, and everything else allowed: libraries of others decide what an ordinary call is.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rodtrad.reading.confinement.process import CLONE_NEWUSER, CLONE_THREAD, LIBC
from rodtrad.reading.confinement.system_calls import ARCHITECTURES, NUMBERS

PR_SET_SECCOMP: Final = 22
SECCOMP_MODE_FILTER: Final = 2

# Instructions of the classic Berkeley packet filter, as seccomp takes them.
LOAD: Final = 0x20
AND: Final = 0x54
JUMP_IF_EQUAL: Final = 0x15
JUMP_IF_AT_LEAST: Final = 0x35
RETURN: Final = 0x06
ALLOW: Final = 0x7FFF_0000
REFUSE: Final = 0x0005_0000  # with the error number in its lower half
KILL_PROCESS: Final = 0x8000_0000
# Where a call's number, its architecture and its arguments lie in what is judged.
NUMBER: Final = 0
ARCHITECTURE: Final = 4
ARGUMENTS: Final = 16
# x86-64 has each call a second time from here on, for programs with short pointers.
X32: Final = 0x4000_0000


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on an argument of a call: its lower half, of which only the bits of `mask` count."""

    argument: int
    value: int
    mask: int = 0xFFFF_FFFF
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Calls that are refused, all of them or those in which every condition is met."""

    calls: tuple[str, ...]
    conditions: tuple[Where, ...] = ()
    error: int = errno.EPERM


FOR_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
KIND_OF_SOCKET: Final = 0xF

# Ways around every other wall, and into other processes. Who is told that a call does not exist uses its forerunner.
DOORS: Final = (
    Refused(("io_uring_setup", "openat2", "clone3"), error=errno.ENOSYS),
    Refused(("clone",), (Where(0, CLONE_NEWUSER, CLONE_NEWUSER),)),
    Refused(("unshare", "setns", "mount", "umount2", "move_mount", "open_tree", "fsopen", "mount_setattr")),
    Refused(("pivot_root", "chroot", "open_by_handle_at", "bpf", "perf_event_open", "userfaultfd")),
    Refused(("add_key", "request_key", "keyctl", "ptrace", "process_vm_readv", "process_vm_writev")),
    Refused(("pidfd_open", "pidfd_getfd", "pidfd_send_signal")),
    # Memory and messages that outlive who made them, and that no limit counts.
    Refused(("shmget", "msgget", "semget", "mq_open")),
    Refused(("prlimit64",), (Where(0, 0, differs=True),)),
)
# What Landlock does not know of, or learnt late.
CHANGES: Final = (
    Refused(("truncate", "chown", "lchown", "fchown", "fchownat")),
    Refused(("setxattr", "lsetxattr", "fsetxattr", "setxattrat")),
    Refused(("removexattr", "lremovexattr", "fremovexattr", "removexattrat")),
)
# Threads may be had, processes not: memory is limited for each, and so for all of it.
ALONE: Final = (
    Refused(("fork", "vfork")),
    Refused(("clone",), (Where(0, CLONE_THREAD, CLONE_THREAD, differs=True),)),
)


def reader(process: int) -> tuple[Refused, ...]:
    """The rules of a process that has all it needs in memory: it opens nothing to write, and talks to nobody anew."""
    return (
        *DOORS,
        *CHANGES,
        *ALONE,
        Refused(("socket", "socketpair", "connect", "bind", "listen", "accept", "accept4")),
        Refused(("execve", "execveat", "kill", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo")),
        Refused(("tgkill",), (Where(0, process, differs=True),)),
        Refused(("open",), (Where(1, 0, FOR_WRITING, differs=True),)),
        Refused(("openat",), (Where(2, 0, FOR_WRITING, differs=True),)),
        Refused(("creat", "mkdir", "mkdirat", "mknod", "mknodat", "link", "linkat", "symlink", "symlinkat")),
        Refused(("unlink", "unlinkat", "rmdir", "rename", "renameat", "renameat2")),
        Refused(("chmod", "fchmod", "fchmodat", "fchmodat2", "utime", "utimes", "futimesat", "utimensat")),
    )


# A program of others may write, in its folder, and its parts talk to each other; but it calls nobody.
PROGRAM: Final = (
    *DOORS,
    *CHANGES,
    Refused(("socket",), (Where(0, socket.AF_UNIX, differs=True),)),
    # Others than streams reach an address without connecting.
    Refused(("socket", "socketpair"), (Where(1, socket.SOCK_STREAM, KIND_OF_SOCKET, differs=True),)),
    Refused(("connect", "setsid", "setpgid")),
    Refused(("open",), (Where(1, os.O_TRUNC, os.O_TRUNC | os.O_ACCMODE),)),
    Refused(("openat",), (Where(2, os.O_TRUNC, os.O_TRUNC | os.O_ACCMODE),)),
)


class _Filter(ctypes.Structure):
    """struct sock_fprog"""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def restrict(rules: Iterable[Refused]) -> bool:
    """Refuse these calls from here on. False, and nothing refused, where the system has no such filter or we don't know
    its numbers. It needs `gain_nothing` first."""
    architecture = ARCHITECTURES.get(platform.machine())
    if architecture is None or LIBC is None:
        return False
    program = _program(rules, *architecture)
    told = _Filter(len(program), b"".join(program))
    return bool(LIBC.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(told), 0, 0) == 0)


def _program(rules: Iterable[Refused], column: int, audit: int) -> list[bytes]:
    instructions = [
        _one(LOAD, ARCHITECTURE),
        _one(JUMP_IF_EQUAL, audit, 1, 0),
        _one(RETURN, KILL_PROCESS),
        _one(LOAD, NUMBER),
        _one(JUMP_IF_AT_LEAST, X32, 0, 1),
        _one(RETURN, REFUSE | errno.ENOSYS),
    ]
    for rule in rules:
        refusal = _refusal(rule)
        for call in rule.calls:
            if (number := NUMBERS[call][column]) is not None:
                instructions += (_one(JUMP_IF_EQUAL, number, 0, len(refusal)), *refusal)
    return [*instructions, _one(RETURN, ALLOW)]


def _refusal(rule: Refused) -> list[bytes]:
    """What follows once a call's number is that of a rule; where a condition is not met, the next rule is tried."""
    judged = [_one(RETURN, REFUSE | rule.error)]
    for where in reversed(rule.conditions):
        met, unmet = (len(judged), 0) if where.differs else (0, len(judged))
        # The number is loaded again at the end, to which an unmet condition leads.
        judged = [
            _one(LOAD, ARGUMENTS + 8 * where.argument),
            _one(AND, where.mask),
            _one(JUMP_IF_EQUAL, where.value, met, unmet),
            *judged,
        ]
    return [*judged, _one(LOAD, NUMBER)] if rule.conditions else judged


def _one(code: int, operand: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, operand)
