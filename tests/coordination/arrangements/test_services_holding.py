"""What holds when is written down in bulk and anew."""

from datetime import date, datetime
from importlib import import_module

import pytest

from coordination.arrangements.models import Ending, Held
from coordination.arrangements.rules import Doer
from coordination.arrangements.services.holding import store_held
from tests.factories import ActivityFactory, OrganisationFactory, VersionFactory, core_rows

pytestmark = pytest.mark.django_db


def test_the_versions_of_an_activity_follow_each_other():
    activity = ActivityFactory()
    red = OrganisationFactory(home_area=activity.unit.area)
    first = VersionFactory(activity=activity)
    second = VersionFactory(
        activity=activity, rows=core_rows(Doer.SHARED, red), valid_from=date(2026, 5, 1)
    )
    found = Held.objects.order_by("from_on")
    assert [(one.version, one.until_on, one.core_arrangement) for one in found] == [
        (first, date(2026, 5, 1), "unit_alone"), (second, None, "shared"),
    ]  # fmt: skip
    for day, version in ((date(2026, 4, 30), first), (date(2026, 5, 1), second)):
        assert Held.objects.on(day).get().version == version
    assert not Held.objects.on(date(2025, 12, 31)).exists()


def test_twice_changes_nothing_and_many_take_no_more_statements(django_assert_num_queries):
    activities = [VersionFactory(activity=ActivityFactory()).activity for _each in range(3)]
    before = list(Held.objects.values_list("activity", "version", "from_on", "until_on"))
    for some in (activities[:1], activities):
        with django_assert_num_queries(5):
            store_held(some)
    assert list(Held.objects.values_list("activity", "version", "from_on", "until_on")) == before


def test_what_stood_in_the_database_before_is_written_down_alike():
    """The migration reads stored arrangements, as it cannot ask a rule that will change."""
    activity = ActivityFactory()
    red = OrganisationFactory(home_area=activity.unit.area)
    for day in (date(2026, 1, 1), date(2026, 8, 1), date(2026, 5, 1)):
        version = VersionFactory(
            activity=activity, rows=core_rows(Doer.SHARED, red), valid_from=day
        )
    at = datetime.fromisoformat("2026-05-02T12:00+00:00")
    Ending.objects.create(
        activity=activity, version=version, party=f"organisation:{red.pk}", given_by_party="unit",
        given_at=at, ends_on=date(2026, 6, 1), reason="other",
    )  # fmt: skip
    store_held([activity])
    stored = list(Held.objects.order_by("from_on"))
    assert [one.is_without_some for one in stored] == [False, False, True]
    migration = import_module("coordination.migrations.0032_what_held_when")
    versions = list(activity.versions.order_by("number"))
    found = migration._stretches(Held, versions, {version.pk: [stored[-1]]})
    columns = [field.attname for field in Held._meta.concrete_fields if field.name != "id"]
    assert [[getattr(one, name) for name in columns] for one in found] == [
        [getattr(one, name) for name in columns] for one in stored
    ]
