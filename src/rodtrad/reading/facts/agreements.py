"""Agreements whose term a document tells, in a decision or in passing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from rodtrad.reading.clauses import sentences
from rodtrad.reading.dates import Span, find_dates
from rodtrad.reading.facts.context import Context
from rodtrad.reading.facts.gathered import Decided
from rodtrad.reading.facts.items import Passage, clean_title
from rodtrad.reading.literals import holds
from rodtrad.reading.names import is_organisation
from rodtrad.reading.record import Agreement
from rodtrad.reading.sources.source import Stretch

NOUN = (
    r"(?:[\wÅÄÖåäö-]{0,80}(?:avtal|överenskommelse)(?:et|en|n|s)?|[Pp]raktiska? anvisning(?:ar|en|arna)?"
    r"|[Ll]änsrutin(?:en)?)"
)
MENTIONED: Final = ("avtal", "överenskommelse", "anvisning", "länsrutin")  # in small letters
NAMED: Final = re.compile(rf"(?:\b(?:nuvarande|gällande|befintliga?)\s+)?\b{NOUN}", re.I)
# "Avtalstiden är", "har gällt för perioden", "gäller t.o.m.", "löper ut den", "förlänga … till"
TERM: Final = re.compile(
    r"\b(?:[Aa]vtals(?:tiden|perioden)|[Gg]iltighetstid(?:en)?)\s+(?:är|löper|gäller|omfattar)?"
    r"|\b(?:upphör|upphörde|upphört|löper ut|löpte ut|löpt ut|går ut|gick ut|gått ut)\b"
    r"|\b(?:gälla|gäller|gällde|gällt|löpa|löper|löpte|löpt)\b(?=.{0,60}?\d)"
    r"|\b(?:giltigt?|i kraft)\b(?=.{0,40}?\d)"
    r"|\bförläng(?:a|er|s|as|t|ts|des|de)\b"
    r"|\b(?:för|under) (?:perioden|tiden)\b(?=.{0,20}?\d)"
)
# What is told in this tense is over: "gick ut vid årsskiftet" is not the turn of the year that comes.
OVER: Final = re.compile(r"löpte ut|löpt ut|gick ut|gått ut|upphörde|upphört", re.I)
PAST: Final = re.compile(rf"{OVER.pattern}|gällde|gällt|förläng(?:ts|des|de|t)$", re.I)
ENDING: Final = re.compile(r"upphör|ut\b|förläng", re.I)
# "innan avtalet löper ut, alltså senast den 30 juni": by when something else is to be done
BY_THEN: Final = re.compile(r",.*\b(?:senast|alltså|dock|det vill säga|dvs)\b")
COUNT = r"\d{1,2}|ett|en|två|tre|fyra|fem"
# "förlänga med ytterligare 1 (ett) + 1 (ett) år", "förlängning i två år", "Förlängning: 1 + 1 år",
# "ett års förlängning"
AND: Final = r"(?:\+|plus\b|och\s+därefter\b(?:\s+med)?(?:\s+ytterligare)?)"
YEARS: Final = rf"(?:{COUNT})(?:\s*\([^)]*\))?(?:\s*(?:år)?\s*{AND}\s*(?:{COUNT})(?:\s*\([^)]*\))?)*"
EXTENSIONS: Final = re.compile(
    rf"(?:förlängas(?=\s+(?:{COUNT})\s+år)|förlängning:?(?=\s+(?:{COUNT})\b)"
    r"|(?:förläng\w*|option\w*)\b[^.]{0,80}?\b(?:ytterligare|med|om|på|i))\s+(?:högst\s+)?"
    rf"(?P<years>{YEARS})\s*år(?!\s+(?:i\s+(?:taget|sänder)|åt\s+gången))|\b(?P<whole>{COUNT})\s+års\s+förlängning(?!\s+i\s+)",
    re.I,
)
# "ett år i taget, högst två gånger", "ett år i högst två omgångar"
TIMES: Final = r"(?:gång|gånger|omgång|omgångar|tillfällen)\b"
REPEATED: Final = re.compile(
    rf"(?P<years>{COUNT})\s+år(?:\s+(?:i\s+(?:taget|sänder)|åt\s+gången|vardera))?,?\s+"
    rf"(?:(?:i|vid)\s+)?(?:(?:högst|maximalt|som\s+mest|upp\s+till)\s+)?(?P<times>{COUNT})\s+{TIMES}",
    re.I,
)
# "två gånger med ett år", "i två omgångar om ett år"
TIMES_FIRST: Final = re.compile(
    rf"(?P<times>{COUNT})\s+{TIMES}(?:\s+(?:med|om|i|på)|,)\s+(?P<years>{COUNT})\s+år\b", re.I
)
EXTENDING: Final = ("örläng", "ption", "+")  # told before the patterns are tried
# "2+1+1": the first is the term itself
SUM: Final = re.compile(r"\b\d(?:\s*\+\s*\d){1,3}\b")
# "förlänga avtalet med ett år till den 31 december": the year is taken and no option any more
EXTENDED: Final = re.compile(r"\bförläng(?:a|er|s|des)\b[^.]*\btill\b.*\d", re.I)
WORDS: Final = {"ett": 1, "en": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5}
NUMERAL = (
    r"(?:\d{1,2}|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|arton|tjugofyra|trettio|sextio|nittio)"
    r"(?:\s*\([^)]{1,12}\))?"
)
DURATION = rf"\b{NUMERAL}\s+(?:kalender)?(?:månad|dag|veck|år)\w*"
# "sägas upp senast sex månader före avtalstidens slut", "Uppsägning ska ske skriftligen senast …",
# "uppsägningstiden är tre månader", "med sex månaders uppsägningstid"
NOTICE: Final = re.compile(
    r"(?:(?:säg(?:as?|s|er)|sagts)\s+(?:(?:avtalet|överenskommelsen|det|den)\s+)?(?:(?:inte|ej)\s+)?upp(?:\s+(?:det|den|avtalet))?"
    r"|uppsägning\w*(?:\s+av\s+\w+)?\s+(?:ska|skall|måste|bör)\s+(?:ske|göras|vara|lämnas|meddelas))\b"
    rf"[^.;]{{0,60}}?(?P<before>(?:\b(?:senast|minst)\s+)?{DURATION}\s+(?:före|innan)\b(?:\s[^.,;]{{3,60}}?)?)"
    r"(?=[.,;]|\sförläng|$)"
    rf"|uppsägningstid\w*\s*(?::|(?:är|om|på|av|uppgår|omfattar|ska(?:ll)?\s+vara)\b)[^.;\d]{{0,40}}?(?P<time>{DURATION})"
    rf"|(?P<ahead>{DURATION})\s+(?:(?:ömsesidig|skriftlig)\w*\s+)?(?:uppsägning|varsel)\w*",
    re.I,
)
TERMINATES: Final = ("säg", "Säg", "sagts", "varsel")  # told before the pattern is tried
PARTIES: Final = re.compile(
    r"\bmellan\s+(?P<first>[A-ZÅÄÖ][^.;]{2,60}?)\s+och\s+(?P<second>[^.;,]{2,60}?)(?=\s+(?:om|gäller"
    r"|avseende|gällande|har|löper|i|för)\b|[.,;]|$)"
)
# "Avtalet med Region Norrvik om läkarstöd": whose the text is goes without saying
WITH: Final = re.compile(
    r"^\S+\s+med\s+(?P<first>[A-ZÅÄÖ][^.;,]{2,60}?)(?=\s+(?:om|avseende|gällande|rörande|kring|för)\b|[.,;]|$)"
)
# "tecknades", "trädde i kraft", "revideras"; not "-ade" and "-as" at large: "samordnade insatser", "kommunernas arbete"
VERBS: Final = (
    r"har|hade|är|var|blev|blir|finns|fanns|kan|kunde|ska|skall|skulle|bör|borde|måste|får|fick|vill|kommer|behövs?|behöver"
    r"|börja(?:r|de|t)|gäller|gälla|gällde|gällt|löper|löpte|upphör|upphörde|gick|går|omfattar|träder|trädde|innebär|innehåller"
    r"|föreslås|föreslogs|förläng(?:s|as|er|des|de)|sägs|sades|(?:under)?tecknas|(?:under)?tecknat|ingås|ingicks|sluts|slöts"
    r"|skrivs|skrevs|antas|antogs|godkän(?:ns|des)|fastställ(?:s|des)|ersätt(?:s|er)|ersattes|(?:om)?förhandlas|förnyas"
    r"|saknas|beräknas|väntas|förväntas|planeras|avses|\w+ades|\w+er(?:ar|as)"
)
# Where an agreement's name ends: at the verb, the date, the end of the clause.
NAME_END: Final = re.compile(
    # … but not at that of "barn som far illa", who are what the agreement is about
    rf"(?<!\bsom)\s+(?:{VERBS}|annars|inte|därefter|därmed|därför|nu"
    r"|att|till(?:\s+och\s+med)?(?=\s+\d|\s+den)|t\.?\s?o\.?\s?m|fr\.?\s?o\.?\s?m|med\s+(?:ett|två|tre|\d)"
    r"|som(?=\s+(?!(?:bor|behöver|far|lever)\b)\w+(?:r|de)\b)|och\s+att|under\s+\d|för\s+(?:perioden|tiden))\b.*$"
    r"|[.,;:(].*$"
)
# "Avtal om processtöd mellan regionen och högskolan": the parties are no part of a name that says what it is about
BETWEEN: Final = re.compile(r"^(?P<name>\S+\s+(?:om|gällande|avseende|kring|för)\s.+?)\s+mellan\s")
LONGEST_NAME: Final = 500  # characters after the noun; a sentence that names many would be looked at as many times
VAGUE: Final = re.compile(
    r"^(?:ett|en|det|den|dessa|detta|nya?)?\s*(?:avtal|överenskommelse)(?:et|en|n)?(?:\s+mellan\b.*)?$", re.I
)
UNNAMED: Final = re.compile(r"^(?:avtal|överenskommelse)$", re.I)  # "avtal beräknas gälla från", whichever it will be
# A sentence without the agreement's name speaks of it: "Det löper ut den 30 juni", not "tiden går ut i morgon".
REFERS: Final = re.compile(
    r"^(?:Det|Den|De|Detta|Denna|Båda|[Aa]vtals(?:tiden|perioden)|[Gg]iltighetstiden|Uppsägning|Förlängning)\b"
)
STARTED: Final = re.compile(r"\b(?:från|sedan|perioden|tiden)\b|\bfr\.?\s?o\.?\s?m|\d\s?(?:[-–]|till)\s?\d")
NEAR: Final = 4  # words from the subject to its verb
REPLACES: Final = re.compile(
    r"\b(?:ersätt(?:er|s)|ersattes?|efterträde?r|efterträdde)\b"
)  # the one it replaces has the term
ALTERNATIVE: Final = re.compile(r"^(?:alt(?:ernativ)?\.?\s*\d)", re.I)


@dataclass(frozen=True, slots=True)
class Told:
    """`title` names the agreement, `named` is how its sentence calls it.

    `mention` is where the text that tells its term speaks of it.
    """

    passage: Passage
    title: Stretch
    named: Stretch
    mention: Stretch
    around: Stretch
    starts: Span | None
    ends: Span | None
    decided: bool


Key = tuple[str | None, object, object]  # the item, the first and the last day


def find_agreements(
    context: Context, passages: Sequence[Passage], decided: Sequence[Decided], *, own: bool = False
) -> tuple[Agreement, ...]:
    """One fact an agreement and item; what was decided counts before alternatives and proposals told ahead of it.

    `own`: the text is an agreement's own, where a term that is told as over was that of an earlier one.
    """
    told: list[Told] = []
    for decision in decided:
        told += _in_text(context, decision.passage, decision.clause.text, decided=True)
    settled = {t.passage.item for t in told}
    for passage in passages:
        open_here = passage.item not in settled
        for line in passage.lines:
            if not line.cells and (open_here or STARTED.search(line.text)):
                found = _in_text(context, passage, line.content, decided=False, own=own)
                told += [t for t in found if open_here or _runs(context, t)]
    facts = sorted(_once(_named_in_full(told)), key=lambda t: t.mention.offsets[0])
    return tuple(_fact(context, t) for t in facts if own or not UNNAMED.match(t.title.text))


def _runs(context: Context, told: Told) -> bool:
    """Whether an agreement is told with its whole term, which had begun; one that is proposed has not."""
    held, starts, ends = context.meeting_date, told.starts, told.ends
    return bool(held and starts and ends and starts.start and ends.end and starts.start <= held)


def _named_in_full(told: Sequence[Told]) -> list[Told]:
    """ "Avtalet" in a decision is the one that the item's text names in full, where it names one only."""
    full: dict[str | None, set[str]] = {}
    names: dict[str, Stretch] = {}
    for t in told:
        if not VAGUE.match(t.title.text) and not t.decided:
            full.setdefault(t.passage.item, set()).add(t.title.text)
            names.setdefault(t.title.text, t.title)
    return [
        replace(t, title=names[next(iter(full[t.passage.item]))])
        if t.decided and VAGUE.match(t.named.text) and len(full.get(t.passage.item, ())) == 1
        else t
        for t in told
    ]


