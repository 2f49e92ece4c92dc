""" "I would rather swap, but come if nobody can", and my day for yours."""

from datetime import timedelta

import pytest

from careshare import clock
from careshare.errors import Refused
from careshare.outbox.models import Event
from coordination.signups import services
from coordination.signups.models import PlaceOffer, SignUp, SwapProposal
from coordination.signups.rules import CancelledBy, CancelReason, OfferKind, OfferState, SignUpState
from tests.factories.what import ActivityFactory
from tests.factories.when import ShiftFactory, SignUpFactory
from tests.factories.who import PersonFactory
from volunteers.people.rules import AskedFor

pytestmark = pytest.mark.django_db


def at(activity, days, places=1):
    return ShiftFactory(
        activity=activity, starts_at=clock.now() + timedelta(days=days), places=places
    )


def codes(act) -> set[str]:
    with pytest.raises(Refused) as refusal:
        act()
    return {reason.code for reason in refusal.value.reasons}


def state(sign_up):
    sign_up.refresh_from_db()
    return sign_up.state


@pytest.fixture
def activity():
    return ActivityFactory(is_published=True)


@pytest.fixture
def place(activity):
    """Somebody's place on a full session, and two regulars who may be asked."""
    shift = at(activity, 3)
    past = at(activity, -7, places=9)
    regulars = [SignUpFactory(shift=past).person for _each in range(2)]
    return SignUpFactory(shift=shift), regulars


def wish(sign_up, now=None):
    services.wish_swap(sign_up=sign_up, user=None, now=now or clock.now())
    services.look_for_people(now or clock.now())
    return list(PlaceOffer.objects.filter(instead_of=sign_up).order_by("pk"))


def yes(offer):
    return services.say_yes(offer=offer, user=None, now=clock.now())


class TestInsteadOfMe:
    def test_the_place_is_kept_and_those_who_agreed_are_asked(self, place):
        mine, regulars = place
        offers = wish(mine)
        assert {one.person for one in offers} == set(regulars)
        assert {one.kind for one in offers} == {OfferKind.SWAP}
        assert state(mine) == SignUpState.CONFIRMED

    def test_the_first_yes_takes_over_at_once_and_the_second_hears_so(self, place):
        mine, _regulars = place
        first, second = wish(mine)
        made = yes(first)
        assert (made.state, state(mine)) == (SignUpState.CONFIRMED, SignUpState.CANCELLED)
        assert mine.cancel_reason == CancelReason.SWAPPED
        assert mine.position.__class__.objects.get(pk=mine.position_id).taken == 1
        assert codes(lambda: yes(second)) == {"offer_gone"}
        assert yes(first).pk == made.pk  # a second press is no error

    def test_who_waits_is_asked_first_and_takes_over(self, place):
        mine, _regulars = place
        waiting = services.wait(person=PersonFactory(), position=mine.position, user=None)
        offers = wish(mine)
        assert offers[0].person_id == waiting.person_id
        yes(offers[0])
        assert (state(waiting), state(mine)) == (SignUpState.CONFIRMED, SignUpState.CANCELLED)

    def test_who_cannot_any_more_leaves_both_as_they_are(self, place):
        mine, _regulars = place
        first, _second = wish(mine)
        SignUpFactory(shift=ShiftFactory(starts_at=mine.starts_at), person=first.person)
        assert "overlaps" in codes(lambda: yes(first))
        assert state(mine) == SignUpState.CONFIRMED
        assert not SignUp.objects.filter(shift=mine.shift, person=first.person).exists()

    def test_a_request_of_ones_own_takes_nothing_over(self, place):
        mine, _regulars = place
        first, _second = wish(mine)
        SignUpFactory(shift=mine.shift, person=first.person, state=SignUpState.REQUESTED)
        assert codes(lambda: yes(first)) == {"offer_gone"}
        assert state(mine) == SignUpState.CONFIRMED

    def test_withdrawn_the_offers_are_closed(self, place):
        mine, _regulars = place
        first, _second = wish(mine)
        services.withdraw_wish(sign_up=mine, user=None, now=clock.now())
        assert codes(lambda: yes(first)) == {"offer_gone"}
        assert not PlaceOffer.objects.open_at(clock.now()).exists()

    def test_who_then_cannot_come_at_all_leaves_the_place_to_those_asked(self, place):
        mine, _regulars = place
        first, second = wish(mine)
        services.cancel(sign_up=mine, by=CancelledBy.VOLUNTEER, user=None, now=clock.now())
        assert yes(first).state == SignUpState.CONFIRMED
        assert codes(lambda: yes(second)) == {"offer_gone"}

    def test_after_the_start_nothing_is_offered(self, place):
        mine, _regulars = place
        first, _second = wish(mine)
        late = mine.starts_at + timedelta(minutes=1)
        assert codes(lambda: services.say_yes(offer=first, user=None, now=late)) == {"shift_past"}
        assert not PlaceOffer.objects.open_at(late).exists()
        services.withdraw_wish(sign_up=mine, user=None, now=late)
        again = lambda: services.wish_swap(sign_up=mine, user=None, now=late)  # noqa: E731
        assert codes(again) == {"cancel_after_start"}


