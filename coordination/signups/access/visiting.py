"""Home visits: who is there now, and whose first one would be made alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules import CARRIES_HOURS
from coordination.signups.rules.visiting import goes_alone
from volunteers.people.models import Person


def visits_now(person: Person, now: datetime) -> list[SignUp]:
    """One's own home visits that can be begun, or are under way; one query."""
    rows = (
        SignUp.objects.for_pages()
        .confirmed()
        .filter(person=person, shift__activity__is_home_visit=True)
    )
    under_way = Q(attendance__in=Attendance.objects.under_way())
    soon = Q(attendance__isnull=True, ends_at__gt=now, starts_at__lt=now + timedelta(days=1))
    rows = rows.filter(under_way | soon).select_related("attendance", "shift__activity__ward")
    return [one for one in rows.order_by("starts_at", "pk") if _is_time(one, now)]


def _is_time(sign_up: SignUp, now: datetime) -> bool:
    policy = sign_up.shift.activity.unit.area.policy
    early = timedelta(minutes=policy.check_in_early_minutes)
    return hasattr(sign_up, "attendance") or now >= sign_up.starts_at - early


def alone_on_first(sign_ups: Iterable[SignUp]) -> list[SignUp]:
    """Of confirmed sign-ups to home visits those that would be a first visit alone; two queries."""
    rows = list(sign_ups)
    if not rows:
        return []
    visits = Attendance.objects.filter(state__in=CARRIES_HOURS).filter(
        sign_up__person__in=[one.person_id for one in rows],
        sign_up__shift__activity__in=[one.shift.activity_id for one in rows],
    )
    before = Counter(visits.values_list("sign_up__person_id", "sign_up__shift__activity_id"))
    there = SignUp.objects.confirmed().filter(shift__in=[one.shift_id for one in rows])
    heads: Counter[int] = Counter()
    for shift_id, number in there.values_list("shift_id", "heads"):
        heads[shift_id] += number
    return [
        one
        for one in rows
        if goes_alone(
            visits_before=before[one.person_id, one.shift.activity_id],
            others=heads[one.shift_id] - 1,  # also of a group: nobody goes alone
        )
    ]
