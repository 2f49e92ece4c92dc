"""Suspending: at once, with a reason from a list, told kindly, lifted with a button."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from careshare.errors import Refused
from coordination.arrangements.rules import CORE_TASKS, Doer
from coordination.shifts.models import Shift
from coordination.signups.models import Suspension
from coordination.signups.services import come
from tests.coordination.messages.helpers import letters
from tests.factories import (
    ActivityFactory,
    AffiliationFactory,
    PersonFactory,
    ShiftFactory,
    SightFactory,
    SignUpFactory,
    VersionFactory,
    task_row,
)
from volunteers.memberships.rules import Task


@pytest.fixture
def activity(partner):
    """The partner places people and looks after safety."""
    found = ActivityFactory(name="Walking group", state="published", unit__name="Solbakken")
    found.unit.area.policy.undo_seconds = 0
    found.unit.area.policy.save()
    rows = [task_row(task, Doer.UNIT) for task in CORE_TASKS if task != Task.MATCH]
    rows += [task_row(task, Doer.ORGANISATION, partner) for task in (Task.MATCH, Task.SAFEGUARD)]
    VersionFactory(activity=found, rows=rows)
    return found


@pytest.fixture
def odd(activity, partner):
    """Odd, whom both sides know, comes on two days and came once."""
    person = PersonFactory(name="Odd Lie", email="odd@example.org")
    SightFactory(person=person, unit=activity.unit)
    AffiliationFactory(person=person, organisation=partner)
    for days in (-3, 3, 10):
        starts = clock.now() + timedelta(days=days)
        SignUpFactory(shift=ShiftFactory(activity=activity, starts_at=starts), person=person)
    return person


def hold(client, person, **data):
    return client.post(reverse("coordination:person-suspend", args=[person.pk]), data)


def reasons_now(person, activity) -> list[str]:
    starts = clock.now() + timedelta(days=20)
    shift = Shift.objects.for_pages().get(pk=ShiftFactory(activity=activity, starts_at=starts).pk)
    try:
        come(person=person, shift=shift, user=None, now=clock.now())
    except Refused as refused:
        return [one.code for one in refused.reasons]
    return []


@pytest.mark.parametrize("who", ["manager", "staff", "coordinator"])
def test_at_once_and_without_the_reason(activity, odd, coordinator, manager, enter, request, who):
    actor = request.getfixturevalue(who)
    client = enter(actor)
    asked = client.get(reverse("coordination:person-suspend", args=[odd.pk])).content.decode()
    assert "Put Odd Lie on hold?" in asked
    assert hold(client, odd).status_code == 200  # no reason chosen: nothing happens
    assert hold(client, odd, reason="nonsense").status_code == 200
    assert not Suspension.objects.exists()
    for _press in range(2):
        assert hold(client, odd, reason="confidentiality").status_code == 302
    row = Suspension.objects.get()
    assert (row.person, row.party_key, row.made_by) == (odd, actor.scope_key, actor.user)
    states = list(odd.sign_ups.order_by("starts_at").values_list("state", "cancel_reason"))
    assert states == [("confirmed", ""), ("cancelled", "on_hold"), ("cancelled", "on_hold")]
    assert reasons_now(odd, activity) == ["suspended"]
    assert AuditEntry.objects.get(action="person.suspended").task == "safeguard"
    sent = letters()
    (own,) = [one for one in sent if one.to == ["odd@example.org"]]
    assert f"Please ring {row.side.name}" in own.subject
    assert "onfidential" not in own.body
    owners = {manager.user.email, coordinator.user.email} - {actor.user.email}
    assert owners <= {one.to[0] for one in sent if "Odd Lie does not come" in one.subject}


def test_lifted_with_a_button_and_the_row_stays(activity, odd, manager, staff, coordinator, enter):
    hold(enter(manager), odd, reason="safety")
    row = Suspension.objects.get()
    where = reverse("coordination:suspension-lift", args=[row.pk])
    assert enter(staff).post(where).status_code == 403
    assert enter(coordinator).post(where).status_code == 404
    assert (
        "A concern about safety"
        not in enter(coordinator).get(reverse("coordination:suspension-list")).content.decode()
    )
    for _press in range(2):
        enter(manager).post(where)
    row.refresh_from_db()
    assert row.lifted_by == manager.user
    assert reasons_now(odd, activity) == []
    page = enter(manager).get(reverse("coordination:suspension-list")).content.decode()
    assert "Nobody is on hold." in page
    assert "Lifted" in page
    assert f"by {manager.name}" in page
    assert manager.user.email not in page
    with pytest.raises(ProtectedError):
        odd.delete()
    assert hold(enter(manager), odd, reason="safety").status_code == 302
    assert Suspension.objects.count() == 2


def test_it_reaches_the_unit_or_where_the_organisation_takes_part(
    activity, odd, manager, coordinator, enter
):
    alone = ActivityFactory(unit=activity.unit, state="published")
    VersionFactory(activity=alone)
    elsewhere = ActivityFactory(state="published")
    VersionFactory(activity=elsewhere)
    hold(enter(coordinator), odd, reason="talk_first")
    assert reasons_now(odd, alone) == []
    hold(enter(manager), odd, reason="talk_first")
    assert reasons_now(odd, alone) == ["suspended"]
    assert reasons_now(odd, elsewhere) == []


def test_an_organisation_without_that_task_may_not(partner, coordinator, enter):
    found = ActivityFactory(state="published")
    VersionFactory(activity=found, rows=[task_row(Task.MATCH, Doer.ORGANISATION, partner)])
    person = PersonFactory()
    AffiliationFactory(person=person, organisation=partner)
    SignUpFactory(shift=ShiftFactory(activity=found), person=person)
    assert hold(enter(coordinator), person, reason="safety").status_code == 403


def test_an_organisation_lifts_only_while_it_sees_to_safety(
    activity, odd, manager, coordinator, enter, django_assert_max_num_queries
):
    hold(enter(coordinator), odd, reason="safety")
    where = reverse("coordination:suspension-lift", args=[Suspension.objects.get().pk])
    assert enter(manager).post(where).status_code == 404
    rows = [
        task_row(task, Doer.UNIT) for task in (*CORE_TASKS, Task.SAFEGUARD) if task != Task.MATCH
    ]
    match = task_row(Task.MATCH, Doer.ORGANISATION, coordinator.organisation)
    VersionFactory(activity=activity, rows=[*rows, match])
    refused = enter(coordinator).post(where)
    assert refused.status_code == 403
    assert "This is up to Solbakken here" in refused.content.decode()
    listed = reverse("coordination:suspension-list")
    own = enter(coordinator).get(listed).content.decode()
    assert where not in own
    assert f"This is up to {activity.unit.name} here" in own
    with django_assert_max_num_queries(30):
        theirs = enter(manager).get(listed).content.decode()
    assert "Put on hold by Red Cross" in theirs
    assert "A concern about safety" not in theirs
    assert enter(manager).post(where).status_code == 302
    assert Suspension.objects.get().lifted_by == manager.user


def test_the_unit_lifts_its_own_whoever_sees_to_safety(activity, odd, manager, enter):
    hold(enter(manager), odd, reason="safety")  # the partner holds SAFEGUARD here
    row = Suspension.objects.get()
    assert (
        enter(manager).post(reverse("coordination:suspension-lift", args=[row.pk])).status_code
        == 302
    )
    row.refresh_from_db()
    assert row.lifted_at
