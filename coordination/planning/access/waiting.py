"""What waits on sessions, as cases: since when, and how far it has come. To-dos are no rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import Max

from coordination.activities.models import Activity
from coordination.arrangements.access import Record, Verdict, may, today_at
from coordination.arrangements.rules import UNIT_PARTY, Case, Step
from coordination.shifts.models import Shift
from coordination.shifts.rules import ShiftState
from coordination.signups.access.first_times import known_since
from coordination.signups.access.visiting import alone_on_first
from coordination.signups.models import UNRECORDED, Raised, SignUp
from coordination.signups.rules import SignUpState
from coordination.signups.rules.raised import CLOSES, RaisedKind, task_of
from volunteers.memberships.access import Actor
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import Capability, Task, allows, covers_day

AHEAD = timedelta(days=7)
"""A session that needs somebody is a to-do from a week before its start (as Today shows it)."""


def _wait(shift: Shift) -> timedelta:
    return timedelta(days=shift.activity.unit.area.policy.wait_days)


class Staff:
    """Who there is at each side: what would come to a colleague or deputy whom a side does not
    have goes on at once. One query, and only where a case is asked about.
    """

    def __init__(self, records: Iterable[Record], now: datetime) -> None:
        self.records, self.now = records, now

    @cached_property
    def _people(self) -> dict[str, list[Membership]]:
        found: dict[str, list[Membership]] = defaultdict(list)
        sides = {_key(party, one) for one in self.records for party in one.names}
        rows = Membership.objects.around(self.now).filter(scope_key__in=sides)
        for one in rows.only("scope_key", "role", "user", "deputy_for", "starts_on", "ends_on"):
            found[one.scope_key].append(one)
        return found

    def case(self, case: Case, record: Record) -> Case:
        """The same case, without the steps at which nobody would hear of it."""
        day = today_at(record.activity, self.now)
        holders = record.holder(case.task).parties
        here = [one for party in holders for one in self._on(_key(party, record), day)]
        able = [one for one in here if any(allows(one.role, act) for act in case.acts)]
        people = {one.user_id for one in able if one.deputy_for_id is None}
        deputies = {one.user_id for one in able if one.deputy_for_id is not None} - people
        empty = set()
        if not people | deputies:  # nobody there would ever see it
            empty.add(Step.HOLDER)
        if len(people) < 2:
            empty.add(Step.COLLEAGUES)
        if not deputies:
            empty.add(Step.DEPUTY)
        return replace(case, empty=frozenset(empty))

    def _on(self, key: str, day: date) -> list[Membership]:
        rows = self._people.get(key, [])
        return [one for one in rows if covers_day(one.starts_on, one.ends_on, day)]


def _key(party: str, record: Record) -> str:
    """The scope behind a party of a record."""
    return f"unit:{record.activity.unit_id}" if party == UNIT_PARTY else party


def request_case(shift: Shift, made_at: datetime) -> Case:
    """A sign-up that waits for a yes or a no."""
    acts = frozenset({Capability.DECIDE_SIGN_UPS})
    return Case(Task.MATCH, acts, made_at, _wait(shift), shift.starts_at)


def cover_case(shift: Shift, freed_at: datetime | None) -> Case:
    """A session that needs somebody: since a week before it, or since it was planned or a place
    came free later than that.
    """
    acts = frozenset({Capability.PLAN_SHIFTS, Capability.PLACE_PEOPLE})
    begins = (shift.starts_at - AHEAD, shift.planned_at, freed_at)
    since = max(one for one in begins if one is not None)
    return Case(Task.SCHEDULE, acts, since, _wait(shift), shift.starts_at)


def recruit_case(shift: Shift, freed_at: datetime | None) -> Case:
    """The same session for whoever recruits: since as long as it needs somebody."""
    acts = frozenset({Capability.INVITE_VOLUNTEERS})
    return replace(cover_case(shift, freed_at), task=Task.RECRUIT, acts=acts)


def cover_cases(shift: Shift, freed_at: datetime | None, record: Record) -> tuple[Case, ...]:
    """What waits because a session needs somebody: for whoever plans it, and for whoever recruits
    where that is not the same side, so that nobody hears of one session twice.
    """
    planning = cover_case(shift, freed_at)
    if record.holder(Task.RECRUIT).parties == record.holder(Task.SCHEDULE).parties:
        return (planning,)
    return (planning, recruit_case(shift, freed_at))


def attendance_case(shift: Shift) -> Case:
    """A session that is over and of which nobody has said who came."""
    acts = frozenset({Capability.RECORD_ATTENDANCE})
    return Case(Task.RECORD, acts, shift.ends_at, _wait(shift))


def induction_case(shift: Shift, known_at: datetime) -> Case:
    """Somebody comes for the first time: since a week before it, or since it is known."""
    acts = frozenset({Capability.RECORD_TRAINING})
    since = max(shift.starts_at - AHEAD, known_at)
    return Case(Task.TRAIN, acts, since, _wait(shift), shift.starts_at)


def company_case(shift: Shift, known_at: datetime) -> Case:
    """Somebody's first home visit would be made alone: since a week before it, or since then."""
    acts = frozenset({Capability.PLACE_PEOPLE})
    return replace(induction_case(shift, known_at), task=Task.MATCH, acts=acts)


