"""What a file may do to the machine once it has taken over the program that opens it: nothing.

Who opens a file from outside is shut in first. Two kinds of processes are:

- **a reader**, our own code that has been handed the bytes: it reaches no network and no other process, writes nothing,
  and reads nothing but the programs it is made of. `shut_in_reader` in the process that forks readers, which need no
  more than it does, then `guard_reader` in each.
- **a program** of others, as LibreOffice, in a folder of its own: it reaches no network and no other process, writes
  in its folder alone, and reads that and what it is installed with. `shut_in_program`, then exec; where something of
  ours starts the program again and again, that opens no file, and `start_nothing` is for those that do.

Each protection is had in more than one way, as the kernel allows: networks in a namespace and by a filter of system
calls, files by Landlock and, for a reader, by that filter. What a machine lacks is asked of `trial.shortcomings`, which
does not look for features but tries what must not work.
"""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Iterable
from glob import glob
from pathlib import Path
from typing import Final

import rodtrad
from rodtrad.reading.confinement import landlock, seccomp
from rodtrad.reading.confinement.process import (
    TEMPORARY,
    become_nobody,
    enter_own_world,
    gain_nothing,
    hand_over,
    leave_network,
)

__all__ = ["guard_reader", "shut_in_program", "shut_in_reader", "start_nothing"]

# What a library may load when it is first used: other libraries, fonts, time zones. No data of the installation's.
SHARED: Final = ("/usr/lib", "/usr/lib64", "/usr/share", "/lib", "/lib64", "/etc/fonts", "/dev/urandom")
# What a program of others looks up besides.
LOOKED_UP: Final = ("/etc/ld.so.cache", "/etc/localtime", "/usr/local/share/fonts", "/var/cache/fontconfig")
# By which the system starts a program that has libraries.
LOADERS: Final = ("/lib*/ld-linux*", "/lib/ld-musl*")
NOWHERE: Final = "/dev/null"


def shut_in_reader() -> None:
    """Keep this process and its children from the network and from all files but the program's own.

    Once it holds, what is loaded late must be of Python's, the program's or the system's libraries.
    """
    leave_network()
    gain_nothing()
    landlock.restrict(readable=(*python_itself(), *SHARED), writable=(NOWHERE,))


def guard_reader() -> None:
    """Take from this process, for good, the system calls by which it could reach others, or change a file."""
    seccomp.restrict(seccomp.reader(os.getpid()))


def start_nothing() -> None:
    """Let this process, and the program that it may become, start no other."""
    seccomp.restrict(seccomp.ALONE)


def shut_in_program(program: str, folder: Path, *, parts: Iterable[str]) -> Path:
    """Keep this process, and the program that it is about to become, from the network and from all files but
    `folder`, the system's libraries and fonts, and the `parts` that the program is installed with. It may run nothing
    but the program. Root becomes nobody, and the folder nobody's.

    Returns what the folder is called from here on.
    """
    own = enter_own_world(folder)
    gain_nothing()
    # While root still may look at what is to be readable. LibreOffice needs a socket to itself among the temporary
    # files and removes what its last start left, so where it has to share them with others it may do that.
    landlock.restrict(
        readable=(*python_itself(), *SHARED, *LOOKED_UP, *parts),
        runnable=(program, *(found for loader in LOADERS for found in glob(loader))),
        writable=(str(own), NOWHERE),
        sockets=() if own == TEMPORARY else (str(TEMPORARY),),
    )
    if os.geteuid() == 0:
        hand_over(own)
    become_nobody()
    seccomp.restrict(seccomp.PROGRAM)
    return own


def python_itself() -> tuple[str, ...]:
    """Where the modules of this Python and of this program lie."""
    paths = sysconfig.get_paths()
    return (
        *(paths[kind] for kind in ("stdlib", "platstdlib", "purelib", "platlib")),
        str(Path(rodtrad.__file__).parent),
    )
