"""Saving one paragraph: nothing that was acknowledged is lost, and nobody writes over anybody unseen.

A save tells which revision it was written on and bears a key of its own. The same key saved again, because the answer
was lost on the way, changes nothing. A save on an old revision does not come to stand: both texts are kept, and whoever
wrote it chooses.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.holding.models import Paragraph, ParagraphRevision
from rodtrad.web.holding.standpoints import KINDS
from rodtrad.web.meetings.models import Item, Meeting, Section
from rodtrad.web.meetings.states import hold_still

LONGEST = 100_000  # characters of a paragraph


@dataclass(frozen=True, slots=True)
class Save:
    """What a browser sends. `key`: the paragraph's; `base`: the revision it was written on, 0 for a new paragraph;
    `after`: the key of the paragraph that it follows, None for the first place or where it stays where it is;
    `removed`: taken out of the minutes, until a save without it puts it back."""

    key: UUID
    save_key: UUID
    base: int
    text: str
    kind: str = Paragraph.Kind.TEXT
    after: UUID | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """The revision that stands. `theirs`: where somebody else wrote meanwhile, the paragraph as it stands, and what was
    sent is kept beside it."""

    paragraph: Paragraph
    revision: int
    theirs: str | None = None


@transaction.atomic
def save_paragraph(
    *,
    item: Item,
    save: Save,
    by: User | None,
    section: Section | None = None,
    while_it_is: str = Meeting.State.OPEN,
) -> Saved:
    """Write a paragraph of an item, or of a section of it, in the words of the module. Its revisions are its log; that
    somebody says something against or beside a decision is told of the item too. `while_it_is`: the state of the
    meeting in which that may be done.

    Raises ValidationError where the meeting does not stand open for writing or the text is too long.
    """
    known = ParagraphRevision.objects.filter(save_key=save.save_key).select_related("paragraph").first()
    if known and known.paragraph.key != save.key:
        raise ValidationError("Sparningen hör till ett annat stycke. Kopiera texten och ladda om sidan.")
    if known:
        return Saved(known.paragraph, known.revision or known.paragraph.revision, _theirs(known))
    # Whoever comes second waits here, also for a paragraph that does not exist yet, and for whoever closes the meeting.
    hold_still(item.meeting)
    if item.meeting.state != while_it_is:
        raise ValidationError("Mötet är inte öppet. Det du skrev är inte sparat; kopiera det innan du lämnar sidan.")
    if len(save.text) > LONGEST:
        raise ValidationError(f"Stycket är längre än {LONGEST} tecken. Dela det i flera.")
    paragraph = Paragraph.objects.filter(key=save.key).first()
    if paragraph is None:
        at = {"item": item, "section": section}
        order = _room_after(Paragraph.objects.filter(**at), save.after)
        paragraph = Paragraph.objects.create(key=save.key, order=order, kind=save.kind, text=save.text, **at)
        _keep(paragraph, save, by, revision=1)
        _tell(section or item, "", save, by)
        return Saved(paragraph, 1)
    if (paragraph.item_id, paragraph.section_id) != (item.pk, section.pk if section else None):
        raise ValidationError("Stycket hör till en annan punkt eller ett annat avsnitt.")
    return _written_over(paragraph, save, by)


def _written_over(paragraph: Paragraph, save: Save, by: User | None) -> Saved:
    """A paragraph that existed, as it stands after the save."""
    if (paragraph.text, paragraph.kind, paragraph.is_removed) == (save.text, save.kind, save.removed):
        return Saved(paragraph, paragraph.revision)
    if paragraph.revision != save.base:
        _keep(paragraph, save, by, revision=None)
        return Saved(paragraph, paragraph.revision, theirs=paragraph.text)
    _tell(paragraph.section or paragraph.item, "" if paragraph.is_removed else paragraph.kind, save, by)
    paragraph.text, paragraph.kind = save.text, save.kind
    paragraph.removed_at = timezone.now() if save.removed else None
    paragraph.revision += 1
    paragraph.save(update_fields=["text", "kind", "removed_at", "revision"])
    _keep(paragraph, save, by, revision=paragraph.revision)
    return Saved(paragraph, paragraph.revision)


def _tell(place: Item | Section, was: str, save: Save, by: User | None) -> None:
    """Log that a reservation, a statement or a note comes or goes. `was`: the kind of the paragraph, "" of none."""
    now = "" if save.removed else save.kind
    if was != now and was in KINDS:
        log("said-taken-back", place, by=by, kind=was)
    if was != now and now in KINDS:
        log("said", place, by=by, kind=now)


def _theirs(known: ParagraphRevision) -> str | None:
    return known.paragraph.text if known.lost else None


def _keep(paragraph: Paragraph, save: Save, by: User | None, *, revision: int | None) -> None:
    ParagraphRevision.objects.create(
        paragraph=paragraph,
        revision=revision,
        lost=revision is None,
        save_key=save.save_key,
        kind=save.kind,
        text=save.text,
        removed=save.removed,
        by=by,
    )


def _room_after(paragraphs: QuerySet[Paragraph], after: UUID | None) -> int:
    """The order of a new paragraph among others: behind the one it follows, or last."""
    before = paragraphs.filter(key=after).first() if after else None
    if before is None:
        return (paragraphs.aggregate(n=Max("order"))["n"] or 0) + 1
    later = list(paragraphs.filter(order__gt=before.order))
    for paragraph in later:
        paragraph.order += 1
    Paragraph.objects.bulk_update(later, ["order"])
    return before.order + 1


@transaction.atomic
def move_paragraph(*, paragraph: Paragraph, up: bool, by: User) -> None:
    """Change places with the paragraph before, or after. Raises ValidationError where the meeting isn't open."""
    hold_still(paragraph.item.meeting)
    if paragraph.item.meeting.state != Meeting.State.OPEN:
        raise ValidationError("Mötet är inte öppet.")
    standing = list(Paragraph.objects.filter(item=paragraph.item, section=paragraph.section_id, removed_at=None))
    at = standing.index(paragraph)
    other = at - 1 if up else at + 1
    if 0 <= other < len(standing):
        standing[at], standing[other] = standing[other], standing[at]
        for order, one in enumerate(standing, 1):
            one.order = order
        Paragraph.objects.bulk_update(standing, ["order"])
        log("paragraph-moved", paragraph, by=by, item=paragraph.item_id, place=other + 1)
