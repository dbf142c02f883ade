"""Mark-up out of a line of text, each remaining character still knowing where it stood.

Markdown and the simple HTML that converters leave in table cells. Whatever is not surely mark-up is text: "<5 %",
"2*3", a lone asterisk after a name.
"""

import re
import unicodedata
from collections.abc import Callable
from html import unescape
from typing import Final

from rodtrad.reading.sources.source import Stretch

# One look tells whether a line has anything to clean; most lines don't, and then nothing is copied.
UNCLEAN = re.compile(
    r"[*_\[\\<&\x00-\x1f\x7f-\xa0\xad\u0300-\u036f\u1680\u2000-\u2011\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufffe]|  "
)

UNTIDY = re.compile(
    r"[\x00-\x1f\x7f-\xa0\xad\u0300-\u036f\u1680\u2000-\u2011\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufffe]|  "
)

# Squeezed first: the patterns below that begin with white space would try every blank of a long gap.
GAP = re.compile(r"\s{2,}")
COMMENT = re.compile(r"<!--(?:(?!<!--|-->).)*-->")
OPENS_WITH_LIST = re.compile(r"(?:<p\b[^<>]*>\s*)?<[uo]l\b", re.I)
LIST_ITEM = re.compile(
    r"\s*(?:</p>\s*)?(?:<[uo]l\b[^<>]*>\s*)?(?:</li>\s*)?<li\b[^<>]*>\s*(?:<p\b[^<>]*>\s*)?(?:[-–•·]\s*)?", re.I
)
LIST_TAG = re.compile(r"\s*(?:</p>\s*)?(?:<[uo]l\b[^<>]*>|</li>)\s*", re.I)
PARAGRAPH_TAG = re.compile(r"\s*</?(?:p|br|div|h[1-6]|[uo]l|li)\b[^<>]*>\s*", re.I)
TAG = re.compile(
    r"</?(?:a|b|big|code|em|font|hr|i|img|mark|s|small|span|strong|su[bp]|table|tbody|td|tfoot|th|thead|tr|u)\b[^<>]*>",
    re.I,
)
LINKED_ADDRESS = re.compile(r"<(?P<keep>(?:https?://|mailto:)[^\s<>]+|[^\s<>@]+@[^\s<>@]+\.[a-z]+)>", re.I)
LINK = re.compile(r"!?\[(?P<keep>[^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
BOLD = re.compile(
    r"(?<!\\)(?P<mark>\*{2,3}(?=[^\s*])|(?<!\w)__(?=[^\s_]))(?P<keep>(?:(?!(?P=mark)).)+)(?<=\S)(?P=mark)"
)
ITALIC = re.compile(
    r"(?<![\\\w*])(?P<mark>\*(?=[^\s*])|_(?=[^\s_]))(?P<keep>(?:(?!(?P=mark)).)+)(?<=\S)(?P=mark)(?![\w*])"
)
ESCAPED = re.compile(r"\\(?P<keep>[\\`*_{}\[\]()#+\-.!|>~])")
ENTITY = re.compile(r"&(?:[a-z][a-z0-9]{1,30}|#[0-9]{1,7}|#x[0-9a-f]{1,6});", re.I)
DECOMPOSED = re.compile(r"\w[\u0300-\u036f]+")
# A soft hyphen where the line ends still divides a word; elsewhere it is only a hint.
HYPHEN = re.compile(r"\xad(?=\s*$)|[\u2010\u2011]")
INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe]")
PARAGRAPH_MARK: Final = "\n"
# White space other than the mark between paragraphs that the tags above became.
SPACE = re.compile(r"[^\S\n]*\n\s*|[^\S\n]+")

WHOLLY_BOLD = re.compile(r"\s*(?:(\*\*|__)(?:(?!\1).)+\1|<(b|strong)>(?:(?!</?\2>).)+</\2>)[.:]?\s*", re.I)


