"""The parent's side of one reading server: sends a document, takes the answer, survives whatever happens there."""

import json
import logging
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, get_args

from rodtrad.reading._child import LONGEST_TRACE, request
from rodtrad.reading._server import KILL, READ, READY, configuration
from rodtrad.reading.knowledge import Knowledge
from rodtrad.reading.limits import Limits
from rodtrad.reading.sources import Unreadable
from rodtrad.reading.sources.errors import Code

logger = logging.getLogger("rodtrad.reading")

START_WITHIN: Final = 60.0
# How much later than its own wall clock the server may answer before it counts as dead.
GRACE: Final = 5.0
# A child that has answered, and a server that is let go of, get this long to end before they are killed.
LINGER: Final = 0.3
# The limit on processor time; the system where memory is out.
OUT_OF_BOUNDS: Final = (-signal.SIGXCPU, -signal.SIGKILL)
# NUL, which no database takes, or half a surrogate pair, which no file does: no reader of ours writes them.
UNWRITABLE = re.compile(rb"(?<!\\)(?:\\\\)*\\u(?:0000|[dD][89a-fA-F])")

# A child's word on the page it has read, of how many (0: not known), before its answer.
PAGE = re.compile(rb"(\d{1,6})/(\d{1,6})\n")
OnPage = Callable[[int, int], None]

TRY_AGAIN: Final = "Originalet är orört. Försök igen, och anmäl felet om det upprepas."


class Slot:
    """One server, started when it is first needed and anew when it has died. For one thread at a time."""

    def __init__(self, limits: Limits, knowledge: Knowledge, task: str) -> None:
        self._limits = limits
        self._knowledge = knowledge
        self._task = task
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._closed = False

    def ask(self, name: str, data: bytes, on_page: OnPage = lambda page, pages: None, spent: int = 0) -> dict[str, Any]:
        """What a child found in the document. Raises Unreadable whatever becomes of the child or the server.

        `on_page`: called with each page that the child says it has read, and how many there are or 0. `spent`: seconds
        of the child's work that the document has taken already.
        """
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                control = self._requested(theirs)
            answer = self._exchange(ours, request(name, data, spent), len(data), on_page)
        ended = self._how_it_ended(control, at_once=answer is None)
        if ended is None:
            self._stop()
            raise crashed()
        return self._judged(name, answer, ended)

    def let_go(self) -> None:
        """From any thread: the server and its child end, and who waits for them gets Unreadable."""
        self._closed = True
        if (control := self._control) is not None:
            with suppress(OSError):
                control.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Wait for the server's end. After `let_go`, when nobody asks any more."""
        self._stop()

    def _requested(self, theirs: socket.socket) -> socket.socket:
        """Ask for a child; a server that died since the last document is replaced once."""
        for _ in range(2):
            control = self._control or self._start()
            try:
                socket.send_fds(control, [READ], [theirs.fileno()])
            except OSError:
                self._stop()
            else:
                return control
        raise Unreadable("crashed", f"Läsningen kunde inte startas. {TRY_AGAIN}")

    def _start(self) -> socket.socket:
        if self._closed:
            raise Unreadable("crashed", "Läsningen avbröts.")
        self._control, theirs = socket.socketpair()
        with theirs, suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603  # nothing in the command comes from outside
                [sys.executable, "-P", "-m", "rodtrad.reading._server", str(theirs.fileno()), self._task],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # so that Ctrl-C reaches the parent alone, which then lets go in order
            )
            self._control.sendall(configuration(self._limits, self._knowledge))
        if _line(self._control, START_WITHIN) != READY:
            self._stop()
            raise Unreadable("crashed", f"Läsningen kunde inte startas. {TRY_AGAIN}")
        return self._control

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(LINGER)  # it ends by itself when the socket does
            self._process.kill()
            self._process.wait()
        self._control = self._process = None

    def _exchange(self, connection: socket.socket, asked: bytes, size: int, on_page: OnPage) -> bytes | None:
        """The child's answer; None where it says too much, or nothing while even the server is silent."""
        deadline = time.monotonic() + self._limits.wall + GRACE
        longest, answer = self._limits.longest_answer(size), _Answer(on_page)
        try:
            connection.settimeout(self._limits.wall + GRACE)
            with suppress(BrokenPipeError, ConnectionResetError):  # it ended before it had read it all
                connection.sendall(asked)
                connection.shutdown(socket.SHUT_WR)
            while part := _received(connection, deadline):
                answer.take(part)
                if answer.size > longest:
                    return None
        except ConnectionResetError:
            return b""
        except TimeoutError:
            return None
        return bytes(answer.held)

    def _how_it_ended(self, control: socket.socket, *, at_once: bool) -> dict[str, Any] | None:
        """The server's report of its child, which is killed at once or when it lingers; None from a dead server."""
        report = b"" if at_once else _line(control, LINGER)
        if report == b"":
            with suppress(OSError):
                control.sendall(KILL)
            report = _line(control, GRACE)
        return json.loads(report) if report else None

    def _judged(self, name: str, answer: bytes | None, ended: dict[str, Any]) -> dict[str, Any]:
        logger.debug("%s: %s", name, ended)
        if ended["overdue"] or (not ended["let_go"] and ended["exit"] in OUT_OF_BOUNDS):
            raise self._too_heavy()
        if answer is None or (not ended["let_go"] and ended["exit"] != 0) or _is_unwritable(answer):
            logger.error("%s: the child ended with %s", name, ended)
            raise crashed()
        try:
            told = json.loads(answer)
        except (ValueError, RecursionError) as error:
            raise crashed() from error
        if isinstance(told, dict) and isinstance(told.get("reading"), dict):
            return dict(told["reading"])
        raise self._refused(name, told.get("error") if isinstance(told, dict) else None)

    def _refused(self, name: str, error: Any) -> Unreadable:
        """What a child says that it could not read; one that can't say it in our words has crashed."""
        if not isinstance(error, dict) or error.get("code") not in get_args(Code):
            return crashed()
        if error["code"] == "too-heavy":
            return self._too_heavy()
        if trace := error.get("trace"):
            logger.error("%s could not be read:\n%s", name, str(trace)[:LONGEST_TRACE])
        message = error.get("message")
        return Unreadable(error["code"], message) if isinstance(message, str) else crashed()

    def _too_heavy(self) -> Unreadable:
        return Unreadable(
            "too-heavy",
            f"Dokumentet är för tungt att läsa: gränsen är {self._limits.in_words}. "
            "Dela upp det, eller spara det som ren text, och försök igen.",
        )


