"""The floor: what counts as a loss, what is told of it, and that it is only ever raised."""

import json
from pathlib import Path

import pytest

from evaluation import evaluate
from evaluation.evaluate import Floor, judge
from rodtrad.evaluation import Score

MINUTES = """Protokoll 2024-09-20

1. Öppnande

Mötet öppnas.

2. Rapporter

Rapporterna gås igenom.

3. Avslutning

Mötet avslutas.
"""


def after(decisions: list[str], *, issues: list[str] | None = None) -> Floor:
    """The state of a reader that found these decisions where "godkänna planen" and "avslå ansökan" were right."""
    score = Score()
    gold = {"decisions": [{"text": "godkänna planen"}, {"text": "avslå ansökan"}], "issues": ["no-date"]}
    got = {"decisions": [{"text": text} for text in decisions], "issues": [{"code": code} for code in issues or []]}
    score.add("mötet", gold, got)
    return Floor.of(score)


def test_a_lost_fact_is_named_and_fails() -> None:
    lines, holds = judge(after(["godkänna planen"]), after(["godkänna planen", "avslå ansökan"]))
    assert not holds
    assert "- fel nu: mötet: decisions: saknas: avslå ansökan" in lines
    assert "UNDER GOLVET decisions: 1 har blivit 0.6667" in lines


def test_a_won_fact_is_named_and_passes() -> None:
    lines, holds = judge(after(["godkänna planen", "avslå ansökan"]), after(["godkänna planen"]))
    assert holds
    assert lines == [
        "+ rätt nu: mötet: decisions: saknas: avslå ansökan",
        "Inget ligger under golvet (1 vunna, 0 förlorade uppgifter).",
    ]


def test_a_kind_that_is_no_longer_measured_fails() -> None:
    now = after(["godkänna planen"])
    lines, holds = judge(now, Floor({**now.figures, "signatures": 1.0}, now.wrong))
    assert not holds
    assert lines == ["UNDER GOLVET signatures: 1, mäts inte längre"]


def test_of_invented_deadlines_fewer_are_better() -> None:
    some, none = Floor({"total deadlines_invented": 2.0}, ()), Floor({"total deadlines_invented": 0.0}, ())
    assert some.sunk(none) == []
    assert none.sunk(some) == ["total deadlines_invented: 0 har blivit 2"]


def test_without_a_floor_nothing_holds(tmp_path: Path) -> None:
    lines, holds = judge(after([]), Floor.load(tmp_path / "floor.json"))
    assert not holds
    assert lines == ["Inget golv finns; --update-floor lägger ett."]


def test_a_floor_is_saved_and_read_back(tmp_path: Path) -> None:
    floor = after(["godkänna planen"])
    floor.save(tmp_path / "floor.json")
    assert Floor.load(tmp_path / "floor.json") == floor


def test_the_floor_is_raised_but_never_lowered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(evaluate, "ROOT", tmp_path)
    monkeypatch.setattr(evaluate, "FLOOR", tmp_path / "floor.json")
    (tmp_path / "evaluation" / "gold").mkdir(parents=True)
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples" / "parter.csv").write_text("kommunkod,kommun,lanskod,lan,region\n")
    (tmp_path / "samples" / "motet.txt").write_text(MINUTES)
    gold = {"kind": "minutes", "body": None, "reference": None, "items": [{"number": "2", "title": "Rapporter"}]}
    (tmp_path / "evaluation" / "gold" / "motet.json").write_text(json.dumps(gold))

    assert evaluate.main(["--update-floor"]) == 0
    raised = (tmp_path / "floor.json").read_text(encoding="utf-8")
    assert json.loads(raised)["figures"]["items"] == 0.5

    gold["items"] = [{"number": "4", "title": "Lunch"}]
    (tmp_path / "evaluation" / "gold" / "motet.json").write_text(json.dumps(gold))
    assert evaluate.main(["--update-floor"]) == 1
    assert (tmp_path / "floor.json").read_text(encoding="utf-8") == raised
    assert "UNDER GOLVET items: 0.5 har blivit 0" in capsys.readouterr().out


def test_a_gold_record_without_its_document_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "borta.json").write_text("{}")
    call = ["--gold", str(tmp_path), "--documents", str(tmp_path)]
    with pytest.raises(FileNotFoundError, match="borta finns inte som txt"):
        evaluate.main(call)


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="Inga facit"):
        evaluate.main(["--gold", str(tmp_path), "--documents", str(tmp_path)])


def test_other_documents_have_no_floor() -> None:
    with pytest.raises(SystemExit) as stop:
        evaluate.main(["--gold", "facit", "--documents", "dokument", "--update-floor"])
    assert stop.value.code == 2
