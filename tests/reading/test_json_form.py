from __future__ import annotations

from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import strategies as st

from rodtrad import __version__
from rodtrad.reading import record as rec
from rodtrad.reading.issues import CODES
from rodtrad.reading.json_form import from_json, to_json
from rodtrad.reading.record import Appointment, Decision, Evidence, Meeting, Place, Plan, Record

HERE = Evidence(place=Place(lines=(12, 13), chars=(240, 300)), rule="beslutar-att", confidence=0.9)
BOXED = Evidence(
    place=Place(lines=(3, 3), chars=(20, 30), page=2, box=(10.0, 20.5, 300.0, 32.0)),
    places=(Place(lines=(9, 9), chars=(90, 95)),),
    inferred=("date",),
    rule="datum",
    confidence=1.0,
)


NARROWER: dict[tuple[type, str], st.SearchStrategy[Any]] = {
    (rec.Evidence, "confidence"): st.floats(0, 1),
    (rec.Place, "page"): st.integers(1),
    (rec.Issue, "code"): st.sampled_from(list(CODES)),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Anything that a field of this type may hold; dataclasses with all their fields."""
    origin, parts = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        own = {field.name: values(hints[field.name]) for field in fields(kind)}
        return st.builds(kind, **(own | {name: narrow for (of, name), narrow in NARROWER.items() if of is kind}))
    if origin is Literal:
        return st.sampled_from(parts)
    if origin in (Union, UnionType):
        return st.none() | values(next(part for part in parts if part is not NoneType))
    if origin is tuple and parts[1:] == (...,):
        return st.lists(values(parts[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*(values(part) for part in parts))
    if origin is not None:
        return st.dictionaries(st.text(max_size=8), values(parts[1]), max_size=2)
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: st.text(max_size=8),
        int: st.integers(),
        bool: st.booleans(),
        float: st.floats(allow_nan=False, allow_infinity=False),
    }
    return simple[kind]


FACTS = [kind for kind in vars(rec).values() if isinstance(kind, type) and issubclass(kind, rec.Fact)]


def test_evidence_lies_flat_beside_the_fact() -> None:
    record = Record(decisions=(Decision(item="3", text="godkänna listan", evidence=HERE),))
    assert to_json(record)["decisions"] == [
        {
            "item": "3",
            "section": None,
            "text": "godkänna listan",
            "body": None,
            "formal": False,
            "via": None,
            "date": None,
            "adopts_proposal": False,
            "effect": "other",
            "condition": None,
            "lines": [12, 13],
            "chars": [240, 300],
            "page": 1,
            "places": [],
            "inferred": [],
            "rule": "beslutar-att",
            "confidence": 0.9,
        }
    ]


def test_a_box_is_given_only_where_there_is_one() -> None:
    found = to_json(Record(head_places={"meeting.date": BOXED}))["head_places"]
    assert found == {
        "meeting.date": {
            "lines": [3, 3],
            "chars": [20, 30],
            "page": 2,
            "box": [10.0, 20.5, 300.0, 32.0],
            "places": [{"lines": [9, 9], "chars": [90, 95], "page": 1}],
            "inferred": ["date"],
            "rule": "datum",
            "confidence": 1.0,
        }
    }


def test_words_that_python_reserves_keep_their_name_in_json() -> None:
    record = Record(appointments=(Appointment(item=None, person="Rut Ekman", starts="2023-01", evidence=HERE),))
    (found,) = to_json(record)["appointments"]
    assert found["from"] == "2023-01"
    assert "starts" not in found


def test_format_and_reader_are_named() -> None:
    found = to_json(Record(meeting=Meeting(date="2023-02-17"), plan=Plan(period=(2023, 2024))))
    assert (found["format"], found["reader"]) == (1, __version__)
    assert found["meeting"]["date"] == "2023-02-17"
    assert found["plan"]["period"] == [2023, 2024]


def changed(**changes: Any) -> dict[str, Any]:
    record = Record(decisions=(Decision(item="3", text="godkänna", evidence=HERE),), head_places={"body": BOXED})
    return to_json(record) | changes


def fact(**changes: Any) -> dict[str, Any]:
    return {"decisions": [changed()["decisions"][0] | changes]}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([], "a record is a JSON object"),
        ({}, "format is None"),
        (changed(format=2), "this version knows 1"),
        (changed(kind="protokoll"), "kind: 'protokoll' is none of minutes"),
        (changed(body=3), "body: 3 is no str"),
        (changed(bodies="Styrgruppen"), "bodies: not a list"),
        (changed(extra=1), "unknown: extra"),
        (changed(head_places=[]), "head_places: not an object"),
        (changed(head_places={"body": {}}), "head_places: body: missing: chars"),
        (changed(decisions=[{"text": "x"}]), "decisions: 0: missing"),
        (changed(meeting=[]), "meeting: not an object"),
        (changed(plan={"period": [2023]}), "plan: period: not a list of 2"),
        (changed(**fact(formal=1)), "decisions: 0: formal: 1 is no bool"),
        (changed(**fact(page=True)), "page: True is no int"),
        (changed(**fact(confidence=float("nan"))), "confidence: nan is no float"),
        (changed(**fact(lines=[1, "2"])), "lines: 1: '2' is no int"),
    ],
)
def test_anything_else_is_refused_and_the_place_named(data: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        from_json(data)


def test_what_a_field_leaves_out_is_its_default() -> None:
    assert from_json({"format": 1, "kind": "minutes"}) == Record(kind="minutes")


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__name__)
def test_no_field_of_a_fact_is_hidden_by_its_evidence(kind: type) -> None:
    own = {field.metadata.get("json", field.name) for field in fields(kind) if field.name != "evidence"}
    assert not own & {"lines", "chars", "page", "box", "places", "inferred", "rule", "confidence"}
