"""The words of Swedish action plans: labels, column headings and headings that are no group's name."""

import re
from typing import Final, Literal

LabelKind = Literal[
    "goal", "target_group", "focus", "responsible", "activities", "time", "state", "area", "carrying-out"
]
Column = Literal[
    "area", "activity", "responsible", "time", "start", "state", "indicator", "source", "baseline", "target", "goal"
]

_LABELS: Final[dict[LabelKind, str]] = {
    "area": r"(?:målområde|delmål|insatsområde|fokusområde|utvecklingsområde|prioriterat område|inriktning)"
    r"(?:\s+(?:nr\s+)?\d+(?:\.\d+)*|\s+[A-Z])?|mål\s+(?:nr\s+)?\d+(?:\.\d+)*",
    "goal": r"(?:övergripande|gemensamt|långsiktigt|överordnat)\s+(?:mål(?:sättning)?|inriktning)"
    r"|mål(?:sättning)?|huvudmål"
    r"|effektmål",
    "target_group": r"målgrupp(?:en|er)?",
    "focus": r"(?:identifierade|prioriterade|gemensamma|valda)?\s*(?:fokus|utvecklings|insats)?områden|fokus",
    "responsible": r"(?:huvud)?ansvarig(?:a|t)?(?:\s+(?:grupp|part|organ|för\s+\w+))?|ansvar"
    r"|samordningsansvar(?:ig)?|planägare",
    "activities": r"(?:planerade\s+|prioriterade\s+)?(?:aktivitet(?:er)?|åtgärd(?:er)?|insats(?:er)?)"
    r"(?:\s+\d{1,2})?(?:\s+\d{4}(?:\s?[-–]\s?\d{4})?)?"
    r"|det här (?:ska vi göra|gör vi)|detta (?:ska vi göra|gör vi)|så gör vi",
    "time": r"tid(?:s?plan|\s?period)?|klart(?:\s+senast)?|när|klar",
    "state": r"status|läge",
    "carrying-out": r"genomförande",
}
# "Övergripande mål: …", "Målområde 2 – Trygg hemgång", "Målgrupp" alone on its line
_LABEL: Final = re.compile(
    "(?:" + "|".join(f"(?P<{kind.replace('-', '_')}>{pattern})" for kind, pattern in _LABELS.items()) + ")"
    r"(?:\s*(?P<colon>:)\s*|\s*(?P<dash>[.–-])\s+|\s*$)(?P<value>.*)",
    re.I | re.S,
)

_COLUMNS: Final[dict[Column, str]] = {
    "area": r"(?:del|effekt)?mål(?:område(?:t|n|na)?|sättning(?:ar)?|bild)?"
    r"|(?:insats|fokus|utvecklings|prioriterad?[et]? )?område(?:t|n)?"
    r"|inriktning(?:ar)?|strategi(?:er)?|(?:del|länsgemensamma? )mål|behov|mål nr",
    "activity": r"(?:planerade? )?(?:aktivitet(?:er|en|erna)?|åtgärd(?:er|en)?|insats(?:er|en)?)"
    r"|vad(?: ska göras)?|hur|att göra"
    r"|beskrivning av (?:aktivitet|insats|åtgärd)|genomförande",
    "responsible": r"(?:huvud)?ansvarig(?:a|t)?(?: .{1,30})?|ansvar|vem|av vem|utförare|ägare|samordnare"
    r"|samordningsansvar(?:ig)?",
    "start": r"start(?:datum)?|påbörjas|startar",
    "time": r"tid(?:s?plan|s?period|punkt|s?ram)?|när|klar(?:t)?(?: (?:senast|när|till|datum))?|slut(?:datum)?"
    r"|deadline|period|slutförs"
    r"|datum|färdig(?:t)?",
    "state": r"status|läge|nuvarande läge|lägesrapport|genomförd|uppnått",
    "indicator": r"indikator(?:er|n)?|mått|nyckeltal|mätetal|resultatmått|processmått",
    "source": r"(?:data)?källa|datakällor|källor|mätmetod|mäts (?:genom|via|hur)|hämtas från|uppföljningsmetod",
    "baseline": r"nuläge(?:t)?(?: \d{4})?|baslinje|utgångsläge(?:t)?|utgångsvärde(?:t)?|startvärde|ingångsvärde"
    r"|utfall(?: \d{4})?"
    r"|basvärde|värde \d{4}",
    "target": r"målvärde(?:n)?|måltal|målnivå|mål \d{4}(?:[-–]\d{4})?|önskat läge|målet",
}
_COLUMN: Final = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _COLUMNS.items()), re.I)
# A column of times with such a heading says when a thing is done.
DEADLINE: Final = re.compile(r"klar|slut|deadline|färdig", re.I)
_ASIDE: Final = re.compile(r"\s*\([^)]*\)|[:*]+\s*$")

# Headings of every report, which name no group of a plan.
GENERIC: Final = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+)?(?:inledning|bakgrund|syfte(?: och mål)?|innehåll(?:sförteckning)?"
    r"|sammanfattning|förord|nuläge(?:s\w+)?"
    r"|tids?plan|uppföljning(?: .*)?|utvärdering(?: .*)?|beslut(?:ad|at)?(?: av)?|fastställd(?: av)?"
    r"|antagen(?: av)?|organisation|ekonomi"
    r"|kommunikation|revidering|referenser|bilag(?:a|or)(?: .*)?|ordlista|begrepp|definitioner|förkortningar"
    r"|styrning(?: .*)?"
    r"|implementering|finansiering|avgränsning(?:ar)?|metod|arbetssätt|samverkan|resurser|genomförande|källor"
    r"|läsanvisning(?:ar)?"
    r""
    r"|handlingsplan|aktivitetsplan|åtgärdsplan|aktiviteter|åtgärder|insatser|(?:dnr|version|sida)\b.*"
    r"|indikatorer|mål och mått|mått|om planen|utgångspunkter|dokumentinformation)[.:]?",
    re.I,
)
# "Aktiviteter Barn och unga", "Handlingsplan Äldre": the second heading of a section, or its only one
PLAN_HEADING: Final = re.compile(
    r"(?:aktiviteter|åtgärder|insatser|handlingsplan)(?:\s+(?:för|inom)(?:\s+området)?)?[:\s]\s*(?P<name>\S.*)",
    re.I,
)


def label_of(text: str) -> tuple[LabelKind, re.Match[str]] | None:
    """The label that leads a line, with the match whose `value` is what follows it; None where none does.

    A dash or a full stop closes only the label of an area ("Målområde 2 – Trygg hemgång").
    """
    match = _LABEL.match(text)
    if not match:
        return None
    for kind in _LABELS:
        if match[kind.replace("-", "_")] is not None:
            return None if match["dash"] and kind != "area" else (kind, match)
    return None


def column_of(text: str) -> Column | None:
    """What a column with this heading holds: "Ansvarig (huvudman)" and "Aktivitet/insats" are known by their start."""
    plain = _ASIDE.sub("", text.replace("\u00ad", "")).strip()
    for part in (plain, *re.split(r"\s*/\s*|\s+(?:och|samt|eller)\s+", plain)[:1]):
        match = _COLUMN.fullmatch(part)
        if match:
            return next(kind for kind in _COLUMNS if match[kind] is not None)
    return None
