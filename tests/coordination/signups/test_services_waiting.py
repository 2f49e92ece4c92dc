"""The waiting list, offers in turn and in waves; and what must hold after every step."""

from datetime import timedelta

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from careshare import clock
from careshare.errors import Refused
from careshare.outbox.models import Event
from coordination.planning.services.places import PlacesWish, change_places
from coordination.shifts.models import Position
from coordination.signups import services
from coordination.signups.access import queue_places
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import HOLDING, CancelledBy, CancelReason, OfferState, SignUpState
from tests.factories.what import ActivityFactory
from tests.factories.when import ClosureFactory, ShiftFactory, SignUpFactory
from tests.factories.who import AreaFactory, PersonFactory
from volunteers.people.rules import AskedFor

pytestmark = pytest.mark.django_db


def shift_in(hours=72, places=1, minimum=1, **activity):
    starts = clock.now() + timedelta(hours=hours)
    made = ActivityFactory(is_published=True, **activity)
    return ShiftFactory(activity=made, starts_at=starts, places=places, places__minimum=minimum)


def wait(shift, person=None):
    position = shift.positions.get()
    return services.wait(person=person or PersonFactory(), position=position, user=None)


def cancel(sign_up, now=None):
    now = now or clock.now()
    return services.cancel(sign_up=sign_up, by=CancelledBy.VOLUNTEER, user=None, now=now)


def state(sign_up):
    sign_up.refresh_from_db()
    return sign_up.state


def codes(act) -> set[str]:
    with pytest.raises(Refused) as refusal:
        act()
    return {reason.code for reason in refusal.value.reasons}


class TestInTurn:
    @pytest.fixture
    def queue(self):
        shift = shift_in()
        has_it = SignUpFactory(shift=shift)
        return shift, has_it, [wait(shift) for _each in range(3)]

    def test_one_waits_in_order_and_sees_the_number(self, queue):
        _shift, _has_it, waiting = queue
        assert list(queue_places(waiting).values()) == [1, 2, 3]

    def test_where_there_is_room_nobody_waits(self):
        assert codes(lambda: wait(shift_in())) == {"still_room"}

    def test_a_freed_place_is_held_for_the_first(self, queue):
        shift, has_it, (first, second, _third) = queue
        cancel(has_it)
        assert (state(first), state(second)) == (SignUpState.OFFERED, SignUpState.WAITLISTED)
        assert first.offer_until - clock.now() > timedelta(hours=11)
        assert Event.objects.filter(name="signup.offered", cause_id=first.pk).count() == 1
        come = lambda: services.come(person=PersonFactory(), shift=shift, user=None)  # noqa: E731
        shift = type(shift).objects.for_pages().get(pk=shift.pk)
        assert codes(come) == {"shift_full"}

    def test_it_is_taken_once(self, queue):
        _shift, has_it, (first, *_others) = queue
        cancel(has_it)
        for _press in range(2):
            taken = services.accept(sign_up=first, user=None, now=clock.now())
            assert taken.state == SignUpState.CONFIRMED
        assert Event.objects.filter(name="signup.confirmed", cause_id=first.pk).count() == 1

    def test_no_thanks_asks_the_next_at_once(self, queue):
        _shift, has_it, (first, second, _third) = queue
        cancel(has_it)
        services.turn_down(sign_up=first, user=None, now=clock.now())
        assert (state(first), state(second)) == (SignUpState.CANCELLED, SignUpState.OFFERED)

    def test_a_late_answer_is_refused_and_the_sweep_asks_the_next(self, queue):
        _shift, has_it, (first, second, _third) = queue
        cancel(has_it)
        SignUp.objects.filter(pk=first.pk).update(offer_until=clock.now())
        act = lambda: services.accept(sign_up=first, user=None, now=clock.now())  # noqa: E731
        assert codes(act) == {"offer_gone"}
        services.look_for_people(clock.now())
        assert (state(first), state(second)) == (SignUpState.CANCELLED, SignUpState.OFFERED)
        assert first.cancel_reason == CancelReason.OFFER_LAPSED

    def test_undoing_at_once_takes_the_silent_offer_back(self, queue):
        _shift, has_it, (first, *_others) = queue
        cancel(has_it)
        undone = services.undo_cancel(sign_up=has_it, user=None, now=clock.now())
        assert (undone.state, state(first)) == (SignUpState.CONFIRMED, SignUpState.WAITLISTED)

    def test_undoing_later_is_refused_while_somebody_is_asked(self, queue):
        _shift, has_it, (first, *_others) = queue
        cancel(has_it)
        later = clock.now() + timedelta(minutes=5)
        act = lambda: services.undo_cancel(sign_up=has_it, user=None, now=later)  # noqa: E731
        assert codes(act) == {"shift_full"}
        assert state(first) == SignUpState.OFFERED

    def test_a_closure_stops_offers(self, queue):
        shift, has_it, (first, *_others) = queue
        closure = ClosureFactory(unit=shift.activity.unit)
        cancel(has_it)
        assert state(first) == SignUpState.WAITLISTED
        closure.reopened_at = clock.now()
        closure.save()
        services.look_for_people(clock.now())
        assert state(first) == SignUpState.OFFERED

    def test_a_higher_maximum_makes_room_for_who_waits(self, queue):
        shift, _has_it, (first, second, third) = queue
        change_places(
            shift=shift, wish=PlacesWish({shift.positions.get().pk: (1, 3)}),
            opened=shift.version, user=None, now=clock.now(),
        )  # fmt: skip
        states = [state(one) for one in (first, second, third)]
        assert states == [SignUpState.OFFERED, SignUpState.OFFERED, SignUpState.WAITLISTED]

    def test_who_comes_elsewhere_then_is_passed_over(self, queue):
        shift, has_it, (first, second, _third) = queue
        SignUpFactory(shift=ShiftFactory(starts_at=shift.starts_at), person=first.person)
        cancel(has_it)
        assert (state(first), state(second)) == (SignUpState.WAITLISTED, SignUpState.OFFERED)


