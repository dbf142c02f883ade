"""The guard against copying must be able to fail: invented documents, and a repository that copies from them."""

import json
import subprocess
from pathlib import Path

import pytest

from evaluation.check_copied import main, names_in

FIRST = """Protokoll från Höglands samråd

Närvarande: Ture Klingvall, Asta-Maria Brodd

Ordföranden Ture Klingvall berättar om den nya bassängen och varför vattnet numera är så kallt om vintern.
Protokollet läggs ned i den stora kistan vid porten.
Kommundirektör Vidar Sköldfors var inte där.
"""
SECOND = "Protokollet läggs ned i den stora kistan vid porten.\nFöredragande: Rut Ängmo\n"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder, gold = tmp_path / "shared" / "seeds", tmp_path / "shared" / "reading" / "gold"
    folder.mkdir(parents=True)
    gold.mkdir(parents=True)
    (folder / "hogland.txt").write_text(FIRST, encoding="utf-8")
    (folder / "lagland.txt").write_text(SECOND, encoding="utf-8")
    record = {"attendance": [{"name": "Ture Klingvall"}, {"name": "Asta-Maria Brodd"}], "items": []}
    (gold / "hogland.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "main"
    (folder / "evaluation").mkdir(parents=True)
    subprocess.run(["/usr/bin/env", "git", "init", "-q", str(folder)], check=True)
    return folder


def checked(root: Path, seeds: Path, **files: str) -> int:
    for name, text in files.items():
        path = root / ("evaluation/stock_phrases.txt" if name == "stock" else f"{name}.py")
        path.write_text(text, encoding="utf-8")
    subprocess.run(["/usr/bin/env", "git", "-C", str(root), "add", "."], check=True)
    return main(["--root", str(root), "--seeds", str(seeds)])


@pytest.mark.parametrize(
    "copied, told",
    [
        ("# ture KLINGVALL skrev", "namn: ture klingvall"),  # from the gold record, whatever the case
        ("x = 'Asta-Maria Brodd'", "namn: asta maria brodd"),
        ("Rut Ängmo", "namn: rut ängmo"),  # from the text alone
        ("om den nya bassängen, och varför!", "sex ord i följd: om den nya bassängen och varför"),
        ("om **den** nya <b>bassängen</b>\\noch\n# varför", "sex ord i följd"),  # mark-up, line breaks
        ("varför vattnet numera är så kallt om vintern", "sex ord i följd: varför vattnet numera är så kallt"),
        ("inte där. Protokollet läggs ned i den stora", "sex ord i följd"),
    ],
)
def test_a_copy_is_found(root: Path, seeds: Path, capsys: pytest.CaptureFixture[str], copied: str, told: str) -> None:
    assert checked(root, seeds, module=copied) == 1
    assert told in capsys.readouterr().out


@pytest.mark.parametrize(
    "own",
    [
        "Ture hälsar",  # a first name
        "Klingvall",
        "om den nya bassängen och",  # five words
        "om den nya simbassängen och varför",
        "Höglands samråd",  # capitalised, but "samråd" is a word
    ],
)
def test_what_is_no_copy_passes(root: Path, seeds: Path, own: str) -> None:
    assert checked(root, seeds, module=own) == 0


def test_a_long_copy_is_told_once_with_its_line(root: Path, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checked(root, seeds, module="\n\nvarför vattnet numera är så kallt om vintern\n")
    assert capsys.readouterr().out.count("sex ord") == 1
    checked(root, seeds, module="\n\nvarför vattnet numera är så kallt om vintern\n")
    assert "module.py:3:" in capsys.readouterr().out


def test_only_tracked_files_are_read(root: Path, seeds: Path) -> None:
    assert checked(root, seeds, module="eget") == 0
    (root / "lokalt.txt").write_text("Rut Ängmo", encoding="utf-8")
    assert main(["--root", str(root), "--seeds", str(seeds)]) == 0


def test_text_in_windows_1252_is_read(root: Path, seeds: Path) -> None:
    (root / "gammal.txt").write_bytes("Rut Ängmo".encode("windows-1252"))
    assert checked(root, seeds) == 1


PHRASE = "Protokollet läggs ned i den stora kistan vid porten"


@pytest.mark.parametrize(
    "line, code, told",
    [
        (f"{PHRASE} | två dokument", 0, "0 fynd"),
        (f"{PHRASE} | så står det i lagen", 0, "0 fynd"),
        (f"{PHRASE} |", 1, "frasen saknar skäl"),
        (PHRASE, 1, "frasen saknar skäl"),
        ("om den nya bassängen och varför | två dokument", 1, "frasen står inte i två av dokumenten"),
        ("# bara en kommentar", 1, "sex ord i följd"),
    ],
)
def test_stock_phrases_need_a_reason_that_is_true(
    root: Path, seeds: Path, capsys: pytest.CaptureFixture[str], line: str, code: int, told: str
) -> None:
    assert checked(root, seeds, module=f"# {PHRASE}", stock=line) == code
    assert told in capsys.readouterr().out


def test_without_the_documents_it_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(root), "--seeds", str(root / "finns-inte")]) == 0
    assert "UTELÄMNAD" in capsys.readouterr().out


def test_names_in_text_are_neither_places_nor_words() -> None:
    text = "Vidar Sköldfors från Höglands Samråd i Norra Hede. Ett samråd."
    assert list(names_in(text, frozenset({"hede"}))) == ["Vidar Sköldfors"]
