"""How right a reading record is: found facts are matched one to one with those of a gold record and counted a kind.

In a gold record a list of accepted values means that any of them is right, `accept` holds other wordings of a fact,
and `"optional": true` a fact that may be found or not. How texts and places are compared is described in
`docs/evaluation.md`. Records are plain JSON objects here, so that any reader's output can be measured.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import SequenceMatcher
from typing import Any, Final

Json = Mapping[str, Any]
Measure = Callable[[Json, Json, float], float]

TEXT: Final = 0.90
NAME: Final = 0.93
TITLE: Final = 0.85
NEAR: Final = 2  # lines that a found place may lie off the gold place
ENOUGH: Final = 10  # gold facts from which a kind counts for `lowest`
LONG: Final = 25  # characters from which one task that holds the other is the same task

# Dates and fixed words are right or wrong, never alike.
EXACT: Final = frozenset(
    {
        *("due", "from", "to", "date", "start", "end", "signed_at", "decided_on"),
        *("type", "duty", "presence", "via", "formal", "cancelled", "adopts_proposal", "kind", "outcome", "effect"),
    }
)
LISTS: Final = frozenset({"extensions", "parties"})  # which are right as wholes, in their order
HEADS: Final = (
    *("kind", "body", "reference"),
    *("meeting.date", "meeting.start", "meeting.end", "meeting.place"),
    *("plan.period", "plan.decided_on", "plan.decided_by"),
)
DASHES_AND_QUOTES: Final = str.maketrans("–—”’", "--\"'", "\u00ad")


def squash(value: object) -> str:
    """A text without what may differ between two readings of it: mark-up, case, dashes, a leading bullet or "att"."""
    text = re.sub(r"<[^>]+>", " ", str(value or "")).lower()
    text = text.translate(DASHES_AND_QUOTES)
    text = re.sub(r"^[\s\-•*·o]*(?:att\s+)?", "", re.sub(r"\s+", " ", text).strip())
    return text.strip(" .,:;*_\"'")


def alike(gold: object, got: object, cut: float) -> float:
    """How alike the nearest accepted value and a found one are, from 0 to 1; below `cut` the answer may be 0."""
    values = gold if isinstance(gold, list) else [gold]
    return max((_alike(squash(value), squash(got), cut) for value in values), default=0.0)


def _alike(a: str, b: str, cut: float) -> float:
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    # Both are upper bounds of the ratio and much quicker; most pairs are told apart by them.
    if matcher.real_quick_ratio() < cut or matcher.quick_ratio() < cut:
        return 0.0
    return matcher.ratio()


def is_right(key: str, gold: object, got: object, cut: float = TITLE) -> bool:
    """Whether a value is right: exactly so for dates and fixed words, else alike; None in gold wants an empty one."""
    values = gold if isinstance(gold, list) else [gold]
    if key in EXACT:
        return _exact(got) in [_exact(value) for value in values]
    empty = any(value in (None, "", False) for value in values) and got in (None, "", False, [])
    return empty or any(value not in (None, "") and alike(value, got, cut) >= cut for value in values)


def _exact(value: object) -> object:
    if value in (None, "", False, []):
        return None
    if isinstance(value, str) and "T" in value:  # instants compare as instants, whatever their offset
        try:
            return datetime.fromisoformat(value).astimezone(UTC)
        except ValueError:
            return value
    return value


def is_near(gold: Json, got: Json) -> bool | None:
    """Whether the found lines overlap the gold ones, nearly, and are not much longer; None where gold has none.

    Of a format whose lines nobody counts, gold may have the page instead, which must be the very one.
    """
    want, have = gold.get("lines"), got.get("lines")
    if not want:
        return gold["page"] == got.get("page") if gold.get("page") else None
    if not have:
        return False
    overlap = have[0] <= want[1] + NEAR and have[1] >= want[0] - NEAR
    return bool(overlap and have[1] - have[0] <= want[1] - want[0] + 2 * NEAR)


def _number(value: object) -> str:
    return str(value or "").strip("§ .")


def first(value: Any) -> Any:
    """Of a list of accepted values the first; any other value as it is."""
    return value[0] if isinstance(value, list) and value else value


def _by(key: str) -> Measure:
    return lambda gold, got, cut: alike(gold[key], got.get(key), cut)


def _by_text(key: str) -> Measure:
    def measure(gold: Json, got: Json, cut: float) -> float:
        if gold.get("item") is not None and _number(gold["item"]) != _number(got.get("item")):
            return 0.0
        return max(alike(gold[key], got.get(key), cut), alike(gold.get("accept") or [], got.get(key), cut))

    return measure


def _by_title(gold: Json, got: Json, cut: float) -> float:
    same = _number(gold["number"]) == _number(got.get("number")) and alike(gold["title"], got.get("title"), TITLE)
    return float(same >= TITLE)


def _by_item_and_name(gold: Json, got: Json, cut: float) -> float:
    return alike(gold["name"], got.get("name"), cut) if _number(gold["item"]) == _number(got.get("item")) else 0.0


def _by_task(gold: Json, got: Json, cut: float) -> float:
    likeness = _by_text("task")(gold, got, 0.0)
    want, have = squash(gold["task"]), squash(got.get("task"))
    if likeness and min(len(want), len(have)) >= LONG and (want in have or have in want):
        likeness = max(likeness, 0.95)
    anyone = gold["assignee"] is None and gold.get("optional")
    return likeness if anyone or is_right("assignee", gold["assignee"], got.get("assignee")) else 0.0


def _by_date(gold: Json, got: Json, cut: float) -> float:
    return float(is_right("date", gold["date"], got.get("date")))


def _within(owner: str, key: str) -> Measure:
    """The fact's own text, where the group or target area that it stands in is the right one."""

    def measure(gold: Json, got: Json, cut: float) -> float:
        return alike(gold[key], got.get(key), cut) if alike(gold[owner], first(got.get(owner)), TITLE) > TITLE else 0.0

    return measure


