"""A series with several positions is one form."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from careshare import clock
from coordination.shifts.models import Position, SeriesPosition, Shift
from tests.factories import ShiftFactory, SignUpFactory
from tests.factories.when import PositionFactory

pytestmark = pytest.mark.django_db

BOTH = {"first_name": "Serves coffee", "second_name": "At the piano", "second_minimum": 1,
        "second_maximum": 2}  # fmt: skip


@pytest.fixture
def url(activity):
    return reverse("coordination:shift-plan", args=[activity.pk])


@pytest.fixture
def plans(enter, manager, url):
    def _plans(**values):
        day = (clock.now() + timedelta(days=7)).date()
        data = {
            "on": day.isoformat(), "starts": "14:00", "ends": "16:00", "minimum": 3, "maximum": 4,
            "weeks": 12, "form_uuid": str(uuid.uuid4()), **values,
        }  # fmt: skip
        return enter(manager).post(url, data)

    return _plans


def numbers(rows):
    return list(rows.order_by("pk").values_list("name", "minimum", "maximum"))


@pytest.mark.parametrize("weeks", [1, 12])
def test_one_form_plans_all_of_them(plans, weeks):
    third = {"third_name": "Drives the bus", "third_minimum": 1, "third_maximum": 1}
    assert plans(weeks=weeks, **BOTH, **third).status_code == 302
    wanted = [("Serves coffee", 3, 4), ("At the piano", 1, 2), ("Drives the bus", 1, 1)]
    shifts = Shift.objects.all()
    assert len(shifts) == weeks
    assert all(numbers(shift.positions) == wanted for shift in shifts)
    assert numbers(SeriesPosition.objects) == (wanted if weeks > 1 else [])


def test_one_position_has_no_name_whatever_stands_there(plans):
    plans(weeks=1, first_name="Serves coffee")
    assert numbers(Position.objects) == [("", 3, 4)]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"second_name": ""}, "second_name"),
        ({"second_maximum": ""}, "second_maximum"),
        ({"first_name": ""}, "first_name"),
        ({"first_name": "at the PIANO"}, "second_name"),
        ({"second_minimum": "3"}, "second_maximum"),
        ({"second_minimum": "0"}, "second_maximum"),
        ({"second_maximum": "9000"}, "second_maximum"),
        ({"second_maximum": "9" * 20}, "second_maximum"),
        ({"third_minimum": "2"}, "third_name"),
        ({"second_name": "x" * 10_001}, "second_name"),
        ({"maximum": "2"}, "maximum"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_nothing_is_planned(plans, values, field):
    response = plans(**(BOTH | values))
    assert response.status_code == 200
    assert response.context["form"].errors[field]
    assert 'id="positions" open' in response.content.decode()
    assert not Shift.objects.exists()


def test_it_starts_as_last_time(enter, manager, activity, url):
    last = ShiftFactory(activity=activity, places=0)
    PositionFactory(shift=last, name="Serves coffee", minimum=3, maximum=4)
    PositionFactory(shift=last, name="At the piano", minimum=1, maximum=2)
    form = enter(manager).get(url).context["form"]
    assert {name: form.initial[name] for name in BOTH} == BOTH
    assert (form.initial["minimum"], form.initial["maximum"]) == (3, 4)


def test_the_sessions_page_says_how_full_each_position_is(enter, manager, activity):
    shift = ShiftFactory(activity=activity)
    page = enter(manager).get(reverse("coordination:shift-detail", args=[shift.pk]))
    assert page.context["positions"] == []
    PositionFactory(shift=shift, name="At the piano", minimum=2, maximum=2)
    page = enter(manager).get(reverse("coordination:shift-detail", args=[shift.pk]))
    assert [name for name, _coverage in page.context["positions"]] == ["Helps", "At the piano"]
    assert "At the piano" in page.content.decode()


def test_of_a_session_that_is_over_the_page_speaks_in_the_past(enter, manager, activity):
    shift = ShiftFactory(activity=activity, starts_at=clock.now() - timedelta(days=2))
    where, client = reverse("coordination:shift-detail", args=[shift.pk]), enter(manager)
    page = client.get(where).content.decode()
    assert "Nobody was signed up." in page
    assert "needed" not in page
    SignUpFactory(shift=shift)
    assert "1 person was signed up." in client.get(where).content.decode()
