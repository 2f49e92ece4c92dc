"""Open proposals beside the record: their base, what they would replace, if at all."""

from datetime import timedelta

import pytest

from careshare import clock
from coordination.arrangements.access import (
    bases_of,
    coming_record,
    coming_records,
    overtaken,
    record_of,
    replaced_by,
    today_at,
)
from coordination.arrangements.models import Ending, Version
from coordination.arrangements.rules import Doer, VersionState, organisation_party
from tests.factories import (
    ActivityFactory,
    OrganisationFactory,
    UserFactory,
    VersionFactory,
    core_rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity():
    return ActivityFactory(is_open_to_partners=True)


@pytest.fixture
def red(activity):
    return OrganisationFactory(home_area=activity.unit.area, name="Red Cross")


def proposed(activity, **values):
    values = {"proposed_at": clock.now() - timedelta(days=2), **values}
    version = VersionFactory(
        activity=activity,
        state=VersionState.PROPOSED,
        based_on=activity.versions.agreed().last(),
        **values,
    )
    return Version.objects.for_pages().get(pk=version.pk)


def notice(activity, red, days, **values):
    return Ending.objects.create(
        activity=activity,
        version=activity.versions.agreed().last(),
        party=organisation_party(red.pk),
        given_by_party=organisation_party(red.pk),
        given_by=UserFactory(),
        given_at=values.pop("given_at", clock.now()),
        ends_on=today_at(activity, clock.now()) + timedelta(days=days),
        reason="no_capacity",
        **values,
    )


def codes(versions):
    return {pk: reason.code for pk, reason in overtaken(versions).items()}


def test_what_was_agreed_or_said_after_a_proposal_overtakes_it(activity, red):
    VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red))
    before = proposed(activity)
    assert codes([before]) == {}
    given = notice(activity, red, 30)
    before = Version.objects.for_pages().get(pk=before.pk)
    after = proposed(activity, proposed_at=clock.now())
    assert codes([before, after]) == {before.pk: "notice_meanwhile"}
    given.withdrawn_at = clock.now()
    given.save()
    assert codes([before, after]) == {}
    VersionFactory(activity=activity)
    assert codes([before, after]) == dict.fromkeys((before.pk, after.pk), "agreed_meanwhile")


def test_another_activity_overtakes_nothing(activity):
    VersionFactory(activity=activity)
    here = proposed(activity)
    VersionFactory(activity=ActivityFactory(unit=activity.unit))
    assert codes([here]) == {}


@pytest.mark.parametrize("many", [1, 4])
def test_asking_about_many_costs_the_same(activity, red, many, django_assert_num_queries):
    VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red))
    notice(activity, red, 30)
    versions = [proposed(activity) for _ in range(many)]
    with django_assert_num_queries(2):
        assert len(overtaken(versions)) == many
    with django_assert_num_queries(5):
        assert len(bases_of(versions)) == many
    with django_assert_num_queries(0):
        assert (overtaken([]), bases_of([])) == ({}, {})


def test_the_record_to_come_is_that_which_was_agreed_last(activity, red):
    record = record_of(activity)
    assert coming_record(record) is record  # nothing at all
    VersionFactory(activity=activity)
    record = record_of(activity)
    assert coming_record(record) is record
    start = today_at(activity, clock.now()) + timedelta(days=10)
    later = VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red), valid_from=start)
    assert record_of(activity).version == record.version
    assert coming_record(record).version == later
    assert coming_record(record).partners == ["Red Cross"]
    coming = coming_record(record)
    on_it, older = proposed(activity), proposed(activity)
    older.based_on = record.version
    assert replaced_by(on_it, record, coming) is coming
    assert replaced_by(older, record, coming) is record
    notice(activity, red, 5)  # gone before it begins
    assert coming_record(record).partners == []


@pytest.mark.parametrize("many", [1, 3])
def test_the_records_to_come_of_many_cost_the_same(activity, red, many, django_assert_num_queries):
    records = []
    for place in [activity, *(ActivityFactory(unit=activity.unit) for _more in range(many - 1))]:
        VersionFactory(activity=place)
        records.append(record_of(place))
        start = today_at(place, clock.now()) + timedelta(days=10)
        VersionFactory(activity=place, rows=core_rows(Doer.SHARED, red), valid_from=start)
        notice(place, red, 5)
    with django_assert_num_queries(6):
        found = coming_records(records)
    assert [one.partners for one in found.values()] == [[]] * many
    with django_assert_num_queries(0):
        assert coming_records([]) == {}


def test_a_proposal_was_written_without_whoever_was_leaving_by_then(activity, red):
    VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red))
    notice(activity, red, 5, given_at=clock.now() - timedelta(days=3))
    start = today_at(activity, clock.now()) + timedelta(days=5)
    without, still = proposed(activity, valid_from=start), proposed(activity)
    found = bases_of([without, still])
    assert {row.doer for row in found[without.pk]} == {Doer.UNIT}
    assert {row.doer for row in found[still.pk]} == {Doer.SHARED}
    first = ActivityFactory(unit=activity.unit)
    nothing = proposed(first)
    assert bases_of([nothing]) == {nothing.pk: ()}
