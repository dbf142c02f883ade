"""The guide's contents and its chapters, for everyone who logs in."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodtrad.web.public.help import chapters

# What those who have not logged in see must be explained to them, and how one logs in.
OPEN = frozenset({"konton", "kom-igang", "publicera", "justera-och-underteckna"})


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    return render(request, "help/contents.html", {"contents": chapters.contents()})


@login_not_required
@require_safe
def chapter(request: HttpRequest, name: str) -> HttpResponse:
    if name not in OPEN and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    every = chapters.chapters()
    if name not in every:
        raise Http404("Handboken har inget sådant kapitel.")
    names = list(every)
    at = names.index(name)
    ctx = {
        "chapter": every[name],
        "chapters": every.values(),
        "before": every[names[at - 1]] if at else None,
        "after": every[names[at + 1]] if at + 1 < len(names) else None,
    }
    return render(request, "help/chapter.html", ctx)
