"""Word files as PDF, by LibreOffice without a window."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from scripts.making.errors import NoOfficeError

SECONDS: Final = 600


def office() -> str | None:
    """The path of LibreOffice, or None where it is not on the machine."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def make_pdfs(words: Mapping[str, bytes], *, tagged: bool = True) -> dict[str, bytes]:
    """PDF files of Word files by their names (without ending). `tagged`: with the structure of the document.

    Raises NoOfficeError where LibreOffice is missing or leaves a file out.
    """
    program = office()
    if program is None:
        raise NoOfficeError("LibreOffice finns inte här (sudo apt install libreoffice-writer-nogui fonts-liberation)")
    if not words:
        return {}
    options = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": str(tagged).lower()}})
    with tempfile.TemporaryDirectory(prefix="rodtrad-making-") as scratch:
        folder = Path(scratch)
        for name, data in words.items():
            (folder / f"{name}.docx").write_bytes(data)
        # A profile of its own: a running LibreOffice, or another call at the same time, would take the work over.
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
        command += [
            f"pdf:writer_pdf_Export:{options}",
            "--outdir",
            scratch,
            *(f"{folder}/{name}.docx" for name in words),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        made = {name: folder / f"{name}.pdf" for name in words}
        if left := [name for name, path in made.items() if not path.exists()]:
            raise NoOfficeError(
                f"LibreOffice gjorde ingen PDF av {', '.join(left)}: {(done.stderr or done.stdout).strip()}"
            )
        return {name: path.read_bytes() for name, path in made.items()}
