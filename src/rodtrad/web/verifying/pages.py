"""What the page of verification shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rodtrad.web.accounts.access import Somebody
from rodtrad.web.bodies.rights import BodyRight, rights_in
from rodtrad.web.documents.originals import NotStored
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.minutes.content import Block, ItemContent, MinutesContent
from rodtrad.web.minutes.differing import differences
from rodtrad.web.verifying.actions import DONE
from rodtrad.web.verifying.certificates import CannotSign, authority
from rodtrad.web.verifying.forms import FileForm, RecallForm, SendBackForm, SendForm
from rodtrad.web.verifying.models import Answer, Remark, Round, Seal
from rodtrad.web.verifying.standing import Standing, standing_of
from rodtrad.web.verifying.verifiers import verifiers_of

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
    asked = [one for one in told if one.outcome != Round.Outcome.RECALLED]
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
        **_since(user, standing, asked, content),
        "own": _own(user, waiting, rights),
        "send_back_form": SendBackForm(auto_id="aterstand-%s"),
        "recall_form": RecallForm(auto_id="aterkalla-%s") if writes and waiting else None,
        **(_sending(meeting, user, asked[0] if asked else None) if writes and _may_be_sent(standing, waiting) else {}),
        "may_write": writes,
        "may_see_all": BodyRight.SEE in rights,
        "may_remark": bool({BodyRight.HOLD, BodyRight.VERIFY} & rights) or _is_asked_by_roll(user, told),
        "is_done": meeting.state in DONE,
        **_signing(meeting, standing, writes),
    }


def _read(item: ItemContent, remarks: list[Remark]) -> Read:
    texts = [item.introduction]
    for part in item.parts:
        texts += [*map(_plain, part.blocks), *(f"att {text}" for text in part.decisions)]
    texts = [text for text in texts if text]
    return Read(item, [row for row in remarks if row.item_id == item.key], [(text, _short(text)) for text in texts])


def _plain(block: Block) -> str:
    return "\n".join(block.lines).replace("**", "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[:SHORT]}…"


def _since(user: Somebody, standing: Standing, rounds: list[Round], content: MinutesContent) -> dict[str, Any]:
    """What the latest version changes since the last one that the user was asked about, else that anybody was; and
    whether they were asked last and now wait for it to be sent."""
    earlier = [one for one in rounds if one.version_id != standing.latest.pk]
    theirs = [one for one in earlier if any(answer.user_id == user.pk for answer in one.answers.all())]
    seen = next(iter(theirs or earlier), None)
    return {
        "seen": seen.version if seen else None,
        "differences": differences(MinutesContent.from_json(seen.version.content), content) if seen else [],
        "is_between": bool(theirs) and theirs[0] == rounds[0] and not standing.is_approved,
    }


def _own(user: Somebody, waiting: Round | None, rights: frozenset[BodyRight]) -> Answer | None:
    own = (one for one in waiting.answers.all() if one.user_id == user.pk and not one.kind) if waiting else ()
    return next((one for one in own if one.by_roll or BodyRight.VERIFY in rights), None)


def _is_asked_by_roll(user: Somebody, rounds: list[Round]) -> bool:
    asked = rounds[0].answers.all() if rounds and rounds[0].outcome != Round.Outcome.RECALLED else ()
    return any(one.by_roll and one.user_id == user.pk for one in asked)


def _may_be_sent(standing: Standing, waiting: Round | None) -> bool:
    return standing.rules.verifies and waiting is None and not standing.is_approved


def _sending(meeting: Meeting, user: Somebody, last: Round | None) -> dict[str, Any]:
    """The form, in which those are chosen who were asked last, else the likely, but not who sends it; and whom of the
    roll no account is known of, or is not chosen."""
    verifiers, missing = verifiers_of(meeting)
    asked = {answer.user_id for answer in last.answers.all()} if last else set()
    likely = [one.user.pk for one in verifiers if one.is_likely and not (one.by_roll and one.user == user)]
    chosen = [one.user.pk for one in verifiers if one.user.pk in asked] if asked else likely
    form = SendForm(verifiers=verifiers, initial={"asked": chosen}, auto_id="skicka-%s")
    unchosen = [str(one.user) for one in verifiers if one.by_roll and one.user.pk not in chosen and one.user != user]
    return {
        "send_form": form,
        "was_asked": bool(asked),
        "has_verifiers": bool(verifiers),
        "missing": missing,
        "unchosen": unchosen,
    }


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
