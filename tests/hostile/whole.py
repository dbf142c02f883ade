"""A good file of each format, with the text of a sample."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path

from scripts.making.pdf import office
from tests.hostile.others import html, mail, odt

SAMPLES = Path(__file__).parents[2] / "samples"
TEXT = (SAMPLES / "styrgruppen-2024-12-06.txt").read_text()
LINES = [escape(line) for line in TEXT.splitlines()]


@cache
def doc() -> bytes:
    """An old Word file, as LibreOffice writes one."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = [str(office()), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "doc"]
        word = SAMPLES / "aldregruppen-2026-08-27.docx"
        subprocess.run([*wanted, "--outdir", folder, str(word)], check=True, capture_output=True, timeout=300)
        return Path(folder, f"{word.stem}.doc").read_bytes()


def sample(name: str) -> Callable[[], bytes]:
    return (SAMPLES / name).read_bytes


WHOLE: dict[str, Callable[[], bytes]] = {
    "txt": sample("styrgruppen-2024-12-06.txt"),
    "docx": sample("aldregruppen-2026-08-27.docx"),
    "pdf": sample("styrgruppen-2026-02-13.pdf"),
    "odt": lambda: odt("".join(f"<text:p>{line}</text:p>" for line in LINES)),
    "html": lambda: html("".join(f"<p>{line}</p>" for line in LINES)),
    "eml": lambda: mail(TEXT.encode()),
    "rtf": lambda: b"{\\rtf1\\ansi " + TEXT.replace("\n", "\\par ").encode("cp1252", "replace") + b"}",
    "doc": doc,
}
