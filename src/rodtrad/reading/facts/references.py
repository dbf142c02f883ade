"""Laws, inquiries, directives and other meetings that the text names.

Forms: "SOU 2021:93", "dir. 2022:24" (Regeringskansliet's series), "SFS 2017:612", "lagen (2017:612)", "VGSO 210203".
"""

from __future__ import annotations

import re
from typing import Final

from rodtrad.reading.facts.context import Context
from rodtrad.reading.record import Reference, ReferenceKind

# Every reference has one, most lines have none. Four times over it is looked for by its first character, and found in
# half the time.
NUMBER = re.compile("[0-9][0-9][0-9][0-9]")
PATTERNS: Final[tuple[tuple[ReferenceKind, re.Pattern[str]], ...]] = (
    ("sou", re.compile(r"\bSOU\s+\d{4}:\d{1,3}\b")),
    ("dir", re.compile(r"\b(?:[Dd]ir(?:ektiv)?\.?)\s+\d{4}:\d{1,3}\b")),
    ("sfs", re.compile(r"\bSFS\s+\d{4}:\d{1,4}\b|\b[A-Za-zÅÄÖåäö-]*lag(?:en)?\s+\(\d{4}:\d{1,4}\)")),
    ("meeting", re.compile(r"\b[A-ZÅÄÖ]{2,6}\s+(?:20)?\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\b(?:\s*§\s*\d{1,3})?")),
)


def find_references(context: Context) -> tuple[Reference, ...]:
    """Each reference once, where it stands first."""
    found: dict[str, Reference] = {}
    for line in context.source.lines:
        if not NUMBER.search(line.text):
            continue
        for kind, pattern in PATTERNS:
            for match in pattern.finditer(line.text):
                stretch = line.content.group(match)
                evidence = context.evidence(stretch, f"reference-{kind}", 0.95)
                found.setdefault(stretch.text, Reference(evidence=evidence, text=stretch.text, kind=kind))
    return tuple(sorted(found.values(), key=lambda r: r.evidence.place.chars))
