"""R5: hours come from attendance alone, and how much of it anybody recorded stands beside."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coordination.reports.rules import full_time_hours, months_between
from coordination.reports.services import hours
from coordination.reports.services.hours import Given
from coordination.reports.services.shape import Kind
from coordination.signups.models import Attendance
from tests.coordination.reports.conftest import ask
from tests.factories import AttendanceFactory, ClosureFactory, ShiftFactory, SignUpFactory

LAST_WEEK = datetime(2026, 11, 16, 12, tzinfo=UTC)
CULTURE, SOCIAL = "Song, dance, theatre, music", "Walks, outings, company"


@pytest.mark.parametrize(
    ("since", "on", "months"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), 12),
        (date(2026, 1, 1), date(2026, 1, 31), 1),
        (date(2026, 2, 1), date(2026, 2, 14), 14 / 31),
        (date(2025, 1, 1), date(2026, 12, 31), 24),
        (date(2026, 2, 1), date(2026, 2, 28), 1),
    ],
)
def test_months_of_a_period(since, on, months):
    assert months_between(since, on) == pytest.approx(months, abs=0.001)


def test_a_person_year_of_half_a_year_has_half_the_hours():
    assert full_time_hours(1750, 6) == 875
    assert Given(hours=1750, full_time=875).person_years == 2


@pytest.mark.parametrize(
    ("total", "by_type", "says"),
    [
        (Given(), (), "No attended hours are recorded in this period."),
        (
            Given(hours=875, full_time=1750, sessions=4, unrecorded=1),
            (Given("Culture", hours=500), Given("Social", hours=375)),
            (
                "Volunteers gave 875 attended hours: 0.50 person-years of 1,750 hours."
                " Most went to Culture. Attendance is recorded for 3 of 4 sessions (75 %)."
            ),
        ),
        (
            Given(hours=2, full_time=1750, sessions=1),
            (Given("Culture", hours=1), Given("Social", hours=1)),  # a tie names nobody
            (
                "Volunteers gave 2 attended hours: 0.00 person-years of 1,750 hours."
                " Attendance is recorded for 1 of 1 session (100 %)."
            ),
        ),
        (
            Given(sessions=2, unrecorded=2),
            (),
            (
                "No attended hours are recorded in this period."
                " Attendance is recorded for 0 of 2 sessions (0 %)."
            ),
        ),
    ],
)
def test_the_first_sentence(total, by_type, says):
    assert hours.sentence(total, by_type, 1750).replace("\N{NO-BREAK SPACE}", " ") == says


def _session(activity, people=1, **shift):
    made = ShiftFactory(activity=activity, places=people, starts_at=LAST_WEEK, **shift)
    return [SignUpFactory(shift=made) for _ in range(people)]


def _read(report, table=0):
    return {row.name: row for row in report.tables[table].rows}, report.tables[table].total


@pytest.fixture
def attended(world):
    """A session that is recorded, one half, one where somebody's leaving is not known, and three
    that do not count: nobody came, cancelled, closed.
    """
    for one in _session(world.activities["shared"], 2):
        AttendanceFactory(sign_up=one, minutes=120, travel_minutes=30)
    half = _session(world.activities["shared"], 2)
    AttendanceFactory(sign_up=half[0], minutes=60)
    open_ = _session(world.activities["theirs"])[0]
    Attendance.objects.create(
        sign_up=open_, state="came", came_at=LAST_WEEK, minutes=0, recorded_at=LAST_WEEK
    )
    ShiftFactory(activity=world.activities["shared"], starts_at=LAST_WEEK)
    _session(world.activities["shared"], state="cancelled")
    _session(world.activities["both"])
    ClosureFactory(unit=world.other_unit, starts_at=LAST_WEEK + timedelta(minutes=90),
                   ends_at=LAST_WEEK + timedelta(days=1))  # fmt: skip
    return world


def test_the_lines_and_their_sum(attended):
    rows, total = _read(hours.build(ask(attended.lead)))
    assert (total.hours, total.travel) == (5, 1)
    assert (total.sessions, total.unrecorded) == (2, 1)
    assert sum(row.hours for row in rows.values()) == total.hours
    assert rows[CULTURE].recorded.percent == 50
    by_unit, _total = _read(hours.build(ask(attended.lead)), 1)
    assert [by_unit["Elm"].hours, by_unit["Elm"].person_years] == [5, pytest.approx(5 / 1755, 0.01)]


def test_a_leaving_time_that_is_asked_about_counts_as_not_recorded(attended):
    attended.area.units.get(name="Oak").closures.all().update(reopened_at=LAST_WEEK)
    rows, _total = _read(hours.build(ask(attended.lead)))
    assert (rows[SOCIAL].sessions, rows[SOCIAL].unrecorded) == (1, 1)
    assert not rows[SOCIAL].hours


def test_hours_of_a_group_count_heads(world):
    sign_up = _session(world.activities["shared"])[0]
    AttendanceFactory(sign_up=sign_up, heads=12, minutes=90)
    assert _read(hours.build(ask(world.manager)))[1].hours == 18


def test_each_side_counts_its_own_in_a_fixed_number_of_queries(attended, django_assert_num_queries):
    for who, given in ((attended.lead, 5), (attended.manager, 5), (attended.coordinator, 5)):
        asked = ask(who)
        with django_assert_num_queries(4):
            assert _read(hours.build(asked))[1].hours == given
    for _more in range(3):
        AttendanceFactory(sign_up=_session(attended.activities["theirs"])[0], minutes=60)
    asked = ask(attended.lead)
    with django_assert_num_queries(4):
        assert _read(hours.build(asked))[1].hours == 8


def test_person_years_keep_two_decimals_on_the_page_and_in_files(attended):
    table = hours.build(ask(attended.lead)).tables[0]
    place = [column.kind for column in table.columns].index(Kind.HUNDREDTHS)
    assert table.last_line[place].text == "0.00"
    assert table.file_heads.index("Person-years") == place + 1  # the per cent stands between
