"""What belongs on a meeting's agenda by itself, and why: one function a reason, each over the register as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format

from rodtrad.web import clock
from rodtrad.web.agreements.models import SOON as AGREEMENT_SOON
from rodtrad.web.agreements.models import Agreement
from rodtrad.web.bodies.models import Body, key_of
from rodtrad.web.circulating.models import Circulation, Enclosure
from rodtrad.web.documents.wording import by_next_meeting
from rodtrad.web.followup.models import Assignment, AssignmentQuerySet
from rodtrad.web.meetings.models import Item, Matter, Meeting, MeetingQuerySet
from rodtrad.web.preparing.follow_ups import DAY, told_at
from rodtrad.web.preparing.left_open import left_open
from rodtrad.web.preparing.models import Reason, StandingItem

Kind = Reason.Kind
TO_CONFIRM = "Beslut via e-post att bekräfta"
STANDING, STANDING_LAST = "standing", "standing-last"
FOLLOWED_UP, ASSIGNMENTS = "Uppföljning av uppdrag", "assignments"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that the agenda may be filled with.

    `source`: what it comes from, by which it is known again. `why`: the reason, for people. `together`: those with the
    same word here share one item, also one that stands on the agenda already. `sections`: as `add_section` is told of
    them. `last`: among the items that close the meeting. `came_from`: the row, by the name of its field in `Reason`.
    """

    kind: Reason.Kind
    source: str
    title: str
    why: str
    type: str = ""
    introduction: str = ""
    clauses: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    confidential: bool = False
    matter: Matter | None = None
    minutes_needed: int | None = None
    together: str = ""
    last: bool = False
    came_from: tuple[str, Any] | None = None
    sections: tuple[dict[str, Any], ...] = ()

    def reason(self) -> dict[str, Any]:
        """The fields of the `Reason` that tells of it."""
        told: dict[str, Any] = {"kind": self.kind, "source": self.source, "text": self.why}
        return told | ({self.came_from[0]: self.came_from[1]} if self.came_from else {})


def candidates_for(meeting: Meeting) -> Iterator[Candidate]:
    """What belongs on the agenda of a meeting planned here, in the order in which it is taken up. Where bodies meet
    together it comes from each of them, once, and nothing of which only one of them knows."""
    bodies = bodies_of(meeting)
    keys, seen = {body.pk for body in bodies}, set[str]()
    for candidate in _candidates(meeting, bodies):
        shown = candidate if len(bodies) < 2 else _for_all(keys, candidate)
        if shown and shown.source not in seen:
            seen.add(shown.source)
            yield shown


def bodies_of(meeting: Meeting) -> list[Body]:
    """The bodies that meet, that by whose rules they do first."""
    return sorted(meeting.bodies.all(), key=lambda body: (body.pk != meeting.held_for_id, body.pk))


def _candidates(meeting: Meeting, bodies: Sequence[Body]) -> Iterator[Candidate]:
    standing, waits = list(standing_items(meeting)), list[Candidate]()
    for body in bodies:
        # What waits for another meeting of its body comes when that one is over.
        if body.pk == meeting.held_for_id or is_next(meeting, body):
            waits += (_told_of(body, one) if len(bodies) > 1 else one for one in _waiting(meeting, body))
    closing = [one for one in standing if one.last]
    # What closes meetings and was left open stays where it closes them.
    at_end = {one.together for one in closing}
    yield from (one for one in standing if not one.last)
    yield from (one for one in waits if one.together not in at_end)
    yield from closing
    yield from (one for one in waits if one.together in at_end)


def _waiting(meeting: Meeting, body: Body) -> Iterator[Candidate]:
    """What waits for a body's next meeting."""
    last = last_meeting_before(meeting, body)
    if last:
        yield from _minutes(last, meeting)
        yield from _left_open(last, meeting)
    yield from _by_mail(meeting, body)
    yield from _assignments(meeting, body)
    yield from _referrals(body, last)
    yield from _agreements(meeting, body)


