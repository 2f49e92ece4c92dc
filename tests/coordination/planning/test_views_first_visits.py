"""A first home visit that would be made alone goes on, until somebody finds a second."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from careshare.outbox.models import Delivery
from coordination.arrangements.rules import CORE_TASKS, Doer
from coordination.messages.access.cases import waiting
from coordination.messages.emails.owners import waits
from coordination.messages.services.waiting import missing_steps
from coordination.shifts.models import Position
from coordination.signups.models import SignUp
from tests.coordination.messages.helpers import letters
from tests.factories import (
    ActivityFactory,
    PersonFactory,
    ShiftFactory,
    SightFactory,
    SignUpFactory,
    VersionFactory,
    task_row,
)
from volunteers.memberships.rules import Task

DAY = timedelta(days=1)
LINE = "Vera Vik would make a first home visit alone"


@pytest.fixture
def activity(partner):
    """Red Cross alone places people; at somebody's home."""
    found = ActivityFactory(
        name="Visits", state="published", unit__name="Solbakken", is_home_visit=True
    )
    rows = [task_row(task, Doer.UNIT) for task in CORE_TASKS if task != Task.MATCH]
    VersionFactory(activity=found, rows=[*rows, task_row(Task.MATCH, Doer.ORGANISATION, partner)])
    return found


def alone(activity, days: float, known: float = 30, name: str = "Vera Vik"):
    shift = ShiftFactory(activity=activity, starts_at=clock.now() + days * DAY, places=3)
    return SignUpFactory(
        shift=shift, person=PersonFactory(name=name), made_at=clock.now() - known * DAY
    )


def lines(browser) -> str:
    return browser.get(reverse("coordination:today")).content.decode()


def place(browser, sign_up, person):
    url = reverse("coordination:shift-place", args=[sign_up.shift_id])
    data = {"person": person.pk, "position": sign_up.position_id, "form_uuid": str(uuid.uuid4())}
    return browser.post(url, data)


def test_the_other_side_reads_it_and_finds_a_second(activity, manager, coordinator, staff, enter):
    early, soon = alone(activity, 5.5, name="Odd Lie"), alone(activity, 4.9)
    second = PersonFactory(name="Gerd Moe")
    SightFactory(person=second, unit=activity.unit)
    assert LINE in lines(enter(coordinator))
    assert LINE in lines(enter(manager))  # who plans reads it from the beginning
    assert "no answer from Red Cross; you may step in" in lines(enter(manager))
    assert LINE not in lines(enter(staff))
    assert place(enter(manager), early, second).status_code == 403
    found = [one for one in letters() if one.subject.startswith("Waiting since")]
    assert {one.to[0] for one in found} == {manager.user.email, coordinator.user.email}
    for one in found:
        assert "Somebody would make a first home visit alone, and needs a second." in one.body
        assert "Vera" not in one.body
    assert place(enter(manager), soon, second).status_code == 302
    assert SignUp.objects.confirmed().filter(shift=soon.shift).count() == 2
    assert LINE not in lines(enter(manager))
    assert LINE not in lines(enter(coordinator))
    entry = AuditEntry.objects.get(action="task.stepped_in")
    assert (entry.task, entry.side) == ("match", "unit")


def test_also_where_the_session_needs_somebody_whom_one_lets_wait_oneself(
    activity, manager, coordinator, enter
):
    """The unit plans: of the session's two cases one is its own, the other it steps in for."""
    soon, second = alone(activity, 4.9), PersonFactory(name="Gerd Moe")
    Position.objects.update(minimum=2)
    SightFactory(person=second, unit=activity.unit)
    assert "no answer from Red Cross; you may step in" in lines(enter(manager))
    assert place(enter(manager), soon, second).status_code == 302


def test_whoever_neither_places_nor_plans_reads_it_once_it_came_so_far(
    activity, partner, manager, coordinator, enter
):
    own = (Task.MATCH, Task.SCHEDULE)
    rows = [task_row(task, Doer.UNIT) for task in CORE_TASKS if task not in own]
    rows += [task_row(task, Doer.ORGANISATION, partner) for task in own]
    VersionFactory(activity=activity, rows=rows)
    sign_up = alone(activity, 5.5)
    assert LINE not in lines(enter(manager))
    type(sign_up.shift).objects.update(starts_at=clock.now() + 4.9 * DAY)
    assert LINE in lines(enter(manager))
    assert "Solbakken may step in now" in lines(enter(coordinator))


def test_no_letter_speaks_of_a_request_that_has_not_waited(activity, manager, coordinator, enter):
    """Between the sweep and the letter a second was found, and somebody else asks to come."""
    soon = alone(activity, 4.9)
    (draft,) = [one for one in missing_steps(clock.now()) if one.user_id == manager.user_id]
    meant = Delivery(
        kind=draft.kind, cause_id=draft.cause_id, user_id=draft.user_id, facts=draft.facts
    )
    assert "needs a second" in waits(meant, clock.now()).body
    SignUpFactory(shift=soon.shift)
    SignUpFactory(shift=soon.shift, state="requested", made_at=clock.now())
    assert waits(meant, clock.now()) is None


def test_as_many_questions_for_one_as_for_many(activity, coordinator, enter):
    alone(activity, 6.5)
    browser = enter(coordinator)
    lines(browser)
    with CaptureQueriesContext(connection) as one:
        lines(browser)
    with CaptureQueriesContext(connection) as few:
        waiting(clock.now())
    for days in (5.5, 5.8, 6.2):
        alone(activity, days)
    with CaptureQueriesContext(connection) as many:
        lines(browser)
    with CaptureQueriesContext(connection) as all_of_them:
        assert len(waiting(clock.now())) == 4
    assert (len(many), len(all_of_them)) == (len(one), len(few))
