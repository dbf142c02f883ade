"""What an item, or a section of one, has a line each of: the clauses that are proposed, and who presents it. Each is
written in place of what stood there before, in the transaction of who calls."""

from __future__ import annotations

from collections.abc import Sequence

from rodtrad.web.meetings.clauses import clause_of
from rodtrad.web.meetings.models import Item, Presenter, Proposal, Section


def propose(item: Item, clauses: Sequence[str], *, section: Section | None = None) -> None:
    """Write what is proposed."""
    texts = [text for clause in clauses if (text := clause_of(clause))]
    before = Proposal.written.filter(item=item, section=section)
    if texts == list(before.order_by("order").values_list("text", flat=True)):
        return  # a vote may have been on them
    before.delete()
    at = {"meeting": item.meeting, "item": item, "section": section, "is_draft": True}
    Proposal.objects.bulk_create(Proposal(order=order, text=text, **at) for order, text in enumerate(texts, 1))


def present(item: Item, presenters: Sequence[str], *, section: Section | None = None) -> None:
    """Write who presents it, each "name, title, organisation"."""
    Presenter.written.filter(item=item, section=section).delete()
    at = {"item": item, "section": section, "is_draft": True}
    lines = filter(None, map(str.strip, presenters))
    Presenter.objects.bulk_create(
        Presenter(order=order, **at, **Presenter.fields_in(line)) for order, line in enumerate(lines, 1)
    )
