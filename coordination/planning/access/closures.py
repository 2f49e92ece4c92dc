"""What the page of a closure shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from coordination.shifts.models import Closure
from coordination.shifts.rules import ClosureReason
from coordination.shifts.words import CLOSURE_REASONS, short_day
from coordination.signups.access import when
from coordination.signups.models import Reached, SignUp
from coordination.signups.words import heads_of
from volunteers.memberships.access import Actor, colleague_names
from volunteers.people.models import Person

DUE_WITHIN = timedelta(hours=24)  # who may be on the way already (domain: "closure")


class Due(NamedTuple):
    """Somebody who is expected while the place is closed."""

    name: str
    what: str
    phone: str
    pk: int = 0
    reached: str = ""  # by whom and when; empty: not yet


@dataclass(frozen=True)
class ClosurePage:
    """A closure with whom to ring."""

    closure: Closure
    place: str
    reason: str
    since: str
    until: str
    is_open: bool  # still in force
    people: list[Due]
    reached: str = ""  # "2 of 3"


def name_of(closure: Closure) -> str:
    """The ward's name, or the unit's."""
    return closure.ward.name if closure.ward else closure.unit.name


def closure_page(actor: Actor, closure: Closure, now: datetime) -> ClosurePage:
    """Everything about one closure; three queries."""
    is_open = closure.reopened_at is None and (closure.ends_at is None or closure.ends_at > now)
    due = people_due(closure, now) if is_open else []
    reachable = set(
        Person.objects.visible_to(actor.user)
        .filter(pk__in={one.person_id for one in due})
        .values_list("pk", flat=True)
    )
    ticked = {one.sign_up_id: one for one in closure.reached.filter(reached_at__isnull=False)}
    names = colleague_names(one.reached_by_id for one in ticked.values() if one.reached_by_id)
    ends_at = closure.reopened_at or closure.ends_at
    return ClosurePage(
        closure=closure,
        place=name_of(closure),
        reason=str(CLOSURE_REASONS[ClosureReason(closure.reason)]),
        since=_at(closure, closure.starts_at),
        until=_at(closure, ends_at) if ends_at else _("until further notice"),
        is_open=is_open,
        people=[
            Due(
                heads_of(one.person.name, one.heads),
                f"{one.shift.activity.name}, {when(one.shift)}",
                str(one.person.phone or "") if one.person_id in reachable else "",
                one.pk,
                _reached(closure, ticked.get(one.pk), names),
            )
            for one in due
        ],
        reached=_("%(done)s of %(all)s reached")
        % {"done": sum(one.pk in ticked for one in due), "all": len(due)},
    )


def _reached(closure: Closure, row: Reached | None, names: Mapping[int, str]) -> str:
    if row is None or row.reached_at is None:
        return ""
    at = row.reached_at.astimezone(closure.unit.zone)
    who = names[row.reached_by_id] if row.reached_by_id else ""
    return _("Reached at %(time)s by %(name)s") % {"time": f"{at:%H:%M}", "name": who}


def people_due(closure: Closure, now: datetime) -> list[SignUp]:
    """Who is expected within a day while the place is closed, the next first; one query."""
    until = now + DUE_WITHIN
    if closure.ends_at is not None:
        until = min(until, closure.ends_at)
    rows = (
        SignUp.objects.for_pages()
        .holding()
        .filter(shift__activity__unit_id=closure.unit_id, ends_at__gt=now, starts_at__lt=until)
    )
    if closure.ward_id is not None:
        rows = rows.filter(shift__activity__ward_id=closure.ward_id)
    return list(rows.order_by("starts_at", "person__name"))


def _at(closure: Closure, moment: datetime) -> str:
    local = moment.astimezone(closure.unit.zone)
    return f"{short_day(local.date())}, {local:%H:%M}"
