"""When rows began: what fills itself in with the present moment is moved back here."""

from coordination.activities.models import Activity
from coordination.shifts.models import Closure, Series
from demo.world import World
from volunteers.memberships.models import Membership
from volunteers.organisations.models import Organisation
from volunteers.people.models import Person
from volunteers.places.models import Area, CareUnit


def make(world: World) -> None:
    """One statement a table."""
    began = world.ago(weeks=52)
    unit_ids = [row.pk for row in world.units.values()]
    roles = [row.pk for row in world.memberships.values()]
    people = [row.pk for row in world.people.values()]
    activities = [row.pk for row in world.activities.values()]
    Area.objects.filter(pk=world.area.pk).update(created_at=began)
    CareUnit.objects.filter(pk__in=unit_ids).update(created_at=began)
    Organisation.objects.filter(home_area=world.area).update(created_at=began)
    Membership.objects.filter(pk__in=roles).update(created_at=began)
    Person.objects.filter(pk__in=people).update(created_at=world.ago(weeks=30))
    Activity.objects.filter(pk__in=activities).update(created_at=world.ago(weeks=46))
    Series.objects.filter(activity_id__in=activities).update(created_at=world.ago(weeks=13))
    for closure in Closure.objects.filter(unit_id__in=unit_ids):
        Closure.objects.filter(pk=closure.pk).update(created_at=closure.starts_at)
