"""The numbers of a body's items: allotted when a meeting closes, in order, each once."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from rodtrad.web.bodies.models import Body
from rodtrad.web.meetings.models import BodyRules, Item, Meeting, NumberSeries
from rodtrad.web.turns import wait_for_turn


def allot_numbers(meeting: Meeting, rules: BodyRules) -> None:
    """Number a meeting's items in their order, also the withdrawn ones, which keep their number.

    Call it in the transaction that closes the meeting: it waits for its turn, so that two bodies, or two hosts, that
    close at once get numbers without gaps or doubles, and what is rolled back takes none.
    """
    wait_for_turn()
    items = list(Item.written.filter(meeting=meeting).order_by("order", "pk"))
    if rules.numbering == BodyRules.Numbering.MEETING:
        last = 0
    else:
        year = meeting.date.year if meeting.date and rules.numbering == BodyRules.Numbering.YEAR else 0
        series, is_new = NumberSeries.objects.select_for_update().get_or_create(body=rules.body, year=year)
        last = highest_number(rules.body, year) if is_new else series.last
        series.last = last + len(items)
        series.save(update_fields=["last"])
    for number, item in enumerate(items, last + 1):
        item.number, item.is_paragraph = str(number), rules.is_paragraph
    Item.written.bulk_update(items, ["number", "is_paragraph"])


def settle_series(body: Body) -> None:
    """Let a body's series go on after the highest numbers that its items now have, when other meetings became its."""
    for series in NumberSeries.objects.select_for_update().filter(body=body):
        series.last = highest_number(body, series.year)
        series.save(update_fields=["last"])


def highest_number(body: Body, year: int = 0) -> int:
    """The highest number that the body's items of a year, or all of them (0), have had: in meetings that were held here
    for it, and in the documents read so far. 0 where none has any."""
    ours = Q(meeting__held_for=body) | Q(meeting__held_for=None, meeting__bodies=body)
    items: QuerySet[Item] = Item.written.filter(ours, number__regex=r"^[0-9]{1,6}$")
    if year:
        items = items.filter(meeting__date__year=year)
    return max((int(number) for number in items.values_list("number", flat=True)), default=0)
