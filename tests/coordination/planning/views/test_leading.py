"""The page "Who leads this?", and what the board and the activity say about it."""

from datetime import timedelta

import pytest
from django.core import mail

from careshare import clock
from careshare.outbox.services.sweeping import sweep
from coordination.activities.models import LeadingVolunteer
from coordination.arrangements.rules import Doer
from tests.factories import (
    ActivityFactory,
    LeadingVolunteerFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ShiftFactory,
    SightFactory,
    SignUpFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Role, Task
from volunteers.places.models import AreaPolicy

pytestmark = pytest.mark.django_db


@pytest.fixture
def red():
    return OrganisationFactory(name="Red Cross")


@pytest.fixture
def led(red):
    """The volunteers see to planning and attendance, the Red Cross takes part in another task."""
    made = ActivityFactory(unit__name="Solbakken", name="Chess", state="published")
    rows = [
        *core_rows()[:3],
        task_row(Task.SCHEDULE, Doer.VOLUNTEERS),
        task_row(Task.RECORD, Doer.VOLUNTEERS),
        task_row(Task.NEED, Doer.SHARED, red),
    ]
    VersionFactory(activity=made, rows=rows)
    return made


@pytest.fixture
def boss(led):
    return MembershipFactory(unit=led.unit)


def comer(activity, name, **values):
    person = PersonFactory(name=name, **values)
    SightFactory(person=person, unit=activity.unit)
    SignUpFactory(shift=ShiftFactory(activity=activity), person=person)
    return person


def page_of(led):
    return f"/activities/{led.pk}/leaders/"


def sent(response, **changes):
    """The form as it stands on a page, with some of it changed."""
    form = response.context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {**data, **changes}


def test_one_form_takes_every_task_that_is_left_to_the_volunteers(enter, led, boss):
    AreaPolicy.objects.update(undo_seconds=0)  # letters leave at once
    kari, ola = comer(led, "Synne Vik"), comer(led, "Ola Lie", email="")
    PersonFactory(name="Somebody Else")
    client = enter(boss)
    page = client.get(page_of(led))
    assert list(page.context["form"].fields) == ["schedule", "record", "from_on", "version"]
    choices = dict(page.context["form"].fields["schedule"].choices)
    assert set(choices) == {"", str(kari.pk), str(ola.pk)}
    data = sent(page, schedule=kari.pk, record=ola.pk)
    done = client.post(page_of(led), data, follow=True)
    assert done.redirect_chain == [(f"/activities/{led.pk}/", 302)]
    text = done.content.decode()
    assert "Synne leads this. Solbakken answers for it and may step in." in text
    assert "Ola Lie has no e-mail: please ring." in text
    mail.outbox.clear()
    sweep()
    assert [one.to for one in mail.outbox] == [[kari.email]]
    client.post(page_of(led), data)
    assert LeadingVolunteer.objects.count() == 2
    page = client.get(page_of(led))
    assert page.context["form"]["schedule"].value() == kari.pk
    client.post(page_of(led), sent(page, schedule=""))
    text = client.get(f"/activities/{led.pk}/").content.decode()
    assert "Nobody named yet: Solbakken acts meanwhile." in text


def test_a_foreign_person_is_no_choice_and_the_input_stays(enter, led, boss):
    stranger, client = PersonFactory(), enter(boss)
    comer(led, "Synne Vik")
    data = sent(client.get(page_of(led)), schedule=stranger.pk, from_on="2001-01-01")
    page = client.post(page_of(led), data)
    assert page.status_code == 200
    assert "Choose somebody who comes here and is not on hold." in page.content.decode()
    assert not LeadingVolunteer.objects.exists()


def test_of_two_hands_the_second_reads_so_and_may_press_again(enter, led, boss):
    kari, ola = comer(led, "Synne Vik"), comer(led, "Ola Lie")
    client = enter(boss)
    first = client.get(page_of(led))
    client.post(page_of(led), sent(first, schedule=kari.pk))
    late = client.post(page_of(led), sent(first, schedule=ola.pk))
    assert late.status_code == 200
    assert late.context["form"].is_stale
    again = client.post(page_of(led), sent(late))
    assert again.status_code == 302
    assert LeadingVolunteer.objects.get(until_at=None).person == ola


def test_where_nothing_is_left_to_volunteers_the_page_says_so(enter, boss):
    plain = ActivityFactory(unit=boss.unit)
    VersionFactory(activity=plain)
    page = enter(boss).get(page_of(plain)).content.decode()
    assert "No task is left to the volunteers here." in page
    assert "Say who leads" not in enter(boss).get(f"/activities/{plain.pk}/").content.decode()


@pytest.mark.parametrize(
    ("role", "says", "is_named"),
    [
        (Role.UNIT_MANAGER, "Synne leads this.", True),
        (Role.UNIT_STAFF, "Synne leads this.", True),
        (Role.COORDINATOR, "Synne leads this.", True),
        (Role.AREA_LEAD, "A volunteer leads this.", False),
    ],
)
def test_whoever_takes_part_reads_who_leads(enter, led, red, role, says, is_named):
    """The area's roles read no volunteer's name."""
    LeadingVolunteerFactory(activity=led, person=PersonFactory(name="Synne Vik"))
    scope = {
        Role.COORDINATOR: {"organisation": red},
        Role.AREA_LEAD: {"area": led.unit.area},
    }.get(role, {"unit": led.unit})
    client = enter(MembershipFactory(role=role, **scope))
    for address in (f"/activities/{led.pk}/", f"/activities/{led.pk}/who/"):
        page = client.get(address).content.decode()
        assert says in page
        assert "Nobody named yet: Solbakken acts meanwhile." in page  # attendance
        assert ("Synne" in page) == is_named
        assert (page_of(led) in page) == (role == Role.UNIT_MANAGER)


def test_a_partner_reads_on_a_session_that_a_volunteer_leads(enter, led, red):
    LeadingVolunteerFactory(activity=led, person=PersonFactory(name="Synne Vik"))
    shift = ShiftFactory(activity=led, starts_at=clock.now() + timedelta(days=30))
    client = enter(MembershipFactory(role=Role.COORDINATOR, organisation=red))
    page = client.get(f"/shifts/{shift.pk}/").content.decode()
    assert "Synne, a volunteer, leads this here for Solbakken" in page


@pytest.mark.parametrize("many", [1, 6])
def test_as_many_queries_for_one_as_for_many(enter, led, boss, many, django_assert_max_num_queries):
    for number in range(many):
        comer(led, f"Kari {number}")
    client = enter(boss)
    client.get(page_of(led))
    with django_assert_max_num_queries(18):
        client.get(page_of(led))
