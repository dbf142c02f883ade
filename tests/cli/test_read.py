from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from rodtrad.cli.reading import NOT_OURS
from rodtrad.reading.json_form import from_json
from tests.cli.calls import MINUTES, MOUNT, NOBODY, UNMOUNT, Call, minutes

# What is read


def test_one_document_is_one_record(call: Call, tmp_path: Path) -> None:
    code, out, err = call("read", minutes(tmp_path / "a.txt"), "--json")
    assert (code, err) == (0, "")
    record = from_json(json.loads(out))
    assert (record.kind, record.meeting and record.meeting.date) == ("minutes", "2023-03-03")


def test_several_are_a_line_each_and_json_is_what_a_pipe_gets(call: Call, tmp_path: Path) -> None:
    minutes(tmp_path / "d" / "b.md")
    minutes(tmp_path / "d" / "sub" / "a.txt", encoding="cp1252")
    code, out, err = call("read", "d")
    assert (code, err) == (0, "")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["file"] for line in lines] == ["d/b.md", "d/sub/a.txt"]
    assert {line["record"]["kind"] for line in lines} == {"minutes"}
    assert len({json.dumps(line["record"]) for line in lines}) == 1


def test_the_table_tells_what_does_not_add_up(call: Call, tmp_path: Path) -> None:
    text = MINUTES.replace("3 mars 2023", "torsdagen den 3 mars 2023")
    code, out, err = call("read", minutes(tmp_path / "a.txt", text), "--table")
    assert (code, err) == (0, "")
    assert re.search(r"a\.txt +Protokoll +\S.* 2023-03-03 +.*1 punkt", out)
    assert re.search(r"rad 3: .*torsdagen den 3 mars 2023", out)


def test_the_same_file_is_read_once(call: Call, tmp_path: Path) -> None:
    minutes(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    code, out, _ = call("read", "a.txt", ".", "./a.txt")
    assert code == 0
    assert from_json(json.loads(out)).kind == "minutes"


def test_what_is_no_document_is_left_alone_in_a_folder(call: Call, tmp_path: Path) -> None:
    minutes(tmp_path / "a.txt")
    for name in (".dold", "~$a.docx", "Thumbs.db", "README.md", ".git/x.txt"):
        minutes(tmp_path / name, "inget")
    assert call("read", ".", "--json")[0] == 0


def test_the_parties_beside_the_documents_are_known(call: Call, tmp_path: Path) -> None:
    minutes(tmp_path / "a.txt", MINUTES.replace("Norrviks kommun", "Sandhamra kommun"))
    minutes(tmp_path / "parter.csv", "kommunkod,kommun,lanskod,lan,region\n9003,Sandhamra,90,Ekeby län,\n")
    for path in ("a.txt", "."):
        code, out, err = call("read", path, "--json")
        assert (code, err) == (0, "")
        (person,) = json.loads(out)["attendance"]
        assert person["organisation"] == "Sandhamra kommun"
    for broken in ("kod,namn\n1,Ekeby\n", "lanskod,kommun\n90," + "x" * 200_000):
        minutes(tmp_path / "parter.csv", broken)
        code, _, err = call("read", ".")
        assert (code, "parter.csv: Filen med huvudmän kan inte läsas" in err) == (1, True)


# What is written


def test_records_are_written_beside_each_other(call: Call, tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "protokoll 2021.06", "utan ändelse"):
        minutes(tmp_path / "d" / name)
    code, out, err = call("read", "d", "--out", "ut/här")
    assert (code, out, err) == (0, "", "")
    written = sorted(path.name for path in (tmp_path / "ut/här").iterdir())
    assert written == ["a.json", "b.json", "protokoll 2021.06.json", "utan ändelse.json"]
    for path in (tmp_path / "ut/här").iterdir():
        assert from_json(json.loads(path.read_text())).kind == "minutes"
        assert path.stat().st_mode & 0o777 == 0o666 & ~umask()


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_records_in_the_folder_that_is_read_are_no_documents(call: Call, tmp_path: Path) -> None:
    minutes(tmp_path / "a.txt")
    for _ in range(2):
        assert call("read", ".", "--out", "ut") == (0, "", "")


def test_two_documents_with_one_record_are_refused_before_anything_is_written(call: Call, tmp_path: Path) -> None:
    minutes(tmp_path / "d" / "a.txt")
    minutes(tmp_path / "d" / "e" / "a.md")
    code, out, err = call("read", "d", "--out", "ut")
    assert (code, out) == (2, "")
    assert "d/a.txt och d/e/a.md skulle båda skrivas till ut/a.json" in err
    assert not (tmp_path / "ut").exists()


def test_a_record_never_overwrites_a_document(call: Call, tmp_path: Path) -> None:
    minutes(tmp_path / "a.json")
    minutes(tmp_path / "a.txt")
    code, _, err = call("read", "a.txt", "a.json", "--out", ".")
    assert code == 2
    assert "a.json" in err
    assert (tmp_path / "a.json").read_text() == MINUTES


# Bad input: each says which file, what and what can be done; the others are read


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("tom.txt", b"", "Filen är tom"),
        ("fel.txt", b"%PDF-1.7\n", "heter .txt men är i själva verket PDF"),
        ("p.pdf", b"%PDF-1.7\n", "skadad eller avkortad"),
        ("p.odt", b"PK\x03\x04opendocument.text", "OpenDocument-filen är skadad eller ofullständig"),
        ("binär.txt", bytes(range(256)), "binära data"),
        ("kyrilliska.txt", "Протокол заседания совета".encode("koi8-r"), "teckenkodning känns inte igen"),
        ("stor.txt", b"Protokoll " * 1000, "gränsen är 5 kB"),
        ("dikt.txt", b"Ute regnar det.\nInne sitter katten.\n", NOT_OURS),
        ("english.txt", b"Dear all,\nplease find the report attached.\n", NOT_OURS),
    ],
)
def test_a_document_that_gives_nothing_is_named_and_the_others_read(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, says: str
) -> None:
    monkeypatch.setenv("RODTRAD_MAX_BYTES", "5000")
    (tmp_path / name).write_bytes(data)
    minutes(tmp_path / "protokoll.txt")
    code, _, err = call("read", ".", "--out", "ut")
    assert code == 1
    (line,) = err.splitlines()
    assert line.startswith(f"{name}: ")
    assert says in line
    assert (tmp_path / "ut/protokoll.json").exists()
    assert (tmp_path / name).read_bytes() == data


