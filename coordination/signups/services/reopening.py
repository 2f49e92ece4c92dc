"""A closure costs nobody an answer: when a place opens again, every deadline begins anew."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from coordination.shifts.models import Closure, Position
from coordination.shifts.rules import ShiftState
from coordination.signups.access import closed_shifts
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState, answer_by, offered_until
from coordination.signups.services.moving import tell_moved


@transaction.atomic
def restart_deadlines(*, closure: Closure, now: datetime) -> None:
    """Give whoever must answer for a session that was closed the whole time anew, and ask again.

    Nobody's deadline comes earlier. What another closure still covers waits for that one's end,
    and a closure that was undone at once changes nothing. Locks the positions in order, as offers
    are written under that lock alone. Four queries, and two statements with one event row for
    each answer that is waited for; a person has one letter about all new times.
    """
    undo = timedelta(seconds=closure.unit.area.policy.undo_seconds)
    if now - closure.starts_at < undo:
        return
    rows = _waited_for(closure, now)
    closed = closed_shifts([one.shift for one in rows])
    ids = {one.pk for one in rows if one.shift_id not in closed}
    places = {one.position_id for one in rows if one.pk in ids}
    list(Position.objects.select_for_update().filter(pk__in=places).order_by("pk"))
    first: dict[int, int] = {}
    for one in [one for one in _waited_for(closure, now) if one.pk in ids]:
        if one.state == SignUpState.OFFERED:
            speaks = one.pk
        else:
            speaks = first.setdefault(one.person_id, one.pk)
        one.offer_until = max(
            filter(None, (one.offer_until, answer_anew(one, SignUpState(one.state), now)))
        )
        one.version += 1
        one.save()
        tell_moved(one, speaks, now)


def _waited_for(closure: Closure, now: datetime) -> list[SignUp]:
    """Whose answer about a session of the closed place is open, the next session first."""
    place = Q(shift__activity__unit_id=closure.unit_id)
    if closure.ward_id is not None:
        place &= Q(shift__activity__ward_id=closure.ward_id)
    if closure.ends_at is not None:
        place &= Q(shift__starts_at__lt=closure.ends_at)
    rows = SignUp.objects.for_pages().filter(
        place,
        state__in=(SignUpState.OFFERED, SignUpState.AWAITING),
        shift__state=ShiftState.PLANNED,
        shift__starts_at__gt=now,
    )
    return list(rows.order_by("shift__starts_at", "pk"))


def answer_anew(sign_up: SignUp, state: SignUpState, now: datetime) -> datetime:
    """Until when somebody has to answer an offer, or about a new time, where that begins now."""
    starts_at, policy = sign_up.shift.starts_at, sign_up.shift.activity.unit.area.policy
    if state == SignUpState.OFFERED:
        return offered_until(starts_at, now, hours=policy.offer_hours)
    return answer_by(now, starts_at, policy.new_time_days)
