"""What an item, or a section of one, has a line each of: the clauses that are proposed, and who presents it."""

from __future__ import annotations

from collections.abc import Sequence

from rodtrad.web.meetings.clauses import clause_of
from rodtrad.web.meetings.models import Item, Presenter, Proposal, Section


def write_lines(
    item: Item, clauses: Sequence[str], presenters: Sequence[str] = (), *, section: Section | None = None
) -> None:
    """Write what is proposed and who presents, "name, title, organisation", in place of what stood there before; in the
    transaction of who calls."""
    at = {"item": item, "section": section}
    for model in (Proposal, Presenter):
        model.written.filter(**at).delete()
    texts = [text for clause in clauses if (text := clause_of(clause))]
    Proposal.objects.bulk_create(
        Proposal(meeting=item.meeting, order=order, text=text, is_draft=True, **at)
        for order, text in enumerate(texts, 1)
    )
    lines = filter(None, map(str.strip, presenters))
    Presenter.objects.bulk_create(
        Presenter(order=order, is_draft=True, **at, **Presenter.fields_in(line)) for order, line in enumerate(lines, 1)
    )
