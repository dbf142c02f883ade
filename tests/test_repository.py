"""The order of the house: what holds for every tracked file, and the contracts that must be able to break."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from scripts.stages import ROOT

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
NOT_OURS = re.compile(r"/static/vendor/|/migrations/\d{4}_")  # written by others, or by makemigrations
COUNTED = (".py", ".sh", ".html", ".css", ".js")


def git(*arguments: str) -> str:
    command = ["/usr/bin/env", "git", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


@cache
def tracked() -> list[Path]:
    names = git("ls-files", "-z").split("\0")
    return [ROOT / name for name in names if name and not NOT_OURS.search(name) and (ROOT / name).is_file()]


def of_kind(*suffixes: str) -> list[Path]:
    return [path for path in tracked() if path.suffix in suffixes]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_no_file_is_long() -> None:
    long = {relative(path): len(lines(path)) for path in of_kind(*COUNTED)}
    assert {name: count for name, count in long.items() if count >= LONGEST_FILE} == {}


def test_functions_fit_a_screen() -> None:
    long = []
    for path in of_kind(".py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 >= LONGEST_FUNCTION:
                long.append(f"{relative(path)}:{node.lineno} {node.name}")
    assert long == []


def test_every_exception_to_a_rule_has_its_reason() -> None:
    exception = re.compile(r"#\s*(noqa\b|type:\s*ignore)(?P<rest>.*)")
    reason = re.compile(r"^(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|\[[\w,\s-]+\])\s+[-#(]\s*\w.*\s\w")
    bare = [
        f"{relative(path)}:{number}"
        for path in of_kind(".py")
        for number, line in enumerate(lines(path), 1)
        if (found := exception.search(line)) and "re.compile" not in line and not reason.match(found["rest"])
    ]
    assert bare == []


def test_no_python_version_file() -> None:
    """With one, pyenv hides every program of other versions, uv among them."""
    assert not (ROOT / ".python-version").exists()


def test_commands_can_be_run() -> None:
    done = subprocess.run(
        ["/usr/bin/env", "git", "ls-files", "-s"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    runnable = {line.split("\t")[1] for line in done.stdout.splitlines() if line.startswith("100755")}
    assert {"start", "test", ".ci/run"} <= runnable


def test_links_in_documents_lead_somewhere() -> None:
    link = re.compile(r"\]\((?!https?://|mailto:|#)(?P<path>[^)#\s]+)(?:#[^)]*)?\)")
    dead = [
        f"{relative(page)}: {found['path']}"
        for page in of_kind(".md")
        for found in link.finditer(page.read_text(encoding="utf-8"))
        if not (page.parent / found["path"]).exists()
    ]
    assert dead == []


def test_every_setting_is_documented() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    read = set(re.findall(r'"(RODTRAD_[A-Z_]+|DATABASE_URL)"', sources))
    told = set(re.findall(r"^\| `(\w+)`", (ROOT / "docs/settings.md").read_text(encoding="utf-8"), re.M))
    assert read == told


def test_decisions_are_numbered_dated_and_listed() -> None:
    records = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert [path.name[:4] for path in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    assert [path.name for path in records if not re.match(r"^\d{4}-\d\d-\d\d\b", lines(path)[2])] == []
    listed = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    assert [path.name for path in records if f"decisions/{path.name}" not in listed] == []


def test_the_picture_of_the_architecture_has_the_floors_that_are_checked() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    (floors,) = (one["layers"] for one in told if one["name"] == "The floors of the web")
    apps = [app for floor in floors if ":" not in floor for app in floor.split(" | ")]  # a colon: what is of no app
    picture = (ROOT / "docs/images/architecture.svg").read_text(encoding="utf-8")
    assert re.findall(r">web\.(\w+)<", picture) == apps


def test_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert text.endswith("require the production of a new EUPL version.\n")


BREACHES = [
    ("reading/names.py", "from django.db import models", "The reader is plain Python"),
    ("reading/names.py", "import rodtrad.web.clock", "The command stands on the web"),
    ("web/accounts/models.py", "import rodtrad.web.bodies", "The floors of the web"),
    ("web/plans/__init__.py", "import rodtrad.web.agreements", "The floors of the web"),
    ("web/search/words.py", "import rodtrad.web.review", "The floors of the web"),
    ("web/clock.py", "import rodtrad.web.accounts", "The floors of the web"),
    ("web/newcomer.py", "", "The floors of the web"),
    ("web/review/__init__.py", "import rodtrad.reading.names", "Only documents knows the reader"),
]


@pytest.mark.parametrize(("file", "line", "contract"), BREACHES)
def test_contracts_can_be_broken(file: str, line: str, contract: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("static", "templates", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "src/rodtrad" / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    lint = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    environment = {"PYTHONPATH": str(tmp_path / "src"), "COLUMNS": "200"}
    done = subprocess.run(lint, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert re.search(rf"^{contract}.* BROKEN", done.stdout, re.M)