def _in_text(
    context: Context, passage: Passage, content: Stretch, *, decided: bool, own: bool = False
) -> Iterator[Told]:
    """The agreements of a paragraph. A term may stand in the sentence after the one that names the agreement."""
    if not holds(content.text.lower(), MENTIONED) or not TERM.search(content.text):
        return
    named: Stretch | None = None
    for sentence in sentences(content):
        title = _name(sentence)
        named = title or named
        match = TERM.search(sentence.text)
        if not match or named is None or REPLACES.search(sentence.text[: match.start()]):
            continue
        if (title is None and not _speaks_of_it(sentence.text, match)) or (own and PAST.match(match.group())):
            continue
        starts, ends = _term(context, sentence, match)
        if ends and OVER.search(match.group()):
            ends = _before(ends, context.meeting_date)
        if starts or ends:
            yield Told(passage, _telling(named, passage), named, named, content, starts, ends, decided)


def _speaks_of_it(text: str, term: re.Match[str]) -> bool:
    """Whether a sentence without a name tells the term of the agreement named before it, as its subject."""
    return bool(REFERS.match(text)) and len(text[: term.start()].split()) <= NEAR


def _telling(named: Stretch, passage: Passage) -> Stretch:
    """The name, or the item's title where the text only says "avtalet" and the title names one."""
    title, _ = clean_title(passage.title)
    return title if VAGUE.match(named.text) and holds(title.text.lower(), MENTIONED) else named


