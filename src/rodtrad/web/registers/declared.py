"""What an app declares of a register: its filters, what it is ordered by, and the columns of its files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.db.models.expressions import Combinable

Rows = Any  # a QuerySet of whatever model the register is of
Cell = str | int | date | None  # a number stays a number in a spreadsheet, a date a date


def as_they_are(rows: Rows) -> Rows:
    return rows


@dataclass(frozen=True, slots=True)
class Filter:
    """Narrows a register. `name`: in the address. `every`: what is said where nothing is chosen.

    `choices` (value, text) of all the rows, only such as some row has; None where words are written instead. `narrow`:
    the rows of a choice. `unchosen`: the rows where nothing is chosen.
    """

    name: str
    label: str
    choices: Callable[[Rows], list[tuple[str, str]]] | None
    narrow: Callable[[Rows, str], Rows]
    every: str = "Alla"
    unchosen: Callable[[Rows], Rows] = as_they_are


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of the table on the page. `key`: its name in the address where rows can be ordered by it; `by`: the
    expressions of its ascending order. `looks`: "wide" for the column that says most, "number" for one of numbers."""

    text: str
    key: str = ""
    by: tuple[str | Combinable, ...] = ()
    looks: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the files. `width`: in characters."""

    heading: str
    value: Callable[[Any], Cell]
    width: int = 14


@dataclass(frozen=True, slots=True)
class Register:
    """`one`, `many`: what its rows are called after a number. `order`: the key of a head, with "-" where descending.
    `tie`: in what order rows stand that are equal in that; its last must tell any two rows apart.

    `row`: the template of a row on the page, its cells as the heads have it. `shown` and `filed`: the rows with what
    that template and what the columns need. `place`: the name of its address; the files' is that and "-file". `lead`:
    a sentence under the heading. `hint`: what to do where the register is empty.
    """

    title: str
    one: str
    many: str
    place: str
    filters: tuple[Filter, ...]
    heads: tuple[Head, ...]
    columns: tuple[Column, ...]
    order: str
    tie: tuple[str | Combinable, ...]
    row: str
    shown: Callable[[Rows], Rows]
    filed: Callable[[Rows], Rows]
    lead: str = ""
    hint: str = ""

    def ordered(self, rows: Rows, order: str) -> Rows:
        """The rows in an order, "key" or "-key" of a head; what has no value last, in either direction."""
        head = next(head for head in self.heads if head.key == order.removeprefix("-"))
        fields: list[Any] = [F(by) if isinstance(by, str) else by for by in head.by]
        if order.startswith("-"):
            return rows.order_by(*(field.desc(nulls_last=True) for field in fields), *self.tie)
        return rows.order_by(*(field.asc(nulls_last=True) for field in fields), *self.tie)


def of_enumeration(field: str, labels: Mapping[str, str]) -> Callable[[Rows], list[tuple[str, str]]]:
    """Choices of a field with few values: those that some row has, in the order of `labels`."""

    def choices(rows: Rows) -> list[tuple[str, str]]:
        there = set(rows.order_by().values_list(field, flat=True).distinct())
        return [(value, label) for value, label in labels.items() if value in there]

    return choices


def by_year(name: str, label: str, field: str) -> Filter:
    """A filter by the year of a date."""

    def choices(rows: Rows) -> list[tuple[str, str]]:
        days = rows.order_by().exclude(**{field: None}).values_list(field, flat=True).distinct()
        return [(str(year), str(year)) for year in sorted({day.year for day in days}, reverse=True)]

    def narrow(rows: Rows, year: str) -> Rows:
        return rows.filter(**{f"{field}__year": int(year)})

    return Filter(name, label, choices, narrow, every="Alla år")


def by_part(name: str, label: str, parts: Mapping[str, tuple[str, Callable[[Rows], Rows]]], every: str) -> Filter:
    """A filter whose choices are questions: value, text and the rows it holds for. All are offered: to see that there
    are none is an answer."""

    def choices(rows: Rows) -> list[tuple[str, str]]:
        return [(value, text) for value, (text, _) in parts.items()]

    def narrow(rows: Rows, value: str) -> Rows:
        return parts[value][1](rows)

    return Filter(name, label, choices, narrow, every=every)
