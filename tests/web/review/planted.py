"""Errors planted among findings, as a bad reader or a tired typist would make them."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from rodtrad.web.documents.models import Finding

Plant = Callable[[random.Random, str, list[Finding]], Finding | None]
ISO = re.compile(r"\d{4}-\d\d-\d\d")


def _of(findings: Sequence[Finding], kind: str, *needed: str) -> list[Finding]:
    return [f for f in findings if f.kind == kind and all(f.value.get(name) for name in needed)]


def _pick(rng: random.Random, those: Sequence[Finding]) -> Finding | None:
    return rng.choice(those) if those else None


def _set(finding: Finding | None, **fields: Any) -> Finding | None:
    if finding is not None:
        finding.value = {**finding.value, **fields}
    return finding


def wrong_due_day(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    one = _pick(rng, [f for f in _of(findings, "assignment", "due") if ISO.fullmatch(f.value["due"])])
    return one and _set(
        one, due=(date.fromisoformat(one.value["due"]) + timedelta(rng.choice((-40, 17, 33)))).isoformat()
    )


def wrong_due_year(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    one = _pick(rng, _of(findings, "assignment", "due"))
    return one and _set(one, due=f"{int(one.value['due'][:4]) + rng.choice((-1, 1))}{one.value['due'][4:]}")


def wrong_assignee(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    one = _pick(rng, _of(findings, "assignment", "assignee"))
    others = [
        f.value["name"]
        for f in _of(findings, "attendance", "name")
        if one and f.value["name"] not in one.value["assignee"]
    ]
    return _set(one, assignee=rng.choice(others)) if others else None


def swapped_names(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    people = _of(findings, "attendance", "organisation")
    one = _pick(rng, people)
    others = [f for f in people if one and f.value["organisation"] != one.value["organisation"]]
    if one is None or not others:
        return None
    other = rng.choice(others)
    name = one.value["name"]
    _set(one, name=other.value["name"])
    _set(other, name=name)
    return one


def wrong_organisation(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    people = _of(findings, "attendance", "organisation")
    one = _pick(rng, people)
    others = sorted({f.value["organisation"] for f in people} - {one.value["organisation"]} if one else ())
    return _set(one, organisation=rng.choice(others)) if others else None


def wrong_duty(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    one = _pick(
        rng, [f for f in _of(findings, "attendance") if f.value["duty"] in ("chair", "secretary", "adjuster", "member")]
    )
    return one and _set(one, duty="chair" if one.value["duty"] == "member" else "member")


def absent_as_present(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    return _set(
        _pick(rng, [f for f in _of(findings, "attendance") if f.value["presence"] == "absent"]), presence="present"
    )


def present_as_absent(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    return _set(
        _pick(rng, [f for f in _of(findings, "attendance") if f.value["presence"] == "present"]), presence="absent"
    )


def misread_name(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    one = _pick(rng, [f for f in findings if f.kind in ("attendance", "presenter", "signature")])
    if one is None:
        return None
    name = one.value["name"]
    at = rng.randrange(2, len(name) - 1)
    return _set(one, name=name[:at] + name[at + 1 :]) if name[at] != " " else None


def clause_cut_short(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    """The place ends too early, and so does the text."""
    one = _pick(rng, [f for f in _of(findings, "decision") if len(f.value["text"].split()) > 7])
    if one is None:
        return None
    words = text[one.first_char : one.end_char]
    cut = words[: len(words) * 2 // 3].rsplit(None, 1)[0]
    one.end_char = one.first_char + len(cut)
    return _set(one, text=" ".join(re.sub(r"^att\s+", "", cut).split()))


def neighbour_glued_on(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    """The next clause is taken for a part of this one."""
    decisions = sorted(_of(findings, "decision"), key=lambda f: f.first_char)
    pairs = [(a, b) for a, b in pairwise(decisions) if a.value["item"] == b.value["item"]]
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    one.end_char = max(one.end_char, other.end_char)
    findings.remove(other)
    return _set(one, text=f"{one.value['text']} {other.value['text']}")


def neighbours_clause(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    """The words of another item's clause, at the place of this one."""
    decisions = _of(findings, "decision")
    one = _pick(rng, decisions)
    others = [
        f for f in decisions if one and f.value["item"] != one.value["item"] and f.value["text"] != one.value["text"]
    ]
    return _set(one, text=rng.choice(others).value["text"]) if others else None


