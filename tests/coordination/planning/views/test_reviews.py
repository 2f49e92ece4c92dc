"""Reviews on pages: nothing leaks before both have answered, then both read both; who may what."""

import re
from datetime import timedelta

import pytest

from careshare import clock
from coordination.arrangements.models import ReviewRound, StatedAnswer, UsualPattern, Version
from coordination.arrangements.rules import ASKED_TASKS, Doer, organisation_party
from tests.coordination.planning.views.steps import enter, filled, url
from tests.factories import (
    ActivityFactory,
    OrganisationFactory,
    ReviewRoundFactory,
    VersionFactory,
    core_rows,
)
from volunteers.memberships.rules import Role, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(unit, red):
    """An activity that the unit and Red Cross run together."""
    found = ActivityFactory(unit=unit, state="published")
    VersionFactory(activity=found, rows=core_rows(Doer.SHARED, red))
    return found


def test_from_asking_to_deciding_nothing_leaks(both, manager, coordinator):
    board = manager.get(url("board", both.pk)).content.decode()
    assert url("round-open", both.pk) in board
    row_url = manager.post(url("round-open", both.pk)).url
    row = ReviewRound.objects.get()
    assert url("round-answer", row.pk) in coordinator.get(url("board", both.pk)).content.decode()
    form = coordinator.get(url("round-answer", row.pk))
    data = filled(form, stated="volunteers", task_recruit="nobody")
    coordinator.post(url("round-answer", row.pk), data)
    for where in (row_url, url("board", both.pk), url("activity-detail", both.pk)):
        page = manager.get(where).content.decode()
        page = re.sub(r'<ul class="legend".*?</ul>', "", page, flags=re.DOTALL)
        assert "The volunteers themselves" not in page
        assert "Nobody does it yet</span>" not in page
    assert "Has answered" in manager.get(row_url).content.decode()
    form = manager.get(url("round-answer", row.pk))
    assert "checked" not in form.content.decode()
    assert {form.context["form"][f"task_{task}"].value() for task in ASKED_TASKS} == {None}
    own = coordinator.get(url("round-answer", row.pk)).context["form"]
    assert (own["stated"].value(), own["task_recruit"].value()) == ("volunteers", "nobody")
    manager.post(
        url("round-answer", row.pk),
        filled(manager.get(url("round-answer", row.pk)), stated="unit", task_recruit="unit"),
    )
    page = coordinator.get(row_url).content.decode()
    assert "The volunteers themselves" in page
    assert "The care unit coordinates it" in page
    assert "Of 1 task that both sides have answered you see 1 differently." in page
    assert "itself, and a task counts once for each" in page
    assert url("round-keep", row.pk) in page
    day = clock.now().date() + timedelta(days=100)
    past = coordinator.post(url("round-keep", row.pk), {"next_on": "2001-01-01"})
    assert past.context["form"].errors
    coordinator.post(url("round-keep", row.pk), {"next_on": day.isoformat()})
    assert "Red Cross has recorded that it stays as it is." in manager.get(row_url).content.decode()
    assert Version.objects.count() == 1


def test_after_it_is_shown_no_answer_changes(both, manager):
    row = ReviewRoundFactory(activity=both, revealed_at=clock.now())
    assert manager.get(url("round-answer", row.pk)).url == url("round-detail", row.pk)
    answer = manager.post(url("round-answer", row.pk), {"stated": "unit", "version": 0})
    assert "none can change any more" in answer.content.decode()
    assert not StatedAnswer.objects.exists()


def test_a_colleagues_answer_is_not_overwritten_unseen(both, unit, manager):
    row = ReviewRoundFactory(activity=both)
    opened = filled(manager.get(url("round-answer", row.pk)), stated="unit")
    enter(Role.UNIT_MANAGER, unit=unit).post(
        url("round-answer", row.pk), {"stated": "both", "version": 0}
    )
    page = manager.post(url("round-answer", row.pk), opened)
    assert "Saved meanwhile: Some tasks together" in page.content.decode()
    assert StatedAnswer.objects.get().stated == "both"
    manager.post(url("round-answer", row.pk), filled(page))
    assert StatedAnswer.objects.get().stated == "unit"


@pytest.mark.parametrize(
    "wrong", [{"stated": ""}, {"stated": "better"}, {"task_recruit": "x"}, {"version": "-"}]
)
def test_bad_input_writes_nothing(both, manager, wrong):
    row = ReviewRoundFactory(activity=both)
    page = manager.post(url("round-answer", row.pk), {"stated": "unit", "version": "0", **wrong})
    assert page.context["form"].errors
    assert not StatedAnswer.objects.exists()


