"""Ending an activity on pages: what ends with it first, who may, and what it says afterwards."""

from datetime import timedelta

import pytest

from careshare import clock
from coordination.activities.rules import ActivityState, WhyEnded
from coordination.arrangements.access import today_at
from coordination.arrangements.rules import UNIT_PARTY, Doer
from coordination.planning.services import finishing
from tests.coordination.planning.views.steps import enter, filled, url
from tests.factories import (
    ActivityFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    UserFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Role, Task

pytestmark = pytest.mark.django_db
PAGES = ["activity-end", "activity-end-take-back", "activity-reopen"]


def in_days(activity, days):
    return today_at(activity, clock.now()) + timedelta(days=days)


def end(activity, days=0):
    return finishing.end_activity(
        activity=activity, last_on=in_days(activity, days), why=WhyEnded.MONEY,
        user=UserFactory(), now=clock.now(), side=UNIT_PARTY,
    )  # fmt: skip


def state(activity):
    activity.refresh_from_db()
    return activity.state, activity.ends_on


def text(response):
    return response.content.decode()


@pytest.fixture
def later(activity):
    """A session in a week, to which Vera comes."""
    shift = ShiftFactory(activity=activity, starts_at=clock.now() + timedelta(days=7))
    SignUpFactory(shift=shift, person=PersonFactory(name="Vera Vik"))
    return shift


def test_what_ends_is_shown_before_it_ends(activity, manager, later):
    where = url("activity-end", activity.pk)
    page = manager.get(where)
    assert page.context["form"]["last_on"].value() == in_days(activity, 0)
    data = filled(page, why="money", last_on=in_days(activity, 2).isoformat())
    shown = text(manager.post(where, data))
    assert "1 session after that day is cancelled." in shown
    assert "1 person has signed up for them" in shown
    assert "Vera Vik" in shown
    assert state(activity) == (ActivityState.PUBLISHED, None)  # shown is not done
    back = manager.post(where, data | {"change": "1"})
    assert back.context["form"]["why"].value() == "money"
    assert state(activity) == (ActivityState.PUBLISHED, None)
    done = manager.post(where, data | {"confirm": "1"}, follow=True)
    assert state(activity) == (ActivityState.PUBLISHED, in_days(activity, 2))
    assert "Why: Money or rooms are missing." in text(done)
    assert url("activity-end-take-back", activity.pk) in text(done)
    assert url("activity-end", activity.pk) + '"' not in text(done)
    later.refresh_from_db()
    assert later.state == "cancelled"
    again = manager.post(where, data | {"confirm": "1"})  # a double press
    assert again.status_code == 302


@pytest.mark.parametrize("last_on", ["", "yesterday", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_a_bad_day_is_refused_beside_the_day(activity, manager, last_on):
    where = url("activity-end", activity.pk)
    page = manager.post(where, {"why": "done", "last_on": last_on, "confirm": "1"})
    assert page.status_code == 200
    assert page.context["form"].errors["last_on"]
    assert state(activity) == (ActivityState.PUBLISHED, None)


@pytest.mark.parametrize("name", PAGES)
def test_opening_a_page_changes_nothing(activity, manager, later, name):
    if name != "activity-end":
        end(activity, 2)
    if name == "activity-reopen":
        finishing.finish_due(clock.now() + timedelta(days=4))
    activity.refresh_from_db()
    before = activity.version
    for call in (manager.get, manager.head):
        assert call(url(name, activity.pk)).status_code == 200
    activity.refresh_from_db()
    assert activity.version == before


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.COORDINATOR, Role.AREA_LEAD])
def test_a_stranger_finds_nothing(unit, name, role):
    closed = ActivityFactory(unit=unit, is_published=True)
    visitor = enter(role)
    assert visitor.get(url(name, closed.pk)).status_code == 404
    assert visitor.post(url(name, closed.pk), {"confirm": "1"}).status_code == 404
    assert state(closed) == (ActivityState.PUBLISHED, None)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", [Role.UNIT_STAFF, Role.AREA_LEAD, Role.COORDINATOR])
def test_whoever_sees_it_without_deciding_is_refused(activity, area, unit, red, name, role):
    end(activity, 3)
    scope = {Role.UNIT_STAFF: {"unit": unit}, Role.AREA_LEAD: {"area": area}}
    visitor = enter(role, **scope.get(role, {"organisation": red}))
    day = in_days(activity, 0).isoformat()
    sent = {"confirm": "1", "why": "done", "last_on": day}
    assert visitor.get(url(name, activity.pk)).status_code == 403
    assert visitor.post(url(name, activity.pk), sent).status_code == 403
    assert state(activity) == (ActivityState.PUBLISHED, in_days(activity, 3))
    assert url("activity-end-take-back", activity.pk) not in text(
        visitor.get(url("activity-detail", activity.pk))
    )


def test_an_organisation_that_decides_and_plans_may_and_the_unit_always(unit, red, coordinator):
    theirs = ActivityFactory(unit=unit)
    VersionFactory(activity=theirs, rows=core_rows(Doer.ORGANISATION, red))
    assert coordinator.get(url("activity-end", theirs.pk)).status_code == 403  # only plans
    rows = [*core_rows(Doer.ORGANISATION, red), task_row(Task.ROLE, Doer.ORGANISATION, red)]
    whole = ActivityFactory(unit=unit)
    VersionFactory(activity=whole, rows=rows)
    page = coordinator.get(url("activity-detail", whole.pk))
    assert url("activity-end", whole.pk) in text(page)
    assert coordinator.get(url("activity-end", whole.pk)).status_code == 200
    unit_manager = enter(Role.UNIT_MANAGER, unit=unit)
    assert unit_manager.get(url("activity-end", whole.pk)).status_code == 200


def test_its_end_is_taken_back_with_a_button(activity, manager):
    end(activity, 3)
    page = text(manager.get(url("activity-end-take-back", activity.pk)))
    assert "stay cancelled" in page
    for _press in range(2):
        answer = manager.post(url("activity-end-take-back", activity.pk))
        assert answer.status_code == 302
    assert state(activity) == (ActivityState.PUBLISHED, None)


def test_a_draft_is_put_away_and_opened_again(unit, manager):
    draft = ActivityFactory(unit=unit, name="Knitting")
    where = url("activity-end", draft.pk)
    data = filled(manager.get(where), why="other")
    assert "Nothing is planned after that day." in text(manager.post(where, data))
    manager.post(where, data | {"confirm": "1"})
    assert state(draft)[0] == ActivityState.ENDED
    assert url("activity-detail", draft.pk) not in text(manager.get(url("activity-list")))
    past = text(manager.get(url("activity-list"), {"ended": "1"}))
    assert url("activity-detail", draft.pk) in past
    assert "1 activity has ended." in past
    page = text(manager.get(url("activity-detail", draft.pk)))
    assert "Hours and history stay." in page
    for name in ("activity-edit", "activity-publish", "activity-open", "shift-plan"):
        assert url(name, draft.pk) + '"' not in page, name
    assert "Its sessions do not come back" in text(manager.get(url("activity-reopen", draft.pk)))
    manager.post(url("activity-reopen", draft.pk))
    assert state(draft) == (ActivityState.DRAFT, None)
    assert url("activity-detail", draft.pk) in text(manager.get(url("activity-list")))


def test_what_has_ended_is_open_to_nobody(activity, coordinator, manager):
    assert activity.name in text(coordinator.get(url("partner-list")))
    end(activity)
    assert state(activity)[0] == ActivityState.ENDED
    assert activity.name not in text(coordinator.get(url("partner-list")))
    assert coordinator.get(url("activity-detail", activity.pk)).status_code == 404
    assert coordinator.get(url("claim", activity.pk)).status_code == 404
    answer = manager.get(url("activity-end", activity.pk))
    assert "This activity has ended." in text(answer)


def test_a_list_says_which_day_is_the_last(activity, manager):
    end(activity, 3)
    page = manager.get(url("activity-list"))
    assert [line.ends[:8] for line in page.context["lines"]] == ["Ends on "]
