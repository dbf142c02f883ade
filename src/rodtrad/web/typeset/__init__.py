"""Our own texts as PDF: tagged, PDF/UA-1 and PDF/A-2a, made by Typst from templates of ours that share `parts.typ`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

import typst

# Templates name what they import from here: `#import "/typeset/parts.typ": *`.
ROOT: Final = Path(__file__).parent.parent
# ISO 14289-1 for those who listen, ISO 19005-2 level a for the archive.
STANDARDS: Final[tuple[Literal["ua-1"], Literal["a-2a"]]] = ("ua-1", "a-2a")


def pdf_of(template: Path, told: Mapping[str, Any], *, made_at: datetime, is_part: bool = False) -> bytes:
    """What a template makes of values, which are data to it and never mark-up. `made_at` is written into the file, so
    that the same values become the same bytes. `is_part`: of a file that others' pages are joined to, which then
    follows no standard and must not say so.

    Raises RuntimeError where it cannot be made, which is a fault of ours.
    """
    made = typst.compile(
        template,
        root=ROOT,
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        pdf_standards=[] if is_part else [*STANDARDS],
        timestamp=made_at.astimezone(UTC).replace(microsecond=0),
        ignore_system_fonts=True,
    )
    if not isinstance(made, bytes):
        raise RuntimeError("Typst made no file")
    return made
