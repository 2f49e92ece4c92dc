"""Offers under real concurrency over real HTTP: exactly one gets the place (F10)."""

from datetime import timedelta
from functools import partial

import pytest

from careshare import clock
from coordination.messages.access import link_path
from coordination.messages.rules import LinkAction
from coordination.shifts.models import Position
from coordination.signups import services
from coordination.signups.models import SignUp
from coordination.signups.rules import HOLDING, CancelledBy, SignUpState
from tests.factories.when import PlaceOfferFactory, SignUpFactory
from tests.support.visitors import at_once

pytestmark = pytest.mark.race


def on_day(shift, number):
    """A day of its own for each round, so that whoever won may come again."""
    shift.starts_at = clock.now() + timedelta(days=3 + number)
    shift.ends_at = shift.starts_at + timedelta(hours=2)
    shift.save()
    return shift


def assert_kept(shift, answers):
    """Never over, never double, and no free place without an offer while somebody waits."""
    assert [answer.status for answer in answers if answer.status >= 500] == []
    position = Position.objects.get(shift=shift)
    live = SignUp.objects.live().filter(shift=shift)
    assert live.filter(state__in=HOLDING).count() == position.taken <= position.maximum
    assert live.count() == len(set(live.values_list("person_id", flat=True)))
    assert position.taken == position.maximum or not live.waiting().exists()


def test_two_answers_to_one_offer_and_a_double_press(web, shift_with, visitors, race_size):
    """The page, the link in the mail and "no thanks" at once: it is taken or passed on, once."""
    (person, visitor), (_next, _other) = visitors(web, 2)
    for number in range(race_size.rounds):
        shift = on_day(shift_with(1), number)
        has_it = SignUpFactory(shift=shift)
        first, second = (
            services.wait(person=one, position=shift.positions.get(), user=None)
            for one in (person, _next)
        )
        services.cancel(sign_up=has_it, by=CancelledBy.VOLUNTEER, user=None, now=clock.now())
        page = f"/times/{first.public_id}/answer/"
        link = link_path(LinkAction.TAKE_OFFER, person, first)
        calls = [partial(visitor.post, page, {"answer": word}) for word in ("yes", "no", "yes")]
        answers = at_once([*calls, partial(visitor.post, link)])
        assert_kept(shift, answers)
        first.refresh_from_db()
        second.refresh_from_db()
        outcome = (first.state, second.state)
        assert outcome in (
            (SignUpState.CONFIRMED, SignUpState.WAITLISTED),
            (SignUpState.CANCELLED, SignUpState.OFFERED),
        )


def test_of_two_yeses_to_a_wave_the_first_wins(web, shift_with, visitors, race_size):
    people = visitors(web, 3)
    for number in range(race_size.rounds):
        shift = on_day(shift_with(1), number)
        calls = []
        for person, visitor in people:
            offer = PlaceOfferFactory(shift=shift, person=person)
            path = f"/offers/{offer.public_id}/answer/"
            calls.append(partial(visitor.post, path, {"answer": "yes"}))
        answers = at_once(calls)
        assert_kept(shift, answers)
        assert sorted(answer.status for answer in answers) == [302, 409, 409]


def test_cancelling_while_others_join_the_list(web, shift_with, visitors, race_size):
    """Whoever joins as the place comes free is offered it: the free place is never forgotten."""
    (owner, visitor), *others = visitors(web, 4)
    for number in range(race_size.rounds):
        shift = on_day(shift_with(1), number)
        has_it = SignUpFactory(shift=shift, person=owner)
        calls = [partial(visitor.post, f"/times/{has_it.public_id}/cant-come/")]
        calls += [partial(one.post, f"/find/{shift.public_id}/wait/") for _person, one in others]
        assert_kept(shift, at_once(calls))
