"""The record as JSON and back: the format that `docs/record.md` describes and `record.schema.json` fixes.

A fact's evidence lies flat beside its own fields; tuples are lists. Nothing but plain JSON values comes out, and
what goes in is checked field by field, since it may come from a file or a process that isn't trusted.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from rodtrad import __version__
from rodtrad.reading.record import Evidence, Fact, Place, Record

FORMAT: Final = 1
EVIDENCE: Final = "evidence"
# Of a page, in points: what PDF allows (ISO 32000-1, annex C) is 14 400, and units may be larger.
LONGEST_SIDE: Final = 1_000_000

Json = dict[str, Any]
Decoder = Callable[[Any], Any]


def to_json(record: Record) -> Json:
    """The record as plain JSON values, with the format's number and the version of the reader that wrote it."""
    return {"format": FORMAT, "reader": __version__, **_encode(record)}


def from_json(data: object) -> Record:
    """The record that `to_json` wrote. Raises ValueError, saying where, for anything else."""
    if not isinstance(data, dict):
        raise ValueError("a record is a JSON object")
    if data.get("format") != FORMAT:
        raise ValueError(f"format is {data.get('format')!r}, this version knows {FORMAT}")
    record = {key: value for key, value in data.items() if key not in ("format", "reader")}
    return _decoder(Record)(record)  # type: ignore[no-any-return]  # decoders are made from types at run time


def page_sizes_from_json(data: object) -> tuple[tuple[float, float], ...]:
    """Width and height of every page in points. Raises ValueError, saying where, for anything else."""
    return _many(_exactly([_length, _length]))(data)  # type: ignore[no-any-return]  # as above


def json_name(field: Field[Any]) -> str:
    """What a field is called in JSON: "from" where Python needs another word."""
    return str(field.metadata.get("json", field.name))


def _encode(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _encode_object(value)
    if isinstance(value, tuple):
        return [_encode(part) for part in value]
    if isinstance(value, Mapping):
        return {key: _encode(part) for key, part in value.items()}
    return value


def _encode_object(value: Any) -> Json:
    if isinstance(value, Place):
        return _encode_place(value)
    if isinstance(value, Evidence):
        return _encode_evidence(value)
    kind: type = type(value)
    own = {name: _encode(getattr(value, field)) for field, name in _names(kind) if field != EVIDENCE}
    return own | _encode_evidence(value.evidence) if isinstance(value, Fact) else own


def _encode_place(place: Place) -> Json:
    found: Json = {"lines": list(place.lines), "chars": list(place.chars), "page": place.page}
    return found if place.box is None else {**found, "box": list(place.box)}


def _encode_evidence(evidence: Evidence) -> Json:
    return {
        **_encode_place(evidence.place),
        "places": [_encode_place(place) for place in evidence.places],
        "inferred": list(evidence.inferred),
        "rule": evidence.rule,
        "confidence": evidence.confidence,
    }


@cache
def _names(kind: type) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, json_name(field)) for field in fields(kind))


@cache
def _decoder(kind: Any) -> Decoder:
    """What turns a JSON value into a value of the type `kind`, raising ValueError where it isn't one."""
    origin, parts = get_origin(kind), get_args(kind)
    if kind is Evidence:
        return _evidence_decoder()
    if is_dataclass(kind):
        return _object_decoder(kind)  # type: ignore[arg-type]  # is_dataclass doesn't narrow Any to a class
    if origin is Literal:
        return _one_of(parts)
    if origin in (Union, UnionType):
        return _optional(parts)
    if origin is tuple:
        return _many(_decoder(parts[0])) if parts[1:] == (...,) else _exactly([_decoder(part) for part in parts])
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(_decoder(parts[1]))
    return _scalar(kind)


def _object_decoder(kind: type) -> Decoder:
    hints = get_type_hints(kind)
    is_fact = issubclass(kind, Fact)
    own = [field for field in fields(kind) if field.name != EVIDENCE]
    decoders = {json_name(field): (field.name, _decoder(hints[field.name])) for field in own}
    required = frozenset(json_name(f) for f in own if f.default is MISSING and f.default_factory is MISSING)
    evidence_keys = EVIDENCE_KEYS if is_fact else frozenset[str]()
    known = evidence_keys.union(decoders)

    def decode(value: Any) -> Any:
        data = _checked(value, known, required)
        values = {}
        for key, (name, decoder) in decoders.items():
            if key in data:
                values[name] = _at(key, decoder, data[key])
        if is_fact:
            values[EVIDENCE] = _decoder(Evidence)({key: data[key] for key in evidence_keys & data.keys()})
        return kind(**values)

    return decode


PLACE_KEYS: Final = frozenset(name for _, name in _names(Place))
EVIDENCE_KEYS: Final = PLACE_KEYS.union(name for _, name in _names(Evidence)) - {"place"}
OPTIONAL_KEYS: Final = {"box"}


def _evidence_decoder() -> Decoder:
    hints = get_type_hints(Evidence)
    decoders = {name: _decoder(hints[name]) for name, _ in _names(Evidence) if name != "place"}
    place = _decoder(Place)
    required = EVIDENCE_KEYS - OPTIONAL_KEYS

    def decode(value: Any) -> Evidence:
        data = _checked(value, EVIDENCE_KEYS, required)
        own = {name: _at(name, decoder, data[name]) for name, decoder in decoders.items()}
        return Evidence(place=place({key: data[key] for key in PLACE_KEYS if key in data}), **own)

    return decode


def _checked(value: Any, known: frozenset[str], required: frozenset[str]) -> Json:
    if not isinstance(value, dict):
        raise ValueError("not an object")
    if unknown := value.keys() - known:
        raise ValueError(f"unknown: {', '.join(sorted(map(str, unknown)))}")
    if missing := required - value.keys():
        raise ValueError(f"missing: {', '.join(sorted(missing))}")
    return value


def _at(key: str | int, decoder: Decoder, value: Any) -> Any:
    try:
        return decoder(value)
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from None


def _many(part: Decoder) -> Decoder:
    return lambda value: tuple(_at(n, part, one) for n, one in enumerate(_list(value)))


def _exactly(parts: list[Decoder]) -> Decoder:
    def decode(value: Any) -> tuple[Any, ...]:
        if len(_list(value)) != len(parts):
            raise ValueError(f"not a list of {len(parts)}")
        return tuple(_at(n, part, one) for n, (part, one) in enumerate(zip(parts, value, strict=True)))

    return decode


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("not a list")
    return value


def _mapping(part: Decoder) -> Decoder:
    def decode(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValueError("not an object")
        return {key: _at(key, part, one) for key, one in value.items()}

    return decode


def _optional(parts: tuple[Any, ...]) -> Decoder:
    inner = _decoder(next(part for part in parts if part is not NoneType))
    return lambda value: None if value is None else inner(value)


def _one_of(choices: tuple[Any, ...]) -> Decoder:
    def decode(value: Any) -> Any:
        if not isinstance(value, str) or value not in choices:
            raise ValueError(f"{value!r} is none of {', '.join(choices)}")
        return value

    return decode


def _scalar(kind: type) -> Decoder:
    def decode(value: Any) -> Any:
        if kind is float and type(value) in (int, float) and isfinite(value):
            return float(value)
        if type(value) is not kind or kind is float:
            raise ValueError(f"{value!r} is no {kind.__name__}")
        return value

    return decode


def _length(value: Any) -> float:
    if not isinstance(value, int | float) or not 0 < value < LONGEST_SIDE:
        raise ValueError("not a length on paper")
    return float(value)
