"""Whatever people and planners do, in any order: what must hold after every step.

A weekly series of which one session has two positions, and another activity's session that overlaps
it. People come, wait, answer, swap and stand every time; the session moves, closes and opens again;
the sweeps run after each step, as they do every minute.
"""

from datetime import UTC, datetime, time, timedelta
from itertools import combinations

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from careshare.errors import Refused, Stale
from coordination.planning.access.moving import Change, Scope
from coordination.planning.services.closing import close_place, reopen
from coordination.planning.services.moving import change_sessions
from coordination.shifts.models import Closure, Position, Shift
from coordination.shifts.rules import ClosureReason
from coordination.signups import services
from coordination.signups.models import PlaceOffer, SignUp, Standing
from coordination.signups.rules import HOLDING, CancelledBy, OfferState, SignUpState
from tests.factories.when import PositionFactory, SeriesFactory, ShiftFactory
from tests.factories.who import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db

BEGIN = datetime(2026, 11, 2, 9, tzinfo=UTC)
NOON = datetime(2026, 11, 4, 11, tzinfo=UTC)  # at the unit
people = st.integers(0, 3)
places = st.integers(0, 2)


class Days(RuleBasedStateMachine):
    """Two sessions at once, three positions, four people of whom one is a group of two."""

    def __init__(self):
        super().__init__()
        self.guard = transaction.atomic()
        self.guard.__enter__()
        self.now = BEGIN
        self.user = UserFactory()
        self.series = SeriesFactory(
            rrule="FREQ=WEEKLY", starts_on=NOON.date(), starts=time(12), ends=time(14)
        )
        self.shift = self.session(NOON, activity=self.series.activity, series=self.series,
                                  series_on=NOON.date(), places=0)  # fmt: skip
        self.series.made_until = NOON.date()
        self.series.save()
        other = self.session(NOON + timedelta(hours=1), places=1)
        self.places = [
            PositionFactory(shift=self.shift, name="Coffee", minimum=1, maximum=2),
            PositionFactory(shift=self.shift, name="Piano", minimum=1, maximum=1),
            other.positions.get(),
        ]
        self.people = [PersonFactory() for _each in range(3)]
        self.people.append(PersonFactory(kind="group", heads=2))

    def session(self, starts_at, **values):
        return ShiftFactory(starts_at=starts_at, **values)

    def teardown(self):
        transaction.set_rollback(True)
        self.guard.__exit__(None, None, None)

    def act(self, service, **values):
        try:
            with transaction.atomic():  # as a request: refused, nothing of it is left
                service(now=self.now, **values)
        except (Refused, Stale):
            pass
        self.sweep()

    def sweep(self):
        services.look_for_people(self.now)
        services.free_unanswered(self.now)

    def own(self, who, place, *states):
        rows = SignUp.objects.filter(person=self.people[who], shift=self.places[place].shift_id)
        return (rows.filter(state__in=states) if states else rows).last()

    def place(self, number) -> Position:
        return Position.objects.get(pk=self.places[number].pk)

    @rule(who=people, place=places)
    def come_or_wait(self, who, place):
        for service in (services.sign_up, services.wait):
            self.act(service, person=self.people[who], position=self.place(place), user=None)

    @rule(who=people, place=places)
    def cancel(self, who, place):
        if own := self.own(who, place):
            self.act(services.cancel, sign_up=own, by=CancelledBy.VOLUNTEER, user=None)

    @rule(who=people, place=places)
    def undo(self, who, place):
        if own := self.own(who, place):
            self.act(services.undo_cancel, sign_up=own, user=None)

    @rule(who=people, to=st.integers(0, 1))
    def change_position(self, who, to):
        if own := self.own(who, to):
            self.act(services.change_place, sign_up=own, position=self.place(to), user=None,
                     side="unit")  # fmt: skip

    @rule(who=people, place=places, is_yes=st.booleans())
    def answer(self, who, place, is_yes):
        """To a place that is held, to a new time, or to a wave: whatever is asked."""
        offered = self.own(who, place, SignUpState.OFFERED)
        moved = self.own(who, place, SignUpState.AWAITING)
        rows = PlaceOffer.objects.filter(person=self.people[who], state=OfferState.OPEN)
        wave = rows.filter(shift=self.places[place].shift_id).last()
        if offered:
            self.act(services.accept if is_yes else services.turn_down, sign_up=offered, user=None)
        elif moved and is_yes:
            self.act(services.accept_new_time, sign_up=moved, user=None)
        elif moved:
            self.act(services.cancel, sign_up=moved, by=CancelledBy.VOLUNTEER, user=None)
        elif wave:
            self.act(services.say_yes if is_yes else services.say_no, offer=wave, user=None)

    @rule(who=people, place=places, is_wished=st.booleans())
    def would_rather_swap(self, who, place, is_wished):
        if own := self.own(who, place, SignUpState.CONFIRMED):
            act = services.wish_swap if is_wished else services.withdraw_wish
            self.act(act, sign_up=own, user=None)

    @rule(who=people, stands=st.booleans())
    def every_time(self, who, stands):
        standing = Standing.objects.live().filter(person=self.people[who]).first()
        if stands:
            self.act(services.stand, person=self.people[who], series=self.series, user=None)
        elif standing is not None:
            self.act(services.hand_back, standing=standing, user=None)

    @rule(hour=st.sampled_from((10, 12, 14)))
    def move(self, hour):
        shift = Shift.objects.for_pages().select_related("series").get(pk=self.shift.pk)
        day = shift.starts_at.date()
        self.act(
            change_sessions, shift=shift, scope=Scope.THIS, user=self.user, opened=shift.version,
            change=Change(day, time(hour), time(hour + 2)),
        )  # fmt: skip

    @rule(is_open=st.booleans())
    def close_or_open(self, is_open):
        unit = self.series.activity.unit
        closure = Closure.objects.open_at(self.now).filter(unit=unit).first()
        if is_open and closure:
            self.act(reopen, closure=closure, user=self.user)
        elif not is_open:
            self.act(close_place, unit=unit, ward=None, reason=ClosureReason.EVENT, until=None,
                     user=self.user)  # fmt: skip

    @rule(hours=st.sampled_from((1, 13)))
    def later(self, hours):
        self.now += timedelta(hours=hours)
        self.sweep()

    @invariant()
    def never_over(self):
        for number in range(3):
            place = self.place(number)
            rows = SignUp.objects.filter(position=place, state__in=HOLDING)
            assert sum(one.heads for one in rows) == place.taken <= place.maximum

    @invariant()
    def never_double_and_never_in_two_places_at_once(self):
        for person in self.people:
            live = SignUp.objects.live().filter(person=person)
            assert live.count() == live.values("shift").distinct().count()
            comes = live.filter(state=SignUpState.CONFIRMED)
            for one, two in combinations(comes, 2):
                assert one.ends_at <= two.starts_at or two.ends_at <= one.starts_at

    @invariant()
    def no_free_place_without_an_offer_while_somebody_who_could_come_waits(self):
        closed = Closure.objects.open_at(self.now).values_list("unit_id", flat=True)
        for number in range(3):
            place = Position.objects.select_related("shift__activity").get(
                pk=self.places[number].pk
            )
            if place.shift.starts_at <= self.now or place.shift.activity.unit_id in closed:
                continue
            could = [
                one
                for one in SignUp.objects.waiting().filter(position=place)
                if one.heads <= place.coverage.free and self.is_free(one.person_id, place.shift)
            ]
            if could:
                offers = PlaceOffer.objects.filter(position=place, state=OfferState.OPEN)
                assert offers.exists(), [one.person_id for one in could]

    def is_free(self, person_id, shift):
        return not SignUp.objects.overlapping(person_id, shift.starts_at, shift.ends_at).exists()

    @invariant()
    def nobody_loses_a_place_or_a_turn_in_a_closure(self):
        """A deadline that passed while it was closed is no answer."""
        closure = Closure.objects.filter(reopened_at__isnull=True).first()
        if closure is not None:
            gone = SignUp.objects.filter(
                shift=self.shift, cancelled_by=CancelledBy.SYSTEM,
                cancelled_at__gte=closure.starts_at,
            )  # fmt: skip
            assert not gone.exists()


def test_whatever_happens_nothing_is_over_double_or_forgotten():
    options = settings(
        max_examples=12, stateful_step_count=15, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), derandomize=True,
    )  # fmt: skip
    run_state_machine_as_test(Days, settings=options)
