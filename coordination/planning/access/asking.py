"""Who may ask people to come: whoever holds RECRUIT, and nobody because of another task."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from coordination.activities.models import Activity
from coordination.arrangements.access import Record, Verdict, may, records_of
from coordination.planning.access.waiting import Staff, verdict_on
from coordination.shifts.models import Shift
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, Task
from volunteers.places.models import CareUnit


def may_ask(actor: Actor, record: Record) -> Verdict:
    """Whether somebody may ask people about an activity, and why not. No query."""
    return may(actor, Capability.INVITE_VOLUNTEERS, record)


def may_ask_on(
    actor: Actor, record: Record, shift: Shift, now: datetime, staff: Staff | None = None
) -> Verdict:
    """The same for one session, which may have waited so long that the other side steps in."""
    return verdict_on(actor, Capability.INVITE_VOLUNTEERS, record, shift, now, staff)


def asked_by_others(actor: Actor, activities: Iterable[Activity]) -> dict[int, str]:
    """Of some activities those where another side alone asks people, and who that is.

    As many queries as `records_of`. The activities need `unit__area__policy` selected.
    """
    records = records_of(activities)
    return {
        pk: record.who(Task.RECRUIT) for pk, record in records.items() if not may_ask(actor, record)
    }


@dataclass(frozen=True)
class Recruiting:
    """For which activities of a unit one may ask people, and who recruits for the others."""

    own: list[int]  # ids of activities
    others: list[tuple[str, str]]  # an activity's name, and who recruits for it
    refused: tuple[Verdict, ...] = ()

    @property
    def is_all_others(self) -> bool:
        """Whether there is nobody here whom one may ask."""
        return bool(self.refused) and not self.own


def recruiting_at(actor: Actor, unit: CareUnit) -> Recruiting:
    """Where at a unit one recruits; at most six queries for any number of activities."""
    rows = Activity.objects.current().filter(unit=unit).select_related("unit__area__policy")
    records = records_of(rows.order_by("name", "pk"))
    verdicts = {pk: may_ask(actor, record) for pk, record in records.items()}
    no = [pk for pk, verdict in verdicts.items() if not verdict]
    return Recruiting(
        own=[pk for pk, verdict in verdicts.items() if verdict],
        others=[(records[pk].activity.name, records[pk].who(Task.RECRUIT)) for pk in no],
        refused=tuple(verdicts[pk] for pk in no),
    )
