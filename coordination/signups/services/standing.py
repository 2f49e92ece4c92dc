"""Standing volunteers: join a series, pause, hand back; sign-ups come with the sessions."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from careshare.audit.services import record as audit
from careshare.celery import poke
from careshare.errors import Reason, Refused, refuse_if
from careshare.outbox.services.events import record_event
from coordination.shifts.models import Series, Shift
from coordination.signups.access.standing import must_come_once_first
from coordination.signups.models import Standing
from coordination.signups.rules import reasons_against_pausing
from coordination.signups.services.regular_days import (
    Outcome,
    free_days,
    lock_places,
    make_days,
)
from volunteers.memberships.rules import Task
from volunteers.people.models import Person


@transaction.atomic
def stand(
    *,
    person: Person,
    series: Series,
    user: Any,
    now: datetime,
    is_placed: bool = False,
    side: str = "",
    form_uuid: uuid.UUID | None = None,
) -> Outcome:
    """Come every time from now on: signed up at once wherever there is room.

    Locks the person, the positions of all sessions in order, the series: whoever comes second on a
    last place is told so, and a new stretch of sessions is made before or after. A repeat gives the
    same row.
    About thirty statements, however many sessions, one event row: one letter tells all days.

    Args:
        is_placed: by whoever holds MATCH; else an activity that approves first must know the
            person.

    Raises:
        Refused: the series has ended, or something speaks against every one of its sessions.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    rows = Standing.objects.for_pages()
    chain = Series.objects.chain_of(series.pk)
    there = rows.live().filter(series__in=chain, person=person).first()
    if there is None and form_uuid is not None:
        there = rows.filter(person=person, form_uuid=form_uuid).first()
    if there is not None:
        return Outcome(there)
    lock_places(Shift.objects.upcoming(now).filter(series__in=chain))
    series = _going_on(series.pk)
    _refuse_to_stand(person, series, is_placed=is_placed)
    today = now.astimezone(series.activity.unit.zone).date()
    standing = Standing.objects.create(
        series=series,
        person=person,
        heads=person.heads,
        made_until=series.made_until or today,
        made_at=now,
        made_by=user,
        form_uuid=form_uuid,
    )
    outcome = make_days(standing, user, now, own_accord=not is_placed)
    if outcome.missed and not outcome.made:
        refuse_if(outcome.reasons)
    audit(actor=user, action="standing.joined", subject=standing, task=Task.MATCH, side=side,
          activity_id=series.activity_id, at=now)  # fmt: skip
    _announce(standing, "standing.joined", now)
    poke()
    return outcome


def _going_on(pk: int) -> Series:
    """What a series goes on as by now, locked; itself where all of them have ended.

    Call it under the locks of the places: whoever moves a series locks them before it.
    """
    rows = Series.objects.select_for_update(of=("self",)).order_by("pk")
    found = rows.filter(pk__in=Series.objects.chain_of(pk))
    locked = list(found.select_related("activity__unit__area__policy"))
    return next(
        (one for one in locked if one.ended_at is None), next(o for o in locked if o.pk == pk)
    )


def _refuse_to_stand(person: Person, series: Series, *, is_placed: bool) -> None:
    activity = series.activity
    most = activity.unit.area.policy.places_most
    if series.ended_at is not None:
        raise Refused(Reason("series_over"))
    if person.heads > most:
        raise Refused(Reason("group_too_large", {"most": most}))
    if not is_placed and must_come_once_first(person, activity):
        raise Refused(Reason("come_once_first"))


@transaction.atomic
def pause(*, standing: Standing, until: date, user: Any, now: datetime, side: str = "") -> Standing:
    """Come again from a day on; what lies before it is free for others, and told as one thing.

    Locks the person, then the positions in order. Raises `Refused` where the day is not ahead.
    """
    standing = _locked(standing)
    activity = standing.series.activity
    today = now.astimezone(activity.unit.zone).date()
    months = activity.unit.area.policy.plan_ahead_months
    refuse_if(reasons_against_pausing(until, today=today, months=months))
    if standing.ended_at is not None or standing.paused_until == until:
        return standing
    sooner = standing.paused_until is not None and until < standing.paused_until
    standing.paused_until = until
    free_days(standing, user, now, before=until)
    if sooner:
        make_days(standing, user, now)
    return _changed(standing, "standing.paused", user, now, side)


