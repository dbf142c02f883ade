"""A PostgreSQL server of one's own for the length of a test run."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

OLDEST = 15  # the oldest version we promise to run on


def binaries() -> Path | None:
    """Where the newest server programs lie that are not older than OLDEST; None where there are none."""
    found = [
        (int(path.parent.parent.name), path.parent)
        for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")
        if path.parent.parent.name.isdecimal()
    ]
    if initdb := shutil.which("initdb"):
        told = subprocess.run([initdb, "--version"], capture_output=True, text=True, check=True).stdout
        found.append((int(re.findall(r"\d+", told)[0]), Path(initdb).parent))
    version, folder = max(found, default=(0, None))
    return folder if version >= OLDEST else None


@contextmanager
def throwaway_cluster(programs: Path) -> Iterator[str]:
    """Start a server that answers on a socket in a folder of its own, and yield its DATABASE_URL.

    Stopped and removed afterwards, whatever happened. As root it runs as the user postgres, since it refuses root.
    Raises CalledProcessError, with the server's own words on standard error, where it does not start.
    """
    # Not in TMPDIR: the path of a socket may have 107 characters, and the user postgres must be let in.
    folder = Path(tempfile.mkdtemp(prefix="rodtrad-pg-", dir="/tmp"))
    data, log = folder / "data", folder / "log"
    identity: dict[str, Any] = {}
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        identity = {"user": "postgres", "group": "postgres", "extra_groups": []}

    def run(program: str, *arguments: str) -> None:
        subprocess.run([programs / program, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=folder, **identity)

    try:
        run("initdb", "-D", str(data), "-U", "rodtrad", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        # It lives for minutes: safety against power cuts would only cost time.
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        run("pg_ctl", "-D", str(data), "-l", str(log), "-o", options, "-w", "start")
        try:
            yield f"postgres://rodtrad@{quote(str(folder), safe='')}/postgres"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
