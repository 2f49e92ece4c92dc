"""What several reports count: activities by the arrangement in force on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Sum
from django.utils.translation import gettext_lazy as _

from coordination.activities.models import ActivityType
from coordination.activities.words import type_name
from coordination.arrangements.models import Version
from coordination.arrangements.rules import Arrangement
from coordination.arrangements.words import ARRANGEMENTS, COLOURS, STRIPED
from coordination.reports.access import Ask
from coordination.reports.rules import Standing, standing
from coordination.reports.services.shape import Segment

TOGETHER = (Arrangement.SHARED, Arrangement.DIVIDED, Arrangement.SHARED_AND_DIVIDED)
SOLO = (Arrangement.UNIT_ALONE, Arrangement.ORGANISATION_ALONE)
COUNTED: tuple[Arrangement, ...] = tuple(
    one for one in Arrangement if one != Arrangement.NOT_RECORDED
)

KEPT = ("core_arrangement", "all_arrangement", "is_provisional", "is_assumed")
"""What a version stores, so that nobody derives it again."""

NONE = (Arrangement.NOT_RECORDED, Arrangement.NOT_RECORDED, True, False)
"""The same of an activity without a version."""


@dataclass(frozen=True)
class Tally:
    """So much of one sort: activities, or hours where a report is weighted."""

    key: object
    core: Arrangement
    all_tasks: Arrangement
    standing: Standing
    n: float


def tallies(ask: Ask, day: date, key: str = "type") -> list[Tally]:
    """Activities that stood on a day, by what they share in a column and by arrangement.

    Two queries for any number of activities: versions keep their arrangement.

    Args:
        key: a column of the activity, or an expression's name that both querysets carry.
    """
    under = f"activity__{key}"
    versions = ask.versions_on(day).order_by()
    recorded = versions.values_list(under, *KEPT).annotate(n=Count("pk"))
    begun = Version.objects.agreed().filter(activity=OuterRef("pk"), valid_from__lte=day)
    silent = ask.standing_on(day).filter(~Exists(begun)).order_by()
    return [
        *(_tally(one, kept, n) for one, *kept, n in recorded),
        *(_tally(one, NONE, n) for one, n in silent.values_list(key).annotate(n=Count("pk"))),
    ]


def hours(ask: Ask, key: str = "type") -> list[Tally]:
    """The same by attended hours in the period instead of activities; three queries."""
    under = "sign_up__shift__activity"
    worked = (
        ask.attended().order_by().values_list(under, f"{under}__{key}")
        .annotate(n=Sum(F("minutes") * F("heads")))
    )  # fmt: skip
    versions = {pk: rest for pk, *rest in ask.versions_on(ask.on).values_list("activity_id", *KEPT)}
    return [_tally(one, versions.get(pk, NONE), minutes / 60) for pk, one, minutes in worked]


def _tally(key: object, kept: Sequence[Any], n: float) -> Tally:
    core, all_tasks, is_provisional, is_assumed = kept
    found = Arrangement(core)
    stands = standing(
        is_recorded=found != Arrangement.NOT_RECORDED,
        is_covered=found != Arrangement.UNCOORDINATED,
        is_assumed=is_assumed,
        is_provisional=is_provisional,
    )
    return Tally(key, found, Arrangement(all_tasks), stands, n)


@dataclass(frozen=True)
class Counted:
    """What a line of a report says about a set of activities."""

    by: Mapping[Arrangement, float]
    beside: Mapping[Standing, float]

    @property
    def counted(self) -> float:
        return sum(self.by.values())

    @property
    def everything(self) -> float:
        return sum(self.beside.values())

    @property
    def together(self) -> float:
        return sum(self.by[one] for one in TOGETHER)

    @property
    def sharing(self) -> float:
        return self.by[Arrangement.SHARED] + self.by[Arrangement.SHARED_AND_DIVIDED]


def count(found: Iterable[Tally], *, of_all_tasks: bool = False) -> Counted:
    """Add tallies up; only what is counted goes to an arrangement."""
    by: dict[Arrangement, float] = dict.fromkeys(COUNTED, 0.0)
    beside: dict[Standing, float] = dict.fromkeys(Standing, 0.0)
    for one in found:
        beside[one.standing] += one.n
        if one.standing == Standing.COUNTED:
            by[one.all_tasks if of_all_tasks else one.core] += one.n
    return Counted(by, beside)


def segments(counted: Counted) -> tuple[Segment, ...]:
    """The pieces of a bar: every arrangement, then what does not count yet."""
    beside = counted.everything - counted.counted
    return (
        *(
            Segment(ARRANGEMENTS[one], n, COLOURS[one], one in STRIPED)
            for one, n in counted.by.items()
        ),
        Segment(_("Not counted yet"), beside, "neutral"),
    )


def types(ask: Ask) -> dict[int, str]:
    """How each type reads, in the order of forms; one query."""
    found = ActivityType.objects.filter(pk__in=ask.activities.order_by().values("type_id"))
    return {kind.pk: str(type_name(kind)) for kind in found}


ENTERED = _(
    "Counted is every activity that a care unit has entered and not ended by that day, published or"
    " not. Its arrangement is that of the version in force on that day."
)
BESIDE = _(
    "Provisional (fewer than %(n)s of the five core tasks have somebody) and assumed (a usual"
    " pattern that nobody has confirmed) stay out of the per cents and are printed beside them."
)
DERIVED = _(
    "Who coordinates follows from the tasks: both do it where they do the same task; each does a"
    " part where a task is split or where some tasks are the unit's and others the organisation's."
)