@dataclass(frozen=True, slots=True)
class Kind:
    """How facts of a kind are matched, and which of their attributes are then compared where gold has them."""

    measure: Measure
    cut: float
    attributes: tuple[str, ...] = ()


KINDS: Final[Mapping[str, Kind]] = {
    "attendance": Kind(_by("name"), NAME, ("organisation", "title", "duty", "presence")),
    "items": Kind(_by_title, 1.0, ("type", "cancelled")),
    "presenters": Kind(_by_item_and_name, NAME, ("title", "organisation")),
    "proposals": Kind(_by_text("text"), TEXT, ("outcome",)),
    "decisions": Kind(_by_text("text"), TEXT, ("formal", "via", "date", "adopts_proposal", "effect", "condition")),
    "assignments": Kind(_by_task, TEXT, ("due", "kind")),
    "appointments": Kind(_by("person"), NAME, ("replaces", "body", "from")),
    "agreements": Kind(_by("title"), 0.8, ("from", "to", "extensions", "notice", "parties")),
    "next_meetings": Kind(_by_date, 1.0, ("body",)),
    "signatures": Kind(_by("name"), NAME, ("duty", "signed_at")),
    "distribution": Kind(_by("text"), TEXT),
    "plan_groups": Kind(_by("name"), TITLE, ("overall_goal", "target_group", "responsible")),
    "indicators": Kind(_within("group", "name"), TEXT, ("source", "baseline", "target")),
    "target_areas": Kind(_within("group", "title"), TEXT),
    "activities": Kind(_within("area", "text"), TEXT, ("responsible", "start", "end", "time_text", "state")),
}


def flatten(record: Json) -> dict[str, list[Json]]:
    """A record's facts as one list a kind; what is nested gets the name of what it stands in."""
    facts: dict[str, list[Json]] = {kind: list(record.get(kind) or []) for kind in KINDS}
    for item in facts["items"]:
        facts["presenters"] += [{**person, "item": item.get("number")} for person in item.get("presenters") or []]
        for name in item.get("presenters_optional") or []:
            facts["presenters"].append({"name": name, "item": item["number"], "optional": True})
    for group in (record.get("plan") or {}).get("groups") or []:
        facts["plan_groups"].append(group)
        facts["indicators"] += [{**fact, "group": group.get("name")} for fact in group.get("indicators") or []]
        for area in group.get("target_areas") or []:
            facts["target_areas"].append({**area, "group": group.get("name")})
            facts["activities"] += [{**fact, "area": area.get("title")} for fact in area.get("activities") or []]
    return facts


@dataclass(frozen=True, slots=True)
class Pairing:
    hits: list[tuple[Json, Json]]
    missed: list[Json]
    surplus: list[Json]


def pair(golds: Sequence[Json], gots: Sequence[Json], kind: Kind) -> Pairing:
    """Match facts one to one, the most alike first."""
    likeness = {(i, j): kind.measure(a, b, kind.cut) for i, a in enumerate(golds) for j, b in enumerate(gots)}
    left, right = set(range(len(golds))), set(range(len(gots)))
    hits = []
    for i, j in sorted(likeness, key=lambda ij: -likeness[ij]):
        if likeness[i, j] >= kind.cut and i in left and j in right:
            left.remove(i)
            right.remove(j)
            hits.append((golds[i], gots[j]))
    return Pairing(hits, [golds[i] for i in sorted(left)], [gots[j] for j in sorted(right)])


@dataclass(slots=True)
class Tally:
    """Counts of one kind; `right` and `asked` count attributes by name, and lines under "lines"."""

    gold: int = 0
    hit: int = 0
    surplus: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + self.surplus) if self.hit + self.surplus else 0.0

    @property
    def recall(self) -> float:
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def ask(self, key: str, right: bool) -> None:
        self.asked[key] += 1
        self.right[key] += right


