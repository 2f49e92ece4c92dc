"""Who does this elsewhere, in a fixed number of queries; who reads which idea."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from coordination.arrangements.models import Ending
from coordination.arrangements.rules import Doer
from coordination.initiatives.access import by_token, own_path, partners_elsewhere, usual_tasks_of
from coordination.initiatives.models import Initiative, UnwantedType
from tests.factories import (
    ActivityFactory,
    ActivityTypeFactory,
    CareUnitFactory,
    InitiativeFactory,
    OrganisationFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Task

DAY = date(2026, 11, 23)


def names(activity, day=DAY):
    return [one.name for one in partners_elsewhere([activity], day)[activity.pk]]


@pytest.fixture
def alone(unit):
    """The unit runs it alone; Red Cross does the same at another place."""
    found = ActivityFactory(unit=unit)
    VersionFactory(activity=found)
    return found


@pytest.fixture
def elsewhere(area, red):
    there = ActivityFactory(unit=CareUnitFactory(area=area, name="Elvebo"))
    VersionFactory(activity=there, rows=core_rows(Doer.SHARED, red))
    return there


def test_who_does_this_elsewhere_is_found(alone, elsewhere, red):
    found = partners_elsewhere([alone], DAY)[alone.pk]
    assert [(one.organisation_id, one.name, one.units) for one in found] == [
        (red.pk, "Red Cross", ("Elvebo",))
    ]
    assert names(elsewhere) == []  # it takes part there already
    assert names(alone, date(2025, 12, 31)) == []  # nothing was agreed yet


def test_another_type_or_area_an_end_or_a_wish_is_none(alone, elsewhere, red):
    other_type = ActivityFactory(unit=alone.unit, type=ActivityTypeFactory(code="social"))
    other_area = ActivityFactory()
    assert names(other_type) == names(other_area) == []
    UnwantedType.objects.create(organisation=red, type=alone.type)
    assert names(alone) == []
    UnwantedType.objects.all().delete()
    red.in_areas.update(wants_no_requests=True)
    assert names(alone) == []
    red.in_areas.update(wants_no_requests=False)


def test_an_activity_that_ended_counts_until_its_last_day(alone, elsewhere, area, red):
    """By the day that is asked about, at the place: a report of March does not know of April."""
    elsewhere.state = "ended"
    elsewhere.ended_at = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)  # 1 April in Oslo
    elsewhere.save()
    for day, expected in (
        (date(2026, 3, 30), ["Red Cross"]),
        (date(2026, 3, 31), ["Red Cross"]),
        (date(2026, 4, 1), []),
        (DAY, []),
    ):
        assert names(alone, day) == expected, day
        assert bool(usual_tasks_of(red.pk, alone.type_id, day)) == bool(expected), day
    area.time_zone = "America/New_York"  # where it is 18:30 on 31 March
    area.save()
    assert names(alone, date(2026, 3, 31)) == []
    assert usual_tasks_of(red.pk, alone.type_id, date(2026, 3, 31)) == frozenset()
    assert names(alone, date(2026, 3, 30)) == ["Red Cross"]


def test_who_has_left_does_it_there_no_more(alone, elsewhere, red):
    ending = Ending.objects.create(
        activity=elsewhere, version=elsewhere.versions.get(), party=f"organisation:{red.pk}",
        given_by_party="unit", given_at=datetime(2026, 3, 1, tzinfo=UTC), reason="money",
        ends_on=date(2026, 5, 1),
    )  # fmt: skip

    def seen(day):
        found = names(alone, day)
        assert bool(usual_tasks_of(red.pk, alone.type_id, day)) == bool(found)
        return found

    assert seen(date(2026, 4, 30)) == ["Red Cross"]
    assert seen(date(2026, 5, 1)) == seen(DAY) == []
    assert names(elsewhere) == []  # it left there, and does it nowhere else
    VersionFactory(
        activity=elsewhere, rows=core_rows(Doer.SHARED, red), valid_from=date(2026, 8, 1)
    )
    assert seen(date(2026, 7, 31)) == []
    assert seen(date(2026, 8, 1)) == ["Red Cross"]  # it came back by a later agreement
    Ending.objects.filter(pk=ending.pk).update(withdrawn_at=datetime(2026, 4, 1, tzinfo=UTC))
    assert seen(date(2026, 5, 1)) == ["Red Cross"]


def test_only_the_valid_record_counts(alone, elsewhere, red):
    VersionFactory(activity=elsewhere, rows=core_rows(), valid_from=date(2026, 6, 1))
    assert names(alone) == []
    assert names(alone, date(2026, 5, 31)) == ["Red Cross"]


def test_any_number_in_three_queries(alone, elsewhere, area, django_assert_num_queries):
    with django_assert_num_queries(3):
        partners_elsewhere([alone], DAY)
    more = [ActivityFactory(unit=alone.unit) for _one in range(3)]
    VersionFactory(
        activity=ActivityFactory(unit=CareUnitFactory(area=area)),
        rows=core_rows(Doer.ORGANISATION, OrganisationFactory(home_area=area)),
    )
    with django_assert_num_queries(3):
        found = partners_elsewhere([alone, *more], DAY)
    assert [len(partners) for partners in found.values()] == [2] * 4


def test_usual_tasks_come_from_valid_records_of_the_type(elsewhere, red, alone):
    rows = (*core_rows(), task_row(Task.RECOGNISE, Doer.ORGANISATION, red))
    VersionFactory(activity=elsewhere, rows=rows, valid_from=date(2026, 6, 1))
    assert usual_tasks_of(red.pk, alone.type_id, DAY) == {Task.RECOGNISE}
    assert Task.RECRUIT in usual_tasks_of(red.pk, alone.type_id, date(2026, 5, 1))


def test_who_reads_an_idea(unit, red, vera, manager, coordinator):
    mine = InitiativeFactory(unit=unit, person=vera)
    theirs = InitiativeFactory(unit=unit, organisation=red)
    InitiativeFactory()

    def seen(user):
        return set(Initiative.objects.visible_to(user))

    assert seen(manager.user) == {mine, theirs}
    assert seen(coordinator.user) == {theirs}
    assert seen(vera.user) == {mine}
    assert seen(AnonymousUser()) == set()


def test_only_a_link_that_we_signed_opens_a_suggestion_and_only_of_the_public(unit, red):
    public = InitiativeFactory(unit=unit)
    token = own_path(public).rstrip("/").rpartition("/")[2]
    assert by_token(token) == public
    assert by_token(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    theirs = InitiativeFactory(unit=unit, organisation=red)
    assert by_token(own_path(theirs).rstrip("/").rpartition("/")[2]) is None
