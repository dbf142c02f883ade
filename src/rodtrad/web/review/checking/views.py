"""A document under review: its text or pages beside its findings, and one address for each thing to say of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.web.accounts.access import Right, require
from rodtrad.web.documents.models import Finding, Version
from rodtrad.web.documents.parts import Part, part_in_view
from rodtrad.web.review import access
from rodtrad.web.review.checking import actions
from rodtrad.web.review.checking.advice import ADVICE
from rodtrad.web.review.checking.board import Board, token_of
from rodtrad.web.review.checking.forms import FIELDS, MARKED, FactForm, chars_of, form_for
from rodtrad.web.review.models import Answer

LATEST = 5
LONGEST_NUMBER = 12  # digits of a key
OTHERS_WERE_FASTER = "Någon har svarat för uppgiften sedan du öppnade den. Se efter igen."


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The document with its findings; without one that is wanted, at the most doubtful."""
    version = access.version_for_review(request.user, pk)
    board = Board(version, request.GET.get("uppgift", ""), answered=request.GET.get("efter", ""))
    return _page(request, version, board)


def _page(request: HttpRequest, version: Version, board: Board, **more: Any) -> HttpResponse:
    asked = request.GET.dict()
    if board.current:
        finding = board.current.finding
        asked = {"uppgift": str(finding.pk), "rad": str(finding.first_line)} | asked
    part, no_pages = part_in_view(version, board.entries, asked)
    answers = Answer.objects.holding().filter(version=version).select_related("change__by", "issue", "unplaced")
    notes = {answer.issue_id: answer for answer in answers.filter(kind=Answer.Kind.SEEN)}
    issues = list(version.issues.all())
    ctx = {
        "document": version.document,
        "version": version,
        "board": board,
        "part": _under_review(part, version, asked.get("uppgift", "")),
        "no_pages": no_pages,
        "issues": [(issue, ADVICE.get(issue.code, ""), notes.get(issue.pk)) for issue in issues],
        "issues_left": sum(issue.settled_at is None for issue in issues),
        "unplaced": [one for one in version.unplaced.all() if one.settled_at is None],
        "latest": _latest(answers),
        **more,
    }
    return render(request, "review/checking/check.html", ctx)


def _under_review(part: Part, version: Version, finding: str) -> Part:
    """The part with its ways to others leading to the page of the review, and back to the same finding."""
    shown = reverse("documents:document", args=[version.document_id])
    here = reverse("checking:check", args=[version.document_id])

    def moved(address: str) -> str:
        path, _, rest = address.partition("#")
        wanted = f"{'&' if '?' in path else '?'}uppgift={finding}" if finding and "uppgift=" not in path else ""
        return f"{path.replace(shown, here, 1)}{wanted}#{rest}" if path else ""

    before, after = moved(part.before), moved(part.after)
    return replace(part, before=before, after=after, as_pages=moved(part.as_pages), as_text=moved(part.as_text))


def _latest(answers: Any) -> list[tuple[Answer, int]]:
    """The latest acts that can be taken back, each by one of its answers, and how many it has."""
    found: dict[int, list[Answer]] = {}
    for answer in answers.select_related("finding").order_by("-pk")[: LATEST * 20]:
        if answer.change_id in found or len(found) < LATEST:
            found.setdefault(answer.change_id, []).append(answer)
    return [(those[-1], len(those)) for those in found.values()]


def _to(version: Version, finding: str = "") -> HttpResponse:
    where = reverse("checking:check", args=[version.document_id])
    return redirect(f"{where}?uppgift={finding}" if finding else where)


def _on_from(request: HttpRequest, finding: Finding) -> HttpResponse:
    """To what the page says comes after the answer; without any, to those that are sure, after the answered one."""
    if following := request.POST.get("sedan", ""):
        return _to(finding.version, following)
    return redirect(f"{reverse('checking:check', args=[finding.version.document_id])}?efter={finding.pk}")


