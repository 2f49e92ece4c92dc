"""What the page of a session may show to whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from coordination.activities.models import Activity
from coordination.arrangements.access import (
    Contact,
    Record,
    Verdict,
    contact_for,
    may,
    records_of,
    sees_names,
    today_at,
)
from coordination.arrangements.rules import UNIT_PARTY
from coordination.arrangements.words import TASKS
from coordination.planning.access.asking import may_ask_on
from coordination.planning.access.phoning import OfferCall, offers_to_phone
from coordination.planning.access.waiting import Staff, request_case, verdict_on
from coordination.planning.words.activities import whose_instead
from coordination.shifts.models import Shift
from coordination.shifts.rules import (
    NEVER_CHOSEN,
    ShiftCancelReason,
    ShiftState,
    reasons_against_changing,
)
from coordination.signups.access import closed_shifts
from coordination.signups.models import SignUp
from coordination.signups.rules import CancelReason, SignUpState, decided_by
from coordination.signups.rules import reasons_against_changing as reasons_against_changing_one
from coordination.signups.words import CANCEL_REASONS, STATES, about, heads_of
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, Task
from volunteers.people.models import Affiliation, Person

TASKS_NAMED = (Task.SCHEDULE, Task.MATCH, Task.HOST, Task.RECORD)
"""Whose they are is printed on a session's page."""


class Comer(NamedTuple):
    """One person on a session, with what one may see and do about it."""

    sign_up: SignUp
    name: str
    phone: str
    state: str
    may_note_call: bool = False
    may_answer: bool = False
    may_undo: bool = False
    may_take_off: bool = False
    may_suspend: bool = False  # and nothing milder
    why_not: str = ""
    is_stepping_in: bool = False
    about: str = ""  # which position, which part of the session, and what was set aside for it
    may_change: bool = False  # times and position


@dataclass(frozen=True)
class ShiftPage:
    """A session for one reader. What is not allowed is simply not in it."""

    shift: Shift
    record: Record
    sees_names: bool
    is_closed: bool
    is_unit: bool  # whether the reader stands on the host unit's side
    contact: Contact
    holders: list[tuple[str, str]]  # whose each task is here
    coming: list[Comer] = field(default_factory=list)
    requests: list[Comer] = field(default_factory=list)
    to_phone: list[OfferCall] = field(default_factory=list)  # asked, and no letter reaches them
    gone: list[Comer] = field(default_factory=list)
    may_place: bool = False
    may_ask: bool = False
    may_record: bool = False
    may_change: bool = False
    may_cancel: bool = False
    may_raise: bool = False  # tell of a concern or a hard day
    why_not: list[str] = field(default_factory=list)  # whose it is instead, in words
    is_stepping_in: bool = False  # some of it is another side's, which let it wait too long


def shift_page(actor: Actor, shift: Shift, record: Record, now: datetime) -> ShiftPage:
    """Everything about one session; at most seventeen queries for any number of people.

    Args:
        shift: loaded with `Shift.objects.for_pages()`.
        record: the activity's record as of today: it says who may act. Whom to ring follows from
            the record as of the shift's day.
    """
    activity = shift.activity
    on_the_day = records_of([activity], today_at(activity, shift.starts_at))[activity.pk]
    is_ahead = not reasons_against_changing(shift.state, shift.starts_at, now)
    is_planned = shift.state == ShiftState.PLANNED
    staff = Staff([record], now)
    names = sees_names(actor, record)
    closed = bool(closed_shifts([shift]))
    place, note, change = (
        verdict_on(actor, act, record, shift, now, staff)
        for act in (Capability.PLACE_PEOPLE, Capability.RECORD_ATTENDANCE, Capability.PLAN_SHIFTS)
    )
    people = _people(actor, shift, record, now, staff, bool(place)) if names else []
    has_begun = is_planned and shift.starts_at <= now and not closed
    ask = may_ask_on(actor, record, shift, now, staff)
    is_wanting = is_ahead and not closed and shift.coverage.free > 0
    shown = [(place, is_ahead), (change, is_ahead), (note, has_begun), (ask, is_wanting)]
    return ShiftPage(
        shift=shift,
        record=record,
        sees_names=names,
        is_closed=closed,
        is_unit=actor.party == UNIT_PARTY,
        contact=contact_for(on_the_day, starts_at=shift.starts_at, at=max(now, _the_day(shift))),
        holders=[(str(TASKS[task]), _who(task, record, names)) for task in TASKS_NAMED],
        coming=[one for one in people if one.sign_up.state in _COMING],
        requests=[one for one in people if one.sign_up.state in _ASKING],
        to_phone=offers_to_phone(actor, [activity], now, only=shift)
        if names and may(actor, Capability.NOTE_CALL, record)
        else [],
        gone=[one for one in people if one.sign_up.state in _GONE],
        may_place=is_ahead and bool(place),
        may_ask=is_wanting and bool(ask),
        may_record=has_begun and bool(note),
        may_change=is_ahead and bool(change),
        may_raise=has_begun and bool(may(actor, Capability.RAISE_CONCERN, record)),
        may_cancel=is_ahead and bool(reasons_to_cancel(actor, record)),
        why_not=whose_instead(one for one, is_time in shown if is_time) if names else [],
        is_stepping_in=any(one.is_stepping_in for one, is_time in shown if is_time)
        or any(one.is_stepping_in for one in people),
    )


