"""What the start page shows: the latest, what is open, what lapses, what needs a look."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q

from rodtrad.web.agreements.models import Agreement
from rodtrad.web.documents.models import Document
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Decision, Meeting
from rodtrad.web.review.models import Suggestion

MEETINGS, DECISIONS, ASSIGNMENTS, LAPSED, RUNNING, LOOKS = 5, 5, 8, 4, 4, 5


def start(today: date) -> dict[str, Any]:
    """The context of the page. About a dozen queries, however large the register is."""
    return {**_latest(), **_open(today), **_agreements(today), **_looks(), "today": today}


def _latest() -> dict[str, Any]:
    decided = Count("decisions", filter=Q(decisions__retired_at=None), distinct=True)
    meetings = Meeting.objects.exclude(date=None).annotate(decision_count=decided).prefetch_related("bodies")
    decisions = Decision.objects.substantial().with_source().select_related("meeting")
    return {
        "meetings": meetings.latest_first()[:MEETINGS],
        "decisions": decisions.prefetch_related("meeting__bodies").latest_first()[:DECISIONS],
    }


def _open(today: date) -> dict[str, Any]:
    found = Assignment.objects.open()
    rows = found.with_source().select_related("body", "person", "party").by_due()[:ASSIGNMENTS]
    return {"open": found.counts(today), "assignments": [(row, row.standing(today)) for row in rows]}


def _agreements(today: date) -> dict[str, Any]:
    every = Agreement.objects.with_source()
    # The latest to lapse, and with those that run one order of time.
    lapsed: Iterable[Agreement] = reversed(every.lapsed(today).order_by("-ends")[:LAPSED])
    running: Iterable[Agreement] = every.running(today).by_expiry()[:RUNNING]
    return {"agreements": [(row, row.standing(today)) for row in [*lapsed, *running]]}


def _looks() -> dict[str, Any]:
    questions = Suggestion.objects.open()
    doubtful = Document.objects.doubtful()
    return {
        "question_count": questions.count(),
        "questions": questions.with_sources()[:LOOKS],
        "unread": Document.objects.unread().with_current().latest_first()[:LOOKS],
        "doubtful_count": doubtful.count(),
        "doubtful": doubtful.latest_first()[:LOOKS],
        "has_documents": Document.objects.exists(),
    }
