"""Addresses of rows' pages, of which one page links to hundreds, and the keys of rows that forms name."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from django.urls import NoReverseMatch, get_script_prefix, reverse

LONGEST_KEY: Final = 18  # digits, which every database counts to
NUMBER: Final = 7_063_401_227  # that stands in no address besides


def row_address(name: str, pk: int | None) -> str:
    """The address of a row's page: what `reverse` says, which is asked once a name.

    Raises NoReverseMatch for a row that has no key yet, as `reverse` does.
    """
    if pk is None:
        raise NoReverseMatch(f"{name}: the row is not saved")
    before, after = _around(name, get_script_prefix())
    return f"{before}{pk}{after}"


@lru_cache(maxsize=256)
def _around(name: str, prefix: str) -> tuple[str, str]:
    # `prefix`: where the web lies on its host, which `reverse` begins with.
    before, _, after = reverse(name, args=[NUMBER]).rpartition(str(NUMBER))
    return before, after


def key_in(told: str) -> int | None:
    """The key that a form or an address tells; None for what is none, or beyond what the databases count to."""
    return int(told) if told.isdecimal() and len(told) <= LONGEST_KEY else None


def keys_in(told: Iterable[str]) -> list[int]:
    """The keys that a form tells; what is none is left out."""
    return [key for one in told if (key := key_in(one)) is not None]
