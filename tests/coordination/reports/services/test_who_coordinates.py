"""R1, counted by hand and against the derivation."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coordination.activities.models import Activity, ListConfirmation
from coordination.arrangements.models import Ending
from coordination.arrangements.rules import Arrangement, Doer
from coordination.arrangements.services.holding import store_held
from coordination.reports.rules import Few, Part, Standing
from coordination.reports.services import facts, who_coordinates
from coordination.reports.services.facts import Counted
from tests.coordination.reports.conftest import NOW, TODAY, ask
from tests.factories import (
    ActivityFactory,
    AffiliationFactory,
    AttendanceFactory,
    ReviewRoundFactory,
    SignUpFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.people.rules import AffiliationKind


def _lines(report, table: str = "core"):
    found = next(one for one in report.tables if one.key == table)
    return {line.name: line for line in (*found.rows, found.total)}


def test_rows_as_counted_by_hand(world):
    report = who_coordinates.build(ask(world.lead))
    lines = _lines(report)
    culture, social = lines["Song, dance, theatre, music"], lines["Walks, outings, company"]
    assert culture.counted.by[Arrangement.UNIT_ALONE] == 1
    assert culture.counted.by[Arrangement.SHARED] == 1
    assert culture.counted.by[Arrangement.SHARED_AND_DIVIDED] == 1
    assert culture.counted.counted == 3
    assert social.counted.by[Arrangement.ORGANISATION_ALONE] == 1
    assert social.counted.counted == 1
    assert {one: social.counted.beside[one] for one in Standing} == {
        Standing.COUNTED: 1, Standing.PROVISIONAL: 1, Standing.ASSUMED: 1, Standing.NOT_RECORDED: 1
    }  # fmt: skip
    assert lines["All types"].counted.everything == 7
    # Only Elm confirmed its list: it has both types, Oak counts for neither.
    assert culture.units == social.units == Part(1, 1)
    assert report.sentence == (
        "Both sides coordinate together most often: 2 of 4 activities. The care unit coordinates"
        " 1 alone, an organisation 1."
    )
    assert "1 provisional · 1 assumed · 1 not recorded" in report.lead


def test_a_confirmation_counts_for_a_time_and_can_be_taken_back(world):
    def units(on=TODAY):
        return _lines(who_coordinates.build(ask(world.lead, on=on)))["All types"].units.of

    assert [units(), units(date(2026, 8, 31)), units(date(2026, 9, 1))] == [1, 0, 1]
    ListConfirmation.objects.update(withdrawn_at=datetime(2026, 10, 1, tzinfo=UTC))
    assert [units(), units(date(2026, 9, 15))] == [0, 1]
    ListConfirmation.objects.update(at=datetime(2025, 11, 1, tzinfo=UTC), withdrawn_at=None)
    assert units() == 0


def test_the_day_decides_which_version_and_which_activities(world):
    activity = world.activities["alone"]
    VersionFactory(
        activity=activity, valid_from=date(2026, 6, 1),
        rows=core_rows(Doer.SHARED, world.organisation),
    )  # fmt: skip
    Activity.objects.filter(pk=world.activities["theirs"].pk).update(
        ended_at=datetime(2026, 7, 1, 10, tzinfo=UTC)
    )

    def numbers(on):
        total = _lines(who_coordinates.build(ask(world.lead, on=on)))["All types"].counted
        by = total.by
        return [by[Arrangement.UNIT_ALONE], by[Arrangement.SHARED], total.everything]

    assert numbers(date(2026, 5, 31)) == [1, 1, 7]
    assert numbers(date(2026, 6, 1)) == [0, 2, 7]
    assert numbers(date(2026, 7, 1)) == [0, 2, 6]
    assert numbers(date(2025, 12, 1)) == [0, 0, 0]


def test_each_role_counts_its_own(world):
    everything = [
        _lines(who_coordinates.build(ask(one)))["All types"].counted.everything
        for one in (world.lead, world.manager, world.coordinator)
    ]
    assert everything == [7, 5, 3]


def test_narrowed_by_unit_and_organisation(world):
    by_unit = who_coordinates.build(ask(world.lead, unit=world.other_unit))
    assert _lines(by_unit)["All types"].counted.everything == 2
    by_partner = who_coordinates.build(ask(world.lead, organisation=world.organisation))
    assert _lines(by_partner)["All types"].counted.everything == 3


def test_all_tasks_stand_beside_the_core(world):
    """FOLLOW_UP shared makes "both" of what is the unit's alone in the core."""
    rows = [*core_rows(), task_row("follow_up", Doer.SHARED, world.organisation)]
    VersionFactory(activity=world.activities["alone"], rows=rows)
    report = who_coordinates.build(ask(world.lead))
    assert _lines(report)["All types"].counted.by[Arrangement.UNIT_ALONE] == 1
    assert _lines(report, "all")["All types"].counted.by[Arrangement.UNIT_ALONE] == 0
    assert _lines(report, "all")["All types"].counted.by[Arrangement.SHARED] == 2


@pytest.fixture
def attended(world, monkeypatch):
    """Two hours by a member of the organisation, one by a group of three, both at `shared`."""
    from tests.factories import ShiftFactory

    start = datetime(2026, 10, 5, 12, tzinfo=UTC)
    shift = ShiftFactory(activity=world.activities["shared"], starts_at=start, places=9)
    for kind, minutes, heads in (("organised", 120, 1), ("unit_direct", 20, 3)):
        where = {"organised": {"organisation": world.organisation}}.get(kind, {"unit": world.unit})
        person = AffiliationFactory(**where).person
        row = SignUpFactory(shift=shift, person=person, heads=heads)
        AttendanceFactory(sign_up=row, minutes=minutes, heads=heads)
    return world


