"""The minutes as a PDF."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from rodtrad.web import typeset
from rodtrad.web.minutes.content import ItemContent, MinutesContent

TEMPLATE: Final = Path(__file__).with_name("minutes.typ")


@dataclass(frozen=True, slots=True)
class SignaturePage:
    """The last page of a file that is to be signed. `approvals`: name, duty, when and by which identity, a line each;
    `lead`: what they approved. `mark`: by which the file is known among others, written into what tells of it."""

    mark: str
    lead: str
    approvals: tuple[tuple[str, str, str, str], ...]


def pdf_of(
    content: MinutesContent,
    *,
    made_at: datetime,
    seal: str = "",
    signature_page: SignaturePage | None = None,
    has_lines: bool = False,
) -> bytes:
    """The minutes as a file. `made_at` is written into it, so that the same minutes become the same bytes; `seal`: what
    stands at the foot of each page, as the number of the version; `has_lines`: over the names of those who sign.

    Raises RuntimeError where it cannot be made, which is a fault of ours.
    """
    told = content.to_json() | {
        "title": f"{content.form} {content.body} {content.day}",
        "seal": seal,
        "has_lines": has_lines,
        "emblem": content.emblem.told(),
    }
    told["items"] = [_told(item, content.decides) for item in content.items]
    told |= {"signature_page": asdict(signature_page) if signature_page else None}
    told |= {"mark": [signature_page.mark] if signature_page else []}
    return typeset.pdf_of(TEMPLATE, told, made_at=made_at)


def _told(item: ItemContent, decides: str) -> dict[str, Any]:
    """An item or a section, with its decisions below the words that lead them in."""
    sections = [_told(section, decides) for section in item.sections]
    return asdict(item) | {"decided": item.decided(decides), "sections": sections}