def _name(sentence: Stretch) -> Stretch | None:
    """The agreement's name: from its noun on, to the verb. "Ett avtal gällande X" is named by X if that is one too."""
    best: Stretch | None = None
    if not holds(sentence.text.lower(), MENTIONED):
        return None
    for match in NAMED.finditer(sentence.text):
        if re.match(r"(?:avtalstid|avtalsperiod|avtals)", match.group(), re.I):
            continue
        name = sentence[match.start() : match.end() + LONGEST_NAME]
        if end := NAME_END.search(name.text):
            name = name[: end.start()]
        if between := BETWEEN.match(name.text):
            name = name[: between.end("name")]
        name = name.strip(" -–")
        if inner := re.search(rf"(?:gällande|avseende|om)\s+(?={NOUN})", name.text, re.I):
            name = name[inner.end() :]
        if best is None or (VAGUE.match(best.text) and not VAGUE.match(name.text)):
            best = name
    return best


def _term(context: Context, sentence: Stretch, match: re.Match[str]) -> tuple[Span | None, Span | None]:
    """First and last day. A single date is the end where the words say so ("upphör", "förlängs till", "t.o.m.")."""
    spans = [
        s
        for s in find_dates(sentence.text[match.start() :], anchor=context.meeting_date)
        if not s.symbolic and (s.start or s.end) and s.confidence >= 0.6 and s.precision not in {"season", "recurring"}
    ]
    if not spans:
        return None, None
    first = spans[0]
    if ENDING.search(match.group()) and BY_THEN.search(sentence.text[match.end() : match.start() + first.at[0]]):
        return None, None
    if first.start and first.end and first.precision in {"range", "year"}:
        return (None, first) if ENDING.search(match.group()) else (first, first)
    if first.start is None or (first.end and ENDING.search(match.group())):
        return None, first
    if first.end is None:
        return first, next((s for s in spans[1:] if s.end), None)
    if len(spans) > 1 and spans[1].end and spans[1].end > first.start:
        return first, spans[1]
    before = sentence.text[match.start() :][: first.at[0]]
    return (None, first) if re.search(r"\b(?:till|t\.?\s?o\.?\s?m\.?)\W*$", before) else (first, None)


