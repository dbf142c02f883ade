"""Tags for citing a row of the register."""

from typing import Any

from django import template

from rodtrad.web.documents.citation import citation
from rodtrad.web.documents.models import Finding

register = template.Library()


@register.simple_tag(takes_context=True)
def cite(context: dict[str, Any], row: Any, finding: Finding | None = None) -> str:
    """The citation of a row with a page of its own; `finding`: its source where it is no `Entered`."""
    address = context["request"].build_absolute_uri(row.get_absolute_url())
    return citation(row.said_at, finding or getattr(row, "finding", None), address)
