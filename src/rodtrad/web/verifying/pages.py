"""What the page of verification shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from rodtrad.web import clock
from rodtrad.web.accounts.access import Somebody
from rodtrad.web.bodies.models import Membership
from rodtrad.web.bodies.rights import BodyRight, rights_in
from rodtrad.web.documents.originals import NotStored
from rodtrad.web.holding.roll import Roll
from rodtrad.web.meetings.models import Attendance, Meeting
from rodtrad.web.minutes.content import Block, ItemContent, MinutesContent
from rodtrad.web.verifying.actions import DONE, VERIFIERS
from rodtrad.web.verifying.certificates import CannotSign, authority
from rodtrad.web.verifying.forms import FileForm, SendBackForm, SendForm
from rodtrad.web.verifying.models import Answer, Remark, Round, Seal
from rodtrad.web.verifying.standing import Standing, standing_of

Duty, Presence = Attendance.Duty, Attendance.Presence
CHAIR_AND_ADJUSTERS = {Duty.CHAIR, Duty.ADJUSTER}
SHORT = 120  # characters of a paragraph, by which one is chosen


@dataclass(frozen=True, slots=True)
class Read:
    """An item of the version, the remarks beside it, and its paragraphs for who wants to remark on one: whole, and
    short."""

    item: ItemContent
    remarks: list[Remark]
    paragraphs: list[tuple[str, str]]


def verification_page(user: Somebody, meeting: Meeting) -> dict[str, Any]:
    """The context of the page; `standing` is None before the meeting is closed."""
    standing, rights = standing_of(meeting), rights_in(user, meeting.bodies.all())
    context: dict[str, Any] = {"meeting": meeting, "standing": standing}
    if standing is None:
        return context
    rounds = Round.objects.filter(version__meeting=meeting).select_related("version", "sent_by")
    told = list(rounds.prefetch_related("answers__user").order_by("-sent_at", "-pk"))
    waiting = next((one for one in told if one.is_waiting), None)
    content = MinutesContent.from_json(standing.latest.content)
    remarks = list(Remark.objects.filter(version__meeting=meeting).select_related("by", "version", "settled_by"))
    writes = BodyRight.HOLD in rights
    return context | {
        "content": content,
        "items": [_read(item, remarks) for item in content.items],
        "remarks": [row for row in remarks if row.item_id is None],
        "open_remarks": sum(row.settled_at is None for row in remarks),
        "rounds": told,
        "waiting": waiting,
        "own": _own(user, waiting) if BodyRight.VERIFY in rights else None,
        "send_back_form": SendBackForm(auto_id="aterstand-%s"),
        **(_sending(meeting) if writes and _may_be_sent(standing, waiting) else {}),
        "may_write": writes,
        "may_remark": bool({BodyRight.HOLD, BodyRight.VERIFY} & rights),
        "is_done": meeting.state in DONE,
        **_signing(meeting, standing, writes),
    }


def _read(item: ItemContent, remarks: list[Remark]) -> Read:
    texts = [text for text in (item.introduction, *map(_plain, item.blocks)) if text]
    texts += [f"att {text}" for text in item.decisions]
    return Read(item, [row for row in remarks if row.item_id == item.key], [(text, _short(text)) for text in texts])


def _plain(block: Block) -> str:
    return "\n".join(block.lines).replace("**", "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[:SHORT]}…"


def _own(user: Somebody, waiting: Round | None) -> Answer | None:
    answers = waiting.answers.all() if waiting else ()
    return next((one for one in answers if one.user_id == user.pk and not one.kind), None)


def _may_be_sent(standing: Standing, waiting: Round | None) -> bool:
    return standing.rules.verifies and waiting is None and not standing.is_approved


def _sending(meeting: Meeting) -> dict[str, Any]:
    """The form, in which those are chosen whom the roll has as chair or adjusters; and who of these has no role, or
    shares their name with somebody."""
    roles, roll = roles_to_verify(meeting), Roll.of(meeting)
    shared = {row.name.casefold() for row in roll.people if roll.names[row.pk] != row.name}
    named = [row for row in roll.people if row.duty in CHAIR_AND_ADJUSTERS and row.presence != Presence.ABSENT]
    found = {row.pk: _roles_of(row, roles, is_shared=row.name.casefold() in shared) for row in named}
    return {
        "send_form": SendForm(roles=roles, initial={"asked": [*chain(*found.values())]}, auto_id="skicka-%s"),
        "unknown": [roll.names[row.pk] for row in named if not found[row.pk]],
    }


def _roles_of(row: Attendance, roles: Iterable[Membership], *, is_shared: bool) -> list[int]:
    """The role that somebody of the roll verifies by: of who they are in the register, else of who bears their name
    alone."""
    same = [role for role in roles if row.person_id and role.person_id == row.person_id]
    if not (same or is_shared):
        name = row.name.casefold()
        named = ((role, {role.user.name, role.person.name if role.person else ""}) for role in roles)
        same = [role for role, names in named if name in map(str.casefold, names)]
    is_one = len({role.user_id for role in same}) == 1
    return [min(same, key=lambda role: role.role != row.duty).pk] if is_one else []


def roles_to_verify(meeting: Meeting) -> Any:
    """The roles in the meeting's bodies that may verify today."""
    roles = Membership.objects.on(clock.today()).filter(body__in=meeting.bodies.all(), role__in=VERIFIERS)
    return roles.filter(user__is_active=True).select_related("user", "person").order_by("role", "user__name")


def _signing(meeting: Meeting, standing: Standing, writes: bool) -> dict[str, Any]:
    """What has been signed, and whether and how what is approved can be."""
    seals = list(Seal.objects.filter(version__meeting=meeting).select_related("version", "by"))
    signed = {seal.version_id for seal in seals}
    can = writes and standing.approved is not None and standing.approved.pk not in signed
    told: dict[str, Any] = {"seals": seals, "may_sign": can, "file_form": FileForm(auto_id="fil-%s")}
    if can:
        try:
            told["authority"] = authority()
        except (CannotSign, NotStored) as error:
            told["cannot_sign"] = str(error)
    return told
