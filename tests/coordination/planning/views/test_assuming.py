"""What a unit usually does, assumed for its new activities until somebody confirms it."""

import uuid

import pytest

from careshare.outbox.models import Event
from coordination.activities.models import Activity, ActivityType
from coordination.arrangements.access import record_of
from coordination.arrangements.models import UsualPattern
from tests.coordination.planning.views.steps import url
from volunteers.memberships.rules import Task

pytestmark = pytest.mark.django_db


def begin(manager):
    """A new activity, by the form."""
    kind = ActivityType.objects.get(code="culture")
    data = {
        "form_uuid": str(uuid.uuid4()), "type": kind.pk, "name": "Coffee and singing",
        "sign_up_mode": "instant",
    }  # fmt: skip
    manager.post(url("activity-create"), data)
    return Activity.objects.get()


def test_the_units_usual_pattern_is_assumed(manager, unit):
    UsualPattern.objects.create(unit=unit, pattern="unit")
    version = begin(manager).versions.get()
    assert (version.state, version.is_assumed) == ("agreed", True)


def test_a_pattern_with_an_organisation_binds_nobody_by_itself(manager, unit, red):
    UsualPattern.objects.create(unit=unit, pattern="together", organisation=red)
    activity = begin(manager)
    version = activity.versions.get()
    assert (version.state, version.is_assumed, version.number) == ("assumed", True, None)
    assert not version.agreements.exists()
    assert not activity.parties.exists()
    assert not Event.objects.filter(cause="version").exists()  # nobody is asked
    UsualPattern.objects.update(pattern="unit", organisation=None)  # what began, began with this
    page = manager.get(url("board-edit", activity.pk)).content.decode()
    assert "Send to Red Cross" in page


def test_what_is_assumed_with_an_organisation_shows_until_it_has_agreed(
    manager, coordinator, unit, red
):
    """On the activity's page, the board and Today; the organisation reads nothing of it."""
    UsualPattern.objects.create(unit=unit, pattern="organisation", organisation=red)
    activity = begin(manager)
    version = activity.versions.get()
    Activity.objects.update(is_open_to_partners=True)
    for name in ("board", "activity-detail"):
        page = manager.get(url(name, activity.pk))
        text = page.content.decode()
        assert [row.proposed[0].lead for row in page.context["board"].rows] == ["Assumed:"] * 10
        assert ">Assumed<" in text
        assert "Red Cross alone" in text
        assert "Yes, this is how it is: ask Red Cross" in text
        theirs = coordinator.get(url(name, activity.pk)).content.decode()
        assert "Assumed" not in theirs
    assert coordinator.get(url("version-detail", version.pk)).status_code == 404
    assert "usually does" in manager.get(url("version-detail", version.pk)).content.decode()
    assert "usually does" in manager.get(url("record-history", activity.pk)).content.decode()
    assert "Assumed so far" in manager.get("/today/").content.decode()
    record = record_of(Activity.objects.for_pages().get())
    assert {record.holder(task).parties for task in Task} == {frozenset({"unit"})}
    form = manager.get(url("board", activity.pk)).context["confirm"].form
    manager.post(
        url("record-confirm", activity.pk),
        {"form_uuid": form["form_uuid"].value(), "based_on": 0},
    )
    assert "Assumed so far" not in manager.get("/today/").content.decode()
    asked = activity.versions.proposed().get()
    assert asked.rows == version.rows
    assert not asked.is_assumed
    coordinator.post(url("version-agree", asked.pk))
    page = manager.get(url("board", activity.pk))
    assert not page.context["assumed"]
    assert page.context["record"].version == asked


def test_a_pattern_with_an_organisation_that_left_the_area_assumes_nothing(manager, unit, red):
    UsualPattern.objects.create(unit=unit, pattern="together", organisation=red)
    red.in_areas.all().delete()
    assert not begin(manager).versions.exists()
