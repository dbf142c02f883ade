"""Letters about verification: to those who are asked, and back to who asked. They hold no word of the minutes, but for
what somebody writes who sends them back."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from rodtrad.web.accounts.models import User
from rodtrad.web.mailing.actions import queue_letter
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.verifying.models import Answer, Round


def ask(made: Round, *, by: User | None) -> None:
    """Ask everyone in a round to read and answer; in the transaction that makes it."""
    before = Answer.objects.filter(round__version__meeting=made.version.meeting_id).exclude(round=made)
    seen = dict(before.order_by("round__version__number").values_list("user", "round__version__number"))
    for answer in made.answers.select_related("user"):
        news = (
            f"\n\nÖverst på sidan står vad som är ändrat sedan version {seen[answer.user_id]}."
            if answer.user_id in seen
            else ""
        )
        text = (
            f"Protokollet från {made.version.meeting.heading}, version {made.version.number}, väntar på att justeras. "
            f"Läs, kommentera, och godkänn eller återsänd det:\n\n{_page(made)}{news}\n"
        )
        subject = f"Protokoll att justera: {made.version.meeting.heading}"
        queue_letter(key=f"verify-{answer.pk}", to=answer.user.email, subject=subject, text=text, by=by)


def tell_how_it_ended(done: Round, *, by: User | None) -> None:
    """Tell who sent the minutes that they are approved or sent back; in the transaction that ends the round."""
    if done.sent_by is None:
        return
    how = "är justerat" if done.outcome == Round.Outcome.APPROVED else "är återsänt"
    told = f"Protokollet från {done.version.meeting.heading}, version {done.version.number}, {how}"
    back = done.answers.filter(kind=Answer.Kind.SENT_BACK).select_related("user")
    who = "".join(f"\n\n{row.who} återsände det: {row.why}" for row in back)
    text = f"{told}{who or ':'}\n\n{_page(done)}\n"
    queue_letter(key=f"verified-{done.pk}", to=done.sent_by.email, subject=told, text=text, by=by)


def tell_recalled(done: Round, meeting: Meeting, *, by: User | None) -> None:
    """Tell all who were asked that it was called back, and why; in the transaction that does."""
    told = f"Återkallat: protokollet från {meeting.heading}"
    text = f"Protokollet, version {done.version.number}, är inte längre skickat till dig. Du behöver inte svara.\n\n"
    for answer in done.answers.select_related("user"):
        queue_letter(key=f"recalled-{answer.pk}", to=answer.user.email, subject=told, text=f"{text}{done.why}\n", by=by)


def _page(of: Round) -> str:
    return f"{settings.ADDRESS}{reverse('verifying:verification', args=[of.version.meeting_id])}"
