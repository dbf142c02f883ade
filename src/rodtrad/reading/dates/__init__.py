"""An own grammar of Swedish dates, clock times, spans and deadlines.

>>> from datetime import date
>>> [span] = find_dates("klart senast onsdag den 15 mars", anchor=date(2023, 2, 17))
>>> span.deadline
datetime.date(2023, 3, 15)
"""

from rodtrad.reading.dates.clock import find_clock
from rodtrad.reading.dates.find import find_dates
from rodtrad.reading.dates.span import Clock, Span

__all__ = ["Clock", "Span", "find_clock", "find_dates"]
