"""A session is moved or cancelled while people come, stand every time and answer (F8, F10)."""

from datetime import timedelta
from functools import partial

import pytest

from careshare import clock
from coordination.messages.access import link_path
from coordination.messages.rules import LinkAction
from coordination.shifts.models import Position
from coordination.shifts.rules import ShiftState
from coordination.signups.models import SignUp
from coordination.signups.rules import HOLDING, SignUpState
from tests.factories.when import SeriesFactory, SignUpFactory
from tests.factories.who import MembershipFactory
from tests.support.visitors import Visitor, at_once

pytestmark = pytest.mark.race

ROUNDS = 4


@pytest.fixture
def planner(web, unit):
    return Visitor(web, MembershipFactory(unit=unit).user)


def session_of_a_series(shift_with, number):
    """The one session of a series so far, at noon where it is, with three places."""
    series = SeriesFactory(activity=shift_with(1).activity, rrule="FREQ=WEEKLY")
    zone = series.activity.unit.zone
    noon = clock.now().astimezone(zone).replace(hour=12, minute=0, second=0, microsecond=0)
    starts = noon + timedelta(days=4 + number)
    shift = shift_with(3, activity=series.activity, series=series, series_on=starts.date(),
                       starts_at=starts)  # fmt: skip
    series.starts_on = series.made_until = starts.date()
    series.save()
    return shift


def move(planner, shift):
    day = shift.starts_at.date()
    return partial(planner.post, f"/shifts/{shift.pk}/move/", {
        "scope": "this", "on": day, "starts": "13:00", "ends": "15:00", "minimum": 1, "maximum": 3,
        "version": shift.version, "confirm": "1",
    })  # fmt: skip


def cancel(planner, shift):
    data = {"scope": "this", "reason": "weather", "confirm": "1"}
    return partial(planner.post, f"/shifts/{shift.pk}/cancel/", data)


@pytest.mark.parametrize("change", [move, cancel])
def test_who_comes_stands_or_answers_meanwhile_is_nowhere_else(
    web, planner, shift_with, visitors, change
):
    """Whichever wins: confirmed only at the time that holds, never over, never double, no error."""
    (moved, hers), (_comes, first), (_stands, second), (_both, third) = visitors(web, 4)
    for number in range(ROUNDS):
        shift = session_of_a_series(shift_with, number)
        earlier = SignUpFactory(
            shift=shift, person=moved, state=SignUpState.AWAITING,
            starts_at=shift.starts_at - timedelta(hours=3),
            ends_at=shift.ends_at - timedelta(hours=3),
            offer_until=shift.starts_at - timedelta(days=1),
        )  # fmt: skip
        come, stand = f"/find/{shift.public_id}/come/", f"/find/{shift.public_id}/every-time/"
        accept = link_path(LinkAction.NEW_TIME, moved, earlier)
        calls = [
            change(planner, shift),
            partial(hers.post, accept, {"answer": "yes"}),
            partial(first.post, come),
            partial(second.post, stand),
            partial(third.post, stand),
            partial(third.post, come),
        ]
        answers = at_once(calls)
        assert [one.status for one in answers if one.status >= 500] == []
        shift.refresh_from_db()
        assert_kept(shift)
        if answers[0].status != 302:  # somebody came first: the planner looks again, and presses
            assert change(planner, shift)().status == 302
            shift.refresh_from_db()
            assert_kept(shift)
        assert shift.version > 1


def assert_kept(shift):
    live = SignUp.objects.live().filter(shift=shift)
    holding = live.filter(state__in=HOLDING)
    assert holding.count() == Position.objects.get(shift=shift).taken <= 3
    assert live.count() == live.values("person").distinct().count()
    for one in holding.filter(state=SignUpState.CONFIRMED):
        assert (one.starts_at, one.ends_at) == (shift.starts_at, shift.ends_at)
    if shift.state == ShiftState.CANCELLED:
        assert not live.exists()
