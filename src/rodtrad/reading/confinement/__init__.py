"""What a file may do to the machine once it has taken over the program that opens it: nothing.

Who opens a file from outside is shut in first. Two kinds of processes are:

- **a reader**, our own code that has been handed the bytes: it reaches no network and no other process, writes nothing,
  and reads nothing but the programs it is made of. `shut_in_reader` in the process that forks readers, which need no
  more than it does, then `guard_reader` in each.
- **a program** of others, as LibreOffice, in a folder of its own: it reaches no network, writes in its folder alone,
  and reads that and what is installed. `shut_in_program`, then exec.

Each protection is had in more than one way, as the kernel allows: networks in a namespace and by a filter of system
calls, files by Landlock and, for a reader, by that filter. What a machine lacks is asked of `trial.shortcomings`, which
does not look for features but tries what must not work.
"""

from __future__ import annotations

import os
import sysconfig
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

__all__ = ["guard_reader", "shut_in_program", "shut_in_reader"]

# What a library may load when it is first used: other libraries, fonts, time zones. No data of the installation's.
SHARED: Final = ("/usr/lib", "/usr/lib64", "/usr/share", "/lib", "/lib64", "/etc/fonts", "/dev/urandom")
# What a program of others needs besides: itself, and how the machine is set up for printing and languages.
INSTALLED: Final = (
    *SHARED,
    "/usr",
    "/bin",
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/etc/libreoffice",
    "/etc/group",
    "/etc/locale.alias",
    "/etc/localtime",
    "/etc/nsswitch.conf",
    "/etc/papersize",
    "/etc/passwd",
    "/var/cache/fontconfig",
    "/var/lib/ghostscript",
    "/var/lib/libreoffice",
    "/var/spool/libreoffice",
    "/proc",
    "/sys/devices/system/cpu",
)
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


def shut_in_program(program: str, folder: Path) -> Path:
    """Keep this process, and the program that it is about to become, from the network and from all files but
    `folder` and what is installed. Root becomes nobody, and the folder nobody's.

    Returns what the folder is called from here on.
    """
    own = enter_own_world(folder)
    gain_nothing()
    installed = str(Path(program).resolve().parent.parent)
    # While root still may look at what is to be readable. LibreOffice needs a socket to itself among the temporary
    # files and removes what its last start left, so where it has to share them with others it may do that.
    landlock.restrict(
        readable=(*python_itself(), *INSTALLED, installed),
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
