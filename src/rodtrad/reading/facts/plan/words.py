"""The words of Swedish action plans: labels, column headings and headings that are no group's name."""

import re
from itertools import pairwise
from typing import Final, Literal

from rodtrad.reading import columns
from rodtrad.reading.sources.source import Stretch

LabelKind = Literal[
    "goal", "target_group", "focus", "responsible", "activities", "time", "state", "area", "carrying-out"
]
Column = Literal[
    "area",
    "activity",
    "responsible",
    "time",
    "start",
    "state",
    "indicator",
    "source",
    "baseline",
    "target",
    "goal",
    "group",
]

_LABELS: Final[dict[LabelKind, str]] = {
    "area": r"(?:målområde|delmål|insatsområde|fokusområde|utvecklingsområde|prioriterat område|inriktning"
    r"|område(?=\s+\d))(?:\s+(?:nr\s+)?\d+(?:\.\d+)*|\s+[A-Z])?|mål\s+(?:nr\s+)?\d{1,2}(?:\.\d+)*",
    "goal": r"(?:övergripande|gemensamt|långsiktigt|överordnat)\s+(?:mål(?:sättning)?|inriktning)"
    r"|mål(?:sättning)?|huvudmål"
    r"|effektmål",
    "target_group": r"målgrupp(?:en|er)?",
    "focus": r"(?:identifierade|prioriterade|gemensamma|valda)?\s*(?:fokus|utvecklings|insats)?områden|fokus",
    "responsible": r"(?:huvud)?ansvarig(?:a|t)?(?:\s+(?:grupp|part|organ|för\s+\w+))?|ansvar"
    r"|samordningsansvar(?:ig)?|planägare|vem",
    "activities": r"(?:planerade\s+|prioriterade\s+)?(?:aktivitet(?:er)?|åtgärd(?:er)?|insats(?:er)?)"
    r"(?:\s+\d{1,2}(?:\.\d{1,2})*(?!\d))?(?:\s+\d{4}(?:\s?[-–]\s?\d{4})?)?"
    r"|(?:det här|detta|det|vad) (?:ska vi göra|gör vi|vi ska göra)|så gör vi|vad",
    "time": r"tid(?:s?plan|s?period|punkt|s?ram)?|klart(?:\s+senast)?|när|klar|deadline",
    "state": r"status|läge",
    "carrying-out": r"genomförande",
}
# "Övergripande mål: …", "Målområde 2 – Trygg hemgång", "Målgrupp" alone on its line, "Åtgärd 1.2 Låna ut halkskydd"
_LABEL: Final = re.compile(
    "(?:" + "|".join(f"(?P<{kind.replace('-', '_')}>{pattern})" for kind, pattern in _LABELS.items()) + ")"
    r"(?:\s*(?P<colon>:)\s*|\s*(?P<dash>[.–-])\s+|(?P<number>(?<=\d)\s+(?=(?-i:[A-ZÅÄÖ])))|\s*$)(?P<value>.*)",
    re.I | re.S,
)
_ONE_NUMBERED: Final = re.compile(r"(?:aktivitet|åtgärd|insats)\s+[\d.]+", re.I)

# "Målområde 2 Trygg hemgång", "3.1 Delmål: Alla får svar", "2 Insatsområde Unga vuxna"
_AREA_HEADING: Final = re.compile(
    r"(?P<outer>\d+(?:\.\d+)*\.?\s+)?"
    r"(?P<word>målområde|delmål|(?:insats|fokus|utvecklings)område|(?:prioriterat|strategiskt) område"
    r"|(?:mål|område|strategi|prioritering|inriktning)(?=\s+(?:nr\s+)?\d{1,2}(?!\d)))"
    r"(?P<number>\s+(?:nr\s+)?\d{1,2}(?:\.\d+)*|\s+[A-H](?=\s|:))?"
    r"(?P<mark>\s*:\s*|\s*[.–-]\s+|\s+)(?P<title>(?-i:[A-ZÅÄÖ0-9”\"»]).*)",
    re.I | re.S,
)
# Labels that share a line with others: "Ansvarig: Ekeby kommun. Tid: 2025. Status: Pågår"
_SHARED: Final = re.compile(
    r"(?:(?<=[.;,|!?)])|(?<=\s[–-]))\s+(?=(?:"
    + "|".join(_LABELS[kind] for kind in ("target_group", "responsible", "time", "state"))
    + r")\s*:\s)",
    re.I,
)

