"""What needs a look: the register's questions with both places side by side, and documents that do not add up."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.web.accounts.access import Right, may, require
from rodtrad.web.bodies.additions import last_addition
from rodtrad.web.documents.access import documents_for
from rodtrad.web.documents.actions import settle_unread
from rodtrad.web.documents.models import Issue, Version
from rodtrad.web.documents.reading import READER_VERSION
from rodtrad.web.review import actions, rereading
from rodtrad.web.review.access import (
    house_style_for_review,
    may_make_one,
    suggestion_for_answering,
    suggestions_for,
    version_for_review,
)
from rodtrad.web.review.asked import asked, shown_changes
from rodtrad.web.review.house_styles import use_style
from rodtrad.web.review.merging import CannotMergeError, merge, split
from rodtrad.web.review.models import Suggestion

PER_PAGE = 20
DOCUMENTS = 10
UNSETTLED = Issue.objects.filter(settled_at=None)
ANSWERED = "besvarade"
HAS_ROLES = "Någon har en roll i organen och får det då i båda. Be en administratör, eller den som ger roller i båda."


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """What a person is asked: whether two names, bodies or meetings are one, and about facts that are gone."""
    every = suggestions_for(request.user)
    counts = dict(every.open().order_by().values_list("kind").annotate(Count("pk")))
    kind = request.GET.get("slag", "")
    if kind == ANSWERED:
        found = every.exclude(state=Suggestion.State.OPEN).select_related("answered_by").order_by("-answered_at", "-pk")
    else:
        found = every.open().filter(kind=kind) if kind in counts else every.open()
    documents = documents_for(request.user).with_current().latest_first()
    unread = documents.unread()
    page = Paginator(found.with_sources().with_surroundings(), PER_PAGE).get_page(request.GET.get("sida"))
    ctx = {
        "page": page,
        "questions": asked(page.object_list),
        "kind": kind,
        "kinds": [(value, label, counts[value]) for value, label in Suggestion.Kind.choices if value in counts],
        "open_count": sum(counts.values()),
        "may_answer": may(request.user, Right.REVIEW),
        "doubtful": documents.doubtful().prefetch_related(Prefetch("current__issues", UNSETTLED))[:DOCUMENTS],
        "unread": unread[:DOCUMENTS],
        "unread_count": unread.count(),
        "reread": rereading.with_changes(),
        "older_count": documents.outdated(READER_VERSION, last_addition()).count(),
    }
    return render(request, "review/questions.html", ctx)


@require_http_methods(["GET", "HEAD", "POST"])
def reread(request: HttpRequest, pk: int) -> HttpResponse:
    """What a new reading of a document has otherwise, with old and new side by side; all can be accepted at once."""
    version = version_for_review(request.user, pk)
    if request.method == "POST":
        by = require(request.user, Right.REVIEW)
        chosen = next((one for one in rereading.changes(version) if one.key == request.POST.get("andring")), None)
        if "andring" not in request.POST:
            count = rereading.accept(version=version, by=by)
            messages.success(request, f"Ändringarna är godtagna, och {count} uppgifter bekräftade.")
            return redirect(version.document)
        if chosen is None:
            messages.warning(request, "Någon annan har redan svarat om den ändringen.")
        else:
            _keep_old(request, version, chosen)
        return redirect("review:reread", pk)
    found = rereading.changes(version)
    return render(request, "review/reread.html", {"version": version, "changes": shown_changes(found)})


def _keep_old(request: HttpRequest, version: Version, change: rereading.Change) -> None:
    try:
        rereading.keep_old(version=version, change=change, by=require(request.user, Right.REVIEW))
    except (LookupError, ValueError):
        text = (
            "Uppgiften kunde inte tas tillbaka, för det den hörde till är borta. Lägg till den för hand i granskningen."
        )
        messages.error(request, text)
    else:
        messages.success(request, "Det gamla gäller. Det går att ångra i granskningen.")


@require_POST
def see_unread(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has seen that a document could not be read; or it is to be looked at again."""
    version = version_for_review(request.user, pk)
    is_seen = request.POST.get("sedd") == "ja"
    if version.state != Version.State.READ and is_seen != bool(version.settled_at):
        settle_unread(version=version, is_seen=is_seen, by=require(request.user, Right.REVIEW))
        told = "är sett, och kan tas upp igen på sin sida" if is_seen else "står under Att se över igen"
        messages.success(request, f"{version.document} {told}.")
    return redirect("review:questions" if is_seen else version.document)


