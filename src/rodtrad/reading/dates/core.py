"""The time expressions themselves, without the words around them ("senast", "t.o.m.", "början av").

Every pattern is tried only where a trigger (a run of digits, a month, a season …) begins a word, in lower-cased
text. A pattern's builder returns the `Core`s it means, or none where the figures are no date.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from rodtrad.reading.dates import intervals
from rodtrad.reading.dates.intervals import Interval, OfYear
from rodtrad.reading.dates.span import Precision, Symbol

# Which year a year-less expression is tied to: the nearest, the next, or the one that was.
Tense = Literal["near", "ahead", "past"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """An expression not yet tied to a year: `of_year` gives its interval in any, `year` is the one the text states."""

    at: tuple[int, int]
    rule: str
    precision: Precision
    of_year: OfYear
    year: int | None = None
    confidence: float = 0.95
    tense: Tense = "near"
    symbolic: Symbol | None = None


Builder = Callable[[re.Match[str]], list[Core]]

_MONTHS: Final = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
BLANK = r"[^\S\n]"  # a blank within the line
MONTH = (
    r"(?:jan(?:uari)?|feb(?:r(?:uari)?)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?"
    rf"|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?:\.(?={BLANK}?[\d–-]))?"
)
YEAR = r"(?:19|20)\d\d(?!\d|[:/]\d)"
# "2021", ", 2021", "år 2021", "-21", " -21" after a day or month; "-24 april" is the next day, not a year
TAIL = (
    rf"(?:{BLANK}{{0,2}},?{BLANK}{{1,2}}(?:år{BLANK})?(?P<year>{YEAR})"
    rf"|{BLANK}?[-’'](?P<yy>\d\d)(?!\d|[:./-]\d|{BLANK}?(?:{MONTH})))?"
)
# "2022", "2022-2023", "2022/23"
YEARS = rf"(?P<year>(?:19|20)\d\d)(?:{BLANK}?[-–/]{BLANK}?(?P<year2>(?:19|20)?\d\d)(?!\d))?(?!\d|[:/]\d)"
_ORDINALS: Final = {"första": 1, "1": 1, "andra": 2, "2": 2, "tredje": 3, "3": 3, "fjärde": 4, "4": 4, "sista": 0}


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def _century(two: str) -> int:
    return 2000 + int(two) if int(two) < 70 else 1900 + int(two)


def _tail_year(match: re.Match[str]) -> int | None:
    if match["year"]:
        return int(match["year"])
    return _century(match["yy"]) if match["yy"] else None


def _second_year(first: int, text: str | None) -> int | None:
    """ "23" or "2023" after 2022 is the year after it; anything that is not later is no year."""
    if text is None:
        return None
    second = int(text) if len(text) == 4 else first - first % 100 + int(text)
    return second if first < second <= first + 30 else None


def _day_of(month: int, number: int) -> OfYear:
    return lambda year: intervals.day(year, month, number)


def _one_day(match: re.Match[str], rule: str, day: tuple[int, int], year: int | None, confidence: float) -> list[Core]:
    number, month = day
    # 2000 is a leap year: a day that it lacks no year has.
    if intervals.day(year or 2000, month, number) is None:
        return []
    of_year = _day_of(month, number)
    return [Core(at=match.span(), rule=rule, precision="day", of_year=of_year, year=year, confidence=confidence)]


def day_range(match: re.Match[str]) -> list[Core]:
    # "14-15 oktober", "14/15 oktober", "14-15/10 2021"
    month = _month(match["month"]) if "month" in match.groupdict() else int(match["m"])
    first, last = int(match["d1"]), int(match["d2"])
    if not first < last or intervals.day(2000, month, first) is None or intervals.day(2000, month, last) is None:
        return []

    def of_year(year: int) -> Interval | None:
        start, end = intervals.day(year, month, first), intervals.day(year, month, last)
        return (start[0], end[0]) if start and end else None

    year = _tail_year(match)
    return [Core(at=match.span(), rule="day-range", precision="range", of_year=of_year, year=year)]


def day_list(match: re.Match[str]) -> list[Core]:
    # "3, 10 och 17 maj 2024": every number is a day of that month
    month, year = _month(match["month"]), _tail_year(match)
    numbers = list(re.compile(r"\d+").finditer(match.string, match.start(), match.start("month")))
    if any(intervals.day(2000, month, int(n.group())) is None for n in numbers):
        return []
    ends = [n.end() for n in numbers[:-1]] + [match.end()]
    return [
        Core(
            at=(n.start(), end),
            rule="day-list",
            precision="day",
            of_year=_day_of(month, int(n.group())),
            year=year,
            confidence=0.85,
        )
        for n, end in zip(numbers, ends, strict=True)
    ]


def day_month(match: re.Match[str]) -> list[Core]:
    # "24 mars", "3 september 2021", "1:a maj"
    return _one_day(match, "day-month", (int(match["d"]), _month(match["month"])), _tail_year(match), 0.95)


# "1/6 del", "3/4 tjänst", "24/7" and "mål 3/10" are no days
_NO_FRACTION = re.compile(r"(?:§|\b(?:nr|punkt|sida?|bilaga|del|steg|mål|version|grupp|betyg|skala))\s*$")


def slash(match: re.Match[str]) -> list[Core]:
    # "23/2 2024", "9/11", "15/3-24"
    year = _tail_year(match)
    if match.group() == "24/7" or _NO_FRACTION.search(match.string, max(0, match.start() - 12), match.start()):
        return []
    return _one_day(match, "day/month", (int(match["d"]), int(match["m"])), year, 0.9 if year else 0.55)


def numeric(rule: str, confidence: float = 0.97) -> Builder:
    """Year, month and day all in figures."""

    def build(match: re.Match[str]) -> list[Core]:
        year = int(match["y"]) if len(match["y"]) == 4 else _century(match["y"])
        return _one_day(match, rule, (int(match["d"]), int(match["m"])), year, confidence)

    return build


def iso_month(match: re.Match[str]) -> list[Core]:
    of_year = intervals.months(int(match["m"]), int(match["m"]))
    return [
        Core(
            at=match.span(), rule="iso-month", precision="month", of_year=of_year, year=int(match["y"]), confidence=0.8
        )
    ]


# "VGSO 200605", "Länsgruppen 210203": six figures after the name of a body are one of its meetings
_BODY = re.compile(r"(?:\b[A-ZÅÄÖ]{2,9}|(?:grupp(?:en)?|nämnd(?:en)?|råd(?:et)?|ledning(?:en)?|möte(?:t)?))[:,]?\s$")
_NO_BODY = re.compile(r"(?:dnr|nr|tel|telefon|mobil|konto|id|org|kod|§)[.:]?\s?$", re.I)


def six_figures(match: re.Match[str], original: str) -> list[Core]:
    """A date written YYMMDD; after a body's name a reference to its meeting, after "dnr" or "tel" nothing."""
    before = original[max(0, match.start() - 20) : match.start()]
    if _NO_BODY.search(before):
        return []
    meeting = _BODY.search(before)
    rule, confidence = ("meeting-reference", 0.9) if meeting else ("yymmdd", 0.8)
    return numeric(rule, confidence)(match)


