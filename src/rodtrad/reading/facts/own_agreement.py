"""An agreement's own document: who its parties are, for how long it runs, and how it is terminated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from rodtrad.reading.dates import Span, find_dates
from rodtrad.reading.document_kind import AGREEMENT
from rodtrad.reading.facts.agreement_parts import LabelKind, annexes_of, cost_shares_of, labelled, review_of
from rodtrad.reading.facts.agreements import VAGUE, concluded_days, extensions_of, find_agreements, notice_of
from rodtrad.reading.facts.context import Context
from rodtrad.reading.facts.items import Passage
from rodtrad.reading.names import is_organisation
from rodtrad.reading.parties import Parties
from rodtrad.reading.record import Agreement
from rodtrad.reading.sources.source import Line, Stretch

HEAD: Final = 20  # lines within which an agreement says between whom it is
LABELLED: Final = 60  # lines within which labels are of the agreement
ENDS: Final[tuple[LabelKind, LabelKind]] = ("from", "to")
Term = tuple[Stretch, Span | None, Span | None]  # where it is told, its first and its last day
GOES_ON: Final = re.compile(r"^(?:om|gällande|avseende|rörande|angående|kring|för)\s|^OM\s")  # "Om" begins prose
ONE_WORD: Final = re.compile(
    rf"(?:{VAGUE.pattern})|(?:\w+avtal|\w*överenskommelse|(?:läns)?rutin|praktisk anvisning)$", re.I
)
ABOUT: Final = re.compile(r"\s(?:om|avseende|gällande|rörande|angående)\s")
# "Läkarmedverkan i särskilt boende": neither a party, a label, a heading with its number nor prose
SUBJECT: Final = re.compile(
    r"(?!(?:Region|Mellan|Parter|Innehåll|Bakgrund|Inledning|Dnr|Bilaga|Version)\b)[A-ZÅÄÖ][^.:\d]{3,90}(?<!kommun)(?<!län)"
)
NUMBER: Final = r"(?:§\s*)?(?:\d{1,2}(?:\.\d{1,2})*[.)]?)?(?:\s*§)?\s*"
HEADING: Final = re.compile(r"^(?:§\s*\d|\d{1,2}(?:\.\d{1,2})*[.)]?\s+[A-ZÅÄÖ]|\d{1,2}\s*§)")
# "1. Parter", "Avtalsparter: Region Norrvik och Ekeby kommun", "Parter är Region Norrvik och Ekeby kommun."
PARTIES: Final = re.compile(
    rf"^{NUMBER}(?:(?:avtals)?part(?:er|erna)|(?:avtalets|överenskommelsens) parter|avtalsslutande parter)"
    r"(?:\s+(?:är|i (?:detta|denna|avtalet|överenskommelsen)[^:.]{0,40}? är)\b|(?=\s*[:.]?\s*$)|(?=\s*:))\s*:?\s*",
    re.I,
)
# "Beställare: Region Norrvik, hälsonämnden", "Utförare: Föreningen Ankaret"
ROLE: Final = re.compile(
    r"^(?:beställare|utförare|leverantör|köpare|säljare|uppdragsgivare|uppdragstagare|värdkommun|samverkanskommun|huvudman"
    r"|part\s+(?:\d|[A-D]))\s*:\s*(?P<name>[^,;(]{3,80})",
    re.I,
)
# "Mellan Region Norrvik och Ekeby kommun", "Mellan"
BETWEEN: Final = re.compile(r"^mellan(?:\s+(?:nedanstående|följande) parter)?(?:\s*:?\s*$|\s+(?=\S))", re.I)
# "Avtal om tolkar mellan Region Norrvik och Ekeby kommun"
TITLED: Final = re.compile(r"^[^.]*?\bmellan\s+", re.I)
# "Detta avtal har träffats mellan Region Norrvik och Ekeby kommun."
MADE: Final = re.compile(
    r"^[^.]{0,80}?(?:avtal|överenskommelse)[^.]{0,60}?\b(?:träffa|ingå|slut|teckna|upprätta|gäller)\w*[^.]{0,30}?\bmellan\s+",
    re.I,
)
# Where a list of parties ends within its sentence: ", nedan kallade", "har träffats", "om samverkan".
LIST_END: Final = re.compile(
    r",?\s+(?:har\b|om\b|avseende\b|gällande\b|rörande\b|angående\b|kring\b|för\b|träffas\b|ingås\b|sluts\b|gäller\b"
    r"|är\b|i\s+fråga\b|den\s+\d|20\d\d)|\.\s*$|\.\s+(?=[A-ZÅÄÖ])"
)
# What a line of a list ends with that goes on below
LIST_OPEN: Final = (",", " och", " samt", " och å andra sidan")
# What is told of a party beside its name: its number, its short name.
ASIDE: Final = re.compile(
    r",?\s*\bnedan\s+[”\"]?(?-i:[A-ZÅÄÖ])\w+[”\"]?,?|,?\s*\bå\s+(?:ena|andra)\s+sidan\b,?|\([^)]{0,80}\)|,?\s*\borg(?:anisations)?\.?\s?(?:nr|nummer)\b\.?:?\s*\d{6}-?\d{4}"
    r"|,?\s*\b(?:nedan|härefter|här|hädanefter|fortsättningsvis)\s+(?:gemensamt\s+)?(?:kalla|benämn)\w+\s+"
    r"[”\"]?[\wÅÄÖåäö]+[”\"]?(?:,(?=\s+och))?",
    re.I,
)
# "Hälso- och sjukvård" is one word and a half; "Ekeby kommun och Region Norrvik" are two parties.
APART: Final = re.compile(r"\s*[,;]\s*(?:(?:och|samt)\s+)?|(?<!-)\s+(?:och|samt)\s+|^(?:och|samt)\s+")
COLLECTIVE: Final = re.compile(
    r"^(?:(?:samtliga|alla)\s+)?(?:kommunerna(?:\s+i\s|$)|länets\s+(?:[a-zåäö]+\s+)?kommuner$)"
    r"|^(?:samtliga|alla)\s+kommuner\s+i\s",
    re.I,
)
# "Ekeby kommun ansvarar för lokalen" is prose, "Ekeby och Norrviks kommuner" are two that share a word.
SAYS_MORE: Final = re.compile(r"\s(?:[a-zåäö]+(?:ar|er|ade|as|es|de)|ska|är|har|att|om|en|ett)\b")
# "kommunerna Ekeby och Norrvik", "länets kommuner: Ekeby och Norrvik"
NAMED_TOWNS: Final = re.compile(
    r"^(?:kommunerna:?|(?:följande|länets)\s+(?:[a-zåäö]+\s+)?kommuner:)\s+(?!i\s)(?=[A-ZÅÄÖ])"
)
# "5. Avtalstid", "Avtalstid: 2025–2027"
TERM: Final = re.compile(
    rf"^{NUMBER}(?:avtalstid|avtalsperiod|giltighetstid|giltighet|(?:avtalets|överenskommelsens) giltighet(?:stid)?)"
    r"(?:en)?(?:\s*[:.]\s*|\s*$|(?=\s+\d))",
    re.I,
)


def find_own_agreement(context: Context, lines: Sequence[Line]) -> tuple[Agreement, ...]:
    """What an agreement's own document tells of it, and of other agreements that it mentions.

    `lines`: the whole document, flowing. Of its own it is one fact, with the parties that its head names; none where
    the document tells neither term nor parties.
    """
    labels = labelled(lines[:LABELLED])
    title = _title(lines, labels)
    told = find_agreements(context, [Passage(None, title, tuple(lines))], (), own=True)
    own = next((a for a in told if a.title == title.text), None)
    place, names = next(_parties(context, lines), (None, ()))
    term = None if own and own.starts else _labelled_term(lines, labels)
    if term or (not own and names):
        own = _of_term(context, title, term)
    if not own:
        return told
    full = _filled(context, replace(own, parties=names or own.parties), lines, labels, place)
    return (full, *(a for a in told if a.title != title.text))


def _filled(
    context: Context, own: Agreement, lines: Sequence[Line], labels: Mapping[LabelKind, Stretch], place: Stretch | None
) -> Agreement:
    """The agreement with what the rest of its document says of it. `place`: where its parties stand."""
    noticed = next(((line.content, n) for line in lines if (n := notice_of(line.text))), None)
    notice = labels.get("notice") or (noticed and noticed[0])
    review = labels.get("review") or review_of(lines)
    shares, annexes = cost_shares_of(lines, context.parties), annexes_of(lines)
    options = labels.get("extensions")
    stretches = [place, notice, review, options, *shares, *annexes]
    at = (p for stretch in stretches if stretch for p in context.source.places(stretch))
    places = tuple(p for p in dict.fromkeys((*own.evidence.places, *at)) if p != own.evidence.place)
    return replace(
        own,
        evidence=replace(own.evidence, places=places),
        notice=labels["notice"].text if "notice" in labels else own.notice or (noticed and noticed[1]),
        extensions=extensions_of(f"Förlängning: {options.text}") if options else own.extensions,
        review=review.text if review else None,
        cost_shares=tuple(share.text for share in shares),
        annexes=tuple(annex.text for annex in annexes),
    )


def _title(lines: Sequence[Line], labels: Mapping[LabelKind, Stretch]) -> Stretch:
    """ "Avtal om tolkar"; one of a single word is labelled, or goes on below: "Avtal", "om korttidsplatser"."""
    at = next((i for i, line in enumerate(lines[:HEAD]) if AGREEMENT.match(line.text)), 0)
    title = lines[at].content
    if ONE_WORD.match(title.text):
        if "title" in labels:
            return labels["title"]
        title = Stretch.join([title, *islice(_goes_on(lines[at + 1 : HEAD]), 1)])
    between = re.search(r"\s+(?:mellan|Mellan)\s", title.text)
    whole = between is None or VAGUE.match(title.text[: between.start()])
    return title.strip(" .:") if whole or not between else title[: between.start()].strip(" .:")


def _goes_on(below: Sequence[Line]) -> Iterator[Stretch]:
    """What goes on a title of one word: "om korttidsplatser", also behind the parties; else the subject next below."""
    for i, line in enumerate(below):
        if GOES_ON.match(line.text):
            yield line.content
        elif (between := BETWEEN.match(line.text)) and (about := ABOUT.search(line.text, between.end())):
            yield line.content[about.start() :].strip()
        elif not i and SUBJECT.fullmatch(line.text) and not line.cells:
            yield line.content


def _parties(context: Context, lines: Sequence[Line]) -> Iterator[tuple[Stretch, tuple[str, ...]]]:
    """The lists of parties with their places, the surest first: below "Parter", then between whom it says it is."""
    lines = list(_lists_whole(lines))
    for i, line in enumerate(lines):
        if line.cells:
            if len(line.cells) > 1 and PARTIES.match(line.cells[0].text):
                yield from _of_list(context, line.content, line.cells[1].stretch)
        elif match := PARTIES.match(line.text):
            yield from _of_list(context, line.content, line.content[match.end() :])
            yield from _below(context, lines, i, match.end())
    roles = [line.content.group(m, "name") for line in lines[:HEAD] if (m := ROLE.match(line.text))]
    if len(roles) > 1:
        yield Stretch.join([roles[0], roles[-1]]), tuple(dict.fromkeys(role.text for role in roles))
    for i, line in enumerate(lines[:HEAD]):
        titles = AGREEMENT.match(line.text) and not line.text.endswith(".")
        if match := BETWEEN.match(line.text) or (TITLED if titles else MADE).match(line.text):
            yield from _of_list(context, line.content, line.content[match.end() :])
            yield from _below(context, lines, i, match.end())


def _lists_whole(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with a list that goes on in the next one, where a name begins it, as one."""
    open_line: Line | None = None
    for line in lines:
        plain = not (line.bullet or line.cells or line.level or HEADING.match(line.text))
        if open_line and plain:
            open_line = replace(open_line, content=Stretch.join([open_line.content, line.content]))
        elif open_line:
            yield open_line
            open_line = line if plain else None
        else:
            open_line = line if plain else None
        if open_line is None:
            yield line
        elif not open_line.text.endswith(LIST_OPEN):
            yield open_line
            open_line = None
    if open_line:
        yield open_line


