"""The notice of a meeting: as a page, as files, and sent."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.web.accounts.access import Right, require
from rodtrad.web.accounts.names import told_apart
from rodtrad.web.bodies.rights import BodyRight
from rodtrad.web.letterheads.models import Shown
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.preparing.access import meeting_and_rights, planned_meeting_for
from rodtrad.web.preparing.actions import call_meeting
from rodtrad.web.preparing.agenda import agenda_of, as_called, file_of, is_for_all, veiled, with_personal_numbers
from rodtrad.web.preparing.calendar import meeting_calendar
from rodtrad.web.preparing.comparing import changes_between
from rodtrad.web.preparing.letters import recipients_of, without_letter
from rodtrad.web.preparing.models import Notice
from rodtrad.web.preparing.notice import notice_pdf, notice_word, told_of
from rodtrad.web.preparing.pages import agenda_page
from rodtrad.web.telling import try_and_tell
from rodtrad.web.typeset.word import MEDIA_TYPE

KINDS = {
    "pdf": "application/pdf",
    "docx": MEDIA_TYPE,
    "ics": "text/calendar; charset=utf-8",
}


@require_http_methods(("GET", "HEAD", "POST"))
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice as it was sent last or would be sent now, of a meeting that has begun as it was called; POST sends
    it."""
    if request.method == "POST":
        meeting = planned_meeting_for(request.user, pk, BodyRight.PREPARE)
        by = require(request.user, Right.READ)
        try_and_tell(request, lambda: call_meeting(meeting=meeting, by=by), _sent)
        return redirect("preparing:notice", pk)
    meeting, rights = meeting_and_rights(request.user, pk, BodyRight.SEE)
    sent = list(meeting.notices.select_related("by"))
    page = agenda_page(meeting, rights)
    papers = [paper for one in page["items"] for paper in one.papers]
    now = agenda_of(meeting, page["items"])
    changes = changes_between(sent[-1].agenda, now) if sent else None
    if sent and meeting.state not in Meeting.NOT_HELD:
        changes, page["items"] = None, as_called(meeting, sent[-1].agenda, page["items"])
    ctx = {
        **page,
        "sent": sent,
        "changes": changes,
        "to_send": _to_send(meeting, now) if page["may_arrange"] and (changes or not sent) else None,
        "emblem": Shown.of(meeting.held_for.county if meeting.held_for else None),
        "has_papers": any(map(file_of, papers)),
        "has_confidential": not all(map(is_for_all, papers)),
    }
    return render(request, "preparing/notice.html", ctx)


def _to_send(meeting: Meeting, agenda: dict[str, Any]) -> dict[str, Any]:
    """What whoever is about to send the notice is told first."""
    recipients = recipients_of(meeting)
    return {
        "recipients": [told_apart(user, recipients) for user in recipients],
        "without": without_letter(meeting, recipients),
        "numbers": with_personal_numbers(veiled(agenda)),
    }


def _sent(notice: Notice) -> str:
    """To how many a notice goes, as whoever sent it is told."""
    what = "Tillägget" if notice.is_supplement else "Kallelsen"
    number = len(recipients_of(notice.meeting))
    if not number:
        return f"{what} finns nu på sidan. Ingen har någon roll i organet, så den gick inte till någon."
    return f"{what} skickas till {number} {'person' if number == 1 else 'personer'} med roll i organet."


@require_safe
def file(request: HttpRequest, pk: int, form: str, number: int | None = None) -> FileResponse:
    """A notice as a PDF, a Word file or an entry for a calendar: one that was sent, or as it stands now."""
    meeting = planned_meeting_for(request.user, pk, BodyRight.SEE)
    if form not in KINDS:
        raise Http404("Kallelsen finns som PDF, Wordfil och kalenderfil.")
    if form == "ics":
        data = meeting_calendar(meeting, method="PUBLISH")
    else:
        data, number = _made(meeting, form, number)
    name = f"kallelse-{meeting.date}{f'-{number}' if number else ''}.{form}"
    return FileResponse(BytesIO(data), as_attachment=form != "pdf", filename=name, content_type=KINDS[form])


def _made(meeting: Meeting, form: str, number: int | None) -> tuple[bytes, int | None]:
    """A notice as a file, and its number, which one has that was sent. Raises Http404 where none has the number."""
    sent = {one.number: one for one in meeting.notices.all()}
    if number is None and sent and meeting.state not in Meeting.NOT_HELD:
        number = len(sent)
    now = sent[number].agenda if number in sent else agenda_of(meeting)
    if number is None and sent and sent[len(sent)].agenda == now:
        number = len(sent)  # nothing is new: it is the one that was sent last
    if number is not None and number not in sent:
        raise Http404("Det finns ingen sådan kallelse.")
    last = sent.get((number or len(sent) + 1) - 1)
    before = last.agenda if last else None
    told = told_of(meeting, now, before, number=number)
    if form == "docx":
        return notice_word(told), number
    return notice_pdf(told, made_at=sent[number].at if number else timezone.now()), number
