"""What can be planned, and when it is."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from coordination.shifts.rules import (
    Coverage,
    PlanLimits,
    Wish,
    days_of,
    is_strange,
    moment_near,
    reasons_against_closing,
    reasons_against_places,
    reasons_against_plan,
    strange_hours,
    total,
    window,
)

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
LIMITS = PlanLimits(
    hours_most=14, places_most=500, series_most=60, months_ahead=24, horizon_weeks=26
)


def wish(**values) -> Wish:
    usual = {
        "on": date(2026, 9, 8),
        "starts": time(14),
        "ends": time(16),
        "minimum": 1,
        "maximum": 3,
        "weeks": 1,
    }
    return Wish(**(usual | values))


def codes(**values) -> list[str]:
    found = reasons_against_plan(wish(**values), limits=LIMITS, now=NOW, zone=OSLO)
    return [reason.code for reason in found]


def test_an_ordinary_plan_has_nothing_against_it():
    assert codes() == []
    assert codes(weeks=12, minimum=3, maximum=3) == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"minimum": 0}, "places_backwards"),
        ({"minimum": -3, "maximum": -1}, "places_backwards"),
        ({"minimum": 4}, "places_backwards"),
        ({"maximum": 10**12}, "places_too_many"),
        ({"weeks": 0}, "series_too_long"),
        ({"weeks": -1}, "series_too_long"),
        ({"weeks": 10**9}, "series_too_long"),
        ({"on": date(2026, 8, 31)}, "plan_in_the_past"),
        ({"on": date(1, 1, 1)}, "plan_in_the_past"),
        ({"on": date(2026, 9, 1), "starts": time(11)}, "plan_in_the_past"),
        ({"on": date(9999, 12, 31)}, "plan_too_far"),
        ({"on": date(9999, 12, 31), "weeks": 60}, "plan_too_far"),
        ({"on": date(2028, 8, 1), "weeks": 12}, "plan_too_far"),
        ({"ends": time(14)}, "no_length"),
        ({"starts": time(1), "ends": time(23)}, "shift_too_long"),
        ({"ends": time(13)}, "shift_too_long"),
    ],
)
def test_what_cannot_be_planned_says_why(values, code):
    assert code in codes(**values)


def test_every_reason_is_said_not_only_the_first():
    assert set(codes(minimum=0, maximum=10**6, weeks=0)) == {
        "places_backwards",
        "places_too_many",
        "series_too_long",
    }


def test_an_end_before_the_start_means_the_next_day():
    assert codes(starts=time(22), ends=time(6)) == []
    start, end = window(date(2026, 9, 8), time(22), time(6), OSLO)
    assert (end - start).total_seconds() == 8 * 3600


@pytest.mark.parametrize(
    ("on", "clock", "strange"),
    [
        (date(2026, 10, 25), time(2, 30), True),  # exists twice
        (date(2027, 3, 28), time(2, 30), True),  # does not exist
        (date(2026, 10, 25), time(1, 59), False),
        (date(2026, 10, 25), time(3), False),
        (date(2027, 3, 28), time(3), False),
        (date(2026, 10, 24), time(2, 30), False),
    ],
)
def test_a_time_that_exists_twice_or_never_is_seen(on, clock, strange):
    assert is_strange(on, clock, OSLO) is strange


def test_a_strange_hour_in_a_later_week_names_its_date():
    night = wish(on=date(2026, 10, 11), starts=time(2, 30), ends=time(5), weeks=4)
    found = reasons_against_plan(night, limits=LIMITS, now=NOW, zone=OSLO)
    assert [reason.code for reason in found] == ["strange_hour"]
    assert found[0].values == {"day": date(2026, 10, 25), "time": "02:30"}


def test_a_strange_end_after_midnight_is_seen_on_the_day_on_which_it_falls():
    saturday = wish(on=date(2026, 10, 24), starts=time(20), ends=time(2, 30))
    assert strange_hours(saturday, [saturday.on], OSLO) == [(date(2026, 10, 25), time(2, 30))]
    sunday = wish(on=date(2026, 10, 25), starts=time(20), ends=time(2, 30))
    assert strange_hours(sunday, [sunday.on], OSLO) == []


@pytest.mark.parametrize("first", [date(2026, 10, 13), date(2027, 3, 16)])
def test_weekly_at_two_stays_at_two_across_the_change_of_clocks(first):
    starts = [
        window(day, time(14), time(16), OSLO)[0]
        for day in days_of("FREQ=WEEKLY;COUNT=4", first, first, date(2028, 1, 1), 9)
    ]
    assert {moment.astimezone(OSLO).time() for moment in starts} == {time(14)}
    assert len({moment.hour for moment in starts}) == 2


def test_coverage_adds_up():
    week = total([Coverage(1, 2, 3), Coverage(0, 1, 1)])
    assert (week.taken, week.minimum, week.maximum) == (1, 3, 4)
    assert (week.missing, week.free, week.level) == (2, 3, "some")
    assert total([]).level == "full"


def test_numbers_never_fall_below_who_comes():
    found = reasons_against_places(minimum=1, maximum=2, taken=3, limits=LIMITS)
    assert [(one.code, one.values) for one in found] == [("places_below_taken", {"taken": 3})]
    assert reasons_against_places(minimum=1, maximum=3, taken=3, limits=LIMITS) == []


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        (time(23), datetime(2026, 9, 8, 21, tzinfo=UTC)),
        (time(1), datetime(2026, 9, 8, 23, tzinfo=UTC)),  # after midnight in Oslo
    ],
)
def test_a_wall_time_finds_its_day_on_a_night_session(clock, expected):
    assert moment_near(clock, datetime(2026, 9, 8, 20, tzinfo=UTC), OSLO) == expected


def test_a_closure_ends_after_now_and_not_too_far_ahead():
    later = NOW.replace(year=2027)
    assert reasons_against_closing(now=NOW, until=None, latest=later) == []
    assert reasons_against_closing(now=NOW, until=later, latest=later) == []
    for until, code in [(NOW, "closure_backwards"), (later.replace(year=9999), "closure_too_long")]:
        found = reasons_against_closing(now=NOW, until=until, latest=later)
        assert [reason.code for reason in found] == [code]