@require_POST
def use_house_style(request: HttpRequest, pk: int) -> HttpResponse:
    """What was learnt of a body is used for its next documents, or not."""
    style = house_style_for_review(request.user, pk)
    is_used = request.POST.get("anvand") == "ja"
    use_style(style=style, is_used=is_used, by=require(request.user, Right.REVIEW))
    messages.success(request, "Det lärda används." if is_used else "Det lärda används inte längre.")
    return redirect(style.body)


@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """They are not the same."""
    suggestion = suggestion_for_answering(request.user, pk)
    try:
        actions.dismiss_suggestion(suggestion=suggestion, by=require(request.user, Right.REVIEW))
    except actions.NotOpen:
        messages.warning(request, "Någon annan har redan besvarat frågan.")
    else:
        messages.success(request, f"Svaret är sparat: nej. Frågan var: {suggestion}")
    return redirect("review:questions")


@require_POST
def still(request: HttpRequest, pk: int) -> HttpResponse:
    """A confirmed fact holds, though the new version of its document does not say it."""
    suggestion = suggestion_for_answering(request.user, pk)
    try:
        if suggestion.kind != Suggestion.Kind.GONE:
            raise actions.NotOpen
        actions.hold_on_to(suggestion=suggestion, by=require(request.user, Right.REVIEW))
    except actions.NotOpen:
        messages.warning(request, "Någon annan har redan besvarat frågan.")
    else:
        messages.success(request, "Uppgiften gäller ännu.")
    return redirect("review:questions")


@require_POST
def same(request: HttpRequest, pk: int) -> HttpResponse:
    """They are one; the button says under which of the two names."""
    suggestion = suggestion_for_answering(request.user, pk)
    by = require(request.user, Right.REVIEW)
    if suggestion.state != Suggestion.State.OPEN or not suggestion.pair:
        messages.warning(request, "Någon annan har redan besvarat frågan.")
        return redirect("review:questions")
    one, other = suggestion.pair
    kept, gone = (other, one) if request.POST.get("behall") == "andra" else (one, other)
    if not may_make_one(by, kept, gone):
        messages.error(request, HAS_ROLES)
        return redirect("review:questions")
    try:
        done = merge(kept=kept, gone=gone, by=by)
    except CannotMergeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{gone} och {kept} är sammanförda och finns som {kept}. Det går att ta isär igen.")
        if left := done.change.details.get("left"):
            messages.warning(request, f"Båda hade det här, och det som {kept} hade gäller: {'; '.join(left)}.")
    return redirect("review:questions")


@require_POST
def apart(request: HttpRequest, pk: int) -> HttpResponse:
    """They were not one after all."""
    suggestion = suggestion_for_answering(request.user, pk)
    by = require(request.user, Right.REVIEW)
    done = suggestion.merges.filter(undone_at=None).first()
    if done is None:
        messages.warning(request, "De är redan isärtagna.")
        return redirect("review:questions")
    if not may_make_one(by, done.kept, done.gone):
        messages.error(request, HAS_ROLES)
        return redirect("review:questions")
    try:
        split(done=done, by=by)
    except CannotMergeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{done.gone} och {done.kept} är isärtagna, och frågan är öppen igen.")
    return redirect("review:questions")


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer was wrong, or is not sure any more."""
    suggestion = suggestion_for_answering(request.user, pk)
    try:
        actions.reopen_suggestion(suggestion=suggestion, by=require(request.user, Right.REVIEW))
    except actions.NotOpen:
        messages.warning(request, "Frågan är öppen, eller besvarad på annat sätt sedan du öppnade sidan.")
    else:
        messages.success(request, f"Frågan står öppen igen: {suggestion}")
    return redirect("review:questions")
