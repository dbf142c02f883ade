"""Who was appointed, in whose place, from when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rodtrad.reading.clauses import sentences
from rodtrad.reading.dates import Span, find_dates
from rodtrad.reading.facts.context import Context
from rodtrad.reading.facts.gathered import Decided
from rodtrad.reading.facts.items import Passage
from rodtrad.reading.literals import holds
from rodtrad.reading.names import NAME
from rodtrad.reading.record import Appointment
from rodtrad.reading.sources.source import Stretch

ASIDE = r"(?:,[^,]{2,80},|\s*\([^)]{1,60}\))?"
# "till ny ledamot i", "som kommunernas representant i"
ROLE = r"(?:(?:till|som)\s+(?P<post>[^,.;]{2,60}?)\s+(?=(?:i|inom)\s))?"
PATTERNS: Final = (
    # "Anna Ek ersätter Bo Al i Samordnande gruppen fr o m januari 2025"
    re.compile(
        rf"(?P<person>{NAME}){ASIDE},?\s+(?:som\s+)?(?:ersätter"
        rf"|efterträder)\s+(?P<old>{NAME}){ASIDE}\s+{ROLE}(?:i|inom)\s+(?P<body>.+)$"
    ),
    re.compile(rf"(?P<person>{NAME}){ASIDE},?\s+(?:som\s+)?(?:ersätter|efterträder|tar över efter)\s+(?P<old>{NAME})"),
    # "Anna Ek väljs in i styrgruppen", "Anna Ek utses till ny ledamot i rådet"
    re.compile(
        rf"(?P<person>{NAME}){ASIDE}\s+(?:väljs|utses|adjungeras|nomineras|valdes"
        rf"|utsågs)\s+(?:in\s+)?(?:att\s+ingå\s+)?{ROLE}(?:i|till|inom)\s+(?P<body>.+)$"
    ),
    # "utse Anna Ek till ledamot i rådet", "välja Anna Ek som representant i styrgruppen"
    re.compile(
        rf"\b(?:utse|utser|välja|väljer)\s+(?P<person>{NAME}){ASIDE}\s+att\s+(?:ersätta|efterträda)\s+(?P<old>{NAME}){ASIDE}"
        r"\s+(?:i|inom)\s+(?P<body>.+)$"
    ),
    re.compile(
        rf"\b(?:utse|välja|nominera|adjungera|utser|väljer"
        rf"|nominerar)\s+(?P<person>{NAME}){ASIDE}\s+{ROLE}(?:i|till|inom|att\s+ingå\s+i)\s+(?P<body>.+)$"
    ),
)
POST = re.compile(
    r"^(?:\S+\s+){0,2}?(?:ledamot|representant|ersättare|ordförande|sekreterare|suppleant|kontaktperson|sammankallande"
    r"|samordnare|projektledare|processledare|revisor|ombud)\b"
)
# "… och Bo Al till vice ordförande"
FURTHER: Final = re.compile(
    rf"(?:,| och| samt)\s+(?P<person>{NAME}){ASIDE}\s+(?:till|som)\s+(?P<post>[^,.;]{{2,50}}?)"
    r"(?=,|\.|$|\s(?:och|samt|från|fr|för|i|inom)\s)"
)
SINCE = re.compile(
    r"(?:\bfrån(?:\s+och\s+med)?|\bfr\.?\s?o\.?\s?m\.?|\bmed\s+start|\bför\s+tiden|\bper)\W*(?:den\s+)?$", re.I
)
CHOOSING = ("ersätt", "efterträd", "utse", "utsåg", "välj", "vald", "adjunger", "nominer")  # what all patterns share
VERIFIES = re.compile(r"\bjuster|\bvalbered|\bmötesordförande", re.I)
INSTEAD = re.compile(
    rf"(?:\b[Hh](?:on|an|en) (?:ersätter|efterträder)|\bi stället för|\bistället för|\befter"
    rf"|\bsom ersättare för)\s+(?P<old>{NAME})"
)
BODY_END = re.compile(
    r"\s+(?:fr\.?\s?o\.?\s?m\.?|från(?:\s+och\s+med)?|med\s+start|för\s+tiden|per|under|t\.?\s?o\.?\s?m\.?"
    r"|till\s+och\s+med|efter|i\s?stället)\s.*$|[.;].*$|,(?!\s+[a-zåäö-]+(?:,\s+[a-zåäö-]+)*\s+och\s+[a-zåäö]).*$"
)


def find_appointments(
    context: Context, decided: Sequence[Decided], passages: Sequence[Passage] = ()
) -> tuple[Appointment, ...]:
    """Appointments in decided clauses, and beside them who takes whose place in a body from when.

    Choosing who verifies the minutes is none.
    """
    found = [a for decision in decided for a in _of_clause(context, decision.passage, decision.clause.text)]
    known = {(a.person, a.replaces) for a in found}
    for passage in passages:
        for line in passage.lines:
            if not line.cells and ("ersätter" in line.text or "efterträder" in line.text):
                found += [a for a in _told(context, passage, line.content) if (a.person, a.replaces) not in known]
    return tuple(found)


def _told(context: Context, passage: Passage, content: Stretch) -> Iterator[Appointment]:
    """ "Anna Ek ersätter Bo Al i gruppen från och med maj": without a body and a time it may be for this meeting."""
    for sentence in sentences(content):
        for fact in _of_clause(context, passage, sentence, rule="appointment-told", confidence=0.75):
            if fact.replaces and fact.body and fact.starts:
                yield fact


def _of_clause(
    context: Context, passage: Passage, clause: Stretch, *, rule: str = "appointment", confidence: float = 0.9
) -> Iterator[Appointment]:
    if not holds(clause.text, CHOOSING) or VERIFIES.search(clause.text):
        return
    match = next((m for p in PATTERNS if (m := p.search(clause.text))), None)
    if not match:
        return
    groups = match.groupdict()
    old = clause.group(match, "old") if groups.get("old") else _instead(clause)
    body, post = _body(clause, match) if groups.get("body") else (None, None)
    if groups.get("post"):
        post = clause.group(match, "post")
    span = next((s for s in find_dates(clause.text, anchor=context.meeting_date) if _begins(clause.text, s)), None)
    chosen = [(clause.group(match, "person"), post, old)]
    if post:
        further = FURTHER.finditer(clause.text, match.end("person"))
        chosen += [(clause.group(m, "person"), clause.group(m, "post"), None) for m in further]
    for person, as_what, instead_of in chosen:
        yield Appointment(
            evidence=context.evidence(person, rule, confidence, also=(as_what, instead_of, body)),
            item=passage.item,
            section=passage.section_title,
            person=person.text,
            post=as_what.text if as_what else None,
            replaces=instead_of.text if instead_of else None,
            body=body.text if body else None,
            starts=span.iso if span else None,
        )


def _instead(clause: Stretch) -> Stretch | None:
    match = INSTEAD.search(clause.text)
    return clause.group(match, "old") if match else None


def _body(clause: Stretch, match: re.Match[str]) -> tuple[Stretch | None, Stretch | None]:
    """The body, and where the words name a post and no body, the post."""
    body = clause.group(match, "body")
    if end := BODY_END.search(body.text):
        body = body[: end.start()]
    if not POST.match(body.text):
        return body.strip() or None, None
    further = FURTHER.search(body.text)
    return None, (body[: further.start()] if further else body).strip() or None


def _begins(text: str, span: Span) -> bool:
    """Whether a time is when somebody begins: "från och med maj", not "slutar i augusti"."""
    return span.start is not None and (span.rule.startswith("from") or bool(SINCE.search(text[: span.at[0]])))
