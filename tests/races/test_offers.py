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


def test_of_all_who_would_come_instead_one_does(web, shift_with, visitors):
    """Others say yes while the one who would rather swap comes after all, or cannot at all."""
    (owner, hers), *others = visitors(web, 4)
    for number, word in enumerate(("withdraw", "cancel") * 2):
        shift = on_day(shift_with(1), number)
        mine = SignUpFactory(shift=shift, person=owner, wants_swap_at=clock.now())
        calls = []
        for person, visitor in others:
            offer = PlaceOfferFactory(shift=shift, person=person, kind="swap", instead_of=mine)
            path = f"/offers/{offer.public_id}/answer/"
            calls.append(partial(visitor.post, path, {"answer": "yes"}))
        own = f"/times/{mine.public_id}/"
        path = f"{own}cant-come/" if word == "cancel" else f"{own}swap/wish/"
        calls.append(partial(hers.post, path, {"answer": word}))
        assert_kept(shift, at_once(calls))
        # Never both, never neither: exactly one comes, whoever it is.
        assert SignUp.objects.confirmed().filter(shift=shift).count() == 1


def test_two_swaps_of_one_day_move_it_once(web, shift_with, visitors):
    """Anna's day is asked of two, who both say yes at once, while a third asks for hers."""
    people = visitors(web, 3)
    for number in range(3):
        first = on_day(shift_with(1), number)
        shifts = [first, *(shift_with(1, activity=first.activity) for _each in range(2))]
        for hours, shift in enumerate(shifts):
            shift.starts_at = first.starts_at + timedelta(hours=3 * hours)
            shift.ends_at = shift.starts_at + timedelta(hours=2)
            shift.save()
        mine, *theirs = [
            SignUpFactory(shift=shift, person=person)
            for shift, (person, _visitor) in zip(shifts, people, strict=True)
        ]
        calls = []
        for other, (_person, visitor) in zip(theirs, people[1:], strict=True):
            swap = services.propose_swap(mine=mine, theirs=other, user=None, now=clock.now())
            path = f"/swaps/{swap.public_id}/answer/"
            calls.append(partial(visitor.post, path, {"answer": "yes"}))
        answers = at_once(calls)
        assert sorted(answer.status for answer in answers) == [302, 409]
        for shift in shifts:
            assert_kept(shift, answers)
        held = SignUp.objects.confirmed().filter(shift__in=shifts)
        assert len(set(held.values_list("person_id", flat=True))) == held.count() == 3
