"""Which days a series has, and that its wall time stays what it is."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coordination.shifts.rules import (
    ClockChange,
    PlanLimits,
    Recurrence,
    Rhythm,
    Wish,
    chains,
    choose,
    dates_of,
    days_of,
    moved,
    reasons_against_plan,
    single_weekday,
    until,
    window,
    with_weekday,
    without_strange,
)
from volunteers.places.rules import Country, days_off

OSLO = ZoneInfo("Europe/Oslo")
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
TODAY = date(2026, 9, 1)
LIMITS = PlanLimits(
    hours_most=14, places_most=500, series_most=60, months_ahead=24, horizon_weeks=26
)
TUESDAY = date(2026, 9, 8)  # the second of its month


def wish(repeats: Recurrence | None = None, **values) -> Wish:
    usual = {"on": TUESDAY, "starts": time(14), "ends": time(16), "minimum": 1, "maximum": 3}
    return Wish(**(usual | values), repeats=repeats)


def days(repeats: Recurrence | None = None, off=None, **values) -> list[date]:
    found = dates_of(wish(repeats, **values), limits=LIMITS, today=TODAY, off=off or {})
    return list(found.held)


def codes(repeats: Recurrence | None = None, **values) -> list[str]:
    asked = wish(repeats, **values)
    found = reasons_against_plan(asked, limits=LIMITS, now=NOW, zone=OSLO, off={})
    return [reason.code for reason in found]


def sept(*numbers: int) -> list[date]:
    return [date(2026, 9, number) for number in numbers]


class TestDays:
    def test_every_second_week_until_a_day(self):
        found = days(Recurrence(every=2, until=date(2026, 10, 6)))
        assert found == [*sept(8, 22), date(2026, 10, 6)]

    def test_several_weekdays_take_the_first_days_own_along(self):
        assert days(Recurrence(weekdays=frozenset({3}), times=3)) == sept(8, 10, 15)

    def test_the_second_tuesday_of_each_month(self):
        found = days(Recurrence(Rhythm.MONTHLY, times=3))
        assert found == [date(2026, 9, 8), date(2026, 10, 13), date(2026, 11, 10)]

    def test_a_fifth_one_is_the_last_one(self):
        found = days(Recurrence(Rhythm.MONTHLY, times=3), on=date(2026, 9, 29))
        assert found == [date(2026, 9, 29), date(2026, 10, 27), date(2026, 11, 24)]

    def test_the_last_friday(self):
        found = days(Recurrence(Rhythm.MONTHLY_LAST, times=2), on=date(2026, 9, 11))
        assert found == [date(2026, 9, 25), date(2026, 10, 30)]

    def test_without_an_end_it_is_made_as_far_as_the_horizon(self):
        found = days(Recurrence(is_endless=True))
        assert (found[0], len(found)) == (TUESDAY, 26)
        assert found[-1] <= TODAY + timedelta(weeks=26) < found[-1] + timedelta(weeks=1)

    def test_every_day_without_an_end_is_not_cut_short(self):
        found = days(Recurrence(weekdays=frozenset(range(7)), is_endless=True))
        assert found[-1] == TODAY + timedelta(weeks=26)

    def test_exceptions_extra_days_and_holidays(self):
        found = dates_of(
            wish(weeks=4, not_on=tuple(sept(15)), also_on=tuple(sept(17, 22)), skips_holidays=True),
            limits=LIMITS, today=TODAY, off=dict.fromkeys(sept(22, 29), "Feast"),
        )  # fmt: skip
        assert list(found.held) == sept(8, 17, 22)  # one that is asked for by name is held
        assert found.left_out == {date(2026, 9, 15): "", date(2026, 9, 29): "Feast"}

    def test_holidays_stay_where_nobody_asked(self):
        assert days(weeks=2, off={TUESDAY: "Feast"}) == sept(8, 15)


class TestReasons:
    @pytest.mark.parametrize(
        ("repeats", "values", "code"),
        [
            (Recurrence(every=2), {}, "series_without_end"),
            (Recurrence(times=3, is_endless=True), {}, "series_two_ends"),
            (Recurrence(until=date(2026, 9, 7)), {}, "series_backwards"),
            (Recurrence(until=date(9999, 12, 31)), {}, "plan_too_far"),
            (Recurrence(Rhythm.MONTHLY, times=60), {}, "plan_too_far"),
            (Recurrence(times=0), {}, "series_too_long"),
            (Recurrence(times=10**9), {}, "series_too_long"),
            (Recurrence(every=0, is_endless=True), {}, "series_too_long"),
            (Recurrence(every=10**9, is_endless=True), {}, "series_too_long"),
            (Recurrence(until=date(2028, 1, 1)), {}, "series_too_long"),
            (Recurrence(is_endless=True), {"on": date(9999, 12, 31)}, "plan_too_far"),
            (Recurrence(is_endless=True), {"on": date(2026, 8, 31)}, "plan_in_the_past"),
            (None, {"also_on": (date(2026, 8, 1),)}, "plan_in_the_past"),
            (None, {"also_on": (date(9999, 1, 1),)}, "plan_too_far"),
            (None, {"not_on": (TUESDAY,)}, "series_empty"),
        ],
    )
    def test_what_cannot_be_a_series_says_why(self, repeats, values, code):
        assert codes(repeats, **values) == [code]

    def test_a_night_far_ahead_is_asked_about_before_it_goes_on_without_an_end(self):
        night = {"on": date(2026, 9, 6), "starts": time(2, 30), "ends": time(5)}
        asked = reasons_against_plan(
            wish(Recurrence(is_endless=True), **night), limits=LIMITS, now=NOW, zone=OSLO
        )
        assert [(one.code, one.values["day"]) for one in asked] == [
            ("strange_hour", date(2026, 10, 25)),
            ("strange_hour", date(2027, 3, 28)),
        ]
        for choice in ClockChange:
            assert codes(Recurrence(is_endless=True), clock_change=choice, **night) == []


class TestStrangeNights:
    def test_left_out(self):
        nights = [date(2026, 10, 24), date(2026, 10, 25)]
        held = without_strange(nights, time(2, 30), time(5), OSLO, ClockChange.LEAVE_OUT)
        assert held == nights[:1]

    def test_held_on_the_first_of_two_hours_or_after_the_leap(self):
        begin, end = window(date(2026, 10, 25), time(2, 30), time(5), OSLO)
        assert (begin.hour, end.hour) == (0, 4)
        begin, end = window(date(2027, 3, 28), time(2, 30), time(3, 15), OSLO)
        assert begin.astimezone(OSLO).time() == time(3, 30)
        assert end - begin == timedelta(minutes=45)


class TestMoving:
    def test_within_the_week(self):
        rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
        assert single_weekday(rule, TUESDAY) == 1
        assert moved(TUESDAY, rule, TUESDAY, 4) == date(2026, 9, 11)
        assert with_weekday(rule, 4) == "FREQ=WEEKLY;BYDAY=FR;INTERVAL=2"

    def test_within_the_month(self):
        rule = Recurrence(Rhythm.MONTHLY, times=2).text(TUESDAY)
        assert moved(TUESDAY, rule, TUESDAY, 0) == date(2026, 9, 14)
        assert "BYDAY=+2MO" in with_weekday(rule, 0)
        assert moved(date(2026, 9, 29), "FREQ=MONTHLY;BYDAY=-1TU", TUESDAY, 2) == date(2026, 9, 30)

    def test_a_rule_of_several_days_has_no_single_one(self):
        assert single_weekday("FREQ=WEEKLY;BYDAY=TU,TH", TUESDAY) is None
        assert single_weekday("FREQ=WEEKLY;COUNT=3", TUESDAY) == 1


class TestDaysOff:
    def test_norway_and_the_areas_own(self):
        found = days_off(Country.NORWAY, "nb", [(12, 24, "Julaften"), (2, 29, "")],
                         date(2026, 12, 24), date(2026, 12, 26))  # fmt: skip
        assert found == {
            date(2026, 12, 24): "Julaften",
            date(2026, 12, 25): "Første juledag",
            date(2026, 12, 26): "Andre juledag",
        }

    def test_wales_and_elsewhere(self):
        boxing = date(2026, 12, 26)
        assert days_off(Country.WALES, "cy", [], boxing, boxing) == {boxing: "Boxing Day"}
        assert days_off(Country.OTHER, "en", [], boxing, boxing) == {}


firsts = st.dates(TODAY, date(2028, 8, 1))
rules = st.builds(
    Recurrence,
    rhythm=st.sampled_from(Rhythm),
    every=st.integers(1, 4),
    weekdays=st.frozensets(st.integers(0, 6), max_size=3),
    times=st.integers(1, 30),
)


@settings(max_examples=60, deadline=None)
@given(first=firsts, rule=rules, zone=st.sampled_from([OSLO, LONDON]))
def test_the_wall_time_stays_on_every_day_across_daylight_saving(first, rule, zone):
    found = days_of(rule.text(first), first, first, first + timedelta(days=4000), 60)
    assert len(found) == rule.times
    for day in found:
        begin, end = window(day, time(14), time(16), zone)
        assert begin.astimezone(zone).time() == time(14)
        assert begin.astimezone(zone).date() == day
        assert end - begin == timedelta(hours=2)


NIGHTS = [date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26)]
around = st.builds(lambda on, by: on + timedelta(days=by), st.sampled_from(NIGHTS),
                   st.integers(-1, 1))  # fmt: skip
small_hours = st.builds(time, st.integers(0, 4), st.sampled_from((0, 30, 59)))


def times_named(on: date, clock: time, zone: ZoneInfo) -> int:
    """How many moments a clock on the wall shows as this; written without `fold`."""
    shown = datetime.combine(on, clock)
    moments = {(shown - timedelta(hours=ahead)).replace(tzinfo=UTC) for ahead in range(3)}
    return sum(one.astimezone(zone).replace(tzinfo=None) == shown for one in moments)


@settings(max_examples=150, deadline=None)
@given(on=around, starts=small_hours, ends=small_hours, zone=st.sampled_from([OSLO, LONDON]))
def test_on_the_nights_themselves_it_is_the_wall_time_or_it_is_asked_about(on, starts, ends, zone):
    assume(starts != ends)
    last = on if ends > starts else on + timedelta(days=1)
    once = [times_named(*edge, zone) == 1 for edge in ((on, starts), (last, ends))]
    night = wish(on=on, starts=starts, ends=ends)
    reasons = reasons_against_plan(night, limits=replace(LIMITS, hours_most=48), now=NOW, zone=zone)
    assert [one.code for one in reasons] == ["strange_hour"] * once.count(False)
    held = without_strange([on], starts, ends, zone, ClockChange.LEAVE_OUT)
    assert held == ([on] if all(once) else [])
    begin, end = window(on, starts, ends, zone)
    assert end > begin
    if all(once):
        shown = [one.astimezone(zone).replace(tzinfo=None) for one in (begin, end)]
        assert shown == [datetime.combine(on, starts), datetime.combine(last, ends)]


@settings(max_examples=60, deadline=None)
@given(first=firsts, rule=rules, weeks=st.integers(0, 60))
def test_made_in_two_parts_equals_made_at_once(first, rule, weeks):
    text, last = rule.text(first), first + timedelta(days=400)
    cut = first + timedelta(weeks=weeks)
    whole = days_of(text, first, first, last, 500)
    early = days_of(text, first, first, min(cut, last), 500)
    late = days_of(text, first, cut + timedelta(days=1), last, 500)
    assert early + late == whole
    assert days_of(until(text, first, cut), first, first, last, 500) == early


@given(days=st.sets(firsts, max_size=8), off=st.sets(firsts, max_size=4),
       extra=st.sets(firsts, max_size=4))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_a_day_is_held_or_left_out_never_both(days, off, extra):
    found = choose(days, off=dict.fromkeys(off, "x"), not_on=(), also_on=extra)
    assert set(found.held) | set(found.left_out) == days | extra
    assert not set(found.held) & set(found.left_out)


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ([(1, None), (2, None)], [{1}, {2}]),
        ([(1, None), (2, 1), (3, 2)], [{1, 2, 3}]),
        ([(1, None), (3, 1), (2, 1), (4, None)], [{1, 2, 3}, {4}]),
        ([(1, 3), (2, None), (3, 2)], [{1, 2, 3}]),
    ],
)
def test_what_goes_on_as_something_else_belongs_together(pairs, found):
    assert chains(pairs) == {one: chain for chain in found for one in chain}
