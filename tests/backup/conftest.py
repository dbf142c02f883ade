"""Installations to lose and to get back, on SQLite and on the PostgreSQL server that the stage has started."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from scripts.stages import ROOT
from tests.cli.calls import Called
from tests.migrated import environment, migrated_register

SERVER = os.environ.get("DATABASE_URL", "")
NUMBERS = count(1)


@dataclass(frozen=True)
class Installation:
    """A folder and a database; `run` calls the command there as an administrator does."""

    data: Path
    database: str  # a DATABASE_URL, or "" for SQLite in the folder

    @property
    def environment(self) -> dict[str, str]:
        return environment() | {"RODTRAD_DATA": str(self.data), "DATABASE_URL": self.database}

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-P", "-m", "rodtrad.cli", *map(str, arguments)]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, env=self.environment, cwd=self.data.parent, stdout=pipe, stderr=pipe, text=True
        )

    def run(self, *arguments: str | Path) -> Called:
        process = self.start(*arguments)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err

    def django(self, *arguments: str) -> str:
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": "rodtrad.web.settings"}
        command = [sys.executable, "-m", "django", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=True)
        return done.stdout

    def content(self) -> str:
        """All rows of the register in a fixed order, as text."""
        return self.django("dumpdata", "accounts", "bodies", "documents", "meetings", "followup", "agreements", "plans")

    def originals(self) -> dict[str, bytes]:
        folder = self.data / "originals"
        return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    if request.param == "postgresql" and not SERVER.startswith("postgres"):
        pytest.fail("kör ./test backup eller ./test workers, som startar PostgreSQL")
    return str(request.param)


@pytest.fixture
def databases(engine: str) -> Iterator[list[str]]:
    """The names of databases made on the server; they are dropped afterwards."""
    made: list[str] = []
    yield made
    _drop(made)


def _drop(databases: list[str]) -> None:
    if databases:
        with psycopg.connect(SERVER, autocommit=True) as server:
            for name in databases:
                server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


Fill = Callable[[Installation], None]


class Maker:
    """Makes installations on one engine."""

    def __init__(self, engine: str, folder: Path, databases: list[str]) -> None:
        self.engine, self.folder, self.databases = engine, folder, databases

    def new(self, like: Installation | None = None) -> Installation:
        """An empty one, or one with what another has."""
        number = next(NUMBERS)
        data = self.folder / f"installation {number}" / "data"
        data.parent.mkdir()
        if like:
            shutil.copytree(like.data, data)
        if self.engine == "sqlite":
            return Installation(data, "")
        name = f"drill_{os.getpid()}_{number}"
        template = f' TEMPLATE "{urlsplit(like.database).path[1:]}"' if like else ""
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}"{template}')
        self.databases.append(name)
        return Installation(data, urlsplit(SERVER)._replace(path=f"/{name}").geturl())


@pytest.fixture
def installations(engine: str, tmp_path: Path, databases: list[str]) -> Maker:
    return Maker(engine, tmp_path, databases)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, Fill], Installation]]:
    """Installations that others are copied from, by the engine and what fills them once they have their tables."""
    made: dict[tuple[str, Fill], Installation] = {}
    databases: list[str] = []

    def once(engine: str, fill: Fill) -> Installation:
        if (engine, fill) not in made:
            like = once(engine, _migrate) if fill is not _migrate else None
            installation = Maker(engine, tmp_path_factory.mktemp("mall"), databases).new(like)
            fill(installation)
            made[engine, fill] = installation
        return made[engine, fill]

    yield once
    _drop(databases)


@pytest.fixture
def migrated(engine: str, installations: Maker, made_once: Callable[[str, Fill], Installation]) -> Installation:
    """An installation with its tables and nothing in them."""
    return installations.new(made_once(engine, _migrate))


@pytest.fixture
def filled(engine: str, installations: Maker, made_once: Callable[[str, Fill], Installation]) -> Installation:
    """An installation with two of the samples and an account."""
    return installations.new(made_once(engine, _fill))


def _migrate(installation: Installation) -> None:
    if installation.database:
        assert installation.run("migrate")[0] == 0
    else:
        shutil.copytree(migrated_register(), installation.data)


def _fill(installation: Installation) -> None:
    samples = ROOT / "samples"
    files = [samples / "styrgruppen-2024-12-06.txt", samples / "handlingsplan-2025-2026.txt"]
    assert installation.run("import", *files)[0] == 0
    assert installation.run("login-link", "tove@region.example", "--create", "editor")[0] == 0
