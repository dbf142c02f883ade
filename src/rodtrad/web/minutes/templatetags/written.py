"""Filters for what was written in a meeting."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from rodtrad.web.minutes import texts
from rodtrad.web.minutes.content import ItemContent

register = template.Library()


@register.filter
def bold(text: str) -> SafeString:
    """The text with its bold words marked as such, and all else escaped."""
    return format_html_join(
        "",
        "{}",
        ((format_html("<strong>{}</strong>", part) if is_bold else part,) for part, is_bold in texts.runs(text)),
    )


@register.filter
def decided(item: ItemContent, decides: str) -> list[tuple[str, list[str]]]:
    return item.decided(decides)


@register.filter
def nested(lines: Iterable[str]) -> list[tuple[str, list[str]]]:
    return texts.nested(lines)
