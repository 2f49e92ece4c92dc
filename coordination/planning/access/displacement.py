"""What the pages about paid work show: where reviews are missing, what they found, alerts.

Nothing here names a volunteer: hours are sums.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, Q, QuerySet, Sum

from coordination.activities.access import Alert, Line, Missing, standings
from coordination.activities.models import Activity, PaidPosts
from coordination.activities.rules.posts import (
    AlertLimits,
    Crossing,
    Quarter,
    is_alert,
    last_quarters,
)
from coordination.signups.models import Attendance
from volunteers.memberships.access import Actor
from volunteers.places.models import Area, CareUnit

QUARTERS_A_YEAR = 4


def limits_of(area: Area) -> AlertLimits:
    policy = area.policy
    return AlertLimits(
        policy.alert_fall_percent, policy.alert_fall_hundredths, policy.alert_rise_percent
    )


def alert_quarters(area: Area, today: date) -> tuple[Quarter, Quarter]:
    """The last quarter that is over, and the one so many quarters (area policy) before it."""
    now = Quarter.of(today).back(1)
    return now.back(area.policy.alert_quarters), now


class Looked(NamedTuple):
    """What was found, and where nothing could be."""

    alerts: list[Alert]
    missing: list[Missing]
    are_posts_entered: bool


def alerts_of(area: Area, units: Sequence[CareUnit], now: datetime) -> list[Alert]:
    """Every alert at some units of one area, by unit and function; two queries for any number."""
    return look(area, units, now).alerts


def look(area: Area, units: Sequence[CareUnit], now: datetime) -> Looked:
    """Alerts at some units of one area, and where entries are missing; two queries at most.

    A function counts as one to be looked at where posts were entered of late.
    """
    before, latest = alert_quarters(area, now.astimezone(area.zone).date())
    posts = _posts(units, now, before, latest)
    minutes = _minutes(area, units, before, latest) if posts else {}
    found = Looked([], [], bool(posts))
    for unit in units:
        for group in sorted(group for pk, group in posts if pk == unit.pk):
            both = posts[unit.pk, group]
            absent = tuple(quarter for quarter in (before, latest) if quarter not in both)
            if absent:
                found.missing.append(Missing(unit, group, absent))
                continue
            hours = minutes.get((unit.pk, group), (0, 0))
            crossing = Crossing(both[before], both[latest], *hours)
            if is_alert(crossing, limits_of(area)):
                found.alerts.append(Alert(unit, group, before, latest, crossing))
    return found


def _posts(
    units: Sequence[CareUnit], now: datetime, before: Quarter, latest: Quarter
) -> dict[tuple[int, str], dict[Quarter, Decimal]]:
    """Posts by unit and function, from a year before the first quarter on. One query."""
    found: dict[tuple[int, str], dict[Quarter, Decimal]] = defaultdict(dict)
    entries = PaidPosts.objects.filter(
        unit__in=units,
        starts_on__gte=before.back(QUARTERS_A_YEAR).starts_on,
        starts_on__lte=latest.starts_on,
    )
    for row in entries.standing_at(now):
        found[row.unit_id, row.group][Quarter.of(row.starts_on)] = row.posts
    return found


def _minutes(
    area: Area, units: Sequence[CareUnit], *quarters: Quarter
) -> dict[tuple[int, str], tuple[int, ...]]:
    """Attended minutes of all heads by unit and function, for each quarter. One query."""
    sums = {
        f"quarter_{number}": Sum(
            F("minutes") * F("heads"), filter=_within(area, quarter), default=0
        )
        for number, quarter in enumerate(quarters)
    }
    wanted = _within(area, quarters[0]) | _within(area, quarters[-1])
    rows = (
        Attendance.objects.filter(wanted, sign_up__shift__activity__unit__in=units)
        .order_by()
        .values_list("sign_up__shift__activity__unit_id", "sign_up__shift__activity__type__group")
        .annotate(**sums)
    )
    return {(unit, group): tuple(numbers) for unit, group, *numbers in rows}


def _within(area: Area, quarter: Quarter) -> Q:
    """Shifts that begin in a quarter, at the area's local midnight."""
    start = datetime.combine(quarter.starts_on, time(), area.zone)
    end = datetime.combine(quarter.ends_on + timedelta(days=1), time(), area.zone)
    return Q(sign_up__shift__starts_at__gte=start, sign_up__shift__starts_at__lt=end)


def lines_of(actor: Actor, now: datetime) -> list[Line]:
    """The current activities of one's unit or area that a review concerns; three queries."""
    hat = actor.membership
    rows: QuerySet[Activity] = Activity.objects.visible_to(actor.user).current()
    if hat is not None and hat.unit_id:
        rows = rows.filter(unit_id=hat.unit_id)
    elif hat is not None and hat.area_id:
        rows = rows.filter(unit__area_id=hat.area_id)
    else:
        return []
    activities = list(rows.select_related("type", "unit__area"))
    found = standings([one.pk for one in activities], now)
    lines = [Line(one, found[one.pk]) for one in activities]
    return sorted(
        (
            line
            for line in lines
            if line.standing.waiting_id or line.standing.is_missing or line.standing.result
        ),
        key=lambda line: line.weight,
    )


class PostsRow(NamedTuple):
    """One function with its last quarters; None where nothing was entered."""

    group: str
    cells: list[tuple[Quarter, PaidPosts | None]]


@dataclass(frozen=True)
class PostsTable:
    """The last two years of a unit."""

    quarters: list[Quarter]
    rows: list[PostsRow]


def posts_table(unit: CareUnit, today: date) -> PostsTable:
    """Functions that have entries, or in which volunteers are active here; two queries."""
    quarters = last_quarters(today)
    entries = {
        (row.group, Quarter.of(row.starts_on)): row
        for row in PaidPosts.objects.current().filter(
            unit=unit, starts_on__gte=quarters[0].starts_on
        )
    }
    active = unit.activities.order_by().values_list("type__group", flat=True).distinct()
    groups = sorted({group for group, _quarter in entries} | set(active))
    return PostsTable(
        quarters,
        [
            PostsRow(group, [(quarter, entries.get((group, quarter))) for quarter in quarters])
            for group in groups
        ],
    )
