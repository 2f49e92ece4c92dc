"""Who could be put down for every time, and who is."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from coordination.shifts.models import Series
from coordination.shifts.words import short_day
from coordination.signups.models import Standing
from coordination.signups.words import heads_of
from volunteers.memberships.access import Actor
from volunteers.people.models import Person


def placeable_in(actor: Actor, series: Series) -> QuerySet[Person]:
    """People whom one sees and who do not come every time yet, by name."""
    chain = Series.objects.chain_of(series.pk)
    there = Standing.objects.live().filter(series__in=chain).values("person_id")
    people = Person.objects.visible_to(actor.user).present().exclude(pk__in=there)
    return people.order_by("name", "pk")


class Regular(NamedTuple):
    """One who comes every time."""

    pk: int
    name: str
    paused_until: str


def regulars(series: Series, now: datetime) -> list[Regular]:
    """Who comes every time to a series or what it goes on as, by name; two queries."""
    today = now.astimezone(series.activity.unit.zone).date()
    chain = Series.objects.chain_of(series.pk)
    rows = Standing.objects.live().filter(series__in=chain).select_related("person")
    return [
        Regular(
            one.pk,
            heads_of(one.person.name, one.heads),
            short_day(one.paused_until) if one.paused_until and one.paused_until > today else "",
        )
        for one in rows.order_by("person__name", "pk")
    ]