def clean(raw: Stretch) -> tuple[Stretch, ...]:
    """The paragraphs that a line or a cell holds, without mark-up, white space squeezed; none where it is blank."""
    if not UNCLEAN.search(raw.text):
        raw = raw.strip()
        return (raw,) if raw else ()
    for step in STEPS:
        raw = step(raw)
    return tuple(paragraph for paragraph in split(raw, PARAGRAPH_MARK) if paragraph)


def tidied(raw: Stretch) -> Stretch:
    """Text of a format in which nothing is mark-up: odd characters put right, white space squeezed."""
    if UNTIDY.search(raw.text):
        for step in TIDYING:
            raw = step(raw)
    return raw.strip()


def one(paragraphs: tuple[Stretch, ...]) -> Stretch:
    """Several paragraphs as one stretch."""
    return paragraphs[0] if len(paragraphs) == 1 else Stretch.join(paragraphs)


def split(stretch: Stretch, mark: str) -> list[Stretch]:
    """Cut at every `mark`, each part stripped."""
    parts, start = [], 0
    for part in stretch.text.split(mark):
        parts.append(stretch[start : start + len(part)].strip())
        start += len(part) + len(mark)
    return parts


def is_bold(raw: str) -> bool:
    """Whether mark-up makes the whole line bold."""
    return raw[:1] in "*_<" and WHOLLY_BOLD.fullmatch(raw) is not None


def substitute(
    stretch: Stretch, pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]
) -> Stretch:
    """`pattern.sub`, where what replaces a match stands at the match's first character."""
    pieces, offsets, start = list[str](), list[int](), 0
    for match in pattern.finditer(stretch.text):
        new = replacement if isinstance(replacement, str) else replacement(match)
        pieces += (stretch.text[start : match.start()], new)
        offsets.extend(stretch.offsets[start : match.start()])
        offsets.extend([stretch.offsets[match.start()]] * len(new))
        start = match.end()
    if not pieces:
        return stretch
    offsets.extend(stretch.offsets[start:])
    return Stretch("".join((*pieces, stretch.text[start:])), offsets)


def unwrap(stretch: Stretch, pattern: re.Pattern[str]) -> Stretch:
    """Keep of every match only its group `keep`, each character at its own place."""
    pieces, start = list[Stretch](), 0
    for match in pattern.finditer(stretch.text):
        pieces += (stretch[start : match.start()], stretch[match.start("keep") : match.end("keep")])
        start = match.end()
    return Stretch.join((*pieces, stretch[start:]), "") if pieces else stretch


def _continue_lists(stretch: Stretch) -> Stretch:
    """A list after a paragraph goes on with it ("avseende; - a - b"); items that open a cell stay paragraphs."""
    if OPENS_WITH_LIST.match(stretch.text):
        return stretch
    return substitute(substitute(stretch, LIST_ITEM, " - "), LIST_TAG, " ")


TIDYING: Final[tuple[Callable[[Stretch], Stretch], ...]] = (
    lambda s: substitute(s, DECOMPOSED, lambda m: unicodedata.normalize("NFC", m.group())),
    lambda s: substitute(s, HYPHEN, "-"),
    lambda s: substitute(s, INVISIBLE, ""),
    lambda s: substitute(s, SPACE, lambda m: PARAGRAPH_MARK if PARAGRAPH_MARK in m.group() else " "),
)
STEPS: Final[tuple[Callable[[Stretch], Stretch], ...]] = (
    lambda s: substitute(s, GAP, " "),
    lambda s: substitute(s, COMMENT, ""),
    _continue_lists,
    lambda s: substitute(s, PARAGRAPH_TAG, PARAGRAPH_MARK),
    lambda s: substitute(s, TAG, ""),
    lambda s: unwrap(s, LINKED_ADDRESS),
    lambda s: unwrap(s, LINK),
    lambda s: unwrap(s, BOLD),
    lambda s: unwrap(s, ITALIC),
    lambda s: unwrap(s, ESCAPED),
    lambda s: substitute(s, ENTITY, lambda m: unescape(m.group())),
    *TIDYING,
)
