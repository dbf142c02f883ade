"""Addresses of rows are those of the patterns of the web."""

from threading import Thread

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from rodtrad.web.addresses import row_address

NAMES = (
    *("agreements:agreement", "bodies:body", "bodies:party", "bodies:person", "documents:document"),
    *("followup:assignment", "meetings:decision", "meetings:meeting", "plans:activity", "plans:plan"),
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("pk", [1, 4711, 2**62])
def test_it_is_what_reverse_says(name: str, pk: int) -> None:
    assert row_address(name, pk) == reverse(name, args=[pk])


def test_a_row_that_is_not_saved_has_none() -> None:
    with pytest.raises(NoReverseMatch):
        row_address("meetings:meeting", None)


def test_where_the_web_lies_on_its_host() -> None:
    found: list[str] = []

    def ask() -> None:  # the prefix is each thread's own
        set_script_prefix("/rodtrad/")
        found.append(row_address("meetings:meeting", 7))

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert (found, row_address("meetings:meeting", 7)) == (["/rodtrad/moten/7/"], "/moten/7/")
