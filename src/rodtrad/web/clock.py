"""Today's date as the register means it: what is late, lapsed or soon is asked here and nowhere else.

RODTRAD_TODAY sets it, so that samples and pictures do not age. Security (links, log-in attempts) and the log of
changes go by the machine's own clock, `django.utils.timezone.now`.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The date in Sweden, or the one RODTRAD_TODAY sets."""
    return now().date()


def now() -> datetime:
    """The moment in Sweden; with RODTRAD_TODAY that date at the present time of day."""
    fixed: date | None = settings.TODAY
    moment = timezone.localtime()  # asked once, or midnight could fall between a date and its time
    return datetime.combine(fixed or moment.date(), moment.timetz())
