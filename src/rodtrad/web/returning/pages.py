"""What the page of a Word file shows: each change with the words that differ, and what stands there now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rodtrad.web.meetings.models import Meeting
from rodtrad.web.minutes.content import ItemContent, MinutesContent
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.minutes.words import reads_alike, short, words_between
from rodtrad.web.returning.models import Proposed, WordFile
from rodtrad.web.returning.places import Place, Standing, place_of, places_in
from rodtrad.web.verifying.actions import DONE

Kind = Proposed.Kind


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal as it is chosen of. `words`: how the text that the file had becomes the one it has; `now`: what stands
    there, where somebody has changed it meanwhile; `is_gone`: nothing stands there any more; `follows`: the beginning
    of the paragraph behind which it goes."""

    row: Proposed
    words: list[tuple[str, str]]
    now: str
    is_gone: bool
    follows: str


def word_page(meeting: Meeting, latest: MinutesVersion) -> dict[str, Any]:
    """The context: the last file that came, its proposals by item, and what is not taken in. Six queries."""
    file = WordFile.objects.filter(version__meeting=meeting).select_related("version", "by").last()
    context = {"meeting": meeting, "latest": latest, "file": file, "is_done": meeting.state in DONE}
    if file is None:
        return context
    content = MinutesContent.from_json(latest.content)
    rows = list(file.proposals.select_related("item", "by"))
    waiting = [row for row in rows if row.answer == Proposed.Answer.WAITING]
    return context | {
        "items": _by_item(content, waiting, places_in(file.version, (row.kind for row in waiting))),
        "waiting": len(waiting),
        "answered": [row for row in rows if row.answer],
        "is_older": file.version_id != latest.pk,
    }


def _by_item(
    content: MinutesContent, rows: Sequence[Proposed], standing: dict[Place, Standing]
) -> list[tuple[str, list[Shown]]]:
    """The proposals under the headings of their items, or of the sections of these."""
    blocks = {b.key: "\n".join(b.lines) for item in content.items for part in item.parts for b in part.blocks}
    found: dict[str, list[Shown]] = {}
    for row in rows:
        item = next((item for item in content.items if item.key == row.item_id), None)
        section = _part(row, content) if row.section_id else None
        told = ", ".join(f"{part.number} {part.title}".strip() for part in (item, section) if part)
        found.setdefault(told or "Protokollet", []).append(_shown(row, content, blocks, standing))
    return list(found.items())


def _shown(row: Proposed, content: MinutesContent, blocks: dict[str, str], standing: dict[Place, Standing]) -> Shown:
    now = _now(row, content, blocks, standing)
    is_other = now is not None and not reads_alike(now, row.before)
    words = list(words_between(row.before, row.text)) if row.kind not in (Kind.MOVED, Kind.REMARK) else []
    return Shown(row, words, now if is_other and now else "", now is None, short(blocks.get(row.after, "")))


def _now(row: Proposed, content: MinutesContent, blocks: dict[str, str], standing: dict[Place, Standing]) -> str | None:
    """What stands where the proposal would; None where nothing does."""
    if row.kind in (Kind.NEW, Kind.REMARK):
        return row.before
    if row.paragraph:
        return blocks.get(row.paragraph)
    part = _part(row, content)
    if part is None:
        return None
    if row.kind == Kind.TITLE:
        return part.title
    one = standing.get(place_of(row))
    if one is None or one.now is None:
        return None
    if row.kind == Kind.DECISION:
        return part.decisions[one.now]
    task = part.tasks[one.now]
    return "\n".join((task.who, task.what, task.when))


def _part(row: Proposed, content: MinutesContent) -> ItemContent | None:
    """The item that a proposal is of, or the section of it."""
    item = next((item for item in content.items if item.key == row.item_id), None)
    if item is None or row.section_id is None:
        return item
    return next((section for section in item.sections if section.key == row.section_id), None)
