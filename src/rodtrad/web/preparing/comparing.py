"""What a supplement to a notice tells: how the agenda now differs from the one that was sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

WHEN = (("date", "Dag"), ("end_date", "Sista dag"), ("start", "Börjar"), ("end", "Slutar"), ("place", "Plats"))
TOLD = {
    "title": "rubriken",
    "introduction": "bakgrunden",
    "clauses": "förslaget till beslut",
    "presenters": "föredragande",
    "assignments": "uppdragen att följa upp",
    "type": "slaget",
    "day": "dagen",
}


def changes_between(sent: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Each change in words, in the order of the agenda; empty where nothing is new. Both are as `agenda_of` tells them;
    clock times that only moved because another item did are no change."""
    changes = [f"{word}: {now[key]} i stället för {sent[key]}" for key, word in WHEN if now[key] != sent[key]]
    before = {item["item"]: item for item in sent["items"]}
    for item in now["items"]:
        was = before.pop(item["item"], None)
        if was is None:
            changes.append(f"Ny punkt: {item['title']}")
        elif item["cancelled"] and not was["cancelled"]:
            changes.append(f"Utgår: {item['title']}")
        elif was["cancelled"] and not item["cancelled"]:
            changes.append(f"Tas upp ändå: {item['title']}")
        else:
            changes += [*_changes_at(item, was), *_changes_in_sections(item, was)]
    changes += [f"Borttagen: {item['title']}" for item in before.values()]
    order, kept = [item["item"] for item in now["items"]], [item["item"] for item in sent["items"]]
    common = set(order) & set(kept)
    if [key for key in order if key in common] != [key for key in kept if key in common]:
        changes.append("Punkterna tas upp i en annan ordning")
    return changes


def _changes_at(item: dict[str, Any], was: dict[str, Any]) -> list[str]:
    known = {paper["sha256"] for paper in was["papers"]}
    changes = [
        f"{item['title']}: ny handling, {paper['title']}" for paper in item["papers"] if paper["sha256"] not in known
    ]
    told = [word for key, word in TOLD.items() if (item.get(key) or None) != (was.get(key) or None)]
    if item["papers"] != was["papers"] and not changes:
        told.append("handlingarna")
    return changes + ([f"{item['title']}: {', '.join(told)} har ändrats"] if told else [])


def _changes_in_sections(item: dict[str, Any], was: dict[str, Any]) -> Iterator[str]:
    before = {one["section"]: one for one in was.get("sections", ())}
    for one in item.get("sections", ()):
        old, told = before.pop(one["section"], None), f"{item['title']}, {one['label']}) {one['title']}"
        if old is None:
            yield f"Nytt avsnitt: {told}"
        elif one["cancelled"] != old["cancelled"]:
            yield f"{'Utgår' if one['cancelled'] else 'Tas upp ändå'}: {told}"
        elif changed := [word for key, word in TOLD.items() if one.get(key) != old.get(key)]:
            yield f"{told}: {', '.join(changed)} har ändrats"
    for old in before.values():
        yield f"Borttaget avsnitt: {item['title']}, {old['title']}"
    order, kept = ([one["section"] for one in told.get("sections", ())] for told in (item, was))
    if [key for key in order if key in kept] != [key for key in kept if key in order]:
        yield f"{item['title']}: avsnitten tas upp i en annan ordning"
