"""An idea from outside: proposed, answered, made an activity; who may and who may not."""

import pytest
from django.test import Client

from coordination.activities.models import Activity
from coordination.arrangements.models import Version
from coordination.initiatives.models import Initiative
from tests.coordination.planning.views.steps import enter, filled, url
from tests.factories import (
    ActivityTypeFactory,
    AffiliationFactory,
    CareUnitFactory,
    InitiativeFactory,
    PersonFactory,
)
from volunteers.memberships.rules import Role, Task


@pytest.fixture
def idea(unit, red):
    return InitiativeFactory(
        unit=unit, organisation=red, title="Choir practice", tasks="recruit,train"
    )


def propose(client, unit, **values):
    page = client.get(url("initiative-create"))
    data = filled(
        page, unit=unit.pk, title="Accordion", what="Plays", purpose="Music",
        roughly_when="Fridays", type=ActivityTypeFactory().pk,
    )  # fmt: skip
    return client.post(url("initiative-create"), {**data, **values})


def test_an_organisation_proposes_once_and_sees_how_it_goes(coordinator, unit):
    page = coordinator.get(url("initiative-create"))
    data = filled(
        page, unit=unit.pk, title="Accordion", what="Plays", purpose="Music",
        roughly_when="Fridays", type=ActivityTypeFactory().pk, tasks=["train", "recruit"],
    )  # fmt: skip
    for _press in range(2):
        answer = coordinator.post(url("initiative-create"), data)
    made = Initiative.objects.get()
    assert answer["Location"] == url("initiative-detail", made.pk)
    assert made.task_list == (Task.RECRUIT, Task.TRAIN)
    assert "says by" in coordinator.get(answer["Location"]).content.decode()
    assert "Accordion" in coordinator.get(url("initiative-list")).content.decode()


def test_bad_input_keeps_the_text_and_writes_nothing(coordinator, unit):
    answer = propose(coordinator, unit, what="Ring 01010750160", brings_people="-1")
    text = answer.content.decode()
    assert "looks like a national identity number" in text
    assert "Accordion" in text
    foreign = propose(coordinator, CareUnitFactory())
    assert foreign.status_code == 200
    assert not Initiative.objects.exists()


def test_a_volunteer_proposes_and_takes_back(unit):
    person = PersonFactory(has_login=True)
    AffiliationFactory(person=person, unit=unit)
    client = Client()
    client.force_login(person.user, backend="django.contrib.auth.backends.ModelBackend")
    propose(client, unit)
    made = Initiative.objects.get()
    assert (made.kind, made.person) == ("volunteer", person)
    assert client.post(url("initiative-decide", made.pk)).status_code == 403
    client.post(url("initiative-withdraw", made.pk))
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_an_organisations_idea_becomes_an_activity_that_it_agrees_to(manager, coordinator, idea):
    manager.post(url("initiative-acknowledge", idea.pk))
    data = {"decision": "yes", "reason": "needed", "text": ""}
    manager.post(url("initiative-decide", idea.pk), data)
    for _press in range(2):
        answer = manager.post(url("initiative-become", idea.pk))
    activity = Activity.objects.get()
    assert answer["Location"] == url("activity-detail", activity.pk)
    assert (activity.name, activity.origin, activity.does) == (
        "Choir practice", "initiative", idea.what,
    )  # fmt: skip
    version = Version.objects.get()
    assert (version.proposer, version.state) == ("unit", "proposed")
    # It is neither open nor agreed, yet whoever is asked reads it, and one press agrees.
    assert coordinator.get(url("activity-detail", activity.pk)).status_code == 200
    coordinator.post(url("version-agree", version.pk))
    version.refresh_from_db()
    assert version.state == "agreed"
    named = {row.task for row in version.rows if row.doer == "organisation"}
    assert named == {Task.RECRUIT, Task.TRAIN}
    assert "Choir practice" in coordinator.get(url("activity-list")).content.decode()


def test_a_persons_idea_becomes_an_activity_with_its_proposer_remembered(manager, unit):
    idea = InitiativeFactory(unit=unit, state="accepted", person=PersonFactory(name="Vera Lund"))
    page = manager.post(url("initiative-become", idea.pk), follow=True)
    assert "The idea came from Vera Lund." in page.content.decode()
    assert not Version.objects.proposed().exists()


def test_nothing_becomes_an_activity_without_a_yes(manager, idea):
    assert manager.post(url("initiative-become", idea.pk)).status_code == 409
    Initiative.objects.filter(pk=idea.pk).update(state="withdrawn", withdrawn_at=idea.proposed_at)
    assert manager.post(url("initiative-become", idea.pk)).status_code == 409
    data = {"decision": "yes", "reason": "needed"}
    text = manager.post(url("initiative-decide", idea.pk), data).content.decode()
    assert "Whoever proposed this has taken it back." in text
    assert not Activity.objects.exists()


def test_an_answer_that_needs_words_keeps_the_choice(manager, idea):
    data = {"decision": "differently", "reason": "fits_partly", "text": ""}
    answer = manager.post(url("initiative-decide", idea.pk), data)
    assert answer.context["form"].errors["text"]
    assert 'value="differently" class="ds-input" checked' in answer.content.decode() or (
        answer.context["form"]["decision"].value() == "differently"
    )


def test_other_units_do_not_have_it_and_staff_may_not_answer(idea, unit):
    stranger, staff = enter(Role.UNIT_MANAGER), enter(Role.UNIT_STAFF, unit=unit)
    for name in ("initiative-acknowledge", "initiative-decide", "initiative-become"):
        assert stranger.post(url(name, idea.pk)).status_code == 404
        assert staff.post(url(name, idea.pk)).status_code == 403


def test_contact_is_for_those_who_answer(unit, manager):
    idea = InitiativeFactory(unit=unit)
    staff = enter(Role.UNIT_STAFF, unit=unit)
    assert "petra@example.org" in manager.get(url("initiative-detail", idea.pk)).content.decode()
    assert "petra@example.org" not in staff.get(url("initiative-detail", idea.pk)).content.decode()


def test_the_area_reads_counts_and_no_names(area, idea, django_assert_max_num_queries):
    lead = enter(Role.AREA_LEAD, area=area)
    Initiative.objects.update(acknowledge_by=idea.proposed_at)
    text = lead.get(url("initiative-list")).content.decode()
    assert "1 idea has waited longer than agreed." in text
    assert "Red Cross" not in text
    assert "Choir practice" not in text
    assert lead.get(url("initiative-detail", idea.pk)).status_code == 404


def test_any_number_of_ideas_in_the_same_queries(manager, idea, unit, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    manager.get(url("initiative-list"))
    with CaptureQueriesContext(connection) as one:
        manager.get(url("initiative-list"))
    for _more in range(3):
        InitiativeFactory(unit=unit, person=PersonFactory())
    with django_assert_num_queries(len(one)):
        manager.get(url("initiative-list"))
