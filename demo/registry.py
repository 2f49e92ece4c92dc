"""The makers in their order; each adds its rows to a world."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from coordination.activities.models import ActivityType
from demo.makers import (
    activities,
    acts,
    arrangements,
    closures,
    contacts,
    credentials,
    initiatives,
    logins,
    messages,
    organisations,
    paid_work,
    people,
    places,
    proposals,
    regulars,
    reports,
    reviews,
    shifts,
    sight,
    signups,
    since,
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
    proposals.make,
    proposals.make_endings,
    initiatives.make,
    reviews.make,
    contacts.make,
    regulars.make,
    credentials.make,
    shifts.make,
    signups.make,
    paid_work.make,
    sight.make,
    closures.make,
    messages.make,
    acts.make,
    reports.make,
    since.make,
)


@transaction.atomic
def build(*, now: datetime, scale: int = 1) -> None:
    """Make one municipality for each step of the scale; all of them or none.

    About 10,000 rows each, in batches.
    """
    types = {row.code: row for row in ActivityType.objects.all()}
    for number in range(scale):
        world = World(number, now, types)
        for make in MAKERS:
            make(world)