def _of_list(context: Context, place: Stretch, listed: Stretch) -> Iterator[tuple[Stretch, tuple[str, ...]]]:
    """A list of two parties or more; of one alone nobody is told with whom it agrees."""
    names = _once(party_names(listed.text, context.parties), context.parties)
    if len(names) > 1:
        yield place, names


def _below(context: Context, lines: Sequence[Line], i: int, start: int) -> Iterator[tuple[Stretch, tuple[str, ...]]]:
    """The parties from `start` in line `i`, a heading, on: a sentence below that lists them, or a line each."""
    listed = [lines[i].content[start:]]
    for line in islice(lines, i + 1, i + 1 + HEAD):
        if line.level or (HEADING.match(line.text) and not line.bullet):
            break
        cells = [cell.stretch for cell in line.cells[:2]] or [line.content]
        listed.append(_list_in(next((c for c in cells if any(party_names(c.text, context.parties))), cells[0])))
    if listed[1:] and listed[1].text.endswith("."):
        yield from _of_list(context, listed[1], listed[1])
    listed = [at for at in listed if not at.text.endswith(".")]
    named = [(at, name) for at in listed for name in party_names(at.text, context.parties)]
    names = _once((name for _, name in named), context.parties)
    if len(names) > 1:
        yield Stretch.join([named[0][0], named[-1][0]]), names


