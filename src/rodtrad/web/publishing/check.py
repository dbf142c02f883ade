"""The check of a meeting's minutes before they are public: what was found, and what was said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rodtrad.web.bodies.models import Seat
from rodtrad.web.documents.mentions import PartyFinder
from rodtrad.web.documents.wording import names_in
from rodtrad.web.meetings.models import Attendance, Meeting, Presenter
from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.publishing.checking import Found, Mask, look_through, places_of
from rodtrad.web.publishing.models import Ruling


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found, and the ruling on it, None where nobody has said anything."""

    found: Found
    ruling: Ruling | None

    @property
    def label(self) -> str:
        return str(Ruling.Kind(self.found.kind).label)


def checked(meeting: Meeting, version: MinutesVersion) -> list[Judged]:
    """All that was found in a version, and what people themselves chose to mask."""
    rulings = {ruling.text: ruling for ruling in meeting.rulings.select_related("by")}
    finder = PartyFinder()
    content = MinutesContent.from_json(version.content)
    found = look_through(
        content,
        known=_known(meeting),
        names_in=lambda text: names_in(text, finder),
    )
    judged = [Judged(one, rulings.pop(one.text, None)) for one in found]
    own = [Found(Ruling.Kind.OWN, text, places_of(content, text)) for text in rulings]
    return [*judged, *(Judged(one, rulings[one.text]) for one in own)]


def unanswered(meeting: Meeting, version: MinutesVersion) -> list[Judged]:
    """What was found and nobody has judged."""
    return [one for one in checked(meeting, version) if one.ruling is None]


def mask_of(meeting: Meeting) -> Mask:
    """What is masked in the public copy."""
    return Mask.of(meeting.rulings.filter(masks=True).values_list("text", flat=True))


def left_out(content: MinutesContent, mask: Mask) -> list[str]:
    """What the register will lack of some minutes for what is masked, in words: `register_rows` has the rule."""
    told: list[str] = []
    for item in content.without_confidential().items:
        where = f"{item.number} {item.title}".strip()
        for part in item.parts:
            if any(map(mask.hides, part.presenters)):
                told.append(f"{where}: en föredragande vars namn är maskerat")
            told += [
                f"{where}: beslutet ”{text}”, som är maskerat helt" for text in part.decisions if not mask.leaves(text)
            ]
            hidden = [
                task
                for task in part.tasks
                if mask.hides(task.who) or mask.hides(task.when) or not mask.leaves(task.what)
            ]
            told += [f"{where}: uppdraget ”{task.what}”, där vem, när eller allt är maskerat" for task in hidden]
    people = dict.fromkeys(person for _, people in content.groups for person in people if mask.hides(person))
    return [*told, *(f"Närvarande: {person}" for person in people)]


def _known(meeting: Meeting) -> Iterable[str]:
    """Those who stand in the minutes for what they do: who was there, presented an item, or sits in some body."""
    yield from Attendance.written.filter(meeting=meeting).values_list("name", flat=True)
    yield from Presenter.written.filter(item__meeting=meeting).values_list("name", flat=True)
    seated = Seat.objects.current()
    yield from seated.filter(person__names__isnull=False).values_list("person__names__name", flat=True).distinct()
    yield from seated.values_list("person__name", flat=True).distinct()
