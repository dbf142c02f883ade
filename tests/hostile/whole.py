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


def overwritten(first: float, length: int, by: bytes) -> Callable[[], bytes]:
    """The same with so many bytes after a part of it replaced."""

    def content() -> bytes:
        data = doc()
        start = int(first * len(data))
        return data[:start] + (by * length)[:length] + data[start + length :]

    return content


# Its first block says where everything lies.
OLD: dict[str, Callable[[], bytes]] = {
    "sizes beyond all": overwritten(536 / 32_000, 400, b"\xff"),
    "parts at the same place": overwritten(600 / 32_000, 800, b"\x00\x02\x00\x00"),
    "text for tables": overwritten(0.3, 3_000, b"Val\r"),
    "tables for text": overwritten(0.1, 3_000, b"\x07\x07\xff\x7f"),
    "half of it noise": overwritten(0.5, 9_000, bytes((n * n * 31 + n) % 251 for n in range(9_000))),
}


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
