from __future__ import annotations

from pathlib import Path

import pytest

from rodtrad.cli.commands import rodtrad
from rodtrad.cli.swedish import run
from tests.cli.calls import Call, Called


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Runs the command in a folder of its own, as in a pipe; returns exit code, standard output and error."""
    monkeypatch.chdir(tmp_path)

    def called(*arguments: object) -> Called:
        code = run(rodtrad, [str(argument) for argument in arguments])
        told = capfd.readouterr()
        return code, told.out, told.err

    return called
