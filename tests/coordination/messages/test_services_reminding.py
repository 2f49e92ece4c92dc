"""Reminders: once, in time, of what is still true."""

from datetime import timedelta

import pytest
import time_machine

from careshare import clock
from careshare.outbox.models import Delivery
from coordination.signups.rules import CancelledBy
from coordination.signups.services import cancel
from tests.coordination.messages.helpers import letters, one_letter, shift_in
from tests.factories.when import ClosureFactory, SignUpFactory
from tests.factories.who import (
    AreaFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def vera():
    return PersonFactory(name="Vera Vik", email="vera@example.org")


@pytest.fixture
def area():
    return AreaFactory(policy__undo_seconds=0)


def freed(sign_up):
    return cancel(sign_up=sign_up, by=CancelledBy.VOLUNTEER, user=None, now=clock.now())


class TestReminders:
    @pytest.fixture
    def made(self, area, vera):
        sign_up = SignUpFactory(shift=shift_in(area), person=vera)
        sign_up.made_at -= timedelta(days=10)
        sign_up.save()
        return sign_up

    def day_before(self, sign_up):
        zone = sign_up.shift.activity.unit.zone
        day = sign_up.starts_at.astimezone(zone) - timedelta(days=1)
        return day.replace(hour=10, minute=0)

    def test_comes_once_at_the_areas_time_on_the_day_before(self, made):
        with time_machine.travel(self.day_before(made) - timedelta(minutes=1)):
            assert letters() == []
        with time_machine.travel(self.day_before(made) + timedelta(seconds=1)):
            letter = one_letter("vera@example.org")
            assert letter.subject.startswith("Tomorrow: Coffee and singing")
            assert "/m/n." in letter.body
            assert letters() == []

    def test_is_still_sent_when_the_sweep_was_down(self, made):
        with time_machine.travel(self.day_before(made) + timedelta(hours=6)):
            assert len(letters()) == 1

    def test_is_useless_after_the_start(self, made):
        with time_machine.travel(self.day_before(made) - timedelta(hours=1)):
            letters()
        with time_machine.travel(made.starts_at + timedelta(seconds=1)):
            assert letters() == []

    def test_names_the_contact_for_the_hour(self, made):
        from tests.factories.what import TaskContactFactory

        activity = made.shift.activity
        TaskContactFactory(activity=activity, task="schedule", name="Siri", phone="+4722000011")
        TaskContactFactory(activity=activity, task="host", name="Hege", phone="+4722000012")
        with time_machine.travel(self.day_before(made) + timedelta(seconds=1)):
            body = one_letter("vera@example.org").body
        assert "Ring Siri (Solbakken), telephone 22 00 00 11." in body
        assert "ring Hege, telephone 22 00 00 12." in body

    def test_a_new_time_has_its_own_reminder(self, made):
        with time_machine.travel(self.day_before(made) - timedelta(hours=1)):
            letters()
        shift = made.shift
        shift.starts_at += timedelta(hours=2)
        shift.ends_at += timedelta(hours=2)
        shift.save()
        made.refresh_from_db()
        made.starts_at, made.ends_at = shift.starts_at, shift.ends_at
        made.version += 1
        made.save()
        with time_machine.travel(self.day_before(made) + timedelta(seconds=1)):
            assert len(letters()) == 1
        assert Delivery.objects.filter(kind="reminder").count() == 2

    def test_nobody_is_reminded_of_what_was_cancelled(self, made):
        with time_machine.travel(self.day_before(made) - timedelta(hours=1)):
            letters()
            freed(made)
        with time_machine.travel(self.day_before(made) + timedelta(seconds=1)):
            assert [letter for letter in letters() if letter.to == ["vera@example.org"]] == []

    def test_nobody_is_asked_into_a_closed_place(self, made):
        ClosureFactory(unit=made.shift.activity.unit)
        with time_machine.travel(self.day_before(made) + timedelta(seconds=1)):
            letters()
        sent = Delivery.objects.filter(state="sent", address="vera@example.org")
        assert [one.kind for one in sent] == ["do-not-come"]

    def test_who_signed_up_after_it_was_due_needs_none(self, area, vera):
        sign_up = SignUpFactory(shift=shift_in(area), person=vera)
        late = self.day_before(sign_up) + timedelta(hours=3)
        sign_up.made_at = late
        sign_up.save()
        with time_machine.travel(late + timedelta(minutes=1)):
            assert letters() == []
