"""What in minutes should be looked at before they are public, and the public copy in which some of it is masked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.texts import BOLD
from rodtrad.web.personal_numbers import personal_numbers
from rodtrad.web.publishing.models import Ruling

MASKED = "[maskerat]"
MARK = rf"(?:{re.escape(BOLD)})?"
AROUND = 60  # characters before and after what is shown of a place
Kind = Ruling.Kind
# "utgår pga sjukdom", "är sjukskriven sedan mars", "har anmält sjukfrånvaro", "efter en operation", "är föräldraledig"
HEALTH = re.compile(
    r"""\b(?:(?:p\.?\s?g\.?\s?a\.?|på\ grund\ av|till\ följd\ av|grundad?\ på)\s+(?:\w+\s+){0,2}?
        (?:sjukdom|sjukskrivning|sjukfrånvaro|ohälsa|operation|graviditet|vård\ av\ barn|vab)
    |(?:är|blev|blivit|varit)\s+(?:\w+\s+)?sjuk(?:a)?\b|sjukskriv\w+|sjukanmäl\w+|långtidssjuk\w*
    |(?:fått|har|med)\s+diagnosen\b|tvångsvårda\w+)\b""",
    re.I | re.X,
)
# What of the value is no text of the minutes but tells what kind of text stands beside it.
LINES = "lines"  # of a paragraph, in a block's value
NO_TEXT = frozenset({"kind", "key", "number", "item", "emblem"})


@dataclass(slots=True)
class Found:
    """A text to judge: `places`, each where it stands and the words around it."""

    kind: str
    text: str
    places: list[tuple[str, str]] = field(default_factory=list)


def look_through(
    content: MinutesContent, *, known: Iterable[str], names_in: Callable[[str], Iterable[str]]
) -> list[Found]:
    """What of some minutes should be judged before they are public; what is confidential is not, as it is left out.

    `known`: the names of those who stand in them for what they do. `names_in`: the names that a text holds.
    """
    roles = {name.casefold() for name in known}
    found: dict[str, Found] = {}
    for where, written, is_list in texts_of(content):
        # As a ruling has it, whatever its line ends and whichever of its words are bold.
        text = " ".join(written.replace(BOLD, "").split())
        for kind, hit in _in_text(text, roles, names_in if not is_list else None):
            one = found.setdefault(hit, Found(kind, hit))
            one.places.append((where, _around(text, hit)))
    return sorted(found.values(), key=lambda one: list(Kind).index(Kind(one.kind)))


def places_of(content: MinutesContent, hit: str) -> list[tuple[str, str]]:
    """Where a text that somebody chose to mask stands, and the words around it."""
    wanted = re.compile(re.escape(hit), re.IGNORECASE)
    told = [(where, " ".join(written.replace(BOLD, "").split())) for where, written, _ in texts_of(content)]
    return [(where, _around(text, found.group())) for where, text in told if (found := wanted.search(text))]


def _in_text(text: str, roles: set[str], names_in: Callable[[str], Iterable[str]] | None) -> Iterator[tuple[str, str]]:
    for number in personal_numbers(text):
        yield Kind.PERSONAL_NUMBER, number
    for match in HEALTH.finditer(text):
        yield Kind.HEALTH, match.group()
    for name in dict.fromkeys(names_in(text)) if names_in else ():
        # "Anna Eks förslag"
        if name.casefold() not in roles and name.casefold().removesuffix("s") not in roles:
            yield Kind.PERSON, name


def texts_of(content: MinutesContent) -> Iterator[tuple[str, str, bool]]:
    """Every text that others than the body may see: where it stands, the text, and whether it is a list of those who
    were there for what they do."""
    told = content.without_confidential().to_json()
    for item in told.pop("items"):
        where = f"{item['number']} {item['title']}".strip()
        for part in (item, *item.pop("sections")):
            yield from ((where, text, True) for text in part.pop("presenters"))
            yield from ((where, text, False) for text in _strings(part))
    for name, value in told.items():
        if name in NO_TEXT:
            continue
        where = "Närvarande" if name in {"groups", "signers"} else "Protokollet"
        yield from (
            (where, text, name in {"groups", "signers", "body", "decides", "place"}) for text in _strings(value)
        )


def texts_at(content: MinutesContent) -> dict[int, list[str]]:
    """Every text of each item, by the key of its row."""
    return {item["key"]: list(_strings(item)) for item in content.to_json()["items"]}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if name == LINES:
                yield "\n".join(part)  # a name may be divided over two of them
            elif name not in NO_TEXT:
                yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def _around(text: str, hit: str) -> str:
    before, _, after = text.partition(hit)
    # Whole words only.
    first = before if len(before) <= AROUND else "…" + before[-AROUND:].partition(" ")[2]
    last = after if len(after) <= AROUND else after[:AROUND].rpartition(" ")[0] + "…"
    return first + hit + last


def _spelt(word: str) -> str:
    """A pattern for a word any letters of which may be bold."""
    return MARK.join(map(re.escape, word))


def _masked(match: re.Match[str]) -> str:
    """What stands instead of a masked text: a mark for bold that began or ended within it still does."""
    return MASKED + BOLD * (match.group().count(BOLD) % 2)


@dataclass(frozen=True, slots=True)
class Mask:
    """Hides some texts wherever they stand; in a longer word all of it, as "Anna Eks" tells as much as "Anna Ek"."""

    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, texts: Iterable[str]) -> Mask:
        # The longest first: of two that begin alike it is the one that is meant.
        words = [rf"{MARK}\s+{MARK}".join(map(_spelt, text.split())) for text in sorted(texts, key=len, reverse=True)]
        return cls(re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?:{MARK}\w)*", re.I) if words else None)

    def hides(self, text: str) -> bool:
        return bool(self.pattern and self.pattern.search(text))

    def on(self, text: str) -> str:
        """The text as everyone may see it."""
        return self.pattern.sub(_masked, text) if self.pattern else text

    def leaves(self, text: str) -> bool:
        """Whether anything is left of a text to read."""
        return not self.hides(text) or bool(re.search(r"\w", self.on(text).replace(MASKED, "")))

    def over(self, content: MinutesContent) -> tuple[MinutesContent, int]:
        """The copy that everyone may see, and in how many places something is masked in it."""
        told, number = self._over(content.without_confidential().to_json())
        return MinutesContent.from_json(told), number

    def _over(self, value: Any) -> tuple[Any, int]:
        if isinstance(value, str):
            return self.pattern.subn(_masked, value) if self.pattern else (value, 0)
        if isinstance(value, Mapping) and LINES in value:
            masked, number = self._over("\n".join(value[LINES]))
            return {**value, LINES: masked.split("\n")}, number
        if isinstance(value, Mapping):
            parts = {name: (part, 0) if name in NO_TEXT else self._over(part) for name, part in value.items()}
            return {name: part for name, (part, _) in parts.items()}, sum(number for _, number in parts.values())
        if isinstance(value, list | tuple):
            members = [self._over(part) for part in value]
            return [part for part, _ in members], sum(number for _, number in members)
        return value, 0
