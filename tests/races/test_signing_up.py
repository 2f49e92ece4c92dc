"""Places under real concurrency over real HTTP (F9, F10); `test_controls` shows it can fail."""

import uuid
from datetime import timedelta
from functools import partial

import pytest

from coordination.messages.access import link_path
from coordination.messages.rules import LinkAction
from coordination.shifts.models import Position
from coordination.signups.models import SignUp
from coordination.signups.rules import HOLDING, SignUpState
from tests.support.visitors import at_once

pytestmark = pytest.mark.race
PLACES = 3


def come(visitor, shift, **data):
    return visitor.post(f"/find/{shift.public_id}/come/", {"form_uuid": uuid.uuid4(), **data})


def taken(shift):
    return SignUp.objects.filter(shift=shift, state__in=HOLDING).count()


def rush(people, shift):
    """Everybody presses at once; the answers."""
    return at_once([partial(come, visitor, shift) for _person, visitor in people])


def assert_kept(shift, answers):
    assert [answer.status for answer in answers if answer.status >= 500] == []
    assert taken(shift) == PLACES
    assert Position.objects.get(shift=shift).taken == PLACES
    statuses = [answer.status for answer in answers]
    assert (statuses.count(302), statuses.count(409)) == (PLACES, len(statuses) - PLACES)


def test_places_are_neither_overbooked_nor_left_empty(web, shift_with, visitors, race_size):
    people = visitors(web, race_size.clients)
    for number in range(race_size.rounds):
        # A day apart, so that winners of one round may come to the next.
        shift = shift_with(PLACES)
        _move(shift, days=number)
        assert_kept(shift, rush(people, shift))


def _move(shift, *, days):
    shift.starts_at += timedelta(days=days)
    shift.ends_at += timedelta(days=days)
    shift.save()


def test_nobody_is_on_two_at_once(web, shift_with, visitors, race_size):
    people = visitors(web, 4)
    for number in range(race_size.rounds):
        shifts = [shift_with(10), shift_with(10)]
        for shift in shifts:
            _move(shift, days=number)
        calls = [partial(come, visitor, shift) for _person, visitor in people for shift in shifts]
        answers = at_once(calls)
        assert [answer.status for answer in answers if answer.status >= 500] == []
        for person, _visitor in people:
            held = SignUp.objects.filter(person=person, shift__in=shifts, state__in=HOLDING)
            assert held.count() == 1


def test_of_two_one_gets_the_last_place(web, shift_with, visitors, race_size):
    people = visitors(web, 2)
    for number in range(race_size.rounds):
        shift = shift_with(1)
        _move(shift, days=number)
        answers = rush(people, shift)
        assert sorted(answer.status for answer in answers) == [302, 409]
        assert taken(shift) == 1


def test_a_double_click_is_one_sign_up_and_no_error(web, shift_with, visitors, race_size):
    ((person, visitor),) = visitors(web, 1)
    for number in range(race_size.rounds):
        shift = shift_with(5)
        _move(shift, days=number)
        same_form = uuid.uuid4()
        answers = at_once([partial(come, visitor, shift, form_uuid=same_form)] * 4)
        made = SignUp.objects.get(person=person, shift=shift)
        assert made.state == SignUpState.CONFIRMED
        assert {answer.location for answer in answers} == {f"/times/{made.public_id}/?new=1"}


def test_coming_and_undoing_at_once_leaves_no_phantom(web, shift_with, visitors, race_size):
    """Whatever wins, the count of places and the sign-ups agree."""
    people = visitors(web, 4)
    for number in range(race_size.rounds):
        shift = shift_with(2)
        _move(shift, days=number)
        rush(people, shift)
        calls = [partial(come, visitor, shift) for _person, visitor in people]
        for person, visitor in people:
            for made in SignUp.objects.filter(person=person, shift=shift):
                path = f"/times/{made.public_id}/undo/"
                calls.append(partial(visitor.post, path))
        answers = at_once(calls)
        assert [answer.status for answer in answers if answer.status >= 500] == []
        assert Position.objects.get(shift=shift).taken == taken(shift) <= 2


def test_the_link_in_a_mail_races_the_page(web, shift_with, visitors):
    """Cancelled by the mail's link and by the page at once: freed once, no error."""
    ((person, visitor),) = visitors(web, 1)
    shift = shift_with(1)
    come(visitor, shift)
    made = SignUp.objects.get(person=person)
    link = link_path(LinkAction.CANNOT_COME, person, made)
    page = f"/times/{made.public_id}/cant-come/"
    answers = at_once([partial(visitor.post, path) for path in (link, page) * 4])
    assert {answer.status for answer in answers} == {302}
    made.refresh_from_db()
    assert (made.state, made.version) == (SignUpState.CANCELLED, 2)
    assert Position.objects.get(shift=shift).taken == 0
