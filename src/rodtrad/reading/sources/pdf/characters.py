"""Single characters as fonts give them: the odd ones made plain, and whether a font is bold."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"  # drawn, but the font doesn't tell which letter it is
# Drawn hyphens: some fonts say a soft hyphen, some programs a character that is none.
HYPHENS: Final = re.compile("[\xad\u2010\u2011\x02\ufffe]")
# NUL and half a surrogate pair, which no text may hold; marks of direction and joining, which show nothing.
UNSEEN: Final = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\uffff\ud800-\udfff]"
)
SPACE: Final = re.compile(r"\s+")
LIGATURES: Final = re.compile("[\ufb00-\ufb06]")
# Symbol fonts' bullets and ticks, which Word draws from a private part of Unicode.
BULLETS: Final = re.compile("[\uf020-\uf0ff]")
DASH: Final = "\uf02d"
BOLD_NAME: Final = re.compile(r"bold|black|heavy|demi|,b\b", re.I)
FORCE_BOLD: Final = 1 << 18
BOLD_FROM: Final = 600


@lru_cache(maxsize=4096)
def cleaned(text: str) -> str:
    """What a glyph stands for, in plain characters; a blank for white space, "" for what shows nothing."""
    text = HYPHENS.sub("-", text)
    text = UNSEEN.sub("", text)
    text = LIGATURES.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text)
    text = BULLETS.sub("•", text.replace(DASH, "–"))
    return SPACE.sub(" ", text)


def is_bold(name: object, descriptor: Mapping[str, Any]) -> bool:
    """Whether a font is bold, by its name or what it says of itself."""
    written = name.decode("latin-1") if isinstance(name, bytes) else str(name or "")
    if BOLD_NAME.search(written.partition("+")[2] or written):
        return True
    weight, flags = descriptor.get("FontWeight"), descriptor.get("Flags")
    return (isinstance(weight, int | float) and weight >= BOLD_FROM) or (
        isinstance(flags, int) and bool(flags & FORCE_BOLD)
    )
