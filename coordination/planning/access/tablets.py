"""What a ward's tablet shows: today's sessions there, first names, and nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest

from coordination.arrangements.access import Record, Verdict, may
from coordination.shifts.models import Shift
from coordination.shifts.words import hours
from coordination.signups.access import closed_shifts
from coordination.signups.models import Attendance, PlaceOffer, SignUp, Tablet
from coordination.signups.rules import CARRIES_HOURS, OfferKind, SignUpState
from coordination.signups.services.tablets import digest
from volunteers.accounts.models import User
from volunteers.memberships.access import Actor, active_memberships
from volunteers.memberships.rules import Capability
from volunteers.people.rules import told_apart

COOKIE = "careshare_tablet"
SALT = "careshare.tablet-press"
CALL_SALT = "careshare.tablet-call"


def tablet_of(request: HttpRequest) -> Tablet | None:
    """The paired tablet that a browser is, or None; one query where it carries a token."""
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return None
    rows = Tablet.objects.in_use().select_related("unit__area__policy", "ward")
    return rows.filter(token_digest=digest(token)).first()


@dataclass(frozen=True)
class Guest:
    """Somebody who has a place today, as everybody who passes by may read it."""

    public_id: uuid.UUID
    name: str
    came: str = ""  # "13:58"
    left: str = ""
    is_noted: bool = False  # something else is recorded: it is not said what


@dataclass(frozen=True)
class Session:
    """One of today's sessions."""

    title: str
    time: str
    is_closed: bool
    guests: list[Guest]
    asked: list[Guest] = field(default_factory=list)  # to come, and have not answered yet


def on_today(tablet: Tablet, now: datetime) -> QuerySet[SignUp]:
    """Confirmed places at the tablet's unit or ward, of sessions that touch its day."""
    rows = SignUp.objects.confirmed().filter(shift__in=_of_today(tablet, now))
    return rows.select_related(
        "person", "attendance", "shift__activity__unit__area__policy", "shift__activity__ward"
    ).order_by("shift__starts_at", "shift_id", "person__name", "pk")


def _of_today(tablet: Tablet, now: datetime) -> QuerySet[Shift]:
    """Sessions at the tablet's unit or ward that touch its day."""
    zone = tablet.unit.zone
    start = datetime.combine(now.astimezone(zone).date(), time(), zone)
    shifts = Shift.objects.planned().filter(
        activity__unit_id=tablet.unit_id, starts_at__lt=start + timedelta(days=1), ends_at__gt=start
    )
    return shifts.filter(activity__ward_id=tablet.ward_id) if tablet.ward_id else shifts


def asked_today(tablet: Tablet, now: datetime) -> list[SignUp | PlaceOffer]:
    """Who is asked to come to one of those sessions, with a place being held or in a wave, and may
    ring to say yes; two queries.
    """
    shifts = _of_today(tablet, now).filter(starts_at__gt=now)
    held = SignUp.objects.for_pages().filter(state=SignUpState.OFFERED, offer_until__gt=now)
    waves = PlaceOffer.objects.for_pages().open_at(now).filter(kind=OfferKind.WAVE)
    by_name = "person__name", "pk"
    return [
        *held.filter(shift__in=shifts).order_by(*by_name),
        *waves.filter(shift__in=shifts).order_by(*by_name),
    ]


def sessions_today(tablet: Tablet, now: datetime) -> list[Session]:
    """Today's sessions with who has a place, and who is asked; four queries for any number."""
    by_shift: dict[Shift, list[SignUp]] = {}
    asked: dict[int, list[SignUp | PlaceOffer]] = {}
    for one in on_today(tablet, now):
        by_shift.setdefault(one.shift, []).append(one)
    for other in asked_today(tablet, now):
        by_shift.setdefault(other.shift, [])
        asked.setdefault(other.shift_id, []).append(other)
    closed = closed_shifts(by_shift)
    zone = tablet.unit.zone
    return [
        Session(
            title=shift.activity.name,
            time=hours(shift.starts_at, shift.ends_at, zone),
            is_closed=shift.pk in closed,
            guests=_guests(tablet, rows),
            asked=_asked(asked.get(shift.pk, [])),
        )
        for shift, rows in sorted(by_shift.items(), key=lambda pair: pair[0].starts_at)
    ]


