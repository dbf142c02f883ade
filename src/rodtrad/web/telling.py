"""What came of something that somebody asked for, told on the next page that they see."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

_Made = TypeVar("_Made")


def try_and_tell(request: HttpRequest, act: Callable[[], _Made], said: str | Callable[[_Made], str] = "") -> None:
    """Do something and tell that it is done, in the words of `said`, or why it could not be.

    `said`: the words, or what makes them of what `act` gave; nothing is told where they are empty.
    """
    try:
        made = act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return
    if text := said if isinstance(said, str) else said(made):
        messages.success(request, text)
