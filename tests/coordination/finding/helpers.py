"""Days and times in tests, and the button."""

from datetime import timedelta

from careshare import clock
from tests.factories.what import ActivityFactory
from tests.factories.when import ShiftFactory


def shift_at(unit, *, name="Coffee and singing", hours=72, places=2, **activity):
    starts = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)
    made = ActivityFactory(unit=unit, name=name, is_published=True, **activity)
    return ShiftFactory(activity=made, starts_at=starts, places=places)


def come(client, shift, **data):
    return client.post(f"/find/{shift.public_id}/come/", data)
