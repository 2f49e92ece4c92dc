"""What one leads: on the first page, on a page of its own, and putting it down in two taps."""

from datetime import timedelta

import pytest
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from coordination.activities.models import LeadingVolunteer
from coordination.arrangements.rules import CORE_TASKS, Doer
from coordination.shifts.models import Shift
from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules import CancelReason, SignUpState
from tests.factories import (
    ActivityFactory,
    LeadingVolunteerFactory,
    MembershipFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    task_row,
)
from tests.routes.forms import forms_of
from volunteers.memberships.rules import Task

pytestmark = pytest.mark.django_db

HOME = reverse("coordination:volunteer-home")
LEFT = (Task.MATCH, Task.SCHEDULE, Task.HOST, Task.RECORD)


def led_activity(unit, person, *tasks, name="Chess"):
    """The volunteers see to it all, and one leads some of it."""
    made = ActivityFactory(unit=unit, name=name, state="published", published_at=clock.now())
    rows = [task_row(task, Doer.VOLUNTEERS) for task in LEFT]
    rest = [task_row(task, Doer.UNIT) for task in CORE_TASKS if task not in LEFT]
    VersionFactory(activity=made, rows=[*rows, *rest])
    for task in tasks or LEFT:
        LeadingVolunteerFactory(activity=made, person=person, task=task)
    return made


def test_home_says_what_one_leads_and_what_waits(her, vera, unit):
    activity = led_activity(unit, vera)
    now = clock.now()
    ahead = ShiftFactory(activity=activity, starts_at=now + timedelta(days=3))
    SignUpFactory(shift=ahead, state=SignUpState.REQUESTED)
    over = ShiftFactory(activity=activity, starts_at=now - timedelta(days=3))
    SignUpFactory(shift=over)
    page = her.get(HOME).content.decode()
    for part in ("You lead: Chess", "1 person waits for your answer", "Note who came",
                 f"/shifts/{ahead.pk}/", f"/lead/{activity.public_id}/",
                 "I would rather not lead this"):  # fmt: skip
        assert part in page
    page = her.get(f"/lead/{activity.public_id}/").content.decode()
    for part in ("Plan sessions", "You note who came.", "You see who comes, by name."):
        assert part in page


def test_one_task_alone_offers_that_alone(her, vera, unit):
    activity = led_activity(unit, vera, Task.SCHEDULE)
    shift = ShiftFactory(activity=activity)
    SignUpFactory(shift=shift, person=PersonFactory(name="Aud Berg"))
    page = her.get(f"/lead/{activity.public_id}/").content.decode()
    assert "Plan sessions" in page
    assert "You note who came." not in page
    page = her.get(f"/shifts/{shift.pk}/").content.decode()
    assert "Aud Berg" not in page
    assert "Cancel this session" in page
    assert her.get(f"/shifts/{shift.pk}/attendance/").status_code == 403


def test_two_taps_put_it_down_and_every_right_is_gone(her, vera, unit):
    activity = led_activity(unit, vera)
    shift = ShiftFactory(activity=activity)
    down = f"/lead/{activity.public_id}/put-down/"
    assert down in her.get(HOME).content.decode()
    assert "I would rather not lead this" in her.get(down).content.decode()
    done = her.post(down, follow=True)
    assert done.redirect_chain == [(HOME, 302)]
    assert "You lead" not in done.content.decode()
    assert not LeadingVolunteer.objects.at(clock.now()).exists()
    for address in (down, f"/lead/{activity.public_id}/", f"/shifts/{shift.pk}/",
                    f"/activities/{activity.pk}/shifts/plan/"):  # fmt: skip
        assert her.get(address).status_code == 404
    assert her.post(down).status_code == 404


def test_rights_end_at_once_where_the_record_changes_side(her, vera, unit):
    activity = led_activity(unit, vera)
    shift = ShiftFactory(activity=activity, starts_at=clock.now() - timedelta(hours=1))
    assert her.get(f"/shifts/{shift.pk}/attendance/").status_code == 200
    VersionFactory(activity=activity, rows=[task_row(task, Doer.UNIT) for task in LEFT])
    assert her.get(f"/shifts/{shift.pk}/attendance/").status_code == 403
    assert her.get(f"/lead/{activity.public_id}/").status_code == 404
    assert "You lead" not in her.get(HOME).content.decode()


def test_she_does_each_of_it_by_the_services_that_the_sides_use(her, vera, unit):
    activity, now = led_activity(unit, vera), clock.now()
    shift = ShiftFactory(activity=activity, starts_at=now + timedelta(days=3), places=3)
    asked = SignUpFactory(shift=shift, state=SignUpState.REQUESTED)
    her.post(f"/sign-ups/{asked.pk}/answer/", {"answer": "approve"})
    asked.refresh_from_db()
    assert asked.state == SignUpState.CONFIRMED
    her.post(f"/shifts/{shift.pk}/cancel/", {"reason": "weather"})
    assert Shift.objects.get(pk=shift.pk).state == "cancelled"
    assert SignUp.objects.get(pk=asked.pk).cancelled_by == "unit"  # which answers for it
    over = ShiftFactory(activity=activity, starts_at=now - timedelta(days=1))
    came = SignUpFactory(shift=over)
    her.post(f"/shifts/{over.pk}/attendance/", {**_form(her, over), "everybody": "1"})
    assert Attendance.objects.get(sign_up=came).recorded_for == "volunteers"
    log = AuditEntry.objects.filter(activity_id=activity.pk, actor=vera.user)
    acts = set(log.exclude(task="").values_list("task", "side"))
    assert {("match", "volunteers"), ("record", "volunteers")} <= acts
    manager = MembershipFactory(unit=unit)
    her.force_login(manager.user)
    page = her.get(f"/activities/{activity.pk}/").content.decode()
    assert "The volunteer who leads noted who came" in page
    assert "The volunteer who leads cancelled a session" in page


