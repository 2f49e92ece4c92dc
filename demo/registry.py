"""The makers in their order; each adds its rows to a world."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from coordination.activities.models import ActivityType
from demo.makers import (
    activities,
    acts,
    arrangements,
    beside,
    closures,
    contacts,
    credentials,
    initiatives,
    leading,
    logins,
    matching,
    messages,
    organisations,
    own_hours,
    paid_work,
    people,
    places,
    proposals,
    raised,
    regulars,
    reports,
    reviews,
    screens,
    shifts,
    sight,
    signups,
    since,
    standing,
    tablets,
)
from demo.world import World

Maker = Callable[[World], None]

MAKERS: tuple[Maker, ...] = (
    places.make_area,
    places.make_units,
    organisations.make,
    places.make_usual_patterns,
    logins.make,
    people.make,
    activities.make,
    arrangements.make,
    leading.make,
    proposals.make,
    proposals.make_endings,
    initiatives.make,
    reviews.make,
    contacts.make,
    regulars.make,
    credentials.make,
    shifts.make,
    signups.make,
    standing.make,
    paid_work.make,
    sight.make,
    closures.make,
    screens.make,
    messages.make,
    acts.make,
    beside.make,
    reports.make,
    tablets.make,
    own_hours.make,
    since.make,
    matching.make,
    raised.make,
)


LOOK_AGAIN_AFTER = (1, 10, 100)
"""After how many municipalities the database counts anew, so that later makers read quickly."""


@transaction.atomic
def build(*, now: datetime, scale: int = 1) -> None:
    """Make one municipality for each step of the scale; all of them or none.

    About 10,000 rows each, in batches. The database is told to count its rows: rows written in
    bulk are unknown to its planner, and joins of tables that it takes for empty run for minutes.
    """
    types = {row.code: row for row in ActivityType.objects.all()}
    for number in range(scale):
        world = World(number, now, types)
        for make in MAKERS:
            make(world)
        if number + 1 in {*LOOK_AGAIN_AFTER, scale}:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
