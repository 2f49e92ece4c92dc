"""Who may do what: role x task x responsibility x side."""

from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from careshare.sentences import say
from coordination.activities.models import Activity
from coordination.arrangements.access import (
    contact_for,
    may,
    record_of,
    records_of,
    require,
    sees_names,
)
from coordination.arrangements.models import Version
from coordination.arrangements.rules import Doer, VersionState, organisation_party
from tests.factories import (
    ActivityFactory,
    AreaFactory,
    CareUnitFactory,
    MembershipFactory,
    OrganisationFactory,
    TaskContactFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import MATRIX, TASK_OF, Capability, Role, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def unit(area):
    return CareUnitFactory(area=area)


@pytest.fixture
def red(area):
    return OrganisationFactory(home_area=area, name="Red Cross")


@pytest.fixture
def activity(unit):
    return ActivityFactory(unit=unit)


def actor(role: Role, **scope) -> Actor:
    membership = MembershipFactory(role=role, **scope)
    return Actor(membership.user, membership)


def record(activity, doer, *organisations):
    rows = [task_row(task, doer, *organisations) for task in set(TASK_OF.values())]
    VersionFactory(activity=activity, rows=rows)
    return record_of(Activity.objects.for_pages().get(pk=activity.pk))


UNDER_A_TASK = sorted(TASK_OF)


@pytest.mark.parametrize(
    ("doer", "unit_may", "organisation_may"),
    [
        (Doer.UNIT, True, False),
        (Doer.ORGANISATION, False, True),
        (Doer.SHARED, True, True),
        (Doer.DIVIDED, True, True),
        (Doer.VOLUNTEERS, True, False),
        (Doer.NOBODY, True, False),
        (Doer.NOT_NEEDED, True, False),
    ],
)
def test_the_record_decides_between_the_sides(
    activity, unit, red, doer, unit_may, organisation_may
):
    with_red = (red,) if doer in (Doer.ORGANISATION, Doer.SHARED, Doer.DIVIDED) else ()
    found = record(activity, doer, *with_red)
    manager = actor(Role.UNIT_MANAGER, unit=unit)
    staff = actor(Role.UNIT_STAFF, unit=unit)
    coordinator = actor(Role.COORDINATOR, organisation=red)
    for capability in UNDER_A_TASK:
        assert bool(may(manager, capability, found)) == unit_may
        in_matrix = capability in MATRIX[Role.UNIT_STAFF]
        assert bool(may(staff, capability, found)) == (unit_may and in_matrix)
        assert bool(may(coordinator, capability, found)) == organisation_may


@pytest.mark.parametrize("capability", UNDER_A_TASK)
def test_without_any_record_the_unit_acts(activity, unit, red, capability):
    found = record_of(Activity.objects.for_pages().get(pk=activity.pk))
    assert may(actor(Role.UNIT_MANAGER, unit=unit), capability, found)
    assert not may(actor(Role.COORDINATOR, organisation=red), capability, found)


def test_a_no_says_whose_it_is(activity, unit, red):
    found = record(activity, Doer.ORGANISATION, red)
    verdict = may(actor(Role.UNIT_MANAGER, unit=unit), Capability.PLAN_SHIFTS, found)
    assert "This is up to Red Cross here" in say(verdict.reasons[0]).says
    with pytest.raises(PermissionDenied) as denied:
        require(actor(Role.UNIT_MANAGER, unit=unit), Capability.PLAN_SHIFTS, found)
    assert denied.value.args == verdict.reasons


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.UNIT_STAFF, Role.AREA_LEAD])
def test_strangers_may_nothing(activity, red, role):
    found = record(activity, Doer.SHARED, red)
    stranger = actor(role)
    assert [one for one in Capability if may(stranger, one, found)] == []
    assert not sees_names(stranger, found)


