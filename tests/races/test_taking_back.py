"""A plan is taken back, and a group's number changed, while somebody takes a place (F8)."""

from datetime import timedelta
from functools import partial

import pytest

from careshare import clock
from coordination.planning.services.series import extend_series
from coordination.shifts.models import Position, Series, Shift
from coordination.shifts.rules import ShiftState
from coordination.signups.models import SignUp
from coordination.signups.rules import HOLDING
from tests.factories.when import SeriesFactory, SignUpFactory
from tests.factories.who import AffiliationFactory, MembershipFactory, PersonFactory
from tests.support.visitors import Visitor, at_once
from volunteers.people.rules import PersonKind

pytestmark = pytest.mark.race

ROUNDS = 4


@pytest.fixture
def planner(web, unit):
    return Visitor(web, MembershipFactory(unit=unit).user)


def test_a_plan_goes_or_somebody_comes_and_never_both(web, planner, shift_with, visitors):
    """Pressed twice, while one comes once and one every time, and the sweep makes sessions."""
    (_once, once), (_always, always) = visitors(web, 2)
    for number in range(ROUNDS):
        series = SeriesFactory(activity=shift_with(1).activity, rrule="FREQ=WEEKLY")
        starts = clock.now() + timedelta(days=4 + number, hours=number)
        shift = shift_with(3, activity=series.activity, series=series, starts_at=starts,
                           series_on=starts.date())  # fmt: skip
        Series.objects.filter(pk=series.pk).update(
            starts_on=starts.date(), made_until=starts.date()
        )
        back = partial(planner.post, f"/shifts/{shift.pk}/plan/take-back/")
        calls = [back, back, partial(once.post, f"/find/{shift.public_id}/come/")]
        calls.append(partial(always.post, f"/find/{shift.public_id}/every-time/"))
        answers = at_once(calls if number % 2 else calls[::-1])
        assert [one.status for one in answers if one.status >= 500] == []
        assert 404 not in [one.status for one in answers]
        extend_series(clock.now())
        series.refresh_from_db()
        planned = Shift.objects.filter(series=series, state=ShiftState.PLANNED)
        holding = SignUp.objects.filter(shift__series=series, state__in=HOLDING)
        if series.ended_at is None:
            assert holding.exists()
        else:
            assert not planned.exists()
            assert not holding.exists()


def test_a_group_grows_and_another_takes_the_last_place(web, unit, shift_with, visitors):
    ((_other, other),) = visitors(web, 1)
    for number in range(ROUNDS):
        group = PersonFactory(kind=PersonKind.GROUP, heads=2, has_login=True)
        AffiliationFactory(person=group, unit=unit)
        starts = clock.now().replace(minute=0, second=0, microsecond=0)
        shift = shift_with(3, starts_at=starts + timedelta(days=4 + number))
        row = SignUpFactory(shift=shift, person=group, heads=2)
        hers = Visitor(web, group.user)
        whole = {
            name: f"{moment.astimezone(unit.zone):%H:%M}"
            for name, moment in (("starts", shift.starts_at), ("ends", shift.ends_at))
        }
        data = {**whole, "heads": 3, "version": 1}
        grow = partial(hers.post, f"/times/{row.public_id}/part/", data)
        calls = [grow, grow, partial(other.post, f"/find/{shift.public_id}/come/")]
        answers = at_once(calls if number % 2 else calls[::-1])
        assert [one.status for one in answers if one.status >= 500] == []
        held = SignUp.objects.filter(shift=shift, state__in=HOLDING).values_list("heads", flat=True)
        place = Position.objects.get(shift=shift)
        assert sum(held) == place.taken == 3
