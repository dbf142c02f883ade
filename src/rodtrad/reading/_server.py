"""The process that forks a child for every document: `python -m rodtrad.reading._server FD MODULE:FUNCTION`.

FD is its end of a control socket. There it reads one line of configuration, imports and prepares what children do,
shuts itself in with them and answers "ready". Then, for every "r" with a socket passed beside it, it forks a child that
reads the document from that socket and answers there, and reports in one line of JSON how the child ended. "k", or the
end of the control socket, kills the child. It has one thread and one child at a time, so that forking is safe.
"""

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from typing import Any, Final

from rodtrad.reading._child import Task, run
from rodtrad.reading.confinement import shut_in_reader
from rodtrad.reading.knowledge import Knowledge
from rodtrad.reading.limits import Limits

READ: Final = b"r"
KILL: Final = b"k"
READY: Final = b"ready\n"


def configuration(limits: Limits, knowledge: Knowledge) -> bytes:
    """The line that a server is started with."""
    return json.dumps({"limits": asdict(limits), "knowledge": knowledge.to_json()}).encode() + b"\n"


def serve(control: socket.socket, task_name: str) -> None:
    """Prepare, then fork a child a request until the control socket ends."""
    told = json.loads(control.makefile("rb", buffering=0).readline())
    limits, knowledge = Limits(**told["limits"]), Knowledge.from_json(told["knowledge"])
    module, _, function = task_name.partition(":")
    task: Task = getattr(importlib.import_module(module), function)(knowledge)
    shut_in_reader()
    woken = _woken_by_children()
    gc.freeze()  # or every child's first collection would copy all that the server has loaded
    control.sendall(READY)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        if message != READ:
            continue  # a "k" for a child that ended before it came
        server = os.getpid()
        child = os.fork()
        if child == 0:
            run(task, descriptors[0], limits, server)
        os.close(descriptors[0])
        control.sendall(json.dumps(_wait(child, control, woken, limits.wall)).encode() + b"\n")


def _woken_by_children() -> socket.socket:
    """A socket that becomes readable when a child ends, so that select can wait for it."""
    reader, writer = socket.socketpair()
    reader.setblocking(False)
    writer.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(writer.detach(), warn_on_full_buffer=False)
    return reader


def _wait(child: int, control: socket.socket, woken: socket.socket, wall: float) -> dict[str, Any]:
    """How the child ended: by itself, because it was let go of, or because its time was over."""
    deadline = time.monotonic() + wall
    let_go = overdue = False
    while True:
        pid, status, usage = os.wait4(child, 0 if let_go or overdue else os.WNOHANG)
        if pid:
            code = os.waitstatus_to_exitcode(status)
            told = {"exit": code, "let_go": let_go, "overdue": overdue}
            return told | {"memory": usage.ru_maxrss, "cpu": usage.ru_utime + usage.ru_stime}
        ready, _, _ = select.select([control, woken], [], [], max(0.0, deadline - time.monotonic()))
        if woken in ready:
            with suppress(BlockingIOError):
                woken.recv(64)
            continue
        _kill(child)
        let_go, overdue = bool(ready), not ready
        if let_go and control.recv(1) != KILL:
            sys.exit()


def _kill(child: int) -> None:
    """End the child and what it may have started; it leads a group of its own once it has confined itself."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)


if __name__ == "__main__":
    # Who started it may leave at any time, and that is no fault of the server's.
    with socket.socket(fileno=int(sys.argv[1])) as listening, suppress(BrokenPipeError, ConnectionResetError):
        try:
            serve(listening, sys.argv[2])
        finally:
            signal.set_wakeup_fd(-1)  # a child that ends now has nobody left to wake