def _before(end: Span, held: date | None) -> Span | None:
    """An end that was over when the meeting was held; None for one that the document dates after it."""
    if not (held and end.end and end.end > held):
        return end
    if not end.year_inferred:
        return None
    earlier = end.end.replace(year=end.end.year - 1, day=min(end.end.day, 28) if end.end.month == 2 else end.end.day)
    return replace(end, start=None, end=earlier) if earlier <= held else None


def _once(told: Sequence[Told]) -> list[Told]:
    """The same agreement told twice at one item is one, the fuller telling kept."""
    best: dict[Key, Told] = {}
    for t in told:
        if ALTERNATIVE.match(t.around.text):
            continue
        key = (t.passage.item, t.starts and t.starts.start, t.ends and t.ends.end)
        if key not in best or (t.decided and not best[key].decided):
            best[key] = t
    best = _halves_joined(best)
    whole = {(item, ends) for item, starts, ends in best if starts}
    return [t for (item, starts, ends), t in best.items() if starts or (item, ends) not in whole]


def _halves_joined(best: dict[Key, Told]) -> dict[Key, Told]:
    """One told first with its beginning and then, by the same name or as "avtalet", with its end is one agreement."""
    joined = dict(best)
    begun: dict[tuple[str | None, str], Key] = {}  # by item and name; "" for the last one of the item
    for key, t in sorted(best.items(), key=lambda entry: entry[1].mention.offsets[0]):
        item, name = key[0], "" if VAGUE.match(t.title.text) else t.title.text.casefold()
        if t.starts and t.starts.start and t.ends is None:
            begun[item, name] = begun[item, ""] = key
        elif t.starts is None and t.ends and t.ends.end and (first := begun.pop((item, name), None)) in joined:
            beginning = joined[first]
            if beginning.starts and beginning.starts.start and beginning.starts.start < t.ends.end:
                del joined[first], joined[key]
                joined[item, first[1], key[2]] = replace(beginning, ends=t.ends, around=t.around)
    return joined


