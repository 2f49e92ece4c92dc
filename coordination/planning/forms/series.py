"""The form that plans sessions: simple for a weekly series, the rest behind "more"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from careshare.errors import Refused
from careshare.forms import HOW_MANY
from careshare.once import OnceField
from coordination.activities.models import Activity
from coordination.planning.access.series import limits_of
from coordination.planning.forms.positions import PositionsMixin, usual_positions
from coordination.planning.services.shifts import off_days_for
from coordination.shifts.models import Shift
from coordination.shifts.rules import (
    ClockChange,
    Recurrence,
    Rhythm,
    Wish,
    dates_of,
    reasons_against_plan,
)
from coordination.shifts.words import CLOCK_CHANGES, RHYTHMS, between

_BESIDE = {
    "places_backwards": "maximum",
    "places_too_many": "maximum",
    "series_too_long": "weeks",
    "series_without_end": "until",
    "series_two_ends": "until",
    "series_backwards": "until",
    "series_empty": "not_on",
    "plan_in_the_past": "on",
    "plan_too_far": "on",
    "no_length": "ends",
    "shift_too_long": "ends",
    "strange_hour": "starts",
    "position_needs_name": "first_name",
    "position_named_twice": "second_name",
}

DAYS_READ = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")
DAYS_TEXT = 2000  # characters: far more days than a series may have


class DaysField(forms.CharField):
    """Several days, one below the other or with commas between them."""

    def __init__(self, **options: Any) -> None:
        area = forms.Textarea(attrs={"rows": 3})
        super().__init__(required=False, max_length=DAYS_TEXT, widget=area, **options)

    def clean(self, value: Any) -> tuple[date, ...]:
        words = re.split(r"[\s,;]+", super().clean(value))
        return tuple(sorted({self._day(word) for word in words if word}))

    def _day(self, word: str) -> date:
        said = _("“%(text)s” is no day. Write it like 24.12.2026.")
        try:
            return forms.DateField(input_formats=DAYS_READ).clean(word)
        except forms.ValidationError:
            raise forms.ValidationError(said, params={"text": word[:40]}) from None


class PlanForm(PositionsMixin):
    """One session, or a series of them."""

    on = forms.DateField(
        label=_("First day"),
        help_text=_("The day of the first session. A series goes on from it."),
    )
    starts = forms.TimeField(label=_("From"))
    ends = forms.TimeField(label=_("Until"))  # before the start: the day after, and shown so
    minimum = forms.IntegerField(label=_("How many are needed"), **HOW_MANY)
    maximum = forms.IntegerField(label=_("How many can come"), **HOW_MANY)
    weeks = forms.IntegerField(
        label=_("For how many weeks"),
        help_text=_("1 means once, 12 means every week 12 times."),
        **HOW_MANY,
    )
    rhythm = forms.ChoiceField(
        label=_("How it repeats"), choices=list(RHYTHMS.items()), required=False
    )
    every = forms.IntegerField(
        label=_("Every how many weeks or months"), required=False,
        help_text=_("2 means every second one."), **HOW_MANY,
    )  # fmt: skip
    weekdays = forms.MultipleChoiceField(
        label=_("Also on these days of the week"), required=False,
        choices=[(str(number), name) for number, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    until = forms.DateField(
        label=_("Until and including this day"), required=False,
        help_text=_("Instead of a number of weeks."),
    )  # fmt: skip
    times = forms.IntegerField(label=_("Or so many times"), required=False, **HOW_MANY)
    is_endless = forms.BooleanField(
        label=_("Without an end: it goes on until somebody ends it"), required=False
    )
    skips_holidays = forms.BooleanField(
        label=_("Leave out public holidays and the municipality's closing days"), required=False
    )
    not_on = DaysField(label=_("Not on these days"), help_text=_("For example 24.12.2026."))
    also_on = DaysField(label=_("Also on these days"))
    clock_change = forms.ChoiceField(
        label=_("Where the clock changes that night"), required=False,
        choices=[("", _("Ask me")), *CLOCK_CHANGES.items()],
    )  # fmt: skip
    form_uuid = OnceField()

    MORE = ("rhythm", "every", "weekdays", "until", "times", "is_endless", "skips_holidays",
            "not_on", "also_on", "clock_change")  # fmt: skip

    def more(self) -> list[forms.BoundField]:
        """What stands behind "more"."""
        return [self[name] for name in self.MORE]

    @property
    def has_more(self) -> bool:
        """Whether something behind "more" is filled in, or is the matter."""
        if not self.is_bound:
            return False
        wanted = set(self.MORE) - {"rhythm", "every"}
        about_start = self.errors.as_data().get("starts", [])
        asks = any(one.code == "strange_hour" for one in about_start)
        return (
            asks
            or any(name in self.errors for name in self.MORE)
            or any(self.data.get(name) for name in wanted)
            or self.data.get("rhythm", Rhythm.WEEKLY) not in ("", Rhythm.WEEKLY)
            or self.data.get("every", "") not in ("", "1")
        )

    @property
    def wish(self) -> Wish:
        """What is asked for; only of a valid form."""
        data = self.cleaned_data
        plain = ("on", "starts", "ends", "minimum", "maximum", "weeks", "not_on", "also_on",
                 "skips_holidays")  # fmt: skip
        chosen = data["clock_change"]
        return Wish(
            **{name: data[name] for name in plain},
            repeats=self._repeats(),
            clock_change=ClockChange(chosen) if chosen else None,
            name=data["first_name"] if self.others else "",
            others=self.others,
        )

    def _repeats(self) -> Recurrence | None:
        """None for the plain weekly series. A number of weeks is then how long it goes on."""
        data = self.cleaned_data
        rhythm = Rhythm(data["rhythm"] or Rhythm.WEEKLY)
        every = 1 if data["every"] is None else data["every"]
        ends = (data["until"], data["times"], data["is_endless"] or None)
        if (
            rhythm == Rhythm.WEEKLY
            and every == 1
            and not data["weekdays"]
            and not any(end is not None for end in ends)
        ):
            return None
        until = data["until"]
        if not any(end is not None for end in ends) and 1 < data["weeks"] <= LONGEST:
            until = self._after(data["weeks"])
        return Recurrence(
            rhythm=rhythm,
            every=every,
            weekdays=frozenset(int(day) for day in data["weekdays"]),
            times=data["times"],
            until=until,
            is_endless=data["is_endless"],
        )

    def _after(self, weeks: int) -> date:
        on: date = self.cleaned_data["on"]
        room = (date.max - on).days
        return on + timedelta(days=min(room, weeks * len(WEEKDAYS) - 1))

    def add_plan_refusal(self, refused: Refused) -> None:
        """Each reason beside the field that it is about."""
        for reason in refused.reasons:
            is_numbers = reason.code in ("places_backwards", "places_too_many")
            beside = self.beside_numbers(reason) if is_numbers else ""
            self.add_refusal([reason], beside or _BESIDE.get(reason.code))


LONGEST = 5200  # weeks in a century: what is more is refused by its last day


def usual_values(shift: Shift | None, today: date) -> dict[str, Any]:
    """What the form starts with: as last time, a week later; else next week in the afternoon.

    Args:
        shift: the activity's last planned session, its positions and unit's area loaded.
        today: the day at the unit.
    """
    if shift is None:
        return {
            "on": today + timedelta(weeks=1),
            "starts": time(14),
            "ends": time(16),
            "minimum": 1,
            "maximum": 2,
            "weeks": 1,
        }
    zone = shift.activity.unit.zone
    starts, ends = shift.starts_at.astimezone(zone), shift.ends_at.astimezone(zone)
    on = starts.date() + timedelta(weeks=1)
    while on <= today:
        on += timedelta(weeks=1)
    return {
        "on": on,
        "starts": starts.time(),
        "ends": ends.time(),
        "weeks": 1,
        **usual_positions(shift),
    }


_DATES_STAND = {
    "position_needs_name",
    "position_named_twice",
    "places_backwards",
    "places_too_many",
    "no_length",
    "shift_too_long",
    "strange_hour",
}
"""What may be the matter while the dates are clear already."""


SHOWN_AT_FIRST = 12
"""*Ours*: how many dates of a preview stand open; the rest folds, or a telephone has no end."""


def planned_days(form: PlanForm, activity: Activity, now: datetime) -> dict[str, Any]:
    """The dates that a form as filled in so far would make; nothing where it cannot yet say."""
    nothing: dict[str, Any] = {"days": [], "more": [], "count": 0, "is_overnight": False}
    if not form.is_bound:
        values = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
        form = PlanForm({name: value for name, value in values.items() if value is not None})
    if not form.is_valid():
        return nothing
    wish, limits = form.wish, limits_of(activity)
    off = off_days_for(activity, wish, now)
    zone = activity.unit.zone
    against = reasons_against_plan(wish, limits=limits, now=now, zone=zone, off=off)
    if {reason.code for reason in against} - _DATES_STAND:
        return nothing
    dates = dates_of(wish, limits=limits, today=now.astimezone(zone).date(), off=off)
    days = [(on, "", True) for on in dates.held]
    days += [(on, name, False) for on, name in dates.left_out.items()]
    lines = [{"on": on, "name": name, "is_held": held} for on, name, held in sorted(days)]
    return {
        "days": lines[:SHOWN_AT_FIRST],
        "more": lines[SHOWN_AT_FIRST:],
        "count": len(dates.held),
        "is_endless": wish.is_endless,
        "times": between(wish.starts, wish.ends),
        "is_overnight": wish.ends <= wish.starts,
    }
