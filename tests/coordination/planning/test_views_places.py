"""Positions and numbers of a session; fewer places ask whom to move and remove nobody."""

from datetime import timedelta

import pytest
from django.urls import reverse

from careshare import clock
from careshare.outbox.models import Event
from coordination.shifts.models import SeriesPosition
from coordination.signups.services import wait
from tests.factories import PersonFactory, ShiftFactory, SignUpFactory
from tests.factories.when import PositionFactory, SeriesFactory

pytestmark = pytest.mark.django_db


def address(shift) -> str:
    return reverse("coordination:shift-change", args=[shift.pk])


def numbers(shift, *pairs, **more) -> dict:
    data = {"version": shift.version, **more}
    for place, (least, most) in zip(shift.positions.order_by("pk"), pairs, strict=True):
        data |= {f"minimum_{place.pk}": least, f"maximum_{place.pk}": most}
        data.setdefault(f"name_{place.pk}", place.name)
    return data


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def manages(enter, manager):
    return enter(manager)


@pytest.fixture
def three(shift):
    """Three come, and a fourth waits."""
    names = ("Anna Aas", "Bodil Berg", "Cato Carlsen")
    rows = [SignUpFactory(shift=shift, person=PersonFactory(name=name)) for name in names]
    wait(person=PersonFactory(name="Dag Dahl"), position=shift.positions.get(), user=None)
    return rows


class TestShrinking:
    def test_asks_whom_to_move_and_takes_nobody_off(self, manages, shift, three):
        page = text(manages.post(address(shift), numbers(shift, (1, 2))))
        assert "Whom do you move?" in page
        assert "3 people come already" in page
        assert all(f'name="move_{one.pk}"' in page for one in three)
        place = shift.positions.get()
        assert (place.maximum, place.taken) == (3, 3)

    def test_saying_nobody_asks_again(self, manages, shift, three):
        stays = {f"move_{one.pk}": "" for one in three}
        page = text(manages.post(address(shift), numbers(shift, (1, 2), **stays)))
        assert "Whom do you move?" in page
        assert shift.positions.get().maximum == 3

    def test_whoever_is_moved_is_asked_and_the_one_who_waits_gets_nothing(
        self, manages, shift, three
    ):
        later = ShiftFactory(activity=shift.activity, starts_at=shift.starts_at + timedelta(days=7))
        goes = {f"move_{three[0].pk}": f"{later.pk}-0"}
        page = text(manages.post(address(shift), numbers(shift, (1, 2))))
        assert f'value="{later.pk}-0"' in page
        assert manages.post(address(shift), numbers(shift, (1, 2), **goes)).status_code == 302
        three[0].refresh_from_db()
        assert (three[0].state, three[0].shift) == ("awaiting", later)
        assert Event.objects.filter(name="signup.moved", cause_id=three[0].pk).count() == 1
        here, there = shift.positions.get(), later.positions.get()
        assert (here.maximum, here.taken, there.taken) == (2, 2, 1)
        assert not shift.sign_ups.filter(state="offered").exists()

    def test_where_there_is_no_room_any_more_nothing_changes(self, manages, shift, three):
        later = ShiftFactory(activity=shift.activity, starts_at=shift.starts_at + timedelta(days=7))
        goes = {f"move_{one.pk}": f"{later.pk}-0" for one in three[:2]}
        page = text(manages.post(address(shift), numbers(shift, (1, 1), **goes)))
        assert "There is no room any more" in page
        assert shift.positions.get().taken == 3
        assert later.positions.get().taken == 0

    def test_an_offer_is_taken_back_to_the_list(self, manages, shift):
        waits = SignUpFactory(shift=shift, state="offered")
        SignUpFactory(shift=shift)
        data = numbers(shift, (1, 1), **{f"move_{waits.pk}": "wait"})
        assert manages.post(address(shift), data).status_code == 302
        waits.refresh_from_db()
        assert waits.state == "waitlisted"


class TestPositions:
    def test_another_position_and_somebody_moved_to_it(self, manages, shift, three):
        first = shift.positions.get()
        data = numbers(shift, (1, 3), new_name="Serves", new_minimum=1, new_maximum=2)
        page = text(manages.post(address(shift), data))
        assert "each needs a name" in page
        data[f"name_{first.pk}"] = "Sings"
        assert manages.post(address(shift), data).status_code == 302
        shift.refresh_from_db()
        second = shift.positions.get(name="Serves")
        goes = {f"move_{three[1].pk}": f"{shift.pk}-{second.pk}"}
        data = numbers(shift, (1, 2), (1, 2), **goes)
        assert manages.post(address(shift), data).status_code == 302
        three[1].refresh_from_db()
        assert (three[1].state, three[1].position) == ("confirmed", second)
        assert text(manages.get(address(shift))).count("Take this position away") == 2

    def test_a_position_that_was_used_stays_and_an_unused_one_goes(self, manages, shift, three):
        PositionFactory(shift=shift, name="Serves")
        first, second = shift.positions.order_by("pk")
        named = {f"name_{first.pk}": "Sings"}
        data = numbers(shift, (1, 3), (1, 1), **named, **{f"gone_{first.pk}": "on"})
        assert "so it stays" in text(manages.post(address(shift), data))
        data = numbers(shift, (1, 3), (1, 1), **named, **{f"gone_{second.pk}": "on"})
        assert manages.post(address(shift), data).status_code == 302
        assert shift.positions.get() == first

    def test_the_following_sessions_too_unless_more_come_there(self, manages, activity):
        series = SeriesFactory(activity=activity)
        SeriesPosition.objects.create(series=series, minimum=1, maximum=3)
        first, second = (
            ShiftFactory(activity=activity, places=3, series=series,
                         starts_at=clock.now() + timedelta(days=days))
            for days in (3, 10)
        )  # fmt: skip
        more = {"scope": "following", "new_name": "Serves", "new_minimum": 1, "new_maximum": 1}
        data = numbers(first, (1, 1), **more, **{f"name_{first.positions.get().pk}": "Sings"})
        for _number in range(2):
            SignUpFactory(shift=second)
        assert "2 people come already" in text(manages.post(address(first), data))
        assert first.positions.get().maximum == 3
        second.sign_ups.first().delete()
        assert manages.post(address(first), data).status_code == 302
        for rows in (first.positions, second.positions, series.positions):
            assert sorted(rows.values_list("name", "maximum")) == [("Serves", 1), ("Sings", 1)]


class TestNumbersThatCannotBe:
    @pytest.mark.parametrize("field", ["minimum", "maximum"])
    @pytest.mark.parametrize("number", ["99999999999999999999", "-1", "10001"])
    def test_the_sentence_stands_beside_the_field_and_the_input_stays(
        self, manages, shift, field, number
    ):
        place = shift.positions.get()
        name = f"{field}_{place.pk}"
        response = manages.post(address(shift), numbers(shift, (1, 2)) | {name: number})
        assert list(response.context["form"].errors) == [name]
        assert f'value="{number}"' in text(response)
        place.refresh_from_db()
        assert (place.minimum, place.maximum) == (1, 3)

    def test_more_than_the_area_allows_is_refused_before_anything_is_written(self, manages, shift):
        most = shift.activity.unit.area.policy.places_most
        response = manages.post(address(shift), numbers(shift, (1, most + 1)))
        assert response.status_code == 200
        assert str(most) in str(response.context["form"].errors)
        assert shift.positions.get().maximum == 3