def test_an_organisation_that_is_not_named_may_only_look_and_propose(activity, area, red):
    found = record(activity, Doer.SHARED, red)
    other = actor(Role.COORDINATOR, organisation=OrganisationFactory(home_area=area))
    allowed = {one for one in Capability if may(other, one, found)}
    assert {Capability.SEE_ACTIVITIES, Capability.PROPOSE} <= allowed
    assert not allowed & (set(TASK_OF) | {Capability.NOTE_CALL, Capability.OPEN_TO_PARTNERS})
    assert not sees_names(other, found)


def test_the_area_lead_classifies_and_sees_no_names(activity, area, red):
    found = record(activity, Doer.SHARED, red)
    lead = actor(Role.AREA_LEAD, area=area)
    assert may(lead, Capability.CLASSIFY, found)
    assert not may(lead, Capability.EDIT_ACTIVITY, found)
    assert not sees_names(lead, found)


@pytest.mark.parametrize("many", [1, 3])
def test_records_cost_the_same_for_one_and_many(area, red, many, django_assert_num_queries):
    for _ in range(many):
        unit = CareUnitFactory(area=area)
        VersionFactory(activity=ActivityFactory(unit=unit), rows=core_rows(Doer.SHARED, red))
    activities = list(Activity.objects.for_pages())
    with django_assert_num_queries(4):
        assert len(records_of(activities)) == many


# --- Who reads which version ---------------------------------------


@pytest.fixture
def offer(activity, red):
    rows = core_rows(Doer.SHARED, red)
    party = f"organisation:{red.pk}"
    return VersionFactory(activity=activity, rows=rows, state=VersionState.PROPOSED, proposer=party)


def sees(who: Actor, version) -> bool:
    return Version.objects.visible_to(who.user).filter(pk=version.pk).exists()


def test_a_proposal_is_read_by_those_whom_it_asks(offer, unit, area, red):
    assert sees(actor(Role.UNIT_MANAGER, unit=unit), offer)
    assert sees(actor(Role.COORDINATOR, organisation=red), offer)
    assert sees(actor(Role.AREA_LEAD, area=area), offer)


def test_no_other_organisation_reads_an_offer(offer, activity, area):
    Activity.objects.update(is_open_to_partners=True)
    rival = actor(Role.COORDINATOR, organisation=OrganisationFactory(home_area=area))
    assert Activity.objects.visible_to(rival.user).exists()
    assert not sees(rival, offer)
    agreed = VersionFactory(activity=activity)
    assert sees(rival, agreed)


def test_strangers_read_no_version(offer):
    assert not sees(actor(Role.UNIT_MANAGER), offer)
    assert not sees(actor(Role.COORDINATOR), offer)
    assert not sees(actor(Role.AREA_LEAD), offer)


def test_whom_to_ring_by_task_and_hour_then_the_main_number(activity, red):
    """SCHEDULE's contact until two hours before, then HOST's; else the unit's main number, never
    the activity's own contact.
    """
    rows = [task_row(Task.SCHEDULE, Doer.UNIT), task_row(Task.HOST, Doer.ORGANISATION, red)]
    VersionFactory(activity=activity, rows=rows)
    party = organisation_party(red.pk)
    TaskContactFactory(activity=activity, name="Kari", until_time=time(16))
    TaskContactFactory(
        activity=activity, task="host", party=party, name="Ola", from_time=time(22),
        until_time=time(6),
    )  # fmt: skip
    found = record_of(Activity.objects.for_pages().get(pk=activity.pk))
    zone = activity.unit.zone
    starts = datetime(2026, 11, 25, 3, tzinfo=zone)

    def rung(hours: float) -> str:
        return contact_for(found, starts_at=starts, at=starts - timedelta(hours=hours)).name

    assert rung(17) == "Kari"  # ten in the morning of the day before
    assert rung(5) == activity.unit.name  # ten in the evening: Kari is at home
    assert rung(1) == "Ola"  # two at night
    day = datetime(2026, 11, 25, 12, tzinfo=zone)
    main = contact_for(found, starts_at=day, at=day)
    assert (main.name, main.phone) == (activity.unit.name, str(activity.unit.phone))
