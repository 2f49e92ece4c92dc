"""What a volunteer may find, and what is said about each time."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from careshare.errors import Reason
from careshare.sentences import Said, say
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.finding.rules import Offer, order
from coordination.messages.access import Card, History, cards_of
from coordination.shifts.models import Shift, ShiftQuerySet
from coordination.signups.access import facts_of
from coordination.signups.models import SignUp
from coordination.signups.rules import (
    FULL,
    LIVE,
    MAY_BE_SET_ASIDE,
    Facts,
    reasons_against,
    stands_against_every_day,
)
from coordination.signups.words import Shown, for_volunteer
from volunteers.credentials.rules import CredentialType
from volunteers.credentials.words import CREDENTIALS
from volunteers.people.access import area_ids
from volunteers.people.models import Person
from volunteers.people.rules import distance_km

LOOKED_AT = 150
"""How many of the soonest times are weighed for the home page: a few weeks of a town."""
SUGGESTED = 5


def findable(person: Person, now: datetime) -> ShiftQuerySet:
    """Published and still to come, in the areas of a volunteer."""
    offered = Activity.objects.offered_in(area_ids(person))
    return Shift.objects.upcoming(now).filter(activity__in=offered).order_by("starts_at", "pk")


def openable(person: Person) -> ShiftQuerySet:
    """What a volunteer may open by its address: past, full and cancelled ones too, so that the
    page can say why not; never a draft that nobody was ever shown.
    """
    shown = Q(
        activity__unit__area_id__in=area_ids(person), activity__published_at__isnull=False
    ) | Q(sign_ups__person=person)
    return Shift.objects.filter(shown).distinct()


@dataclass(frozen=True)
class Found:
    """One time, what is said about it, and what speaks against coming."""

    card: Card
    reasons: tuple[Reason, ...]
    free: int
    missing: int
    km: str
    sign_up: SignUp | None
    is_open: bool  # published: of others one reads no more than the reasons
    form_uuid: uuid.UUID = field(default_factory=uuid.uuid4)  # of the form that it is shown with

    @property
    def shift(self) -> Shift:
        return self.card.shift

    @property
    def needs(self) -> list[str]:
        """What must have been seen before one comes, in words."""
        activity = self.shift.activity
        asked = [*activity.unit.requirements.all(), *activity.requirements.all()]
        return [str(CREDENTIALS[CredentialType(one.type)]) for one in asked if one.ended_at is None]

    @property
    def shown(self) -> Shown | None:
        """How one's own sign-up to it reads, where there is one."""
        return for_volunteer(self.sign_up) if self.sign_up else None

    @property
    def is_possible(self) -> bool:
        return not self.reasons

    @property
    def is_possible_in_part(self) -> bool:
        """Only one's own other times stand against it: a part of it may fit."""
        return bool(self.reasons) and {one.code for one in self.reasons} <= MAY_BE_SET_ASIDE

    @property
    def may_suit_every_time(self) -> bool:
        """What stands against it is about this one session; other days are not refused for it."""
        return self.is_open and not stands_against_every_day(self.reasons)

    @property
    def is_full(self) -> bool:
        return {"shift_full"} == {reason.code for reason in self.reasons}

    @property
    def can_wait(self) -> bool:
        """Full, and nothing else against it: there is a waiting list."""
        return bool(self.reasons) and {reason.code for reason in self.reasons} <= FULL

    @property
    def said(self) -> list[Said]:
        """Why not, in full, and what to do next."""
        return [say(reason) for reason in self.reasons]


def look_at(
    person: Person,
    shifts: Sequence[Shift],
    now: datetime,
    facts: dict[int, Facts] | None = None,
    cards: Mapping[int, Card] | None = None,
) -> list[Found]:
    """What a volunteer reads about some shifts; about fifteen queries for any number, one where
    the caller has `facts` and `cards`.

    The shifts are loaded with `Shift.objects.for_pages()`.
    """
    if not shifts:
        return []
    facts = facts or facts_of(person, shifts, now, heads=person.heads, own_accord=True)
    cards = cards or cards_of(shifts, now)
    own = SignUp.objects.filter(person=person, shift__in=shifts, state__in=LIVE)
    own_by_shift = {one.shift_id: one for one in own}
    return [
        Found(
            card=cards[shift.pk],
            reasons=tuple(reasons_against(facts[shift.pk])),
            free=shift.coverage.free,
            missing=shift.coverage.missing,
            km=_km(person, shift),
            sign_up=own_by_shift.get(shift.pk),
            is_open=shift.activity.state == ActivityState.PUBLISHED,
        )
        for shift in shifts
    ]


def suggested(
    person: Person, shifts: Sequence[Shift], now: datetime, history: History
) -> tuple[list[Shift], dict[int, Facts]]:
    """Of some shifts the few that suit best, the soonest of each activity, nothing against them;
    and the facts about each. About twelve queries for any number.

    What is known is chosen first: the activity, the house, the wish; what is chosen stands by day.

    Args:
        shifts: of `findable`, loaded with `for_pages`.
        history: the agreed versions of their activities.
    """
    records = {one.activity_id: history.today(one.activity, now) for one in shifts}
    facts = facts_of(
        person, shifts, now, heads=person.heads, records=records, own_accord=True
    )  # fmt: skip
    fitting = [shift for shift in shifts if not reasons_against(facts[shift.pk])]
    soonest: dict[int, Shift] = {}
    for shift in _by_what_is_known(person, fitting):
        soonest.setdefault(shift.activity_id, shift)
    chosen = sorted(list(soonest.values())[:SUGGESTED], key=lambda shift: shift.starts_at)
    return chosen, facts


def _by_what_is_known(person: Person, shifts: Sequence[Shift]) -> list[Shift]:
    """The likeliest first; three queries."""
    known = SignUp.objects.filter(person=person).values_list(
        "shift__activity_id", "shift__activity__unit_id"
    )
    activities, units = {one for one, _unit in known}, {unit for _one, unit in known}
    units |= {one.unit_id for one in person.affiliations.current() if one.unit_id}
    wished = set(person.interests.values_list("type_code", flat=True))
    return sorted(
        shifts,
        key=lambda shift: order(
            Offer(
                starts_at=shift.starts_at,
                knows_activity=shift.activity_id in activities,
                knows_unit=shift.activity.unit_id in units,
                is_wished=shift.activity.type.code in wished,
                km=_distance(person, shift),
            )
        ),
    )


def _distance(person: Person, shift: Shift) -> float | None:
    unit = shift.activity.unit
    if None in (person.latitude, person.longitude, unit.latitude, unit.longitude):
        return None
    return distance_km((person.latitude, person.longitude), (unit.latitude, unit.longitude))  # type: ignore[arg-type]


def _km(person: Person, shift: Shift) -> str:
    """ "1.2 km", in the reader's way of writing numbers."""
    km = _distance(person, shift)
    if km is None:
        return ""
    decimals = 1 if km < 10 else 0
    number = number_format(max(round(km, decimals), 0.1), decimals)
    return _("%(number)s\N{NO-BREAK SPACE}km") % {"number": number}
