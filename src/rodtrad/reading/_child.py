"""A forked child: it gives up what it doesn't need, reads one document and answers in JSON."""

import json
import os
import resource
import signal
import socket
import traceback
from collections.abc import Callable
from typing import Any, Final, NoReturn

from rodtrad.reading.confinement import guard_reader
from rodtrad.reading.confinement.process import become_nobody, die_with_parent, limit
from rodtrad.reading.limits import Limits
from rodtrad.reading.sources import Unreadable

# A document's name and bytes, and what to call when a page of it has been read, with how many there seem to be → what
# was found.
Task = Callable[[str, bytes, Callable[[int], None]], dict[str, Any]]

ANSWER_FD: Final = 3
# The answer's socket, the three that lead nowhere, and a few for a module that loads late.
OPEN_FILES: Final = 16
MOST_CPU: Final = 3600  # seconds, whatever pages have been read
MOST_INHERITED: Final = 4096
LONGEST_TRACE: Final = 4_000
TOO_HEAVY: Final = b'{"error": {"code": "too-heavy"}}'


def request(name: str, data: bytes, spent: int = 0) -> bytes:
    """What a child is sent. File names need not be UTF-8. `spent`: seconds of its work that others have done."""
    written = os.fsencode(name)
    return bytes([spent]) + len(written).to_bytes(4, "big") + written + data


def run(task: Task, descriptor: int, limits: Limits, server: int) -> NoReturn:
    """Read the request on `descriptor`, answer, and end; never returns into the server's code."""
    status = 1
    try:
        _confine(descriptor, limits, server)
        with socket.socket(fileno=ANSWER_FD) as connection:
            connection.sendall(_answer(task, connection, limits))
        status = 0
    finally:
        # Skips the server's exit handlers, and swallows what was raised: the exit code tells.
        os._exit(status)


def _confine(descriptor: int, limits: Limits, server: int) -> None:
    """Keep one socket, take no more memory, time, files or processes than the limits say, and reach nothing else.

    The server has shut itself in already, and its children with it.
    """
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.dup2(descriptor, ANSWER_FD)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.closerange(ANSWER_FD + 1, MOST_INHERITED)
    become_nobody()
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_FSIZE, 0)
    limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    limit(resource.RLIMIT_NPROC, 0)
    limit(resource.RLIMIT_CPU, limits.cpu, MOST_CPU)
    limit(resource.RLIMIT_AS, limits.memory)
    die_with_parent()
    if os.getppid() != server:
        os._exit(1)
    guard_reader()


def _received(connection: socket.socket) -> bytes:
    parts = []
    while part := connection.recv(1 << 20):
        parts.append(part)
    return b"".join(parts)


class _Progress:
    """Tells of every page that has been read, and lets the child work longer for it."""

    def __init__(self, limits: Limits, size: int, connection: socket.socket) -> None:
        self._limits, self._size, self._connection = limits, size, connection
        self._pages, self._allowed = 0, limits.cpu

    def page_read(self, pages: int) -> None:
        self._pages += 1
        self._connection.sendall(b"%d/%d\n" % (self._pages, pages))
        allowed = self._limits.cpu_after(self._pages, self._size)
        if allowed > self._allowed:
            limit(resource.RLIMIT_CPU, allowed, MOST_CPU)
            self._allowed = allowed


def _answer(task: Task, connection: socket.socket, limits: Limits) -> bytes:
    try:
        received = _received(connection)
        end = 5 + int.from_bytes(received[1:5], "big")
        limit(resource.RLIMIT_CPU, max(1, limits.cpu - received[0]), MOST_CPU)
        progress = _Progress(limits, len(received) - end, connection)
        reading = task(os.fsdecode(received[5:end]), received[end:], progress.page_read)
        return _json({"reading": reading})
    except Unreadable as error:
        return _json({"error": {"code": error.code, "message": error.message}})
    except MemoryError:
        return TOO_HEAVY
    except Exception:  # a fault in the reader is this document's alone, and its trace is wanted
        return _json({"error": {"code": "crashed", "trace": traceback.format_exc()[-LONGEST_TRACE:]}})


def _json(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
