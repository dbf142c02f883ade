"""The dictionary: which words a form may be an inflection of.

simplemma's Swedish dictionary gives one lemma a form, and often the verb where minutes mean the noun: "plan" → "plana"
(an imperative), "besluten" → "besluta" (a participle), "nämnd" → "nämna". Its other entries tell better: that
"nämnden" is a form of "nämnd" shows that "nämnd" is a noun of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory

NOUN = ("en", "n", "et", "t", "er", "ar", "or")  # not "na": "rötterna" is no form of a word "rötter"
SINGULAR = ("en", "et", "ens", "ets")
VOWELS = frozenset("aeiouyåäö")
SHORTEST = 3
REMEMBERED = 200_000


@lru_cache(maxsize=1)
def _dictionary() -> Mapping[str, str]:
    """Read once a process, when the first word asks: half a second and 15 MB; as a plain dict it would be 100 MB."""
    return StreamDictionaryFactory().get_dictionary("sv")


@lru_cache(maxsize=REMEMBERED)
def lookup(form: str) -> str | None:
    """The dictionary's own lemma of a form, None where it knows no such form."""
    return _dictionary().get(form)


@lru_cache(maxsize=REMEMBERED)
def is_lemma(form: str) -> bool:
    """Whether a form is a word as a dictionary lists it: its own lemma, or that of its definite form or its plural."""
    lemma = lookup(form)
    return lemma == form or (lemma is not None and any(lookup(form + ending) == form for ending in NOUN))


@lru_cache(maxsize=REMEMBERED)
def lemmas(form: str) -> frozenset[str]:
    """The words that a form of the dictionary may be an inflection of; none for one that it does not know."""
    lemma = lookup(form)
    if lemma is None:
        # Names stand there with their capital.
        name = lookup(form.capitalize())
        return frozenset({name.lower()}) if name else frozenset()
    found = {form} if is_lemma(form) else _inflected(form, lemma)
    # "fattades" → "fattad" → "fatta": a participle is a form of its verb.
    return frozenset({*found, *(one[:-1] for one in found if one.endswith("d") and is_verb(one[:-1]))})


def _inflected(form: str, lemma: str) -> set[str]:
    found = {lemma}
    # "godkände" → "godkänd" → "godkänna"
    if not is_lemma(lemma) and (verb := lookup(lemma)):
        found.add(verb)
    # "besluten" is the plural of "beslut" too.
    for ending in SINGULAR:
        noun = form.removesuffix(ending)
        if noun != form and len(noun) >= SHORTEST and is_lemma(noun):
            found.add(noun)
    # "äldres" is the genitive of "äldre".
    if form.endswith("s") and len(form) > SHORTEST and lookup(form[:-1]):
        found |= lemmas(form[:-1])
    return {lemma for lemma in found if not _is_another_word(form, lemma)} or {form}


def is_verb(lemma: str) -> bool:
    """Whether a lemma is a verb and not a noun too: "planerar" is a form of "planera", but "skadan" of "skada"."""
    present = (lemma + "r", lemma[:-1] + "er", lemma[:-1])
    return any(lookup(form) == lemma for form in present) and lookup(lemma + "n") != lemma


def _is_another_word(form: str, lemma: str) -> bool:
    """ "äldre" is a form of "gammal" only to grammarians: who looks for the one does not mean the other."""
    return form[0] != lemma[0] and not {form[0], lemma[0]} <= VOWELS
