"""Regular times under real concurrency over real HTTP: never over, never double (F10)."""

from datetime import timedelta
from functools import partial

import pytest

from careshare import clock
from coordination.shifts.models import Position
from coordination.signups import services
from coordination.signups.models import SignUp, Standing
from coordination.signups.rules import HOLDING
from tests.factories.when import SeriesFactory
from tests.support.visitors import at_once

pytestmark = pytest.mark.race

DAYS = 3


def test_two_join_on_the_last_places_and_a_third_takes_a_single_day(
    web, shift_with, visitors, race_size
):
    """Joining, pressing twice and taking a single day at once: each day has its one."""
    people = visitors(web, 3)
    for number in range(race_size.rounds):
        series = SeriesFactory(activity=shift_with(1).activity, rrule="FREQ=WEEKLY;COUNT=3")
        first = clock.now() + timedelta(days=5 + 30 * number)
        shifts = [
            shift_with(
                1,
                activity=series.activity,
                series=series,
                series_on=(first + timedelta(weeks=week)).date(),
                starts_at=first + timedelta(weeks=week),
            )
            for week in range(DAYS)
        ]
        series.made_until = shifts[-1].series_on
        series.save()
        join = f"/find/{shifts[0].public_id}/every-time/"
        (_one, first_hand), (_two, second_hand), (_three, third_hand) = people
        calls = [partial(hand.post, join) for hand in (first_hand, first_hand, second_hand)]
        calls.append(partial(third_hand.post, f"/find/{shifts[1].public_id}/come/"))
        answers = at_once(calls)
        assert [one.status for one in answers if one.status >= 500] == []
        services.keep_standing(clock.now())
        taken = SignUp.objects.filter(shift__in=shifts, state__in=HOLDING)
        assert taken.count() == len(set(taken.values_list("shift_id", flat=True))) == DAYS
        places = Position.objects.filter(shift__in=shifts).values_list("taken", "maximum")
        assert all(many == most for many, most in places)
        rows = Standing.objects.filter(series=series)
        assert rows.count() == len(set(rows.values_list("person_id", flat=True)))