def _guests(tablet: Tablet, rows: Iterable[SignUp]) -> list[Guest]:
    rows = list(rows)
    names = told_apart([_called(one) for one in rows])
    return [_guest(tablet, one, name) for one, name in zip(rows, names, strict=True)]


def _asked(rows: Iterable[SignUp | PlaceOffer]) -> list[Guest]:
    rows = list(rows)
    names = told_apart([_called(one) for one in rows])
    return [Guest(one.public_id, name) for one, name in zip(rows, names, strict=True)]


def asked_of(
    tablet: Tablet, public_id: uuid.UUID, now: datetime
) -> tuple[SignUp | PlaceOffer, Guest] | None:
    """Somebody who is asked to come today, and how the tablet names them; three queries."""
    rows = asked_today(tablet, now)
    found = next((one for one in rows if one.public_id == public_id), None)
    if found is None or closed_shifts([found.shift]):
        return None
    guests = _asked([one for one in rows if one.shift_id == found.shift_id])
    return found, next(one for one in guests if one.public_id == public_id)


def _called(one: SignUp | PlaceOffer) -> str:
    """A group keeps its name whole: it is nobody's."""
    name = one.person.name
    heads = one.heads if isinstance(one, SignUp) else one.comes_with
    return name.replace(" ", "\N{NO-BREAK SPACE}") if heads > 1 else name


def _guest(tablet: Tablet, sign_up: SignUp, name: str) -> Guest:
    known: Attendance | None = getattr(sign_up, "attendance", None)
    if known is None or (known.came_at is None and known.state not in CARRIES_HOURS):
        is_noted = known is not None and known.state != "not_yet_known"
        return Guest(sign_up.public_id, name, is_noted=is_noted)
    zone = tablet.unit.zone
    came, left = (
        f"{one.astimezone(zone):%H:%M}" if one else "" for one in (known.came_at, known.left_at)
    )
    return Guest(sign_up.public_id, name, came, left, is_noted=not came)


def guest_of(tablet: Tablet, public_id: uuid.UUID, now: datetime) -> tuple[SignUp, Guest] | None:
    """Somebody of today, and how the tablet names them; two queries."""
    found = next((one for one in on_today(tablet, now) if one.public_id == public_id), None)
    if found is None:
        return None
    rows = [one for one in on_today(tablet, now) if one.shift_id == found.shift_id]
    guests = _guests(tablet, rows)
    return found, next(one for one in guests if one.public_id == public_id)


def may_note(user: User, capability: Capability, record: Record) -> Verdict:
    """Whether a colleague, under any of their roles, may note something; the last reason if not.

    One query.
    """
    verdicts = [may(Actor(user, hat), capability, record) for hat in active_memberships(user)] or [
        may(Actor(user), capability, record)
    ]
    return next((one for one in verdicts if one), verdicts[-1])


def press_token(tablet: Tablet, attendance: Attendance) -> str:
    """Names one press at one tablet, so that whoever pressed can undo it at once."""
    return signing.dumps([tablet.pk, attendance.pk, attendance.version], salt=SALT)


def pressed(tablet: Tablet, token: str, *, minutes: int) -> tuple[Attendance, int] | None:
    """The attendance that a press wrote, and its version then; None where it is too long ago."""
    try:
        of, pk, version = signing.loads(token, salt=SALT, max_age=timedelta(minutes=minutes))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Attendance.objects.select_related("sign_up__person", "sign_up__shift__activity")
    row = rows.filter(pk=pk, tablet=tablet).first() if of == tablet.pk else None
    return None if row is None else (row, int(version))


def call_token(tablet: Tablet, sign_up: SignUp) -> str:
    """Names one call that was noted at one tablet, so that whoever noted it can undo it."""
    return signing.dumps([tablet.pk, sign_up.pk, sign_up.version], salt=CALL_SALT)


def called(tablet: Tablet, token: str, *, minutes: int) -> tuple[SignUp, int] | None:
    """The sign-up that a call was noted on, and its version then; None where it is too long ago."""
    try:
        of, pk, version = signing.loads(token, salt=CALL_SALT, max_age=timedelta(minutes=minutes))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    row = SignUp.objects.for_pages().filter(pk=pk).first() if of == tablet.pk else None
    return None if row is None else (row, int(version))
