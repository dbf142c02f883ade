"""The list of documents, a document with its findings in place, and its original."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodtrad.web.documents.access import documents_for, version_for_reading
from rodtrad.web.documents.models import Version
from rodtrad.web.documents.page import by_kind, shown_findings, shown_lines

PER_PAGE = 50


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("lage", "")
    found = documents_for(request.user)
    if wanted == "avvikelser":
        found = found.doubtful()
    elif wanted in Version.State.values:
        found = found.filter(current__state=wanted)
    rows = found.with_issue_count().with_current().select_related("county").latest_first()
    ctx = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("sida")),
        "wanted": wanted,
        "states": [("", "Alla"), ("avvikelser", "Med avvikelser"), *Version.State.choices],
    }
    return render(request, "documents/documents.html", ctx)


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    version = version_for_reading(request.user, pk, request.GET.get("version"))
    shown = shown_findings(version)
    ctx = {
        "document": version.document,
        "version": version,
        "versions": version.document.versions.order_by("-number"),
        "lines": shown_lines(version, shown),
        "kinds": by_kind(shown),
        "count": len(shown),
        "issues": list(version.issues.all()),
        "unplaced": list(version.unplaced.all()),
    }
    return render(request, "documents/document.html", ctx)


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
