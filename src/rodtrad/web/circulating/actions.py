"""What is done to questions by mail: put, answered, closed by a person, withdrawn, and confirmed at a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from rodtrad.web import clock
from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, Membership
from rodtrad.web.circulating import letters
from rodtrad.web.circulating.counting import Count, Verdict, verdict
from rodtrad.web.circulating.models import Answer, Asked, Circulation, Enclosure
from rodtrad.web.documents.originals import Original
from rodtrad.web.documents.paper_files import fields_of, title_of
from rodtrad.web.meetings.clauses import clause_of
from rodtrad.web.meetings.models import BodyRules, Item

Role, Rule, State = Membership.Role, BodyRules.ByMail, Circulation.State
# Who may be asked, in the order that tells as what somebody with several roles is.
MAY_BE_ASKED: Final = (Role.CHAIR, Role.ADJUSTER, Role.MEMBER, Role.DEPUTY)


@transaction.atomic
def put_question(
    *,
    body: Body,
    fields: Mapping[str, Any],
    clauses: Sequence[str],
    asked: Iterable[Membership],
    by: User | None,
    papers: Sequence[str] = (),
    files: Sequence[Original] = (),
    files_confidential: bool = False,
) -> Circulation:
    """Put a question to some of a body's people and send each a letter. `fields`: title, background, last_day and
    confidential of a `Circulation`; `files`: papers that were taken in, beside `papers` that are lines.

    Raises ValidationError where the body does not decide by mail, nothing is proposed, the last day has gone, or nobody
    is asked or somebody who has no seat with a vote in it now.
    """
    rules, today = BodyRules.of(body), clock.today()
    if rules.by_mail == Rule.NONE:
        raise ValidationError("Organet beslutar inte via e-post. Det ändras bland organets regler.")
    texts = [text for clause in clauses if (text := clause_of(clause))]
    if not texts:
        raise ValidationError({"clauses": "Skriv minst en att-sats att ta ställning till."})
    if fields["last_day"] < today:
        raise ValidationError({"last_day": "Sista dagen att svara har redan varit."})
    people = _people(body, asked)
    listed = [line.strip() for line in papers if line.strip()]
    as_now = {"rule": rules.by_mail, "demand_stops": rules.demand_stops, "put_on": today}
    made = Circulation(body=body, clauses=texts, papers=listed, put_by=by, **as_now, **fields)
    made.full_clean(exclude=["body", "put_by", "closed_by", "item"])
    made.save()
    for file in files:
        about = {"title": title_of(file.name), "confidential": files_confidential, "added_by": by}
        Enclosure.objects.create(circulation=made, **fields_of(file), **about)
    for role in people:
        letters.ask(Asked.objects.create(circulation=made, user=role.user, role=role.role), by=by)
    told = {"clauses": texts, "rule": made.rule, "papers": [file.sha256 for file in files]}
    log("circulation-put", made, by=by, **told, asked=[str(role.user) for role in people])
    return made


def roles_to_ask(body: Body) -> QuerySet[Membership]:
    """The roles of those in a body who may be asked, today."""
    held = Membership.objects.on(clock.today()).filter(body=body, role__in=MAY_BE_ASKED, user__is_active=True)
    return held.select_related("user").order_by("user__name", "role")


def _people(body: Body, asked: Iterable[Membership]) -> list[Membership]:
    """Those asked, each once. Raises ValidationError as `put_question`."""
    may = set(roles_to_ask(body).values_list("pk", flat=True))
    found: dict[int, Membership] = {}
    for role in sorted(asked, key=lambda one: MAY_BE_ASKED.index(Role(one.role)) if one.role in MAY_BE_ASKED else 9):
        if role.pk not in may:
            raise ValidationError({"asked": f"{role.user} kan inte tillfrågas: ingen plats i organet i dag."})
        found.setdefault(role.user_id, role)
    if not found:
        raise ValidationError({"asked": "Välj minst en som ska svara."})
    return list(found.values())


@transaction.atomic
def answer_question(*, asked: Asked, kind: str, comment: str, by: User) -> Answer:
    """Answer, or change one's answer: the earlier ones are kept. Whoever put the question hears when it can be closed.

    Raises ValidationError where the question is closed, its last day has gone, somebody else is asked, or the answer
    is already so.
    """
    circulation = _held(asked.circulation)
    _check_open(circulation)
    if asked.user_id != by.pk:
        raise ValidationError("Bara den som är tillfrågad kan svara.")
    if circulation.is_over(clock.today()):
        raise ValidationError(f"Sista dagen att svara var {circulation.last_day.isoformat()}.")
    last = asked.answers.last()
    if last and (last.kind, last.comment) == (kind, comment.strip()):
        raise ValidationError("Du har redan svarat så.")
    made = Answer(asked=asked, number=(last.number if last else 0) + 1, kind=kind, comment=comment.strip())
    made.full_clean(exclude=["asked"])
    made.save()
    log("circulation-answered", circulation, by=by, kind=kind, comment=made.comment, number=made.number)
    if verdict_of(circulation).outcomes:
        letters.tell_ready(circulation, by=by)
    return made


@transaction.atomic
def close_question(*, circulation: Circulation, outcome: str, by: User) -> None:
    """Close a question as one of what the answers allow now; everyone asked hears of it.

    Raises ValidationError where they do not allow it, or where the chair decides and `by` is not the chair.
    """
    _held(circulation)
    _check_open(circulation)
    told = verdict_of(circulation)
    if outcome not in told.outcomes:
        raise ValidationError(f"Frågan kan inte avslutas så: {told.why}")
    if not may_close_as(outcome, circulation, by):
        raise ValidationError("Ordföranden beslutar, så bara ordföranden kan avsluta frågan.")
    _close(circulation, outcome, _result(circulation, outcome), by)
    log("circulation-closed", circulation, by=by, outcome=outcome, result=circulation.result)


@transaction.atomic
def withdraw_question(*, circulation: Circulation, why: str, by: User | None) -> None:
    """Take a question back. Raises ValidationError without a reason, or where it is closed."""
    _held(circulation)
    _check_open(circulation)
    if not why.strip():
        raise ValidationError("Skriv varför frågan återkallas.")
    _close(circulation, State.WITHDRAWN, why.strip(), by)
    log("circulation-withdrawn", circulation, by=by, why=why.strip())


@transaction.atomic
def confirm_question(*, circulation: Circulation, item: Item, by: User | None) -> None:
    """Say at which item of a meeting that closes a question was confirmed or decided."""
    _held(circulation)
    circulation.item = item
    circulation.save(update_fields=["item"])
    log("circulation-confirmed", circulation, by=by, item=item.pk, meeting=item.meeting_id)


@transaction.atomic
def wait_for_meeting(*, circulation: Circulation, by: User | None) -> None:
    """Let a question wait for a meeting again, where the minutes of the one that took it up are corrected."""
    _held(circulation)
    log("circulation-waits-again", circulation, by=by, item=circulation.item_id)
    circulation.item = None
    circulation.save(update_fields=["item"])


@transaction.atomic
def remind_of(*, circulation: Circulation, by: User | None) -> int:
    """Remind those who have not answered, once when half the time has gone and once on the last day. Returns how many
    were written to now; however often it is asked, nobody is reminded twice of the same."""
    _held(circulation)
    when = _reminder(circulation, clock.today())
    if not circulation.is_open or when is None or circulation.reminded == when:
        return 0
    silent = circulation.reachable().filter(answers=None).select_related("user", "circulation__body")
    if not silent:
        return 0
    circulation.reminded = when
    circulation.save(update_fields=["reminded"])
    for asked in silent:
        letters.remind(asked, when, by=by)
    log("circulation-reminded", circulation, by=by, when=when, to=[str(asked.user) for asked in silent])
    return len(silent)


def _reminder(circulation: Circulation, today: date) -> str | None:
    """Which reminder a day is for: "last" on the last day, "half" from the middle of the time on."""
    if today == circulation.last_day:
        return "last"
    days = (circulation.last_day - circulation.put_on).days
    half = circulation.put_on + timedelta(days=(days + 1) // 2)
    return "half" if half <= today < circulation.last_day else None


def count_of(circulation: Circulation) -> Count:
    """How the answers that hold fall out; two queries."""
    return Count.of(one.says for one in circulation.asked.prefetch_related("answers"))


def verdict_of(circulation: Circulation) -> Verdict:
    """What the rule says of the answers now; as `count_of`."""
    return verdict(
        circulation.rule,
        count_of(circulation),
        demand_stops=circulation.demand_stops,
        is_over=circulation.is_over(clock.today()),
    )


def may_close_as(outcome: str, circulation: Circulation, user: User) -> bool:
    """Whether somebody who may close a question may close it so: where the chair decides, only the chair today does."""
    if circulation.rule != Rule.CHAIR or outcome == State.TO_MEETING:
        return True
    return Membership.objects.on(clock.today()).filter(user=user, body=circulation.body, role=Role.CHAIR).exists()


def _result(circulation: Circulation, outcome: str) -> str:
    """How it fell out, in words."""
    by_chair = circulation.rule == Rule.CHAIR and outcome != State.TO_MEETING
    decided = "Ordföranden beslutade efter att ha hört organet. " if by_chair else ""
    return f"{decided}{count_of(circulation).in_words}."


def _close(circulation: Circulation, state: str, result: str, by: User | None) -> None:
    circulation.state, circulation.result = state, result
    circulation.closed_on, circulation.closed_by = clock.today(), by
    circulation.save(update_fields=["state", "result", "closed_on", "closed_by"])
    letters.tell_result(circulation, by=by)


def _held(circulation: Circulation) -> Circulation:
    """The question as it stands now; nobody else answers or closes it before our transaction ends."""
    now = Circulation.objects.select_for_update().get(pk=circulation.pk)
    circulation.state, circulation.reminded = now.state, now.reminded
    return circulation


def _check_open(circulation: Circulation) -> None:
    if not circulation.is_open:
        raise ValidationError(f"Frågan är avslutad: {circulation.get_state_display().lower()}.")
