"""Whoever recruits asks the volunteers of an activity; its reason stands for everybody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from coordination.arrangements.rules import CORE_TASKS, Doer
from coordination.matching.models import Question
from tests.factories import (
    ActivityFactory,
    MembershipFactory,
    OrganisationFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    task_row,
)
from tests.routes.forms import forms_of
from volunteers.memberships.rules import Role, Task


def send(browser, page: str, **changes):
    """Send a page's last form as it stands, but for some fields."""
    form = forms_of(browser.get(page).content.decode())[-1]
    return browser.post(page, form.filled() | changes)


@pytest.fixture
def recruited_by_red_cross(here):
    """From now on Red Cross alone recruits for the activity; the unit plans and places."""
    red_cross = OrganisationFactory(name="Red Cross")
    rows = [task_row(task, Doer.UNIT) for task in CORE_TASKS if task != Task.RECRUIT]
    rows.append(task_row(Task.RECRUIT, Doer.ORGANISATION, red_cross))
    VersionFactory(activity=here.activity, rows=rows)
    return red_cross


def test_where_another_side_alone_recruits_its_reason_stands_instead(
    here, regular, enter, recruited_by_red_cross
):
    regular("Aud Berg")
    for name, pk in (
        ("unit", here.unit.pk), ("activity", here.activity.pk), ("series", here.series.pk),
    ):  # fmt: skip
        kind = {"unit": "ask-days-unit", "activity": "ask-days", "series": "ask-series"}[name]
        answer = enter(here.manager).get(reverse(f"coordination:{kind}", args=[pk]))
        assert answer.status_code == 403
        assert "This is up to Red Cross here" in answer.content.decode()
    coordinator = MembershipFactory(role=Role.COORDINATOR, organisation=recruited_by_red_cross)
    page = reverse("coordination:ask-days", args=[here.activity.pk])
    assert enter(coordinator).get(page).status_code == 200


def test_the_list_links_only_to_what_opens(here, regular, enter):
    regular("Aud Berg")
    send(enter(here.manager), reverse("coordination:ask-series", args=[here.series.pk]))
    asked = Question.objects.get()
    url = reverse("coordination:question-detail", args=[asked.pk])
    listed = reverse("coordination:question-list")
    assert url in enter(here.manager).get(listed).content.decode()
    helping, recruiting = OrganisationFactory(name="Rotary"), OrganisationFactory(name="Red Cross")
    rows = [task_row(task, Doer.UNIT) for task in CORE_TASKS if task != Task.RECRUIT]
    rows.append(task_row(Task.RECRUIT, Doer.ORGANISATION, recruiting))
    rows.append(task_row(Task.HOST, Doer.ORGANISATION, helping))
    VersionFactory(activity=here.activity, rows=rows)
    for user in (here.manager, MembershipFactory(role=Role.COORDINATOR, organisation=helping)):
        page = enter(user).get(listed).content.decode()
        assert url not in page
        assert "Asking people is up to Red Cross here." in page
    coordinator = MembershipFactory(role=Role.COORDINATOR, organisation=recruiting)
    assert url in enter(coordinator).get(listed).content.decode()


def test_at_a_unit_only_those_are_asked_for_whose_activities_one_recruits(
    here, regular, enter, recruited_by_red_cross
):
    regular("Comes To Red Cross")
    own = ActivityFactory(is_published=True, unit=here.unit, name="Chess")
    person = regular("Comes To Both")
    for past in here.past[:2]:
        shift = ShiftFactory(activity=own, starts_at=past.starts_at - timedelta(days=1))
        SignUpFactory(shift=shift, person=person)
    page = reverse("coordination:ask-days-unit", args=[here.unit.pk])
    shown = enter(here.manager).get(page).content.decode()
    assert "Recruiting for Coffee and singing is up to Red Cross." in shown
    send(enter(here.manager), page)
    assert [one.person.name for one in Question.objects.get().asked.all()] == ["Comes To Both"]
    VersionFactory(
        activity=own, rows=[task_row(Task.RECRUIT, Doer.ORGANISATION, recruited_by_red_cross)]
    )
    detail = reverse("coordination:question-detail", args=[Question.objects.get().pk])
    assert enter(here.manager).get(detail).status_code == 403
