"""How a line goes on in the next: words that a line end divided are whole again, whatever format they come from."""

import re
from typing import Final

# "hälso-" before "och sjukvård" keeps its hyphen.
KEEPS_HYPHEN: Final = re.compile(r"(?:och|eller|samt|respektive|till|/)\b")
# "SIP-möte", "e-hälsa", "hs-direktör": an abbreviation, a number, a letter is written with its hyphen; what holds
# no vowel is no syllable.
OWN_HYPHEN: Final = re.compile(r"(?:[A-ZÅÄÖ0-9]|\b[a-zåäö]|\b[^\W\daeiouyåäö]+)-$")
# "Ann-" / "Marie", "2023–" / "2024", "skola/" / "förskola": broken at a sign that belongs to the word.
WITHIN_WORD: Final = re.compile(r"\w(?:[-/]|(?<=\d)–)$")
# "… i Ekeby,", "… Sandhamra och", "… Region": what ends no entry of a list and no cell
LEFT_OPEN: Final = re.compile(
    r"[,\-–/&]$|\b(?:och|eller|samt|i|på|för|av|till|med|om|från|vid|som|att|en|ett|hos|inom|[Rr]egion)$"
)


def seam(before: str, after: str) -> tuple[int, str]:
    """How `after` is joined to `before`: how many characters the first line loses at its end, and what parts them.

    >>> seam("kompe-", "tens"), seam("hälso-", "och sjukvård"), seam("SIP-", "möte"), seam("en", "rad")
    ((1, ''), (0, ' '), (0, ''), (0, ' '))
    """
    if not WITHIN_WORD.search(before) or KEEPS_HYPHEN.match(after):
        return 0, " "
    if before.endswith("-") and after[:1].islower() and not OWN_HYPHEN.search(before):
        return 1, ""
    return 0, "" if after[:1].isalnum() else " "
