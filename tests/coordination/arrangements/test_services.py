"""Proposing, agreeing, declining: what applies, what is refused, and that nothing is half done."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from careshare import clock
from coordination.activities.models import ActivityParty
from coordination.arrangements.access import record_of, today_at
from coordination.arrangements.models import Version
from coordination.arrangements.rules import UNIT_PARTY, Doer, Share, VersionState, derive
from coordination.arrangements.services import Terms, agree, decline, propose, withdraw
from coordination.arrangements.services.applying import begin_due
from coordination.arrangements.services.contacts import add_contact, end_contact
from tests.factories import (
    ActivityFactory,
    AreaFactory,
    CareUnitFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    core_rows,
    task_row,
)
from tests.support.refusals import refusal
from volunteers.memberships.rules import Role, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def activity(area):
    return ActivityFactory(unit=CareUnitFactory(area=area), is_open_to_partners=True)


@pytest.fixture
def red(area):
    return OrganisationFactory(home_area=area, name="Red Cross")


@pytest.fixture
def choir(area):
    return OrganisationFactory(home_area=area, name="Choir")


@pytest.fixture
def manager(activity):
    return MembershipFactory(role=Role.UNIT_MANAGER, unit=activity.unit).user


def party(organisation) -> str:
    return f"organisation:{organisation.pk}"


def terms(activity, **values) -> Terms:
    return Terms(**{"valid_from": today_at(activity, clock.now()), **values})


def offer(activity, organisation, *, user=None, rows=None, **values):
    return propose(
        activity=activity,
        rows=core_rows(Doer.SHARED, organisation) if rows is None else rows,
        terms=values.pop("terms", None) or terms(activity, brings_people=4),
        party=values.pop("by", party(organisation)),
        user=user or UserFactory(),
        now=values.pop("now", clock.now()),
        **values,
    )


def say_yes(version, user, by=UNIT_PARTY):
    return agree(version=version, party=by, user=user, now=clock.now())


def holder(activity, task=Task.RECRUIT):
    return record_of(type(activity).objects.for_pages().get(pk=activity.pk)).holder(task)


def test_a_unit_records_its_own_at_once(activity, manager):
    version = propose(
        activity=activity, rows=core_rows(), terms=terms(activity), party=UNIT_PARTY,
        user=manager, now=clock.now(),
    )  # fmt: skip
    assert (version.state, version.number) == (VersionState.AGREED, 1)
    assert (version.core_arrangement, version.is_provisional) == ("unit_alone", False)


def test_the_first_recording_may_lie_in_the_past_and_says_so(activity, manager):
    past = today_at(activity, clock.now()) - timedelta(days=90)
    version = propose(
        activity=activity, rows=core_rows(), terms=terms(activity, valid_from=past),
        party=UNIT_PARTY, user=manager, now=clock.now(),
    )  # fmt: skip
    assert (version.is_recorded_afterwards, version.valid_from) == (True, past)
    codes = refusal(
        propose, activity=activity, rows=core_rows(), terms=terms(activity, valid_from=past),
        party=UNIT_PARTY, user=manager, now=clock.now(),
    )  # fmt: skip
    assert codes == {"valid_from_too_early"}


def test_nothing_applies_until_both_have_agreed(activity, red, manager):
    version = offer(activity, red)
    assert version.state == VersionState.PROPOSED
    assert holder(activity).parties == {UNIT_PARTY}
    assert say_yes(version, manager).state == VersionState.AGREED
    assert holder(activity).parties == {UNIT_PARTY, party(red)}
    assert list(activity.parties.values_list("organisation_id", flat=True)) == [red.pk]


def test_what_is_agreed_stores_what_the_one_rule_says(activity, red, manager):
    version = say_yes(offer(activity, red), manager)
    rows = Version.objects.with_rows().get(pk=version.pk).rows
    derived = derive(rows, settled_core_tasks=activity.unit.area.policy.settled_core_tasks)
    assert (version.core_arrangement, version.all_arrangement, version.is_provisional) == (
        derived.core, derived.all_tasks, derived.is_provisional,
    )  # fmt: skip


def test_nobody_says_yes_for_two_sides(activity, red, manager):
    version = offer(activity, red, user=manager)
    assert refusal(say_yes, version, manager) == {"own_proposal"}


def test_one_does_not_answer_ones_own_proposal(activity, red):
    version = offer(activity, red)
    assert refusal(say_yes, version, UserFactory(), by=party(red)) == {"party_has_agreed"}


def test_others_do_not_answer(activity, red, choir):
    version = offer(activity, red)
    assert refusal(say_yes, version, UserFactory(), by=party(choir)) == {"not_a_party"}
    codes = refusal(
        decline, version=version, party=party(choir), user=UserFactory(), now=clock.now(),
        reason="not_now",
    )  # fmt: skip
    assert codes == {"not_a_party"}


def test_of_two_competing_offers_the_second_yes_changes_nothing(activity, red, choir, manager):
    first, second = offer(activity, red), offer(activity, choir)
    say_yes(first, manager)
    assert refusal(say_yes, second, manager) == {"agreed_meanwhile"}
    assert holder(activity).parties == {UNIT_PARTY, party(red)}
    assert Version.objects.agreed().count() == 1


def test_declining_keeps_the_record_and_the_reason(activity, red, manager):
    version = decline(
        version=offer(activity, red), party=UNIT_PARTY, user=manager, now=clock.now(),
        reason="capacity", text="Perhaps in spring.",
    )  # fmt: skip
    assert (version.state, version.decline_reason) == (VersionState.DECLINED, "capacity")
    assert refusal(say_yes, version, manager) == {"version_declined"}
    assert not Version.objects.agreed().exists()


def test_only_the_proposer_withdraws(activity, red, manager):
    version = offer(activity, red)
    now = clock.now()
    assert refusal(withdraw, version=version, party=UNIT_PARTY, user=manager, now=now) == {
        "not_a_party"
    }
    assert withdraw(version=version, party=party(red), user=UserFactory(), now=now).state == (
        VersionState.WITHDRAWN
    )


def test_another_proposal_answers_the_first(activity, red, manager):
    first = offer(activity, red)
    answer = offer(
        activity, red, user=manager, by=UNIT_PARTY, counters=first,
        rows=core_rows(Doer.ORGANISATION, red),
    )  # fmt: skip
    first.refresh_from_db()
    assert first.state == VersionState.COUNTERED
    assert refusal(say_yes, first, UserFactory()) == {"version_countered"}
    assert say_yes(answer, UserFactory(), by=party(red)).state == VersionState.AGREED


def test_a_repeated_form_gives_the_first_result(activity, red):
    form = uuid.uuid4()
    first = offer(activity, red, form_uuid=form)
    assert offer(activity, red, form_uuid=form).pk == first.pk
    assert Version.objects.count() == 1


def test_an_old_proposal_can_no_longer_be_agreed(activity, red, manager):
    days = activity.unit.area.policy.proposal_days
    version = offer(activity, red, now=clock.now() - timedelta(days=days + 1))
    assert "version_expired" in refusal(say_yes, version, manager)
    assert not Version.objects.open_at(clock.now()).exists()
    assert not Version.objects.waiting_for(UNIT_PARTY, clock.now()).exists()


def test_a_party_of_another_area_is_refused(activity):
    foreign = OrganisationFactory()
    assert "party_not_here" in refusal(offer, activity, foreign)


def test_an_activity_that_is_closed_to_partners_takes_no_offer(activity, red):
    activity.is_open_to_partners = False
    activity.save()
    assert refusal(offer, activity, red) == {"activity_not_open"}


def test_every_reason_at_once(activity, red):
    today = today_at(activity, clock.now())
    rows = [*core_rows(Doer.SHARED, red), task_row(Task.TRAIN, Doer.UNIT)]
    past = today - timedelta(days=400)
    bad = terms(activity, valid_from=past, review_on=past)
    assert refusal(offer, activity, red, rows=rows, terms=bad) == {
        "task_twice", "recorded_too_far_back", "review_before_start",
    }  # fmt: skip
    assert not Version.objects.exists()


def test_dropping_a_party_needs_its_consent(activity, red, manager):
    say_yes(offer(activity, red), manager)
    without = propose(
        activity=activity, rows=core_rows(), terms=terms(activity), party=UNIT_PARTY,
        user=manager, now=clock.now(),
    )  # fmt: skip
    assert without.state == VersionState.PROPOSED
    assert activity.parties.count() == 1
    say_yes(without, UserFactory(), by=party(red))
    assert not activity.parties.exists()


def test_three_parties_all_have_to_agree(activity, red, choir, manager):
    rows = [
        replace(row, shares=(*row.shares, Share(party(choir))))
        for row in core_rows(Doer.SHARED, red)
    ]
    version = offer(activity, red, rows=rows)
    assert say_yes(version, manager).state == VersionState.PROPOSED
    assert say_yes(version, UserFactory(), by=party(choir)).state == VersionState.AGREED


def test_a_later_start_waits_for_its_day(activity, red, manager):
    start = today_at(activity, clock.now()) + timedelta(days=10)
    say_yes(offer(activity, red, terms=terms(activity, valid_from=start)), manager)
    assert holder(activity).parties == {UNIT_PARTY}
    fetched = type(activity).objects.for_pages().get(pk=activity.pk)
    assert record_of(fetched, start).holder(Task.RECRUIT).parties == {UNIT_PARTY, party(red)}
    assert activity.parties.count() == 1  # the partner may read what begins soon


def test_a_party_stays_until_the_version_without_it_begins(activity, red, manager):
    say_yes(offer(activity, red), manager)
    start = today_at(activity, clock.now()) + timedelta(days=10)
    without = propose(
        activity=activity, rows=core_rows(), terms=terms(activity, valid_from=start),
        party=UNIT_PARTY, user=manager, now=clock.now(),
    )  # fmt: skip
    say_yes(without, UserFactory(), by=party(red))
    for days, parties in ((9, 1), (10, 0), (10, 0)):
        begin_due(clock.now() + timedelta(days=days))
        assert activity.parties.count() == parties, days


def test_an_old_proposal_can_no_longer_be_answered_with_another(activity, red, manager):
    old = offer(activity, red, now=clock.now() - timedelta(days=200), terms=terms(activity))
    codes = refusal(
        offer, activity, red, counters=old, by=UNIT_PARTY, user=manager, terms=terms(activity)
    )
    assert "version_expired" in codes


def test_party_rows_can_be_rebuilt_from_the_versions(activity, red, choir, manager):
    """What one may see follows from the party rows; they must say what the versions say."""
    say_yes(offer(activity, red), manager)
    joint = [
        replace(row, shares=(*row.shares, Share(party(choir))))
        for row in core_rows(Doer.SHARED, red)
    ]
    version = offer(activity, choir, rows=joint)
    say_yes(version, manager)
    say_yes(version, UserFactory(), by=party(red))
    latest = Version.objects.agreed().with_rows().order_by("-number").first()
    rebuilt = {
        share.organisation_id
        for responsibility in latest.responsibilities.all()
        for share in responsibility.parties.all()
        if share.organisation_id
    }
    kept = ActivityParty.objects.filter(activity=activity).values_list("organisation_id", flat=True)
    assert set(kept) == rebuilt == {red.pk, choir.pk}


def test_a_contact_twice_is_one_and_ends_softly(activity, manager):
    values = {
        "task": "schedule", "name": "Kari", "phone": "+4722000009", "weekdays": "12345",
        "from_time": None, "until_time": None, "deputy_name": "", "deputy_phone": "",
    }  # fmt: skip
    write = {"activity": activity, "party": UNIT_PARTY, "values": values, "user": manager}
    earlier = clock.now() - timedelta(days=5)
    first = add_contact(**write, now=earlier)
    assert add_contact(**write, now=clock.now()).pk == first.pk
    end_contact(contact=first, user=manager, now=clock.now())
    ended = end_contact(contact=first, user=manager, now=clock.now())
    assert ended.valid_until < today_at(activity, clock.now())
    assert activity.contacts.count() == 1  # past days keep their contact
