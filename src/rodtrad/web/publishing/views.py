"""Publishing minutes, and the pages of published ones, which everyone may read without logging in."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_POST, require_safe

from rodtrad.web.accounts.access import Right, require
from rodtrad.web.bodies.models import Body
from rodtrad.web.bodies.rights import BodyRight, publishers_of, rights_in
from rodtrad.web.documents.originals import NotStored
from rodtrad.web.meetings.models import BodyRules
from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.publishing import actions
from rodtrad.web.publishing.access import meeting_to_publish, publication_for_all, publication_to_decide
from rodtrad.web.publishing.check import checked, left_out, mask_of
from rodtrad.web.publishing.models import Publication, Ruling

PER_PAGE, IN_FEED = 50, 50
GONE = 410
INDEXED = "all"
State = Publication.State


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """What should be judged before the minutes are public, and the button that makes them so."""
    meeting = meeting_to_publish(request.user, pk)
    version = meeting.minutes_versions.select_related("by").last()
    if version is None:
        raise Http404
    content = MinutesContent.from_json(version.content)
    judged = checked(meeting, version)
    times = list(meeting.publications.select_related("asked_by", "published_by", "ended_by"))
    publication = next((one for one in times if one.state in {State.WAITING, State.PUBLISHED}), None)
    two = bool(meeting.held_for and BodyRules.of(meeting.held_for).two_publish)
    publishers = publishers_of(meeting.bodies.all()) if two else []
    # Whoever asks, or has asked, is not who confirms.
    others = publishers[1:] if publication is None else [one for one in publishers if one != publication.asked_by]
    context = {
        "meeting": meeting,
        "version": version,
        "judged": judged,
        "left": sum(one.ruling is None for one in judged),
        "left_out": left_out(content, mask_of(meeting)),
        "confidential": [item for item in content.items if item.confidential],
        "publication": publication,
        "earlier": [one for one in times if one.state in {State.DECLINED, State.WITHDRAWN}],
        "hindrance": actions.hindrance(meeting),
        "two": two,
        "publishers": publishers,
        "nobody_confirms": two and not others and (publication is None or not publication.is_public),
    }
    return render(request, "publishing/check.html", context)


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The public copy before it is public: as somebody asked for it, else as it would be now."""
    meeting = meeting_to_publish(request.user, pk)
    asked = meeting.publications.filter(state__in=(State.WAITING, State.PUBLISHED)).first()
    version = meeting.minutes_versions.last()
    if version is None:
        raise Http404
    if asked:
        content = MinutesContent.from_json(asked.content)
    else:
        content, _ = mask_of(meeting).over(MinutesContent.from_json(version.content))
    return render(request, "publishing/minutes.html", {"meeting": meeting, "content": content})


@require_POST
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    meeting = meeting_to_publish(by, pk)
    sent, kinds = request.POST, Ruling.Kind.values
    kind = sent.get("kind", "") if sent.get("kind") in kinds else Ruling.Kind.OWN
    masks = sent.get("masks") == "ja"
    told = "Texten maskeras i den publika kopian." if masks else "Texten får stå."
    text = sent.get("text", "")
    return _done(request, pk, told, lambda: actions.rule_on(meeting=meeting, text=text, kind=kind, masks=masks, by=by))


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    meeting = meeting_to_publish(by, pk)
    return _done(request, pk, "", lambda: actions.ask_to_publish(meeting=meeting, by=by))


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    one = publication_to_decide(by, pk)
    return _done(request, one.meeting_id, "", lambda: actions.confirm(publication=one, by=by))


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    one, why = publication_to_decide(by, pk), request.POST.get("why", "")
    told = "Publiceringen är tillbakaskickad."
    return _done(request, one.meeting_id, told, lambda: actions.decline(publication=one, why=why, by=by))


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    one, why = publication_to_decide(by, pk), request.POST.get("why", "")
    told = "Protokollet är återkallat. Sidan visar att det har funnits."
    return _done(request, one.meeting_id, told, lambda: actions.withdraw(publication=one, why=why, by=by))


