"""Gaps and collisions of many activities at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from coordination.activities.models import Activity
from coordination.arrangements.access import Record, records_of, today_at
from coordination.arrangements.models import TaskContact, Version
from coordination.arrangements.rules import ContactFacts, TaskRow, Trouble, TroubleFacts, troubles
from coordination.shifts.models import Shift

LOOK_AHEAD = timedelta(days=28)
"""Sessions that are looked at for contacts: a month shows every weekday four times."""


def troubles_of(
    activities: Iterable[Activity], now: datetime, records: Mapping[int, Record] | None = None
) -> dict[int, list[Trouble]]:
    """Every gap and collision of each activity now; at most ten queries for any number.

    Args:
        activities: with `unit__area__policy` selected.
        records: their records as of today, where the caller has them.
    """
    wanted = {one.pk: one for one in activities}
    records = records if records is not None else records_of(wanted.values())
    contacts: dict[int, list[ContactFacts]] = defaultdict(list)
    proposals: dict[int, list[Sequence[TaskRow]]] = defaultdict(list)
    sessions: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for contact in TaskContact.objects.filter(activity__in=wanted):
        if contact.facts.is_valid_on(today_at(wanted[contact.activity_id], now)):
            contacts[contact.activity_id].append(contact.facts)
    for version in Version.objects.open_at(now).filter(activity__in=wanted).with_rows():
        proposals[version.activity_id].append(version.rows)
    coming = Shift.objects.upcoming(now).filter(activity__in=wanted)
    rows = coming.filter(starts_at__lt=now + LOOK_AHEAD)
    for pk, start, end in rows.values_list("activity_id", "starts_at", "ends_at"):
        zone = wanted[pk].unit.zone
        sessions[pk].append((start.astimezone(zone), end.astimezone(zone)))
    return {
        pk: troubles(
            TroubleFacts(
                rows=records[pk].rows,
                contacts=contacts[pk],
                proposals=proposals[pk],
                sessions=sessions[pk],
            )
        )
        for pk in wanted
    }
