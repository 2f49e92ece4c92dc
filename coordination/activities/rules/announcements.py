"""Messages to all volunteers of an activity: what for, and to whom."""

from datetime import timedelta
from enum import StrEnum


class Purpose(StrEnum):
    """What a message to all is for; who may send it follows from it."""

    INFORM = "inform"
    THANK = "thank"


class Audience(StrEnum):
    """Whom it reaches, of those who have to do with the activity."""

    COMING = "coming"  # whoever has a place from now on
    CAME_LATELY = "came_lately"
    CAME_THIS_YEAR = "came_this_year"


LOOK_BACK = {
    Audience.CAME_LATELY: timedelta(days=31),
    Audience.CAME_THIS_YEAR: timedelta(days=366),
}
"""*Ours*: a month for those who came lately, a year for everybody."""

AUDIENCES = {
    Purpose.INFORM: (Audience.COMING, Audience.CAME_LATELY, Audience.CAME_THIS_YEAR),
    Purpose.THANK: (Audience.CAME_LATELY, Audience.CAME_THIS_YEAR),
}
"""One thanks for what was done, so only those who came."""