# What is told of a time in a sentence of its own: "Pågår hela perioden.", "Gäller från och med den 1 maj 2026."
_TIME_SENTENCE: Final = re.compile(
    r"(?:gäller|pågår|påbörjas|startar|genomförs|görs|klart?|slutförs)\s+(?:under\s+)?"
    r"(?P<value>(?:hela\s+)?(?:plan)?perioden\.?|(?:från|fr\.\s?o\.\s?m|till|t\.\s?o\.\s?m|senast|vid|i|\d)\b.*)",
    re.I,
)
_SENTENCES: Final = re.compile(
    r"(?<=[^\W\d_]{2}\.)\s+(?=(?:Gäller|Pågår|Påbörjas|Startar|Genomförs|Görs|Klart?|Slutförs)\s)"
)

# Words that end as infinitives do and are none, and the infinitives that end otherwise.
_NO_VERB: Final = re.compile(
    r"alla|andra|anhöriga|dessa|detta|egna|eventuella|fasta|flera|fria|gamla|gemensamma|goda|inga|lika|lokala|mera|minsta"
    r"|många|nationella|några|olika|regionala|rätta|samma|samtliga|sista|stora|svåra|tidiga|tydliga|unga|utsatta|vara"
    r"|vissa|våra|vuxna|äldsta"
)
_VERB: Final = re.compile(
    r"[^\W\d_]{3,}a|be|bli|få|förse|förstå|ge|gå|må|nå|se|ske|slå|stå|ta|tillse|uppnå|utgå|utse|återgå|återse"
)

_COLUMNS: Final[dict[Column, str]] = {
    "area": r"(?:del|effekt)?mål(?:område(?:t|n|na)?|sättning(?:ar)?|bild)?"
    r"|(?:insats|fokus|utvecklings|prioriterad?[et]? )?område(?:t|n)?"
    r"|inriktning(?:ar)?|strategi(?:er)?|(?:del|länsgemensamma? )mål|behov|mål nr",
    "activity": r"(?:planerade? )?(?:aktivitet(?:er|en|erna)?|åtgärd(?:er|en)?|insats(?:er|en)?)"
    r"|vad(?: (?:ska (?:vi )?göras?|gör vi|vi ska göra))?|hur(?: (?:ska vi göra|gör vi))?|att göra"
    r"|beskrivning av (?:aktivitet|insats|åtgärd)|genomförande",
    "responsible": rf"{columns.WHO}|{columns.RESPONSIBLE} .{{1,30}}"
    r"|(?:genomförs|utförs) av|utförare|ägare|samordnare"
    r"|samordningsansvar(?:ig)?",
    "start": r"start(?:datum)?|påbörjas|startar",
    "time": rf"{columns.DUE}|avslutas|slut(?:datum)?|period|slutförs",
    "state": rf"{columns.STATE}|nuvarande läge|lägesrapport|genomförd|uppnått",
    "indicator": r"indikator(?:er|n)?|mått|nyckeltal|mätetal|resultatmått|processmått",
    "source": r"(?:data)?källa|datakällor|källor|mätmetod|mäts (?:genom|via|hur)|hämtas från|uppföljningsmetod",
    "baseline": r"nuläge(?:t)?(?: \d{4})?|baslinje|utgångsläge(?:t)?|utgångsvärde(?:t)?|startvärde|ingångsvärde"
    r"|utfall(?: \d{4})?"
    r"|basvärde|värde \d{4}",
    "target": r"(?:målvärden?|måltal|målnivå)(?: \d{4})?|mål \d{4}(?:[-–]\d{4})?|önskat läge|målet",
}
_COLUMN: Final = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _COLUMNS.items()), re.I)
# A column of times with such a heading says when a thing is done.
DEADLINE: Final = re.compile(r"klar|slut|deadline|färdig", re.I)
_ASIDE: Final = re.compile(r"\s*\([^)]*\)|[:*?]+\s*$")

