"""Days on which an area's units take no volunteers: Norway's public holidays and the closing days.

Norwegian law names the holidays (Act of 24 February 1995 no. 12, and that of 26 April 1947 no. 1).
"""

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

FIXED = {
    (1, 1): "New Year's Day",
    (5, 1): "Labour Day",
    (5, 17): "Constitution Day",
    (12, 24): "Christmas Eve",
    (12, 25): "Christmas Day",
    (12, 26): "Boxing Day",
    (12, 31): "New Year's Eve",
}
AROUND_EASTER = {
    -3: "Maundy Thursday",
    -2: "Good Friday",
    0: "Easter Sunday",
    1: "Easter Monday",
    39: "Ascension Day",
    49: "Whit Sunday",
    50: "Whit Monday",
}


def holiday(day: date) -> str:
    """The name of a day off, or nothing."""
    return FIXED.get((day.month, day.day), "") or _moving(day.year).get(day, "")


@cache
def _moving(year: int) -> dict[date, str]:
    return {easter(year) + timedelta(days=days): name for days, name in AROUND_EASTER.items()}
