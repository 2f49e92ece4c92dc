"""What an activity takes along when it ends, and who may end it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from coordination.activities.models import Activity
from coordination.arrangements.access import Record, Verdict, may
from coordination.arrangements.models import Version
from coordination.planning.access.affected import Affected, affected_by_cancelling
from coordination.planning.words.finishing import EndCounts
from coordination.shifts.models import Series, Shift
from coordination.signups.models import PlaceOffer, SignUp, Standing, SwapProposal
from coordination.signups.rules import SignUpState
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability


@dataclass(frozen=True)
class Elsewhere:
    """Something of a room above that ends with an activity: how many there are, and closing them.

    Both are called with the activity, a day and the moment, and are about what lies after that day.
    """

    count: Callable[[Activity, date, datetime], int]
    close: Callable[[Activity, date, datetime], None]


elsewhere: list[Elsewhere] = []


def ends_with_an_activity(what: Elsewhere) -> None:
    """Let a room above say what of its own ends with an activity; once, at start-up."""
    elsewhere[:] = [what]


@dataclass(frozen=True)
class Finish(EndCounts):
    """What ends, before it is confirmed."""

    affected: Affected  # sessions after the last day, and whose places


def what_ends(
    activity: Activity, last_on: date, now: datetime, *, sees_names: bool = False
) -> Finish:
    """All that ends with an activity's last day; nine queries for any number."""
    shifts = after(activity, last_on, now)
    live = SignUp.objects.filter(shift__in=shifts)
    waits = (SignUpState.REQUESTED, SignUpState.WAITLISTED)
    swaps = SwapProposal.objects.open_at(now).filter(Q(mine__in=live) | Q(theirs__in=live))
    offers = PlaceOffer.objects.open_at(now).filter(shift__in=shifts)
    rows = list(shifts.select_related("activity__unit__area__policy"))
    affected = affected_by_cancelling(rows, sees_names=sees_names)
    return Finish(
        affected=affected,
        sessions=len(affected.lines),
        people=affected.people,
        standing=regulars(activity).values("person").distinct().count(),
        requests=live.filter(state__in=waits).count(),
        offers=offers.count() + swaps.count(),
        questions=sum(one.count(activity, last_on, now) for one in elsewhere),
        proposals=Version.objects.open_at(now).filter(activity=activity).count(),
        goes_on=Series.objects.going_on().filter(activity=activity).exists(),
    )


def after(activity: Activity, last_on: date, now: datetime) -> QuerySet[Shift]:
    """Planned sessions that begin after an activity's last day, in the unit's zone."""
    ahead = Shift.objects.upcoming(now).filter(activity=activity)
    return ahead.filter(starts_at__gte=the_day_after(activity, last_on)).order_by("starts_at", "pk")


def the_day_after(activity: Activity, last_on: date) -> datetime:
    """Local midnight at which an activity's last day is over."""
    return datetime.combine(last_on + timedelta(days=1), time(), activity.unit.zone)


def is_held_still(activity: Activity, now: datetime) -> bool:
    """Whether some session is under way or still to come; one query."""
    return Shift.objects.planned().filter(activity=activity, ends_at__gt=now).exists()


def regulars(activity: Activity) -> QuerySet[Standing]:
    """Who comes every time to some series of an activity."""
    return Standing.objects.live().filter(series__activity=activity)


def may_end(actor: Actor, record: Record) -> Verdict:
    """Whether one may end an activity: the host unit's manager always, and whoever holds both what
    the volunteers do and when, as they could take it back and cancel all of it anyhow. No query.
    """
    own = may(actor, Capability.END_ACTIVITY, record)
    if own:
        return own
    holds = [may(actor, one, record) for one in (Capability.PUBLISH, Capability.PLAN_SHIFTS)]
    return next((one for one in holds if not one), holds[0])
