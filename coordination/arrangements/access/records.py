"""The record of an activity on a day: what was agreed, without whoever has left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property

from django.db.models import OuterRef, Subquery

from careshare import clock
from careshare.sentences import joined
from coordination.activities.models import Activity
from coordination.arrangements.access.leading import leaders_at
from coordination.arrangements.models import Ending, Version
from coordination.arrangements.rules import (
    UNIT_PARTY,
    Derived,
    Holder,
    Leader,
    TaskRow,
    derive,
    holder,
    left_by,
    left_to_volunteers,
    notice_on,
    on_others_day,
    parties_of,
    without,
)
from volunteers.memberships.rules import Task


@dataclass(frozen=True)
class Record:
    """What the record of an activity says on a day; empty where nothing is agreed yet."""

    activity: Activity
    version: Version | None = None
    rows: tuple[TaskRow, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # party key -> how it is called
    leaders: Mapping[Task, Leader] = field(default_factory=dict)  # of what volunteers see to

    @cached_property
    def by_task(self) -> dict[Task, TaskRow]:
        return {row.task: row for row in self.rows}

    @cached_property
    def derived(self) -> Derived:
        return derive(
            self.rows, settled_core_tasks=self.activity.unit.area.policy.settled_core_tasks
        )

    def holder(self, task: Task) -> Holder:
        return holder(task, self.by_task.get(task))

    def who(self, *tasks: Task) -> str:
        """The names of those who hold a task, or one of several: the unit first, then by name."""
        parties = {party for task in tasks for party in self.holder(task).parties}
        held = sorted((party != UNIT_PARTY, self.names.get(party, "")) for party in parties)
        return joined(name for _is_other, name in held)

    def others(self, task: Task) -> list[str]:
        """The names of the sides that do not hold a task."""
        holders = self.holder(task).parties
        return [name for party, name in self.names.items() if party not in holders]

    def on_day_of(self, task: Task, party: str, day: date) -> str:
        """The names of those whose day it is in a task divided by weekdays; "" for one's own."""
        theirs = on_others_day(self.by_task.get(task), party, day.isoweekday())
        return joined(self.names.get(one.party, "") for one in theirs)

    @property
    def partners(self) -> list[str]:
        """The organisations that the record names."""
        return [name for party, name in self.names.items() if party != UNIT_PARTY]


def records_of(activities: Iterable[Activity], day: date | None = None) -> dict[int, Record]:
    """The record of each activity on a day (today in each unit's zone), without whoever has left.

    Four queries in all, one more where somebody gave notice, and one where a task is left to the
    volunteers: who leads it now, or at the beginning of another day. The activities need
    `unit__area__policy` selected.
    """
    wanted = {activity.pk: activity for activity in activities}
    records = {pk: Record(one, names={UNIT_PARTY: one.unit.name}) for pk, one in wanted.items()}
    by_day: dict[date, list[int]] = {}
    for pk, one in wanted.items():
        by_day.setdefault(day or clock.today(one.unit.zone), []).append(pk)
    for on, ids in by_day.items():  # one day, unless the units lie in several zones
        latest = (
            Version.objects.agreed()
            .filter(activity=OuterRef("activity"), valid_from__lte=on)
            .order_by("-number")
            .values("pk")[:1]
        )
        found = Version.objects.agreed().filter(activity_id__in=ids, pk=Subquery(latest))
        versions = list(found.with_rows())
        notices = Ending.objects.notices_of(versions)
        for version in versions:
            left = left_by(notices.get(version.activity_id, ()), version.number or 0, on)
            activity = wanted[version.activity_id]
            records[activity.pk] = record_from(activity, version, left)
    return _with_leaders(records, day)


def _with_leaders(records: dict[int, Record], day: date | None) -> dict[int, Record]:
    by_moment: dict[datetime, list[int]] = {}
    now = clock.now()
    for pk, one in records.items():
        if left_to_volunteers(one.rows):
            zone = one.activity.unit.zone
            is_now = day is None or day == now.astimezone(zone).date()
            at = now if is_now else datetime.combine(day or now.date(), time.min, zone)
            by_moment.setdefault(at, []).append(pk)
    for at, ids in by_moment.items():
        for pk, leaders in leaders_at(ids, at).items():
            left = set(left_to_volunteers(records[pk].rows))
            kept = {task: one for task, one in leaders.items() if task in left}
            records[pk] = replace(records[pk], leaders=kept)
    return records


def latest_record(activity: Activity, day: date | None = None, number: int | None = None) -> Record:
    """What was agreed last, even where it begins only later: what a new proposal is based on.

    Args:
        day: without those who have left by then; today unless given.
        number: this very version instead of the last one.
    """
    agreed = activity.versions.agreed().with_rows().order_by("-number")
    version = (agreed.filter(number=number) if number else agreed).first()
    if version is None:
        return Record(activity, names={UNIT_PARTY: activity.unit.name})
    on = day or clock.today(activity.unit.zone)
    notices = Ending.objects.notices_of([version]).get(activity.pk, ())
    return record_from(activity, version, left_by(notices, version.number or 0, on))


def replaced_parties(base: Record, day: date) -> frozenset[str]:
    """Everybody whose consent a version from a day on needs, beside those whom it names itself.

    Those of the record that was agreed last, and, where that one begins only later, those of the
    record which holds on the day. No query, or four where it begins later.
    """
    parties = parties_of(base.rows)
    if base.version is None or base.version.valid_from <= day:
        return parties
    return parties | parties_of(record_of(base.activity, day).rows)


def notice_days(record: Record, today: date) -> int:
    """How many days ahead a party leaves that says so today: as agreed, else as the area says;
    sooner while a trial runs.
    """
    policy, version = record.activity.unit.area.policy, record.version
    return notice_on(
        today,
        agreed=version.notice_days if version else 0,
        usual=policy.notice_days,
        trial_until=version.trial_until if version else None,
        in_trial=policy.trial_notice_days,
    )


def record_from(activity: Activity, version: Version, left: frozenset[str] = frozenset()) -> Record:
    """A record out of one version, agreed or proposed; its rows prefetched (`with_rows`).

    Args:
        left: the parties that have left by the day in question.
    """
    names = version.names(activity.unit.name)
    kept = {
        party: name for party, name in names.items() if party not in left or party == UNIT_PARTY
    }
    return Record(activity, version, without(version.rows, left), kept)


def record_of(activity: Activity, day: date | None = None) -> Record:
    """The record of one activity on a day; four or five queries."""
    return records_of([activity], day)[activity.pk]


def today_at(activity: Activity, now: datetime) -> date:
    """The calendar day at the unit, which decides which version is valid."""
    return now.astimezone(activity.unit.zone).date()


def begins_at(activity: Activity, on: date, now: datetime) -> datetime:
    """The moment from which a day counts: at once where it is today, else local midnight."""
    if on <= today_at(activity, now):
        return now
    return datetime.combine(on, time.min, activity.unit.zone)
