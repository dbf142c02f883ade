"""What people said of a version's findings holds in the next one, whatever its reader or its file makes of them.

A fact that the new version has as before takes over what was said of it. Where it now says something else at the same
place, the person's word stands and the reader's is put beside it. Where it has no such fact, the old one is carried to
the same words in the new text; if those are gone, it stays behind, and people are asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rodtrad.web.documents.findings import identity, load_findings
from rodtrad.web.documents.models import Finding, Version
from rodtrad.web.documents.places import place_in

Review = Finding.Review
MOST_OCCURRENCES = 50  # of the words of a fact, that are looked at for its place


def carry_over(levels: list[list[Finding]], before: Version, version: Version) -> None:
    """Give the unsaved findings of a version what people said in the one before, and add those that only people know.

    `levels`: as `findings_of` makes them; changed in place.
    """
    earlier = load_findings(before)
    if all(finding.review == Review.UNREVIEWED for finding in earlier):
        return
    fresh = [finding for level in levels for finding in level]
    became = _same(earlier, fresh)
    claimed = set(map(id, became.values()))
    for old in earlier:
        if old.review == Review.UNREVIEWED:
            continue
        if old.pk in became:
            _take_over(became[old.pk], old)
        elif old.review != Review.REFUSED:
            near = _near(old, (finding for finding in fresh if id(finding) not in claimed), before, version)
            if near is not None:
                _take_over(near, old)
            else:
                near = _carried(old, became, before, version, levels)
            if near is not None:
                became[old.pk] = near
                claimed.add(id(near))


def _same(earlier: Iterable[Finding], fresh: Sequence[Finding]) -> dict[int, Finding]:
    """By the key of an earlier finding the one that says the same now, as the reader said it or as people did."""
    there: dict[str, list[Finding]] = defaultdict(list)
    for finding in fresh:
        there[identity(finding)].append(finding)
    found = {}
    for old in earlier:
        for key in dict.fromkeys((identity(old, as_read=True), identity(old))):
            if there.get(key):
                found[old.pk] = there[key].pop(0)
                break
    return found


def _take_over(new: Finding, old: Finding) -> None:
    """Let what a person said of the old finding hold of the new one; the reader's own word is kept beside it."""
    new.review = old.review
    if old.review != Review.REFUSED and new.value != old.value:
        new.read = {name: getattr(new, name) for name in Finding.FOUND}
        new.value, new.inferred = old.value, old.inferred


def _near(old: Finding, fresh: Iterable[Finding], before: Version, version: Version) -> Finding | None:
    """The one finding of its kind that now stands where the old one stood; a single value of the head has one place."""
    of_kind = [finding for finding in fresh if finding.kind == old.kind]
    if "." in old.kind or old.kind in ("body", "bodies", "reference", "meeting", "plan"):
        return of_kind[0] if len(of_kind) == 1 else None
    span = moved_to(old, before.text, version.text)
    if span is None:
        return None
    there = [finding for finding in of_kind if finding.first_char < span[1] and span[0] < finding.end_char]
    return there[0] if len(there) == 1 else None


def _carried(
    old: Finding, became: dict[int, Finding], before: Version, version: Version, levels: list[list[Finding]]
) -> Finding | None:
    """The old finding at its words in the new text, added at its level; None where they, or its whole, are gone."""
    span = moved_to(old, before.text, version.text)
    parent = became.get(old.parent_id) if old.parent_id else None
    if span is None or (old.parent_id and parent is None):
        return None
    stays = span == (old.first_char, old.end_char) and before.text == version.text
    kept = ("kind", *Finding.FOUND, "rule", "confidence", "review", "read")
    told = {name: getattr(old, name) for name in kept} | ({} if stays else place_in(version, *span))
    finding = Finding(version=version, parent=parent, **told)
    level = next((number for number, held in enumerate(levels, 1) if any(one is parent for one in held)), 0)
    while len(levels) <= level:
        levels.append([])
    levels[level].append(finding)
    return finding


def moved_to(old: Finding, before: str, after: str) -> tuple[int, int] | None:
    """Where the words of a finding stand in another text: at the same place, else at the nearest as seen from both
    ends; None where they do not."""
    start, end = old.first_char, old.end_char
    words = before[start:end]
    if not words.strip():
        return None
    if after[start:end] == words:
        return start, end
    found, at = list[int](), after.find(words)
    while at >= 0 and len(found) < MOST_OCCURRENCES:
        found.append(at)
        at = after.find(words, at + 1)
    if not found:
        return None
    from_end = len(after) - (len(before) - start)
    nearest = min(found, key=lambda here: min(abs(here - start), abs(here - from_end)))
    return nearest, nearest + len(words)
