"""Closing a place for a while, and opening it again: nobody loses a place or a turn by it."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from careshare import clock
from careshare.errors import Refused
from careshare.outbox.models import Event
from coordination.planning.access.closures import people_due
from coordination.planning.services.closing import close_place, reopen
from coordination.shifts.models import Closure
from coordination.shifts.rules import ClosureReason
from coordination.signups.models import SignUp
from coordination.signups.services import free_unanswered, look_for_people, sign_up
from tests.factories import (
    ActivityFactory,
    CareUnitFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    UserFactory,
    WardFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _september():
    with time_machine.travel(datetime(2026, 9, 1, 9, tzinfo=UTC), tick=False):
        yield


def refusal(act) -> set[str]:
    with pytest.raises(Refused) as refused:
        act()
    return {reason.code for reason in refused.value.reasons}


class TestClosing:
    def close(self, unit, **options) -> Closure:
        usual = {
            "ward": None,
            "reason": ClosureReason.INFECTION,
            "until": None,
            "user": UserFactory(),
            "now": clock.now(),
        }
        return close_place(unit=unit, **(usual | options))

    def test_a_closed_place_takes_nobody_until_it_is_open_again(self):
        shift = ShiftFactory(places=2)
        kept = SignUpFactory(shift=shift)
        closure = self.close(shift.activity.unit)
        act = {"person": PersonFactory(), "position": shift.positions.get(), "user": None}
        assert refusal(lambda: sign_up(**act)) == {"place_closed"}
        for _press in range(2):
            reopen(closure=closure, user=None, now=clock.now())
        assert sign_up(**act).state == "confirmed"
        kept.refresh_from_db()
        assert kept.state == "confirmed"
        assert set(Event.objects.filter(cause="closure").values_list("name", flat=True)) == {
            "closure.opened",
            "closure.ended",
        }

    @pytest.fixture
    def asked(self):
        """A place that is held for an answer, of either kind, in a session in six days."""
        shift = ShiftFactory(starts_at=clock.now() + timedelta(days=6), places=2)
        until = clock.now() + timedelta(hours=12)
        return [
            SignUpFactory(shift=shift, state=state, offer_until=until)
            for state in ("offered", "awaiting")
        ]

    def pass_by(self, until):
        with time_machine.travel(until, tick=False):
            look_for_people(clock.now())
            free_unanswered(clock.now())

    def test_nobody_loses_a_place_or_a_turn_in_a_closure(self, asked):
        closure = self.close(asked[0].shift.activity.unit)
        later = clock.now() + timedelta(hours=20)
        self.pass_by(later)
        with time_machine.travel(later, tick=False):
            reopen(closure=closure, user=None, now=clock.now())
            look_for_people(clock.now())
            free_unanswered(clock.now())
            for one, days in zip(asked, (0.5, 2.5), strict=True):
                before = one.state
                one.refresh_from_db()
                assert one.state == before
                assert one.offer_until - clock.now() >= timedelta(days=days)
                assert Event.objects.filter(name="signup.moved", cause_id=one.pk).count() == 1
        self.pass_by(asked[1].offer_until)
        for one in asked:
            one.refresh_from_db()
            assert one.state == "cancelled"

    def test_an_answer_for_a_day_after_the_closure_is_due_in_time(self, asked):
        self.close(asked[0].shift.activity.unit, until=clock.now() + timedelta(days=3))
        self.pass_by(asked[0].offer_until)
        assert {one.state for one in SignUp.objects.all()} == {"cancelled"}

    def test_what_is_still_closed_and_what_was_a_wrong_tap_stay_as_they_are(self, asked):
        ward = WardFactory(unit=asked[0].shift.activity.unit)
        asked[0].shift.activity.ward = ward
        asked[0].shift.activity.save()
        whole = self.close(ward.unit)
        reopen(closure=whole, user=None, now=clock.now() + timedelta(seconds=10))
        assert not Event.objects.filter(name="signup.moved").exists()
        part, whole = self.close(ward.unit, ward=ward), self.close(ward.unit)
        later = clock.now() + timedelta(hours=20)
        reopen(closure=whole, user=None, now=later)
        assert not Event.objects.filter(name="signup.moved").exists()
        reopen(closure=part, user=None, now=later)
        assert Event.objects.filter(name="signup.moved").count() == 2

    def test_a_closed_ward_leaves_the_others_open(self):
        unit = CareUnitFactory()
        ward, other = WardFactory(unit=unit), WardFactory(unit=unit)
        self.close(unit, ward=ward)
        open_one = ShiftFactory(activity=ActivityFactory(unit=unit, ward=other, is_published=True))
        act = {"person": PersonFactory(), "position": open_one.positions.get(), "user": None}
        assert sign_up(**act).state == "confirmed"

    def test_the_same_form_twice_closes_once_and_another_is_told(self):
        unit, form = CareUnitFactory(), uuid.uuid4()
        assert self.close(unit, form_uuid=form) == self.close(unit, form_uuid=form)
        assert refusal(lambda: self.close(unit)) == {"closed_already"}

    @pytest.mark.parametrize(
        ("until", "code"),
        [
            (datetime(2026, 8, 1, tzinfo=UTC), "closure_backwards"),
            (datetime(9999, 12, 31, tzinfo=UTC), "closure_too_long"),
        ],
    )
    def test_an_end_that_cannot_be_is_refused(self, until, code):
        unit = CareUnitFactory()
        assert refusal(lambda: self.close(unit, until=until)) == {code}

    def test_who_is_due_within_a_day_is_listed_and_nobody_else(self):
        now = clock.now()
        activity = ActivityFactory(is_published=True)
        due = [
            SignUpFactory(shift=ShiftFactory(activity=activity, starts_at=now + timedelta(hours=n)))
            for n in (-1, 2, 23)
        ]
        for hours in (-3, 25):
            start = now + timedelta(hours=hours)
            SignUpFactory(shift=ShiftFactory(activity=activity, starts_at=start))
        SignUpFactory(shift=ShiftFactory(starts_at=now + timedelta(hours=2)))
        closure = self.close(activity.unit)
        assert people_due(closure, now) == due
