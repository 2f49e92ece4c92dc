"""Dates of a version: recorded afterwards, moved to the day of the last agreement, in order."""

from datetime import date, timedelta

import pytest

from careshare import clock
from coordination.arrangements.access import record_of
from coordination.arrangements.models import Agreement, Version
from coordination.arrangements.rules import UNIT_PARTY, Doer, VersionState, organisation_party
from coordination.arrangements.services import Terms, agree, propose
from tests.factories import (
    ActivityFactory,
    OrganisationFactory,
    UserFactory,
    core_rows,
)
from tests.support.refusals import refusal
from volunteers.memberships.rules import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def activity():
    return ActivityFactory(is_open_to_partners=True)


@pytest.fixture
def red(activity):
    return OrganisationFactory(home_area=activity.unit.area)


@pytest.fixture
def today(activity, now):
    return now.astimezone(activity.unit.zone).date()


def propose_with(red, activity, now, *, party=UNIT_PARTY, **terms):
    return propose(
        activity=activity, rows=core_rows(Doer.SHARED, red), terms=Terms(**terms), party=party,
        user=UserFactory(), now=now,
    )  # fmt: skip


def say_yes(version, red, now):
    return agree(
        version=version, party=organisation_party(red.pk), user=UserFactory(), now=now
    )  # fmt: skip


@pytest.mark.parametrize("party", ["unit", "organisation"])
def test_a_first_recording_with_a_partner_may_lie_in_the_past(activity, red, now, today, party):
    """Either side may write it; what was done together does not begin on the day of writing."""
    past = today - timedelta(days=90)
    own = organisation_party(red.pk)
    by, other = (UNIT_PARTY, own) if party == "unit" else (own, UNIT_PARTY)
    version = propose_with(red, activity, now, party=by, valid_from=past)
    assert record_of(activity, past).version is None  # nothing applies yet
    later = now + timedelta(days=3)
    version = agree(version=version, party=other, user=UserFactory(), now=later)
    assert (version.state, version.valid_from) == (VersionState.AGREED, past)
    assert version.is_recorded_afterwards
    assert record_of(activity, past).holder(Task.MATCH).parties == {UNIT_PARTY, own}
    assert record_of(activity, past - timedelta(days=1)).version is None


def test_after_the_first_nothing_is_recorded_afterwards(activity, red, now, today):
    say_yes(propose_with(red, activity, now, valid_from=today), red, now)
    codes = refusal(
        propose_with, red, activity, now, valid_from=today - timedelta(days=1)
    )  # fmt: skip
    assert codes == {"valid_from_too_early"}
    assert Version.objects.count() == 1


def test_of_two_first_recordings_the_second_cannot_go_back_any_more(activity, red, now, today):
    """It was proposed while nothing was recorded; agreeing to it now would rewrite the past."""
    past = today - timedelta(days=90)
    late = propose_with(red, activity, now, valid_from=past)
    say_yes(propose_with(red, activity, now, valid_from=today), red, now)
    assert refusal(say_yes, late, red, now) == {"agreed_meanwhile"}
    assert record_of(activity, past).version is None


@pytest.mark.parametrize("year", [1, 1900, 9999])
@pytest.mark.parametrize("name", ["valid_from", "review_on", "trial_until", "brings_from"])
def test_a_year_that_cannot_be_meant_is_refused(activity, red, now, today, name, year):
    terms = {"valid_from": today, name: date(year, 1, 1)}
    assert refusal(propose_with, red, activity, now, **terms)
    assert not Version.objects.exists()


def test_the_first_day_moves_to_the_day_of_the_last_agreement(activity, red, now, today):
    days = {"review_on": today + timedelta(days=40), "trial_until": today + timedelta(days=20)}
    version = propose_with(red, activity, now, valid_from=today + timedelta(days=2), **days)
    version = say_yes(version, red, now + timedelta(days=20))
    assert version.valid_from == today + timedelta(days=20)
    assert (version.review_on, version.trial_until) == tuple(days.values())


@pytest.mark.parametrize(
    ("name", "code"), [("review_on", "review_has_passed"), ("trial_until", "trial_has_passed")]
)
def test_agreed_so_late_that_its_days_would_run_backwards(activity, red, now, today, name, code):
    version = propose_with(
        red, activity, now, valid_from=today, **{name: today + timedelta(days=5)}
    )
    assert refusal(say_yes, version, red, now + timedelta(days=6)) == {code}
    version.refresh_from_db()
    assert (version.state, version.valid_from) == (VersionState.PROPOSED, today)
    assert list(Agreement.objects.values_list("party", flat=True)) == [UNIT_PARTY]
