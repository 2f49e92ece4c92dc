"""The other side steps in once it has waited too long; and what stands above the record."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from careshare.outbox.models import Delivery
from coordination.arrangements.rules import CORE_TASKS, Doer
from coordination.messages.services.waiting import missing_steps, missing_steps_of_hours
from coordination.signups.models import AddedHours
from coordination.today.services import todos
from coordination.today.services.scene import scene_of
from tests.coordination.messages.helpers import letters
from tests.factories import (
    ActivityFactory,
    AddedHoursFactory,
    AffiliationFactory,
    ClosureFactory,
    MembershipFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    task_row,
)
from tests.routes.forms import forms_of
from volunteers.memberships.access import Actor
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import Role, Task

DAY = timedelta(days=1)


@pytest.fixture
def activity(partner):
    """The unit plans; the partner places people and records: colleagues, and a deputy."""
    found = ActivityFactory(name="Walking group", state="published", unit__name="Solbakken")
    found.unit.area.policy.undo_seconds = 0
    found.unit.area.policy.save()
    for who in (None, MembershipFactory(role=Role.COORDINATOR, organisation=partner)):
        MembershipFactory(role=Role.COORDINATOR, organisation=partner, deputy_for=who)
    rows = [task_row(task, Doer.UNIT) for task in CORE_TASKS if task != Task.MATCH]
    rows += [task_row(task, Doer.ORGANISATION, partner) for task in (Task.MATCH, Task.RECORD)]
    VersionFactory(activity=found, rows=rows)
    return found


def waits(activity, days: float, ahead: int = 30):
    """Somebody asked to come so many days ago."""
    shift = ShiftFactory(activity=activity, starts_at=clock.now() + ahead * DAY, places=3)
    return SignUpFactory(shift=shift, state="requested", made_at=clock.now() - days * DAY)


def told(membership) -> list[str]:
    scene = scene_of(Actor(membership.user, membership), clock.now())
    return [f"{line.title}. {line.sub}" for line in todos.lines(scene)]


def answer(client, asked) -> int:
    url = reverse("coordination:sign-up-answer", args=[asked.pk])
    return client.post(url, {"answer": "approve"}).status_code


def test_until_then_the_reason_stands_instead(activity, manager, enter):
    asked = waits(activity, days=5)
    assert told(manager) == []
    page = enter(manager).get(reverse("coordination:shift-detail", args=[asked.shift_id]))
    assert "This is up to Red Cross here: " in page.content.decode()
    assert answer(enter(manager), asked) == 403


def test_then_both_see_it_and_the_other_side_may_act_once(
    activity, manager, coordinator, enter, staff
):
    asked = waits(activity, days=7)
    (mine,), (theirs,) = told(manager), told(coordinator)
    assert "no answer from Red Cross; you may step in" in mine
    assert "Solbakken may step in now" in theirs
    assert told(staff) == []  # the role never includes it, however long it waits
    assert answer(enter(staff), asked) == 403
    page = enter(manager).get(reverse("coordination:shift-detail", args=[asked.shift_id]))
    assert "so you may step in here" in page.content.decode()
    assert answer(enter(manager), asked) == 302
    asked.refresh_from_db()
    assert asked.state == "confirmed"
    entry = AuditEntry.objects.get(action="task.stepped_in")
    assert (entry.task, entry.side, entry.activity_id) == ("match", "unit", activity.pk)
    assert told(manager) == told(coordinator) == []
    (owner,) = [one for one in letters() if one.to == [coordinator.user.email]]
    assert "Solbakken has stepped in" in owner.subject
    assert f"/shifts/{asked.shift_id}/" in owner.body


def test_a_fresh_request_beside_it_is_not_up_for_stepping_in(activity, manager, enter):
    old = waits(activity, days=7)
    fresh = SignUpFactory(shift=old.shift, state="requested", made_at=clock.now())
    assert answer(enter(manager), fresh) == 403


def test_attendance_that_waits_can_be_recorded_by_the_other_side(activity, manager, enter):
    for days, code in ((5, 403), (7, 200)):
        shift = ShiftFactory(activity=activity, starts_at=clock.now() - days * DAY)
        SignUpFactory(shift=shift)
        url = reverse("coordination:attendance", args=[shift.pk])
        assert enter(manager).get(url).status_code == code
    stepped_in = AuditEntry.objects.filter(action="task.stepped_in")
    form = forms_of(enter(manager).get(url).content.decode())[0].filled()
    for button, times in (({}, 0), ({"everybody": "1"}, 1)):  # nobody was chosen: nothing was done
        assert enter(manager).post(url, form | button).status_code == 302
        assert stepped_in.count() == times


def test_who_plans_does_not_step_in_for_placing_by_letting_it_wait(activity, manager, enter):
    shift = ShiftFactory(activity=activity, starts_at=clock.now() + timedelta(hours=3))
    url = reverse("coordination:shift-place", args=[shift.pk])
    assert enter(manager).get(url).status_code == 403


def test_a_session_planned_just_now_waits_since_now(activity, manager, coordinator):
    shift = ShiftFactory(activity=activity, starts_at=clock.now() + DAY, planned_at=clock.now())
    assert [line for line in told(coordinator) if "needs somebody" in line] == []
    type(shift).objects.update(planned_at=clock.now() - 30 * DAY)
    (line,) = told(coordinator)
    assert "no answer from Solbakken; you may step in" in line


def test_each_step_is_mailed_once_to_whom_it_has_come(activity, manager, coordinator):
    asked = waits(activity, days=2.1)

    def addressed() -> set[str]:
        return {letter.to[0] for letter in letters() if "Waiting since" in letter.subject}

    there = Membership.objects.filter(organisation__isnull=False).select_related("user")
    side = {one.user.email for one in there}
    assert coordinator.user.email in side
    assert addressed() == side
    assert addressed() == set()
    deputy = {one.user.email for one in there if one.deputy_for_id}
    for days, who in ((4.1, deputy), (6.1, {*side, manager.user.email})):
        type(asked).objects.update(made_at=clock.now() - days * DAY)
        assert addressed() == who
        assert addressed() == set()


def test_whoever_is_alone_does_not_make_others_wait_three_steps(
    activity, manager, coordinator, enter
):
    Membership.objects.filter(organisation__isnull=False).exclude(pk=coordinator.pk).update(
        ended_at=clock.now()
    )
    asked = waits(activity, days=1.9)
    assert answer(enter(manager), asked) == 403
    type(asked).objects.update(made_at=clock.now() - 2.1 * DAY)
    (line,) = told(manager)
    assert "no answer from Red Cross; you may step in" in line
    both = {manager.user.email, coordinator.user.email}
    assert {one.to[0] for one in letters() if "Waiting since" in one.subject} == both
    assert answer(enter(manager), asked) == 302


def test_the_rounds_questions_do_not_grow_with_what_waits(activity, coordinator):
    waits(activity, days=2.1)
    with CaptureQueriesContext(connection) as few:
        missing_steps(clock.now())
    for ahead in (30, 31, 32, 33):
        waits(activity, days=2.1, ahead=ahead)
    with CaptureQueriesContext(connection) as many:
        drafts = missing_steps(clock.now())
    assert len(drafts) > 5
    assert len(many) - len(few) <= 4  # who is told, for each step that is new; nothing else


def test_what_was_seen_to_meanwhile_is_not_mailed(activity, manager, coordinator):
    asked = waits(activity, days=2.1)
    ClosureFactory(unit=activity.unit, starts_at=clock.now())
    letters()
    assert not Delivery.objects.filter(kind="waits-too-long").exists()
    assert asked.state == "requested"


def take_off(client, sign_up):
    return client.post(reverse("coordination:take-off", args=[sign_up.pk]))


@pytest.mark.parametrize("who", ["manager", "staff"])
def test_the_unit_may_always_refuse_entry_and_the_owner_is_told(
    activity, comer, coordinator, enter, request, who
):
    assert take_off(enter(request.getfixturevalue(who)), comer).status_code == 302
    comer.refresh_from_db()
    assert (comer.state, comer.cancel_reason) == ("cancelled", "refused_entry")
    found = [one for one in letters() if one.to == [coordinator.user.email]]
    assert "Aud Berg does not come" in found[0].subject
    assert "Entry refused" in found[0].body


def test_an_organisation_withdraws_its_own_volunteers_alone(
    activity, comer, partner, manager, coordinator, outsider, enter
):
    assert take_off(enter(coordinator), comer).status_code == 403
    AffiliationFactory(person=comer.person, organisation=partner)
    client = enter(coordinator)
    page = client.get(reverse("coordination:take-off", args=[comer.pk])).content.decode()
    assert "Withdraw Aud Berg?" in unescape(page)
    comer.refresh_from_db()
    assert comer.state == "confirmed"
    assert take_off(client, comer).status_code == 302
    assert AuditEntry.objects.get(action="signup.cancelled").side == f"organisation:{partner.pk}"
    (owner,) = [one for one in letters() if one.to == [manager.user.email]]
    assert "Withdrawn by the organisation" in owner.body
    undo = reverse("coordination:undo-call", args=[comer.pk])
    assert enter(manager).post(undo).status_code == 404  # it was not the unit's word
    client.post(undo)
    comer.refresh_from_db()
    assert comer.state == "confirmed"


def test_closing_and_cancelling_for_safety_are_told_to_the_owner(
    activity, comer, coordinator, manager, enter
):
    person = PersonFactory(name="Odd Lie")
    SignUpFactory(shift=ShiftFactory(activity=activity), person=person)
    url = reverse("coordination:shift-cancel", args=[comer.shift_id])
    assert enter(manager).post(url, {"reason": "safety"}).status_code == 302
    enter(manager).post(
        reverse("coordination:closure-create"),
        {"reason": "infection", "form_uuid": "0" * 32, "until": ""},
    )
    subjects = [one.subject for one in letters() if one.to == [coordinator.user.email]]
    assert any(subject.startswith("Cancelled: Walking group") for subject in subjects)
    assert any("Solbakken is closed" in subject for subject in subjects)


def understaffed(activity, partner, days_ahead: float, planned: float):
    """Red Cross alone recruits; a session needs somebody since some days."""
    rows = [task_row(task, Doer.UNIT) for task in CORE_TASKS if task != Task.RECRUIT]
    rows.append(task_row(Task.RECRUIT, Doer.ORGANISATION, partner))
    VersionFactory(activity=activity, rows=rows)
    now = clock.now()
    return ShiftFactory(
        activity=activity, starts_at=now + days_ahead * DAY, planned_at=now - planned * DAY
    )


def test_who_plans_does_not_ask_people_where_another_side_recruits(
    activity, partner, manager, coordinator, enter
):
    shift = understaffed(activity, partner, days_ahead=6.9, planned=20)
    ask = reverse("coordination:ask-people", args=[shift.pk])
    ring = reverse("coordination:ring-round", args=[shift.pk])
    for page in (ask, ring):
        assert enter(coordinator).get(page).status_code == 200
        refused = enter(manager).get(page)
        assert refused.status_code == 403
        assert "This is up to Red Cross here" in refused.content.decode()
    page = enter(manager).get(reverse("coordination:shift-detail", args=[shift.pk]))
    assert ask not in page.content.decode()
    assert "This is up to Red Cross here: Recruit." in page.content.decode()
    assert [line.partition(".")[0] for line in told(coordinator)] == ["1 session needs somebody"]


def test_too_few_people_wait_for_nobody_for_ever(activity, partner, manager, coordinator, enter):
    shift = understaffed(activity, partner, days_ahead=0.6, planned=20)
    ask = reverse("coordination:ask-people", args=[shift.pk])
    assert enter(manager).get(ask).status_code == 200
    (theirs,) = told(coordinator)
    assert f"{activity.unit.name} may step in now" in theirs


def test_each_side_hears_of_its_own_task_and_one_that_does_both_hears_once(
    activity, partner, manager, coordinator
):
    shift = understaffed(
        activity, partner, days_ahead=5, planned=2.5
    )  # colleagues since half a day
    MembershipFactory(unit=activity.unit)
    keys = {
        (draft.cause_id, draft.facts["step_key"].partition(":")[0])
        for draft in missing_steps(clock.now())
    }
    assert keys == {(shift.pk, "schedule"), (shift.pk, "recruit")}
    VersionFactory(activity=activity)
    keys = {draft.facts["step_key"].partition(":")[0] for draft in missing_steps(clock.now())}
    assert keys == {"schedule"}


def test_added_hours_wait_for_nobody_for_ever(activity, manager, coordinator, enter):
    row = AddedHoursFactory(activity=activity, made_at=clock.now() - 5 * DAY)
    listed = reverse("coordination:added-hours", args=[activity.pk])
    yes = reverse("coordination:hours-approve", args=[row.pk])
    assert enter(manager).get(listed).status_code == 403
    assert enter(manager).post(yes).status_code == 403
    assert told(manager) == []
    AddedHours.objects.update(made_at=clock.now() - 6.1 * DAY)
    (line,) = told(manager)
    assert "no answer from Red Cross; you may step in" in line
    assert {draft.user_id for draft in missing_steps_of_hours(clock.now())} >= {
        manager.user_id, coordinator.user_id
    }  # fmt: skip
    sent = [one for one in letters() if "hours that volunteers added" in one.subject]
    assert {manager.user.email, coordinator.user.email} <= {one.to[0] for one in sent}
    assert f"/activities/{activity.pk}/" in sent[0].body
    assert not missing_steps_of_hours(clock.now())
    assert enter(manager).get(listed).status_code == 200
    assert enter(manager).post(yes).status_code == 302
    row.refresh_from_db()
    assert row.state == "approved"
    assert AuditEntry.objects.get(action="task.stepped_in").task == "record"
    (owner,) = [one for one in letters() if one.to == [coordinator.user.email]]
    assert f"{activity.unit.name} has stepped in" in owner.subject
    assert not [line for line in told(manager) if "hours" in line]
