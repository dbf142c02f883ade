"""How a body works: its rules, its standing items and its phrases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.web import clock
from rodtrad.web.accounts.access import Right, require
from rodtrad.web.bodies.models import Body
from rodtrad.web.bodies.rights import publishers_of
from rodtrad.web.meetings.models import BodyRules
from rodtrad.web.meetings.numbers import highest_number
from rodtrad.web.ordering import told_order
from rodtrad.web.procedure.access import body_for, pages_for, phrase_for, standing_item_for
from rodtrad.web.procedure.actions import (
    add_phrase,
    add_standing_item,
    arrange_standing_items,
    change_phrase,
    change_standing_item,
    remove_phrase,
    remove_standing_item,
    set_rules,
)
from rodtrad.web.procedure.forms import PhraseForm, RulesForm, StandingItemForm
from rodtrad.web.telling import try_and_tell

FORM: Final = ("GET", "HEAD", "POST")
LABELS: Final = {"rules": "Regler", "standing-items": "Stående punkter", "phrases": "Fraser"}


@require_http_methods(FORM)
def rules(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    body = body_for(by, pk, "rules")
    known = BodyRules.of(body)
    names = [name for name in RulesForm.base_fields if name != "in_mid_year"]
    numbered_to = highest_number(body, clock.today().year)
    initial = {name: getattr(known, name) for name in names}
    form = RulesForm(request.POST or None, numbered_to=numbered_to, initial=initial)

    def save(told: dict[str, Any]) -> None:
        in_mid_year = told.pop("in_mid_year", False)
        set_rules(body=body, fields=told, in_mid_year=in_mid_year, by=by)

    if _saved(request, form, save, f"Reglerna för {body} är sparade."):
        return redirect("procedure:rules", body.pk)
    ctx = {"form": form, "is_said": known.pk is not None, "two": known.two_publish, "publishers": publishers_of([body])}
    return _page(request, "rules", body, ctx)


@require_http_methods(FORM)
def standing_items(request: HttpRequest, pk: int) -> HttpResponse:
    """The items in their order, and a form for one more."""
    by = require(request.user, Right.READ)
    body = body_for(by, pk, "standing-items")
    form = StandingItemForm(request.POST or None)
    if _saved(request, form, lambda told: add_standing_item(body=body, fields=told, by=by), "Punkten är tillagd."):
        return redirect("procedure:standing-items", body.pk)
    items = list(body.standing_items.all())
    groups = [("Först på dagordningen", False), ("Sist på dagordningen", True)]
    ctx = {"form": form, "groups": [(name, [one for one in items if one.last is last]) for name, last in groups]}
    return _page(request, "standing-items", body, ctx)


@require_POST
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one of the two groups in an order."""
    by = require(request.user, Right.READ)
    body = body_for(by, pk, "standing-items")
    order, _ = told_order(request.POST)
    try_and_tell(request, lambda: arrange_standing_items(body=body, order=order, by=by))
    return redirect("procedure:standing-items", body.pk)


@require_http_methods(FORM)
def standing_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a standing item."""
    by = require(request.user, Right.READ)
    item = standing_item_for(by, pk)
    initial = {name: getattr(item, name) for name in StandingItemForm.base_fields}
    form = StandingItemForm(request.POST or None, initial=initial)
    if _saved(request, form, lambda told: change_standing_item(item=item, fields=told, by=by), "Punkten är ändrad."):
        return redirect("procedure:standing-items", item.body_id)
    return _page(request, "standing-items", item.body, {"form": form, "one": item})


@require_POST
def drop_standing_item(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    item = standing_item_for(by, pk)
    title, body = item.title, item.body_id
    try_and_tell(request, lambda: remove_standing_item(item=item, by=by), f"”{title}” är borttagen.")
    return redirect("procedure:standing-items", body)


@require_http_methods(FORM)
def phrases(request: HttpRequest, pk: int) -> HttpResponse:
    """The phrases, and a form for one more."""
    by = require(request.user, Right.READ)
    body = body_for(by, pk, "phrases")
    form = PhraseForm(request.POST or None)
    if _saved(request, form, lambda told: add_phrase(body=body, by=by, **told), "Frasen är tillagd."):
        return redirect("procedure:phrases", body.pk)
    return _page(request, "phrases", body, {"form": form, "phrases": body.phrases.all()})


@require_http_methods(FORM)
def phrase(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a phrase."""
    by = require(request.user, Right.READ)
    known = phrase_for(by, pk)
    form = PhraseForm(request.POST or None, initial={"word": known.word, "text": known.text})
    if _saved(request, form, lambda told: change_phrase(phrase=known, by=by, **told), "Frasen är ändrad."):
        return redirect("procedure:phrases", known.body_id)
    return _page(request, "phrases", known.body, {"form": form, "one": known})


@require_POST
def drop_phrase(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    known = phrase_for(by, pk)
    word, body = str(known), known.body_id
    try_and_tell(request, lambda: remove_phrase(phrase=known, by=by), f"{word} är borttagen.")
    return redirect("procedure:phrases", body)


def _saved(request: HttpRequest, form: forms.Form, act: Callable[[dict[str, Any]], object], said: str) -> bool:
    """Whether a form was sent in and what it asks for is done; what is wrong stands in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(dict(form.cleaned_data))
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, said)
    return True


def _address(page: str, body: Body) -> str:
    return reverse(f"procedure:{page}", args=[body.pk])


def _page(request: HttpRequest, page: str, body: Body, ctx: dict[str, Any]) -> HttpResponse:
    """One of the pages, or the page of one of its rows (`one`), with links to the others that the user may open."""
    tabs = [(name, LABELS[name], _address(name, body)) for name in pages_for(request.user, body)]
    whole = {**ctx, "body": body, "page": page, "label": LABELS[page], "list": _address(page, body), "tabs": tabs}
    return render(request, f"procedure/{'one' if 'one' in ctx else page}.html", whole)
