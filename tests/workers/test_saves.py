"""Paragraphs saved by several at once while the server is killed; `evaluation.bench_saves` does more of it."""

from evaluation.bench_saves import run
from tests.backup.conftest import Installation


def test_no_acknowledged_save_is_lost_to_a_kill(migrated: Installation) -> None:
    found = run(migrated.environment, writers=4, saves=200, kills=3)
    assert (found["saves"], found["kills"]) == (200, 3)
    assert {name: found[name] for name in ("lost", "overwritten", "double_numbers")} == {
        "lost": 0,
        "overwritten": 0,
        "double_numbers": 0,
    }
