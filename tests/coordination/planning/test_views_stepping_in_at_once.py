"""Where a side has nobody who may see to it, nobody waits for that side."""

from datetime import timedelta

import pytest
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from coordination.activities.rules import SignUpMode
from coordination.arrangements.rules import CORE_TASKS, Doer
from coordination.signups.services import come
from tests.coordination.messages.helpers import letters
from tests.factories import (
    ActivityFactory,
    MembershipFactory,
    PersonFactory,
    ShiftFactory,
    VersionFactory,
    task_row,
)
from volunteers.memberships.rules import Role, Task


@pytest.fixture
def activity(partner):
    """The partner places people."""
    found = ActivityFactory(
        state="published", unit__name="Solbakken", sign_up_mode=SignUpMode.APPROVE_FIRST
    )
    found.unit.area.policy.undo_seconds = 0
    found.unit.area.policy.save()
    rows = [task_row(task, Doer.UNIT) for task in CORE_TASKS if task != Task.MATCH]
    VersionFactory(activity=found, rows=[*rows, task_row(Task.MATCH, Doer.ORGANISATION, partner)])
    return found


@pytest.mark.parametrize("has_somebody", [False, True])
def test_the_unit_has_the_letter_and_answers_at_once(
    activity, partner, manager, enter, has_somebody
):
    shift = ShiftFactory(activity=activity, starts_at=clock.now() + timedelta(days=30), places=3)
    shift = type(shift).objects.for_pages().get(pk=shift.pk)
    coordinator = MembershipFactory(
        role=Role.COORDINATOR, organisation=partner, ended_at=None if has_somebody else clock.now()
    )
    person = PersonFactory(name="Aud Berg", email="")
    asked = come(person=person, shift=shift, user=None, now=clock.now())
    told = coordinator if has_somebody else manager
    assert [one.to for one in letters()] == [[told.user.email]]  # one letter, not two
    answer = reverse("coordination:sign-up-answer", args=[asked.pk])
    said = enter(manager).post(answer, {"answer": "approve"})
    assert said.status_code == (403 if has_somebody else 302)
    assert AuditEntry.objects.filter(action="task.stepped_in").exists() != has_somebody
