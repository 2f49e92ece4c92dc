"""Whether activities need a review of paid work, and how they stand: gathered in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet, Subquery

from careshare import clock
from coordination.activities.models import (
    Activity,
    AreaTypeClass,
    DisplacementReview,
    PaidPosts,
)
from coordination.activities.rules import StatutoryClass
from coordination.activities.rules.displacement import NeedFacts, Result, Standing, why_needed
from coordination.activities.rules.posts import Crossing, Posts, Quarter, latest_cut, months_before
from volunteers.places.models import CareUnit

SPARE_MONTHS = 6  # a fall is seen against the quarter before


def standing_of(activity: Activity) -> Standing:
    """How one activity stands; two queries, none where `load_standings` came before."""
    if "standing" not in activity.__dict__:
        load_standings([activity])
    standing: Standing = activity.__dict__["standing"]
    return standing


def load_standings(activities: Iterable[Activity]) -> None:
    """Give each activity its standing of today; two queries for any number."""
    wanted = list(activities)
    found = standings([one.pk for one in wanted])
    for one in wanted:
        one.__dict__["standing"] = found[one.pk]


def standings(ids: Iterable[int], now: datetime | None = None) -> dict[int, Standing]:
    """The standing of each activity at a moment, today unless told; two queries."""
    moment = now or clock.now()
    rows = list(_rows(Activity.objects.filter(pk__in=list(ids)), moment))
    posts = _posts({row["unit_id"] for row in rows}, rows, moment)
    return {row["pk"]: _standing(row, posts, moment) for row in rows}


def _rows(activities: QuerySet[Activity], now: datetime) -> Any:
    """What the rule asks, one row an activity, with its latest review. One query."""
    classes = AreaTypeClass.objects.filter(area=OuterRef("unit__area"), type=OuterRef("type"))
    reviews = DisplacementReview.objects.filter(activity=OuterRef("pk")).order_by("-done_at", "-pk")
    done, waiting = reviews.done().filter(done_at__lte=now), reviews.waiting()
    return activities.order_by().values(
        "pk", "unit_id", "type__group", "type__code", "statutory_class", "was_paid_work",
        "paid_work_said_on",
        "unit__area__time_zone", "unit__area__policy__post_cut_months",
        area_class=Subquery(classes.values("statutory_class")[:1]),
        done_id=Subquery(done.values("pk")[:1]),
        result=Subquery(done.values("result")[:1]),
        done_at=Subquery(done.values("done_at")[:1]),
        look_again_on=Subquery(done.values("look_again_on")[:1]),
        waiting_id=Subquery(waiting.values("pk")[:1]),
    )  # fmt: skip


def _posts(
    unit_ids: set[int], rows: list[Any], now: datetime
) -> dict[tuple[int, str], list[Posts]]:
    """Entries that may still count, by unit and function. One query, none without a unit."""
    found: dict[tuple[int, str], list[Posts]] = defaultdict(list)
    if not rows:
        return found
    months = max(row["unit__area__policy__post_cut_months"] or 0 for row in rows)
    since = months_before(now.date(), months + SPARE_MONTHS)
    entries = PaidPosts.objects.filter(unit_id__in=unit_ids, starts_on__gte=since)
    for entry in entries.standing_at(now):
        found[entry.unit_id, entry.group].append(entry.facts)
    return found


def _standing(row: Any, posts: dict[tuple[int, str], list[Posts]], now: datetime) -> Standing:
    zone = ZoneInfo(row["unit__area__time_zone"])
    months = row["unit__area__policy__post_cut_months"] or 0
    entries = posts.get((row["unit_id"], row["type__group"]), [])
    today = now.astimezone(zone).date()
    cut = latest_cut(entries, today, months)
    said_on = row["paid_work_said_on"]
    facts = NeedFacts(
        statutory_class=row["statutory_class"] or row["area_class"] or StatutoryClass.UNCLASSIFIED,
        group=row["type__group"],
        type_code=row["type__code"],
        was_paid_work=row["was_paid_work"] if said_on and said_on <= today else None,
        cut_on=cut.on if cut else None,
    )
    done_at: datetime | None = row["done_at"]
    return Standing(
        reasons=tuple(why_needed(facts)),
        result=row["result"] or "",
        review_id=row["done_id"],
        done_at=done_at,
        done_on=_day(done_at, zone),
        look_again_on=row["look_again_on"],
        waiting_id=row["waiting_id"],
        cut_on=cut.on if cut else None,
        cut_entered_at=cut.entered_at if cut else None,
    )


def _day(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return moment.astimezone(zone).date() if moment else None


MINUTES_AN_HOUR = 60


class Alert(NamedTuple):
    """A function at a unit where paid posts fell while volunteers' hours rose."""

    unit: CareUnit
    group: str
    before: Quarter
    now: Quarter
    crossing: Crossing

    @property
    def hours_before(self) -> int:
        return round(self.crossing.minutes_before / MINUTES_AN_HOUR)

    @property
    def hours_now(self) -> int:
        return round(self.crossing.minutes_now / MINUTES_AN_HOUR)


class Missing(NamedTuple):
    """A function at a unit of which nothing can be said: its posts of a quarter are not entered."""

    unit: CareUnit
    group: str
    quarters: tuple[Quarter, ...]


class Line(NamedTuple):
    """One activity with how it stands."""

    activity: Activity
    standing: Standing

    @property
    def weight(self) -> tuple[int, str, str]:
        """What waits first, then what is missing, then the gravest result."""
        one = self.standing
        rank = 0 if one.waiting_id else 1 if one.is_missing else 2 + _GRAVEST.index(one.result)
        return rank, self.activity.unit.name, self.activity.name


_GRAVEST = [*(result.value for result in reversed(Result)), ""]
