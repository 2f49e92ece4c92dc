"""Who came and who comes: fewer the further ahead, and for the story exactly whom it needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from coordination.activities.rules import SignUpMode
from coordination.shifts.models import Position
from coordination.shifts.rules import ShiftState
from coordination.signups.models import SignUp
from coordination.signups.rules import CancelledBy, CancelReason, SignUpState, Via
from demo.catalogue.cast import CLASS
from demo.makers import attendance
from demo.world import WEEKS, ZONE, Session, World, save

STORY: dict[tuple[str, int], list[str]] = {
    ("walking", -1): ["aud", "jon"],
    ("walking", 0): ["aud", "jon"],
    ("walking", 2): ["aud"],
    ("coffee", 0): ["vera", "nils", "tor"],
    ("coffee", 3): ["nils", "tor", "vera"],
    ("mealtime", -1): ["randi"],
    ("mealtime", 0): [],
    ("mealtime", 1): ["vera"],
    ("mealtime", 2): ["randi"],
    ("mealtime", 3): [],
    ("mealtime", 4): ["tor"],
    ("mealtime", 5): ["randi", "jon"],
    ("book_club", 2): ["odd", "gerd"],
}
"""Activity and days from today -> who is confirmed."""

WAITING = ("coffee", 3)  # full, and others would like to come too
IN_QUEUE = 3
OFFERED = ("book_club", 2)  # to Vera, until tomorrow evening
REQUESTS = 2
REQUESTED = "visiting_friends"
GIVES_UP = 0.04
UNCOVERED = 0.1  # of the past sessions, left to chance


class _Book:
    """Sign-ups while they are being made: nobody has two on one day."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rows: list[SignUp] = []
        self.busy: set[tuple[str, date]] = set()

    def add(
        self,
        session: Session,
        person: str,
        position: Position,
        state: SignUpState = SignUpState.CONFIRMED,
    ) -> SignUp:
        """One sign-up; live ones keep the person's day."""
        world, shift = self.world, session.shift
        if state != SignUpState.CANCELLED:
            self.busy.add((person, session.on))
        who = world.people[person]
        made_at = self._made_at(shift.starts_at)
        row = SignUp(
            public_id=world.uuid(),
            position=position,
            shift=shift,
            person=who,
            heads=who.heads,
            state=state,
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            via=Via.SELF if who.user_id else Via.STAFF,
            made_by=who.user or world.manager(world.plans[session.key].unit),
            made_at=made_at,
            waiting_since=made_at if state == SignUpState.WAITLISTED else None,
        )
        self.rows.append(row)
        return row

    def _made_at(self, starts_at: datetime) -> datetime:
        """A waking hour of one of the last fourteen days before the session, or before now."""
        chance = self.world.random
        latest = min(starts_at, self.world.now).astimezone(ZONE)
        day = latest.date() - timedelta(days=chance.randint(1, 14))
        hour = time(chance.randint(8, 20), chance.randint(0, 59))
        return datetime.combine(day, hour, ZONE).astimezone(UTC)

    def free(self, session: Session, circle: Sequence[str]) -> list[str]:
        """Who of a circle has nothing else on that day."""
        return [person for person in circle if (person, session.on) not in self.busy]


def make(world: World) -> None:
    """Sign-ups of every session, and the attendance of those that are over."""
    book = _Book(world)
    told = {}
    for session in world.sessions:
        days = (session.on - world.today).days
        if (session.key, days) in STORY:
            told[session.shift.pk] = STORY[session.key, days]
    for session in world.sessions:
        for person in told.get(session.shift.pk, ()):
            book.add(session, person, session.positions[0])
    _answers_wait(book)
    for session in world.sessions:
        if session.shift.pk not in told:
            _fill(book, session)
    world.sign_ups = save(book.rows)
    attendance.make(world)


def _answers_wait(book: _Book) -> None:
    """Requests on an approve-first activity, a waiting list, and a place that waits for Vera."""
    world = book.world
    ahead = [one for one in world.sessions if one.shift.starts_at > world.now]
    visiting = next(one for one in ahead if one.key == REQUESTED)
    for person in book.free(visiting, world.regulars[REQUESTED])[:REQUESTS]:
        book.add(visiting, person, visiting.positions[0], SignUpState.REQUESTED)
    key, days = WAITING
    full = next(one for one in ahead if one.key == key and (one.on - world.today).days == days)
    others = [person for person in world.regulars[key] if person not in STORY[WAITING]]
    for person in book.free(full, others)[:IN_QUEUE]:
        book.add(full, person, full.positions[0], SignUpState.WAITLISTED)
    key, days = OFFERED
    club = next(one for one in ahead if one.key == key and (one.on - world.today).days == days)
    offered = book.add(club, "vera", club.positions[0], SignUpState.OFFERED)
    offered.waiting_since, offered.offered_at = offered.made_at, world.now
    evening = datetime.combine(world.today + timedelta(days=1), time(18), ZONE)
    offered.offer_until = evening.astimezone(UTC)


def _fill(book: _Book, session: Session) -> None:
    world = book.world
    circle = book.free(session, world.regulars[session.key])
    if circle == [CLASS]:
        book.add(session, CLASS, session.positions[0])
    if CLASS in circle or (session.key == "walking" and session.on > world.today + timedelta(14)):
        return
    world.random.shuffle(circle)
    chance = _chance(world, session)
    for position in session.positions:
        wanted = sum(world.random.random() < chance for _place in range(position.maximum))
        if session.on <= world.today and world.random.random() >= UNCOVERED:
            wanted = max(wanted, min(position.minimum, position.maximum))
        for person in circle[:wanted]:
            _sign_up(book, session, person, position)
        circle = circle[wanted:]


def _chance(world: World, session: Session) -> float:
    """How likely a place is taken: 0.85 in the past, falling towards 0.15 in twelve weeks."""
    weeks = (session.on - world.today).days / 7
    chance = 0.85 if weeks <= 0 else 0.8 - 0.65 * min(1.0, weeks / WEEKS)
    if world.plans[session.key].mode == SignUpMode.APPROVE_FIRST:
        chance -= 0.15
    return max(chance, 0.05)


def _sign_up(book: _Book, session: Session, person: str, position: Position) -> None:
    """A confirmed one; a few cannot come after all, and bad weather stops everybody."""
    world, shift = book.world, session.shift
    is_off = shift.state == ShiftState.CANCELLED
    if not is_off and world.random.random() >= GIVES_UP:
        book.add(session, person, position)
        return
    row = book.add(session, person, position, SignUpState.CANCELLED)
    row.version = 2
    if is_off:
        row.cancelled_by, row.cancel_reason = CancelledBy.ORGANISATION, CancelReason.SHIFT_CANCELLED
        row.cancelled_at, row.cancelled_by_user = shift.cancelled_at, shift.cancelled_by
        return
    rang = row.person.user is None
    row.cancelled_by = CancelledBy.VOLUNTEER
    row.cancel_reason = CancelReason.RANG if rang else CancelReason.CANNOT_COME
    left = min(row.starts_at, world.now) - row.made_at
    row.cancelled_at = row.made_at + left * world.random.uniform(0.2, 0.95)
    row.cancelled_by_user = (
        world.manager(world.plans[session.key].unit) if rang else row.person.user
    )