def test_what_she_planned_she_takes_back_from_where_she_lands(her, vera, unit):
    activity = led_activity(unit, vera)
    url = reverse("coordination:shift-plan", args=[activity.pk])
    form = next(one for one in forms_of(her.get(url).content.decode()) if "on" in one.filled())
    on = clock.now().astimezone(unit.zone).date() + timedelta(days=3)
    landed = her.post(url, form.filled() | {"weeks": "3", "on": on.isoformat()}, follow=True)
    back = next(one for one in forms_of(landed.content.decode()) if "take-back" in one.action)
    gone = her.post(back.action, back.filled(), follow=True)
    assert (
        landed.request["PATH_INFO"] == gone.request["PATH_INFO"] == f"/lead/{activity.public_id}/"
    )
    assert "Taken back: 3 sessions are gone." in gone.content.decode()
    assert not Shift.objects.filter(activity=activity).planned().exists()


def _form(client, shift):
    forms = client.get(f"/shifts/{shift.pk}/attendance/").context["forms"]
    return {
        form.add_prefix(name): form[name].value() or "" for form in forms for name in form.fields
    }


def test_of_a_couple_with_one_log_in_only_the_one_who_leads(client, unit):
    liv = PersonFactory(name="Liv Haugen", has_login=True)
    arne = PersonFactory(name="Arne Haugen", user=liv.user)
    activity = led_activity(unit, liv)
    shift = ShiftFactory(activity=activity)
    client.force_login(liv.user)
    plan = f"/shifts/{shift.pk}/move/"
    assert client.get(plan).status_code == 403  # nobody has said who is here
    client.post("/who/", {"hat": f"person:{arne.pk}"})
    assert client.get(plan).status_code == 403
    assert "You lead" not in client.get(HOME).content.decode()
    client.post("/who/", {"hat": f"person:{liv.pk}"})
    assert client.get(plan).status_code == 200
    assert "You lead: Chess" in client.get(HOME).content.decode()


def test_nobody_puts_down_what_another_of_the_log_in_leads(client, unit):
    liv = PersonFactory(has_login=True)
    arne = PersonFactory(user=liv.user)
    activity = led_activity(unit, liv)
    client.force_login(liv.user)
    client.post("/who/", {"hat": f"person:{arne.pk}"})
    assert client.post(f"/lead/{activity.public_id}/put-down/").status_code == 404


@pytest.mark.parametrize("many", [1, 4])
def test_as_many_queries_for_one_as_for_many(her, vera, unit, many, django_assert_max_num_queries):
    for number in range(many):
        activity = led_activity(unit, vera, name=f"Chess {number}")
        for days in range(1, many + 1):
            starts = clock.now() + timedelta(days=days, hours=3 * number)
            SignUpFactory(shift=ShiftFactory(activity=activity, starts_at=starts))
    her.get(HOME)
    with django_assert_max_num_queries(48):
        her.get(HOME)
    with django_assert_max_num_queries(24):
        her.get(f"/lead/{activity.public_id}/")


def test_she_reads_nothing_that_the_unit_keeps_about_somebody(her, vera, unit):
    """Where else one comes, a hold, why a rule was set aside; and no page that refuses her."""
    activity = led_activity(unit, vera)
    shift = ShiftFactory(activity=activity, places=3)
    asked = SignUpFactory(shift=shift, state=SignUpState.REQUESTED)
    elsewhere = ShiftFactory(
        activity=ActivityFactory(name="Secret choir"), starts_at=shift.starts_at
    )
    SignUpFactory(shift=elsewhere, person=asked.person)
    SignUpFactory(
        shift=shift, state=SignUpState.CANCELLED, cancel_reason=CancelReason.ON_HOLD,
        person=PersonFactory(name="Odd Moe"),
    )  # fmt: skip
    SignUpFactory(shift=shift, overlap_reason="Her husband drives")
    done = her.post(f"/sign-ups/{asked.pk}/answer/", {"answer": "approve"}, follow=True)
    assert done.redirect_chain == [(f"/shifts/{shift.pk}/", 302)]
    page = done.content.decode()
    assert f"only {unit.name} may look at" in page
    assert "Odd Moe" in page
    for kept in ("Secret choir", "on hold", "Her husband drives"):
        assert kept not in page
    her.force_login(MembershipFactory(unit=unit).user)
    page = her.get(f"/shifts/{shift.pk}/").content.decode()
    assert "on hold" in page
    assert "Her husband drives" in page
