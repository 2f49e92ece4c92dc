"""Whether paid staff did it: what was published before that was asked waits for the manager."""

from careshare import clock
from coordination.activities.models import Activity
from coordination.today.rules import Group, group_of
from coordination.today.services import todos
from coordination.today.services.scene import scene_of
from volunteers.memberships.access import Actor


def lines(membership):
    found = todos.lines(scene_of(Actor(membership.user, membership), clock.now()))
    return [line for line in found if line.kind == "paid_work_unsaid"]


def unsay(*activities):
    ids = [one.pk for one in activities]
    rows = Activity.objects.filter(pk__in=ids)
    rows.update(was_paid_work=None, paid_work_said_on=None)


def test_the_manager_is_reminded_and_it_can_wait(here):
    assert lines(here.manager) == []
    unsay(here.coffee)
    (line,) = lines(here.manager)
    assert line.title == "Did paid staff do this in the last 12 months?"
    assert line.sub == "Coffee and singing"
    assert line.url.endswith(f"/{here.coffee.pk}/class/#id_was_paid_work")
    assert group_of(line.due, clock.now(), here.coffee.unit.zone) == Group.CAN_WAIT
    for other in (here.coordinator, here.staff, here.stranger, here.lead):
        assert lines(other) == []


def test_several_are_one_line(here):
    unsay(here.coffee, here.walking)
    (line,) = lines(here.manager)
    assert "2" in line.title


def test_a_draft_is_asked_by_publishing_alone(here):
    unsay(here.coffee)
    Activity.objects.filter(pk=here.coffee.pk).update(state="draft")
    assert lines(here.manager) == []
