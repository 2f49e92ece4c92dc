"""What an activity of the demo looks like, before it becomes rows."""

from dataclasses import dataclass

from coordination.activities.rules import ActivityState, SignUpMode


@dataclass(frozen=True)
class Plan:
    """One activity.

    `record` is the key of a pattern in `records.py`; `days` are days from today, repeated every
    `every` weeks; `places` is minimum and maximum, `other_days` differ in them, and `positions`
    (name, minimum, maximum) stand instead of them.
    """

    key: str
    unit: str
    type: str
    name: str
    record: str
    partner: str
    days: tuple[int, ...]
    starts: str
    ends: str
    places: tuple[int, int]
    place: str
    purpose: str
    does: str
    ward: str = ""
    every: int = 1
    other_days: tuple[tuple[int, tuple[int, int]], ...] = ()
    mode: SignUpMode = SignUpMode.INSTANT
    state: ActivityState = ActivityState.PUBLISHED
    is_open: bool = False
    is_one_off: bool = False
    is_home_visit: bool = False
    was_unit_alone: bool = False  # an older version says that the unit did it all
    asks_for: str = ""  # a credential
    skips_holidays: bool = True
    positions: tuple[tuple[str, int, int], ...] = ()

    def ranges(self, day: int) -> tuple[tuple[str, int, int], ...]:
        """The positions of a session on one of the days: name, minimum, maximum."""
        return self.positions or (("", *dict(self.other_days).get(day, self.places)),)

    @property
    def all_days(self) -> tuple[int, ...]:
        return (*self.days, *(day for day, _places in self.other_days))


DRAFT = ActivityState.DRAFT
APPROVE = SignUpMode.APPROVE_FIRST
DAILY = (0, 1, 2, 3, 6)
