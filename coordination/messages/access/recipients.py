"""Who is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db.models import Q

from careshare.outbox.models import Delivery
from coordination.activities.models import Activity
from coordination.arrangements.access import Record, record_of, today_at
from coordination.arrangements.rules import UNIT_PARTY, Case, Step, organisation_id
from coordination.messages.rules import ALSO_WHEN_LATE, TOLD_OF, Kind
from coordination.signups.models import SignUp
from volunteers.accounts.models import User
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import Role, Task


def speakers(
    parties: Iterable[str], activity: Activity, day: date, *, are_deputies: bool = False
) -> list[User]:
    """The log-ins that speak for parties of an activity, each once; one query.

    The host unit's managers, and the organisations' coordinators; somebody's deputy on the days of
    that. With `are_deputies` those alone.
    """
    parties = set(parties)
    organisations = {organisation_id(party) for party in parties - {UNIT_PARTY}}
    wanted = Q(role=Role.COORDINATOR, organisation_id__in=organisations)
    if UNIT_PARTY in parties:
        wanted |= Q(role=Role.UNIT_MANAGER, unit_id=activity.unit_id)
    found = Membership.objects.on(day).filter(wanted).select_related("user").order_by("pk")
    if are_deputies:
        found = found.filter(deputy_for__isnull=False)
    return list({membership.user_id: membership.user for membership in found}.values())


def told_by(letters: Iterable[str], cause: str, ids: Iterable[int]) -> set[tuple[int, int | None]]:
    """To whom letters of some kinds about some rows have left, as (row, person); one query."""
    rows = Delivery.objects.may_have_left().filter(
        kind__in=list(letters), cause=cause, cause_id__in=list(ids)
    )
    return set(rows.values_list("cause_id", "person_id"))


def claims_on(activity: Activity, now: datetime, day: date) -> dict[str, int]:
    """The organisations from outside the record whose own offer still waits, each with the id of
    its latest; one query beside the record's.
    """
    inside = {*record_of(activity, day).names, UNIT_PARTY}
    waiting = activity.versions.open_at(now).values_list("proposer", "pk")
    return {party: pk for party, pk in waiting if party not in inside}


def tasks_told(sign_up: SignUp, kind: Kind) -> tuple[Task, ...]:
    """Whose holders hear of a change of a sign-up: as the table says, and whoever receives, where
    a place comes free late (area policy). The sign-up loaded by `for_pages`.
    """
    tasks = TOLD_OF[kind]
    hours = sign_up.shift.activity.unit.area.policy.late_cancel_hours
    late_from = sign_up.starts_at - timedelta(hours=hours)
    is_late = sign_up.cancelled_at is not None and sign_up.cancelled_at >= late_from
    return (*tasks, *ALSO_WHEN_LATE) if is_late else tasks


def colleagues(record: Record, *tasks: Task, day: date) -> list[User]:
    """Those who are told about some tasks of an activity.

    Where the side that holds them has nobody, the host unit is told: nothing goes unread.
    """
    parties = frozenset().union(*(record.holder(task).parties for task in tasks))
    found = speakers(parties, record.activity, day)
    return found or speakers({UNIT_PARTY}, record.activity, day)


def told_at(
    record: Record,
    case: Case,
    now: datetime,
    *,
    is_told: bool = False,
    had: Collection[int] | None = None,
) -> list[User]:
    """To whom something that waits has come: the side's colleagues, then its deputies, then the
    other side, and the side itself sees that, too. Who runs something alone is reminded once where
    neither colleague nor deputy was. One or two queries.

    Args:
        case: without the steps at which nobody is (`Staff.case`).
        is_told: a letter went out when it began. Where the side has nobody, the unit had that one,
            and needs no second; one query more.
        had: the log-ins to which that letter went, where that is known: whoever had it may have
            left since, and then the unit had none.
    """
    day = today_at(record.activity, now)
    users = _come_to(record, case, now, day)
    if not is_told or Step.HOLDER not in case.empty:
        return users
    if had is None:
        had = {one.pk for one in colleagues(record, case.task, day=day)}
    return [one for one in users if one.pk not in had]


def _come_to(record: Record, case: Case, now: datetime, day: date) -> list[User]:
    step, task = case.step(now), case.task
    holders = record.holder(task).parties
    if step == Step.COLLEAGUES:
        return colleagues(record, task, day=day)
    if step == Step.DEPUTY:
        return speakers(holders, record.activity, day, are_deputies=True)
    others = set(record.names) - holders
    is_news = bool(others) or case.empty == {Step.COLLEAGUES, Step.DEPUTY}
    return speakers({*others, *holders}, record.activity, day) if is_news else []
