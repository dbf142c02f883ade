"""Questions that are handed to somebody else: "Frågan om tolk överlämnas till rådet för svar"."""

from __future__ import annotations

import re
from typing import Final

from rodtrad.reading.clauses import INFINITIVE
from rodtrad.reading.dates import find_dates
from rodtrad.reading.deciding import looks_like_body
from rodtrad.reading.facts.context import Context
from rodtrad.reading.facts.giving import MATTER, PASSED_ON, Given, is_agent, is_short
from rodtrad.reading.names import is_organisation
from rodtrad.reading.sources.source import Stretch

# "Frågan om tolk överlämnas till rådet.", beside a decision
ASKED: Final = re.compile(
    r"^(?P<task>(?:Frågan|Frågorna|Ärendet|Synpunkterna)\b[^.]{0,120}?)\s+(?:skickas|lyfts|överlämnas|remitteras|hänskjuts|översänds"
    r"|lämnas(?:\s+(?:över|vidare))?|förs\s+vidare|tas\s+vidare)\s+(?:vidare\s+)?till\s+(?P<who>[^,.]{3,80}?)(?:\s+för\b[^.]*)?\.?$"
)
MATTERS: Final = (
    r"(?:frågan|frågorna|ärendet|ärendena|förslaget|underlaget|remissen|planen|rapporten|skrivelsen|motionen"
    r"|medborgarförslaget|synpunkterna)\b"
)
# "frågan skickas till X", "överlämna ärendet till X", "Rådet överlämnar frågan till X"
SENT: Final = (
    re.compile(
        r"^(?P<task>.+?)\s+(?:skickas|lyfts(?:\s+in)?|överlämnas|remitteras|hänskjuts|översänds|förs\s+vidare|tas\s+vidare|lämnas\s+över"
        r"|lämnas\s+vidare)\s+(?:vidare\s+)?till\s+(?P<who>.+)$"
    ),
    re.compile(
        rf"^(?P<task>(?:överlämna|remittera|hänskjuta|översända|lyfta|skicka|föra)\s+{MATTERS}.*?)"
        r"\s+(?:in\s+|upp\s+|vidare\s+)?till\s+(?P<who>.+)$"
    ),
    re.compile(
        rf"^(?:\S+\s){{1,4}}?(?:överlämnar|remitterar|hänskjuter|översänder)\s+(?P<task>{MATTERS}.*?)\s+till\s+(?P<who>.+)$"
    ),
    re.compile(r"^till\s+(?P<who>.+?)\s+(?:överlämna|remittera|hänskjuta|översända|skicka|lyfta)\s+(?P<task>[^,]+)"),
)
# "Ärendet återremitteras till nämnden för att belysa kostnaden": what is left to be done
SENT_BACK: Final = re.compile(
    r"^(?:att\s+)?(?:[^.,]{3,60}?\såterremitteras|återremittera\s[^.,]{3,60}?)\s+till\s+(?P<who>[^.,]{3,80}?)"
    r"\s+för\s+att\s+(?P<task>(?P<verb>\w+)\s[^.]+)"
)
RECEIVES: Final = re.compile(
    r"(?:nämnder(?:na)?|styrelser(?:na)?|förvaltning(?:en|arna)?|kansli(?:et)?|kommun(?:en|erna|s)?|region(?:en)?|huvudmännen|chef(?:en|erna)?|ordförande(?:n)?)\b"
)
# "Prognosen överlämnas till kommunstyrelsen.": a paper is delivered, no question handed over.
DELIVERED: Final = re.compile(
    r"^(?!.*\b(?:fråg|ärende|skrivelse|motion))\S*(?:prognos|bokslut|redovisning|yttrande|svar|protokoll|budget|berättelse"
    r"|information)(?:en|et|er|erna|n|t)?\b",
    re.I,
)
# "…, för svar senast den 30 april"; "Rådet för e-hälsa" keeps its name.
HANDED_FOR: Final = re.compile(
    r",?\s+(?:för\s+(?:(?:vidare|fortsatt|ytterligare)\s|(?:svar|behandling|beredning|yttrande|beslut|ställningstagande"
    r"|besvarande|beaktande|kännedom|åtgärd|handläggning|prövning|godkännande|diskussion|bedömning|utredning)\b)"
    r"|med\s+(?:begäran|önskemål|förslag|frågan)\b|i\s+syfte\b|att\s).*$"
)


def of_clause(context: Context, first: Stretch, whole: Stretch) -> Given | None:
    """What a decided clause hands over: its `first` sentence says to whom, a deadline may stand in the `whole`."""
    back = SENT_BACK.match(first.text) if "återremitter" in first.text else None
    if back and INFINITIVE.search(back["verb"]) and is_agent(context, back["who"]):
        return Given("assignment", first.group(back, "who"), first.group(back, "task"), whole, "sent-back", 0.8)
    for pattern in SENT:
        if (match := pattern.search(first.text)) and is_short(match["who"]):
            who = _receiver(first.group(match, "who"))
            by = who.text.partition(" av ")[2]
            if not _receives(context, who.text) or DELIVERED.match(match["task"]) or (by and is_agent(context, by)):
                return None
            return Given("referral", who, first.group(match, "task"), whole, "referral", 0.85)
    return None


def in_passing(context: Context, sentence: Stretch) -> Given | None:
    """What a sentence beside a decision hands over."""
    match = ASKED.match(sentence.text)
    if not match or not _receives(context, match["who"]):
        return None
    who, task = _receiver(sentence.group(match, "who")), sentence.group(match, "task")
    return Given("referral", who, task, sentence, "referral-in-text", 0.8)


def passed_on(context: Context, before: Stretch, sentence: Stretch) -> Given | None:
    """ "Frågan om tolk är svår. Vi skickar den vidare till rådet.": the matter is told in the sentence before."""
    sent = PASSED_ON.match(sentence.text)
    matter = MATTER.match(before.text) if sent else None
    if not sent or not matter or not _receives(context, sent["who"]):
        return None
    who, task = sentence.group(sent, "who"), before.group(matter, "task")
    return Given("referral", who, task, sentence, "referral-in-text", 0.75)


def _receives(context: Context, who: str) -> bool:
    """Whether words name one who answers questions: a body, an administration, a party, another organisation."""
    return bool(looks_like_body(who) or is_organisation(who, context.parties) or RECEIVES.search(who))


def _receiver(who: Stretch) -> Stretch:
    """To whom something is handed, without what they shall do with it and by when."""
    if tail := HANDED_FOR.search(who.text):
        who = who[: tail.start()]
    if spans := find_dates(who.text):
        who = who[: spans[0].at[0]]
    return who.strip(" .,")