class TestWaves:
    def test_shortly_before_all_who_wait_are_asked_and_the_first_yes_wins(self):
        shift = shift_in(hours=12)
        has_it = SignUpFactory(shift=shift)
        first, second = wait(shift), wait(shift)
        cancel(has_it)
        offers = PlaceOffer.objects.filter(shift=shift)
        assert offers.count() == 2
        mine, hers = (offers.get(person=one.person) for one in (first, second))
        assert services.say_yes(offer=hers, user=None, now=clock.now()).pk == second.pk
        act = lambda: services.say_yes(offer=mine, user=None, now=clock.now())  # noqa: E731
        assert codes(act) == {"offer_gone"}
        assert (state(first), state(second)) == (SignUpState.WAITLISTED, SignUpState.CONFIRMED)

    @pytest.fixture
    def freed(self):
        """A place that came free where nobody waits, and somebody who knows the activity."""
        shift = shift_in(hours=72, unit__area=AreaFactory(policy__wave_size=2))
        return shift, cancel(SignUpFactory(shift=shift))

    def knows(self, shift, **values):
        past = ShiftFactory(
            activity=shift.activity, starts_at=clock.now() - timedelta(days=7), places=9
        )
        return SignUpFactory(shift=past, person=PersonFactory(**values)).person

    def elsewhere(self, shift):
        other = ActivityFactory(unit=shift.activity.unit)
        return ShiftFactory(activity=other, starts_at=clock.now() - timedelta(days=2), places=9)

    def asked(self, shift):
        services.look_for_people(clock.now())
        return set(PlaceOffer.objects.filter(shift=shift).values_list("person_id", flat=True))

    def test_regulars_who_agreed_are_asked_and_never_who_cancelled(self, freed):
        shift, gone = freed
        self.knows(shift, asked_for=AskedFor.NOBODY)
        regular = self.knows(shift)
        assert self.asked(shift) == {regular.pk}
        assert gone.person_id != regular.pk
        assert Event.objects.filter(name="offer.made").count() == 1

    def test_a_wave_has_its_size_and_the_next_its_time(self, freed):
        shift, _gone = freed
        people = [self.knows(shift).pk for _each in range(3)]
        assert self.asked(shift) == set(people[:2])
        assert self.asked(shift) == set(people[:2])
        PlaceOffer.objects.update(made_at=clock.now() - timedelta(hours=25))
        assert self.asked(shift) == set(people)

    def test_who_knows_the_house_is_asked_if_that_was_agreed(self, freed):
        shift, _gone = freed
        elsewhere = self.elsewhere(shift)
        SignUpFactory(shift=elsewhere)
        agreed = SignUpFactory(shift=elsewhere, person__asked_for=AskedFor.THIS_UNIT).person
        assert self.asked(shift) == {agreed.pk}

    def test_approve_first_asks_only_who_was_approved_there(self):
        shift = shift_in(sign_up_mode="approve_first")
        elsewhere = self.elsewhere(shift)
        SignUpFactory(shift=elsewhere, person__asked_for=AskedFor.ANYONE)
        cancel(SignUpFactory(shift=shift))
        approved = self.knows(shift)
        assert self.asked(shift) == {approved.pk}
        offer = PlaceOffer.objects.get()
        made = services.say_yes(offer=offer, user=None, now=clock.now())
        assert made.state == SignUpState.CONFIRMED

    def test_nobody_is_asked_without_need_or_after_the_start(self, freed):
        shift, _gone = freed
        self.knows(shift)
        Position.objects.update(minimum=0)
        assert self.asked(shift) == set()
        Position.objects.update(minimum=1)
        shift.starts_at = clock.now() - timedelta(minutes=1)
        shift.save()
        assert self.asked(shift) == set()


