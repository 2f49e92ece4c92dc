"""How many are needed and fit on a session, as what; and whom to move where fewer fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, Refused, refuse_if
from careshare.once import check_version
from coordination.activities.models import Activity
from coordination.planning.access.moving import Scope, concerned
from coordination.planning.access.places import Goal, room_on
from coordination.planning.access.series import limits_of
from coordination.shifts.models import Position, SeriesPosition, Shift
from coordination.shifts.rules import (
    PlanLimits,
    reasons_against_changing,
    reasons_against_names,
    reasons_against_places,
)
from coordination.shifts.words import short_day
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.services import ask_over, change_place, fill, take_offer_back
from volunteers.memberships.rules import Task
from volunteers.people.models import Person

_NUMBERS = ["name", "minimum", "maximum"]  # never `taken`: a trigger's


@dataclass(frozen=True)
class Added:
    """A position that is new."""

    name: str
    minimum: int
    maximum: int


@dataclass(frozen=True)
class PlacesWish:
    """What the positions of a session are to become."""

    numbers: Mapping[int, tuple[int, int]]  # fewest and most by the position's id
    names: Mapping[int, str] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    added: Added | None = None
    moves: Mapping[int, Goal] = field(default_factory=dict)  # by the sign-up's id
    scope: Scope = Scope.THIS


@transaction.atomic
def change_places(
    *, shift: Shift, wish: PlacesWish, opened: int, user: Any, now: datetime, side: str = ""
) -> Shift:
    """Change how many are needed and fit, and as what. Nobody is taken off by that: where more
    come than would fit, somebody is moved by name, or it is refused.

    Whoever is moved to another session is asked, and the place there is kept until the answer.
    "This and the following ones" changes the positions of the same name there, and those of the
    series for sessions that are not made yet. Locks the people who are moved in order, then all
    positions in order, then the shift. About 8 statements, 4 for each following session, 17 for
    each person who is moved.

    Args:
        opened: the shift's version when the form was opened.

    Raises:
        Refused: with every reason against the numbers, or because the session has begun.
        Stale: somebody saved it meanwhile.
    """
    moved = list(SignUp.objects.filter(pk__in=wish.moves, shift=shift).order_by("pk"))
    people = Person.objects.select_for_update(no_key=True)
    list(people.filter(pk__in=[one.person_id for one in moved]).order_by("pk"))
    ids = {one.pk for one in concerned(shift, wish.scope, now)} - {shift.pk}
    held = {shift.pk, *ids, *(goal.shift_id for goal in wish.moves.values())}
    list(Position.objects.select_for_update().filter(shift_id__in=held).order_by("pk"))
    # Read again: who came, or what was changed, while this waited for the locks.
    others = [one for one in concerned(shift, wish.scope, now) if one.pk in ids]
    shift = Shift.objects.select_for_update(no_key=True).get(pk=shift.pk)
    check_version(opened, shift.version)
    refuse_if(reasons_against_changing(shift.state, shift.starts_at, now))
    before = list(shift.positions.order_by("pk"))
    names = {one.pk: one.name for one in before}
    limits = _limits(shift)
    _make_room(before, wish, limits)
    for one in moved:
        _move(one, wish.moves[one.pk], shift, user, side, now)
    refuse_if(_reasons_against(shift, wish, limits))
    _write(shift, wish, now)
    for other in others:
        _follow(other, wish, names, now)
    if wish.scope != Scope.THIS:
        for pk in sorted({one.series_id for one in (shift, *others) if one.series_id}):
            _keep_for_the_series(pk, wish, names)
    shift.version += 1
    shift.save(update_fields=["version"])
    audit(actor=user, action="shift.changed", subject=shift, fields=["minimum", "maximum"],
          activity_id=shift.activity_id, task=Task.SCHEDULE, side=side, at=now)  # fmt: skip
    return shift


def _limits(shift: Shift) -> PlanLimits:
    return limits_of(
        Activity.objects.select_related("unit__area__policy").get(pk=shift.activity_id)
    )


def _make_room(positions: Sequence[Position], wish: PlacesWish, limits: PlanLimits) -> None:
    """What grows grows first, so that somebody can be moved there; never past what is refused."""
    for one in positions:
        most = wish.numbers.get(one.pk, (0, 0))[1]
        if one.maximum < most <= limits.places_most:
            one.maximum = most
            one.save(update_fields=["maximum"])


def _move(sign_up: SignUp, goal: Goal, shift: Shift, user: Any, side: str, now: datetime) -> None:
    if goal.waits:
        take_offer_back(sign_up=sign_up, user=user, side=side, now=now)
        return
    rows = Position.objects.filter(shift_id=goal.shift_id)
    places = list(rows.filter(pk=goal.position_id) if goal.position_id else rows)
    place = room_on(places, sign_up.heads)
    if place is None:
        raise Refused(Reason("goal_gone"))
    if goal.shift_id == shift.pk:
        change_place(sign_up=sign_up, position=place, user=user, side=side, now=now, refills=False)
    else:
        ask_over(sign_up=sign_up, position=place, user=user, side=side, now=now)


def _reasons_against(shift: Shift, wish: PlacesWish, limits: PlanLimits) -> list[Reason]:
    """Everything against the numbers and names, as it stands after people were moved."""
    reasons, names = [], []
    for one in shift.positions.order_by("pk"):
        if one.pk in wish.gone:
            if _is_used(one):
                reasons.append(Reason("position_in_use", {"name": one.name}))
            continue
        names.append(wish.names.get(one.pk, one.name))
        if one.pk in wish.numbers:
            minimum, maximum = wish.numbers[one.pk]
            reasons += reasons_against_places(
                minimum=minimum, maximum=maximum, taken=one.taken, limits=limits
            )
    if wish.added is not None:
        names.append(wish.added.name)
        reasons += reasons_against_places(
            minimum=wish.added.minimum, maximum=wish.added.maximum, taken=0, limits=limits
        )
    if not names:
        reasons.append(Reason("position_last"))
    return [*reasons, *reasons_against_names(names)]


def _is_used(position: Position) -> bool:
    """Somebody is or was on it, or was asked to come as that: such a row stays."""
    was = SignUp.objects.filter(position=position).exists() or position.requirements.exists()
    return was or PlaceOffer.objects.filter(position=position).exists()


def _write(shift: Shift, wish: PlacesWish, now: datetime) -> None:
    for one in shift.positions.order_by("pk"):
        if one.pk in wish.gone:
            one.delete()
        elif one.pk in wish.numbers:
            one.name = wish.names.get(one.pk, one.name).strip()
            one.minimum, one.maximum = wish.numbers[one.pk]
            one.save(update_fields=_NUMBERS)
            fill(one.pk, now)  # room for whoever waits
    if wish.added is not None:
        _add(wish.added, Position(shift=shift))


def _add(added: Added, row: Position | SeriesPosition) -> None:
    row.name, row.minimum, row.maximum = added.name.strip(), added.minimum, added.maximum
    row.save()


def _follow(other: Shift, wish: PlacesWish, names: Mapping[int, str], now: datetime) -> None:
    """The same on a following session, where its positions still have the same names."""
    by_name = {one.name: one for one in other.positions.all()}
    for pk, (minimum, maximum) in wish.numbers.items():
        one = by_name.get(names.get(pk, ""))
        if one is None or pk in wish.gone:
            continue
        if maximum < one.taken:
            day = short_day(other.starts_at.astimezone(other.activity.unit.zone).date())
            raise Refused(Reason("places_below_taken_on", {"day": day, "taken": one.taken}))
        one.name = wish.names.get(pk, one.name).strip()
        one.minimum, one.maximum = minimum, maximum
        one.save(update_fields=_NUMBERS)
        fill(one.pk, now)
    gone = [by_name[names[pk]] for pk in wish.gone if names.get(pk) in by_name]
    for one in gone:
        if not _is_used(one) and len(by_name) > 1:
            one.delete()
    if wish.added is not None and wish.added.name.strip() not in by_name:
        _add(wish.added, Position(shift=other))
    other.version += 1
    other.save(update_fields=["version"])


def _keep_for_the_series(series_id: int, wish: PlacesWish, names: Mapping[int, str]) -> None:
    """What sessions that are not made yet will get."""
    by_name = {one.name: one for one in SeriesPosition.objects.filter(series_id=series_id)}
    for pk, (minimum, maximum) in wish.numbers.items():
        one = by_name.get(names.get(pk, ""))
        if one is None:
            continue
        if pk in wish.gone:
            one.delete()
            continue
        one.name = wish.names.get(pk, one.name).strip()
        one.minimum, one.maximum = minimum, maximum
        one.save(update_fields=_NUMBERS)
    if wish.added is not None and wish.added.name.strip() not in by_name:
        _add(wish.added, SeriesPosition(series_id=series_id))
