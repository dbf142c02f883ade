"""What a child may do wrong, chosen by the name of the document: the function that `test_contained.py` lets it run."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from rodtrad.reading._child import ANSWER_FD, OPEN_FILES, Task
from rodtrad.reading.json_form import to_json
from rodtrad.reading.knowledge import Knowledge
from rodtrad.reading.pictures import BEGINS as PNG_BEGINS
from rodtrad.reading.pictures import ENDS as PNG_ENDS
from rodtrad.reading.record import Record
from rodtrad.reading.sources import Unreadable

ANSWER = {
    "text": "Protokoll",
    "line_starts": [0],
    "page_starts": [0],
    "page_sizes": [],
    "record": to_json(Record(kind="minutes")),
}
PR_GET_PDEATHSIG = 2


def prepare(knowledge: Knowledge) -> Task:
    """As `_task.prepare`: the function that children run."""

    def task(name: str, data: bytes, page_read: Callable[[int], None]) -> dict[str, Any]:
        if name == "read-pages":
            return read_pages(data, page_read)
        return MISDEEDS.get(name, well)(data)

    return task


def read_pages(data: bytes, page_read: Callable[[int], None]) -> dict[str, Any]:
    """Work for two seconds, on pages that take less than they are worth."""
    for page in range(1, 15):
        while time.process_time() < page * 0.15:
            pass
        page_read(14)
    return ANSWER


def well(data: bytes) -> dict[str, Any]:
    return ANSWER | {"text": data.decode()}


def kill_itself(data: bytes) -> dict[str, Any]:
    signal.raise_signal(signal.SIGKILL)
    return ANSWER


def crash(data: bytes) -> dict[str, Any]:
    ctypes.string_at(0)
    return ANSWER


def fail(data: bytes) -> dict[str, Any]:
    raise KeyError("något i läsaren")


def leave_out_a_page(data: bytes) -> dict[str, Any]:
    os.write(ANSWER_FD, b"1/3\n3/3\n")
    return ANSWER


def say_too_many_pages(data: bytes) -> dict[str, Any]:
    os.write(ANSWER_FD, b"1/1234567\n")
    return ANSWER


def refuse(data: bytes) -> dict[str, Any]:
    raise Unreadable("undecodable", "Filens teckenkodning känns inte igen.")


def exhaust_memory(data: bytes) -> dict[str, Any]:
    kept = []
    while True:
        kept.append(bytearray(10_000_000))


def loop(data: bytes) -> dict[str, Any]:
    while True:
        pass


def recurse(data: bytes) -> dict[str, Any]:
    return recurse(data)


def sleep(data: bytes) -> dict[str, Any]:
    time.sleep(60)
    return ANSWER


def end_silently(data: bytes) -> dict[str, Any]:
    os._exit(0)


def write(*parts: bytes) -> None:
    with socket.socket(fileno=os.dup(ANSWER_FD)) as connection:
        for part in parts:
            connection.sendall(part)


def garbage(data: bytes) -> dict[str, Any]:
    write(b"\xff\x00{]")
    os._exit(0)


def nothing_but_brackets(data: bytes) -> dict[str, Any]:
    write(b"[" * 900_000)
    os._exit(0)


def babble(data: bytes) -> dict[str, Any]:
    while True:
        write(b"bla " * 100_000)


def half_a_pair(data: bytes) -> dict[str, Any]:
    return ANSWER | {"text": "\ud83d"}


def nul(data: bytes) -> dict[str, Any]:
    return ANSWER | {"text": "a\x00b"}


def no_record(data: bytes) -> dict[str, Any]:
    return ANSWER | {"record": {"format": 1, "kind": "dikt"}}


def starts_outside(data: bytes) -> dict[str, Any]:
    return ANSWER | {"line_starts": [0, 10_000]}


def linger(data: bytes) -> dict[str, Any]:
    os.close(ANSWER_FD)
    time.sleep(60)
    return ANSWER


def kill_server(data: bytes) -> dict[str, Any]:
    os.kill(os.getppid(), 9)
    time.sleep(60)
    return ANSWER


def start_process(data: bytes) -> dict[str, Any]:
    if os.fork() == 0:
        time.sleep(60)
    return ANSWER


def write_file(data: bytes) -> dict[str, Any]:
    Path(data.decode()).write_text("skrivet av ett dokument")
    return ANSWER


def is_open(descriptor: int) -> bool:
    with suppress(OSError):
        return bool(os.fstat(descriptor))
    return False


def tell_limits(data: bytes) -> dict[str, Any]:
    """The limits a child has, in its text."""
    death = ctypes.c_int()
    ctypes.CDLL(None).prctl(PR_GET_PDEATHSIG, ctypes.byref(death), 0, 0, 0)
    kinds = ("AS", "CPU", "FSIZE", "NOFILE", "NPROC", "CORE")
    limits = {kind: resource.getrlimit(getattr(resource, f"RLIMIT_{kind}"))[0] for kind in kinds}
    told = limits | {
        "death": death.value,
        "uid": os.geteuid(),
        "files": [number for number in range(OPEN_FILES) if is_open(number)],
        "django": "django" in sys.modules,
    }
    return ANSWER | {"text": repr(told)}


MISDEEDS: dict[str, Callable[[bytes], dict[str, Any]]] = {
    name.replace("_", "-"): function
    for name, function in list(globals().items())
    if callable(function) and name != "read_pages"
}


DRAWINGS: dict[str, dict[str, Any]] = {
    "1": {"picture": "### ingen base64 ###"},
    "2": {"picture": b64encode(b"GIF89a").decode()},
    "3": {"picture": 4711},
    "4": {},
    "5": {"picture": b64encode(PNG_BEGINS + b"\xff" * 8 + PNG_ENDS).decode()},  # four milliards of dots each way
}


def prepare_drawing(knowledge: Knowledge) -> Callable[[str, bytes], dict[str, Any]]:
    """As `_draw.prepare`: answers by the number of the page, or does what the document says."""

    def task(name: str, data: bytes, page_read: Callable[[int], None] = lambda pages: None) -> dict[str, Any]:
        page = name.rpartition(" ")[2]
        return DRAWINGS[page] if page in DRAWINGS else MISDEEDS[data.decode()](data)

    return task