def _done(request: HttpRequest, meeting: int, text: str, act: Callable[[], object]) -> HttpResponse:
    """Do it, tell what came of it, and go back to the check."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except NotStored as error:
        messages.error(request, f"Protokollet är inte publicerat: {error}")
    else:
        now = Publication.objects.filter(meeting=meeting).last()
        done = {
            State.WAITING: "En till person ska godkänna publiceringen.",
            State.PUBLISHED: "Protokollet är publicerat.",
        }
        messages.success(request, text or (done.get(State(now.state), "") if now else ""))
    return redirect("publishing:check", meeting)


@login_not_required
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """All minutes that are or were public, of all bodies or of one."""
    found = Publication.objects.shown()
    bodies = list(Body.objects.filter(meetings__publications__in=found.order_by()).distinct())
    body = next((body for body in bodies if str(body.pk) == request.GET.get("organ")), None)
    if body:
        found = found.filter(meeting__bodies=body)
    page = Paginator(found.defer("content"), PER_PAGE).get_page(request.GET.get("sida"))
    return _for_all(render(request, "publishing/published.html", {"page": page, "bodies": bodies, "body": body}))


@login_not_required
@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Published minutes; where they were withdrawn, that they were, when, by whom and why."""
    publication = publication_for_all(pk)
    withdrawn = Publication.objects.filter(meeting=pk, state=State.WITHDRAWN).select_related("ended_by")
    context = {
        "publication": publication,
        "meeting": publication.meeting,
        "content": MinutesContent.from_json(publication.content) if publication.is_public else None,
        "withdrawn": withdrawn.defer("content").order_by("-ended_at"),
        "may_publish": BodyRight.PUBLISH in rights_in(request.user, publication.meeting.bodies.all()),
    }
    status = 200 if publication.is_public else GONE
    return _for_all(render(request, "publishing/minutes.html", context, status=status))


@login_not_required
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The public copy as a file."""
    publication = publication_for_all(pk)
    if not publication.is_public:
        return minutes(request, pk)
    try:
        file = publication.file.open()
    except FileNotFoundError as error:
        raise Http404("Filen finns inte i lagringen.") from error
    name = f"protokoll-{publication.meeting.date}.pdf"
    answer = FileResponse(file, filename=name, content_type="application/pdf")
    answer["X-Robots-Tag"] = INDEXED
    return answer


@login_not_required
@require_safe
def feed(request: HttpRequest, pk: int) -> HttpResponse:
    """The published minutes of a body as a feed (Atom, RFC 4287); what was withdrawn says so."""
    body = get_object_or_404(Body, pk=pk, meetings__publications__in=Publication.objects.shown().order_by())
    here = request.build_absolute_uri(reverse("publishing:feed", args=[pk]))
    list_of = request.build_absolute_uri(reverse("publishing:published")) + f"?organ={pk}"
    told = Atom1Feed(
        f"Protokoll från {body.name}", list_of, settings.NAME, language="sv", feed_url=here, feed_guid=here
    )
    for one in Publication.objects.shown().defer("content").filter(meeting__bodies=body)[:IN_FEED]:
        link = request.build_absolute_uri(one.get_absolute_url())
        title = f"Protokoll {one.meeting.heading}"
        told.add_item(
            title=title if one.is_public else f"Återkallat: {title}",
            link=link,
            description=f"Version {one.version.number}." if one.is_public else one.ended_why,
            unique_id=f"{link}#{one.pk}",
            pubdate=one.published_at,
            updateddate=one.ended_at or one.published_at,
        )
    return _for_all(HttpResponse(told.writeString("utf-8"), content_type=told.content_type))


def _for_all(answer: HttpResponse) -> HttpResponse:
    """Search engines may offer it, unlike all else here."""
    answer["X-Robots-Tag"] = INDEXED
    return answer