def _changed(request: HttpRequest, finding: Finding) -> bool:
    """Whether somebody has answered for the finding since the page was made; they are told."""
    changed = request.POST.get("sedd", "") != token_of(finding)
    if changed:
        messages.warning(request, OTHERS_WERE_FASTER)
    return changed


def _told_if_late(view: Callable[[HttpRequest, int], HttpResponse]) -> Callable[[HttpRequest, int], HttpResponse]:
    """Tell who answers for a finding that somebody else was faster, by however little."""

    @wraps(view)
    def told(request: HttpRequest, pk: int) -> HttpResponse:
        try:
            return view(request, pk)
        except actions.NotTheLatest:
            messages.warning(request, OTHERS_WERE_FASTER)
            return _to(access.finding_for_review(request.user, pk).version, str(pk))

    return told


@require_POST
@_told_if_late
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The finding is right as it stands."""
    return _said(request, pk, actions.confirm_finding)


@require_POST
@_told_if_late
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """The finding is wrong, and is taken out of the register."""
    return _said(request, pk, actions.refuse_finding)


def _said(request: HttpRequest, pk: int, act: Callable[..., Any]) -> HttpResponse:
    finding = access.finding_for_review(request.user, pk)
    if _changed(request, finding):
        return _to(finding.version, str(pk))
    act(finding=finding, by=require(request.user, Right.REVIEW))
    return _on_from(request, finding)


@require_POST
def confirm_sure(request: HttpRequest, pk: int) -> HttpResponse:
    """All that nothing speaks against is right; the doubtful ones stay."""
    version = access.version_for_review(request.user, pk)
    board = Board(version)
    if sure := [one.finding for one in board.sure]:
        actions.confirm_findings(version=version, findings=sure, by=require(request.user, Right.REVIEW))
        left = f" {len(board.unsure)} osäkra är kvar." if board.unsure else ""
        messages.success(request, f"{len(sure)} säkra uppgifter är bekräftade.{left}")
    return _to(version)


def _has_form(finding: Finding) -> bool:
    """Whether it can be corrected: a fact or a whole, not a single value of the head."""
    return isinstance(finding.value, dict) and finding.kind in FIELDS


def _initial(finding: Finding) -> dict[str, Any]:
    words = " ".join(finding.version.text[finding.first_char : finding.end_char].split())
    return {**finding.value, "line": finding.first_line, "words": words}


@require_http_methods(["GET", "HEAD", "POST"])
@_told_if_late
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A form with what the finding says and the words it stands on, and what somebody put there instead."""
    finding = access.finding_for_review(request.user, pk)
    version = finding.version
    if not _has_form(finding):
        return _to(version)
    initial = _initial(finding)
    form = form_for(finding.kind)(request.POST or None, initial=initial, text=version.text)
    if request.method == "POST" and form.is_valid():
        if _changed(request, finding):
            return _to(version, str(pk))
        value, chars = form.value(finding.value), form.cleaned_data["chars"]
        same_words = all(form.cleaned_data[name] == initial[name] for name in ("line", "words"))
        by = require(request.user, Right.REVIEW)
        actions.correct_finding(finding=finding, value=value, chars=None if same_words else chars, by=by)
        return _on_from(request, finding)
    board = Board(version, str(pk))
    form.focus(board.current.judged.fields if board.current else ())
    return _page(request, version, board, form=form)