def _list_in(content: Stretch) -> Stretch:
    """What follows "Parter är" or "Detta avtal har träffats mellan"; all of a line that begins in no such way."""
    match = PARTIES.match(content.text) or MADE.match(content.text) or BETWEEN.match(content.text)
    return content[match.end() :] if match else content


def party_names(listed: str, parties: Parties) -> Iterator[str]:
    """The parties of a list as written: "Region Norrvik, Ekeby kommun och Storedals kommun, nedan kallade parterna".

    A bare place name is a party only behind "kommunerna": elsewhere it may be an address.
    """
    listed = ASIDE.sub("", listed)
    if end := LIST_END.search(listed):
        listed = listed[: end.start()]
    towns = False
    for piece in APART.split(listed):
        if match := NAMED_TOWNS.match(piece):
            towns, piece = True, piece[match.end() :]
        name = piece.rpartition(": ")[2].strip(' .,:;–-”"')  # "Köpare: Region Norrvik"
        known = parties.find(name)
        if COLLECTIVE.match(name) or (towns and known) or _is_party(name, parties):
            yield name


def _is_party(name: str, parties: Parties) -> bool:
    return " " in name and is_organisation(name, parties) and not SAYS_MORE.search(name)


def _once(names: Iterator[str], parties: Parties) -> tuple[str, ...]:
    """Each party once, whatever form of its name comes first."""
    return tuple({parties.find(name) or name.casefold(): name for name in reversed(list(names))}.values())[::-1]