def year_span(match: re.Match[str]) -> list[Core]:
    # "2023–2024", "2022/23"
    first = int(match["year"])
    second = _second_year(first, match["year2"])
    if second is None or (match["sep"] == "/" and second != first + 1):
        return []
    of_year = intervals.fixed((date(first, 1, 1), date(second, 12, 31)))
    return [Core(at=match.span(), rule="years", precision="range", of_year=of_year, year=first, confidence=0.9)]


_NO_YEAR = re.compile(r"(?:agenda|vision|målbild|nr|dnr|iso|sou|dir\.|§)\s$")


def bare_year(match: re.Match[str]) -> list[Core]:
    if _NO_YEAR.search(match.string, max(0, match.start() - 10), match.start()):
        return []
    of_year = intervals.months(1, 12)
    return [Core(at=match.span(), rule="year", precision="year", of_year=of_year, year=int(match["y"]), confidence=0.7)]


_IMPOSSIBLE = re.compile(r"\b\d\d?\s$")


def bare_month(match: re.Match[str]) -> list[Core]:
    # "31 februari" is no day, and no month either
    if _IMPOSSIBLE.search(match.string, max(0, match.start() - 3), match.start()):
        return []
    number = _month(match["month"])
    year = _tail_year(match)
    full = len(match["month"]) > 3 or match["month"] == "maj"
    confidence = 0.95 if year else 0.85 if full else 0.6
    of_year = intervals.months(number, number)
    return [Core(at=match.span(), rule="month", precision="month", of_year=of_year, year=year, confidence=confidence)]


_SEASON_STEMS = {"vå": "vår", "vt": "vår", "so": "sommar", "hö": "höst", "ht": "höst", "vi": "vinter"}


_IN = re.compile(r"\b(?:i|nästa|inför|under|till|kommande)\s$")


def _says_season(match: re.Match[str], word: str) -> bool:
    """Whether a season without a year is one: "hösten" is, "vår" is mostly "our", "vt" needs its year."""
    if word.endswith(("en", "ern", "ras", "tas")):
        return True
    if word in ("vt", "ht") or not _IN.search(match.string, max(0, match.start() - 9), match.start()):
        return False
    return word != "vår" or re.match(r"\s*(?:$|[.,;)])", match.string[match.end() :]) is not None


