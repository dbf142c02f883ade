"""What a supplement to a notice tells: how the agenda now differs from the one that was sent."""

from __future__ import annotations

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
            changes += _changes_at(item, was)
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
