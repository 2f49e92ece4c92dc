"""The demo built anew: by the same chance, larger, and on any day."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F

from coordination.activities.models import Activity
from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules import SignUpState
from demo import registry
from demo.world import ZONE
from tests.demo.conftest import NOW, with_types
from volunteers.people.models import Affiliation, Person
from volunteers.places.models import Area

OWN = ("careshare", "volunteers", "coordination")


def _digest() -> dict[str, list[tuple[object, ...]]]:
    """Natural values of the rows that chance decides."""
    return {
        "people": list(Person.objects.order_by("pk").values_list("public_id", "name", "email")),
        "sign_ups": list(
            SignUp.objects.order_by("public_id").values_list(
                "public_id", "person__name", "shift__starts_at", "state", "made_at"
            )
        ),
        "attendance": list(
            Attendance.objects.order_by("sign_up__public_id").values_list("state", "minutes")
        ),
        "affiliations": list(
            Affiliation.objects.order_by("person__public_id").values_list("kind", "since")
        ),
    }


@pytest.mark.django_db
@pytest.mark.once
def test_the_same_moment_gives_the_same_rows_and_twice_the_scale_twice_as_many():
    with_types()
    with transaction.atomic():
        registry.build(now=NOW)
        first, counts = _digest(), _counts()
        transaction.set_rollback(True)
    registry.build(now=NOW, scale=2)
    again, doubled = _digest(), _counts()
    assert Area.objects.filter(name="Solvik").exists()
    assert Person.objects.count() == 280
    for kind, rows in first.items():
        assert Counter(rows) <= Counter(again[kind]), kind
    for name, count in counts.items():
        assert count * 1.9 <= doubled[name] <= count * 2.1 or count < 40, name


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 12, 8, 23, 30, tzinfo=UTC),  # already tomorrow in Solvik, and 25 December
        pytest.param(datetime(2026, 12, 31, 20, 0, tzinfo=UTC), marks=pytest.mark.slow),
        datetime(2027, 3, 28, 0, 30, tzinfo=UTC),  # Easter, and the clocks change in an hour
        pytest.param(datetime(2028, 2, 29, 12, 0, tzinfo=UTC), marks=pytest.mark.slow),
    ],
    ids=str,
)
def test_the_story_holds_on_any_day(now):
    with_types()
    registry.build(now=now)
    today = now.astimezone(ZONE).date()
    published = Activity.objects.published()
    assert not published.exclude(shifts__starts_at__gt=now).exists()
    first, *_later = SignUp.objects.confirmed().filter(
        person__name="Vera Lund", starts_at__gt=now
    ).order_by("starts_at")  # fmt: skip
    assert (first.starts_at.astimezone(ZONE).date() - today).days in (0, 1)
    assert not SignUp.objects.filter(cancelled_at__gt=now).exists()
    assert not SignUp.objects.filter(cancelled_at__lt=F("made_at")).exists()
    assert SignUp.objects.filter(state=SignUpState.REQUESTED, starts_at__gt=now).count() == 2
    assert not Attendance.objects.filter(recorded_at__gt=now).exists()


def _counts() -> dict[str, int]:
    return {
        model.__name__: model.objects.count()
        for app in OWN
        for model in apps.get_app_config(app).get_models()
        if model.__name__ != "ActivityType" and model is not ContentType
    }
