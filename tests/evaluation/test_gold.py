"""The gold records are written by hand: every one must agree with its document before it can judge a reader."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

import pytest

from rodtrad.evaluation.corpus import of_checkout
from rodtrad.evaluation.score import KINDS, LISTS, Score, flatten
from rodtrad.reading import record
from rodtrad.reading.issues import CODES
from rodtrad.reading.sources import open_source
from scripts.making.source import read_source
from scripts.making.text import write_text
from scripts.stages import ROOT

CASES = {case.name: case for case in of_checkout(ROOT).cases}
# What lies beside the documents and is none.
NO_DOCUMENTS = {".csv", ".json", ".md"}
# What a fact says in the words of its document, on the lines it names.
STATED = {
    "attendance": ("name",),
    "items": ("title",),
    "proposals": ("text",),
    "decisions": ("text",),
    "assignments": ("task",),
    "appointments": ("person",),
    "agreements": (),  # its title may stand lines before its term
    "next_meetings": (),
    "signatures": ("name",),
    "distribution": ("text",),
    "plan_groups": ("name",),
    "indicators": ("name", "source", "baseline", "target"),
    "target_areas": ("title",),
    "activities": ("text", "responsible", "time_text", "state"),
}
FIXED = {
    "kind": record.DocumentKind,
    "duty": record.Duty,
    "presence": record.Presence,
    "type": record.ItemType,
    "outcome": record.Outcome,
    "effect": record.Effect,
}


@cache
def gold_of(name: str) -> dict[str, Any]:
    data: dict[str, Any] = CASES[name].right()
    return data


@cache
def text_lines(name: str) -> list[str]:
    """The lines of a document; of a Word file or a PDF that was made here those that its source would be as a text."""
    path, made_of = CASES[name].document, ROOT / "evaluation" / "sources" / f"{name}.md"
    if path.suffix == ".txt" or not made_of.exists():
        return open_source(path.name, path.read_bytes()).text.split("\n")
    source = read_source(made_of)
    return write_text(source.document, source.house).split("\n")


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[*#]", "", text)).strip()


def without_running_heads(name: str, place: str) -> str:
    """A page that ends inside a sentence leaves its head there, which the sentence does not say."""
    squeezed = re.sub(r"\s+", " ", place)
    for head in gold_of(name).get("running", []):
        squeezed = squeezed.replace(head, "")
    return squeezed


def stands(said: str, place: str) -> bool:
    """Whether words stand in a place; in order, where cells of a table laid out side by side part them."""
    words = iter(place.split())
    return plain(said) in place or all(
        any(word.strip(".,") == one.strip(".,") for one in words) for word in said.split()
    )


def variants(value: object) -> list[str]:
    return [str(v) for v in (value if isinstance(value, list) else [value]) if v]


def facts(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind, found in flatten(gold_of(name)).items():
        yield from ((kind, dict(fact)) for fact in found)


def test_every_document_has_a_gold_record_and_the_other_way_round() -> None:
    folders = (ROOT / "samples", *(path for path in (ROOT / "evaluation" / "corpus").glob("*") if path.is_dir()))
    documents = [path for folder in folders for path in folder.iterdir() if path.suffix not in NO_DOCUMENTS]
    assert sorted(documents) == sorted(case.document for case in CASES.values())
    assert len(CASES) >= 60


@pytest.mark.parametrize("name", CASES)
def test_what_gold_says_stands_on_the_lines_it_names(name: str) -> None:
    """In other formats than text, whose lines nobody counts, anywhere."""
    text = CASES[name].document.suffix == ".txt"
    for kind, fact in facts(name):
        if kind == "presenters":  # they bear no lines of their own
            continue
        first, last = fact["lines"] if text else (1, len(text_lines(name)))
        place = plain(without_running_heads(name, " ".join(text_lines(name)[first - 1 : last])))
        for key in STATED[kind]:
            said = variants(fact.get(key)) + (variants(fact.get("accept")) if key in ("text", "task") else [])
            assert not said or any(stands(text, place) for text in said), (kind, key, said, place)


@pytest.mark.parametrize("name", CASES)
def test_organisations_titles_and_presenters_stand_in_the_document(name: str) -> None:
    document = plain(" ".join(text_lines(name)))
    for kind, fact in facts(name):
        keys = {"attendance": ("organisation", "title"), "presenters": ("name", "title", "organisation")}.get(kind, ())
        for key in keys:
            assert not variants(fact.get(key)) or any(text in document for text in variants(fact[key])), fact


@pytest.mark.parametrize("name", CASES)
def test_gold_uses_the_words_of_the_record(name: str) -> None:
    gold = gold_of(name)
    assert gold["kind"] in get_args(record.DocumentKind)
    assert set(gold["issues"]) <= set(CODES)
    numbers = {item["number"] for item in gold["items"]}
    for kind, fact in facts(name):
        for key, words in FIXED.items():
            allowed = get_args(record.AssignmentKind if key == "kind" else words)
            values = fact.get(key) if isinstance(fact.get(key), list) else [fact.get(key)]
            assert all(value is None or value in allowed for value in values or []), (kind, fact)
        assert "item" not in fact or fact["item"] in numbers, (kind, fact)


@pytest.mark.parametrize("name", CASES)
def test_a_carried_proposal_is_a_decision(name: str) -> None:
    gold = gold_of(name)
    carried = {fact["text"] for fact in gold["proposals"] if fact["outcome"] == "carried"}
    assert {fact["text"] for fact in gold["decisions"] if fact["adopts_proposal"]} == carried


def test_gold_holds_facts_of_every_kind() -> None:
    held = {kind for name in CASES for kind, fact in facts(name) if not fact.get("optional")}
    assert held == set(KINDS)


def first_accepted(value: Any) -> Any:
    """A record that says exactly what gold says, with the first of the accepted values."""
    if isinstance(value, dict):
        lists = ("lines", *LISTS, "period", "presenters_optional")
        fixed = {key: value[key] for key in lists if key in value}
        return {key: first_accepted(part) for key, part in value.items()} | fixed
    if isinstance(value, list) and not (value and isinstance(value[0], dict)):
        return value[0] if value else value
    return [first_accepted(part) for part in value] if isinstance(value, list) else value


def test_gold_is_right_by_its_own_measure() -> None:
    score = Score()
    for name in CASES:
        issues = [{"code": code} for code in gold_of(name)["issues"]]
        score.add(name, gold_of(name), {**first_accepted(gold_of(name)), "issues": issues})
    assert score.wrong == []