def _labelled_term(lines: Sequence[Line], labels: Mapping[LabelKind, Stretch]) -> Term | None:
    """The days behind or below the label "Avtalstid", else those behind "Gäller från" and "Gäller till"."""
    for i, line in enumerate(lines):
        label = line.cells[0].text if line.cells else line.text
        if not (match := TERM.match(label)):
            continue
        told = line.content[match.end() :] if line.cells or match.end() < len(label) else _next(lines, i)
        span = next((s for s in find_dates(told.text) if s.precision == "range"), None) if told else None
        if told and span:
            return told, span, span
    starts, ends = (
        next((s for s in find_dates(labels[k].text) if s.start), None) if k in labels else None for k in ENDS
    )
    told = labels.get("from") if starts else labels.get("to")
    return (told, starts, ends) if told and (starts or ends) else None


def _next(lines: Sequence[Line], i: int) -> Stretch | None:
    return lines[i + 1].content if i + 1 < len(lines) else None


def _of_term(context: Context, title: Stretch, term: Term | None) -> Agreement:
    """The agreement of a document that tells its term behind labels, or none."""
    told, starts, ends = term or (None, None, None)
    return Agreement(
        evidence=context.evidence(title, "agreement-own", 0.88, also=(told,), inferred=concluded_days(starts, ends)),
        item=None,
        section=None,
        title=title.text,
        starts=starts.start.isoformat() if starts and starts.start else None,
        ends=ends.end.isoformat() if ends and ends.end else None,
        extensions=extensions_of(told.text) if told else (),
    )
