"""Coming for a part of the time, of one's own accord."""

from datetime import timedelta

import pytest
from django.urls import reverse

from coordination.signups.models import SignUp
from tests.coordination.finding.helpers import come, shift_at
from tests.factories.when import PositionFactory, ShiftFactory, SignUpFactory

pytestmark = pytest.mark.django_db


def clock_of(shift, minutes) -> str:
    moment = shift.starts_at + timedelta(minutes=minutes)
    return f"{moment.astimezone(shift.activity.unit.zone):%H:%M}"


@pytest.fixture
def shift(unit):
    return shift_at(unit)


def test_the_last_hour_of_two(her, vera, shift):
    assert "I can only come for a part" in her.get(f"/find/{shift.public_id}/").content.decode()
    assert come(her, shift, starts=clock_of(shift, 60)).status_code == 302
    made = SignUp.objects.get()
    assert (made.starts_at, made.ends_at) == (shift.starts_at + timedelta(hours=1), shift.ends_at)
    times = f"{clock_of(shift, 60)}–\u2060{clock_of(shift, 120)}"
    for page in (f"/times/{made.public_id}/", reverse("coordination:volunteer-home"), "/times/"):
        said = her.get(page).content.decode()
        assert f"{times} only" in said
        assert f"{clock_of(shift, 0)}–" not in said


@pytest.mark.parametrize(
    ("times", "says"),
    [({"starts": "soon"}, "could not be read"), ({"ends": "9" * 10_000}, "could not be read"),
     ({"ends": 150}, "outside the session"), ({"starts": 60, "ends": 30}, "after the start")],
)  # fmt: skip
def test_nobody_is_put_down_for_times_that_were_not_meant(her, shift, times, says):
    data = {name: clock_of(shift, one) if isinstance(one, int) else one
            for name, one in times.items()}  # fmt: skip
    answer = come(her, shift, **data)
    assert answer.status_code == 409
    assert says in answer.content.decode()
    assert not SignUp.objects.exists()


def test_a_part_fits_where_all_of_it_does_not(her, vera, shift):
    SignUpFactory(shift=ShiftFactory(starts_at=shift.starts_at, hours=1), person=vera)
    assert "I can only come for a part" in her.get(f"/find/{shift.public_id}/").content.decode()
    assert come(her, shift).status_code == 409
    assert come(her, shift, starts=clock_of(shift, 60)).status_code == 302


def test_times_are_changed_later_and_all_of_it_again(her, vera, shift):
    made = SignUpFactory(shift=shift, person=vera)
    url = f"/times/{made.public_id}/part/"
    assert clock_of(shift, 0) in her.get(url).content.decode()
    assert her.post(url, {"ends": clock_of(shift, 30), "version": 1}).status_code == 302
    made.refresh_from_db()
    assert (made.ends_at - made.starts_at, made.has_own_times) == (timedelta(minutes=30), True)
    assert her.post(url, {"version": 1, "ends": clock_of(shift, 60)}).status_code == 200  # stale
    assert her.post(url, {"version": 2}).status_code == 302
    made.refresh_from_db()
    assert (made.ends_at, made.has_own_times) == (shift.ends_at, False)


def test_a_position_is_chosen_for_a_part_too(her, vera, shift):
    shift.positions.update(name="In the kitchen")
    piano = PositionFactory(shift=shift, name="At the piano")
    page = her.get(f"/find/{shift.public_id}/").content.decode()
    assert "I'll come then: At the piano" in page
    assert come(her, shift, position=piano.pk, ends=clock_of(shift, 60)).status_code == 302
    assert SignUp.objects.get().position_id == piano.pk
