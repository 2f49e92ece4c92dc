"""From a change to the letters: who hears of it, and who does not."""

from datetime import timedelta

import pytest
import time_machine

from careshare import clock
from careshare.outbox.models import Delivery
from coordination.arrangements.rules import Doer
from coordination.planning.services.cancelling import cancel_shift
from coordination.shifts.rules import ShiftCancelReason
from coordination.signups.rules import CancelledBy, CancelReason
from coordination.signups.services import approve, cancel, come, decline, undo_cancel
from tests.coordination.messages.helpers import calendar_of, letters, one_letter, shift_in
from tests.factories.what import VersionFactory, core_rows
from tests.factories.when import SignUpFactory
from tests.factories.who import (
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
)
from volunteers.memberships.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory(policy__undo_seconds=0)


@pytest.fixture
def slow_area():
    """An area with the usual window for an undo."""
    return AreaFactory()


@pytest.fixture
def vera():
    return PersonFactory(name="Vera Vik", email="vera@example.org")


def manager_of(shift, email="manager@example.org"):
    made = MembershipFactory(role=Role.UNIT_MANAGER, unit=shift.activity.unit, user__email=email)
    return made.user


def freed(sign_up, **values):
    return cancel(sign_up=sign_up, by=CancelledBy.VOLUNTEER, user=None, now=clock.now(), **values)


class TestConfirmed:
    def test_says_who_what_when_where_and_whom_to_ring(self, area, vera):
        shift = shift_in(area)
        come(person=vera, shift=shift, user=None)
        letter = one_letter("vera@example.org")
        assert "Coffee and singing" in letter.subject
        for part in ("Hello Vera", "Solbakken", "The reception", "22 00 00 01", "/m/n."):
            assert part in letter.body, part

    def test_carries_a_calendar_file(self, area, vera):
        shift = shift_in(area)
        made = come(person=vera, shift=shift, user=None)
        calendar = calendar_of(one_letter("vera@example.org"))
        (event,) = calendar.walk("VEVENT")
        assert calendar["METHOD"] == "PUBLISH"
        assert event["UID"] == f"{made.public_id}@careshare"
        assert event["SEQUENCE"] == 1
        assert event.decoded("DTSTART") == shift.starts_at
        assert event["DTSTART"].params["TZID"] == "Europe/Oslo"
        assert calendar.walk("VTIMEZONE")

    def test_is_written_once_however_often_the_sweep_runs(self, area, vera):
        come(person=vera, shift=shift_in(area), user=None)
        assert len(letters()) == 1
        assert letters() == []

    def test_who_has_no_address_gets_no_delivery(self, area):
        person = PersonFactory(email="")
        come(person=person, shift=shift_in(area), user=None)
        assert letters() == []
        assert not Delivery.objects.exists()

    def test_a_couple_with_one_address_gets_a_letter_each(self, area):
        shift = shift_in(area)
        for name in ("Liv Li", "Arne Li"):
            person = PersonFactory(name=name, email="li@example.org")
            come(person=person, shift=shift, user=None)
        assert sorted(letter.body.split(",")[0] for letter in letters()) == [
            "Hello Arne",
            "Hello Liv",
        ]


class TestUndo:
    def test_within_the_window_nothing_is_sent(self, slow_area, vera):
        shift = shift_in(slow_area)
        manager_of(shift)
        now = clock.now()
        made = come(person=vera, shift=shift, user=None, now=now)
        cancel(sign_up=made, by=CancelledBy.VOLUNTEER, user=None, now=now + timedelta(seconds=9))
        with time_machine.travel(now + timedelta(minutes=5)):
            assert letters() == []

    def test_taking_a_cancellation_back_in_time_is_silent_too(self, slow_area, vera):
        shift = shift_in(slow_area)
        manager_of(shift)
        now = clock.now()
        made = come(person=vera, shift=shift, user=None, now=now)
        with time_machine.travel(now + timedelta(minutes=5)):
            assert len(letters()) == 2  # one to whoever inducts
            freed(made)
            undo_cancel(sign_up=made, user=None, now=clock.now())
        with time_machine.travel(now + timedelta(minutes=10)):
            assert letters() == []

    def test_coming_undoing_and_coming_again_is_one_letter(self, slow_area, vera):
        now = clock.now()
        made = come(person=vera, shift=shift_in(slow_area), user=None, now=now)
        freed(made)
        undo_cancel(sign_up=made, user=None, now=clock.now())
        with time_machine.travel(now + timedelta(minutes=5)):
            (letter,) = letters()
        assert letter.subject.startswith("You are coming")

    def test_letters_wait_for_the_window(self, slow_area, vera):
        come(person=vera, shift=shift_in(slow_area), user=None)
        assert letters() == []


