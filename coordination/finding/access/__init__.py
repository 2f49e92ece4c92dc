"""What a volunteer may find, what she comes to, and what is said about each time."""

from coordination.finding.access.found import (
    SUGGESTED,
    Found,
    findable,
    look_at,
    openable,
)
from coordination.finding.access.home import Home, Times, home_of, times_of
from coordination.finding.access.own import (
    Asked,
    Own,
    coming,
    hours_given,
    own_times,
    past,
    with_cards,
)

__all__ = [
    "SUGGESTED",
    "Asked",
    "Found",
    "Home",
    "Own",
    "Times",
    "coming",
    "findable",
    "home_of",
    "hours_given",
    "look_at",
    "openable",
    "own_times",
    "past",
    "times_of",
    "with_cards",
]
