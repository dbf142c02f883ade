"""The runner of the stages itself: what it calls passed, and what it must never call passed."""

from pathlib import Path

import pytest

from scripts import stages
from scripts.stages import LeftOutError, Result, Stage

PASSED = Result("core", 1.0, passed=True)
FAILED = Result("lint", 1.0)
LEFT_OUT = Result("browser", 0.0, left_out="Chromium finns inte här")
EXCUSED = Result("copied", 0.0, left_out="källdokumenten finns inte här", excused=True)


def no_chromium() -> bool:
    raise LeftOutError("Chromium finns inte här")


@pytest.mark.parametrize(
    ("results", "everything", "code"),
    [
        ([PASSED], False, 0),
        ([PASSED, FAILED], False, 1),
        ([PASSED, LEFT_OUT], False, 0),
        ([PASSED, LEFT_OUT], True, 1),
        ([PASSED], True, 0),
        ([PASSED, EXCUSED], True, 0),
        ([FAILED, EXCUSED], False, 1),
    ],
)
def test_left_out_fails_only_where_everything_is_wanted(results: list[Result], everything: bool, code: int) -> None:
    assert stages.exit_code(results, everything=everything) == code


def test_the_summary_says_loudly_what_was_left_out() -> None:
    told = stages.summary([PASSED, FAILED, LEFT_OUT])
    assert "core            1.0 s  godkänd" in told
    assert "lint            1.0 s  UNDERKÄND" in told
    assert "browser         0.0 s  UTELÄMNAD: Chromium finns inte här" in told


def test_a_stage_that_cannot_run_keeps_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    result = stages.run(Stage("browser", "sidorna i en riktig webbläsare", no_chromium))
    assert (result.passed, result.left_out) == (False, "Chromium finns inte här")
    assert "── browser: sidorna i en riktig webbläsare" in capsys.readouterr().out


def test_what_was_not_tried_is_not_called_passed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(stages, "SEEDS", tmp_path)
    result = stages.run(Stage("copied", "inget är kopierat", stages.not_copied))
    assert result.outcome.startswith("UTELÄMNAD: källdokumenten finns inte") and result.excused


def test_a_run_without_a_test_fails(tmp_path: Path) -> None:
    (tmp_path / "test_none.py").write_text("", encoding="utf-8")
    assert not stages.pytest(str(tmp_path), "-p", "no:cacheprovider")


def test_an_unknown_stage_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        stages.main(["kor"])
    assert stopped.value.code == 2
    assert "okänd etapp: kor" in capsys.readouterr().err


def test_list_names_every_stage(capsys: pytest.CaptureFixture[str]) -> None:
    assert stages.main(["--list"]) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert listed == [stage.name for stage in stages.STAGES]


def test_every_test_belongs_to_a_stage() -> None:
    """What the web stages pass over is just what the others name, so that no test falls between them."""
    by_themselves = (*stages.HOSTILE, *stages.CONFINEMENT)
    named = (*stages.OUTSIDE_WEB, *by_themselves)
    assert [path for path in named if not (stages.ROOT / path).exists()] == []
    assert ("tests", *(f"--ignore={path}" for path in stages.OUTSIDE_WEB)) == stages.WEB
    assert (*stages.READING, *(f"--ignore={path}" for path in (*by_themselves, *stages.FILES))) == stages.CORE
