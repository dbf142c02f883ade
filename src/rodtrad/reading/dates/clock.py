"""Clock times: "kl. 09.00 – 11.00", "klockan 9–10.30", "13:30-16:00"."""

import re

from rodtrad.reading.dates.span import Clock

_TIME = r"(?P<{0}h>[01]?\d|2[0-4])(?:[.:](?P<{0}m>[0-5]\d))?(?::[0-5]\d)?(?!\d|[.:/]\d|%)"
_DASH = r"\s?(?:[-–—]|till|t\.?\s?o\.?\s?m\.?|och)\s?(?:ca\.?\s|cirka\s|kl(?:ockan|\.)?\s?)?"
# "kl. 09.00 – 11.00", "klockan 9–10.30", "kl 13:30"
_LED = re.compile(
    rf"\bkl(?:ockan\b|\b\.?)\s?:?\s?(?:ca\.?\s|cirka\s)?{_TIME.format('a')}(?:{_DASH}{_TIME.format('b')})?", re.I
)
# "09.00–12.00", "13.00-": without "kl" only a span, or hours and minutes with a colon, is a time of day
_RANGE = re.compile(
    r"(?<![\d.,:/§-])(?<![\d.,:/§-]\s)(?P<ah>[01]?\d|2[0-4])[.:](?P<am>[0-5]\d)"
    r"\s?[-–—]\s?(?:(?:ca\.?\s)?(?P<bh>[01]?\d|2[0-4])[.:](?P<bm>[0-5]\d)(?!\d|[.:/]\d|\s?%)|(?=\s*(?:$|[,;)\n])))"
)
_COLON = re.compile(r"(?<![\d.,:/§-])(?P<ah>[01]\d|2[0-4]):(?P<am>[0-5]\d)(?!\d|[./-]\d)")


def find_clock(text: str) -> Clock | None:
    """The first clock time in `text`, with its end where a span is told; None where there is none."""
    for pattern in (_LED, _RANGE, _COLON):
        match = pattern.search(text)
        if match:
            part = match.groupdict()
            start = _time(part["ah"], part["am"])
            end = _time(part["bh"], part["bm"]) if part.get("bh") else None
            return Clock(start=start, end=end, text=match.group().strip(), at=match.span())
    return None


def _time(hour: str, minute: str | None) -> str:
    return f"{int(hour):02}:{minute or '00'}"
