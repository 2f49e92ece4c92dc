"""What four weeks of a roster weigh and cost, with one session and with two hundred.

Fills the database that `DATABASE_URL` names (an empty, migrated one) with bare rows, asks the page
as the unit's manager beside the log-in page, and rolls everything back:

    DATABASE_URL=sqlite:////tmp/empty.sqlite3 DEBUG=1 sh -c \
        "python manage.py migrate -v0 && python benchmarks/roster.py"

Goal: 200 sessions in at most 60 kB, uncompressed, without one query more. November 2026, SQLite,
two busy cores: 1 session 6 to 11 times the log-in page, 17 queries, 9 kB; 210 sessions 16 to 25
times, 17 queries, 41 kB.
"""

import os
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TRIES = 9
URL = "/roster/?view=weeks"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careshare.settings")
    import django

    django.setup()
    from django.db import transaction
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    with transaction.atomic():
        user, unit = manager()
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        plain = seconds(Client(), "/account/login/")
        for activities, sessions in ((1, 1), (19, 11)):  # 1, and then 210
            plan(unit, activities, sessions)
            taken = seconds(client, URL)
            count, size = weigh(client)
            print(f"{taken / plain:.1f} times the log-in page, {count} queries, {size} bytes")
        transaction.set_rollback(True)


def manager():
    """A unit and who manages it."""
    from volunteers.accounts.models import User
    from volunteers.memberships.models import Membership
    from volunteers.memberships.rules import Role
    from volunteers.places.models import Area, AreaPolicy, CareUnit

    area = Area.objects.create(name="Benchmark")
    AreaPolicy.objects.create(area=area)
    unit = CareUnit.objects.create(area=area, name="Unit", kind="nursing_home", phone="+4722000001")
    user = User.objects.create(email="manager@example.org")
    Membership.objects.create(user=user, role=Role.UNIT_MANAGER, unit=unit, name="Manager")
    return user, unit


def plan(unit, activities: int, sessions: int) -> None:
    """So many activities, each with so many sessions from now on, every other day."""
    from careshare import clock
    from coordination.activities.models import Activity, ActivityType
    from coordination.shifts.models import Position, Shift

    kind, hour = ActivityType.objects.first(), timedelta(hours=1)
    made = Activity.objects.bulk_create(
        Activity(unit=unit, type=kind, name=f"Company at number {number}")
        for number in range(activities)
    )
    starts = [clock.now() + hour + timedelta(days=2 * day) for day in range(sessions)]
    shifts = Shift.objects.bulk_create(
        Shift(activity=one, starts_at=start, ends_at=start + hour)
        for one in made
        for start in starts
    )
    Position.objects.bulk_create(Position(shift=one, maximum=3) for one in shifts)


def seconds(client, url: str) -> float:
    client.get(url)
    found = []
    for _try in range(TRIES):
        start = time.perf_counter()
        answer = client.get(url)
        found.append(time.perf_counter() - start)
        if answer.status_code != 200:
            sys.exit(f"{url} answered {answer.status_code}")
    return statistics.median(found)


def weigh(client) -> tuple[int, int]:
    """Queries and bytes of one answer."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        response = client.get(URL)
    return len(queries), len(response.content)


if __name__ == "__main__":
    main()