@transaction.atomic
def resume(*, standing: Standing, user: Any, now: datetime, side: str = "") -> Outcome:
    """Come again from now on, wherever there is still room. Locks as `stand`."""
    standing = _locked(standing)
    if standing.ended_at is not None or standing.paused_until is None:
        return Outcome(standing)
    standing.paused_until = None
    outcome = make_days(standing, user, now, own_accord=not side)
    _changed(standing, "standing.resumed", user, now, side)
    return outcome


@transaction.atomic
def hand_back(*, standing: Standing, user: Any, now: datetime, side: str = "") -> Standing:
    """Give a regular time back: its days are free, and a successor is looked for.

    Locks the person, then the positions in order. A second press gives the same answer; joining
    again takes it back. About seven statements, and two for each session.
    """
    standing = _locked(standing)
    if standing.ended_at is not None:
        return standing
    standing.ended_at, standing.ended_by = now, user
    free_days(standing, user, now)
    return _changed(standing, "standing.ended", user, now, side)


def _locked(standing: Standing) -> Standing:
    Person.objects.select_for_update(no_key=True).get(pk=standing.person_id)
    return Standing.objects.for_pages().get(pk=standing.pk)


def _changed(standing: Standing, name: str, user: Any, now: datetime, side: str) -> Standing:
    standing.version += 1
    _save(standing)
    audit(actor=user, action=name, subject=standing, task=Task.MATCH, side=side,
          activity_id=standing.series.activity_id, at=now)  # fmt: skip
    _announce(standing, name, now)
    poke()
    return standing


def _save(standing: Standing) -> None:
    """Never its series: whoever moves that writes it."""
    standing.save(update_fields=["made_until", "paused_until", "ended_at", "ended_by", "version"])


def _announce(standing: Standing, name: str, now: datetime, shifts: Iterable[int] = ()) -> None:
    policy = standing.series.activity.unit.area.policy
    record_event(name=name, cause="standing", cause_id=standing.pk,
                 cause_version=standing.version, facts={"shifts": list(shifts)}, now=now,
                 undo_seconds=policy.undo_seconds)  # fmt: skip


def keep_standing(now: datetime) -> None:
    """The sweep: sign standing volunteers up for what the horizon has made since.

    One cheap question where nothing is new; making it twice makes nothing twice. Where somebody
    cannot be put down, that is told in one letter. One transaction for each regular time.
    """
    due = Standing.objects.live().filter(series__made_until__gt=F("made_until"))
    for pk in due.order_by("pk").values_list("pk", flat=True):
        _keep(pk, now)


@transaction.atomic
def _keep(pk: int, now: datetime) -> None:
    standing = _locked(Standing.objects.get(pk=pk))
    last = standing.series.made_until
    if standing.ended_at is not None or last is None or standing.made_until >= last:
        return
    outcome = make_days(standing, None, now, after=standing.made_until)
    standing.made_until = last
    standing.version += bool(outcome.missed)  # else a letter about joining would be out of date
    _save(standing)
    if outcome.missed:
        _announce(standing, "standing.missed", now, [one.pk for one in outcome.missed])


def regulars_of(chain: Collection[int]) -> set[int]:
    """The ids of those who come every time to some series: whom to lock first. One query."""
    return set(Standing.objects.live().filter(series__in=chain).values_list("person", flat=True))


def put_down(chain: Collection[int], shifts: Collection[Shift], now: datetime) -> None:
    """Sign those up who come every time, for sessions that were just added among those made before;
    the caller holds the lock of every one of them. About twenty statements a person.
    """
    if shifts:
        rows = Standing.objects.for_pages().live().filter(series__in=chain)
        for standing in rows.order_by("pk"):
            make_days(standing, None, now, only=shifts)
