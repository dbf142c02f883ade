"""What the start page shows: the latest, what is open, what lapses, what needs a look."""

from datetime import date
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from rodtrad.web.agreements.models import Agreement
from rodtrad.web.documents.models import Document
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Decision, Meeting
from rodtrad.web.review.models import Suggestion

MEETINGS, DECISIONS, ASSIGNMENTS, LAPSED, RUNNING, LOOKS = 5, 5, 8, 4, 4, 5
CANDIDATES = 40  # of which the same agreement, told of at several meetings, is shown once


def start(today: date) -> dict[str, Any]:
    """The context of the page. About a dozen queries, however large the register is."""
    told = {**_latest(), **_open(today), **_agreements(today), **_looks(), "today": today}
    is_read = told["unread"] or told["doubtful"] or any(decision.finding_id for decision in told["decisions"])
    return told | {"has_documents": bool(is_read) or Document.objects.exists()}


def _latest() -> dict[str, Any]:
    dated = Meeting.objects.exclude(date=None).exclude(state__in=Meeting.NOT_HELD).latest_first()
    meetings = list(dated.few(MEETINGS).counted())
    decided = Decision.objects.substantial().latest_first()
    decisions = list(decided.few(DECISIONS).with_source().select_related("meeting"))
    prefetch_related_objects([*meetings, *(decision.meeting for decision in decisions)], "bodies")
    return {"meetings": meetings, "decisions": decisions}


def _open(today: date) -> dict[str, Any]:
    found = Assignment.objects.open()
    rows = found.by_due().few(ASSIGNMENTS).with_source().select_related("body", "person", "party")
    return {"open": found.counts(today), "assignments": [(row, row.standing(today)) for row in rows]}


def _agreements(today: date) -> dict[str, Any]:
    every = Agreement.objects.all()
    candidates = [
        list(every.lapsed(today).order_by("-ends").few(CANDIDATES).with_source()),
        list(every.running(today).by_expiry().few(CANDIDATES).with_source()),
    ]
    told_last = every.told_last(title for rows in candidates for title in {row.title for row in rows})
    lapsed, running = ([row for row in rows if row.pk in told_last] for rows in candidates)
    # The latest to lapse, and with those that run one order of time.
    shown = [*reversed(lapsed[:LAPSED]), *running[:RUNNING]]
    return {"agreements": [(row, row.standing(today)) for row in shown]}


def _looks() -> dict[str, Any]:
    unread = list(Document.objects.unread().with_current().latest_first()[:LOOKS])
    question_count, questions = _few(Suggestion.objects.open(), Suggestion.objects.open().with_sources())
    doubtful_count, doubtful = _few(Document.objects.doubtful(), Document.objects.doubtful().latest_first())
    return {
        "question_count": question_count,
        "questions": questions,
        "unread": unread,
        "doubtful_count": doubtful_count,
        "doubtful": doubtful,
    }


def _few(every: QuerySet[Any], shown: QuerySet[Any]) -> tuple[int, list[Any]]:
    """How many there are, and the first of them; they are counted only where there are more."""
    rows = list(shown[: LOOKS + 1])
    return every.count() if len(rows) > LOOKS else len(rows), rows[:LOOKS]
