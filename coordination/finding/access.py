"""What a volunteer may find, and what is said about each time."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Q, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from careshare.errors import Reason
from careshare.sentences import Said, say
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.finding.rules import Offer, order
from coordination.messages.access import Card, by_when, cards_of, link_path, own_card
from coordination.messages.rules import LinkAction
from coordination.shifts.models import Shift, ShiftQuerySet
from coordination.signups.access import closed_shifts, facts_of, queue_places
from coordination.signups.models import Attendance, PlaceOffer, SignUp, SignUpQuerySet
from coordination.signups.rules import (
    FULL,
    LIVE,
    MAY_BE_SET_ASIDE,
    CancelledBy,
    CancelReason,
    Facts,
    SignUpState,
    reasons_against,
)
from coordination.signups.words import Shown, for_volunteer, part_of_it
from coordination.signups.words.own_hours import hours_text
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
    person: Person, shifts: Sequence[Shift], now: datetime, facts: dict[int, Facts] | None = None
) -> list[Found]:
    """What a volunteer reads about some shifts; about fifteen queries for any number.

    The shifts are loaded with `Shift.objects.for_pages()`; `facts` where the caller has them.
    """
    if not shifts:
        return []
    facts = facts or facts_of(person, shifts, now, heads=person.heads, own_accord=True)
    cards = cards_of(shifts, now)
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


def suggestions(person: Person, now: datetime) -> list[Found]:
    """The few times that suit best, the soonest of each activity, nothing against them.

    About twenty queries for any number. What is known is chosen first: the activity, the house,
    the wish; what is chosen stands by day.
    """
    shifts = list(findable(person, now).for_pages()[:LOOKED_AT])
    facts = facts_of(person, shifts, now, heads=person.heads, own_accord=True)
    fitting = [shift for shift in shifts if not reasons_against(facts[shift.pk])]
    known = SignUp.objects.filter(person=person).values_list(
        "shift__activity_id", "shift__activity__unit_id"
    )
    activities, units = {one for one, _unit in known}, {unit for _one, unit in known}
    units |= {one.unit_id for one in person.affiliations.current() if one.unit_id}
    wished = set(person.interests.values_list("type_code", flat=True))
    ordered = sorted(
        fitting,
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
    soonest: dict[int, Shift] = {}
    for shift in ordered:
        soonest.setdefault(shift.activity_id, shift)
    chosen = sorted(list(soonest.values())[:SUGGESTED], key=lambda shift: shift.starts_at)
    return look_at(person, chosen, now, facts)


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
    return _("%(number)s\N{NO-BREAK SPACE}km") % {
        "number": number_format(max(km, 0.1), 1 if km < 10 else 0)
    }


@dataclass(frozen=True)
class Own:
    """One of the volunteer's own times."""

    sign_up: SignUp
    card: Card
    queue: int = 0  # the number on the waiting list
    is_over: bool = False

    @property
    def is_offered(self) -> bool:
        return self.sign_up.state == SignUpState.OFFERED

    @property
    def wants_swap(self) -> bool:
        """Comes, and would rather somebody else did."""
        return self.is_certain and self.sign_up.wants_swap_at is not None

    @property
    def until(self) -> str:
        """By when an offered place must be answered."""
        moment = self.sign_up.offer_until
        return by_when(moment, self.sign_up.shift) if moment else ""

    @property
    def shown(self) -> Shown:
        """How it reads."""
        return for_volunteer(self.sign_up, is_over=self.is_over)

    @property
    def is_asked_again(self) -> bool:
        """There is a new time to answer."""
        return self.sign_up.state == SignUpState.AWAITING

    @property
    def is_certain(self) -> bool:
        return self.sign_up.state == SignUpState.CONFIRMED

    @property
    def part(self) -> str:
        """ "10:00–11:00 only", where one does not come for all of it."""
        return part_of_it(self.sign_up)

    @property
    def answer_url(self) -> str:
        """Where a new time is answered; no log-in stands in between."""
        return link_path(LinkAction.NEW_TIME, self.sign_up.person, self.sign_up)

    @property
    def hours(self) -> str:
        """Hours of one head that attendance gives, or nothing."""
        attendance = getattr(self.sign_up, "attendance", None)
        return hours_text(attendance.minutes) if attendance and attendance.minutes else ""

    @property
    def came(self) -> str:
        """When one arrived, at the care unit's time; nothing before."""
        known = getattr(self.sign_up, "attendance", None)
        if known is None or known.came_at is None:
            return ""
        return f"{known.came_at.astimezone(self.sign_up.shift.activity.unit.zone):%H:%M}"

    @property
    def is_unrecorded(self) -> bool:
        return getattr(self.sign_up, "attendance", None) is None


def own_times(person: Person) -> SignUpQuerySet:
    """A volunteer's own sign-ups with all that a page says about them."""
    return (
        SignUp.objects.for_pages()
        .filter(person=person)
        .select_related("shift__activity__ward", "attendance")
    )


def coming(person: Person, now: datetime) -> SignUpQuerySet:
    """What one still comes to, the next first; and what others cancelled, so that it is seen."""
    by_others = Q(state=SignUpState.CANCELLED) & ~Q(cancelled_by=CancelledBy.VOLUNTEER)
    by_others &= ~Q(cancel_reason=CancelReason.OFFER_LAPSED)  # never had the place
    rows = own_times(person).filter(
        Q(Q(state__in=LIVE) | by_others, ends_at__gt=now)
        | Q(state=SignUpState.AWAITING, shift__ends_at__gt=now)  # it still carries the old time
    )
    return rows.order_by("starts_at", "pk")


def past(person: Person, now: datetime) -> SignUpQuerySet:
    """Where one had a place, the last first."""
    return own_times(person).confirmed().filter(ends_at__lte=now).order_by("-starts_at", "-pk")


def hours_given(person: Person) -> str:
    """The sum of all attended hours, heads counted; one query."""
    given = Attendance.objects.filter(sign_up__person=person)
    total = given.aggregate(minutes=Sum(F("minutes") * F("heads")))["minutes"] or 0
    return hours_text(total)


def with_cards(sign_ups: Iterable[SignUp], now: datetime) -> list[Own]:
    """Say something about each; six queries for any number."""
    rows = list(sign_ups)
    cards = cards_of([one.shift for one in rows], now)
    queue = queue_places(rows)
    return [Own(one, own_card(cards[one.shift_id], one), queue.get(one.pk, 0)) for one in rows]


@dataclass(frozen=True)
class Asked:
    """One is asked to come, and nothing is held: the first yes counts."""

    offer: PlaceOffer
    card: Card


def asked(person: Person, now: datetime) -> list[Asked]:
    """What one is asked for, the next first; not what a closure has stopped. About nine queries."""
    rows = PlaceOffer.objects.open_at(now).filter(person=person)
    rows = rows.select_related("shift__activity__unit__area__policy", "shift__activity__ward")
    offers = list(rows.order_by("shift__starts_at", "pk"))
    shifts = [one.shift for one in offers]
    closed = closed_shifts(shifts)
    cards = cards_of(shifts, now)
    return [Asked(one, cards[one.shift_id]) for one in offers if one.shift_id not in closed]
