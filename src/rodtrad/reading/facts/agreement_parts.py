"""What an agreement's own document says beside its term: behind labels, of its review, annexes and shares of cost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from rodtrad.reading.clauses import sentences
from rodtrad.reading.names import is_organisation
from rodtrad.reading.parties import Parties
from rodtrad.reading.sources.source import Line, Stretch

LabelKind = Literal["title", "from", "to", "extensions", "notice", "review"]

ON = r"(?:\s+(?:och\s+med|fr\.?\s?o\.?\s?m\.?|t\.?\s?o\.?\s?m\.?))?"
LABELS: Final[dict[LabelKind, str]] = {
    "title": r"titel|rubrik|(?:avtalets|överenskommelsens|dokumentets)\s+(?:namn|titel|benämning)",
    "from": rf"(?:gäller|giltigt?)\s+(?:från{ON}|fr\.?\s?o\.?\s?m\.?)|startdatum|avtalsstart|träder\s+i\s+kraft"
    r"|ikraftträdande",
    "to": rf"(?:gäller|giltigt?)\s+(?:till{ON}|t\.?\s?o\.?\s?m\.?)|slutdatum|avtalsslut",
    "extensions": r"(?:möjlig\s+)?förlängning(?:soptione?r?n?)?|option(?:er)?|optionsår",
    "notice": r"uppsägning(?:stid)?",
    "review": r"ses\s+över|(?:nästa\s+)?(?:revidering|översyn)|revideras(?:\s+senast)?|omprövas",
}
_LABEL: Final = re.compile(
    "(?:"
    + "|".join(f"(?P<{'begins' if kind == 'from' else kind}>{words})" for kind, words in LABELS.items())
    + r")\s*:\s*(?P<value>.*)",
    re.I | re.S,
)
_REVIEW: Final = re.compile(
    r"\b(?:översyn|revider(?:as|ing\w*)|ses\s+över|se\s+över|omförhandlas|omprövas|utvärderas)\b", re.I
)
_WHEN: Final = re.compile(
    r"\b20\d\d\b|\bårlig|\b(?:varje|vartannat|vart|var|per|om)\s+(?:\w+\s+)?år\b|mandatperiod", re.I
)
_ANNEX: Final = re.compile(r"Bilaga\s+(?P<number>\d{1,2}|[A-H])\b\s*[.:,–-]?\s*(?P<name>\S.{1,118}[^.,:;])", re.S)
_ANNEXES: Final = re.compile(
    r"(?:\d{1,2}[.)]?\s+|§\s*\d{1,2}\s+)?(?:bilagor|bilageförteckning|förteckning över bilagor)\s*:?", re.I
)
_NUMBERED: Final = re.compile(r"(?P<number>\d{1,2})[.)]?\s+(?=[A-ZÅÄÖ])")
_SHARE: Final = re.compile(
    r"(?:\d{1,3}(?:[,.]\d+)?\s*(?:%|procent\w*)|\d{1,2}/\d{1,2}|hälften|en\s+(?:tredje|fjärde)del)(?!\w).{0,60}",
    re.I,
)
_COST: Final = re.compile(r"\b(?:\w*kostnad\w*|\w*avgift\w*|finansiering\w*|underskott\w*)\b", re.I)
_DIVIDED: Final = re.compile(r"\b(?:fördela[ds]?|fördelas|fördelning\w*|delas|delar|bekostas|betalas)\b", re.I)
_MEASURE: Final = re.compile(
    r"\b(?:hälften|procent\w*|folkmängd\w*|invånar\w*|befolkning\w*|lika\s+delar|lika|andel\w*|nyckel\w*|\d/\d)\b|%",
    re.I,
)


def labelled(lines: Sequence[Line]) -> dict[LabelKind, Stretch]:
    """What stands behind the labels of an agreement's head: "Gäller från: 2025-02-01", "Uppsägning<TAB>sex månader"."""
    found: dict[LabelKind, Stretch] = {}
    for line in lines:
        content = (
            line.content if len(line.cells) < 2 else Stretch.join([c.stretch.strip(" :") for c in line.cells[:2]], ": ")
        )
        if len(content) > 200 or ":" not in content.text:
            continue
        if (match := _LABEL.fullmatch(content.text)) and match["value"]:
            kind = next(kind for kind in LABELS if match["begins" if kind == "from" else kind] is not None)
            found.setdefault(kind, content.group(match, "value"))
    return found


def review_of(lines: Sequence[Line]) -> Stretch | None:
    """The sentence that says when the agreement is to be looked over."""
    for line in lines:
        if line.cells or not _REVIEW.search(line.text):
            continue
        for sentence in sentences(line.content):
            if _REVIEW.search(sentence.text) and _WHEN.search(sentence.text):
                return sentence.strip(" .")
    return None


def annexes_of(lines: Sequence[Line]) -> list[Stretch]:
    """The annexes with their names: "Bilaga 1. Rutin för överlämning", and those listed below "Bilagor"."""
    found: dict[str, Stretch] = {}
    listing = False
    for line in lines:
        if _ANNEXES.fullmatch(line.text):
            listing = True
        elif match := _ANNEX.fullmatch(line.text):
            found.setdefault(match["number"], line.content)
        elif (
            listing
            and not line.text.endswith((".", ":"))
            and len(line.text) < 120
            and (line.bullet or _NUMBERED.match(line.text))
        ):
            number = _NUMBERED.match(line.text)
            found.setdefault(number["number"] if number else line.text, line.content)
        else:
            listing = False
    return list(found.values())


def cost_shares_of(lines: Sequence[Line], parties: Parties) -> list[Stretch]:
    """How the parties share the cost, as written: a row each where a table tells, else the sentences that say it."""
    rows = [line.content for line in lines if _is_share(line, parties)]
    return rows if len(rows) > 1 else list(_sharing(lines))


def _is_share(line: Line, parties: Parties) -> bool:
    """Whether a row tells the share of a party: "Ekeby kommun | 40 procent"."""
    if len(line.cells) < 2:
        return False
    name, share = line.cells[0].text, line.cells[1].text
    return bool(_SHARE.fullmatch(share)) and (is_organisation(name, parties) or name.lower().startswith("kommun"))


def _sharing(lines: Sequence[Line]) -> Iterator[Stretch]:
    for line in lines:
        if line.cells or not _COST.search(line.text):
            continue
        for sentence in sentences(line.content):
            if all(pattern.search(sentence.text) for pattern in (_COST, _DIVIDED, _MEASURE)):
                yield sentence.strip(" ")
