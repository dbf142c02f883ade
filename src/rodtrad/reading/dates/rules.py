"""Which patterns are tried where: by the length of a run of digits, or by the word that triggers them."""

import re
from typing import Final

from rodtrad.reading.dates import core
from rodtrad.reading.dates.core import BLANK, MONTH, TAIL, YEAR, YEARS, Builder

Rule = tuple[re.Pattern[str], Builder]


def _rules(*rows: tuple[str, Builder]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern), build) for pattern, build in rows)


FULL_MONTH: Final = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
FEASTS: Final = "jul|midsommar|påsk|lucia"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_M = r"(?:1[0-2]|0?[1-9])"
_TO = rf"{BLANK}?(?:[-–—]|{BLANK}till{BLANK}|{BLANK}t\.?o\.?m\.?{BLANK}){BLANK}?"
_NO_MORE = r"(?!\d|[/:-]\d)"

SHORT: Final = _rules(
    (rf"(?P<y>\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3]\d){_NO_MORE}", core.numeric("yy-mm-dd", 0.9)),
    (rf"(?P<d>{_D})[./-](?P<m>{_M})[./-](?P<y>(?:19|20)\d\d){_NO_MORE}", core.numeric("d.m.yyyy")),
    (
        rf"(?P<d1>{_D})(?::[ae])?{_TO}(?:den{BLANK})?(?P<d2>{_D})(?::[ae])?{BLANK}{{1,2}}(?P<month>{MONTH}){TAIL}",
        core.day_range,
    ),
    (rf"(?P<d1>{_D}){BLANK}?[-–]{BLANK}?(?P<d2>{_D})/(?P<m>{_M})(?!\d|/){TAIL}", core.day_range),
    (
        rf"{_D}(?::[ae])?(?:,{BLANK}(?:den{BLANK})?{_D}(?::[ae])?)*{BLANK}(?:och|samt|eller|respektive|&){BLANK}(?:den{BLANK})?{_D}"
        rf"(?::[ae])?{BLANK}{{1,2}}(?P<month>{MONTH}){TAIL}",
        core.day_list,
    ),
    (rf"(?P<d>{_D})(?::?[ae])?\.?{BLANK}{{0,2}}(?P<month>{MONTH}){TAIL}", core.day_month),
    (
        rf"(?P<d>{_D})/(?P<m>{_M})(?![\d/]|{BLANK}?(?:del|tid|tjänst|av{BLANK}|andel|liter|år\b|%|procent)){TAIL}",
        core.slash,
    ),
    (rf"(?P<n>[1-4]):[ae]{BLANK}(?P<unit>kvartal|halvår|tertial)(?:et|en)?\b{TAIL}", core.part_of_year),
)
LONG: Final = _rules(
    (
        r"(?P<y>(?:19|20)\d\d)(?P<s>[-./])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>[0-3]?\d)(?!\d|[/:]\d|-\d)",
        core.numeric("iso-date"),
    ),
    (
        rf"(?P<y>(?:19|20)\d\d)(?:-w|{BLANK}?v\.?{BLANK}?)(?P<w>\d\d?)(?:{BLANK}?[-–]{BLANK}?(?P<w2>\d\d?))?(?!\d)",
        core.week,
    ),
    (r"(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?!\d|[-/:.]\d)", core.iso_month),
    (
        rf"(?P<year>(?:19|20)\d\d)(?P<sep>{BLANK}?[-–—]{BLANK}?|/|{BLANK}till{BLANK}|{BLANK}t\.?o\.?m\.?{BLANK})"
        r"(?P<year2>(?:19|20)\d\d|\d\d)(?!\d|[/:.-]\d)",
        core.year_span,
    ),
    (
        rf"(?P<y>(?:19|20)\d\d)(?![-–/:.,+]?\d|{BLANK}?(?:kr\b|kronor|tkr|st\b|personer|%|procent|meter|m²))",
        core.bare_year,
    ),
)
SIX: Final = re.compile(
    rf"(?P<y>[0-6]\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?![\d/:+]|[-–]\d|[.,]\d|{BLANK}?(?:kr\b|kronor|tkr|st\b|personer|%))"
)
EIGHT: Final = _rules(
    (r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?![\d/:+]|-\d{4})", core.numeric("yyyymmdd", 0.95))
)
WORDS: Final = {
    "month": _rules(
        (rf"(?P<month>{MONTH}){TAIL}", core.bare_month),
        (rf"(?P<month>{MONTH}){BLANK}månads{BLANK}(?:utgång|slut)\b{TAIL}", core.end_of_month),
    ),
    "gathering": _rules(
        (rf"(?P<month>{FULL_MONTH})(?:möte|sammanträde)t?\b(?:{BLANK}(?P<year>{YEAR}))?", core.month_of_meeting)
    ),
    "season": _rules(
        (
            r"(?P<season>vår(?:en|terminen|termin)?|våras|sommar(?:en)?|somras|höst(?:en|terminen|termin)?|höstas"
            rf"|vinter|vintern|vintras|[vh]t)(?![^\W\d])(?:{BLANK}?-?(?P<yy>\d\d)(?!\d)|{BLANK}?{YEARS})?",
            core.season_of_year,
        )
    ),
    "ordinal": _rules(
        (
            r"(?P<n>första|andra|tredje|fjärde|sista)[^\S\n](?P<unit>kvartal|halvår|tertial)(?:et|en)?\b" + TAIL,
            core.part_of_year,
        ),
        (rf"(?P<n>första|förste|sista|siste){BLANK}(?P<month>{MONTH}){TAIL}", core.edge_of_month),
    ),
    "unit": _rules(
        (
            rf"(?P<unit>kvartal|tertial|kv|q|t)\.?{BLANK}?(?P<n>[1-4])(?:{BLANK}?[-–]{BLANK}?[qt]?(?P<n2>[2-4]))?(?!\d|[:.,/]\d)"
            rf"(?:{BLANK}?,)?{TAIL}",
            core.part_of_year,
        )
    ),
    "week": _rules(
        (
            rf"(?:vecka|veckorna|v\.?){BLANK}?(?P<w>\d\d?)(?:{BLANK}?[-–]{BLANK}?(?P<w2>\d\d?))?(?!\d|[.:/]\d){TAIL}",
            core.week,
        )
    ),
    "turn": _rules(
        (rf"(?P<turn>halvårsskiftet|årsskiftet)\b(?:{BLANK}{YEARS})?", core.turn),
        (r"(?P<turn>årets\s(?:slut|utgång)|året\sär\sslut|nyår(?:safton|et)?\b)", core.turn),
        (rf"månadsskiftet{BLANK}(?P<month>{MONTH}){BLANK}?[-–/]{BLANK}?{MONTH}{TAIL}", core.end_of_month),
    ),
    "named": _rules((rf"(?P<kind>läsåret|verksamhetsåret|budgetåret|kalenderåret)\b{BLANK}{YEARS}", core.named_year)),
    "feast": _rules(
        (
            rf"(?:(?:före|innan|till|senast)[^\S\n])?(?P<feast>{FEASTS})\b(?:{BLANK}(?P<year>{YEAR}))?",
            core.holiday,
        )
    ),
}
TRIGGER: Final = re.compile(
    r"\b(?=\w)(?:(?P<digits>\d+)"  # where a word begins: its end is a boundary too
    rf"|(?P<month>{MONTH})"
    r"|(?P<season>(?:vår|sommar|somras|höst|vint|[vh]t\b|[vh]t\d))"
    r"|(?P<ordinal>(?:första|andra|tredje|fjärde|sista)\s[kht]|(?:första|förste|sista|siste)\s[jfmasond])"
    rf"|(?P<gathering>(?:{FULL_MONTH})(?:möte|sammanträde))"
    r"|(?P<unit>kvartal\s?\d|tertial\s?\d|kv\.?\s?\d|[qt]\d)"
    r"|(?P<week>vecka\s?\d|veckorna\s?\d|v\.?\s?\d)"
    r"|(?P<turn>halvårsskiftet|årsskiftet|månadsskiftet|årets\s[su]|året\sär\sslut|nyår)"
    r"|(?P<named>läsåret|verksamhetsåret|budgetåret|kalenderåret)"
    rf"|(?P<feast>(?:före|innan|till|senast)\s(?:{FEASTS})\b|\A(?:{FEASTS})\Z))"
)
