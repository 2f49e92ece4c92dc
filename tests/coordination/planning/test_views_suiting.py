"""A new time is said yes to as if one signed up on the new day; the own place is there already."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from careshare.errors import Refused
from coordination.signups.models import SignUp, Suspension
from coordination.signups.rules import SignUpState
from coordination.signups.services import accept_new_time
from tests.factories import (
    ClosureFactory,
    PersonFactory,
    ShiftFactory,
    SightFactory,
    SignUpFactory,
    UserFactory,
)
from tests.factories.who import UnitRequirementFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _november():
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def moved(activity) -> SignUp:
    """The last place of a session that was moved to Wednesday noon, still to be said yes to."""
    person = PersonFactory(name="Vera Vik", phone="+4722000099")
    SightFactory(person=person, unit=activity.unit)
    shift = ShiftFactory(activity=activity, starts_at=NOON)
    return SignUpFactory(
        shift=shift, person=person, state="awaiting", offer_until=NOON - timedelta(days=1)
    )


def elsewhere(moved, starts_at, hours=2):
    shift = ShiftFactory(starts_at=starts_at, hours=hours)
    return SignUpFactory(shift=shift, person=moved.person)


def policy(moved, **values):
    policy = moved.shift.activity.unit.area.policy
    type(policy).objects.filter(pk=policy.pk).update(**values)


def busy(moved):
    elsewhere(moved, NOON + timedelta(hours=1))


def tired(moved):
    policy(moved, rest_hours=11)
    elsewhere(moved, NOON - timedelta(hours=5))


def full_week(moved):
    policy(moved, week_hours_most=5)
    elsewhere(moved, NOON - timedelta(days=1), hours=4)


def unseen(moved):
    UnitRequirementFactory(unit=moved.shift.activity.unit)


def on_hold(moved):
    unit = moved.shift.activity.unit
    Suspension.objects.create(
        person=moved.person, unit=unit, party_key=f"unit:{unit.pk}", reason="talk_first",
        made_by=UserFactory(), made_at=clock.now(),
    )  # fmt: skip


def closed(moved):
    ClosureFactory(unit=moved.shift.activity.unit)


OWN_TIME = {busy: "overlaps", tired: "too_little_rest", full_week: "too_many_hours"}
OTHERS = {unseen: "credential_missing", on_hold: "suspended", closed: "place_closed"}


def yes(moved, **values):
    return accept_new_time(sign_up=moved, user=None, now=clock.now(), **values)


@pytest.mark.parametrize(("matter", "code"), [*OWN_TIME.items(), *OTHERS.items()])
def test_everything_is_asked_on_the_new_day(moved, matter, code):
    matter(moved)
    with pytest.raises(Refused) as refused:
        yes(moved)
    assert [reason.code for reason in refused.value.reasons] == [code]
    assert SignUp.objects.get(pk=moved.pk).state == SignUpState.AWAITING


def test_ones_own_place_and_a_paused_activity_speak_against_nothing(moved):
    type(moved.shift.activity).objects.update(state="paused", supervisor="")
    assert yes(moved).state == SignUpState.CONFIRMED


def test_what_was_set_aside_for_the_place_before_still_is(moved):
    busy(moved)
    SignUp.objects.filter(pk=moved.pk).update(overlap_reason="Agreed", is_overlap_allowed=True)
    assert yes(moved).is_overlap_allowed
    assert yes(moved).state == SignUpState.CONFIRMED


class TestByTelephone:
    @pytest.fixture
    def url(self, moved):
        return reverse("coordination:sign-up-suits", args=[moved.pk])

    def test_nothing_against_it_is_one_press(self, enter, staff, moved, url):
        for _press in range(2):
            assert enter(staff).post(url).status_code == 302
        assert SignUp.objects.get(pk=moved.pk).state == SignUpState.CONFIRMED

    @pytest.mark.parametrize(("matter", "code"), OWN_TIME.items())
    def test_whoever_places_people_sets_own_time_aside_for_a_reason(
        self, enter, manager, moved, url, matter, code
    ):
        matter(moved)
        client = enter(manager)
        page = client.post(url).content.decode()
        assert "Why all the same" in page
        assert 'name="despite"' in client.post(url, {"despite": " "}).content.decode()
        assert SignUp.objects.get(pk=moved.pk).state == SignUpState.AWAITING
        client.post(url, {"despite": "Agreed by telephone"})
        row = SignUp.objects.get(pk=moved.pk)
        assert (row.state, row.overlap_reason) == (SignUpState.CONFIRMED, "Agreed by telephone")
        assert AuditEntry.objects.get(action="signup.rule_set_aside").fields == [code]

    def test_staff_read_why_and_set_nothing_aside(self, enter, staff, moved, url):
        busy(moved)
        page = enter(staff).post(url, {"despite": "I want it"}).content.decode()
        assert "already comes to something else" in page
        assert 'name="despite"' not in page
        assert SignUp.objects.get(pk=moved.pk).state == SignUpState.AWAITING

    @pytest.mark.parametrize("matter", OTHERS)
    def test_a_check_a_hold_and_a_closure_are_never_set_aside(
        self, enter, manager, moved, url, matter
    ):
        matter(moved)
        page = enter(manager).post(url, {"despite": "I want it"}).content.decode()
        assert "Something speaks against the new time for Vera Vik" in page
        assert SignUp.objects.get(pk=moved.pk).state == SignUpState.AWAITING
