"""The page of a register: what its address asks for, the rows of a page, and the way to its other addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from rodtrad.web.registers.declared import Filter, Head, Register, Rows
from rodtrad.web.registers.words import looked_for

PER_PAGE = 50
ORDER, PAGE = "ordning", "sida"
FORMS = {"xlsx": "Excel", "csv": "CSV"}


@dataclass(frozen=True, slots=True)
class Offered:
    """A filter with its choices and what is chosen of them, "" for nothing. `without`: the address without it."""

    filter: Filter
    choices: list[tuple[str, str]]
    value: str
    without: str = ""

    @property
    def text(self) -> str:
        """What is chosen, in words."""
        return dict(self.choices).get(self.value, f"”{self.value}”")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a register. What it asks for and the register does not offer counts as not asked for.

    `rows`: those that it asks for, in its order.
    """

    register: Register
    filters: list[Offered]
    order: str
    rows: Rows

    @classmethod
    def of(cls, register: Register, parameters: Mapping[str, str], every: Rows) -> Asked:
        filters, rows = [], every
        for one in register.filters:
            choices = one.choices(every) if one.choices else []
            written = parameters.get(one.name, "")
            value = looked_for(written) if one.choices is None else written if written in dict(choices) else ""
            rows = one.narrow(rows, value) if value else one.unchosen(rows)
            filters.append(Offered(one, choices, value))
        keys = {head.key for head in register.heads if head.key}
        order = parameters.get(ORDER, "")
        order = order if order.removeprefix("-") in keys else register.order
        return cls(register, filters, order, register.ordered(rows, order))

    @property
    def chosen(self) -> list[Offered]:
        """The filters in which something is chosen, each with the address without it."""
        made = [one for one in self.filters if one.value]
        return [Offered(one.filter, one.choices, one.value, self.query(without=one.filter.name)) for one in made]

    def query(self, *, without: str = "", order: str | None = None) -> str:
        """The address of these filters and this order, or another, from its question mark on; what is as it is
        without an address is left out."""
        asked = {one.filter.name: one.value for one in self.filters if one.value and one.filter.name != without}
        order = self.order if order is None else order
        if order != self.register.order:
            asked[ORDER] = order
        return f"?{urlencode(asked)}"


@dataclass(frozen=True, slots=True)
class ShownHead:
    """`sort`: how the rows are ordered by it now, as `aria-sort` has it. `query`: the address that orders by it, or
    the other way about."""

    head: Head
    sort: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a register. `rows`: those of the page, with what their template shows."""

    request: HttpRequest
    asked: Asked
    page: Page[Any]
    rows: list[Any]

    @classmethod
    def of(cls, register: Register, request: HttpRequest, every: Rows) -> Listing:
        """The page that a request asks for of all the rows its user may see.

        The keys of all are found first: what is narrowed by words is looked through once, and nothing wider ordered.
        """
        asked = Asked.of(register, request.GET, every)
        keys = list(asked.rows.values_list("pk", flat=True))
        page = Paginator(keys, PER_PAGE).get_page(request.GET.get(PAGE))
        found = register.shown(every).in_bulk(list(page))
        return cls(request, asked, page, [found[key] for key in page if key in found])

    def answer(self, **more: Any) -> HttpResponse:
        """The whole page, or the list in it where htmx asks for that; `more` goes to the templates.

        `head`: a template for further facts beside the number of rows.
        """
        asked = self.asked
        part = "HX-Request" in self.request.headers and "HX-History-Restore-Request" not in self.request.headers
        files = reverse(f"{asked.register.place}-file", args=["xlsx"]).removesuffix("xlsx")
        context = {
            "register": asked.register,
            "asked": asked,
            "page": self.page,
            "rows": self.rows,
            "heads": [self._head(head) for head in asked.register.heads],
            "orders": list(self._orders()),
            "files": [(text, f"{files}{form}{asked.query()}") for form, text in FORMS.items()],
            "part": part,
            **more,
        }
        response = render(self.request, f"register.html{'#list' if part else ''}", context)
        patch_vary_headers(response, ["HX-Request"])
        if part:
            response["HX-Replace-Url"] = f"{self.request.path}{asked.query()}"
        return response

    def _head(self, head: Head) -> ShownHead:
        if not head.key:
            return ShownHead(head)
        now = self.asked.order
        sort = {head.key: "ascending", f"-{head.key}": "descending"}.get(now, "")
        other = f"-{head.key}" if now == head.key else head.key
        return ShownHead(head, sort, self.asked.query(order=other))

    def _orders(self) -> list[tuple[str, str]]:
        """The orders to choose from where there is no heading to press: value and text."""
        heads = [head for head in self.asked.register.heads if head.key]
        return [
            (f"{sign}{head.key}", f"{head.text}, {way}")
            for head in heads
            for sign, way in (("", "stigande"), ("-", "fallande"))
        ]
