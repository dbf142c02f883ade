"""Where published minutes of a meeting held here name somebody."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rodtrad.web.addresses import row_address
from rodtrad.web.meetings.models.items import Item, Presenter
from rodtrad.web.meetings.models.meeting import Attendance, Meeting


class Naming(models.Model):
    """A line of published minutes that names somebody, as a source: what a finding is in a document. It is there while
    the minutes are public.

    `attendance` or `presenter`: the row that says the same. `line`: of the roll, which of its lines, from 1; None where
    none is known for it. `item`: where somebody presents.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+", verbose_name="möte")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+", verbose_name="punkt")
    line = models.PositiveIntegerField("rad i närvaron", null=True)
    attendance = models.OneToOneField(
        Attendance, models.PROTECT, null=True, related_name="naming", verbose_name="närvaro"
    )
    presenter = models.OneToOneField(
        Presenter, models.PROTECT, null=True, related_name="naming", verbose_name="föredragande"
    )

    class Meta:
        verbose_name = "namn i publicerat protokoll"
        verbose_name_plural = "namn i publicerade protokoll"
        constraints = (
            models.CheckConstraint(
                condition=Q(attendance__isnull=False, presenter=None, item=None)
                | Q(attendance=None, presenter__isnull=False, item__isnull=False),
                name="naming_is_in_the_roll_or_at_an_item",
            ),
        )

    def __str__(self) -> str:
        return self.row.name

    def get_absolute_url(self) -> str:
        """The published minutes, at the line."""
        mark = f"punkt-{self.item_id}" if self.item_id else f"narvaro-{self.line}" if self.line else "narvarande"
        return f"{row_address('publishing:minutes', self.meeting_id)}#{mark}"

    @property
    def row(self) -> Attendance | Presenter:
        """The row that says the same. Raises ValueError where there is none."""
        row = self.attendance or self.presenter
        if row is None:
            raise ValueError("names nobody")
        return row

    @property
    def kind(self) -> str:
        """Of the row, as findings are called."""
        return "presenter" if self.item_id else "attendance"

    @property
    def place_text(self) -> str:
        """Where it stands, in words: "närvaron", "§ 57"; fetched with its item."""
        return self.item.called if self.item else "närvaron"
