"""The page where documents are handed in, and which shows what becomes of them."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.web.accounts.access import Right, may, require
from rodtrad.web.accounts.models import User
from rodtrad.web.documents.access import may_read_again
from rodtrad.web.documents.models import Document
from rodtrad.web.documents.originals import NotStored, Original
from rodtrad.web.documents.reading import most_bytes
from rodtrad.web.documents.receiving import MOST_FILES, Refused, in_megabytes, refused_by
from rodtrad.web.intake.access import uploads_for
from rodtrad.web.intake.actions import ask_to_read_again, receive, take_back
from rodtrad.web.intake.listing import listed
from rodtrad.web.intake.models import Upload, Worker
from rodtrad.web.review.access import version_for_review
from rodtrad.web.review.removing import SpokenFor, consequences

# What an import takes beside documents.
NO_DOCUMENTS = {
    "organ.csv": "En lista över organ läses in tillsammans med en mapp: rodtrad import MAPP. Enstaka organ läggs till "
    "under Organ, Nytt organ.",
    "parter.csv": "En lista över huvudmän läses in tillsammans med en mapp: rodtrad import MAPP.",
}
PER_PAGE = 100  # as many as are handed in at a time


@require_http_methods(["GET", "HEAD", "POST"])
def uploads(request: HttpRequest) -> HttpResponse:
    by = require(request.user, Right.REVIEW)
    if request.method == "POST":
        _tell(request, *_received(request, by))
        return redirect("intake:uploads")
    every = uploads_for(request.user)
    shown = every.select_related("added_by", "version__document").defer("version__text", "version__record")
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("sida"))
    under_way = every.under_way().count()
    is_part = request.headers.get("HX-Request") == "true"
    ctx = {
        "page": page,
        "entries": listed(page),
        "under_way": under_way,
        "told": _in_words(under_way) if page else "",
        "is_part": is_part,
        "is_worked": Worker.objects.alive().exists(),
        "most_files": MOST_FILES,
        "most_bytes": most_bytes(),
        "most_size": in_megabytes(most_bytes()),
    }
    return render(request, "intake/uploads.html#list" if is_part else "intake/uploads.html", ctx)


@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a document read again by the reader of today."""
    version = version_for_review(request.user, pk)
    document = version.document
    if not may_read_again(request.user, version):
        messages.info(request, "Dokumentet är redan läst av den nyaste läsaren, med alla parter och organ.")
        return redirect(document)
    ask_to_read_again(version=version, by=require(request.user, Right.REVIEW))
    if Worker.objects.alive().exists():
        messages.success(request, "Dokumentet läses om. Ladda om sidan om en stund.")
    else:
        messages.warning(
            request, "Dokumentet läses om så snart en läsare är igång. Nu är ingen det: kör rodtrad worker."
        )
    return redirect(document)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """What would go with a document, and its removal by who has read that."""
    document = version_for_review(request.user, pk).document
    goes = consequences(document)
    may_remove = not goes.spoken_for or may(request.user, Right.OVERRULE)
    if request.method == "POST" and may_remove:
        name = document.name
        try:
            take_back(document=document, by=require(request.user, Right.REVIEW))
        except SpokenFor:
            messages.warning(request, "Någon har bekräftat uppgifter i dokumentet sedan du öppnade sidan.")
            return redirect("intake:remove", pk)
        except Document.DoesNotExist:
            messages.info(request, f"{name} är redan borttaget.")
        else:
            messages.success(request, f"{name} är borttaget, med allt som lästes ur det.")
        return redirect("documents:documents")
    return render(request, "intake/remove.html", {"document": document, "goes": goes, "may_remove": may_remove})


def _received(request: HttpRequest, by: User) -> tuple[list[Upload], list[Refused]]:
    """The files of a request that are kept now, and those that are not, each with its reason."""
    files = request.FILES.getlist("filer")  # takes them in, unless the form's token was looked for already
    kept, refused = list[Upload](), refused_by(request)
    for file in files:
        if why := NO_DOCUMENTS.get((file.name or "").casefold()):
            refused.append(Refused(str(file.name), why))
            continue
        data = file.read()
        original = Original.of(Path(file.name or "namnlös"), data)
        try:
            kept.append(receive(original=original, data=data, by=by))
        except NotStored as error:
            refused.append(Refused(original.name, str(error)))
    return kept, refused


def _in_words(under_way: int) -> str:
    """How far all of it is, for those who hear the page."""
    if not under_way:
        return "Allt inlämnat är läst."
    return "1 fil väntar eller läses." if under_way == 1 else f"{under_way} filer väntar eller läses."


def _tell(request: HttpRequest, kept: list[Upload], refused: list[Refused]) -> None:
    waiting = sum(upload.is_under_way for upload in kept)
    if waiting:
        messages.success(request, "1 fil är mottagen." if waiting == 1 else f"{waiting} filer är mottagna.")
    if known := len(kept) - waiting:
        messages.info(request, f"{known} {'fil' if known == 1 else 'filer'} finns redan i registret.")
    for one in refused:
        messages.error(request, f"{one.name} togs inte emot. {one.reason}")
    if not kept and not refused:
        messages.warning(request, "Ingen fil var vald.")
