"""Who comes to an activity for the first time."""

from __future__ import annotations

from collections.abc import Iterable

from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules import CARRIES_HOURS


def first_times(sign_ups: Iterable[SignUp]) -> list[SignUp]:
    """Of confirmed sign-ups those of people who have never come to the activity, the earliest of
    each person there. One query for any number.

    Args:
        sign_ups: each with its shift.
    """
    rows = sorted(sign_ups, key=lambda one: (one.starts_at, one.pk))
    came = set(
        Attendance.objects.filter(
            state__in=CARRIES_HOURS,
            sign_up__person__in={one.person_id for one in rows},
            sign_up__shift__activity__in={one.shift.activity_id for one in rows},
        ).values_list("sign_up__person_id", "sign_up__shift__activity_id")
    )
    found: dict[tuple[int, int], SignUp] = {}
    for one in rows:
        key = (one.person_id, one.shift.activity_id)
        if key not in came:
            found.setdefault(key, one)
    return list(found.values())