class _Answer:
    """What has come from a child: its words on pages, which are passed on as they come, and then the answer itself."""

    def __init__(self, on_page: OnPage) -> None:
        self.held, self.size = bytearray(), 0
        self._on_page, self._page = on_page, 0

    def take(self, part: bytes) -> None:
        self.held += part
        self.size += len(part)
        # Pages come one by one; what says anything else is left to be no answer.
        while (told := PAGE.match(self.held)) and int(told[1]) == self._page + 1:
            self._page += 1
            self._on_page(self._page, int(told[2]))
            del self.held[: told.end()]


def _is_unwritable(answer: bytes) -> bool:
    # Hardly any answer has such an escape, and the pattern is tried at every byte.
    return b"\\u" in answer and UNWRITABLE.search(answer) is not None


def crashed() -> Unreadable:
    """A document whose reading ended without an answer that can be used."""
    return Unreadable("crashed", f"Läsningen avbröts oväntat. {TRY_AGAIN}")


def _received(connection: socket.socket, deadline: float) -> bytes:
    remaining = deadline - time.monotonic()
    if remaining <= 0:
        raise TimeoutError
    connection.settimeout(remaining)
    return connection.recv(1 << 16)


def _line(control: socket.socket, within: float) -> bytes:
    """One line of the server's; empty where it doesn't come in time, or the server is dead."""
    line, deadline = b"", time.monotonic() + within
    try:
        while not line.endswith(b"\n"):
            part = _received(control, deadline)
            if not part:
                return b""
            line += part
    except OSError:
        return b""
    return line
