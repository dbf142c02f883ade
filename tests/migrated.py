"""A register on SQLite with its tables and nothing in them, made once by the command and copied: it takes seconds."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".cache" / "migrated"
OURS = ("DATABASE", "DJANGO", "RODTRAD")
DATABASE = "rodtrad.sqlite3"


def environment() -> dict[str, str]:
    """The environment without what chooses a register."""
    return {key: value for key, value in os.environ.items() if not key.startswith(OURS)}


def migrated_register() -> Path:
    """The folder (RODTRAD_DATA) of that register. It is kept until any file of the program or its lock changes."""
    KEPT.mkdir(parents=True, exist_ok=True)
    register = KEPT / _of_the_program()
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not register.exists():
            for old in KEPT.glob("*/"):
                shutil.rmtree(old)
            half = KEPT / "half"
            command = [sys.executable, "-P", "-m", "rodtrad.cli", "migrate"]
            subprocess.run(command, env=environment() | {"RODTRAD_DATA": str(half)}, check=True, timeout=120)
            with closing(sqlite3.connect(half / DATABASE)) as made:
                made.execute("PRAGMA journal_mode = DELETE")  # no file beside it comes and goes while it is copied
            half.rename(register)
    return register


def _of_the_program() -> str:
    files = (path for path in (ROOT / "src").rglob("*") if path.suffix in (".py", ".csv"))
    return sha256(b"".join(path.read_bytes() for path in (ROOT / "uv.lock", *sorted(files)))).hexdigest()