def _told_of(body: Body, candidate: Candidate) -> Candidate:
    """A candidate that tells whose it is, at a meeting of several bodies."""
    whose = f" ({body.name})"
    title = candidate.title + whose if candidate.kind == Kind.MINUTES else candidate.title
    return replace(candidate, title=title, why=candidate.why + whose)


def not_taken_up(meeting: Meeting, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those of some candidates that are neither on the agenda nor taken off it. A standing item that was made to open
    meetings instead of closing them is the same."""
    known = {_known_by(source) for source in Reason.objects.filter(meeting=meeting).values_list("source", flat=True)}
    return [candidate for candidate in candidates if _known_by(candidate.source) not in known]


def items_to_join(meeting: Meeting, candidates: Sequence[Candidate]) -> dict[str, Item]:
    """The items on the agenda that what comes to it later may join, by the word of `Candidate.together`."""
    standing = Reason.objects.filter(meeting=meeting, refused_at=None, item__cancelled=False).select_related("item")
    items, told = {}, {}
    for reason in standing:
        if reason.item is not None:
            items[_known_by(reason.source)] = reason.item
            if reason.kind == Kind.ASSIGNMENT:
                told[_follow_up(secret=reason.item.confidential)] = reason.item
    known = [(one, items.get(_known_by(one.source))) for one in candidates if one.together]
    return told | {one.together: item for one, item in known if item}


def _follow_up(*, secret: bool) -> str:
    return f"{ASSIGNMENTS}-secret" if secret else ASSIGNMENTS


def _standing(title: str, number: int = 1) -> str:
    """The word of a standing item; `number`: which of a body's own of that title."""
    return f"{STANDING}:{number}:{key_of(title)}"


def _known_by(source: str) -> str:
    return source.replace(f"{STANDING_LAST}:", f"{STANDING}:")


def waiting_for(meeting: Meeting) -> list[str]:
    """What has come since the agenda was filled, by its title: of the body's next meeting, which is where it goes."""
    if not is_next(meeting):
        return []
    return list(dict.fromkeys(one.title for one in not_taken_up(meeting, candidates_for(meeting))))


def is_next(meeting: Meeting, body: Body | None = None) -> bool:
    """Whether this meeting is still to be held, and the body by whose rules it is, or `body`, meets no more before it,
    as far as is planned and by its own rules."""
    among = Q(held_for=body or meeting.held_for) | Q(pk=meeting.pk)
    return Meeting.objects.to_come(clock.today()).filter(among).in_turn().first() == meeting


def standing_items(meeting: Meeting) -> Iterator[Candidate]:
    """What every agenda of the bodies has, in order: of a meeting that others come before, all that is known yet. What
    two of them have by the same title is one item."""
    bodies = bodies_of(meeting)
    for body in bodies:
        for one in _standing_items(body):
            yield _told_of(body, one) if len(bodies) > 1 else one


def _standing_items(body: Body) -> Iterator[Candidate]:
    titles: dict[str, int] = {}
    for item in StandingItem.objects.filter(body=body):
        number = titles[key_of(item.title)] = titles.get(key_of(item.title), 0) + 1
        yield Candidate(
            Kind.STANDING,
            f"{STANDING_LAST if item.last else STANDING}:{item.pk}",
            item.title,
            "Stående punkt på organets möten",
            item.type,
            minutes_needed=item.minutes_needed,
            together=_standing(item.title, number),
            last=item.last,
            sections=tuple(
                {"fields": {"title": one["title"]}, "clauses": [], "presenters": one["presenters"]}
                for one in item.sections
            ),
        )


def last_meeting_before(meeting: Meeting, body: Body) -> Meeting | None:
    """The latest meeting of a body that was held before this one."""
    return held_before(meeting, body).prefetch_related("bodies").in_turn().last()


def held_before(meeting: Meeting, body: Body) -> MeetingQuerySet:
    """The meetings of a body that were held before this one."""
    return Meeting.objects.filter(bodies=body).before(meeting).exclude(state__in=Meeting.NOT_HELD)


def _for_all(bodies: set[int], candidate: Candidate) -> Candidate | None:
    """A candidate as all of several bodies may see it: what it comes from is neither confidential nor a draft, or of a
    meeting that they had together. None where they may not."""
    kind, row = candidate.came_from or ("", None)
    meeting = getattr(row, "meeting", None)
    if meeting and bodies <= set(meeting.bodies.values_list("pk", flat=True)):
        return candidate
    if candidate.confidential or kind == "circulation" or getattr(row, "is_draft", False):
        return None
    return candidate


def _minutes(last: Meeting, meeting: Meeting) -> Iterator[Candidate]:
    # Of two meetings on one day the hour tells which.
    hour = f" kl. {last.start:%H.%M}" if last.start and last.date == meeting.date else ""
    day = f"{last.when}{hour}"
    clause = f"lägga protokollet från den {day} till handlingarna"
    yield Candidate(
        Kind.MINUTES,
        f"minutes:{last.pk}",
        "Föregående mötes protokoll",
        f"Protokollet från mötet den {day}",
        Item.Type.DECISION,
        clauses=(clause,),
        came_from=("earlier_meeting", last),
    )


def _left_open(last: Meeting, meeting: Meeting) -> Iterator[Candidate]:
    """What was tabled or withdrawn at the last meeting."""
    for one in left_open(last, whole=set(meeting.bodies.all()) <= set(last.bodies.all())):
        item = one.item
        yield Candidate(
            Kind.LEFT_OPEN,
            f"item:{item.pk}",
            item.title,
            one.why,
            item.type,
            clauses=one.clauses,
            sections=one.sections,
            confidential=item.confidential,
            matter=item.matter,
            minutes_needed=item.minutes_needed,
            together=_came_of(item),
            came_from=("earlier_item", item),
        )


def _came_of(item: Item) -> str:
    """What an item that was left open shares its place with: what it came from comes by itself too."""
    for reason in item.reasons.all():
        if reason.kind == Kind.ASSIGNMENT:
            return _follow_up(secret=item.confidential)
        if reason.kind == Kind.STANDING:
            return _standing(item.title)
        if reason.kind in {Kind.ANSWER, Kind.AGREEMENT}:
            return reason.source
    return ""


def _by_mail(meeting: Meeting, body: Body) -> Iterator[Candidate]:
    """What the body decided by mail and is to confirm, and what somebody wanted to take at a meeting; at the first
    meeting that takes it up."""
    others = Meeting.objects.to_come(clock.today()).exclude(pk=meeting.pk)
    elsewhere = Reason.objects.filter(meeting__in=others.order_by(), refused_at=None)
    taken = elsewhere.filter(circulation__isnull=False).values("circulation")
    waiting = Circulation.objects.to_take_up().filter(body=body).exclude(pk__in=taken)
    for one in waiting.prefetch_related("enclosures").order_by("pk"):
        decided = one.state == Circulation.State.DECIDED
        day = date_format(one.closed_on, DAY) if one.closed_on else ""
        how = (
            f"Beslutades via e-post den {day}" if decided else f"Frågan gick vidare från e-post till ett möte den {day}"
        )
        yield Candidate(
            Kind.BY_MAIL,
            f"circulation:{one.pk}",
            f"{TO_CONFIRM}: {one.title}" if decided else one.title,
            how,
            Item.Type.DECISION,
            "\n\n".join(filter(None, [f"{how}. {one.result}", one.background])),
            tuple(one.clauses),
            tuple(one.papers),
            tuple(one.enclosures.all()),
            one.confidential,
            came_from=("circulation", one),
        )


def _assignments(meeting: Meeting, body: Body) -> Iterator[Candidate]:
    """What the body gave somebody, or was given itself, and is due by the meeting; what it wants "till nästa möte" is
    due at its first meeting after the one that gave it, whenever that comes to be."""
    ours = Q(meeting__bodies=body) | Q(body=body, is_draft=False)
    earlier = held_before(meeting, body)
    waiting = Q(due=None, meeting__in=earlier.order_by())
    given = _assignments_written().open().exclude(kind=Assignment.Kind.REFERRAL).select_related("item", "meeting")
    undated = []
    for assignment in given.filter(ours & Q(due__lte=meeting.date) | waiting).by_due().distinct():
        if assignment.due:
            yield _followed_up(assignment, assignment.due, meeting)
        elif by_next_meeting(assignment.due_text or assignment.task):
            undated.append(assignment)
    held = list(earlier.in_turn().values_list("pk", "date")) if undated else []
    turns = {pk: turn for turn, (pk, _) in enumerate(held, 1)}
    for assignment in undated:
        after = held[turns[assignment.meeting_id] :]
        yield _followed_up(assignment, after[0][1] if after else None, meeting)


def _followed_up(assignment: Assignment, due: date | None, meeting: Meeting) -> Candidate:
    """`due`: None where it is due at the meeting itself."""
    secret = _is_secret(assignment)
    return Candidate(
        Kind.ASSIGNMENT,
        f"assignment:{assignment.pk}",
        FOLLOWED_UP,
        told_at(meeting, assignment, due),
        Item.Type.INFORMATION,
        confidential=secret,
        together=_follow_up(secret=secret),
        came_from=("assignment", assignment),
    )


def _referrals(body: Body, last: Meeting | None) -> Iterator[Candidate]:
    """Questions that another body handed to this one, and answers to those that this one handed on."""
    referrals = _assignments_written().filter(kind=Assignment.Kind.REFERRAL).select_related("meeting")
    received = referrals.open().filter(body=body, is_draft=False).exclude(meeting__bodies=body)
    for referral in received.prefetch_related("meeting__bodies"):
        yield Candidate(
            Kind.ANSWER,
            f"assignment:{referral.pk}",
            referral.task[:1].upper() + referral.task[1:],
            f"Överlämnad av {referral.meeting.heading}",
            Item.Type.DISCUSSION,
            together=f"assignment:{referral.pk}",
            came_from=("assignment", referral),
        )
    answered = referrals.filter(meeting__bodies=body, state=Assignment.State.DONE)
    for referral in answered.filter(meeting__date__gte=last.date) if last and last.date else ():
        yield Candidate(
            Kind.ANSWER,
            f"answer:{referral.pk}",
            f"Svar på: {referral.task}",
            f"{referral.assignee or 'Mottagaren'} har svarat",
            Item.Type.INFORMATION,
            confidential=_is_secret(referral),
            together=f"answer:{referral.pk}",
            came_from=("assignment", referral),
        )


def _agreements(meeting: Meeting, body: Body) -> Iterator[Candidate]:
    """Agreements that a body has treated and that lapse soon after the meeting, each once."""
    if meeting.date is None:
        return
    told = Agreement.objects.filter(meeting__bodies=body).order_by("-meeting__date", "pk")
    latest: dict[str, Agreement] = {}
    for agreement in told:
        latest.setdefault(key_of(agreement.title), agreement)
    for key, agreement in latest.items():
        if agreement.ends and meeting.date <= agreement.ends <= meeting.date + AGREEMENT_SOON:
            source = f"agreement:{key[:50]}:{agreement.ends.isoformat()}"
            yield Candidate(
                Kind.AGREEMENT,
                source,
                f"Förlängning eller uppsägning: {agreement.title}",
                f"Avtalet går ut {date_format(agreement.ends, DAY)}",
                Item.Type.DECISION,
                together=source,
                came_from=("agreement", agreement),
            )


def _is_secret(assignment: Assignment) -> bool:
    return bool(assignment.item and assignment.item.confidential)


def _assignments_written() -> AssignmentQuerySet:
    """Assignments, also of minutes not yet published: whoever arranges a body's agenda may see its own, no others."""
    return AssignmentQuerySet(Assignment).filter(retired_at=None).select_related("item")
