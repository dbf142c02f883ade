"""The numbers of lists as they are written: 1, a, ii. Word processors count; the file only says in which form."""

from collections.abc import Callable
from typing import Final

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
MOST_LETTERS: Final = 26 * 4
ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
MOST_ROMAN: Final = 3999


def in_form(count: int, form: str) -> str:
    """A number in one of Word's forms; those that Swedish documents don't use are written as figures."""
    return FORMS.get(form, str)(count)


def in_short_form(count: int, sign: str) -> str:
    """A number in a form that its first number is the sign of, as web pages and OpenDocument have it: "1", "a", "I"."""
    return in_form(count, SHORT_FORMS.get(sign, "decimal"))


def _letters(count: int) -> str:
    """a … z, aa, bb: Word doubles the letter."""
    if not 0 < count <= MOST_LETTERS:
        return str(count)
    return LETTERS[(count - 1) % 26] * ((count - 1) // 26 + 1)


def _roman(count: int) -> str:
    if not 0 < count <= MOST_ROMAN:
        return str(count)
    written = ""
    for worth, sign in ROMAN:
        times, count = divmod(count, worth)
        written += sign * times
    return written


FORMS: Final[dict[str, Callable[[int], str]]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "decimalZero": lambda count: f"{count:02}",
    "none": lambda count: "",
    "bullet": lambda count: "",
}
SHORT_FORMS: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
