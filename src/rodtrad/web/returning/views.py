"""Minutes that come back from Word, and what of them is taken in."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.web.accounts.access import Right, require
from rodtrad.web.documents.originals import NotStored
from rodtrad.web.keys import key_in
from rodtrad.web.returning.actions import answer, take_in
from rodtrad.web.returning.forms import WordFileForm, answers_in
from rodtrad.web.returning.models import WordFile
from rodtrad.web.returning.pages import word_page
from rodtrad.web.telling import try_and_tell
from rodtrad.web.verifying.access import meeting_to_correct


@require_http_methods(("GET", "HEAD", "POST"))
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """A form for the file, and what the last one proposes; POST hands one in."""
    by = require(request.user, Right.READ)
    meeting = meeting_to_correct(by, pk)
    latest = meeting.minutes_versions.last()
    if latest is None:
        raise Http404("Det finns inget protokoll än.")
    form = WordFileForm(request.POST or None, request.FILES or None, auto_id="word-%s")
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            made = take_in(meeting=meeting, name=sent.name, data=sent.read(), by=by)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, _said(made))
            return redirect("returning:word", pk)
    return render(request, "returning/word.html", {"form": form, **word_page(meeting, latest)})


@require_POST
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    meeting = meeting_to_correct(by, pk)
    file = WordFile.objects.filter(version__meeting=meeting).select_related("version__meeting").last()
    if file is None:
        raise Http404("Ingen Wordfil är inlämnad.")
    taken, declined = answers_in(request.POST.dict())
    number = key_in(request.POST.get("on", "")) or 0
    try:
        try_and_tell(
            request, lambda: answer(file=file, taken=taken, declined=declined, on=number, by=by), _said_of_answers
        )
    except NotStored as error:
        messages.error(request, f"Ändringarna är inte intagna: {error}")
    return redirect("returning:word", pk)


def _said(made: WordFile) -> str:
    number = made.proposals.count()
    return (
        f"Filen är läst: {number} {'ändring' if number == 1 else 'ändringar'}."
        if number
        else "Filen är läst. Den har inga ändringar."
    )


def _said_of_answers(taken: int) -> str:
    return (
        f"{taken} {'ändring är intagen' if taken == 1 else 'ändringar är intagna'}." if taken else "Svaren är sparade."
    )
