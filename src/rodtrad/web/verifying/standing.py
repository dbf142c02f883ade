"""How far the minutes of a meeting have come: which version is approved, and which waits for whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from rodtrad.web.meetings.models import BodyRules, Meeting
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.minutes.pdf import SignaturePage
from rodtrad.web.verifying.models import Answer, Round

MOMENT = r"j F Y \k\l. H.i"


@dataclass(frozen=True, slots=True)
class Standing:
    """`approved`: the version that holds, None before there is one; `latest` is another while a correction of it waits.
    `round`: the last one."""

    rules: BodyRules
    latest: MinutesVersion
    approved: MinutesVersion | None
    round: Round | None

    @property
    def is_approved(self) -> bool:
        """Whether nothing waits for approval."""
        return self.approved is not None and self.approved.pk == self.latest.pk


def standing_of(meeting: Meeting) -> Standing | None:
    """Where the minutes stand; None before there are any. Who doesn't verify approves each version by making it.
    Four queries."""
    latest = meeting.minutes_versions.select_related("by").last()
    if latest is None or meeting.held_for is None:
        return None
    rules = BodyRules.of(meeting.held_for)
    rounds = list(Round.objects.filter(version__meeting=meeting).select_related("version", "sent_by"))
    approved = [one.version for one in rounds if one.outcome == Round.Outcome.APPROVED]
    return Standing(
        rules=rules,
        latest=latest,
        approved=(approved[-1] if approved else None) if rules.verifies else latest,
        round=rounds[-1] if rounds else None,
    )


def signature_page(version: MinutesVersion, mark: str) -> SignaturePage:
    """Who approved a version, when and by which identity, as the file that is signed says on its last page; `mark`: of
    that file."""
    answers = Answer.objects.filter(round__version=version, round__outcome=Round.Outcome.APPROVED)
    rows = tuple(
        (row.who, row.get_duty_display(), _moment(row), row.identity) for row in answers.select_related("user")
    )
    what = f"Version {version.number} av protokollet"
    lead = f"{what} är godkänd av dem som står här." if rows else f"{what}. Organet justerar inte sina protokoll."
    return SignaturePage(mark, lead, rows)


def _moment(answer: Answer) -> str:
    if answer.at is None:
        return ""
    at = timezone.localtime(answer.at)
    return f"{date_format(at, MOMENT)} (UTC{at.isoformat()[-6:]})"