def test_who_is_not_asked_reads_nothing_or_only_reads(both, unit, area):
    row = ReviewRoundFactory(activity=both, answers={"unit": ("volunteers", {})})
    both.is_open_to_partners = True
    both.save()
    strangers = [
        enter(Role.COORDINATOR, organisation=OrganisationFactory(home_area=area)),
        enter(Role.UNIT_MANAGER),
        enter(Role.AREA_LEAD),
    ]
    for client in strangers:
        for name in ("round-detail", "round-answer", "round-keep"):
            assert client.get(url(name, row.pk)).status_code == 404
    for client in (enter(Role.UNIT_STAFF, unit=unit), enter(Role.AREA_LEAD, area=area)):
        assert client.get(url("round-detail", row.pk)).status_code == 200
        assert client.post(url("round-answer", row.pk), {"stated": "unit"}).status_code == 403
        assert client.post(url("round-keep", row.pk), {"next_on": "2030-01-01"}).status_code == 403
    outsider = strangers[0]
    assert outsider.post(url("round-open", both.pk)).status_code == 403


def test_another_units_hat_reads_no_answer_of_this_unit(both, red):
    """ "unit" is the key of every unit: somebody with two hats must not slip in by the other."""
    row = ReviewRoundFactory(activity=both, answers={"unit": ("volunteers", {})})
    client = enter(Role.UNIT_MANAGER)
    client.user.memberships.create(role=Role.COORDINATOR, organisation=red)
    page = client.get(url("round-detail", row.pk))
    assert page.status_code == 200
    assert not page.context["has_answered"]
    assert client.get(url("round-answer", row.pk)).status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same(unit, area, manager, many, django_assert_num_queries):
    partners = [OrganisationFactory(home_area=area) for _ in range(many)]
    activity = ActivityFactory(unit=unit)
    VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, *partners))
    said = ("together", {Task.RECRUIT: "shared", Task.TRAIN: "unit"})
    keys = ["unit", *(organisation_party(one.pk) for one in partners)]
    row = ReviewRoundFactory(
        activity=activity, revealed_at=clock.now(), answers=dict.fromkeys(keys, said)
    )
    manager.get(url("round-detail", row.pk))
    with django_assert_num_queries(15):
        page = manager.get(url("round-detail", row.pk))
    assert "You see every task alike" in page.content.decode()


# --- What is assumed ---------------------------------------------------------------------------


def test_one_press_confirms_what_is_assumed(manager, unit):
    activity = ActivityFactory(unit=unit)
    VersionFactory(activity=activity, is_assumed=True)
    for name in ("board", "activity-detail"):
        page = manager.get(url(name, activity.pk))
        assert "Yes, this is how it is" in page.content.decode()
    form = page.context["confirm"].form
    data = {"form_uuid": form["form_uuid"].value(), "based_on": form["based_on"].value()}
    for _press in range(2):
        manager.post(url("record-confirm", activity.pk), data)
    old, new = Version.objects.order_by("number")
    assert (old.is_assumed, new.is_assumed) == (True, False)
    assert new.rows == old.rows
    assert new.review_on
    assert "Yes, this is how it is" not in manager.get(url("board", activity.pk)).content.decode()
    refused = manager.post(
        url("record-confirm", activity.pk), {**data, "form_uuid": "6f1c7a3e" + "0" * 24}
    )
    assert "Nothing is assumed here any more." in refused.content.decode()
    assert Version.objects.count() == 2


def test_a_pattern_with_an_organisation_is_sent_there(manager, coordinator, unit, red):
    UsualPattern.objects.create(unit=unit, pattern="together", organisation=red)
    activity = ActivityFactory(unit=unit)
    page = manager.get(url("board", activity.pk))
    assert "Yes, this is how it is: ask Red Cross" in page.content.decode()
    form = page.context["confirm"].form
    manager.post(
        url("record-confirm", activity.pk),
        {"form_uuid": form["form_uuid"].value(), "based_on": 0},
    )
    version = Version.objects.get()
    assert (version.state, version.proposer) == ("proposed", "unit")
    assert manager.get(url("board", activity.pk)).context["confirm"] is None
    assert coordinator.post(url("record-confirm", activity.pk)).status_code == 404
