"""The list of documents, a document with its findings in place, pictures of its pages, and its original."""

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from rodtrad.reading.pictures import NoPicture
from rodtrad.web.accounts.access import Right, may
from rodtrad.web.accounts.models import Change, ChangeQuerySet
from rodtrad.web.documents import pictures
from rodtrad.web.documents.access import documents_for, may_read_again, removed_for, version_for_reading
from rodtrad.web.documents.models import Version
from rodtrad.web.documents.page import shown_findings
from rodtrad.web.documents.paper import has_paper, is_printable, paper_of
from rodtrad.web.documents.parts import part_in_view, with_pages

PER_PAGE = 50
REMOVED = "borttagna"


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("lage", "")
    found, removed = documents_for(request.user), removed_for(request.user)
    states = [("", "Alla"), ("avvikelser", "Med avvikelser"), *Version.State.choices, (REMOVED, "Borttagna")]
    if wanted == REMOVED:
        page = Paginator(removed, PER_PAGE).get_page(request.GET.get("sida"))
        ctx = {"page": page, "removed": page.object_list, "wanted": wanted, "states": states}
        return render(request, "documents/documents.html", ctx)
    if wanted == "avvikelser":
        found = found.doubtful()
    elif wanted in Version.State.values:
        found = found.filter(current__state=wanted)
    rows = found.with_issue_count().with_current().select_related("county").latest_first()
    ctx = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("sida")),
        "wanted": wanted,
        "states": states,
    }
    return render(request, "documents/documents.html", ctx)


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        version = version_for_reading(request.user, pk, request.GET.get("version"))
    except Http404:
        if removed := removed_for(request.user).filter(document_key=pk):
            return render(request, "documents/gone.html", {"removed": removed}, status=HTTPStatus.GONE)
        raise
    shown = shown_findings(version)
    part, error = part_in_view(version, shown, request.GET)
    ctx = {
        "document": version.document,
        "version": version,
        "may_review": may(request.user, Right.REVIEW) and version.is_current,
        "seen": _seen(version),
        "may_read_again": version.is_current and may_read_again(request.user, version),
        "has_changes": version.is_current and version.number > 1 and not version.accepted_at and version.read_before,
        "versions": version.document.versions.defer("text", "record").order_by("-number"),
        "part": part,
        "no_pages": error,
        "office_missing": is_printable(version) and not has_paper(version),
        "here": part.listed(),
        "whole": part.in_whole(shown) if len(part.here) < len(shown) else [],
        "count": len(shown),
        "issues": with_pages(version, list(version.issues.all())),
        "unplaced": with_pages(version, list(version.unplaced.filter(settled_at=None))),
    }
    return render(request, "documents/document.html", ctx)


def _seen(version: Version) -> Change | None:
    """Who has seen that nothing of it stands in the register."""
    changes: ChangeQuerySet = ChangeQuerySet(Change).about(version.document)
    return changes.filter(action="unread-seen").first() if version.settled_at else None


@require_safe
def picture(request: HttpRequest, pk: int, number: int, page: int) -> HttpResponse:
    """A page of a version as a PNG. Browsers ask each time whether they still may show the one they have."""
    version = version_for_reading(request.user, pk, str(number))
    try:
        paper = paper_of(version)
        if not 1 <= page <= len(paper.sizes):
            raise Http404("Dokumentet har ingen sådan sida.")
        etag = quote_etag(f"{paper.sha256}-{page}")
        answer = get_conditional_response(request, etag=etag)
        answer = answer or HttpResponse(pictures.picture(version, paper, page), content_type="image/png")
    except NoPicture as error:
        raise Http404(f"Sidan kunde inte ritas: {error}.") from error
    answer["ETag"] = etag
    return answer


@require_safe
def original(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """The file as it came. Always as a download of unknown type: a browser must not run what a document holds."""
    version = version_for_reading(request.user, pk, str(number))
    try:
        file = version.original.open("rb")
    except FileNotFoundError as error:
        raise Http404("Originalet finns inte i lagringen.") from error
    return FileResponse(
        file, as_attachment=True, filename=version.document.name, content_type="application/octet-stream"
    )
