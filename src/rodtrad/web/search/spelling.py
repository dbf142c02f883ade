"""What a word that nothing was found by may have meant: words that stand in the register, spelt almost like it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models.functions import Length
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract_iter

from rodtrad.web.search.engine import hits
from rodtrad.web.search.models import IndexedWord
from rodtrad.web.search.query import NoQuestionError, Query, Term, parse
from rodtrad.web.search.words import folded

SHORTEST = 3  # letters: what is shorter is almost like everything
BEGUN = 4  # letters that a word may be completed from
LOOKED_THROUGH = 60_000  # words, the commonest first
OFFERED, TRIED = 3, 6


def meant(query: Query) -> list[str]:
    """Queries that find something, the likeliest first, with words of the register for those that find nothing."""
    missing = [term for term in query.wanted if not term.is_phrase and not _finds(term)]
    if not missing:
        return []
    choices = [list(_alike(folded(term.words[0].form))) for term in missing]
    if not all(choices):
        return []
    found: list[str] = []
    for number in range(TRIED):
        # The best word for each; of further ones only for the first, or there would be no end of them.
        words = [choices[0][number] if number < len(choices[0]) else "", *(choice[0] for choice in choices[1:])]
        text = _with(query.text, missing, words) if words[0] else ""
        if text and text not in found and _answers(text):
            found.append(text)
    return found[:OFFERED]


def _finds(term: Term) -> bool:
    return bool(hits(Query("", (term,), ()).formula(parts=True), 1))


def _answers(text: str) -> bool:
    try:
        return bool(hits(parse(text).formula(parts=True), 1))
    except NoQuestionError:  # longer than a query may be
        return False


def _alike(form: str) -> Iterator[str]:
    """The register's words by how few letters part them from a form, the commonest first; then those it begins."""
    if len(form) < SHORTEST:
        return
    apart = max(1, (len(form) + 2) // 4)
    known = IndexedWord.objects.filter(count__gt=0).order_by("-count", "form")
    near = known.annotate(length=Length("form"))
    near = near.filter(length__gte=len(form) - apart, length__lte=len(form) + apart)
    counts = dict(near.values_list("form", "count")[:LOOKED_THROUGH])
    scored = extract_iter(form, counts.keys(), scorer=OSA.distance, score_cutoff=apart, processor=None)
    yield from [word for word, *_ in sorted(scored, key=lambda one: (one[1], -counts[one[0]], one[0]))][:TRIED]
    if len(form) >= BEGUN:
        yield from known.filter(form__startswith=form).values_list("form", flat=True)[:TRIED]


def _with(text: str, terms: list[Term], words: list[str]) -> str:
    """The text with other words in the places of some terms."""
    places = sorted(((term.words[0], word) for term, word in zip(terms, words, strict=True)), key=lambda p: -p[0].start)
    for place, word in places:
        text = text[: place.start] + word + text[place.end :]
    return text
