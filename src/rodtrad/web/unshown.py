"""Characters that no program shows, which come along from other programs and from whoever tries what happens."""

from __future__ import annotations

import re
from typing import Final

from django.http import QueryDict

# What XML, and so neither Word files nor feeds, can hold, and (NUL) no text in PostgreSQL; line ends and tabs stay.
UNSHOWN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def shown(text: str) -> str:
    """A text without them; what parts words, as Word's line break does, is a space."""
    return UNSHOWN.sub(lambda told: " " if told[0].isspace() else "", text)


def shown_of(sent: QueryDict) -> QueryDict:
    """What a form or an address says, without them."""
    if not any(UNSHOWN.search(text) for _, texts in sent.lists() for text in texts):
        return sent
    cleaned = QueryDict(mutable=True, encoding=sent.encoding)
    for name, texts in sent.lists():
        cleaned.setlist(name, [shown(text) for text in texts])
    cleaned._mutable = False
    return cleaned
