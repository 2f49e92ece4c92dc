"""Naming who leads, under lock: every reason, two hands, double presses; putting it down."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from careshare import clock
from careshare.errors import Refused, Stale
from careshare.outbox.models import Event
from coordination.activities.models import LeadingVolunteer
from coordination.activities.rules.leading import WhyNoLonger
from coordination.arrangements.access import may, today_at
from coordination.arrangements.rules import VOLUNTEERS, Doer
from coordination.arrangements.services.leading import end_leading
from coordination.planning.access.leading import opened_on
from coordination.planning.services import finishing
from coordination.planning.services.deciding import still_allowed
from coordination.planning.services.leading import name_leaders, put_down
from coordination.planning.services.suspending import suspend
from coordination.signups.rules import SuspensionReason
from tests.factories import (
    ActivityFactory,
    LeadingVolunteerFactory,
    MembershipFactory,
    PersonFactory,
    ShiftFactory,
    SightFactory,
    SignUpFactory,
    VersionFactory,
    core_rows,
)
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, Task
from volunteers.people.rules import PersonKind

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def activity():
    made = ActivityFactory(state="published")
    VersionFactory(activity=made, rows=core_rows(Doer.VOLUNTEERS))
    return made


@pytest.fixture
def actor(activity):
    hat = MembershipFactory(unit=activity.unit)
    return Actor(hat.user, hat)


def comer(activity, **values):
    person = PersonFactory(**values)
    SightFactory(person=person, unit=activity.unit)
    SignUpFactory(shift=ShiftFactory(activity=activity), person=person)
    return person


def name(activity, actor, chosen, *, days=0, opened=None):
    return name_leaders(
        activity=activity, chosen=chosen, from_on=today_at(activity, clock.now()) + days * DAY,
        opened=opened_on(activity) if opened is None else opened, actor=actor, now=clock.now(),
    )  # fmt: skip


def leads(activity, task=Task.SCHEDULE, at=None):
    rows = LeadingVolunteer.objects.at(at or clock.now()).filter(activity=activity, task=task)
    return [one.person for one in rows]


def test_somebody_is_named_and_a_second_press_changes_nothing(activity, actor):
    kari = comer(activity)
    opened = opened_on(activity)
    for _press in range(2):  # the second form still carries the first number
        name(activity, actor, {Task.SCHEDULE: kari.pk, Task.MATCH: kari.pk}, opened=opened)
    assert leads(activity) == leads(activity, Task.MATCH) == [kari]
    assert LeadingVolunteer.objects.count() == 2
    assert Event.objects.filter(name="leading.named").count() == 1


def test_a_successor_takes_over_at_once_or_on_a_later_day(activity, actor):
    kari, ola, eva = (comer(activity) for _ in range(3))
    name(activity, actor, {Task.SCHEDULE: kari.pk})
    name(activity, actor, {Task.SCHEDULE: ola.pk}, days=7)
    assert leads(activity) == [kari]
    assert leads(activity, at=clock.now() + 8 * DAY) == [ola]
    name(activity, actor, {Task.SCHEDULE: eva.pk})
    assert leads(activity) == leads(activity, at=clock.now() + 8 * DAY) == [eva]
    why = dict(LeadingVolunteer.objects.values_list("person", "why_ended"))
    assert why == {kari.pk: "successor", ola.pk: "successor", eva.pk: ""}
    name(activity, actor, {Task.SCHEDULE: None})
    assert leads(activity) == []


def test_of_two_hands_the_second_is_told(activity, actor):
    kari, ola = comer(activity), comer(activity)
    opened = opened_on(activity)
    name(activity, actor, {Task.SCHEDULE: kari.pk}, opened=opened)
    with pytest.raises(Stale):
        name(activity, actor, {Task.SCHEDULE: ola.pk}, opened=opened)
    assert leads(activity) == [kari]


def test_all_that_speaks_against_somebody_is_said_and_nothing_is_written(activity, actor):
    held = comer(activity)
    SightFactory(person=(seen := PersonFactory()), unit=activity.unit)  # but never came here
    foreign = PersonFactory()
    SignUpFactory(shift=ShiftFactory(activity=activity), person=(unseen := PersonFactory()))
    gone = comer(activity, left_at=clock.now())
    group = comer(activity, kind=PersonKind.GROUP)
    suspend(person=held, actor=actor, reason=SuspensionReason.SAFETY, now=clock.now())
    SignUpFactory(shift=ShiftFactory(activity=activity), person=held)
    for person, code in [
        (held, "leader_on_hold"), (seen, "leader_not_here"), (foreign, "leader_not_here"),
        (unseen, "leader_not_here"), (gone, "leader_not_here"), (group, "leader_is_group"),
    ]:  # fmt: skip
        with pytest.raises(Refused) as refused:
            name(activity, actor, {Task.SCHEDULE: person.pk})
        assert [one.code for one in refused.value.reasons] == [code]
    with pytest.raises(Refused):
        name(activity, actor, {Task.SCHEDULE: 10**12})
    for task, days, code in [
        (Task.HOST, 0, "not_left_to_volunteers"), (Task.SCHEDULE, -1, "leading_in_the_past"),
        (Task.SCHEDULE, 9999, "leading_too_far"),
    ]:  # fmt: skip
        with pytest.raises(Refused) as refused:
            name(activity, actor, {task: comer(activity).pk}, days=days)
        assert [one.code for one in refused.value.reasons] == [code]
    assert not LeadingVolunteer.objects.exists()


def test_putting_it_down_ends_all_of_it_there_and_nothing_elsewhere(activity):
    row = LeadingVolunteerFactory(activity=activity)
    LeadingVolunteerFactory(activity=activity, task="match", person=row.person)
    elsewhere = LeadingVolunteerFactory(person=row.person)
    other = LeadingVolunteerFactory(activity=activity, task="train")
    ended = [
        put_down(activity=activity, person=row.person, user=row.person.user, now=clock.now())
        for _press in range(2)
    ]
    assert ended == [2, 0]
    left = LeadingVolunteer.objects.at(clock.now()).order_by("pk")
    assert [one.pk for one in left] == [elsewhere.pk, other.pk]
    row.refresh_from_db()
    assert (row.why_ended, row.ended_by) == (WhyNoLonger.PUT_DOWN, row.person.user)


def test_a_hold_ends_what_one_leads_where_it_reaches(activity, actor):
    kari = comer(activity, has_login=True)
    here = LeadingVolunteerFactory(activity=activity, person=kari)
    elsewhere = LeadingVolunteerFactory(person=kari)
    suspend(person=kari, actor=actor, reason=SuspensionReason.SAFETY, now=clock.now())
    here.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (here.why_ended, elsewhere.why_ended) == (WhyNoLonger.ON_HOLD, "")
    assert leads(activity) == []


def test_the_end_of_the_activity_ends_it_too(activity, actor):
    row = LeadingVolunteerFactory(activity=activity)
    finishing.end_activity(
        activity=activity, last_on=today_at(activity, clock.now()), why="other", user=actor.user,
        now=clock.now(), side="unit",
    )  # fmt: skip
    row.refresh_from_db()
    assert row.why_ended == WhyNoLonger.ACTIVITY_ENDED
    assert not Event.objects.filter(cause="leading").exists()  # the letter about the end says it


def test_a_yes_is_asked_again_under_lock(activity):
    """The page said yes; meanwhile she put it down, or the record changed side."""
    row = LeadingVolunteerFactory(activity=activity)
    ask = partial(may, Actor(row.person.user), Capability.PLAN_SHIFTS)
    with still_allowed(activity, ask) as verdict:
        assert verdict.party == VOLUNTEERS
    put_down(activity=activity, person=row.person, user=row.person.user, now=clock.now())
    with pytest.raises(PermissionDenied), still_allowed(activity, ask):
        pytest.fail("she leads no longer")
    LeadingVolunteerFactory(activity=activity, person=row.person, from_at=clock.now())
    VersionFactory(activity=activity, rows=core_rows())
    with pytest.raises(PermissionDenied), still_allowed(activity, ask):
        pytest.fail("the unit does it now")


def test_a_hold_at_the_same_instant_is_not_undone_by_a_later_last_day(activity, actor):
    """A hold does not lock the activity: whoever ends it from a later day read it before."""
    kari = comer(activity)
    [row] = name(activity, actor, {Task.SCHEDULE: kari.pk})
    suspend(person=kari, actor=actor, reason=SuspensionReason.SAFETY, now=clock.now())
    end_leading([row], at=clock.now() + 7 * DAY, why=WhyNoLonger.RECORD, user=None,
                now=clock.now())  # fmt: skip
    row.refresh_from_db()
    assert (leads(activity), row.why_ended) == ([], WhyNoLonger.ON_HOLD)
