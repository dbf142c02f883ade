from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from rodtrad.reading import record as rec
from rodtrad.reading.issues import CODES
from rodtrad.reading.json_form import from_json, json_name, to_json
from rodtrad.reading.record import Issue, Meeting, Record
from rodtrad.reading.schema import PATH, schema, schema_text
from tests.reading.test_json_form import BOXED, values

VALIDATOR = Draft202012Validator(schema())
DOCUMENTATION = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())


def test_the_committed_schema_is_the_one_of_the_dataclasses() -> None:
    assert PATH.read_text(encoding="utf-8") == schema_text(), "run python -m rodtrad.reading.schema"


def test_codes_and_confidence_are_narrower_than_their_types() -> None:
    valid = to_json(Record(issues=(Issue(code="no-date", text="Datum saknas."),), head_places={"body": BOXED}))
    assert VALIDATOR.is_valid(valid)
    assert not VALIDATOR.is_valid(valid | {"issues": [{"code": "no-such", "text": "x", "lines": None}]})
    assert not VALIDATOR.is_valid(valid | {"head_places": {"body": valid["head_places"]["body"] | {"confidence": 1.5}}})


# Making a record of any values takes longer than looking at it, so both are asked of the same.
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(values(Record))
def test_records_keep_to_the_schema_and_come_back_as_they_were(record: Record) -> None:
    written = to_json(record)
    VALIDATOR.validate(written)
    assert from_json(json.loads(json.dumps(written))) == record


@pytest.mark.parametrize(
    "wrong", [{"kind": None}, {"items": {}}, {"meeting": {}}, {"more": 1}, {"format": 2}, {"attendance": [{}]}]
)
def test_what_is_no_record_breaks_the_schema(wrong: dict[str, Any]) -> None:
    valid = json.loads(json.dumps(to_json(Record(meeting=Meeting(date="2023-02-17")))))
    assert VALIDATOR.is_valid(valid)
    assert not VALIDATOR.is_valid(valid | wrong)


@pytest.mark.parametrize("code", CODES)
def test_every_issue_code_is_documented(code: str) -> None:
    assert f"| `{code}` | {CODES[code]} |" in DOCUMENTATION


def test_no_code_is_documented_that_does_not_exist() -> None:
    table = DOCUMENTATION.partition("## Issue codes")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z-]+)` \|", table, re.M)) == set(CODES)


@pytest.mark.parametrize(
    "name",
    sorted({json_name(f) for kind in vars(rec).values() if is_dataclass(kind) for f in fields(kind)} - {"evidence"}),
)
def test_every_field_is_documented(name: str) -> None:
    assert f"`{name}`" in DOCUMENTATION
