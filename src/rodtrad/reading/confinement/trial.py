"""What confinement holds on this machine, found by trying what must not work.

`python -m rodtrad.reading.confinement.trial` prints, as JSON, which attempts succeeded in a process that is shut in as
a reader, as a program, and not at all.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rodtrad.reading.confinement import guard_reader, shut_in_program, shut_in_reader, start_nothing
from rodtrad.reading.confinement.process import TEMPORARY
from rodtrad.scratch import scratch

SECONDS: Final = 30.0
WAIT: Final = 0.5
# A program may have another /tmp, and what lies there would be out of its reach for that reason alone.
BESIDE: Final = Path("/var/tmp")  # noqa: S108  # the folder in it is made safely
TRIED_ALL: Final = "."
KINDS: Final = ("reader", "program", "free")
# What a person is told, by what succeeded.
NETWORK: Final = "nå nätverket och andra program"
WRITE: Final = "skriva utanför sin egen mapp"
REMOVE: Final = "ta bort andras tillfälliga filer"
READ: Final = "läsa andra filer än sin egen"
SEE: Final = "se vad mer som körs"
START: Final = "starta andra program"
WHO: Final = {"reader": "Den process som läser ett dokument", "program": "LibreOffice och andra hjälpprogram"}
WHAT_TO_DO: Final = (
    "Kör Rödtråd på Linux 5.13 eller nyare, där Landlock är påslaget (”landlock” står i /sys/kernel/security/lsm) och "
    "tjänsten får använda landlock, seccomp och egna namnrymder (unshare)"
)
UNTRIED: Final = "Det gick inte att pröva vad en fientlig fil kan göra med den process som läser den."


@dataclass(frozen=True, slots=True)
class Place:
    """What an attempt may reach for: files that anybody may read and write, and sockets that are listened to."""

    folder: Path
    temporary: Path
    tcp: int
    udp: int

    @property
    def file(self) -> Path:
        return self.folder / "register"

    @property
    def unix(self) -> str:
        return str(self.folder / "socket")


def connect(place: Place) -> None:
    with socket.create_connection(("127.0.0.1", place.tcp), WAIT):
        return


def send(place: Place) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"x", ("127.0.0.1", place.udp))


def resolve(place: Place) -> None:
    # An answer that needs no server would prove nothing; a resolver's first step is a socket of this kind.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.connect(("192.0.2.1", 53))


def reach_socket(place: Place) -> None:
    with socket.socket(socket.AF_UNIX) as reaching:
        reaching.settimeout(WAIT)
        reaching.connect(place.unix)


def create(place: Place) -> None:
    (place.folder / "new").touch()


def overwrite(place: Place) -> None:
    with place.file.open("r+b") as file:
        file.write(b"")


def truncate(place: Place) -> None:
    os.truncate(place.file, 0)


def remove(place: Place) -> None:
    place.file.rename(place.folder / "moved")


def remove_temporary(place: Place) -> None:
    place.temporary.unlink()


def read(place: Place) -> None:
    place.file.read_bytes()


def list_folder(place: Place) -> None:
    os.listdir(place.folder)


def list_processes(place: Place) -> None:
    os.listdir("/proc")


def read_accounts(place: Place) -> None:
    Path("/etc/passwd").read_bytes()


def start_another(place: Place) -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


ATTEMPTS: Final[dict[Callable[[Place], None], str]] = {
    connect: NETWORK,
    send: NETWORK,
    resolve: NETWORK,
    reach_socket: NETWORK,
    read: READ,
    list_folder: READ,
    read_accounts: READ,
    list_processes: SEE,
    start_another: START,
    create: WRITE,
    overwrite: WRITE,
    truncate: WRITE,
    remove: WRITE,
    remove_temporary: REMOVE,
}


def shortcomings() -> tuple[str, ...]:
    """What a hostile file could do on this machine although it should not, and what can be done about it, as Swedish
    sentences; empty where all holds. It is tried in processes of its own, which takes up to a second."""
    tried = subprocess.run(
        [sys.executable, "-P", "-m", "rodtrad.reading.confinement.trial"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        timeout=SECONDS,
        check=False,
    )
    try:
        return in_words(json.loads(tried.stdout))
    except ValueError:
        return (UNTRIED,)


def in_words(succeeded: dict[str, list[str]]) -> tuple[str, ...]:
    """A sentence for each kind of process that could do something; `succeeded`: attempts by name."""
    told = []
    for kind, who in WHO.items():
        could = dict.fromkeys(what for attempt, what in ATTEMPTS.items() if attempt.__name__ in succeeded[kind])
        if could:
            told.append(f"{who} kan {', '.join(could)}, om en fil tar över den.")
    return (*told, f"{WHAT_TO_DO}.") if told else ()


def tried() -> dict[str, list[str]]:
    """The names of the attempts that succeeded, by kind of process."""
    return {kind: _tried_by(kind) for kind in KINDS}


@contextmanager
def _a_place() -> Iterator[Place]:
    with (
        scratch(BESIDE if BESIDE.is_dir() else None) as folder,
        scratch(TEMPORARY) as shared,
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
        socket.socket(socket.AF_UNIX) as unix,
    ):
        udp.bind(("127.0.0.1", 0))
        place = Place(folder, shared / "of-others", tcp.getsockname()[1], udp.getsockname()[1])
        place.file.touch()
        place.temporary.touch()
        unix.bind(place.unix)
        unix.listen()
        # Open to all, so that nothing but confinement stands in the way.
        for path in (place.folder, place.file, place.folder / "socket", place.temporary.parent, place.temporary):
            path.chmod(0o777)
        yield place


def _tried_by(kind: str) -> list[str]:
    with _a_place() as place, scratch() as own:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            _in_child(kind, place, own, writing)
        os.close(writing)
        with open(reading, encoding="utf-8") as pipe:
            told = pipe.read()
        os.waitpid(child, 0)
    if not told.endswith(TRIED_ALL):
        raise RuntimeError(f"the attempts of a {kind} ended early")
    return told.removesuffix(TRIED_ALL).split()


def _in_child(kind: str, place: Place, own: Path, writing: int) -> None:
    """Try everything; the pipe was opened before, and whatever else happens ends the process."""
    try:
        if kind == "reader":
            shut_in_reader()
            guard_reader()
        elif kind == "program":
            own = shut_in_program(sys.executable, own, parts=())
            start_nothing()
            (own / "allowed").write_text("or the trial would prove nothing")
        succeeded = [attempt.__name__ for attempt in ATTEMPTS if _succeeds(attempt, place)]
        os.write(writing, (" ".join(succeeded) + TRIED_ALL).encode())
    finally:
        os._exit(0)


def _succeeds(attempt: Callable[[Place], None], place: Place) -> bool:
    with suppress(OSError):
        attempt(place)
        return True
    return False


if __name__ == "__main__":
    "".encode("idna")  # Python loads what it needs to resolve a name when it first does, and nobody may not be let to
    print(json.dumps(tried()))
