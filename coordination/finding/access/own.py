"""A volunteer's own times, and what is said about each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, Sum

from coordination.messages.access import Card, by_when, cards_of, link_path, own_card
from coordination.messages.rules import LinkAction
from coordination.signups.access import closed_shifts, queue_places
from coordination.signups.models import Attendance, PlaceOffer, SignUp, SignUpQuerySet
from coordination.signups.rules import LIVE, CancelledBy, CancelReason, SignUpState
from coordination.signups.rules.attendance import is_under_way
from coordination.signups.words import Shown, for_volunteer, part_of_it
from coordination.signups.words.own_hours import hours_text
from volunteers.people.models import Person


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

    def is_today(self, now: datetime) -> bool:
        """Whether one certainly comes, on the day that it is there now."""
        starts = self.card.starts
        return self.is_certain and starts.date() == now.astimezone(starts.tzinfo).date()

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
    def is_plain(self) -> bool:
        """Simply comes: nothing to answer, and nothing more to say than when and to what."""
        return self.is_certain and not self.wants_swap and self.shown.icon != "closed"

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
    def has_not_left(self) -> bool:
        """One came, and has not said when one left."""
        known = getattr(self.sign_up, "attendance", None)
        return known is not None and is_under_way(known.state, known.left_at, known.minutes)

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
    never_had_it = (CancelReason.OFFER_LAPSED, CancelReason.AT_ONCE)
    by_others &= ~Q(cancel_reason__in=never_had_it)
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


def with_cards(
    sign_ups: Iterable[SignUp], now: datetime, cards: Mapping[int, Card] | None = None
) -> list[Own]:
    """Say something about each; six queries for any number, one where the caller has the cards."""
    rows = list(sign_ups)
    cards = cards or cards_of([one.shift for one in rows], now)
    queue = queue_places(rows)
    return [Own(one, own_card(cards[one.shift_id], one), queue.get(one.pk, 0)) for one in rows]


@dataclass(frozen=True)
class Asked:
    """One is asked to come, and nothing is held: the first yes counts."""

    offer: PlaceOffer
    card: Card


def offers_to(person: Person, now: datetime) -> list[PlaceOffer]:
    """What one is asked for, the next first; not what a closure has stopped. Two queries."""
    rows = PlaceOffer.objects.open_at(now).filter(person=person)
    rows = rows.select_related("shift__activity__unit__area__policy", "shift__activity__ward")
    offers = list(rows.order_by("shift__starts_at", "pk"))
    closed = closed_shifts([one.shift for one in offers])
    return [one for one in offers if one.shift_id not in closed]