@pytest.fixture
def days(activity):
    """Two people's days of one activity, each session full."""
    return SignUpFactory(shift=at(activity, 3)), SignUpFactory(shift=at(activity, 5))


def propose(mine, theirs):
    return services.propose_swap(mine=mine, theirs=theirs, user=None, now=clock.now())


class TestMyDayForYours:
    def test_both_move_at_once(self, days):
        mine, theirs = days
        swap = propose(mine, theirs)
        assert propose(mine, theirs).pk == swap.pk
        assert Event.objects.filter(name="swap.proposed").count() == 1
        for _press in range(2):
            services.agree_to_swap(proposal=swap, user=None, now=clock.now())
        assert {state(mine), state(theirs)} == {SignUpState.CANCELLED}
        now_there = SignUp.objects.confirmed()
        assert now_there.get(shift=theirs.shift).person_id == mine.person_id
        assert now_there.get(shift=mine.shift).person_id == theirs.person_id

    def test_one_of_two_who_cannot_any_more_moves_neither(self, days):
        mine, theirs = days
        swap = propose(mine, theirs)
        SignUpFactory(shift=ShiftFactory(starts_at=theirs.starts_at), person=mine.person)
        agree = lambda: services.agree_to_swap(proposal=swap, user=None, now=clock.now())  # noqa: E731
        assert codes(agree) == {"overlaps"}
        assert {state(mine), state(theirs)} == {SignUpState.CONFIRMED}
        swap.refresh_from_db()
        assert swap.state == OfferState.OPEN

    def test_no_tells_who_asked_and_taking_back_closes(self, days):
        swap = propose(*days)
        services.decline_swap(proposal=swap, user=None, now=clock.now())
        assert Event.objects.filter(name="swap.declined", cause_id=swap.pk).count() == 1
        other = propose(*reversed(days))
        services.withdraw_swap(proposal=other, user=None, now=clock.now())
        agree = lambda: services.agree_to_swap(proposal=other, user=None, now=clock.now())  # noqa: E731
        assert codes(agree) == {"swap_gone"}

    def test_the_other_ones_reasons_are_not_told(self, days):
        mine, theirs = days
        SignUpFactory(shift=ShiftFactory(starts_at=mine.starts_at), person=theirs.person)
        assert services.swappable(mine, [theirs], clock.now()) == []
        assert codes(lambda: propose(mine, theirs)) == {"swap_not_theirs"}
        assert not SwapProposal.objects.exists()

    def test_who_does_not_want_to_be_asked_is_not(self, days):
        mine, theirs = days
        theirs.person.asked_for = AskedFor.NOBODY
        theirs.person.save()
        assert codes(lambda: propose(mine, theirs)) == {"swap_not_theirs"}
