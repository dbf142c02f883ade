"""The same minutes in every format: made from a sample by LibreOffice, read, and found to say the same."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import Any

import pytest

from rodtrad.reading.contained import ContainedReader, Outcome
from rodtrad.reading.parties import read_parties
from scripts.making.pdf import office
from scripts.stages import ROOT

SAMPLES = ROOT / "samples"
WORD = "aldregruppen-2026-03-19", "samordningsgruppen-2025-09-18", "overenskommelse-korttidsplatser-2026"
TEXT = "analysgruppen-2026-04-29"
# Where a fact stands, and by which rule it was found, is each format's own.
OF_THE_PLACE = frozenset({"lines", "chars", "page", "places", "box", "rule", "confidence", "head_places"})


def said(told: Any) -> Any:
    """A record without its places."""
    if isinstance(told, dict):
        return {key: said(value) for key, value in told.items() if key not in OF_THE_PLACE}
    return [said(value) for value in told] if isinstance(told, list) else told


@pytest.fixture(scope="module")
def reader() -> Iterator[ContainedReader]:
    with ContainedReader(jobs=1, parties=read_parties(SAMPLES / "parter.csv")) as reader:
        yield reader


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, program = tmp_path_factory.mktemp("twins"), office()
    assert program is not None
    for form in ("odt", "rtf", "doc", "html"):
        wanted = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form]
        files = [str(SAMPLES / f"{name}.docx") for name in WORD]
        subprocess.run([*wanted, "--outdir", str(folder), *files], check=True, capture_output=True, timeout=300)
    return folder


def read(reader: ContainedReader, *files: tuple[str, bytes | Path]) -> list[Any]:
    outcomes: list[Outcome] = list(reader.read(files))
    assert [outcome.error for outcome in outcomes] == [None] * len(files)
    return [said(outcome.reading.json) for outcome in outcomes if outcome.reading]


@pytest.mark.parametrize("form", ["odt", "rtf", "doc", "html"])
@pytest.mark.parametrize("name", WORD)
def test_what_is_found_is_what_the_word_file_says(reader: ContainedReader, made: Path, name: str, form: str) -> None:
    word, other = read(reader, (name, SAMPLES / f"{name}.docx"), (f"{name}.{form}", made / f"{name}.{form}"))
    assert len(word["decisions"] or word["agreements"]) > 0 and other == word


def test_what_is_found_in_a_mail_and_its_page_is_what_the_text_says(reader: ContainedReader) -> None:
    text = (SAMPLES / f"{TEXT}.txt").read_text(encoding="utf-8")
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Rut Ek <rut@example.se>", "Protokoll från den 3 maj 2022"
    mail.set_content(text)
    page = f"<!doctype html><meta charset=utf-8><main><pre>{escape(text)}</pre></main>"
    files = ((f"{TEXT}.txt", text.encode()), (f"{TEXT}.eml", mail.as_bytes()), (f"{TEXT}.html", page.encode()))
    plain, *others = read(reader, *files)
    assert len(plain["decisions"]) > 0 and others == [plain, plain]


def test_without_libreoffice_old_word_and_rtf_say_what_to_install(
    reader: ContainedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    (outcome,) = reader.read([("p.rtf", b"{\\rtf1 Protokoll}")])
    assert outcome.error is not None and outcome.error.code == "no-office"
    assert "sudo apt install libreoffice-writer-nogui" in outcome.error.message


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"x" * 99])
def test_what_libreoffice_can_not_open_is_told(reader: ContainedReader, data: bytes) -> None:
    (outcome,) = reader.read([("p.doc", data)])
    assert outcome.error is not None and outcome.error.code == "broken"
    assert "LibreOffice kunde inte öppna filen" in outcome.error.message
