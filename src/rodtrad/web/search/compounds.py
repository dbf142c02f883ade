"""Compounds: "länssamverkansgruppen" is a group, for cooperation, of the county.

Swedish joins a first part, often with a letter between (läns|samverkans|grupp, folk|hälso|arbete, skol|resultat,
familje|hem), and a last part that bears the inflection. Both must be nouns or adjectives of the dictionary. What is no
part: what follows a particle ("uppdrag" is no "drag", "avtal" no "tal"), endings that happen to be words ("ungdom" is
no "dom"), and verbs, whose forms are short and everywhere ("analys" holds no "ana").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rodtrad.web.search.lexicon import REMEMBERED, SHORTEST, VOWELS, is_lemma, is_verb, lemmas, lookup

# The closed classes. Prepositions, adverbs and prefixes that make one word with what follows:
PARTICLES_TEXT = """
    an av be bi bort efter ej emot er fort fram från för förbi före förut genom hit i igen in inne kring med mellan
    miss mot ned ner o om på sam samman till under undan upp ur ut ute utan vid åt åter över överens
"""
# … and pronouns, conjunctions and the smallest verbs.
SMALL_TEXT = """
    all alla att bland de den dess det dig din du där eller en ens er era ert ett ger han hans har hennes hon hos här
    inte jag man men min mig ni nu när och oss sig sin som så tills utom vad var vem vi vår är än
"""
# What makes words of words, and is a word by chance.
ENDINGS_TEXT = """
    ande ans are aktig bar dom else ende ens ent era eri full het ing inna is isk ism ist lek lig lighet ling nad ning
    or sam sel sion ska skap son tant tion vis
"""
PARTICLES = frozenset(PARTICLES_TEXT.split())
CLOSED = PARTICLES | frozenset(SMALL_TEXT.split())
ENDINGS = frozenset(ENDINGS_TEXT.split())
LONGEST = 40  # letters; longer ones are no words but what a broken table left
RECURSIVE = 7  # letters of a part that may be a compound itself
SURE = 4  # letters that a first part is not likely to have by chance
SHORT, BESIDE_SHORT = 3, {True: 5, False: 4}  # a part of three letters needs a longer one beside it


@lru_cache(maxsize=REMEMBERED)
def inflected(form: str) -> frozenset[str]:
    """The lemmas of a compound that the dictionary lacks, from those of its last part; none where it is no compound."""
    if len(form) > LONGEST:
        return frozenset()
    best, found = 0, frozenset[str]()
    for at in range(2, len(form) - SHORTEST + 1):
        first, last = form[:at], form[at:]
        certain = SURE if first in PARTICLES else min(at, len(last), SURE) if first_part(first) else 0
        if certain > best and last not in ENDINGS:
            of_last = {lemma for lemma in lemmas(last) if _may_be_last(lemma)}
            if of_last and (len(last) > SHORT or last in of_last):
                best, found = certain, frozenset(first + lemma for lemma in of_last)
    return found


@lru_cache(maxsize=REMEMBERED)
def parts(lemma: str) -> frozenset[str]:
    """The words that a compound is made of, compounds within it included; none for a word that is no compound."""
    found = _split(lemma)
    if found is None:
        return frozenset()
    written, first, last = found
    # "kurs" in "kursplan" may be a cure's, too.
    also = frozenset({written} if is_lemma(written) else ())
    # "hemsjukvård" is "hemsjuk" and "vård", and "hem" and "sjukvård".
    inner = _split(first)
    rest = lemma[len(inner[0]) :] if inner else ""
    also |= frozenset({rest} | parts(rest) if rest and is_lemma(rest) else ())
    return frozenset({first, last}) | also | parts(first) | parts(last)


@lru_cache(maxsize=REMEMBERED)
def first_part(written: str) -> str | None:
    """The lemma of a first part as it is written: "hälso" → "hälsa", "arbets" → "arbete"; None where it is none."""
    if len(written) < SHORTEST or written in CLOSED:
        return None
    bases = [base for base in _bases(written) if base not in CLOSED and base not in ENDINGS and not is_verb(base)]
    known = next((base for base in bases if is_lemma(base)), None)
    return known or next((base for base in bases[:2] if len(base) >= RECURSIVE and _split(base)), None)


def _bases(written: str) -> Iterator[str]:
    """What a first part may be without its joint, the likeliest first."""
    stem, joint = written[:-1], written[-1]
    if joint == "s" and lookup(written) != written:
        yield stem  # läns
    yield written
    if joint == "s":
        yield stem + "e"  # arbets
    if joint in "ou":
        yield stem + "a"  # hälso, gatu
    if len(written) > SHORT:
        if joint == "e":
            yield stem  # familje
        yield written + "a"  # skol
        yield written + "e"  # läkar


@lru_cache(maxsize=REMEMBERED)
def _split(lemma: str) -> tuple[str, str, str] | None:
    """The first part as written, and both parts as lemmas: known words rather than compounds, as even as can be."""
    if len(lemma) > LONGEST or _is_derived(lemma):
        return None
    best: tuple[tuple[int, int, int, int], tuple[str, str, str]] | None = None
    known = lookup(lemma) is not None
    for first, last in _cuts(lemma, known=known):
        shorter, longer = sorted((len(first), len(last)))
        if shorter == SHORT and longer < BESIDE_SHORT[known] and not _is_genitive(first):
            continue
        base = first_part(first) if _is_last(last, known=known) else None
        if base and (is_lemma(base) or not known):
            score = (is_lemma(base) + is_lemma(last), shorter, len(last), len(base))
            # "högskola" is no "kola": an s may be a joint, but where it can begin a word it does.
            begins = best and first[-1] == "s" and best[1][2] == "s" + last and best[0][0] == score[0]
            if best is None or (score > best[0] and not begins):
                best = score, (first, base, last)
    return best[1] if best else None


def _is_genitive(first: str) -> bool:
    """ "års" in "årsmöte" has no other reading, short as it is."""
    return first[-1] == "s" and lookup(first) == first[:-1]


def _is_derived(lemma: str) -> bool:
    """Whether a word is made of another by a particle before it or an ending behind it, and so is no compound."""
    if is_verb(lemma) or lemma.endswith("sam"):
        return True
    if lemma.endswith("het") and lookup(lemma.removesuffix("het")):
        return True
    return any(lemma.startswith(particle) and is_lemma(lemma.removeprefix(particle)) for particle in PARTICLES)


def _cuts(lemma: str, *, known: bool) -> Iterator[tuple[str, str]]:
    shortest = RECURSIVE if lemma.endswith("ering") else SHORTEST  # "annonsering" is no "ring"
    for at in range(SHORTEST, len(lemma) - shortest + 1):
        first, last = lemma[:at], lemma[at:]
        yield first, last
        # "grupplan" is "grupp" and "plan": three of a consonant are written as two.
        if first[-1] == first[-2] and first[-1] not in VOWELS and not known and is_lemma(first):
            yield first, first[-1] + last


def _is_last(last: str, *, known: bool) -> bool:
    if not _may_be_last(last) or is_verb(last) or last.endswith("ande"):
        return False
    return is_lemma(last) or (not known and lookup(last) is None and len(last) >= RECURSIVE and bool(_split(last)))


def _may_be_last(lemma: str) -> bool:
    return len(lemma) >= SHORTEST and lemma not in CLOSED and lemma not in ENDINGS
