"""Who comes every time: put down for all weeks ahead, and one of them on a pause."""

from collections import Counter
from datetime import timedelta

from coordination.shifts.rules import ShiftState
from coordination.signups.models import SignUp, Standing
from coordination.signups.rules import (
    HOLDING,
    LIVE,
    CancelledBy,
    CancelReason,
    SignUpState,
    Via,
)
from demo.world import Session, World, save

REGULARS = (
    ("coffee", 0, "vera"),
    ("coffee", 3, "nils"),
    ("river_walk", 0, "liv"),
    ("chair_exercise", 3, "jon"),
)
"""Activity, days from today of its next session, who comes every time."""

PAUSES = ("garden_friends", 5, "jon")
AWAY = timedelta(weeks=4)
UNTOUCHED = timedelta(days=7)  # the story says who comes in the next days


def make(world: World) -> None:
    """Regular times with their sign-ups, wherever there is room."""
    for key, days, person in REGULARS:
        standing, sessions = _stand(world, key, days, person)
        _sign_up(world, standing, [one for one in sessions if one.on >= world.today + UNTOUCHED])
    standing, sessions = _stand(world, *PAUSES)
    standing.paused_until = world.today + AWAY
    standing.save()
    _free(world, standing, [one for one in sessions if one.on < standing.paused_until])
    _sign_up(world, standing, [one for one in sessions if one.on >= standing.paused_until])


def _stand(world: World, key: str, days: int, person: str) -> tuple[Standing, list[Session]]:
    of_day = [one for one in world.sessions if one.key == key and (one.on - world.today).days % 7
              == days and one.on >= world.today]  # fmt: skip
    who = world.people[person]
    series = next(one.shift.series for one in of_day if one.shift.series)
    standing = Standing(
        public_id=world.uuid(),
        series=series,
        person=who,
        heads=who.heads,
        made_until=series.made_until or world.today,
        made_at=world.ago(weeks=9),
        made_by=who.user,
    )
    standing.save()
    return standing, of_day


def _sign_up(world: World, standing: Standing, sessions: list[Session]) -> None:
    taken = Counter[int]()
    busy = set()
    for row in world.sign_ups:
        if row.state in HOLDING:
            taken[row.position_id] += row.heads
        if row.state in LIVE and row.person_id == standing.person_id:
            busy.add(row.starts_at.date())
    rows = []
    for one in sessions:
        shift, place = one.shift, one.positions[0]
        is_free = taken[place.pk] < place.maximum and shift.starts_at.date() not in busy
        if not is_free or shift.state != ShiftState.PLANNED:
            continue
        rows.append(
            SignUp(
                public_id=world.uuid(),
                position=place,
                shift=shift,
                person=standing.person,
                heads=standing.heads,
                state=SignUpState.CONFIRMED,
                starts_at=shift.starts_at,
                ends_at=shift.ends_at,
                via=Via.STANDING,
                made_by=standing.made_by,
                made_at=standing.made_at,
            )
        )
    world.sign_ups += save(rows)


def _free(world: World, standing: Standing, sessions: list[Session]) -> None:
    concerned = {one.shift.pk for one in sessions}
    rows = [
        row
        for row in world.sign_ups
        if row.shift_id in concerned and row.person_id == standing.person_id and row.state in LIVE
    ]
    for row in rows:
        row.state_before, row.state = row.state, SignUpState.CANCELLED
        row.cancelled_at, row.cancelled_by = world.ago(days=2), CancelledBy.VOLUNTEER
        row.cancelled_by_user, row.cancel_reason = standing.made_by, CancelReason.STOOD_DOWN
        row.version += 1
    SignUp.objects.bulk_update(
        rows,
        ["state_before", "state", "cancelled_at", "cancelled_by", "cancelled_by_user",
         "cancel_reason", "version"],
    )  # fmt: skip