@require_POST
@_told_if_late
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Put in one field what the words have instead."""
    finding = access.finding_for_review(request.user, pk)
    version, field = finding.version, request.POST.get("falt", "")
    if not _has_form(finding) or field not in FIELDS[finding.kind]:
        return _to(version, str(pk))
    form = form_for(finding.kind)({**_as_posted(finding), field: request.POST.get("varde", "")}, text=version.text)
    if _changed(request, finding) or not form.is_valid():
        return _to(version, str(pk))
    value = {**finding.value, field: form.cleaned_data[field]} if field in finding.value else finding.value
    # The words themselves, as far as they stand there; a date or a duty stands otherwise.
    chars = chars_of(version.text, finding.first_line, str(form.cleaned_data[field]))
    longer = chars and chars[0] <= finding.end_char and chars[1] > finding.end_char
    by = require(request.user, Right.REVIEW)
    actions.correct_finding(finding=finding, value=value, chars=chars if longer else None, by=by)
    return _on_from(request, finding)


def _as_posted(finding: Finding) -> dict[str, Any]:
    """What its form would send if nothing was changed."""
    form = form_for(finding.kind)(initial=_initial(finding), text=finding.version.text)
    return {bound.html_name: bound.value() for bound in form}


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a fact by hand: first its kind is chosen, then its form filled in."""
    version = access.version_for_review(request.user, pk)
    asked = request.POST or request.GET
    unplaced = None
    if (number := asked.get("oplacerad", "")).isdecimal() and len(number) < LONGEST_NUMBER:
        unplaced = access.unplaced_for_review(request.user, int(number))
        if unplaced.version_id != version.pk or unplaced.settled_at is not None:
            unplaced = None
    kind = asked.get("slag", unplaced.kind if unplaced else "")
    marked = {"line": asked.get("rad") or (unplaced and unplaced.first_line), "words": asked.get("ord", "")}
    ctx: dict[str, Any] = {"adding": True, "marked": marked, "kinds": MARKED, "placing": unplaced, "kind": kind}
    if kind in MARKED:
        form = form_for(kind)(request.POST or None, initial=marked | _first_value(kind, marked), text=version.text)
        if request.method == "POST" and form.is_valid() and (added := _add(request, version, form, unplaced)):
            messages.success(request, f"{MARKED[kind]} är tillagt i registret.")
            return _to(version, str(added.pk))
        ctx["form"] = form
    return _page(request, version, Board(version), **ctx)


def _add(request: HttpRequest, version: Version, form: FactForm, unplaced: Any) -> Finding | None:
    by = require(request.user, Right.REVIEW)
    told = {"kind": form.KIND, "value": form.value(), "chars": form.cleaned_data["chars"]}
    try:
        return actions.add_finding(version=version, unplaced=unplaced, by=by, **told)
    except LookupError:
        form.add_error(None, "Uppgiften hör till en punkt, en grupp eller ett målområde, och ingen står före den.")
    return None


def _first_value(kind: str, marked: dict[str, Any]) -> dict[str, Any]:
    """What a form for marked words is filled with: the words themselves, as what they say."""
    main = {"assignment": "task", "appointment": "person", "next_meeting": ""}
    fields = form_for(kind).base_fields
    field = main.get(kind) or next((name for name in ("text", "name", "title") if name in fields), "")
    words = marked["words"].removeprefix("att ")
    return {field: words, "effect": "other", "duty": "member", "outcome": "open"}


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """What could not be placed is no fact."""
    unplaced = access.unplaced_for_review(request.user, pk)
    if unplaced.settled_at is None:
        actions.drop_unplaced(unplaced=unplaced, by=require(request.user, Right.REVIEW))
    return _to(unplaced.version)


@require_POST
def see(request: HttpRequest, pk: int) -> HttpResponse:
    """What does not add up was seen."""
    issue = access.issue_for_review(request.user, pk)
    if issue.settled_at is None:
        actions.settle_issue(issue=issue, by=require(request.user, Right.REVIEW))
    return _to(issue.version)


@require_POST
def undo(request: HttpRequest, pk: int, change: int) -> HttpResponse:
    """Take back one act of answering, and all that it changed in the register."""
    version = access.version_for_review(request.user, pk)
    act = access.change_for_undoing(request.user, version, change)
    first = act.answers.exclude(finding=None).order_by("pk").first()
    try:
        actions.undo(change=act, by=require(request.user, Right.REVIEW))
    except actions.NotTheLatest as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Svaret är ångrat.")
    return _to(version, str(first.finding_id) if first else "")
