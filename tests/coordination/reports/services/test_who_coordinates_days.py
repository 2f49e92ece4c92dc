"""What is counted on a day equals what the record says of it: agreed, assumed, left and ended."""

import random
from datetime import date, timedelta

from coordination.activities.models import Activity
from coordination.activities.rules import WhyEnded
from coordination.arrangements.access import records_of
from coordination.arrangements.models import Ending
from coordination.arrangements.rules import CORE_TASKS, UNIT_PARTY, Arrangement, Doer
from coordination.arrangements.services.holding import store_held
from coordination.planning.services import finishing
from coordination.reports.rules import Standing, standing
from coordination.reports.services import facts, who_coordinates
from tests.coordination.reports.conftest import NOW, TODAY, ask
from tests.factories import (
    ActivityFactory,
    OrganisationFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Task


def _lines(report, table: str = "core"):
    found = next(one for one in report.tables if one.key == table)
    return {line.name: line for line in (*found.rows, found.total)}


def test_agrees_with_the_derivation_over_a_random_world(world):
    """What is counted from stored columns is what `records_of` derives, on any day."""
    chance, red = random.Random(7), world.organisation  # noqa: S311
    doers = (Doer.UNIT, Doer.ORGANISATION, Doer.SHARED, Doer.DIVIDED, Doer.NOBODY)
    for number in range(25):
        activity = ActivityFactory(unit=world.unit)
        Activity.objects.filter(pk=activity.pk).update(created_at=NOW - timedelta(days=400))
        for _version in range(chance.randint(0, 3)):
            tasks = chance.sample(CORE_TASKS, chance.randint(1, 5))
            rows = [task_row(task, chance.choice(doers), world.organisation) for task in tasks]
            rows = [
                task_row(row.task, row.doer, *([world.organisation] if row.shares else []))
                if row.doer not in (Doer.UNIT, Doer.NOBODY)
                else task_row(row.task, row.doer)
                for row in rows
            ]
            day = date(2026, 1, 1) + timedelta(days=chance.randint(0, 320))
            VersionFactory(activity=activity, rows=rows, valid_from=day, is_assumed=number % 7 == 0)
        _notices(activity, chance, world.organisation)
    for day in (date(2026, 2, 1), date(2026, 6, 15), TODAY):
        asked = ask(world.lead, on=day)
        found = facts.count(facts.tallies(asked, day, "type_id"))
        assert _derived(asked, day) == (found.by, found.beside)
        theirs = [ask(world.coordinator, on=day), ask(world.lead, on=day, organisation=red)]
        for one in theirs:
            found = facts.count(facts.tallies(one, day, "type_id"))
            assert _derived(asked, day, red) == (found.by, found.beside)
            [past] = facts.history(one, [day])
            assert facts.count(past) == found


def _notices(activity, chance, organisation):
    """Either side leaves on some day, perhaps takes it back, perhaps comes back later."""
    for version in activity.versions.all():
        for party in chance.sample(("unit", f"organisation:{organisation.pk}"), 1):
            if chance.random() < 0.5:
                Ending.objects.create(
                    activity=activity, version=version, party=party, given_by_party=party,
                    given_at=NOW, ends_on=date(2026, 1, 1) + timedelta(days=chance.randint(0, 320)),
                    reason="other", withdrawn_at=NOW if chance.random() < 0.2 else None,
                )  # fmt: skip
    store_held([activity])


def _derived(asked, day, organisation=None):
    """The same of the records of the day; of an organisation those in which it takes part."""
    by, beside = dict.fromkeys(facts.COUNTED, 0.0), dict.fromkeys(Standing, 0.0)
    activities = asked.standing_on(day).select_related("unit__area__policy")
    for record in records_of(activities, day).values():
        if organisation and f"organisation:{organisation.pk}" not in record.names:
            continue
        derived, version = record.derived, record.version
        stands = standing(
            is_recorded=derived.core != Arrangement.NOT_RECORDED,
            is_covered=derived.core != Arrangement.UNCOORDINATED,
            is_assumed=version is not None and version.is_assumed,
            is_provisional=derived.is_provisional,
        )
        beside[stands] += 1
        if stands == Standing.COUNTED:
            by[derived.core] += 1
    return by, beside


def test_an_organisation_counts_that_in_which_it_took_part_that_day(world):
    """What it joined later is not there on a past day, and what it has left since still is."""
    red, unit_alone = world.organisation, core_rows()
    joined = VersionFactory(
        activity=world.activities["alone"], rows=core_rows(Doer.SHARED, red), valid_from=TODAY
    )
    left = VersionFactory(activity=world.activities["shared"], rows=unit_alone, valid_from=TODAY)
    before = TODAY - timedelta(days=1)

    def names(*asks) -> list[set[str]]:
        return [set(one.activities.values_list("name", flat=True)) for one in asks]

    for who, chosen in ((world.coordinator, {}), (world.lead, {"organisation": red})):
        then, now = (ask(who, on=day, **chosen) for day in (before, TODAY))
        assert names(then, now) == [{"shared", "both", "theirs"}, {"alone", "both", "theirs"}]
        table = _lines(who_coordinates.build(then))["All types"]
        assert table.counted.everything == 3
    assert joined.activity.unit in ask(world.coordinator, on=before).units
    VersionFactory(activity=left.activity, rows=core_rows(Doer.SHARED, red),
                   valid_from=TODAY + timedelta(days=9))  # fmt: skip
    assert names(ask(world.coordinator)) == [{"alone", "both", "theirs"}]  # not begun yet


def test_of_an_organisation_a_unit_counts_only_while_it_takes_part_there(world):
    rows = core_rows(Doer.SHARED, world.organisation)
    VersionFactory(activity=ActivityFactory(unit__area=world.area, unit__name="Ash"), rows=rows,
                   valid_from=TODAY)  # fmt: skip
    asks = [ask(world.coordinator, on=TODAY - timedelta(days=days)) for days in (1, 0)]
    assert [[unit.name for unit in one.units] for one in asks] == [
        ["Elm", "Oak"],
        ["Ash", "Elm", "Oak"],
    ]


def test_whom_one_can_choose_took_part_at_some_time_beside_whoever_asks(world):
    """No organisation reads who came to an activity after it had left."""
    later, elsewhere = OrganisationFactory(name="Later"), OrganisationFactory(name="Elsewhere")
    VersionFactory(activity=world.activities["shared"], rows=core_rows(Doer.SHARED, later))
    VersionFactory(activity=world.activities["alone"], rows=core_rows(Doer.SHARED, elsewhere))
    VersionFactory(activity=world.activities["alone"], rows=core_rows())
    together = [*core_rows(Doer.SHARED, world.organisation),
                task_row(Task.HOST, Doer.ORGANISATION, elsewhere)]  # fmt: skip
    scope = ask(world.coordinator).scope
    assert {one.name for one in scope.organisations} == {"Trekkers"}
    VersionFactory(activity=world.activities["theirs"], rows=together)
    assert {one.name for one in scope.organisations} == {"Trekkers", "Elsewhere"}
    everybody = ask(world.lead).scope.organisations
    assert {one.name for one in everybody} == {"Trekkers", "Elsewhere", "Later"}


def test_what_is_assumed_with_an_organisation_counts_as_assumed_until_something_holds(world):
    """From the day on which it was noted; a proposal that nobody agreed to counts nowhere."""
    asked, before = ask(world.lead), TODAY - timedelta(days=30)
    rows = core_rows(Doer.SHARED, world.organisation)
    activity = ActivityFactory(unit=world.unit)
    type(activity).objects.filter(pk=activity.pk).update(created_at=NOW - timedelta(days=90))
    noted = {"valid_from": TODAY - timedelta(days=10), "is_assumed": True}

    def beside(day):
        found = facts.count(facts.tallies(asked, day, "type_id")).beside
        return found[Standing.ASSUMED], found[Standing.NOT_RECORDED]

    assumed, silent = beside(TODAY)
    assumed_then, _silent = beside(before)
    version = VersionFactory(activity=activity, rows=rows, state="proposed", **noted)
    assert beside(TODAY) == (assumed, silent)
    type(version).objects.filter(pk=version.pk).update(state="assumed")
    store_held([activity])
    assert beside(TODAY) == (assumed + 1, silent - 1)
    assert beside(before)[0] == assumed_then
    VersionFactory(activity=activity, rows=rows, valid_from=TODAY)
    assert beside(TODAY) == (assumed, silent - 1)


def test_an_activity_that_ends_counts_through_its_last_day(world):
    """Ended by its own service and sweep, however late that runs."""

    def counted(on):
        return _lines(who_coordinates.build(ask(world.lead, on=on)))["All types"].counted.everything

    last_on = TODAY + timedelta(days=5)
    finishing.end_activity(
        activity=world.activities["alone"], last_on=last_on, why=WhyEnded.DONE,
        user=world.manager.user, now=NOW, side=UNIT_PARTY,
    )  # fmt: skip
    assert counted(TODAY) == 7
    finishing.finish_due(NOW + timedelta(days=30))
    days = [TODAY, last_on, last_on + timedelta(days=1), TODAY + timedelta(days=30)]
    assert [counted(on) for on in days] == [7, 7, 6, 6]
