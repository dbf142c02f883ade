"""The numbers and bullets that the program computes: the file only says which list a paragraph is in, and its form.

OpenDocument 1.3 part 3, 5.3 and 16.31: a list begins anew unless it says that it continues another; a number may show
those of the levels above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from rodtrad.reading.sources.counting import in_short_form
from rodtrad.reading.sources.odt.names import Element, child, get, number, q, twips, within
from rodtrad.reading.sources.paragraph import DOT, Label, bullet

LEVELS: Final = 10
LONGEST: Final = 40  # characters of a number; longer ones are nobody's
OUTLINE: Final = "Outline"
PLACEHOLDER = re.compile(r"%(\d\d?)%")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `shown`: of how many levels it shows the numbers; `pattern`: how they stand ("%1%.%2%"),
    where the file says it."""

    form: str = ""
    mark: str | None = None
    prefix: str = ""
    suffix: str = ""
    pattern: str = ""
    shown: int = 1
    start: int = 1
    gap: str = " "
    indent: int | None = None


@dataclass(slots=True)
class Counting:
    """One list as far as it has come: the number of each level."""

    counts: dict[int, int] = field(default_factory=dict)


class Lists:
    """The lists of a part, which count as they are used. `roots`: where their styles stand, the nearest last."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[str, dict[int, Level]] = {}
        for root in roots:
            for source in ("office:styles", "office:automatic-styles"):
                for element in within(root, source):
                    if element.tag == q("text:list-style"):
                        self._styles[get(element, "style:name") or ""] = dict(_levels(element))
                    elif element.tag == q("text:outline-style"):
                        self._styles[OUTLINE] = dict(_levels(element))
        self._by_id: dict[str, Counting] = {}
        self._by_style: dict[str, Counting] = {}
        self.outline = Counting()

    def begun(self, element: Element, style: str) -> Counting:
        """The counting of a list that begins here, or goes on."""
        continued = get(element, "text:continue-list")
        counting = self._by_id.get(continued) if continued else None
        if counting is None and get(element, "text:continue-numbering") == "true":
            counting = self._by_style.get(style)
        if counting is None:
            counting = self.outline if style == OUTLINE else Counting()
        if own := get(element, "xml:id"):
            self._by_id[own] = counting
        self._by_style[style] = counting
        return counting

    def label(self, counting: Counting, style: str, level: int, start: int | None = None) -> Label | None:
        """What stands ahead of the next paragraph of a level, from 0; None where nothing does. `start`: its number."""
        levels = self._styles.get(style, {})
        at = min(level, LEVELS - 1)
        own = levels.get(at)
        if own is None:
            return None
        counts = counting.counts
        counts[at] = start if start is not None else counts[at] + 1 if at in counts else own.start
        for deeper in [one for one in counts if one > at]:
            del counts[deeper]
        if own.mark is not None:
            return bullet(own.mark, own.indent)
        text = _written(levels, own, at, counts)
        return Label(text, False, own.gap, own.indent) if text else None


def _written(levels: dict[int, Level], own: Level, at: int, counts: dict[int, int]) -> str:
    def counted(level: int) -> str:
        known = levels.get(level, Level())
        return in_short_form(counts.get(level, known.start), known.form) if known.form else ""

    if not own.form:
        return own.prefix.strip() + own.suffix.strip() if own.prefix else ""
    if own.pattern:
        text = PLACEHOLDER.sub(lambda found: counted(int(found[1]) - 1), own.pattern)
    else:
        numbers = [counted(level) for level in range(max(at - own.shown + 1, 0), at + 1)]
        text = own.prefix + ".".join(filter(None, numbers)) + own.suffix
    return text[:LONGEST].strip()


def _levels(style: Element) -> list[tuple[int, Level]]:
    found = []
    for element in style:
        at = number(get(element, "text:level"))
        if at is None or not 1 <= at <= LEVELS:
            continue
        mark = None
        if element.tag == q("text:list-level-style-bullet"):
            mark = get(element, "text:bullet-char") or DOT
        elif element.tag == q("text:list-level-style-image"):
            mark = DOT
        found.append((at - 1, _level(element, mark)))
    return found


def _level(element: Element, mark: str | None) -> Level:
    properties = child(element, "style:list-level-properties")
    alignment = child(properties, "style:list-level-label-alignment")
    indent = twips(get(alignment, "fo:margin-left"))
    if indent is None and properties is not None:
        indent = (twips(get(properties, "text:space-before")) or 0) + (
            twips(get(properties, "text:min-label-width")) or 0
        )
    start = number(get(element, "text:start-value"))
    return Level(
        form=get(element, "style:num-format") or "",
        mark=mark,
        prefix=(get(element, "style:num-prefix") or "")[:LONGEST],
        suffix=(get(element, "style:num-suffix") or "")[:LONGEST],
        pattern=(get(element, "style:num-list-format") or get(element, "loext:num-list-format") or "")[:LONGEST],
        shown=number(get(element, "text:display-levels")) or 1,
        start=1 if start is None else start,
        gap="" if get(alignment, "text:label-followed-by") == "nothing" else " ",
        indent=indent,
    )
