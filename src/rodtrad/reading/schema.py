"""The JSON Schema of the record, made from its dataclasses: `python -m rodtrad.reading.schema` writes the file."""

import json
from dataclasses import fields
from functools import cache
from inspect import getdoc
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from rodtrad.reading import record
from rodtrad.reading.issues import CODES
from rodtrad.reading.json_form import EVIDENCE, FORMAT, OPTIONAL_KEYS, Json, json_name

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
PATH: Final = Path(__file__).with_name("record.schema.json")
SCALARS: Final[dict[Any, Json]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
}
# What the types can't say.
NARROWER: Final[dict[tuple[type, str], Json]] = {
    (record.Evidence, "confidence"): {"type": "number", "minimum": 0, "maximum": 1},
    (record.Place, "page"): {"type": "integer", "minimum": 1},
    (record.Issue, "code"): {"enum": sorted(CODES)},
}


@cache
def schema() -> Json:
    """The schema of what `json_form.to_json` writes."""
    definitions: dict[str, Json] = {}
    whole = _object(record.Record, definitions)
    head = {"format": {"const": FORMAT}, "reader": {"type": "string"}}
    return {
        "$schema": DIALECT,
        "title": "Rödtråd reading record",
        **whole,
        "required": [*head, *whole["required"]],
        "properties": head | whole["properties"],
        "$defs": dict(sorted(definitions.items())),
    }


def _object(kind: type, definitions: dict[str, Json]) -> Json:
    """A dataclass with every field required; evidence and places lie flat in what bears them."""
    properties = _properties(kind, definitions)
    found: Json = {
        "type": "object",
        "required": [name for name in properties if name not in OPTIONAL_KEYS],
        "properties": properties,
        "additionalProperties": False,
    }
    # A dataclass without words of its own gets its signature as docstring.
    text = getdoc(kind) or ""
    return found if text.startswith(f"{kind.__name__}(") else {"description": " ".join(text.split()), **found}


def _properties(kind: type, definitions: dict[str, Json]) -> dict[str, Json]:
    hints, own, flat = get_type_hints(kind), dict[str, Json](), dict[str, Json]()
    for field in fields(kind):
        if field.name in (EVIDENCE, "place") and hints[field.name] in (record.Evidence, record.Place):
            flat |= _properties(hints[field.name], definitions)
        else:
            narrower = NARROWER.get((kind, field.name))
            own[json_name(field)] = narrower or _value(hints[field.name], definitions)
    return own | flat


def _value(kind: Any, definitions: dict[str, Json]) -> Json:
    origin, parts = get_origin(kind), get_args(kind)
    if kind in SCALARS:
        return SCALARS[kind]
    if origin is Literal:
        return {"enum": list(parts)}
    if origin in (Union, UnionType):
        return _or_null(_value(next(part for part in parts if part is not NoneType), definitions))
    if origin is tuple and parts[1:] == (...,):
        return {"type": "array", "items": _value(parts[0], definitions)}
    if origin is tuple:
        exactly = [_value(part, definitions) for part in parts]
        return {"type": "array", "prefixItems": exactly, "items": False, "minItems": len(exactly)}
    if origin is not None:
        return {"type": "object", "additionalProperties": _value(parts[1], definitions)}
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = _object(kind, definitions)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _or_null(value: Json) -> Json:
    if "type" in value:
        return {**value, "type": [value["type"], "null"]}
    return {"anyOf": [value, {"type": "null"}]}


def schema_text() -> str:
    """What stands in `record.schema.json`."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    PATH.write_text(schema_text(), encoding="utf-8")
