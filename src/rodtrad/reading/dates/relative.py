"""Times that are no dates ("till nästa möte", "löpande") and those that hang on the meeting's day ("nästa år")."""

import re
from datetime import date, timedelta
from typing import Final

from rodtrad.reading.dates import intervals
from rodtrad.reading.dates.core import Core
from rodtrad.reading.dates.intervals import Interval
from rodtrad.reading.dates.span import Precision, Symbol

_COUNT: Final = {
    **{"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10},
    **{"elva": 11, "tolv": 12, "fjorton": 14},
}
_NUMBER: Final = "|".join(_COUNT)
_DAYS: Final = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_PERIOD = r"(?:år(?:et)?|månad(?:en)?|vecka|veckan|kvartal(?:et)?|termin(?:en)?|halvår(?:et)?|vår|höst|möte)\b"
SYMBOLS: Final[tuple[tuple[Symbol, re.Pattern[str]], ...]] = (
    (
        "next-meeting",
        re.compile(
            r"(?:nästa|nästkommande|kommande|närmaste)\s(?:ordinarie\s)?[\wåäö-]*(?:möte(?:t)?|sammanträde(?:t)?)\b"
            r"|(?:(?<=till\s)|(?<=inför\s)|(?<=vid\s))nästa\s(?:gång|träff)\b"
        ),
    ),
    (
        "immediately",
        re.compile(r"(?:omgående|snarast(?:\smöjligt)?|så\s(?:snart|fort)\ssom\smöjligt|genast|omedelbart)\b"),
    ),
    (
        "recurring",
        re.compile(
            r"(?:(?:fort)?löpande|kontinuerligt|regelbundet|årligen|årsvis|månadsvis|kvartalsvis|halvårsvis"
            rf"|varje\s{_PERIOD}|(?:minst\s)?(?:\d+|en|två|tre|fyra|fem|sex)\s(?:gång|gånger|ggr)"
            rf"(?:\s(?:per|om|i|varje)\s{_PERIOD}|/år))(?!\w)"
        ),
    ),
    ("when-needed", re.compile(r"vid\sbehov\b")),
    ("until-further-notice", re.compile(r"tills\svidare\b")),
)
_RELATIVE: Final = re.compile(
    r"(?:(?P<year>i\sår|under\såret|innevarande\sår|nästa\sår|nästkommande\sår|förra\såret|i\sfjol|föregående\sår)"
    r"|(?P<month>nästa\smånad|denna\smånad)|(?P<week>nästa\svecka|denna\svecka)|(?P<day>i\s?dag|i\s?morgon)"
    rf"|(?:inom|om)\s(?P<n>\d\d?|{_NUMBER})\s(?P<unit>dagar?|veck(?:a|or)|månad(?:er)?|år)"
    # "senast fredag", with no date behind it
    rf"|(?:senast|nu\spå)\s(?:på\s)?(?P<weekday>{'|'.join(_DAYS)})(?:en)?(?=\s*(?:\Z|[.,;)]))"
    r"|månadens\s(?P<end>slut|utgång))\b"
)
TRIGGER: Final = (
    r"nästa|nästkommande|kommande|närmaste|omgående|snarast|så\s[sf]|genast|omedelbart|löpande|fortlöpande|kontinuerligt"
    r"|regelbundet|årligen|årsvis|månadsvis|kvartalsvis|halvårsvis|varje\s|minst\s(?:\w+)\s(?:gå|gg)"
    r"|(?:\d+|en|två|tre|fyra|fem|sex)\s(?:gång|ggr)|vid\sbehov|tills\sv"
    r"|i\s(?:år|fjol|dag|morgon)\b|i(?:dag|morgon)\b|under\såret\b|innevarande|förra\så|föregående\så|denna\s[mv]"
    rf"|(?:inom|om)\s(?:\d|(?:{_NUMBER})\b)|(?:senast|nu\spå)\s(?:på\s)?(?:{'|'.join(_DAYS)})(?:en)?\s*(?:\Z|[.,;)])"
    r"|månadens\s[su]"
)


def _unknown(year: int) -> Interval | None:
    return None


def relative(low: str, start: int, anchor: date | None) -> list[Core]:
    """The symbolic or relative expression that begins at `start`, as one core; none where there is none."""
    for symbol, pattern in SYMBOLS:
        match = pattern.match(low, start)
        if match:
            precision: Precision = "recurring" if symbol == "recurring" else "relative"
            return [
                Core(
                    at=match.span(),
                    rule=symbol,
                    precision=precision,
                    of_year=_unknown,
                    symbolic=symbol,
                    confidence=0.8 if symbol == "recurring" else 0.9,
                )
            ]
    match = _RELATIVE.match(low, start)
    if not match:
        return []
    precision = "relative"
    if match["year"] or match["month"]:
        precision = "year" if match["year"] else "month"
    interval = _from(match, anchor) if anchor else None
    return [
        Core(
            at=match.span(),
            rule="turn" if match["end"] else "relative",
            precision=precision,
            of_year=intervals.fixed(interval) if interval else _unknown,
            year=interval[0].year if interval else None,
            confidence=0.75,
        )
    ]


def _from(match: re.Match[str], anchor: date) -> Interval | None:
    if match["year"]:
        step = (
            1 if match["year"].startswith("näst") else -1 if match["year"][0] == "f" or "fjol" in match["year"] else 0
        )
        return intervals.months(1, 12)(anchor.year + step)
    if match["month"]:
        first = intervals.add_months(anchor.replace(day=1), match["month"].startswith("nästa"))
        return intervals.months(first.month, first.month)(first.year)
    if match["weekday"]:
        then = anchor + timedelta(days=(_DAYS.index(match["weekday"]) - anchor.weekday() - 1) % 7 + 1)
        return then, then
    if match["end"]:
        whole = intervals.months(anchor.month, anchor.month)(anchor.year)
        return (whole[1], whole[1]) if whole else None
    if match["week"]:
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=match["week"].startswith("nästa"))
        return monday, monday + timedelta(days=6)
    if match["day"]:
        then = anchor + timedelta(days="morgon" in match["day"])
        return then, then
    count = _COUNT.get(match["n"]) or int(match["n"])
    if match["unit"].startswith(("dag", "veck")):
        return anchor, anchor + timedelta(days=count * (7 if match["unit"].startswith("veck") else 1))
    return anchor, intervals.add_months(anchor, count * (12 if match["unit"] == "år" else 1))
