"""Leaving with notice: the record on each day, who is left, what is refused; what waits."""

from dataclasses import replace
from datetime import timedelta

import pytest

from careshare import clock
from careshare.outbox.models import Event
from coordination.arrangements.access import record_of, today_at
from coordination.arrangements.models import Ending, Held, Version
from coordination.arrangements.rules import UNIT_PARTY, Doer, Share, VersionState
from coordination.arrangements.services import (
    Terms,
    agree,
    give_notice,
    propose,
    withdraw_notice,
)
from coordination.arrangements.services.applying import begin_due
from coordination.arrangements.services.ending import end_due
from coordination.arrangements.services.expiring import expire_due
from tests.factories import (
    ActivityFactory,
    AreaFactory,
    OrganisationFactory,
    UserFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from tests.support.refusals import refusal
from volunteers.memberships.rules import Task

pytestmark = pytest.mark.django_db
DAYS = 30


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def red(area):
    return OrganisationFactory(home_area=area, name="Red Cross")


@pytest.fixture
def choir(area):
    return OrganisationFactory(home_area=area, name="Choir")


@pytest.fixture
def activity(area, red):
    """The core tasks together, hosting by the Red Cross alone, thirty days' notice."""
    found = ActivityFactory(unit__area=area, is_open_to_partners=True)
    rows = [*core_rows(Doer.SHARED, red), task_row(Task.HOST, Doer.ORGANISATION, red)]
    VersionFactory(activity=found, rows=rows, notice_days=DAYS)
    return type(found).objects.for_pages().get(pk=found.pk)


def party(organisation) -> str:
    return f"organisation:{organisation.pk}"


def last_day(activity, days=DAYS):
    return today_at(activity, clock.now()) + timedelta(days=days)


def notice(activity, leaving, *, by=None, days=DAYS, **values):
    return give_notice(
        activity=activity,
        leaving=leaving,
        by=by or leaving,
        ends_on=last_day(activity, days),
        reason="no_capacity",
        user=UserFactory(),
        now=clock.now(),
        **values,
    )


def doers(activity, days):
    return {row.task: row.doer for row in record_of(activity, last_day(activity, days)).rows}


def offer(activity, by, rows, days=DAYS, **values):
    return propose(
        activity=activity,
        rows=rows,
        terms=Terms(valid_from=last_day(activity, days)),
        party=by,
        user=UserFactory(),
        now=clock.now(),
        **values,
    )


def test_from_its_day_the_record_gives_a_leaver_nothing(activity, red):
    ending = notice(activity, party(red))
    assert doers(activity, DAYS - 1)[Task.HOST] == Doer.ORGANISATION
    after = record_of(activity, last_day(activity))
    assert after.by_task[Task.RECRUIT].doer == Doer.UNIT
    assert after.by_task[Task.HOST].doer == Doer.NOBODY
    assert after.holder(Task.HOST).parties == {UNIT_PARTY}  # nobody's, so the host unit acts
    assert after.derived.core == "unit_alone"
    assert after.partners == []
    assert notice(activity, party(red)).pk == ending.pk  # pressed twice
    assert Ending.objects.count() == 1


def test_a_leaver_reads_until_the_last_day(activity, red):
    notice(activity, party(red))
    for days, parties in ((DAYS - 1, 1), (DAYS, 0), (DAYS + 9, 0)):
        end_due(clock.now() + timedelta(days=days))
        assert activity.parties.count() == parties, days


def test_a_week_without_sweeps_leaves_no_party_behind(activity, red, choir):
    later = offer(activity, UNIT_PARTY, core_rows(Doer.SHARED, choir))
    for who in (red, choir):
        agree(version=later, party=party(who), user=UserFactory(), now=clock.now())
    notice(activity, party(choir), days=DAYS + 30)
    assert activity.parties.count() == 2
    for sweep, days, parties in (
        (begin_due, DAYS - 1, 2), (begin_due, DAYS + 7, 1),  # the Red Cross was left out
        (end_due, DAYS + 29, 1), (end_due, DAYS + 37, 0),  # the choir left
    ):  # fmt: skip
        sweep(clock.now() + timedelta(days=days))
        assert activity.parties.count() == parties, days


def test_what_nobody_has_to_settle_is_passed_over(activity, red, django_assert_num_queries):
    """Also of a party that left, came back by a later agreement and stays."""
    notice(activity, party(red))
    stays = offer(activity, UNIT_PARTY, core_rows(Doer.SHARED, red), days=1)
    agree(version=stays, party=party(red), user=UserFactory(), now=clock.now())
    for sweep in (begin_due, end_due):
        with django_assert_num_queries(1):
            sweep(clock.now() + timedelta(days=DAYS + 9))
    assert activity.parties.count() == 1


def test_the_arrangement_after_each_leaving_is_stored_by_the_one_rule(activity, red):
    ending = notice(activity, party(red))
    before, kept = Held.objects.order_by("from_on")
    assert (before.until_on, before.is_without_some) == (last_day(activity), False)
    assert (kept.until_on, kept.is_without_some) == (None, True)
    derived = record_of(activity, last_day(activity)).derived
    assert (kept.from_on, kept.core_arrangement) == (last_day(activity), derived.core)
    assert (kept.all_arrangement, kept.is_provisional) == (derived.all_tasks, False)
    withdraw_notice(ending=ending, by=party(red), user=UserFactory(), now=clock.now())
    [kept] = Held.objects.all()
    assert (kept.version, kept.until_on, kept.is_without_some) == (ending.version, None, False)


def test_notice_runs_as_agreed_else_as_the_area_says(activity, red, area):
    assert refusal(notice, activity, party(red), days=DAYS - 1) == {"notice_too_short"}
    other = ActivityFactory(unit__area=area)
    VersionFactory(activity=other, rows=core_rows(Doer.SHARED, red))
    least = area.policy.notice_days
    assert refusal(notice, other, party(red), days=least - 1) == {"notice_too_short"}
    assert notice(other, party(red), days=least).version.number == 1


def test_a_party_is_dropped_without_its_consent_only_so(activity, red):
    without_red = offer(activity, UNIT_PARTY, core_rows())
    assert without_red.state == VersionState.PROPOSED
    notice(activity, party(red), by=UNIT_PARTY)
    assert refusal(notice, activity, party(red), by=UNIT_PARTY, days=90) == {"notice_given_already"}
    alone = offer(activity, UNIT_PARTY, core_rows())
    assert (alone.state, alone.number) == (VersionState.AGREED, 2)
    earlier = offer(activity, UNIT_PARTY, core_rows(), days=DAYS - 1)
    assert earlier.state == VersionState.PROPOSED  # a day before the notice ends it still asks


def test_before_its_last_day_a_leaver_is_still_asked(activity, red):
    notice(activity, party(red))
    assert offer(activity, UNIT_PARTY, core_rows(), days=DAYS - 1).state == VersionState.PROPOSED


def test_taken_back_everything_is_as_it_was(activity, red):
    ending = notice(activity, party(red))
    now = clock.now()
    codes = refusal(withdraw_notice, ending=ending, by=UNIT_PARTY, user=UserFactory(), now=now)
    assert codes == {"notice_of_others"}
    for _press in range(2):
        withdraw_notice(ending=ending, by=party(red), user=UserFactory(), now=now)
    assert doers(activity, DAYS)[Task.HOST] == Doer.ORGANISATION
    assert Event.objects.filter(name="notice.withdrawn").count() == 1
    late = notice(activity, party(red))
    codes = refusal(
        withdraw_notice, ending=late, by=party(red), user=UserFactory(),
        now=now + timedelta(days=DAYS),
    )  # fmt: skip
    assert codes == {"notice_took_effect"}


def test_nobody_is_dropped_by_a_notice_that_was_taken_back(activity, red, choir):
    ending = notice(activity, party(red))
    rows = core_rows(Doer.SHARED, choir)
    waiting = offer(activity, UNIT_PARTY, rows)
    assert set(waiting.parties.values_list("party", flat=True)) == {UNIT_PARTY, party(choir)}
    withdraw_notice(ending=ending, by=party(red), user=UserFactory(), now=clock.now())
    say_yes = {"version": waiting, "party": party(choir), "user": UserFactory(), "now": clock.now()}
    assert refusal(agree, **say_yes) == {"ending_instead"}
    assert Version.objects.agreed().count() == 1


def test_notice_is_not_undone_by_agreeing_to_what_was_proposed_before(activity, red):
    rows = core_rows(Doer.ORGANISATION, red)
    before = offer(activity, party(red), rows)
    notice(activity, party(red))
    say_yes = {"version": before, "party": UNIT_PARTY, "user": UserFactory(), "now": clock.now()}
    assert refusal(agree, **say_yes) == {"notice_meanwhile"}
    told = Event.objects.get(name="version.overtaken_by_notice")
    assert told.cause_id == before.pk
    stays = offer(activity, UNIT_PARTY, rows, days=1)  # asked anew, it may change its mind
    agree(version=stays, party=party(red), user=UserFactory(), now=clock.now())
    assert doers(activity, DAYS)[Task.RECRUIT] == Doer.ORGANISATION


def test_of_three_the_others_carry_on(activity, red, choir):
    rows = [
        replace(row, shares=(*row.shares, Share(party(choir))))
        for row in core_rows(Doer.SHARED, red)
    ]
    version = offer(activity, UNIT_PARTY, rows, days=0)
    for who in (red, choir):
        agree(version=version, party=party(who), user=UserFactory(), now=clock.now())
    notice(activity, party(red), by=party(choir), days=90)
    after = record_of(activity, last_day(activity, 90))
    assert after.by_task[Task.RECRUIT].parties == {UNIT_PARTY, party(choir)}
    assert refusal(notice, activity, UNIT_PARTY, by=party(choir), days=90) == {"unit_hosts"}


def test_a_proposal_that_waited_too_long_is_closed(activity, red, choir):
    version = offer(activity, party(choir), core_rows(Doer.SHARED, red, choir))
    expire_due(version.expires_at - timedelta(seconds=1))
    assert Version.objects.proposed().exists()
    for _sweep in range(2):
        expire_due(version.expires_at)
    version.refresh_from_db()
    assert version.state == VersionState.EXPIRED
    assert Event.objects.filter(name="version.expired").count() == 1


def test_a_new_proposal_takes_the_place_of_an_overtaken_one(activity, red, choir):
    rows = core_rows(Doer.SHARED, red, choir)
    old = offer(activity, party(choir), rows)
    changed = offer(activity, UNIT_PARTY, core_rows(Doer.SHARED, red), days=0)
    agree(version=changed, party=party(red), user=UserFactory(), now=clock.now())
    assert Event.objects.get(name="version.overtaken").cause_id == old.pk
    new = offer(activity, party(choir), rows)
    old.refresh_from_db()
    assert (old.state, new.state) == (VersionState.WITHDRAWN, VersionState.PROPOSED)


def test_nobody_leaves_what_has_ended(activity, red):
    """Also where the page was opened before: it is asked under the activity's lock."""
    type(activity).objects.update(state="ended")
    assert refusal(lambda: notice(activity, red)) == {"activity_ended"}
    assert not Ending.objects.exists()
