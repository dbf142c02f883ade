"""Addresses of rows' pages, of which one page links to hundreds."""

from functools import lru_cache
from typing import Final

from django.urls import NoReverseMatch, get_script_prefix, reverse

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
