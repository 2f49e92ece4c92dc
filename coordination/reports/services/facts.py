"""What several reports count: activities by the arrangement in force on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careshare.sentences import joined
from coordination.activities.models import Activity, ActivityType
from coordination.activities.words import type_name
from coordination.arrangements.access import Record, records_of
from coordination.arrangements.models import Held
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
"""What is stored with a version and of what holds without some, so that nobody derives it again."""

NONE = (Arrangement.NOT_RECORDED, Arrangement.NOT_RECORDED, True, False)
"""The same of an activity without a version."""


def nothing(ask: Ask) -> str:
    """What a report of one day says first that has nothing to count: that nothing is entered, or
    that the organisations asked for took no part. Two queries at most.
    """
    if not ask.parties or ask.held_on(ask.on).exists():
        return gettext("Nothing is entered for this day and place yet.")
    values = {
        "who": joined(one.name for one in ask.parties),
        "day": date_format(ask.on, "DATE_FORMAT"),
    }
    anywhere = replace(ask, unit=None, area=None).held()
    if anywhere.filter(from_on__lte=ask.now.astimezone(ask.scope.zone).date()).exists():
        said = gettext(
            "Nothing in which %(who)s took part is counted here on %(day)s. "
            "Choose another day or place."
        )
    else:
        said = gettext("No activity with %(who)s is recorded so far: there is nothing to count.")
    return said % values


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

    Two queries for any number of activities: what held when is stored with its arrangement.

    Args:
        columns: of the activity, for example `type_id`; several make a key of several.
        standing: what `standing_by` gives for these columns, where it is known already.
    """
    entered = Count("pk", filter=Q(activity__created_at__lt=ask.ends(day)))
    under = [f"activity__{column}" for column in columns]
    rows = ask.held_on(day).order_by().values_list(*under, *KEPT)
    width, found = len(columns), []
    silent = dict(standing_by(ask, day, *columns) if standing is None else standing)
    for row in rows.annotate(n=Count("pk"), entered=entered):
        key, kept, (n, n_entered) = _key(row[:width]), row[width:-2], row[-2:]
        found.append(_tally(key, kept, n))
        silent[key] = silent.get(key, 0) - n_entered
    return [*found, *(_tally(key, NONE, n) for key, n in silent.items() if n > 0)]


def history(ask: Ask, days: Sequence[date]) -> list[list[Tally]]:
    """The tallies of several days, all under one key; two queries for any number of either."""
    held: dict[str, Any] = {}
    stood: dict[str, Any] = {}
    for place, day in enumerate(days):
        on = Held.holds_on(day) & ask.stood_on(day, "activity__")
        is_entered = Q(activity__created_at__lt=ask.ends(day))
        held[f"n{place}"] = Count("pk", filter=on)
        held[f"entered{place}"] = Count("pk", filter=on & is_entered)
        is_entered = Q(created_at__lt=ask.ends(day))
        stood[f"n{place}"] = Count("pk", filter=ask.stood_on(day) & is_entered & ask.took_part(day))
    rows = ask.held().filter(from_on__lte=max(days)).order_by()
    counted = list(rows.values(*KEPT).annotate(**held))
    everything = Activity.objects.filter(ask.lies_here()).order_by().aggregate(**stood)
    return [_of_day(counted, everything, place) for place in range(len(days))]


def _of_day(
    counted: Iterable[Mapping[str, Any]], everything: Mapping[str, int], place: int
) -> list[Tally]:
    found, silent = [], everything[f"n{place}"]
    for row in counted:
        silent -= row[f"entered{place}"]
        if row[f"n{place}"]:
            found.append(_tally(None, [row[name] for name in KEPT], row[f"n{place}"]))
    return [*found, *([_tally(None, NONE, silent)] if silent > 0 else [])]


def standing_by(ask: Ask, day: date, *columns: str) -> dict[object, int]:
    """How many activities stood on a day, whatever their record; one query."""
    rows: list[Any] = list(
        ask.standing_on(day).order_by().values_list(*columns).annotate(n=Count("pk"))
    )
    return {_key(row[:-1]): row[-1] for row in rows}


def records_without_some(ask: Ask, day: date) -> list[Record]:
    """The records of activities that a party has left by a day: their tasks are not the version's.

    One query where there are none, else a few for any number.
    """
    ids = list(ask.held_on(day).filter(is_without_some=True).values_list("activity_id", flat=True))
    if not ids:
        return []
    found = Activity.objects.filter(pk__in=ids).select_related("unit__area__policy")
    return list(records_of(found, day).values())


def _key(values: Sequence[Any]) -> object:
    return values[0] if len(values) == 1 else tuple(values)


def hours(ask: Ask, column: str) -> list[Tally]:
    """The same by attended hours in the period instead of activities; two queries.

    Hours of an activity that has ended count by what held on its last day.
    """
    under = "sign_up__shift__activity"
    worked = (
        ask.attended().order_by().values_list(under, f"{under}__{column}")
        .annotate(n=Sum(F("minutes") * F("heads")))
    )  # fmt: skip
    rows: list[Any] = list(ask.held_at_last(ask.on).values_list("activity_id", *KEPT))
    kept = {pk: rest for pk, *rest in rows}
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
    """How each type of what is counted reads, in the order of forms; one query."""
    return _names(ActivityType.objects.filter(pk__in=ask.activities.order_by().values("type_id")))


def type_names(ids: Iterable[object]) -> dict[int, str]:
    """How some types read, in the order of forms; one query, and no look at the activities."""
    return _names(ActivityType.objects.filter(pk__in={pk for pk in ids if pk is not None}))


def _names(types: Iterable[ActivityType]) -> dict[int, str]:
    return {kind.pk: str(type_name(kind)) for kind in types}


ENTERED = _(
    "Counted is every activity that a care unit has entered and not ended by that day, published or"
    " not. Its arrangement is that of the version in force on that day. For an organisation, only"
    " those count in which it took part on that day."
)
TOOK_PART = _(
    "For an organisation: what belongs to activities in which it took part on the last day of the"
    " period, or on their own last day."
)
"""Of reports about a period."""
BESIDE = _(
    "Provisional (fewer than %(n)s of the five core tasks have somebody) and assumed (a usual"
    " pattern that nobody has confirmed) stay out of the per cents and are printed beside them."
)
DERIVED = _(
    "Who coordinates follows from the tasks: both do it where they do the same task; each does a"
    " part where a task is split or where some tasks are the unit's and others the organisation's."
)
