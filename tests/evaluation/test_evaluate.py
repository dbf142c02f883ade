"""The floor: what counts as a loss, what is told of it, and that it is only ever raised."""

import json
from pathlib import Path

import pytest

from rodtrad.cli.evaluating import evaluate_checkout, evaluate_folders
from rodtrad.cli.swedish import Failed
from rodtrad.evaluation.corpus import Measured
from rodtrad.evaluation.floor import Floor, judge
from rodtrad.evaluation.report import styles
from rodtrad.evaluation.score import Score

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
    return Floor.of(Measured(score))


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


def test_the_floor_is_raised_but_never_lowered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "evaluation" / "gold").mkdir(parents=True)
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples" / "parter.csv").write_text("kommunkod,kommun,lanskod,lan,region\n")
    (tmp_path / "samples" / "motet.txt").write_text(MINUTES)
    gold = {"kind": "minutes", "body": None, "reference": None, "items": [{"number": "2", "title": "Rapporter"}]}
    (tmp_path / "evaluation" / "gold" / "motet.json").write_text(json.dumps(gold))

    assert evaluate_checkout(tmp_path, wrong=False, house_styles=False, update_floor=True) == 0
    raised = (tmp_path / "evaluation" / "floor.json").read_text(encoding="utf-8")
    assert json.loads(raised)["figures"]["items"] == 0.5

    gold["items"] = [{"number": "4", "title": "Lunch"}]
    (tmp_path / "evaluation" / "gold" / "motet.json").write_text(json.dumps(gold))
    assert evaluate_checkout(tmp_path, wrong=True, house_styles=False, update_floor=True) == 1
    assert (tmp_path / "evaluation" / "floor.json").read_text(encoding="utf-8") == raised
    told = capsys.readouterr().out
    assert "UNDER GOLVET items: 0.5 har blivit 0" in told
    assert "motet: items: saknas: § 4 Lunch" in told


def test_a_style_has_a_line_of_its_own_and_a_star_where_it_misses_its_bar() -> None:
    good, bad = Score(), Score()
    gold = {"decisions": [{"text": "godkänna planen"}]}
    good.add("ett", gold, gold)
    bad.add("två", gold, {"decisions": []})
    heading, first, second = styles({"rådet": good, "gruppen": bad})
    column = heading.index("beslut") + len("beslut")
    assert first[column - 6 : column] == "1.000 "
    assert second[column - 6 : column] == "0.000*"


def test_a_gold_record_without_its_document_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "borta.json").write_text("{}")
    with pytest.raises(Failed, match="inget dokument som heter borta"):
        evaluate_folders(tmp_path, tmp_path, None, wrong=False, house_styles=False)


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="Inga facit"):
        evaluate_folders(tmp_path, tmp_path, None, wrong=False, house_styles=False)


def test_elsewhere_than_in_a_checkout_there_is_nothing_to_measure(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="Här finns inga facit"):
        evaluate_checkout(tmp_path, wrong=False, house_styles=False, update_floor=False)
