"""Filters that every template has without loading them."""

from typing import Any
from uuid import uuid4

from django import template
from django.db.models import Model
from django.utils.html import format_html

from rodtrad.web import clock

register = template.Library()


@register.filter
def linked_to(text: str, row: Model | None) -> str:
    """The text as a link to the page of a row; the text alone where the register knows no such row."""
    return format_html('<a href="{}">{}</a>', row.get_absolute_url(), text) if row else text  # type: ignore[attr-defined]  # of rows with pages


@register.filter
def as_sentence(text: str) -> str:
    """What somebody wrote, with a full stop where it ends in none of its own."""
    told = text.rstrip()
    return told if told.endswith((".", "!", "?", "…")) else f"{told}."


@register.filter
def standing_today(row: Any) -> Any:
    """How a row that tells it stands today."""
    return row.standing(clock.today())


@register.simple_tag
def new_key() -> str:
    """A key that nothing has had, for a form that may be sent twice."""
    return str(uuid4())