def test_an_empty_folder_is_no_success(call: Call, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    code, out, err = call("read", "tom")
    assert (code, out) == (1, "")
    assert err == "tom: Mappen innehåller inga dokument. Ange en mapp eller fil med protokoll.\n"


def test_missing_files_and_broken_links_are_named(call: Call, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "bruten.txt").symlink_to("borta.txt")
    code, out, err = call("read", "borta.txt", "d")
    assert (code, out) == (1, "")
    assert "borta.txt: Filen finns inte." in err
    assert "d/bruten.txt: Länken pekar på en fil som inte finns." in err


def test_a_link_out_of_its_folder_is_told_and_not_followed(call: Call, tmp_path: Path) -> None:
    outside, folder = minutes(tmp_path / "utanför.txt"), tmp_path / "d"
    minutes(folder / "2023" / "a.txt")
    (folder / "inne.txt").symlink_to("2023/a.txt")
    (folder / "ute.txt").symlink_to(outside)
    code, out, err = call("read", "d", "--json")
    assert code == 1
    assert from_json(json.loads(out)).kind == "minutes"  # one document, as the link within is the same
    assert err.startswith("d/ute.txt: Länken leder ut ur mappen")
    assert call("read", "d/ute.txt", "--json")[0] == 0


@pytest.fixture
def ordinary_user(tmp_path: Path) -> Iterator[None]:
    """Root may do everything, so it steps down for a while."""
    if os.geteuid() != 0:
        yield
        return
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_files_and_folders_without_rights_are_named(call: Call, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    minutes(tmp_path / "hemlig.txt").chmod(0)
    minutes(tmp_path / "sluten" / "a.txt").parent.chmod(0)
    minutes(tmp_path / "öppen.txt").chmod(0o644)
    request.getfixturevalue("ordinary_user")
    code, _, err = call("read", "hemlig.txt", "sluten")
    assert code == 1
    assert "hemlig.txt: Du har inte rätt att läsa filen" in err
    assert "sluten: Mappen kan inte läsas (rättigheter saknas)" in err
    code, _, err = call("read", "öppen.txt", "--out", "ut")
    assert code == 1
    assert "Mappen ut kan inte skapas (rättigheter saknas). Välj en annan mapp för --out." in err


@pytest.mark.skipif(os.geteuid() != 0 or not MOUNT, reason="only root mounts a small disk")
def test_a_full_disk_leaves_whole_records_or_none(call: Call, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    for n in range(4):
        minutes(tmp_path / "d" / f"{n}.txt", MINUTES + "\nRut Ekman tackar för mötet.\n" * 50)
    if subprocess.run([MOUNT, "-t", "tmpfs", "-o", "size=8k", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("this machine mounts no disks")
    try:
        code, _, err = call("read", "d", "--out", disk)
        assert code == 1
        assert re.search(r"disk/\d\.json: Posten kunde inte skrivas \(disken är full\)\. Frigör utrymme", err)
        left = list(disk.iterdir())
        assert len(left) < 4
        for path in left:
            assert path.suffix == ".json"
            assert from_json(json.loads(path.read_text())).kind == "minutes"
    finally:
        subprocess.run([UNMOUNT, str(disk)], check=True)