def season_of_year(match: re.Match[str]) -> list[Core]:
    # "våren 2023", "hösten", "vintern 2022-2023", "ht 23", "i höstas"
    word = match["season"]
    if not match["year"] and not match["yy"] and not _says_season(match, word):
        return []
    season = _SEASON_STEMS[word[:2]]
    year, last = (int(match["year"]), match["year2"]) if match["year"] else (None, None)
    if match["yy"]:
        year = _century(match["yy"])
    of_year = intervals.months(*intervals.SEASONS[season])
    second = _second_year(year, last) if year else None
    if year and second and season != "vinter":
        start, end = of_year(year), of_year(second)
        if start and end:
            of_year = intervals.fixed((start[0], end[1]))
    confidence = 0.5 if season == "vinter" and not second else 0.75
    return [
        Core(
            at=match.span(),
            rule="season",
            precision="season",
            of_year=of_year,
            year=year,
            confidence=confidence,
            tense="past" if match["season"].endswith("as") else "ahead",
        )
    ]


_PARTS_OF_YEAR: Final[dict[str, tuple[Precision, int]]] = {
    "k": ("quarter", 3),
    "q": ("quarter", 3),
    "t": ("tertial", 4),
    "h": ("half-year", 6),
}


def part_of_year(match: re.Match[str]) -> list[Core]:
    # "första kvartalet 2022", "kvartal 3 2024", "Q2 2024", "andra halvåret", "tertial 1"
    precision, length = _PARTS_OF_YEAR[match["unit"][0]]
    count = 12 // length
    number = _ORDINALS.get(match["n"], 9)
    last = int(match["n2"]) if match.groupdict().get("n2") else number or count
    number = number or count
    if not number <= last <= count:
        return []
    of_year = intervals.months((number - 1) * length + 1, last * length)
    return [
        Core(
            at=match.span(), rule=precision, precision=precision, of_year=of_year, year=_tail_year(match), tense="ahead"
        )
    ]


def week(match: re.Match[str]) -> list[Core]:
    # "vecka 14", "v. 14 2024", "v 40–42", "2024-W14"
    first, last = int(match["w"]), int(match["w2"]) if match.groupdict().get("w2") else None
    if not 1 <= first <= 53 or (last is not None and not first < last <= 53):
        return []
    year = int(match["y"]) if "y" in match.groupdict() else _tail_year(match)
    return [Core(at=match.span(), rule="week", precision="week", of_year=intervals.week(first, last), year=year)]


def turn(match: re.Match[str]) -> list[Core]:
    # "årsskiftet 2023/24", "halvårsskiftet", "årets slut"
    month, number = (6, 30) if match["turn"].startswith("halv") else (12, 31)
    over = match["turn"].endswith("skiftet")

    def of_year(year: int) -> Interval | None:
        last = intervals.day(year, month, number)
        return (last[0], intervals.after(last)) if last and over else last

    stated = match.groupdict().get("year")
    year = int(stated) if stated else None
    return [
        Core(at=match.span(), rule="turn", precision="day", of_year=of_year, year=year, confidence=0.8, tense="ahead")
    ]


def end_of_month(match: re.Match[str]) -> list[Core]:
    # "mars månads utgång", "månadsskiftet juni/juli": what is due before it may come on its last day
    return _edge(match, last=True, rule="turn")


def edge_of_month(match: re.Match[str]) -> list[Core]:
    # "första april" is its first day, "sista oktober 2024" its last
    return _edge(match, last=match["n"].startswith("sist"), rule="day-month")


def _edge(match: re.Match[str], *, last: bool, rule: str) -> list[Core]:
    whole = intervals.months(_month(match["month"]), _month(match["month"]))

    def of_year(year: int) -> Interval | None:
        days = whole(year)
        return (days[last], days[last]) if days else None

    year = _tail_year(match)
    return [Core(at=match.span(), rule=rule, precision="day", of_year=of_year, year=year, confidence=0.9)]


def month_of_meeting(match: re.Match[str]) -> list[Core]:
    # "till augustisammanträdet": which day that is, the document may tell elsewhere
    number = _month(match["month"])
    return [
        Core(
            at=match.span(),
            rule="meeting-month",
            precision="month",
            of_year=intervals.months(number, number),
            year=int(match["year"]) if match["year"] else None,
            confidence=0.8,
            tense="ahead",
        )
    ]


def named_year(match: re.Match[str]) -> list[Core]:
    # "läsåret 2023/24" runs from autumn to summer; "verksamhetsåret 2024" is the calendar year
    school = match["kind"].startswith("läs")
    of_year = intervals.months(8, 6) if school else intervals.months(1, 12)
    return [
        Core(
            at=match.span(),
            rule="named-year",
            precision="range" if school else "year",
            of_year=of_year,
            year=int(match["year"]),
            confidence=0.85,
        )
    ]


def holiday(match: re.Match[str]) -> list[Core]:
    # "före jul", "innan midsommar 2025", "senast påsk": the feast itself
    feast = match["feast"]
    return [
        Core(
            at=(match.start("feast"), match.end()),
            rule="feast",
            precision="day",
            of_year=lambda year: intervals.feast(feast, year),
            year=int(match["year"]) if match["year"] else None,
            confidence=0.6,
            tense="ahead",
        )
    ]