@dataclass(slots=True)
class Score:
    """What was right and what was wrong in one or several documents. `wrong` names every fault in one line."""

    kinds: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    heads: Tally = field(default_factory=Tally)
    deadlines: Tally = field(default_factory=Tally)  # surplus: invented ones
    issues: Tally = field(default_factory=Tally)
    places: Tally = field(default_factory=Tally)  # counted by those who have the document
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, gold: Json, got: Json) -> None:
        """Measure one document's record; `name` leads its lines in `wrong`."""
        self._add_heads(name, gold, got)
        self._add_issues(name, gold, got)
        wanted, found = flatten(gold), flatten(got)
        for kind, rule in KINDS.items():
            pairs = pair(wanted[kind], found[kind], rule)
            surplus = [] if kind in (gold.get("unscored_surplus") or []) else pairs.surplus
            missed = [fact for fact in pairs.missed if not fact.get("optional")]
            counted = [(a, b) for a, b in pairs.hits if not a.get("optional")]
            tally = self.kinds[kind]
            tally.gold += len(counted) + len(missed)
            tally.hit += len(counted)
            tally.surplus += len(surplus)
            self.wrong += [f"{name}: {kind}: saknas: {_brief(fact)}" for fact in missed]
            self.wrong += [f"{name}: {kind}: överflödig: {_brief(fact)}" for fact in surplus]
            if kind == "assignments":
                self.deadlines.surplus += sum(bool(fact.get("due")) for fact in surplus)
            for a, b in counted:
                self._add_attributes(f"{name}: {kind}", rule, tally, a, b)

    def _add_heads(self, name: str, gold: Json, got: Json) -> None:
        for path in HEADS:
            if "." in path and not gold.get(path.split(".")[0]):
                continue
            want, have = _at(gold, path), _at(got, path)
            right = want == have if path == "plan.period" else is_right(path.split(".")[-1], want, have, TEXT)
            self.heads.ask("value", right)
            if not right:
                self.wrong.append(f"{name}: {path}: {_change(want, have)}")

    def _add_issues(self, name: str, gold: Json, got: Json) -> None:
        """Issues that gold expects, by code; it does not list all that a reader may rightly remark on."""
        found = {issue["code"] for issue in got.get("issues") or []}
        for code in gold.get("issues") or []:
            self.issues.ask("code", code in found)
            if code not in found:
                self.wrong.append(f"{name}: issues: saknas: {code}")

    def _add_attributes(self, where: str, rule: Kind, tally: Tally, gold: Json, got: Json) -> None:
        for key in rule.attributes:
            if key not in gold or (key == "formal" and gold[key] is None):
                continue
            want, have = gold[key], got.get(key)
            right = list(have or []) == want if key in LISTS else is_right(key, want, have)
            tally.ask(key, right)
            if key == "due":
                self._add_deadline(first(want) is not None, right)
            if not right:
                self.wrong.append(f"{where}.{key}: {_change(want, have)} ({_brief(gold)})")
        near = is_near(gold, got)
        if near is not None:
            tally.ask("lines", near)
            if not near:
                self.wrong.append(f"{where}.lines: {gold['lines']} blev {got.get('lines')} ({_brief(gold)})")

    def _add_deadline(self, dated: bool, right: bool) -> None:
        if dated:
            self.deadlines.ask("due", right)
        elif not right:
            self.deadlines.surplus += 1

    def totals(self) -> dict[str, float]:
        """The figures that sum up the whole; what nothing was asked of is left out."""
        asked = [tally for tally in self.kinds.values() if tally.gold]
        everything = Tally(*(sum(getattr(t, n) for t in self.kinds.values()) for n in ("gold", "hit", "surplus")))
        facts = everything.gold + everything.hit + everything.surplus
        attributes, lines = Tally(), Tally()
        for tally in self.kinds.values():
            for key, count in tally.asked.items():
                part = lines if key == "lines" else attributes
                part.asked[key] += count
                part.right[key] += tally.right[key]
        shares = {
            "heads": self.heads,
            "attributes": attributes,
            "provenance": lines,
            "deadlines": self.deadlines,
            "issues": self.issues,
            "places": self.places,
        }
        return {
            "macro_f1": sum(t.f1 for t in asked) / len(asked) if asked else 0.0,
            "micro_f1": 2 * everything.hit / facts if facts else 0.0,
            "lowest": min((t.f1 for t in asked if t.gold >= ENOUGH), default=0.0),
            **{key: t.right.total() / t.asked.total() for key, t in shares.items() if t.asked},
            "deadlines_invented": float(self.deadlines.surplus),
        }


def _at(record: Json, path: str) -> Any:
    value: Any = record
    for part in path.split("."):
        value = (value or {}).get(part)
    return value


def _change(want: object, have: object) -> str:
    wanted = want if isinstance(have, list) else first(want)  # of accepted values the first will do
    return " blev ".join(json.dumps(value, ensure_ascii=False) for value in (wanted, have))


def _brief(fact: Json) -> str:
    text = next(
        (str(first(fact[key])) for key in ("name", "person", "title", "task", "text", "date") if key in fact), ""
    )
    item = fact.get("item") or fact.get("number")
    return f"{'§ ' + str(item) + ' ' if item else ''}{text[:90]}"