def company_cases(shifts: Iterable[Shift]) -> list[tuple[SignUp, Case]]:
    """Of sessions ahead that are home visits, with their activity: whose first one would be made
    alone; four queries, or none where there is no home visit.
    """
    visits = {one.pk: one for one in shifts if one.activity.is_home_visit}
    if not visits:
        return []
    rows = SignUp.objects.confirmed().filter(shift__in=visits).select_related("person")
    going = list(rows.order_by("starts_at", "pk"))
    for one in going:
        one.shift = visits[one.shift_id]
    alone = alone_on_first(going)
    since = known_since(alone)
    return [(one, company_case(one.shift, since[one.pk])) for one in alone]


def hours_case(activity: Activity, made_at: datetime) -> Case:
    """Hours that a volunteer added and nobody has answered. The activity needs
    `unit__area__policy` selected.
    """
    acts = frozenset({Capability.APPROVE_HOURS})
    wait = timedelta(days=activity.unit.area.policy.wait_days)
    return Case(Task.RECORD, acts, made_at, wait)


def told_case(activity: Activity, kind: RaisedKind, raised_at: datetime) -> Case:
    """A concern or a hard day that is told of at some time, until it is closed. The activity needs
    `unit__area__policy` selected.
    """
    wait = timedelta(days=activity.unit.area.policy.wait_days)
    return Case(task_of(kind), frozenset({CLOSES[kind]}), raised_at, wait)


def raised_case(row: Raised) -> Case:
    """The same for one that is there, loaded by `for_pages`."""
    return told_case(row.activity, RaisedKind(row.kind), row.raised_at)


def freed_at(shifts: Iterable[Shift]) -> dict[int, datetime]:
    """When a place last came free on each shift; one query."""
    rows = SignUp.objects.filter(shift__in=list(shifts), state=SignUpState.CANCELLED)
    found = rows.order_by().values_list("shift_id").annotate(Max("cancelled_at"))
    return {pk: moment for pk, moment in found if moment is not None}


def cases_of(shift: Shift, capability: Capability, now: datetime) -> list[Case]:
    """What waits on a session that somebody would meet by this act: each case by itself, as each
    can be another side's. At most two queries, six on a home visit.
    """
    if shift.state != ShiftState.PLANNED:
        return []
    if capability == Capability.RECORD_ATTENDANCE and shift.ends_at <= now:
        unknown = SignUp.objects.confirmed().filter(UNRECORDED, shift=shift)
        return [attendance_case(shift)] if unknown.exists() else []
    found = _COVERING.get(capability)
    if found is None or shift.starts_at <= now:
        return []
    cases = []
    if sum(one.coverage.missing for one in shift.positions.all()):
        cases.append(found(shift, freed_at([shift]).get(shift.pk)))
    if capability == Capability.PLACE_PEOPLE:
        cases += [case for _sign_up, case in company_cases([shift])]
    return cases


_COVERING = {
    Capability.PLAN_SHIFTS: cover_case,
    Capability.PLACE_PEOPLE: cover_case,
    Capability.INVITE_VOLUNTEERS: recruit_case,
}


def verdict_on(
    actor: Actor,
    capability: Capability,
    record: Record,
    shift: Shift,
    now: datetime,
    staff: Staff | None = None,
) -> Verdict:
    """`may` for one session: one's own task, or what waited too long. At most three queries."""
    verdict = may(actor, capability, record)
    if verdict or not verdict.party:
        return verdict
    staff = staff or Staff([record], now)
    for case in cases_of(shift, capability, now):
        asked = may(actor, capability, record, case=staff.case(case, record), now=now)
        if asked:
            return asked
    return verdict