def _fact(context: Context, told: Told) -> Agreement:
    text = told.around.text
    title = told.title
    starts = told.starts.start if told.starts else None
    ends = told.ends.end if told.ends else None
    if ends and context.meeting_date and ends < context.meeting_date and not told.decided:
        context.issue(
            "agreement-lapsed",
            f"”{title.text}” gick ut {ends.isoformat()}, före mötet {context.meeting_date.isoformat()}.",
            told.mention,
        )
    return Agreement(
        evidence=context.evidence(
            told.mention,
            "agreement-decided" if told.decided else "agreement-told",
            0.88,
            also=(title, told.around),
            inferred=[
                *(["title"] if title != told.mention else []),
                *concluded_days(told.starts, told.ends),
            ],
        ),
        item=told.passage.item,
        section=told.passage.section_title,
        title=title.text,
        starts=starts.isoformat() if starts else None,
        ends=ends.isoformat() if ends else None,
        extensions=() if told.decided and EXTENDED.search(text) else extensions_of(text),
        notice=notice_of(text),
        parties=_parties(context, told),
    )


def _parties(context: Context, told: Told) -> tuple[str, ...]:
    """Between whom the text says that it is; else with whom its name says so."""
    if between := PARTIES.search(told.around.text):
        return between["first"].strip(), between["second"].strip()
    with_one = WITH.match(told.title.text)
    return (with_one["first"],) if with_one and is_organisation(with_one["first"], context.parties) else ()


def notice_of(text: str) -> str | None:
    """By when or how long ahead an agreement is terminated, as written: "sex månader före avtalstidens slut"."""
    match = NOTICE.search(text) if holds(text, TERMINATES) else None
    return (match["before"] or match["time"] or match["ahead"]).strip() if match else None


def concluded_days(starts: Span | None, ends: Span | None) -> list[str]:
    """Which days of a term its words do not say: "2025–2027" ends on no day that stands there."""
    days = (("from", starts, starts and starts.start), ("to", ends, ends and ends.end))
    return [name for name, span, day in days if span and day and not span.is_stated]


def extensions_of(text: str) -> tuple[int, ...]:
    """The years of each option: "1 + 1 år" is (1, 1), "2+1+1" too, "ett år i taget, högst två gånger" likewise."""
    if not holds(text, EXTENDING):
        return ()
    if match := REPEATED.search(text) or TIMES_FIRST.search(text):
        return (_count(match["years"]),) * _count(match["times"])
    if match := EXTENSIONS.search(text):
        plain = re.sub(r"\([^)]*\)", "", match["years"] or match["whole"])
        return tuple(_count(n) for n in re.findall(COUNT, plain, re.I))
    if match := SUM.search(text):
        return tuple(int(n) for n in re.findall(r"\d", match.group()))[1:]
    return ()


def _count(word: str) -> int:
    return int(word) if word.isdigit() else WORDS[word.lower()]
