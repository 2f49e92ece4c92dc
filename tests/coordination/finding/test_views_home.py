"""Home with everything on it: the cards of all its parts are made at once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse_lazy

from coordination.signups.models import SwapProposal
from coordination.signups.rules import SignUpState
from tests.coordination.finding.helpers import shift_at
from tests.factories.when import AttendanceFactory, PlaceOfferFactory, ShiftFactory, SignUpFactory

pytestmark = pytest.mark.django_db
HOME = reverse_lazy("coordination:volunteer-home")
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tuesday():
    with time_machine.travel(NOW, tick=False):
        yield


def fill(unit, vera, turn):
    """One more of everything that home can show."""
    day = 24 * (turn + 1)
    SignUpFactory(shift=shift_at(unit, name="Own", hours=day + 1, places=3), person=vera)
    offered = shift_at(unit, name="Held", hours=day + 3)
    SignUpFactory(shift=offered, person=vera, state=SignUpState.OFFERED,
                  offer_until=NOW + timedelta(hours=5))  # fmt: skip
    full = shift_at(unit, name="Queue", hours=day + 5, places=1)
    SignUpFactory(shift=full)
    SignUpFactory(shift=full, person=vera, state=SignUpState.WAITLISTED)
    PlaceOfferFactory(shift=shift_at(unit, name="Asked", hours=day + 7), person=vera)
    swap(unit, vera, day)
    left = shift_at(unit, name="Left", hours=-day - 4)
    AttendanceFactory(sign_up=SignUpFactory(shift=left, person=vera), came_at=left.starts_at,
                      minutes=0)  # fmt: skip
    visit = shift_at(unit, name="Visit", hours=turn * 3, is_home_visit=True)
    visit.starts_at += timedelta(minutes=10)
    visit.save()
    SignUpFactory(shift=visit, person=vera)
    shift_at(unit, name="Suits", hours=day + 12)


def swap(unit, vera, day):
    theirs = shift_at(unit, name="Swapped", hours=day + 9, places=1)
    mine = ShiftFactory(activity=theirs.activity, starts_at=theirs.starts_at + timedelta(days=30))
    SwapProposal.objects.create(
        mine=SignUpFactory(shift=mine), theirs=SignUpFactory(shift=theirs, person=vera), made_at=NOW
    )


def places(page, *words):
    """Where each stands on the page."""
    text = page.content.decode()
    return [text.index(word) for word in words]


def test_what_is_today_stands_before_every_question(her, unit, vera):
    fill(unit, vera, 0)
    SignUpFactory(shift=shift_at(unit, name="Bingo", hours=4), person=vera)
    page = her.get(HOME)
    first, question, held, later = places(page, "Bingo", "When did you leave?", "Held", "Own")
    assert first < question < held < later
    assert len(page.context["today"]) == len(page.context["own"]) == 1


@pytest.mark.parametrize(
    ("hours", "state"), [(4, SignUpState.WAITLISTED), (20, SignUpState.CONFIRMED)]
)
def test_what_is_not_certain_or_tomorrow_waits_its_turn(her, unit, vera, hours, state):
    fill(unit, vera, 0)
    SignUpFactory(shift=shift_at(unit, name="Bingo", hours=hours), person=vera, state=state)
    question, bingo = places(her.get(HOME), "When did you leave?", "Bingo")
    assert question < bingo


def test_with_a_time_of_today_nobody_reads_that_there_is_none(her, unit, vera):
    SignUpFactory(shift=shift_at(unit, name="Bingo", hours=4), person=vera)
    page = her.get(HOME).content.decode()
    assert "You have no day and time yet." not in page
    assert "You could also come" in page


@pytest.mark.parametrize("times", [1, 4])
def test_all_of_it_in_few_queries(her, unit, vera, times, django_assert_max_num_queries):
    for turn in range(times):
        fill(unit, vera, turn)
    her.get(HOME)
    with django_assert_max_num_queries(35):
        page = her.get(HOME)
    for part in ("visits", "unfinished", "offered", "swaps", "asked", "own", "offers"):
        assert page.context[part], part


@pytest.mark.parametrize("times", [1, 4])
def test_ones_own_times_in_few_queries(her, unit, vera, times, django_assert_max_num_queries):
    for turn in range(times):
        fill(unit, vera, turn)
    her.get("/times/")
    with django_assert_max_num_queries(20):
        page = her.get("/times/")
    for part in ("coming", "past", "swaps", "asked"):
        assert page.context[part], part