def wrong_item(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    one = _pick(rng, [f for kind in ("decision", "assignment", "proposal") for f in _of(findings, kind, "item")])
    others = sorted({f.value["number"] for f in _of(findings, "item", "number")} - {one.value["item"]} if one else ())
    return _set(one, item=rng.choice(others)) if others else None


def misread_item_number(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    one = _pick(rng, [f for f in _of(findings, "item", "number") if f.value["number"].isdecimal()])
    return one and _set(one, number=str(int(one.value["number"]) + rng.choice((-1, 2, 10))))


def negation_lost(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    negated = [
        f
        for kind in ("decision", "proposal")
        for f in _of(findings, kind)
        if re.search(r"\b(inte|ej|utan)\b", f.value["text"])
    ]
    one = _pick(rng, negated)
    return one and _set(one, text=re.sub(r" (inte|ej|utan)\b", "", one.value["text"], count=1))


def proposal_as_decision(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    """A proposal that was rejected, or left open, becomes a decision."""
    one = _pick(rng, [f for f in _of(findings, "proposal") if f.value["outcome"] != "carried"])
    if one is None:
        return None
    one.kind = "decision"
    rest = {"body": None, "formal": False, "via": None, "date": None, "adopts_proposal": False, "effect": "other"}
    one.value = {name: one.value[name] for name in ("item", "section", "text")} | rest | {"condition": None}
    return one


def wrong_meeting_day(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    one = _pick(rng, [f for f in _of(findings, "meeting", "date") if ISO.fullmatch(f.value["date"])])
    return one and _set(
        one, date=(date.fromisoformat(one.value["date"]) + timedelta(rng.choice((-365, 9, 30)))).isoformat()
    )


def wrong_next_meeting(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    one = _pick(rng, [f for f in _of(findings, "next_meeting") if ISO.fullmatch(f.value["date"])])
    return one and _set(
        one, date=(date.fromisoformat(one.value["date"]) + timedelta(rng.choice((-30, 12, 365)))).isoformat()
    )


def wrong_agreement_end(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    one = _pick(rng, _of(findings, "agreement", "to"))
    return one and _set(one, to=f"{int(one.value['to'][:4]) + rng.choice((-2, 1, 3))}{one.value['to'][4:]}")


def wrong_signer_duty(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    one = _pick(rng, _of(findings, "signature", "duty"))
    return one and _set(one, duty="adjuster" if one.value["duty"] != "adjuster" else "chair")


def condition_lost(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    return _set(_pick(rng, _of(findings, "decision", "condition")), condition=None)


def text_of_another_word(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    """One word of a clause is read as another: "godkänna" as "avslå", "höjs" as "sänks"."""
    one = _pick(rng, [f for f in _of(findings, "decision") if len(f.value["text"].split()) > 3])
    if one is None:
        return None
    words = one.value["text"].split()
    words[rng.randrange(len(words))] = rng.choice(("avslå", "sänks", "kommunerna", "regionen", "februari"))
    return _set(one, text=" ".join(words))


def title_of_neighbour(rng: random.Random, text: str, findings: list[Finding]) -> Finding | None:
    items = _of(findings, "item", "title")
    one = _pick(rng, items)
    others = [f for f in items if one and f.value["title"] != one.value["title"]]
    return _set(one, title=rng.choice(others).value["title"]) if others else None


PLANTS: dict[str, Plant] = {
    name: function
    for name, function in list(globals().items())
    if callable(function) and not name.startswith("_") and getattr(function, "__module__", "") == __name__
}


def planted(
    findings: Sequence[Finding], text: str, *, seed: int, count: int
) -> tuple[list[Finding], dict[str, Finding]]:
    """Copies of findings with that many different errors among them, as far as they have what can be made wrong; and
    which they are."""
    rng = random.Random(seed)  # noqa: S311 - the same errors each time
    mine = list(_copied(findings))
    wrong: dict[str, Finding] = {}
    for name in rng.sample(sorted(PLANTS), len(PLANTS)):
        if len(wrong) == count:
            break
        rest = [finding for finding in mine if all(finding is not one for one in wrong.values())]
        touched = PLANTS[name](rng, text, rest)
        if touched is not None:
            kept = {id(finding) for finding in (*rest, *wrong.values())}
            mine = [finding for finding in mine if id(finding) in kept]
            wrong[name] = touched
    return mine, wrong


def _copied(findings: Sequence[Finding]) -> Iterator[Finding]:
    copies: dict[int, Finding] = {}
    for finding in findings:
        twin = copies[id(finding)] = copy.copy(finding)
        if finding.parent is not None:
            twin.parent = copies[id(finding.parent)]
        yield twin
