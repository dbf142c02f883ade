"""Who says something against or beside a decision: read from the paragraphs that say so, against the roll.

A paragraph tells it as the minutes will, "Bo Al reserverar sig mot beslutet"; the names in it that stand in the roll
are whose it is. Nobody is guessed: a reservation without a known name hinders the meeting from closing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.core.exceptions import ValidationError
from django.db.models import F

from rodtrad.web.holding.models import Paragraph
from rodtrad.web.holding.namesakes import named_in, unclear_in
from rodtrad.web.holding.roll import Roll
from rodtrad.web.meetings.models import Attendance, Decision, Item, Meeting, Section, Standpoint

Kind = Standpoint.Kind
# The kinds of paragraphs that say it, and how each begins where the room writes it.
KINDS: Final[dict[str, str]] = {
    Paragraph.Kind.DISSENT: Kind.RESERVATION,
    Paragraph.Kind.STATEMENT: Kind.STATEMENT,
    Paragraph.Kind.NOTE: Kind.NOTE,
    Paragraph.Kind.ABSTENTION: Kind.ABSTENTION,
}
SAID: Final[dict[str, str]] = {
    Paragraph.Kind.DISSENT: "{who} reserverar sig mot beslutet.",
    Paragraph.Kind.STATEMENT: "{who} lämnar ett särskilt yttrande.",
    Paragraph.Kind.NOTE: "{who} lämnar en protokollsanteckning.",
    Paragraph.Kind.ABSTENTION: "{who} deltar inte i beslutet.",
}
# By which a text says itself that it is of the kind.
SAYS: Final[dict[str, tuple[str, ...]]] = {
    Paragraph.Kind.DISSENT: ("reserverar", "reservation"),
    Paragraph.Kind.STATEMENT: ("yttra",),
    Paragraph.Kind.NOTE: ("anteckn",),
    Paragraph.Kind.ABSTENTION: ("deltar inte", "avstår"),
}
RECUSED: Final = "{who} deltar inte i handläggningen på grund av jäv."


def sentence(kind: str, names: Sequence[str], text: str) -> str:
    """What the minutes say: "Bo Al och Eva Rask reserverar sig mot beslutet. Kostnaden är inte känd." A text that says
    it itself, with their names, stands as it is."""
    said = text.casefold()
    if any(word in said for word in SAYS[kind]) and all(name.casefold() in said for name in names):
        return text.strip()
    return " ".join(filter(None, [SAID[kind].format(who=listed(names)), text.strip()]))


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "Bo Al, Eva Rask och Ulf By"."""
    return " och ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def contradictions(meeting: Meeting, roll: Roll) -> Iterator[tuple[Paragraph, str]]:
    """What is said in paragraphs by nobody who is known, or by somebody who had no part in it: the paragraph with its
    item and section, and what to do, in words for people. Two queries."""
    paragraphs = list(_paragraphs(meeting))
    decided = set(Decision.written.filter(meeting=meeting).values_list("item", "section")) if paragraphs else set()
    apart = {
        (row.item_id, row.section_id, one.pk)
        for row in paragraphs
        if row.kind == Paragraph.Kind.ABSTENTION
        for one in named_in(row.text, roll.people)
    }
    for row in paragraphs:
        called, people = row.get_kind_display(), named_in(row.text, roll.people)
        unclear = [f"{called}: {which}" for which in unclear_in(row.text, roll.people)]
        yield from ((row, why) for why in unclear)
        if not people and not unclear and row.kind in {Paragraph.Kind.DISSENT, Paragraph.Kind.ABSTENTION}:
            yield row, f"{called} utan känt namn. Skriv vem, med namnet som det står i närvaron."
        if row.kind == Paragraph.Kind.DISSENT and (row.item_id, row.section_id) not in decided:
            yield row, "Det finns inget beslut att reservera sig mot. Skriv beslutet, eller ta bort reservationen."
        for one in people:
            if why := _why_not(row, one, roll, apart):
                yield row, f"{called}: {why}. Rätta texten, eller närvaron."


def _why_not(row: Paragraph, one: Attendance, roll: Roll, apart: set[tuple[int, int | None, int]]) -> str:
    """Why somebody can't say that; a note may be anybody's who was there."""
    why = roll.why_not(one, row.item, row.section)
    if row.kind == Paragraph.Kind.NOTE:
        return "" if one in roll.present_at(row.item) else why
    if row.kind == Paragraph.Kind.DISSENT and (row.item_id, row.section_id, one.pk) in apart:
        return f"{roll.names[one.pk]} deltar inte i beslutet"
    return why


def write_standpoints(meeting: Meeting) -> None:
    """Make rows of what is said beside decisions in the minutes as they stand, instead of those made before.

    Raises ValidationError with all that contradicts the roll.
    """
    roll = Roll.of(meeting)
    if wrong := [f"”{(row.section or row.item).title}”: {why}" for row, why in contradictions(meeting, roll)]:
        raise ValidationError(wrong)
    rows = [
        Standpoint(
            item=row.item,
            section=row.section,
            kind=KINDS[row.kind],
            text=" ".join(row.text.replace("**", "").split()),
            names=_names(named_in(row.text, roll.people), roll),
        )
        for row in _paragraphs(meeting)
    ]
    rows += _recusals(meeting, roll)
    Standpoint.written.filter(meeting=meeting, finding=None).delete()
    for order, row in enumerate(sorted(rows, key=_place), 1):
        row.meeting, row.order, row.is_draft = meeting, order, True
    Standpoint.objects.bulk_create(rows)


def _recusals(meeting: Meeting, roll: Roll) -> Iterator[Standpoint]:
    items = {item.pk: item for item in Item.written.filter(meeting=meeting)}
    sections = {section.pk: section for section in Section.written.filter(item__meeting=meeting)}
    for item, section in roll.recused:
        if item in items and (section is None or section in sections):
            at = items[item], sections.get(section or 0)
            people = roll.recused_at(*at)
            text = RECUSED.format(who=listed([roll.names[row.pk] for row in people]))
            yield Standpoint(item=at[0], section=at[1], kind=Kind.RECUSAL, text=text, names=_names(people, roll))


def _place(row: Standpoint) -> tuple[int, int]:
    """Where it stands in the minutes: at the item itself before its sections."""
    return row.item.order if row.item else 0, row.section.order if row.section else 0


def _paragraphs(meeting: Meeting) -> Iterable[Paragraph]:
    said = Paragraph.objects.filter(item__meeting=meeting, removed_at=None, kind__in=KINDS).exclude(text="")
    return said.select_related("item", "section").order_by(
        "item__order", F("section__order").asc(nulls_first=True), "order"
    )


def _names(people: Iterable[Attendance], roll: Roll) -> str:
    return "\n".join(roll.names[row.pk] for row in people)
