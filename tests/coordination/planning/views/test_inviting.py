"""A unit asks an organisation, which sees the activity while it is asked, and answers."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from careshare import clock
from coordination.activities.models import ActivityParty
from coordination.arrangements.models import Version
from coordination.arrangements.rules import Doer
from coordination.initiatives.models import UnwantedType
from tests.coordination.messages.helpers import letters
from tests.coordination.planning.views.steps import enter, filled, offer, url
from tests.factories import (
    ActivityFactory,
    CareUnitFactory,
    OrganisationFactory,
    VersionFactory,
    core_rows,
)
from tests.routes.forms import forms_of
from volunteers.memberships.rules import Role, Task

CORE = {"recruit", "train", "match", "schedule", "supervise"}


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
    assert coordinator.get(url("activity-detail", alone.pk)).status_code == 404
    where = f"{url('ask-organisation', alone.pk)}?organisation={red.pk}"
    (press,) = [one for one in forms_of(page) if one.action == where]
    data = {**press.values, "as_usual": "1"}
    answer = manager.post(where, data)
    version = Version.objects.proposed().get()
    assert answer["Location"] == url("version-detail", version.pk)
    asked = version.responsibilities.filter(parties__organisation=red)
    assert set(asked.values_list("task", flat=True)) == CORE
    manager.post(where, data)  # a second press
    assert Version.objects.proposed().count() == 1
    assert "Does this at" not in manager.get(url("activity-detail", alone.pk)).content.decode()
    assert url("version-withdraw", version.pk) in manager.get(answer["Location"]).content.decode()


def test_an_old_page_does_not_say_asked_of_what_was_taken_back(manager, alone, elsewhere, red):
    where = f"{url('ask-organisation', alone.pk)}?organisation={red.pk}"
    data = {"as_usual": "1", "form_uuid": uuid4()}
    assert "Asked. Nothing changes" in manager.post(where, data, follow=True).content.decode()
    manager.post(url("version-withdraw", Version.objects.proposed().get().pk))
    manager.get(url("board", alone.pk))  # reads what was said of it
    page = manager.post(where, data, follow=True).content.decode()
    assert "Asked. Nothing changes" not in page
    assert "Withdrawn" in page
    assert not Version.objects.proposed().exists()


def test_one_press_too_late_says_why_and_asks_anew(manager, alone, elsewhere, red):
    where = f"{url('ask-organisation', alone.pk)}?organisation={red.pk}"
    UnwantedType.objects.create(organisation=red, type=alone.type)
    answer = manager.post(where, {"as_usual": "1", "form_uuid": uuid4()})
    assert answer.status_code == 200
    assert "Select a valid choice" in answer.content.decode()
    assert not Version.objects.proposed().exists()


@pytest.mark.parametrize(("seconds", "heard"), [(20, 0), (200, 2)])
def test_taken_back_at_once_nobody_hears_of_it(manager, coordinator, alone, red, seconds, heard):
    """Within the silent seconds; later whoever was asked reads both letters."""
    ask(manager, alone, red)
    version = Version.objects.proposed().get()
    with time_machine.travel(clock.now() + timedelta(seconds=seconds)):
        first = letters()
        manager.post(url("version-withdraw", version.pk))
        page = manager.get(url("activity-detail", alone.pk)).content.decode()
        assert "Solbakken proposed who does what" in page
        assert "Solbakken took a proposal back" in page
    with time_machine.travel(clock.now() + timedelta(seconds=300)):
        assert len([*first, *letters()]) == heard


def test_the_form_begins_with_what_is_usual(manager, alone, elsewhere, red):
    answer, data = ask(manager, alone, red)
    assert set(data["tasks"]) == CORE
    version = Version.objects.proposed().get()
    assert answer["Location"] == url("version-detail", version.pk)
    assert version.message == "Will you?"


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


def test_nobody_is_asked_who_agreed_for_later_or_offered(manager, area, alone, elsewhere, red):
    """Both would be asked past their own word: one has agreed, the other waits for an answer."""
    page = url("activity-detail", alone.pk)
    claim = offer(alone, red)
    assert "Does this at" not in manager.get(page).content.decode()
    claim.state = "withdrawn"
    claim.save(update_fields=["state"])
    assert "Does this at Elvebo" in manager.get(page).content.decode()
    start = clock.now().date() + timedelta(days=9)
    VersionFactory(activity=alone, rows=core_rows(Doer.SHARED, red), valid_from=start)
    text = manager.get(page).content.decode()
    assert "Does this at" not in text
    assert "Red Cross from " in text


@pytest.mark.parametrize("days", [9, 400])
def test_asking_never_begins_before_what_is_agreed_for_later(manager, area, alone, red, days):
    """However late that is: the trial and the review begin with it."""
    start = clock.now().date() + timedelta(days=days)
    VersionFactory(
        activity=alone, rows=core_rows(Doer.SHARED, red), valid_from=start, brings_people=3
    )
    choir = OrganisationFactory(home_area=area, name="Bølgen Choir")
    ask(manager, alone, choir, tasks=["recruit"])
    asked = Version.objects.proposed().get()
    assert (asked.valid_from, asked.brings_people) == (start, 3)
    assert start < asked.trial_until < asked.review_on
