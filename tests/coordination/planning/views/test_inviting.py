"""A unit asks an organisation, which sees the activity while it is asked, and answers."""

from datetime import timedelta

import pytest

from careshare import clock
from coordination.activities.models import ActivityParty
from coordination.arrangements.models import Version
from coordination.arrangements.rules import Doer
from tests.coordination.planning.views.steps import enter, filled, url
from tests.factories import ActivityFactory, CareUnitFactory, VersionFactory, core_rows
from volunteers.memberships.rules import Role, Task


@pytest.fixture
def alone(unit):
    return ActivityFactory(unit=unit, is_published=True, name="Reading aloud")


@pytest.fixture
def elsewhere(area, red):
    there = ActivityFactory(unit=CareUnitFactory(area=area, name="Elvebo"))
    return VersionFactory(activity=there, rows=core_rows(Doer.SHARED, red)).activity


def ask(manager, activity, red, **values):
    where = f"{url('ask-organisation', activity.pk)}?organisation={red.pk}"
    data = filled(manager.get(where), message="Will you?")
    return manager.post(where, {**data, **values}), data


def test_who_does_this_elsewhere_is_one_press_away(manager, coordinator, alone, elsewhere, red):
    page = manager.get(url("activity-detail", alone.pk)).content.decode()
    assert "Does this at Elvebo" in page
    assert f"{url('ask-organisation', alone.pk)}?organisation={red.pk}" in page
    assert coordinator.get(url("activity-detail", alone.pk)).status_code == 404
    answer, data = ask(manager, alone, red)
    assert set(data["tasks"]) == {"recruit", "train", "match", "schedule", "supervise"}
    version = Version.objects.proposed().get()
    assert answer["Location"] == url("version-detail", version.pk)
    assert version.message == "Will you?"
    manager.post(url("ask-organisation", alone.pk), data)  # a second press
    assert Version.objects.proposed().count() == 1
    assert "Does this at" not in manager.get(url("activity-detail", alone.pk)).content.decode()


def test_whoever_is_asked_sees_it_and_answers(manager, coordinator, alone, red):
    ask(manager, alone, red, tasks=["recruit"])
    version = Version.objects.proposed().get()
    page = coordinator.get(url("activity-detail", alone.pk))
    assert "Solbakken asks Red Cross to help run it" in page.content.decode()
    assert "Offer to help run it" not in page.content.decode()
    for name in ("board", "record-history"):
        assert coordinator.get(url(name, alone.pk)).status_code == 200
    coordinator.post(url("version-decline", version.pk), {"reason": "capacity"})
    assert coordinator.get(url("activity-detail", alone.pk)).status_code == 404
    ask(manager, alone, red, tasks=["recruit"])  # it may be asked again later
    again = Version.objects.proposed().get()
    coordinator.post(url("version-agree", again.pk))
    assert ActivityParty.objects.filter(activity=alone, organisation=red).exists()


def test_a_question_that_ran_out_shows_nothing_any_more(manager, coordinator, alone, red):
    ask(manager, alone, red)
    Version.objects.proposed().update(expires_at=clock.now() - timedelta(hours=1))
    assert coordinator.get(url("activity-detail", alone.pk)).status_code == 404


def test_what_cannot_be_asked_is_said(manager, alone, red, area):
    ask(manager, alone, red)
    answer, _data = ask(manager, alone, red)
    assert "has been asked and has not answered yet" in answer.content.decode()
    answer, _data = ask(manager, alone, red, tasks=[], organisation="0")
    assert answer.status_code == 200
    assert "Will you?" in answer.content.decode()
    assert Version.objects.proposed().count() == 1


def test_whoever_wishes_it_is_not_asked(manager, coordinator, alone, elsewhere, red, area):
    where = url("organisation-wishes", red.pk)
    assert manager.get(where).status_code == 404
    assert enter(Role.AREA_LEAD, area=area).get(where).status_code == 403
    _answer, data = ask(manager, alone, red)
    Version.objects.proposed().get()
    coordinator.post(where, {"areas": [area.pk], "unwanted": [alone.type_id]})
    other = ActivityFactory(unit=alone.unit, is_published=True)
    assert "Does this at" not in manager.get(url("activity-detail", other.pk)).content.decode()
    late = manager.post(url("ask-organisation", other.pk), data)
    assert "Select a valid choice" in late.content.decode()


def test_an_organisation_does_not_ask(coordinator, elsewhere):
    assert coordinator.get(url("ask-organisation", elsewhere.pk)).status_code == 403


def test_tasks_start_with_recruiting_where_nothing_is_usual(manager, alone, red):
    _answer, data = ask(manager, alone, red)
    assert data["tasks"] == [Task.RECRUIT]
