"""What several reports count: activities by the arrangement in force on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from coordination.activities.models import Activity, ActivityType
from coordination.activities.words import type_name
from coordination.arrangements.access import Record, records_of
from coordination.arrangements.models import Parted
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

KEPT_PARTED = (*KEPT[:3], "version__is_assumed")
"""The same once a party has left."""

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


def tallies(
    ask: Ask, day: date, *columns: str, standing: Mapping[object, int] | None = None
) -> list[Tally]:
    """Activities that stood on a day, by what they share in columns and by arrangement.

    Four queries for any number of activities: versions keep their arrangement, and what it is
    once a party has left.

    Args:
        columns: of the activity, for example `type_id`; several make a key of several.
        standing: what `standing_by` gives for these columns, where it is known already.
    """
    parted = Parted.objects.filter(version=OuterRef("pk"), from_on__lte=day)
    versions = ask.versions_on(day).filter(~Exists(parted))
    rows = [
        *_grouped(versions, "", columns, KEPT, ask.ends(day)),
        *_grouped(parted_on(ask, day), "version__", columns, KEPT_PARTED, ask.ends(day)),
        *_grouped(ask.assumed_on(day), "", columns, KEPT, ask.ends(day)),
    ]
    width, found = len(columns), []
    silent = dict(standing_by(ask, day, *columns) if standing is None else standing)
    for row in rows:
        key, kept, (n, n_entered) = _key(row[:width]), row[width:-2], row[-2:]
        found.append(_tally(key, kept, n))
        silent[key] = silent.get(key, 0) - n_entered
    return [*found, *(_tally(key, NONE, n) for key, n in silent.items() if n > 0)]


def _grouped(
    rows: QuerySet[Any, Any], to: str, columns: Sequence[str], kept: Sequence[str], end: datetime
) -> list[Any]:
    """How many of some rows share columns of the activity and an arrangement; one query."""
    under = [f"{to}activity__{column}" for column in columns]
    entered = Count("pk", filter=Q(**{f"{to}activity__created_at__lt": end}))
    found = rows.order_by().values_list(*under, *kept)
    return list(found.annotate(n=Count("pk"), entered=entered))


def parted_on(ask: Ask, day: date) -> QuerySet[Parted, Parted]:
    """What holds on a day where a party had left by then, one a version in force."""
    versions = ask.versions_on(day).order_by().values("pk")
    return Parted.objects.in_force_on(day).filter(version__in=versions)


def standing_by(ask: Ask, day: date, *columns: str) -> dict[object, int]:
    """How many activities stood on a day, whatever their record; one query."""
    rows: list[Any] = list(
        ask.standing_on(day).order_by().values_list(*columns).annotate(n=Count("pk"))
    )
    return {_key(row[:-1]): row[-1] for row in rows}


def parted(ask: Ask, day: date) -> list[int]:
    """Activities that a party has left by a day: their tasks are not those of their version."""
    return list(parted_on(ask, day).values_list("version__activity_id", flat=True))


def records_with_leavers(ask: Ask, day: date, left: list[int]) -> list[Record]:
    """The records of activities that somebody left, where they still stood and something held."""
    if not left:
        return []
    versions = ask.versions_on(day).filter(activity__in=left)
    found = Activity.objects.filter(pk__in=versions.values("activity_id"))
    records = records_of(found.select_related("unit__area__policy"), day).values()
    return [record for record in records if record.version is not None]


def _key(values: Sequence[Any]) -> object:
    return values[0] if len(values) == 1 else tuple(values)


def hours(ask: Ask, column: str) -> list[Tally]:
    """The same by attended hours in the period instead of activities."""
    under = "sign_up__shift__activity"
    worked = (
        ask.attended().order_by().values_list(under, f"{under}__{column}")
        .annotate(n=Sum(F("minutes") * F("heads")))
    )  # fmt: skip
    rows: list[Any] = list(ask.versions_on(ask.on).values_list("activity_id", *KEPT))
    kept = {pk: rest for pk, *rest in rows}
    left = parted_on(ask, ask.on).values_list("version__activity_id", *KEPT_PARTED)
    kept |= {pk: rest for pk, *rest in left}
    return [_tally(one, kept.get(pk, NONE), minutes / 60) for pk, one, minutes in worked]


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