def _who(task: Task, record: Record, names: bool) -> str:
    """Who sees to a task; the volunteer who leads it first, for those who read names."""
    leader = record.leaders.get(task) if names else None
    return ", ".join(filter(None, (leader.name if leader else "", record.who(task))))


_GONE = (SignUpState.CANCELLED, SignUpState.DECLINED)
_ASKING = (SignUpState.REQUESTED, SignUpState.WAITLISTED)
_COMING = (SignUpState.CONFIRMED, SignUpState.AWAITING, SignUpState.OFFERED)


def _the_day(shift: Shift) -> datetime:
    """Whom to ring is asked as on the shift's own day, not weeks before."""
    return shift.starts_at - timedelta(days=1)


def _people(
    actor: Actor, shift: Shift, record: Record, now: datetime, staff: Staff, may_place: bool
) -> list[Comer]:
    rows = SignUp.objects.for_pages().filter(shift=shift)
    found = list(rows.order_by("person__name", "pk"))
    reachable = set(
        Person.objects.visible_to(actor.user)
        .filter(pk__in={one.person_id for one in found})
        .values_list("pk", flat=True)
    )
    back = {one.person_id for one in found if one.state not in _GONE}
    takes_calls = bool(may(actor, Capability.NOTE_CALL, record))
    latest = shift.starts_at + timedelta(hours=shift.activity.unit.area.policy.call_note_hours)
    is_planned = shift.state == ShiftState.PLANNED
    refuses = bool(may(actor, Capability.CANCEL_FOR_SAFETY, record))
    safeguards = bool(may(actor, Capability.SUSPEND, record))
    own = set()
    if may(actor, Capability.WITHDRAW_OWN_VOLUNTEERS, record):
        own = _own(actor, {one.person_id for one in found})
    asked = {
        one.pk: may(
            actor,
            Capability.DECIDE_SIGN_UPS,
            record,
            case=staff.case(request_case(shift, one.made_at), record),
            now=now,
        )
        for one in found
        if one.state in (SignUpState.REQUESTED, SignUpState.DECLINED) and one.starts_at > now
    }
    named, is_side = len(shift.positions.all()) > 1, bool(actor.role)
    return [
        Comer(
            sign_up=one,
            name=heads_of(one.person.name, one.heads),
            phone=str(one.person.phone or "") if one.person_id in reachable else "",
            state=_state(one, is_side=is_side),
            may_note_call=takes_calls and is_planned and now < latest,
            may_answer=one.pk in asked and bool(asked[one.pk]),
            why_not=" ".join(whose_instead([asked[one.pk]])) if one.pk in asked else "",
            is_stepping_in=one.pk in asked and asked[one.pk].is_stepping_in,
            may_undo=takes_calls and is_undoable(actor, one, now),
            about=_beside(one, named, one.person_id in reachable, is_side=is_side),
            may_change=may_place
            and not reasons_against_changing_one(one.state, starts_at=shift.starts_at, now=now),
            may_suspend=safeguards and one.person_id not in own and not refuses,
            may_take_off=is_planned and now < latest and (refuses or one.person_id in own),
        )
        for one in found
        if one.state not in _GONE or one.person_id not in back
    ]