# Headings of every report, which name no group of a plan.
GENERIC: Final = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+)?(?:inledning|bakgrund|syfte(?: och mål)?|innehåll(?:sförteckning)?"
    r"|sammanfattning|förord|nuläge(?:s\w+)?"
    r"|tids?plan|uppföljning(?: .*)?|utvärdering(?: .*)?|beslut"
    r"|(?:beslutad|fastställd|antagen|godkänd)(?: (?:av|i|vid|den|\d).*)?"
    r"|organisation|ekonomi"
    r"|kommunikation|revidering|referenser|bilag(?:a|or)(?: .*)?|ordlista|begrepp|definitioner|förkortningar"
    r"|styrning(?: .*)?"
    r"|implementering|finansiering|avgränsning(?:ar)?|metod|arbetssätt|samverkan|resurser|genomförande|källor"
    r"|läsanvisning(?:ar)?|så (?:läse?r? du |läses |är )?planen(?: är)?(?: uppbyggd)?|planens (?:uppbyggnad|innehåll)"
    r"|(?:hur|så) (?:vi )?följ(?:er|s) (?:vi |planen )?upp(?: planen)?|hur planen följs upp|kontakt(?:er|uppgifter)?"
    r"|mål och aktiviteter|målområden(?: och aktiviteter)?|insatsområden|fokusområden"
    r"|handlingsplan|aktivitetsplan|åtgärdsplan|aktiviteter|åtgärder|insatser|(?:dnr|version|sida)\b.*"
    r"|region \S+ (?:och|samt|i samverkan) .*|\S+ län"
    r"|indikatorer|mål och mått|mått|om (?:handlings)?planen|utgångspunkter|dokumentinformation)[.:]?",
    re.I,
)
# What stands above a list of indicators: "Indikatorer", "Mått:"
INDICATORS: Final = re.compile(r"(?:indikatorer|mått):?", re.I)
# Headings whose bullets say what somebody is there to do, or why there is a plan, and not what will be done.
TELLS_NONE: Final = re.compile(
    rf"{GENERIC.pattern}|(?:\d+(?:\.\d+)*\.?\s+)?(?:.{{1,40}} )?(?:uppdrag|roll(?:er)?|ansvar(?:sfördelning)?"
    r"|syfte[nt]?|vision|förutsättningar|lagstiftning|styrdokument|utmaningar|behov)\b.*",
    re.I,
)
# "Aktiviteter Barn och unga", "Handlingsplan Äldre": the second heading of a section, or its only one
PLAN_HEADING: Final = re.compile(
    r"(?:aktiviteter|åtgärder|insatser|handlingsplan)(?:\s+(?:för|inom)(?:\s+området)?)?[:\s]\s*(?P<name>\S.*)",
    re.I,
)


def label_of(text: str) -> tuple[LabelKind, re.Match[str]] | None:
    """The label that leads a line, with the match whose `value` is what follows it; None where none does.

    A dash or a full stop closes only the label of an area ("Målområde 2 – Trygg hemgång"), a number only that of an
    activity: "Åtgärd 1.2 Låna ut halkskydd".
    """
    match = _LABEL.match(text)
    if not match:
        return None
    kind = next(kind for kind in _LABELS if match[kind.replace("-", "_")] is not None)
    if (match["dash"] and kind != "area") or (match["number"] is not None and not _numbers_activity(match)):
        return None
    return kind, match


def _numbers_activity(match: re.Match[str]) -> bool:
    """Whether a label without a mark is that of one activity: "Åtgärd 1.2 …", but "Insats 2 Äldre" is a heading."""
    label = match["activities"] or ""
    return label[:1].isupper() and _ONE_NUMBERED.fullmatch(label) is not None and (
        "." in label or begins_with_verb(match["value"])
    )  # fmt: skip


def area_heading(text: str) -> re.Match[str] | None:
    """A heading that says it is a target area's: its `word`, `number`, the `mark` behind it, and its `title`."""
    return _AREA_HEADING.fullmatch(text)


def begins_with_verb(text: str) -> bool:
    """Whether a bullet says what is to be done: it begins with an infinitive ("Utbilda …", "Ta fram …")."""
    first = re.match(r"(?:att\s+)?([^\W\d_]+)", text.lower())
    return first is not None and _VERB.fullmatch(first[1]) is not None and not _NO_VERB.fullmatch(first[1])


def shared(text: Stretch) -> list[Stretch]:
    """A text cut where a further label begins; its parts in order, the first with or without a label of its own."""
    ends = {m.end() for m in _SHARED.finditer(text.text)} | {m.end() for m in _SENTENCES.finditer(text.text)}
    cuts = [0, *sorted(ends), len(text)]
    return [text[start:end].strip(" |;,–-") for start, end in pairwise(cuts)]


def time_sentence(text: Stretch) -> Stretch | None:
    """The time in a sentence that says nothing else of an activity, or None."""
    match = _TIME_SENTENCE.fullmatch(text.text)
    return text.group(match, "value") if match else None


def column_of(text: str) -> Column | None:
    """What a column with this heading holds: "Ansvarig (huvudman)" and "Aktivitet/insats" are known by their start."""
    plain = _ASIDE.sub("", text.replace("\u00ad", "")).strip()
    for part in (plain, *re.split(r"\s*/\s*|\s+(?:och|samt|eller)\s+", plain)[:1]):
        match = _COLUMN.fullmatch(part)
        if match:
            return next(kind for kind in _COLUMNS if match[kind] is not None)
    return None
