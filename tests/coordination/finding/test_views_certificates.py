"""One's own certificate: of one's own times alone, there at once, in one's language."""

from datetime import timedelta

import pytest
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from tests.factories import (
    ActivityFactory,
    AttendanceFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(unit):
    return ActivityFactory(unit=unit, name="Walking", state="published")


def came(person, activity, days=9, **more):
    noon = clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    shift = ShiftFactory(activity=activity, starts_at=noon - timedelta(days=days))
    return AttendanceFactory(sign_up=SignUpFactory(shift=shift, person=person), **more)


def page_of(activity):
    return reverse("coordination:my-certificate", args=[activity.public_id])


def test_from_my_hours_to_the_sheet_and_nothing_is_written(her, vera, walk):
    came(vera, walk, minutes=90)
    came(PersonFactory(), walk, minutes=600)
    assert page_of(walk) in her.get(reverse("coordination:my-hours")).content.decode()
    answer = her.get(page_of(walk))
    for part in ("Vera Vik", "Walking", "1 time", "1.5 hours", "Solbakken"):
        assert part in answer.context["sheet"], part
    assert not AuditEntry.objects.filter(action="certificate.made").exists()


def test_choices_by_the_address_and_odd_ones_are_asked_again(her, vera, walk):
    came(vera, walk)
    chosen = her.get(page_of(walk), {"language": "nb", "hours": "no"}).context["sheet"]
    assert "Attest" in chosen
    assert "time" not in chosen.replace("Walking", "")
    for odd in ({"language": "xx"}, {"since": "x"}, {"until": "0000-00-00"}, {"hours": "maybe"}):
        answer = her.get(page_of(walk), odd)
        assert answer.status_code == 200
        assert answer.context["sheet"] == ""


def test_where_one_never_came_it_is_not_there(her, vera, walk):
    came(PersonFactory(), walk)
    came(vera, walk, state="absent", minutes=0)
    assert her.get(page_of(walk)).status_code == 404


def test_two_activities_of_one_name_stand_apart(her, vera, walk):
    twin = ActivityFactory(name=walk.name, state="published")
    came(vera, walk)
    came(vera, twin, days=8)
    body = her.get(reverse("coordination:my-hours")).content.decode()
    assert page_of(walk) in body
    assert page_of(twin) in body


def test_as_many_queries_for_many_times_as_for_one(her, vera, walk, django_assert_max_num_queries):
    came(vera, walk)
    her.get(page_of(walk))
    with django_assert_max_num_queries(30) as first:
        her.get(page_of(walk))
    for days in (10, 11, 12):
        came(vera, walk, days=days)
    with django_assert_max_num_queries(len(first)):
        her.get(page_of(walk))
