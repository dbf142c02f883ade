"""What the tests of the command share: its calls, and minutes to read."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-P", "-m", "rodtrad.cli"]
NOBODY = 65_534
MOUNT, UNMOUNT = shutil.which("mount") or "", shutil.which("umount") or ""
MINUTES = """Protokoll Styrgruppen Norrvik

Tid: 3 mars 2023 kl 9-11

Närvarande:
Rut Ekman, Norrviks kommun, ordförande

§ 1 Val av justerare

Beslut: att Rut Ekman utses att justera protokollet.
"""

Called = tuple[int, str, str]
Call = Callable[..., Called]


def minutes(path: Path, text: str = MINUTES, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def start(*arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


def wait_for(found: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.01)
