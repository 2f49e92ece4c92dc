"""The screen on the wall: what it shows to whoever passes by, and how its address is made."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careshare import clock
from careshare.limits import LIMITS
from coordination.roster.models import WallScreen
from tests.coordination.roster.test_views import ROSTER, plan
from tests.factories import ClosureFactory, PersonFactory, ShiftFactory, SignUpFactory

FORM = {"form_uuid": "12345678123456781234567812345678"}


@pytest.fixture
def making(here) -> str:
    return reverse("coordination:wall-screen", args=[here.unit.pk])


@pytest.fixture
def address(here, enter, making) -> str:
    """The address that the manager made, without the site's own part."""
    shown = enter(here.manager).post(making, FORM).content.decode()
    return re.search(r'class="address">https?://[^/]+(/wall/[a-z2-7-]+/)<', shown)[1]


def wall(address: str, client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


class TestMaking:
    def test_the_address_is_shown_once_and_again_only_to_the_same_press(
        self, here, enter, making, address
    ):
        client = enter(here.manager)
        assert address in client.post(making, FORM).content.decode()
        later = client.get(making).content.decode()
        assert "/wall/" not in later
        assert "Made on Tuesday 22 December. It works until you stop it." in later

    def test_two_managers_at_once_are_told(self, here, enter, making, address):
        refused = enter(here.manager).post(making, {"form_uuid": "0" * 31 + "1"}).content.decode()
        assert "has an address for a screen already" in refused
        assert "/wall/" not in refused

    def test_stopping_asks_first_and_then_the_screen_is_dark(self, here, enter, making, address):
        client = enter(here.manager)
        stop = reverse("coordination:wall-screen-stop", args=[WallScreen.objects.get().pk])
        assert "Stop the address of this screen?" in client.get(stop).content.decode()
        assert wall(address)
        assert client.post(stop)["Location"] == making
        gone = Client().get(address)
        assert gone.status_code == 404
        assert "This address shows nothing" in gone.content.decode()
        assert "Make an address" in client.get(making).content.decode()

    def test_the_way_there_is_the_managers_alone(self, here, enter, making):
        assert making in enter(here.manager).get(ROSTER).content.decode()
        assert making not in enter(here.staff).get(ROSTER).content.decode()


class TestWall:
    def test_first_names_and_no_way_to_reach_anybody(self, here, address):
        choir = PersonFactory(name="Bølgen choir", kind="group", heads=5)
        shift = ShiftFactory(activity=here.coffee, places=9, starts_at=clock.now())
        SignUpFactory(shift=shift, person=choir)
        shown = wall(address)
        assert "Today, Tuesday 22 December" in shown
        assert "10:00–\u206012:00 Walking group Aud 1 more is needed." in shown
        assert "Coffee , Ward 2 Bølgen choir (5 people)" in shown
        assert "Wednesday 23 December" in shown
        assert "Thursday 24 December · Christmas Eve" in shown
        assert "As of 09:00. Read anew every 5 minutes." in shown
        for private in ("Berg", "40 00 00 09", str(here.unit.phone), "Kari"):
            assert private not in shown

    def test_who_comes_for_a_part_stands_there_with_the_hours(self, here, address):
        SignUpFactory(
            shift=here.walk,
            person=PersonFactory(name="Jon Vik"),
            starts_at=here.walk.starts_at,
            ends_at=here.walk.starts_at + timedelta(hours=1),
            has_own_times=True,
        )
        assert "Aud, Jon (10:00–\u206011:00 only)" in wall(address)

    def test_what_nobody_can_scroll_to_is_left_to_the_next_days(self, here, address):
        plan(here, 10, 2)
        crowded = Client().get(address).content.decode()
        assert [one for one in ("now much", "then much") if f'class="{one}"' not in crowded] == []
        assert "Thursday 24 December" in crowded
        plan(here, 10, 2)
        assert "Thursday 24 December" not in (shown := wall(address))
        assert "Wednesday 23 December" in shown

    def test_what_is_over_another_units_or_far_ahead_is_not_there(self, here, address):
        ShiftFactory(activity__unit=here.unit, activity__name="Breakfast",
                     starts_at=clock.now() - timedelta(hours=3))  # fmt: skip
        ShiftFactory(activity__unit=here.unit, activity__name="Party",
                     starts_at=clock.now() + timedelta(days=7))  # fmt: skip
        ShiftFactory(activity__name="Elsewhere", starts_at=clock.now())
        shown = wall(address)
        assert not [name for name in ("Breakfast", "Party", "Elsewhere") if name in shown]

    def test_a_closed_place_says_so_without_why_and_without_names(self, here, address):
        ClosureFactory(unit=here.unit)
        shown = wall(address)
        assert "Walking group The place is closed at that time." in shown
        assert "Aud" not in shown
        assert "Infection" not in shown

    def test_it_speaks_the_areas_language(self, here, address):
        here.area.languages = ["cy", "nb"]
        here.area.save()
        assert '<html lang="nb"' in Client().get(address).content.decode()

    def test_it_asks_anew_by_itself_leaves_no_trace_and_is_found_by_no_search(
        self, here, enter, address
    ):
        response = enter(here.manager).get(address)
        assert response["Refresh"] == "300"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
        text = response.content.decode()
        assert "<script" not in text
        assert "Kari" not in text  # whoever is logged in there does not show
        assert Client().post(address).status_code == 405

    def test_guessing_is_stopped(self, db, monkeypatch):
        guess = "/wall/aaaa-bbbb/"
        assert Client().get(guess).status_code == 404
        counted = LIMITS["wall_screen"].most + 1
        monkeypatch.setattr("careshare.limits._count", lambda name, *_rest: counted)
        turned_away = Client().get(guess)
        assert turned_away.status_code == 429
        assert turned_away["Refresh"] == "60"  # a screen comes back by itself

    def test_many_sessions_cost_no_query_more(self, here, address, django_assert_num_queries):
        with CaptureQueriesContext(connection) as queries:
            Client().get(address)
        plan(here, 5, 4)
        with django_assert_num_queries(len(queries)):
            Client().get(address)