def test_hours_by_whose_volunteers_hide_small_counts_of_people(attended):
    table = next(one for one in who_coordinates.build(ask(attended.lead)).tables
                 if one.key == "whose")  # fmt: skip
    rows = {row.name: row for row in table.rows}
    assert rows["Through an organisation"].hours == Part(2, 3)
    assert rows["Straight for a care unit"].hours == Part(1, 3)
    assert rows["Through an organisation"].people == Few(5)
    assert rows["As a group"].people == 0


def test_whose_volunteers_stand_by_type_too(attended):
    rows = _lines(who_coordinates.build(ask(attended.lead)), "whose-by-type")
    assert list(rows) == ["Song, dance, theatre, music", "All types"]
    for row in rows.values():
        assert row.share(AffiliationKind.ORGANISED) == Part(2, 3)
        assert row.share(AffiliationKind.UNIT_DIRECT) == Part(1, 3)
        assert row.share(AffiliationKind.GROUP) == Part(0, 3)


def test_weighted_by_hours(attended):
    report = who_coordinates.build(ask(attended.lead, options=frozenset({"by_hours"})))
    total = _lines(report)["All types"].counted
    assert total.by[Arrangement.SHARED] == total.everything == 3
    assert "3 were at activities that both sides coordinate" in report.sentence


def test_hours_of_what_ended_in_the_period_count_by_its_last_day(attended):
    """Also where another version was to begin after it had ended."""
    activity = attended.activities["shared"]
    VersionFactory(activity=activity, valid_from=date(2026, 11, 1))
    Activity.objects.filter(pk=activity.pk).update(ended_at=datetime(2026, 10, 20, tzinfo=UTC))
    total = _lines(
        who_coordinates.build(ask(attended.lead, options=frozenset({"by_hours"})))
    )["All types"].counted  # fmt: skip
    assert total.by[Arrangement.SHARED] == total.everything == 3
    unweighted = _lines(who_coordinates.build(ask(attended.lead)))["All types"].counted
    assert unweighted.by[Arrangement.SHARED] == 0


def test_what_sides_said_counts_as_long_as_the_activity_stands(world):
    activity = world.activities["shared"]
    ReviewRoundFactory(
        activity=activity, answers={"unit": ("together", {})}, opened_at=NOW - timedelta(days=20),
        revealed_at=NOW - timedelta(days=9),
    )  # fmt: skip
    Activity.objects.filter(pk=activity.pk).update(ended_at=NOW - timedelta(days=2))

    def said(on):
        table = _lines(who_coordinates.build(ask(world.lead, on=on)), "stated-by-units")
        return table["All types"].known

    assert [said(TODAY - timedelta(days=days)) for days in (3, 0)] == [1, 0]


def counted(**by) -> Counted:
    filled = dict.fromkeys(facts.COUNTED, 0.0) | {Arrangement(key): n for key, n in by.items()}
    return Counted(filled, {Standing.COUNTED: sum(filled.values()), Standing.PROVISIONAL: 2})


@pytest.mark.parametrize(
    ("by", "begins"),
    [
        ({}, "It is not settled yet"),
        ({"unit_alone": 1}, "Of the one activity that counts, this is recorded: Care unit alone"),
        ({"unit_alone": 2, "shared": 2}, "2 of 4 activities are coordinated together, 2 by the"),
        ({"unit_alone": 3, "shared": 1, "divided": 1}, "The care unit alone coordinates most"),
        ({"organisation_alone": 2, "divided": 1}, "An organisation alone coordinates most often"),
        ({"divided": 1, "shared": 1, "unit_alone": 1}, "Both sides coordinate together most"),
        ({"volunteer_led": 2}, "0 of 2 activities are coordinated together"),
    ],
)
def test_the_first_sentence_with_ties_and_small_numbers(by, begins):
    assert who_coordinates.sentence(counted(**by)).startswith(begins)


def test_the_first_sentence_of_nothing():
    nothing = facts.count([])
    assert who_coordinates.sentence(nothing) == ""


def test_the_survey_is_compared_with_nursing_homes_and_home_care_only(world):
    type(world.unit).objects.filter(pk=world.unit.pk).update(kind="hospital")
    plain = who_coordinates.build(ask(world.lead))
    compared = who_coordinates.build(ask(world.lead, options=frozenset({"survey"})))
    assert _lines(plain)["All types"].units.of == 1
    assert _lines(compared)["All types"].units.of == 0
    type(world.unit).objects.filter(pk=world.unit.pk).update(kind="home_care")
    compared = who_coordinates.build(ask(world.lead, options=frozenset({"survey"})))
    assert [bar.mark for bar in compared.charts[1].bars] == [61, 55]


def test_queries_stay_the_same(world, django_assert_num_queries):
    asked = ask(world.lead)
    with django_assert_num_queries(7):
        who_coordinates.build(asked)
    for _more in range(3):
        version = VersionFactory(activity=ActivityFactory(unit=world.unit))
        Ending.objects.create(
            activity=version.activity, version=version, party="unit", given_by_party="unit",
            given_at=NOW, ends_on=TODAY, reason="other",
        )  # fmt: skip
        store_held([version.activity])
    with django_assert_num_queries(7):
        who_coordinates.build(asked)