class Plans(RuleBasedStateMachine):
    """People come, wait, answer and change their minds, early and late."""

    def __init__(self):
        super().__init__()
        self.guard = transaction.atomic()
        self.guard.__enter__()
        self.now = clock.now()
        self.shift = shift_in(hours=50, places=2)
        self.people = [PersonFactory() for _each in range(3)]
        self.people.append(PersonFactory(kind="group", heads=2))
        for person in self.people[:2]:
            SignUpFactory(shift=self.shift, person=person)
        for person in self.people[2:]:
            wait(self.shift, person)

    def teardown(self):
        transaction.set_rollback(True)
        self.guard.__exit__(None, None, None)

    def act(self, service, **values):
        try:
            service(now=self.now, **values)
        except Refused:
            return

    def own(self, who):
        return SignUp.objects.filter(shift=self.shift, person=self.people[who]).last()

    who = st.integers(0, 3)

    @rule(who=who)
    def come(self, who):
        self.act(services.sign_up, person=self.people[who], user=None,
                 position=self.shift.positions.get())  # fmt: skip

    @rule(who=who)
    def wait(self, who):
        self.act(services.wait, person=self.people[who], user=None,
                 position=self.shift.positions.get())  # fmt: skip

    @rule(who=who)
    def cancel(self, who):
        if own := self.own(who):
            self.act(services.cancel, sign_up=own, by=CancelledBy.VOLUNTEER, user=None)

    @rule(who=who)
    def undo(self, who):
        if own := self.own(who):
            self.act(services.undo_cancel, sign_up=own, user=None)

    @rule(is_yes=st.booleans())
    def answer_offer(self, is_yes):
        """Whoever has a place held says yes or no."""
        own = SignUp.objects.filter(shift=self.shift, state=SignUpState.OFFERED).first()
        if own is not None:
            self.act(services.accept if is_yes else services.turn_down, sign_up=own, user=None)

    @rule(who=who, is_wished=st.booleans())
    def would_rather_swap(self, who, is_wished):
        own = self.own(who)
        if own is not None:
            act = services.wish_swap if is_wished else services.withdraw_wish
            self.act(act, sign_up=own, user=None)
            services.look_for_people(self.now)

    @rule(is_yes=st.booleans())
    def answer_wave(self, is_yes):
        offer = PlaceOffer.objects.filter(state=OfferState.OPEN).last()
        if offer is not None:
            self.act(services.say_yes if is_yes else services.say_no, offer=offer, user=None)

    @rule(hours=st.sampled_from((1, 13)))
    def later(self, hours):
        self.now += timedelta(hours=hours)
        services.look_for_people(self.now)

    @invariant()
    def never_over_and_never_double(self):
        live = list(SignUp.objects.live().filter(shift=self.shift))
        held = sum(one.heads for one in live if one.state in HOLDING)
        assert held == self.shift.positions.get().taken <= 2
        assert len({one.person_id for one in live}) == len(live)

    @invariant()
    def no_free_place_without_an_offer_while_somebody_waits(self):
        free = self.shift.positions.get().coverage.free
        waiting = SignUp.objects.waiting().filter(shift=self.shift, heads__lte=free)
        if free and waiting.exists() and self.now < self.shift.starts_at:
            assert PlaceOffer.objects.filter(shift=self.shift, state=OfferState.OPEN).exists()


def test_whatever_people_do_no_place_stays_free_while_somebody_waits():
    options = settings(
        max_examples=10, stateful_step_count=12, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), derandomize=True,
    )  # fmt: skip
    run_state_machine_as_test(Plans, settings=options)
