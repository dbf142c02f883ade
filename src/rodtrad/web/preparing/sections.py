"""What arranges the sections of an item: each function one transaction and one row in the log.

Their letters follow from their order, so that nobody types one; a section that is withdrawn after the notice keeps its.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import key_of
from rodtrad.web.meetings.models import Item, Meeting, Presenter, Proposal, Section
from rodtrad.web.meetings.states import hold_to_arrange
from rodtrad.web.preparing.lines import present, propose

LETTERS: Final = ascii_lowercase


@transaction.atomic
def add_section(
    *, item: Item, fields: Mapping[str, Any], clauses: Sequence[str], presenters: Sequence[str], by: User | None
) -> Section:
    """Put a section last in an item; `clauses` and `presenters` as of `add_item`.

    Raises ValidationError where the agenda is closed, somebody took the item off just now, the letters are all taken or
    something is wrong with a field.
    """
    hold_to_arrange(item.meeting)
    if not Item.written.filter(pk=item.pk).exists():
        raise ValidationError(f"”{item.title}” är borttagen. Lägg tillbaka den först.")
    order = len(_with_a_letter_left(item)) + 1
    section = Section(item=item, order=order, label=LETTERS[order - 1], is_draft=True, **fields)
    section.full_clean(exclude=["item"])
    section.save()
    propose(item, clauses, section=section)
    present(item, presenters, section=section)
    log("section-added", section, by=by, item=item.pk, clauses=list(clauses))
    return section


def has_room(item: Item, sections: Sequence[Mapping[str, Any]]) -> bool:
    """Whether some more sections get letters in an item."""
    return not sections or len(sections_of(item)) + len(sections) <= len(LETTERS)


def take_in_sections(*, item: Item, sections: Iterable[Mapping[str, Any]], by: User | None) -> None:
    """Put sections that come by themselves, each as `add_section` is told of it, in an item. One whose title stands
    there already is that, which is told what it lacks. Raises as `add_section`."""
    there = [section for section in sections_of(item) if not section.cancelled]
    for told in sections:
        same = next((one for one in there if key_of(one.title) == key_of(told["fields"]["title"])), None)
        if same is None:
            add_section(item=item, by=by, **told)
            continue
        there.remove(same)  # two of a title that come together are two
        if same.minutes_needed is None and told["fields"].get("minutes_needed"):
            same.minutes_needed = told["fields"]["minutes_needed"]
            same.save(update_fields=["minutes_needed"])
        if not Proposal.written.filter(section=same).exists():
            propose(item, told["clauses"], section=same)
        if not Presenter.written.filter(section=same).exists():
            present(item, told["presenters"], section=same)


@transaction.atomic
def change_section(
    *, section: Section, fields: Mapping[str, Any], clauses: Sequence[str], presenters: Sequence[str], by: User | None
) -> None:
    """Change what a section says and what is proposed. Raises as `add_section`, and where somebody took it off."""
    hold_to_arrange(section.item.meeting)
    if not Section.written.filter(pk=section.pk).exists():
        raise ValidationError(f"”{section.title}” är borttaget. Lägg tillbaka det först.")
    was = {name: getattr(section, name) for name in fields}
    for name, value in fields.items():
        setattr(section, name, value)
    section.full_clean(exclude=["item"])
    section.save(update_fields=list(fields))
    propose(section.item, clauses, section=section)
    present(section.item, presenters, section=section)
    log("section-changed", section, by=by, item=section.item_id, was=was, clauses=list(clauses))


@transaction.atomic
def withdraw_section(*, section: Section, by: User | None) -> None:
    """Take a section off as `withdraw_item` does an item: before the notice it is gone, after it stays as withdrawn,
    with its letter. Raises ValidationError where the agenda is closed, or somebody took it off just now."""
    item = section.item
    hold_to_arrange(item.meeting)
    if not Section.written.filter(pk=section.pk, cancelled=False).exists():
        raise ValidationError(f"”{section.title}” är redan borttaget.")
    log("section-withdrawn", section, by=by, item=item.pk)
    if item.meeting.state != Meeting.State.PLANNED:
        section.cancelled = True
        section.save(update_fields=["cancelled"])
        return
    section.retired_at = timezone.now()
    section.save(update_fields=["retired_at"])
    for model in (Proposal, Presenter):
        model.written.filter(section=section).update(retired_at=section.retired_at)
    _letter(sections_of(item))


@transaction.atomic
def put_back_section(*, section: Section, by: User | None) -> None:
    """Have a section that was taken off where it stood again, as it was. Raises ValidationError where the agenda is
    closed, other sections have taken all letters, or somebody put it back just now."""
    item = section.item
    hold_to_arrange(item.meeting)
    if Section.written.filter(pk=section.pk, cancelled=False).exists():
        raise ValidationError(f"”{section.title}” är redan tillbaka.")
    gone_since = section.retired_at
    order = _with_a_letter_left(item) if gone_since else []
    section.retired_at, section.cancelled = None, False
    section.save(update_fields=["retired_at", "cancelled"])
    if gone_since:
        order.insert(section.order - 1, section)
        _letter(order)
        for model in (Proposal, Presenter):
            model._base_manager.filter(section=section, retired_at=gone_since).update(retired_at=None)
    log("section-put-back", section, by=by, item=item.pk)


@transaction.atomic
def arrange_sections(*, item: Item, order: Sequence[int], by: User | None) -> None:
    """Put the sections of an item in an order, given by their keys; their letters follow. Raises ValidationError where
    the order lacks a section or names another's."""
    hold_to_arrange(item.meeting)
    sections = {section.pk: section for section in sections_of(item)}
    if sorted(order) != sorted(sections):
        raise ValidationError("Avsnitten har ändrats av någon annan. Ladda om sidan och ordna dem igen.")
    _letter([sections[pk] for pk in order])
    log("sections-arranged", item, by=by, order=list(order))


def sections_of(item: Item) -> list[Section]:
    """The sections of an item in their order, with those that were withdrawn after the notice."""
    return list(Section.written.filter(item=item).order_by("order", "pk"))


def as_told(section: Section) -> dict[str, Any]:
    """What a section says, as `add_section` is told of another like it."""
    presented = Presenter.written.filter(section=section).order_by("order")
    return {
        "fields": {"title": section.title, "minutes_needed": section.minutes_needed},
        "clauses": list(Proposal.written.filter(section=section).order_by("order").values_list("text", flat=True)),
        "presenters": [row.line for row in presented],
    }


def _with_a_letter_left(item: Item) -> list[Section]:
    """The sections of an item, to which another may be added. Raises ValidationError where they have all letters."""
    sections = sections_of(item)
    if len(sections) >= len(LETTERS):
        raise ValidationError(f"En punkt kan ha högst {len(LETTERS)} avsnitt. Dela den i två punkter.")
    return sections


def _letter(sections: Sequence[Section]) -> None:
    """Give sections their places and letters, in the order in which they come."""
    for place, section in enumerate(sections):
        section.order, section.label = place + 1, LETTERS[place]
    Section.written.bulk_update(sections, ["order", "label"])