class TestCannotCome:
    def test_tells_whoever_places_people_or_plans(self, area, vera):
        shift = shift_in(area)
        manager_of(shift)
        other = manager_of(shift_in(AreaFactory()), "stranger@example.org")
        freed(SignUpFactory(shift=shift, person=vera))
        (letter,) = letters()
        assert letter.to == ["manager@example.org"]
        assert letter.to != [other.email]
        assert "Vera Vik cannot come" in letter.subject
        assert "1 more is needed now." in letter.body

    def test_tells_the_organisation_where_the_record_says_so(self, area, vera):
        helpers = OrganisationFactory(home_area=area)
        shift = shift_in(area)
        VersionFactory(activity=shift.activity, rows=core_rows(Doer.ORGANISATION, helpers))
        manager_of(shift)
        MembershipFactory(
            role=Role.COORDINATOR, organisation=helpers, user__email="helpers@example.org"
        )
        freed(SignUpFactory(shift=shift, person=vera))
        assert [letter.to for letter in letters()] == [["helpers@example.org"]]

    def test_tells_the_unit_where_the_organisation_has_nobody(self, area, vera):
        shift = shift_in(area)
        VersionFactory(
            activity=shift.activity,
            rows=core_rows(Doer.ORGANISATION, OrganisationFactory(home_area=area)),
        )
        manager_of(shift)
        freed(SignUpFactory(shift=shift, person=vera))
        assert [letter.to for letter in letters()] == [["manager@example.org"]]

    def test_who_rang_is_told_what_was_noted(self, area, vera):
        freed(SignUpFactory(shift=shift_in(area), person=vera), reason=CancelReason.RANG)
        letter = one_letter("vera@example.org")
        assert "You rang" in letter.body
        assert calendar_of(letter)["METHOD"] == "CANCEL"

    def test_nobody_is_told_once_it_was_taken_back(self, area, vera):
        shift = shift_in(area)
        manager_of(shift)
        made = SignUpFactory(shift=shift, person=vera)
        freed(made)
        undo_cancel(sign_up=made, user=None, now=clock.now())
        assert "cannot come" not in "".join(letter.subject for letter in letters())


class TestCancelledByOthers:
    def cancelled(self, shift):
        user = manager_of(shift)
        cancel_shift(
            shift=shift, reason=ShiftCancelReason.WEATHER, user=user, side="unit", now=clock.now()
        )

    def test_the_volunteer_is_told_and_it_leaves_the_calendar(self, area, vera):
        shift = shift_in(area)
        made = SignUpFactory(shift=shift, person=vera)
        self.cancelled(shift)
        letter = one_letter("vera@example.org")
        assert "Please do not come" in letter.subject
        assert "Weather" in letter.body
        calendar = calendar_of(letter)
        (event,) = calendar.walk("VEVENT")
        assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
        assert event["UID"] == f"{made.public_id}@careshare"
        assert event["SEQUENCE"] == 2

    def test_also_where_she_had_just_signed_up(self, slow_area, vera):
        shift = shift_in(slow_area)
        now = clock.now()
        come(person=vera, shift=shift, user=None, now=now)
        self.cancelled(shift)
        with time_machine.travel(now + timedelta(minutes=5)):
            assert "Please do not come" in one_letter("vera@example.org").subject


class TestApproval:
    def test_both_hear_of_a_request(self, area, vera):
        shift = shift_in(area, approve=True)
        manager_of(shift)
        come(person=vera, shift=shift, user=None)
        subjects = {letter.to[0]: letter.subject for letter in letters()}
        assert "Vera Vik would like to come" in subjects["manager@example.org"]
        assert "We have your wish to come" in subjects["vera@example.org"]

    def test_an_answer_in_between_makes_the_request_untrue(self, area, vera):
        shift = shift_in(area, approve=True)
        user = manager_of(shift)
        made = come(person=vera, shift=shift, user=None)
        approve(sign_up=made, user=user, side="unit", now=clock.now())
        letter = one_letter("vera@example.org")
        assert "approved" in letter.body
        assert calendar_of(letter)["METHOD"] == "PUBLISH"

    def test_no_is_said_kindly(self, area, vera):
        shift = shift_in(area, approve=True)
        user = manager_of(shift)
        made = come(person=vera, shift=shift, user=None)
        decline(sign_up=made, user=user, side="unit", now=clock.now())
        assert "Not this time" in one_letter("vera@example.org").subject
