"""Gaps and collisions of many at once, and what the sides see of each other's acts."""

from datetime import timedelta

import pytest
from django.urls import reverse

from careshare import clock
from careshare.audit.services import record as audit
from coordination.activities.models import Activity
from coordination.arrangements.rules import Doer
from coordination.arrangements.words import TASKS
from coordination.planning.access.troubles import troubles_of
from tests.factories import (
    ActivityFactory,
    OrganisationFactory,
    ShiftFactory,
    TaskContactFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Task


def collide(activity, partner) -> None:
    """A rival pair of offers, a stranger's contact, and a contact who never answers."""
    for other in (partner, OrganisationFactory(home_area=activity.unit.area)):
        VersionFactory(
            activity=activity,
            rows=[task_row(Task.MATCH, Doer.ORGANISATION, other)],
            state="proposed",
            proposer=f"organisation:{other.pk}",
        )
    TaskContactFactory(activity=activity, task="schedule", party=f"organisation:{partner.pk}")
    TaskContactFactory(activity=activity, task="host", from_time="01:00", until_time="02:00")
    by_day = clock.now().replace(hour=11, minute=0) + timedelta(days=3)  # far from 01:00
    ShiftFactory(activity=activity, starts_at=by_day, ends_at=by_day + timedelta(hours=2))


@pytest.mark.parametrize("many", [1, 3])
def test_as_many_queries_for_one_as_for_many(partner, many, django_assert_num_queries):
    for _ in range(many):
        activity = ActivityFactory()
        VersionFactory(activity=activity, rows=core_rows()[1:])
        collide(activity, partner)
    rows = list(Activity.objects.for_pages())
    with django_assert_num_queries(9):
        found = troubles_of(rows, clock.now())
    for one in found.values():
        assert [trouble.kind for trouble in one] == [
            "gap",
            "foreign_contact",
            "rival_proposals",
            "no_hour_covered",
        ]


def test_the_page_names_them_to_those_who_take_part(
    activity, partner, manager, coordinator, outsider, enter
):
    collide(activity, partner)
    url = reverse("coordination:activity-detail", args=[activity.pk])
    pages = {who: enter(who).get(url).content.decode() for who in (manager, coordinator, outsider)}
    for text in ("Red Cross is named as a contact", "answers while the session"):
        assert [text in page for page in pages.values()] == [True, True, False]
    assert ["Two proposals give" in page for page in pages.values()] == [True, False, False]


def test_whatever_is_not_offered_says_whose_it_is(
    activity, partner, manager, staff, coordinator, enter
):
    tasks = (Task.ROLE, Task.RECRUIT, Task.MATCH, Task.SCHEDULE, Task.INFORM, Task.RECOGNISE)
    rows = [task_row(task, Doer.ORGANISATION, partner) for task in tasks]
    VersionFactory(activity=activity, rows=rows)
    ShiftFactory(activity=activity)
    url = reverse("coordination:activity-detail", args=[activity.pk])
    page = enter(manager).get(url)
    says = [f"This is up to Red Cross here: {TASKS[task]}." for task in tasks]
    assert sorted(page.context["why_not"]) == sorted(says)
    assert all(text in page.content.decode() for text in says)
    assert enter(staff).get(url).context["why_not"] == []  # her role has none of it anywhere
    own = enter(coordinator).get(url)
    assert own.context["why_not"] == []
    assert "Ask which days people can come" in own.content.decode()


def test_each_side_reads_what_the_other_did_but_not_about_whom(
    activity, partner, manager, coordinator, outsider, enter
):
    party = f"organisation:{partner.pk}"
    for _ in range(2):
        audit(actor=coordinator.user, action="attendance.recorded", subject=activity,
              activity_id=activity.pk, task="record", side=party)  # fmt: skip
    audit(actor=None, action="signup.confirmed", subject=activity, activity_id=activity.pk)
    url = reverse("coordination:activity-detail", args=[activity.pk])
    page = enter(manager).get(url).content.decode()
    assert page.count("Red Cross noted who came") == 1
    assert "gave somebody a place" not in page  # the volunteer's own doing
    assert "noted who came" not in enter(outsider).get(url).content.decode()