def _beside(sign_up: SignUp, has_positions: bool, is_reachable: bool, *, is_side: bool) -> str:
    """Why a rule was set aside for somebody is not for a volunteer who leads."""
    said = [about(sign_up, with_position=has_positions, with_reason=is_side)]
    if is_reachable and sign_up.person.contact_name:
        said.append(_("%(name)s speaks for the group") % {"name": sign_up.person.contact_name})
    return " · ".join(filter(None, said))


def is_undoable(actor: Actor, sign_up: SignUp, now: datetime) -> bool:
    """Whether staff may take back what they noted or decided, and only before the start: a call,
    or what their own side did above the record.
    """
    if sign_up.state != SignUpState.CANCELLED or sign_up.starts_at <= now:
        return False
    own = sign_up.cancelled_by == decided_by(actor.party)
    return sign_up.cancel_reason == CancelReason.RANG or (
        sign_up.cancel_reason in ABOVE_THE_RECORD and own
    )


ABOVE_THE_RECORD = {
    CancelReason.WITHDRAWN: Capability.WITHDRAW_OWN_VOLUNTEERS,
    CancelReason.REFUSED_ENTRY: Capability.CANCEL_FOR_SAFETY,
}
"""Why a place is freed whoever holds the task, and what allows it."""


def reason_to_take_off(actor: Actor, record: Record, person: Person) -> CancelReason | None:
    """Why one may free somebody's place whoever holds the task; None where one may not.

    The unit may always refuse entry, an organisation always withdraw its own volunteers. One query
    for an organisation.
    """
    if may(actor, Capability.CANCEL_FOR_SAFETY, record):
        return CancelReason.REFUSED_ENTRY
    if may(actor, Capability.WITHDRAW_OWN_VOLUNTEERS, record) and person.pk in _own(
        actor, [person.pk]
    ):
        return CancelReason.WITHDRAWN
    return None


def _own(actor: Actor, people: Iterable[int]) -> set[int]:
    """Those of some people who belong to the actor's organisation; one query."""
    hat = actor.membership
    if hat is None or not hat.organisation_id:
        return set()
    rows = Affiliation.objects.current().filter(organisation_id=hat.organisation_id)
    return set(rows.filter(person_id__in=list(people)).values_list("person_id", flat=True))


def _state(sign_up: SignUp, *, is_side: bool) -> str:
    """A volunteer who leads does not read why somebody stays away: it may be a hold."""
    if is_side and sign_up.state == SignUpState.CANCELLED and sign_up.cancel_reason:
        return str(CANCEL_REASONS[CancelReason(sign_up.cancel_reason)])
    return str(STATES[SignUpState(sign_up.state)])


def reasons_to_cancel(actor: Actor, record: Record) -> tuple[ShiftCancelReason, ...]:
    """Whoever plans may cancel for any reason on the list, the unit always for safety."""
    return tuple(
        one
        for one in ShiftCancelReason
        if one not in NEVER_CHOSEN and may_cancel(actor, one, record)
    )


def may_cancel(actor: Actor, reason: ShiftCancelReason, record: Record) -> Verdict:
    """Whether one may cancel a session for this reason, and why not."""
    planning = may(actor, Capability.PLAN_SHIFTS, record)
    if planning or reason != ShiftCancelReason.SAFETY:
        return planning
    return may(actor, Capability.CANCEL_FOR_SAFETY, record)


def placeable(actor: Actor, shift: Shift) -> QuerySet[Person]:
    """People whom one sees and who have no place on a session yet, by name; also who asked for
    one, waits or has an offer.
    """
    has_place = (SignUpState.CONFIRMED, SignUpState.AWAITING)
    on_it = SignUp.objects.filter(shift=shift, state__in=has_place)
    people = Person.objects.visible_to(actor.user).present()
    return people.exclude(pk__in=on_it.values("person_id")).order_by("name", "pk")


def plannable(actor: Actor) -> list[Activity]:
    """Activities for which one may plan sessions now, by name; five queries for any number."""
    rows = Activity.objects.visible_to(actor.user).current()
    activities = rows.select_related("ward", "unit__area__policy").order_by("name", "pk")
    records = records_of(activities)
    return [one for one in activities if may(actor, Capability.PLAN_SHIFTS, records[one.pk])]
