"""Who really came. At Solbakken one session of yesterday still waits for it."""

from datetime import datetime, timedelta

from coordination.arrangements.rules import UNIT_PARTY, holder
from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules import AttendanceState, SignUpState
from coordination.signups.rules.attendance import AttendedVia
from demo.world import ZONE, World, save
from volunteers.accounts.models import User
from volunteers.memberships.rules import Task

NOT_YET = ("walking", -1)
FORGOTTEN = 0.03  # of the sessions of other units in the last three weeks

FORGOT = "vera"  # checked in the last time, and never out

STATES = (
    (AttendanceState.CAME, 90),
    (AttendanceState.PARTLY, 3),
    (AttendanceState.ABSENT_WITH_NOTICE, 5),
    (AttendanceState.ABSENT, 2),
)


def make(world: World) -> None:
    """One row for every confirmed sign-up of a past day, but for what was forgotten."""
    waiting = _waiting(world)
    past = [
        row
        for row in world.sign_ups
        if row.state == SignUpState.CONFIRMED
        and row.ends_at.astimezone(ZONE).date() < world.today
        and row.shift_id not in waiting
    ]
    recorders = {key: _recorder(world, key) for key in world.plans}
    keys = {activity.pk: key for key, activity in world.activities.items()}
    rows = [_attendance(world, row, *recorders[keys[row.shift.activity_id]]) for row in past]
    forgot = [one for one in rows if one.sign_up.person == world.people.get(FORGOT)][-1:]
    for row in forgot:
        _never_left(row)
    for row in _visits(rows):
        _never_left(row)
        row.via = AttendedVia.PHONE
        row.alarmed_at = row.sign_up.ends_at + timedelta(minutes=30)
    save(rows)


def _visits(rows: list[Attendance]) -> list[Attendance]:
    """The last visit at somebody's home: nobody has said yet that it is over."""
    found = [one for one in rows if one.sign_up.shift.activity.is_home_visit]
    return [max(found, key=lambda one: (one.sign_up.starts_at, one.sign_up_id))] if found else []


def _waiting(world: World) -> set[int]:
    waiting = set()
    for session in world.sessions:
        days = (session.on - world.today).days
        is_solbakken = world.plans[session.key].unit == "solbakken"
        is_recent = -21 < days < 0
        if (session.key, days) == NOT_YET or (
            is_recent and not is_solbakken and world.random.random() < FORGOTTEN
        ):
            waiting.add(session.shift.pk)
    return waiting


def _recorder(world: World, key: str) -> tuple[User, str]:
    """Whoever holds RECORD: the user, and the party key of that side."""
    plan = world.plans[key]
    by_task = {row.task: row for row in world.records.get(key, ())}
    if UNIT_PARTY in holder(Task.RECORD, by_task.get(Task.RECORD)).parties:
        return world.manager(plan.unit), UNIT_PARTY
    return world.coordinator(plan.partner), f"organisation:{world.organisations[plan.partner].pk}"


def _never_left(row: Attendance) -> None:
    """Came by the tablet five minutes before; the hours are not known."""
    row.state, row.via, row.recorded_by, row.recorded_for = (
        AttendanceState.CAME, AttendedVia.TABLET, row.sign_up.person.user, "",
    )  # fmt: skip
    row.came_at = row.recorded_at = row.sign_up.starts_at - timedelta(minutes=5)
    row.left_at, row.minutes, row.travel_minutes = None, 0, 0


def _attendance(world: World, row: SignUp, user: User, side: str) -> Attendance:
    chance = world.random
    state = chance.choices([state for state, _ in STATES], [weight for _, weight in STATES])[0]
    came_at: datetime | None = row.starts_at
    left_at: datetime | None = row.ends_at
    if state == AttendanceState.PARTLY:
        left_at = row.ends_at - timedelta(minutes=15 * chance.randint(1, 2))
    elif state != AttendanceState.CAME:
        came_at = left_at = None
    minutes = int((left_at - came_at).total_seconds() // 60) if came_at and left_at else 0
    return Attendance(
        sign_up=row,
        state=state,
        heads=row.heads,
        came_at=came_at,
        left_at=left_at,
        minutes=minutes,
        travel_minutes=chance.choice([0, 10, 15, 20, 30]) if minutes else 0,
        recorded_by=user,
        recorded_for=side,
        recorded_at=min(row.ends_at + timedelta(hours=chance.randint(1, 3)), world.now),
    )
