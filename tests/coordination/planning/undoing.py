"""What tests of an undo do again and again."""

from datetime import date, datetime, time, timedelta

from careshare import clock
from coordination.planning.access.moving import Change, Scope
from coordination.planning.services.moving import cancel_sessions, change_sessions
from coordination.planning.services.restoring import Before, restore_sessions
from coordination.planning.services.shifts import plan_shifts
from coordination.shifts.models import Position, Series, Shift
from coordination.shifts.rules import Recurrence, ShiftCancelReason, Wish
from coordination.signups.models import SignUp, Standing
from tests.coordination.planning.steps import NOW
from tests.factories import (
    ActivityFactory,
    UserFactory,
)

FRIDAY = date(2026, 11, 6)
WEEK = timedelta(weeks=1)


def made(first: date = FRIDAY, *, skips: bool = False, **ends) -> Series:
    wish = Wish(first, time(14), time(16), 1, 3, repeats=Recurrence(**ends), skips_holidays=skips)
    activity = ActivityFactory(is_published=True)
    plan_shifts(activity=activity, wish=wish, user=UserFactory(), now=NOW)
    return Series.objects.get()


def on(day: date) -> Shift:
    return Shift.objects.for_pages().select_related("series").get(series_on=day, state="planned")


def change(shift: Shift, scope: Scope, day: date, starts: int, **values) -> Before:
    before = Before()
    change_sessions(
        shift=shift, scope=scope, user=UserFactory(), now=clock.now(), opened=shift.version,
        change=Change(day, time(starts), time(starts + 2), **values), before=before,
    )  # fmt: skip
    return before


def cancel_them(shift: Shift, scope: Scope) -> Before:
    before = Before()
    cancel_sessions(
        shift=shift, scope=scope, reason=ShiftCancelReason.STAFF, user=UserFactory(), side="unit",
        now=clock.now(), before=before,
    )  # fmt: skip
    return before


def undo(before: Before, now: datetime = NOW) -> list[SignUp]:
    return restore_sessions(before=before, user=UserFactory(), now=now, side="unit")


def picture() -> list:
    """All that takes place, who comes, and what makes more: what an undo must give back."""
    shifts = Shift.objects.planned().order_by("starts_at")
    return [
        list(shifts.values_list("pk", "starts_at", "ends_at", "place", "series", "series_on")),
        list(Position.objects.filter(shift__in=shifts).order_by("pk")
             .values_list("pk", "minimum", "maximum", "taken")),
        list(SignUp.objects.order_by("pk").values_list("pk", "state", "starts_at", "ends_at")),
        list(Series.objects.going_on().values_list("pk", "rrule", "made_until")),
        list(Standing.objects.values_list("pk", "series", "made_until", "ended_at")),
    ]  # fmt: skip
