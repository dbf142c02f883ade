"""The sections of an item on the agenda."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.web.accounts.access import Right, require
from rodtrad.web.meetings.models import Item, Section
from rodtrad.web.ordering import told_order
from rodtrad.web.preparing.access import item_for, removed_section_for, section_for
from rodtrad.web.preparing.forms import SectionForm
from rodtrad.web.preparing.sections import (
    add_section,
    arrange_sections,
    as_told,
    change_section,
    put_back_section,
    withdraw_section,
)
from rodtrad.web.telling import try_and_tell

FORM = ("GET", "HEAD", "POST")


@require_http_methods(FORM)
def new_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a section to an item."""
    by = require(request.user, Right.READ)
    item = item_for(by, pk)
    form = SectionForm(request.POST or None)
    act = lambda told: add_section(item=item, by=by, **told)  # noqa: E731 - handed on
    return _written(request, form, item, act, "Nytt avsnitt", "tillagt")


@require_http_methods(FORM)
def edit_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a section."""
    by = require(request.user, Right.READ)
    section = section_for(by, pk)
    form = SectionForm(request.POST or None, initial=_initial(section))
    act = lambda told: change_section(section=section, by=by, **told)  # noqa: E731 - handed on
    return _written(request, form, section.item, act, "Ändra avsnittet", "ändrat")


def _written(
    request: HttpRequest,
    form: SectionForm,
    item: Item,
    act: Callable[[dict[str, Any]], object],
    heading: str,
    done: str,
) -> HttpResponse:
    """Do what the form says, or show it with what is wrong."""
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        lines = {name: fields.pop(name).splitlines() for name in ("clauses", "presenters")}
        try:
            act({"fields": fields, **lines})
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"”{fields['title']}” är {done}.")
            return _back(item)
    return render(request, "preparing/section.html", {"form": form, "item": item, "heading": heading})


def _initial(section: Section) -> dict[str, Any]:
    told = as_told(section)
    return {**told["fields"], **{name: "\n".join(told[name]) for name in ("clauses", "presenters")}}


@require_POST
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the sections in an order, as `views.arrange` the items."""
    by = require(request.user, Right.READ)
    item = item_for(by, pk)
    order, _ = told_order(request.POST)
    try_and_tell(request, lambda: arrange_sections(item=item, order=order, by=by))
    return _back(item)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a section off."""
    by = require(request.user, Right.READ)
    section = section_for(by, pk)
    said = f"”{section.title}” är borttaget."
    try_and_tell(request, lambda: withdraw_section(section=section, by=by), said)
    return _back(section.item)


@require_POST
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a section in its item again."""
    by = require(request.user, Right.READ)
    section = removed_section_for(by, pk)
    said = f"”{section.title}” är tillbaka."
    try_and_tell(request, lambda: put_back_section(section=section, by=by), said)
    return _back(section.item)


def _back(item: Item) -> HttpResponse:
    return redirect(f"{reverse('preparing:agenda', args=[item.meeting_id])}#punkt-{item.pk}")
