"""Days on which a place takes nobody, as a series sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from coordination.activities.models import Activity
from coordination.shifts.models import Series, SeriesDate, Shift
from coordination.shifts.rules import DateKind, PlanLimits, is_endless
from coordination.shifts.words import between, repeats, short_day
from volunteers.places.models import Area
from volunteers.places.rules import days_off


def limits_of(activity: Activity) -> PlanLimits:
    """What the area allows; the activity needs `unit__area__policy` selected."""
    policy = activity.unit.area.policy
    return PlanLimits(
        hours_most=policy.shift_hours_most,
        places_most=policy.places_most,
        series_most=policy.series_most,
        months_ahead=policy.plan_ahead_months,
        horizon_weeks=policy.horizon_weeks,
        last_on=activity.ends_on,
    )


def off_days(area: Area, first: date, last: date) -> dict[date, str]:
    """The area's public holidays and closing days in a window, by name; one query, or none where
    its closing days are prefetched.

    Nothing where the window runs backwards.
    """
    closing = [(one.month, one.day, one.name) for one in area.closing_days.all()]
    language = area.languages[0] if area.languages else ""
    return days_off(area.country, language, closing, first, last) if first <= last else {}


def exceptions(series: Series) -> Mapping[date, tuple[str, str]]:
    """A series' dates that differ from its rule: kind and name by day; prefetch `dates`."""
    return {one.on: (one.kind, one.name) for one in series.dates.all()}


def for_making(rows: QuerySet[Series]) -> QuerySet[Series]:
    """With all that making sessions reads; three queries for any number."""
    return rows.select_related("activity__unit__area__policy").prefetch_related(
        "positions", "dates", "activity__unit__area__closing_days"
    )


def days_without(activity: Activity, first: date, last: date) -> list[str]:
    """Days in a window on which a series of an activity skips, each named; one query."""
    rows = SeriesDate.objects.filter(
        series__activity=activity, series__ended_at__isnull=True, on__range=(first, last)
    ).exclude(kind=DateKind.EXTRA)
    return [_named(one) for one in rows.order_by("on", "pk")]


def _named(one: SeriesDate) -> str:
    day = date_format(one.on, pgettext("short date with weekday", "D j M"))
    return f"{day} ({one.name})" if one.name else day


@dataclass(frozen=True)
class SeriesPage:
    """A series for one reader."""

    series: Series
    title: str
    rule: str
    goes_on: str
    goes_on_as: Series | None  # since it was changed from some day on
    shifts: list[Shift]  # still to come, the next first
    days_off: list[str]


def series_page(series: Series, now: datetime) -> SeriesPage:
    """What a series is and what it still makes; at most seven queries, however many sessions."""
    zone = series.activity.unit.zone
    today = now.astimezone(zone).date()
    upcoming = series.shifts.upcoming(now).order_by("starts_at").prefetch_related("positions")
    shifts = list(upcoming.select_related("activity__unit__area"))
    other = _goes_on_as(series)
    dates = series.dates.filter(on__gte=today).exclude(kind=DateKind.EXTRA).order_by("on")
    return SeriesPage(
        series=series,
        title=between(series.starts, series.ends),
        rule=repeats(series.rrule, series.starts_on),
        goes_on=_goes_on(series, shifts, other),
        goes_on_as=other,
        shifts=shifts,
        days_off=[_named(one) for one in dates],
    )


def _goes_on_as(series: Series) -> Series | None:
    if series.ended_at is None:
        return None
    chain = Series.objects.filter(pk__in=Series.objects.chain_of(series.pk))
    return chain.filter(ended_at__isnull=True).first()


def _goes_on(series: Series, ahead: Sequence[Shift], other: Series | None) -> str:
    if other is not None:
        return _("It was changed from some day on, and goes on differently from then.")
    if series.ended_at is not None and ahead:
        day = short_day(ahead[-1].starts_at.astimezone(series.activity.unit.zone).date())
        return _("It ends on %(day)s.") % {"day": day}
    if series.ended_at is not None:
        return _("This series has ended.")
    if not is_endless(series.rrule):
        return ""
    weeks = series.activity.unit.area.policy.horizon_weeks
    return ngettext(
        "It has no end. Its sessions are made %(weeks)s week ahead.",
        "It has no end. Its sessions are made %(weeks)s weeks ahead.",
        weeks,
    ) % {"weeks": weeks}
