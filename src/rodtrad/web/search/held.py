"""Meetings held here, as entries: they come from no document, so their own pages are all that they have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.urls import reverse

from rodtrad.web.documents.mentions import PartyFinder
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Decision, Item, Meeting, Section, Standpoint, Vote
from rodtrad.web.minutes.content import ItemContent, MinutesContent
from rodtrad.web.minutes.texts import BOLD
from rodtrad.web.search.making import Made, made
from rodtrad.web.search.models import Entry, Kind
from rodtrad.web.search.passages import passages_in
from rodtrad.web.search.places import LAST_VERSION, PASSAGES, place_of_passage

PUBLISHED = Meeting.State.PUBLISHED.value  # of what `publishing`, which lies above, puts out as well

KINDS: tuple[tuple[Kind, Any], ...] = (
    (Kind.ITEM, Item),
    (Kind.DECISION, Decision),
    (Kind.STANDPOINT, Standpoint),
    (Kind.VOTE, Vote),
    (Kind.ASSIGNMENT, Assignment),
)


def held_meetings() -> QuerySet[Meeting]:
    """Those of which something may be found."""
    return Meeting.objects.filter(finding=None, state=Meeting.State.PUBLISHED).prefetch_related("bodies")


def entries_at(meeting: Meeting) -> QuerySet[Entry]:
    """What the index has of a meeting, whether or not it still stands in the register."""
    rows = Q()
    for kind, model in KINDS:
        rows |= Q(kind=kind, row_id__in=model._base_manager.filter(meeting=meeting, finding=None).values("pk"))
    rows |= Q(kind=Kind.PASSAGE, document=None, row_id=meeting.pk)
    return Entry.objects.filter(rows)


def held_entries(meeting: Meeting) -> Iterator[Made]:
    """An entry for each row of a meeting in the register, and for each text of its minutes as they are public."""
    prefetch_related_objects([meeting], "bodies")  # each of them asks
    yield from _rows_of(meeting)
    address = reverse("publishing:minutes", args=[meeting.pk])
    finder, bodies = PartyFinder(), {body.pk for body in meeting.bodies.all()}
    for number, (item, text) in enumerate(islice(_texts_of(meeting), PASSAGES)):
        place = f"{item.number} {item.title}".strip() if item else ""
        yield made(
            Kind.PASSAGE,
            meeting.pk,
            place_among_hits=place_of_passage(LAST_VERSION - meeting.pk, number, meeting.date),
            title="",
            text=text,
            context=", ".join(filter(None, [meeting.body_names, place])),
            address=f"{address}#punkt-{item.key}" if item else address,
            date=meeting.date,
            year=meeting.date.year if meeting.date else None,
            bodies=bodies,
            parties={party.pk for _, party in finder.named_in(text)},
        )


def _texts_of(meeting: Meeting) -> Iterator[tuple[ItemContent | None, str]]:
    """What was written and stands in no row: who was there, what was said and put, at the item where it was."""
    public = meeting.publications.filter(state=PUBLISHED).values_list("content", flat=True).first()
    if public is None:
        return
    content = MinutesContent.from_json(public)
    texts: list[tuple[ItemContent | None, str]] = [(None, content.opening)]
    texts += [(None, f"{heading}: {', '.join(people)}") for heading, people in content.groups]
    for item in content.items:
        for part in item.parts:
            told = (*part.presenters, part.introduction, *part.proposals, *part.recused, *map(str, part.papers))
            blocks = ("\n".join(block.lines) for block in part.blocks)
            votes = map(" ".join, part.votes)  # who voted how stands with what the vote was on
            texts += [(item, text) for text in (part.title if part is not item else "", *told, *blocks, *votes)]
    texts += [(None, f"{added.heading}\n{added.text}") for added in content.additions]
    for at, text in texts:
        yield from ((at, piece.text) for piece in passages_in(text.replace(BOLD, "")))


def _rows_of(meeting: Meeting) -> Iterator[Made]:
    sections: dict[int, list[str]] = defaultdict(list)
    for section in Section.objects.filter(item__meeting=meeting):
        sections[section.item_id].append(str(section))
    for kind, model in KINDS:
        related = () if model is Item else ("item",)
        standing = model.objects.filter(meeting=meeting, finding=None).select_related(*related)
        rows: Iterable[Any] = standing.prefetch_related("concerned") if hasattr(model, "concerned") else standing
        for row in rows:
            title, texts = _said(row, sections)
            yield made(
                kind,
                row.pk,
                title=title,
                text="\n".join(filter(None, texts)),
                context=meeting.body_names,
                address=row.get_absolute_url(),
                date=meeting.date,
                day=meeting.date,
                year=meeting.date.year if meeting.date else None,
                bodies={body.pk for body in meeting.bodies.all()} | _key(row, "body_id"),
                parties={party.pk for party in row.concerned.all()} if hasattr(row, "concerned") else set(),
            )


def _said(
    row: Item | Decision | Standpoint | Vote | Assignment, sections: dict[int, list[str]]
) -> tuple[str, list[str]]:
    if isinstance(row, Item):
        return str(row), sections[row.pk]
    title = str(row.item) if row.item else ""
    if isinstance(row, Standpoint | Vote):
        return title, [row.in_words if isinstance(row, Standpoint) else f"{Kind.VOTE.label}: {row.in_words}"]
    return title, [str(row)] if isinstance(row, Assignment) else [row.text]


def _key(row: Any, field: str) -> set[int]:
    return {key for key in [getattr(row, field, None)] if key}
