"""Words in Swedish text, alike on SQLite and PostgreSQL: the one folds no letters but A to Z, the other those of its
locale, and both order å, ä and ö in ways of their own."""

import re
import unicodedata
from collections.abc import Callable
from functools import reduce
from typing import Any

from django.db.models import F, Func, Lookup, Q, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Lower, Replace

from rodtrad.web.registers.declared import Filter, Rows

LONGEST, MOST = 100, 8  # characters, words
# After z stand { | and }, so that these follow it in the order of bytes.
AFTER_Z = {"å": "{", "ä": "|", "ö": "}", "Å": "{", "Ä": "|", "Ö": "}", "é": "e", "ü": "y"}


def by_words(*fields: str, name: str = "ord", label: str = "Ord i texten") -> Filter:
    """A filter by what is written: every word stands in one of the fields, whatever its capitals."""

    def narrow(rows: Rows, text: str) -> Rows:
        for word in text.split():
            either = (Q(**{f"{field}__holds": word}) for field in fields)
            rows = rows.filter(reduce(Q.__or__, either))
        return rows

    return Filter(name, label, None, narrow)


def looked_for(text: str) -> str:
    """What of a written text is looked for: its first words, without what no text holds."""
    shown = "".join(c for c in unicodedata.normalize("NFC", text[:LONGEST]) if c.isprintable() or c.isspace())
    return " ".join(shown.split()[:MOST])


@TextField.register_lookup
class Holds(Lookup):
    """Whether a text holds a word, whatever its capitals. The pattern names both forms of each letter: what ignoring
    case means is left to no database."""

    lookup_name = "holds"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        text, values = self.process_lhs(compiler, connection)
        pattern = _pattern(self.rhs, lambda mark: f"[{mark}]" if mark in "*?[" else mark)
        return f"{text} GLOB %s", (*values, f"*{pattern}*")

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        text, values = self.process_lhs(compiler, connection)
        return f"{text} ~ %s", (*values, _pattern(self.rhs, re.escape))


def _pattern(word: str, escape: Callable[[str], str]) -> str:
    forms = (sorted({form for form in (one, one.lower(), one.upper()) if len(form) == 1}) for one in word)
    return "".join(f"[{''.join(form)}]" if len(form) > 1 else escape(form[0]) for form in forms)


class Alphabetical(Func):
    """A text as it is ordered in Swedish: a to z whatever the capitals, then å, ä, ö."""

    output_field = TextField()
    template = "%(expressions)s"

    def __init__(self, field: str) -> None:
        folded: Combinable = F(field)
        for letter, instead in AFTER_Z.items():
            folded = Replace(folded, Value(letter), Value(instead))
        super().__init__(Lower(folded))

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template='(%(expressions)s) COLLATE "C"', **context)
