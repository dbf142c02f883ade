"""Personal numbers in a text: personnummer and samordningsnummer, proved by their date and their check digit.

Skatteverket's SKV 704: six or eight digits of a date (the day plus 60 in a samordningsnummer), three more and a check
digit by the Luhn algorithm over the last ten without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

# "19121212-1212", "121212-1212", "121212+1212", "191212121212", "121272-1219"; not "20230331" or "200:1-2023".
SHAPE = re.compile(r"(?<![\w:/-])(?P<century>1[89]|20)?(?P<date>\d{6})(?:\s?[-–+]\s?|\s)?(?P<last>\d{4})(?![\w:/-])")
COORDINATION = 60  # added to the day


def personal_numbers(text: str) -> Iterator[str]:
    """The personal numbers of a text, as they are written there."""
    for match in SHAPE.finditer(text):
        digits = match["date"] + match["last"]
        if _is_date(match["century"], match["date"]) and _is_proved(digits):
            yield match.group()


def _is_date(century: str | None, six: str) -> bool:
    year, month, day = (int(six[at : at + 2]) for at in (0, 2, 4))
    day -= COORDINATION if day > COORDINATION else 0
    for first in [century] if century else ["19", "20"]:
        try:
            date(int(first) * 100 + year, month, day)
        except ValueError:
            continue
        return True
    return False


def _is_proved(ten: str) -> bool:
    """By the Luhn algorithm: every other digit doubled, the digits of all that added."""
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(ten))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
