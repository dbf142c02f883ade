"""Texts of the invented county rebuilt as Word and PDF: what was right in them as texts is right in every format."""

import shutil
from pathlib import Path

import pytest

from evaluation import rebuild
from evaluation.rebuild import Figures
from rodtrad.evaluation.places import Found, Places
from scripts.stages import ROOT

NAMES = ("styrgruppen-2024-12-06", "samverkansradet-2024-11-08", "handlingsplan-2025-2026")


@pytest.fixture
def call(tmp_path: Path) -> list[str]:
    (tmp_path / "texts").mkdir()
    (tmp_path / "gold").mkdir()
    for name in NAMES:
        shutil.copy(ROOT / "samples" / f"{name}.txt", tmp_path / "texts")
        shutil.copy(ROOT / "evaluation" / "gold" / f"{name}.json", tmp_path / "gold")
    parties = ROOT / "samples" / "parter.csv"
    folders = {"documents": tmp_path / "texts", "gold": tmp_path / "gold", "parties": parties}
    return [word for key, path in folders.items() for word in (f"--{key}", str(path))]


def test_texts_are_found_again_in_word_and_pdf(
    call: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rebuild.main([*call, "--out", str(tmp_path / "out"), "--bars"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in told] == ["docx", "pdf", "untagged"]
    assert all("micro_f1 1.0" in line for line in told)
    assert sorted(path.stem for path in (tmp_path / "out" / "pdf").glob("*.pdf")) == sorted(NAMES)


def test_what_is_short_of_its_bar_is_told() -> None:
    places = Places([Found("items", "Val", "Val", 1.0, 1.0), Found("items", "Val", "Mål", 0.3, 0.3)])
    figures = Figures("pdf", {"macro_f1": 0.95, "lowest": 0.75}, places, ["pdf/a.pdf: låst"])
    assert figures.short_of() == [
        "pdf: lowest 0.750 är under 0.8",
        "pdf: ställen 0.500 är under 0.98",
        "pdf/a.pdf: låst",
    ]


def test_nothing_is_written_into_the_repository(call: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        rebuild.main([*call, "--out", str(ROOT / "data" / "rebuilt")])
    assert stop.value.code == 2
