"""Who may say which volunteer leads, whom one can choose, and what speaks against somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet, Sum

from careshare.errors import Reason
from coordination.activities.models import Activity, LeadingVolunteer
from coordination.activities.rules import ActivityState
from coordination.activities.rules.leading import LeadingFacts, reasons_against_leading
from coordination.arrangements.access import (
    Record,
    Verdict,
    begins_at,
    latest_record,
    may,
    record_of,
    today_at,
)
from coordination.arrangements.rules import UNIT_PARTY, left_to_volunteers
from coordination.planning.access.series import limits_of
from coordination.signups.models import SignUp, Standing, Suspension
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, Task
from volunteers.people.access import known_to
from volunteers.people.models import Person, PersonQuerySet
from volunteers.people.rules import PersonKind


def may_name(actor: Actor, record: Record) -> Verdict:
    """Whether one may say who leads: whoever speaks for the host unit, as it answers for it."""
    verdict = may(actor, Capability.PROPOSE, record)
    if verdict and verdict.party != UNIT_PARTY:
        return Verdict(False, (Reason("not_the_unit"),), party=verdict.party)
    return verdict


@dataclass(frozen=True)
class Led:
    """One task that is left to the volunteers, and who leads it from a day on."""

    task: Task
    leader: Person | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Leading:
    """All that the page of an activity says about who leads."""

    from_on: date  # today, or the first day of what was agreed last
    tasks: list[Led]
    opened: int  # what two hands on the form are compared by


def leading_of(record: Record, now: datetime) -> Leading:
    """Every task that today's record leaves to the volunteers, or one that was agreed already.

    Three queries, four more where nothing is left to the volunteers today.
    """
    activity = record.activity
    today = today_at(activity, now)
    tasks, from_on = left_to_volunteers(record.rows), today
    if not tasks:
        later = latest_record(activity)
        tasks = left_to_volunteers(later.rows)
        if later.version is not None:
            from_on = max(today, later.version.valid_from)
    at = begins_at(activity, from_on, now)
    rows = LeadingVolunteer.objects.not_over(at).present().filter(activity=activity)
    found: dict[str, LeadingVolunteer] = {}
    for row in rows.select_related("person").order_by("-from_at"):
        found[row.task] = row  # the first to lead from then on
    lines = []
    for task in tasks:
        one = found.get(task)
        lines.append(Led(task, one.person, one.from_at, one.until_at) if one else Led(task))
    return Leading(from_on, lines, opened_on(activity))


def opened_on(activity: Activity) -> int:
    """A number that grows with every change of who leads; one query."""
    total = LeadingVolunteer.objects.filter(activity=activity).aggregate(n=Sum("version"))["n"]
    return total or 0


def who_could_lead(actor: Actor, activity: Activity) -> PersonQuerySet:
    """People who come to the activity, once or every time, and whom one's side sees; by name.

    Not whoever is on hold there, and no group: one person leads.
    """
    return (
        _coming(actor, activity)
        .exclude(kind=PersonKind.GROUP)
        .exclude(pk__in=_held(activity).values("person_id"))
        .order_by("name", "pk")
    )


def _coming(actor: Actor, activity: Activity) -> PersonQuerySet:
    once = SignUp.objects.holding().filter(shift__activity=activity).values("person_id")
    always = Standing.objects.live().filter(series__activity=activity).values("person_id")
    return known_to(actor).filter(Q(pk__in=once) | Q(pk__in=always))


def _held(activity: Activity) -> QuerySet[Suspension]:
    """Holds that reach an activity: the unit's, and those of organisations that take part."""
    here = Q(unit_id=activity.unit_id)
    here |= Q(organisation__in=activity.parties.values("organisation_id"))
    return Suspension.objects.open().filter(here)


def against_leading(
    actor: Actor, activity: Activity, people: Mapping[Task, Person], from_on: date, now: datetime
) -> list[Reason]:
    """Every reason against naming these people from a day on, each once; ten queries at most.

    Asked under lock: the record of that day, and who comes, may have changed since the page.
    """
    ids = {one.pk for one in people.values()}
    coming = set(_coming(actor, activity).filter(pk__in=ids).values_list("pk", flat=True))
    held = set(_held(activity).filter(person__in=ids).values_list("person_id", flat=True))
    left = set(left_to_volunteers(record_of(activity, from_on).rows))
    today = today_at(activity, now)
    reasons: list[Reason] = []
    for task, person in people.items():
        facts = LeadingFacts(
            task=task,
            is_left_to_volunteers=task in left,
            comes_here=person.pk in coming,
            is_group=person.kind == PersonKind.GROUP,
            is_on_hold=person.pk in held,
            from_on=from_on,
            today=today,
            latest=limits_of(activity).latest(today),
            has_ended=activity.state == ActivityState.ENDED,
        )
        reasons += [one for one in reasons_against_leading(facts) if one not in reasons]
    return reasons
