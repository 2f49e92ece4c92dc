"""People on lists, and people behind log-ins."""

import uuid
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from careshare.audit.models import AuditEntry
from careshare.errors import Refused, Stale
from tests.factories import AffiliationFactory, PersonFactory, SightFactory, UserFactory
from volunteers.accounts.models import User
from volunteers.memberships.access import Actor
from volunteers.memberships.models import Membership
from volunteers.people.access import known_to
from volunteers.people.models import Person
from volunteers.people.rules import AffiliationKind
from volunteers.people.services import (
    add_person,
    affiliate,
    change_person,
    likely_duplicates,
    link_people,
    register,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def _add(hat, form=None, **values) -> Person:
    return add_person(
        actor=hat.user,
        hat=hat,
        form_uuid=form or uuid.uuid4(),
        values={"name": "Vera Lund", **values},
        today=DAY,
    )


def test_a_name_is_enough_and_the_person_belongs_to_the_side(here):
    for hat, kind, party in (
        (here.manager, AffiliationKind.UNIT_DIRECT, here.unit),
        (here.coordinator, AffiliationKind.ORGANISED, here.organisation),
    ):
        row = _add(hat).affiliations.get()
        assert (row.kind, row.unit or row.organisation, row.since) == (kind, party, DAY)


def test_the_same_form_twice_is_one_person(here):
    form = uuid.uuid4()
    assert _add(here.manager, form) == _add(here.manager, form)
    assert Person.objects.count() == 1


def test_a_form_of_another_side_is_not_found_by_its_uuid(here, elsewhere):
    form = uuid.uuid4()
    _add(elsewhere.manager, form)
    with pytest.raises(Refused):
        _add(here.manager, form)


def test_likely_duplicates_are_of_the_same_name_and_contact_and_in_sight(here, elsewhere):
    same = _add(here.manager, email="Vera@Example.org", phone="+4740012345")
    _add(here.manager, email="other@example.org")
    _add(elsewhere.manager, email="vera@example.org")
    who = {"user": here.manager.user, "name": "VERA LUND"}
    assert likely_duplicates(**who, email="vera@example.org", phone="") == [same]
    assert likely_duplicates(**who, email="", phone="+4740012345") == [same]
    assert likely_duplicates(**who, email="", phone="") == []


def test_the_same_person_joins_the_list_once(here):
    person = PersonFactory()
    for _press in range(2):
        affiliate(actor=here.manager.user, hat=here.manager, person=person, today=DAY)
    assert person.affiliations.count() == 1


def test_the_second_hand_is_told(here):
    person = _add(here.manager)
    change = {"actor": here.manager.user, "person": person, "opened": 1}
    change_person(**change, values={"name": "Vera Moe"})
    with pytest.raises(Stale):
        change_person(**change, values={"name": "Vera Eide"})
    assert AuditEntry.objects.get(action="person.changed").fields == ["name"]


def test_the_address_of_who_logs_in_is_their_own(here):
    person = PersonFactory(has_login=True)
    with pytest.raises(Refused):
        change_person(
            actor=here.manager.user, person=person, opened=1, values={"email": "mine@example.org"}
        )


def test_a_log_in_finds_its_people(django_assert_num_queries):
    user = UserFactory(email="couple@example.org")
    couple = PersonFactory.create_batch(2, email="couple@example.org")
    taken = PersonFactory(has_login=True)
    assert link_people(user) == 2
    assert set(user.people.all()) == set(couple)
    taken.refresh_from_db()
    assert taken.user != user
    with django_assert_num_queries(1):
        assert link_people(user) == 0


def test_an_address_that_was_never_verified_finds_nobody():
    user = UserFactory(email="vera@example.org", verified=False)
    PersonFactory(email="vera@example.org")
    assert link_people(user) == 0


def test_people_without_an_address_stay_alone():
    PersonFactory(email="")
    assert link_people(UserFactory()) == 0


def test_registering_makes_an_unorganised_volunteer_once(here):
    user, form = UserFactory(), uuid.uuid4()
    people = {
        register(
            user=user,
            form_uuid=form,
            name="Vera",
            phone="",
            area=here.area,
            language="nb",
            today=DAY,
        )
        for _press in range(2)
    }
    person = people.pop()
    assert not people
    assert (person.email, person.offered_to) == (user.email, here.area)
    assert person.affiliations.get().kind == AffiliationKind.UNORGANISED


def test_who_sees_whom(here, elsewhere):
    """S5: a volunteer lists nobody else; a unit sees its own and who comes there."""
    own = AffiliationFactory(unit=here.unit).person
    comes = SightFactory(unit=here.unit).person
    gone = SightFactory(unit=here.unit, until_on=date(2020, 1, 1)).person
    foreign = AffiliationFactory(unit=elsewhere.unit).person
    volunteer = PersonFactory(has_login=True)
    assert set(Person.objects.visible_to(here.manager.user)) == {own, comes}
    assert set(Person.objects.visible_to(volunteer.user)) == {volunteer}
    assert set(Person.objects.visible_to(here.lead.user)) == set()
    assert {gone, foreign}.isdisjoint(Person.objects.visible_to(here.staff.user))


def test_a_person_added_later_finds_the_log_in_of_the_address(here):
    user = UserFactory()
    values = {"name": "Vera Lund", "email": user.email.upper()}
    person = add_person(
        actor=here.manager.user,
        hat=here.manager,
        form_uuid=uuid.uuid4(),
        values=values,
        today=date(2026, 11, 23),
    )
    person.refresh_from_db()
    assert person.user == user


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("America/Los_Angeles", "2026-06-02T03:00"), ("Pacific/Auckland", "2026-06-01T13:00")],
)
def test_sight_ends_at_midnight_where_the_place_is(here, zone, hour):
    """Not at UTC's: the last day is seen to its end, and not an hour longer."""
    here.area.time_zone = zone
    here.area.save()
    now = datetime.fromisoformat(hour).replace(tzinfo=UTC)
    there = now.astimezone(ZoneInfo(zone)).date()
    assert there != now.date()
    SightFactory(person=PersonFactory(name="Last Day"), unit=here.unit, until_on=there)
    gone = PersonFactory(name="Gone")
    SightFactory(person=gone, unit=here.unit, until_on=there - timedelta(days=1))
    with time_machine.travel(now, tick=False):
        user = User.objects.get(pk=here.manager.user_id)
        hat = Membership.objects.get(pk=here.manager.pk)
        for seen in (Person.objects.visible_to(user), known_to(Actor(user, hat))):
            assert [one.name for one in seen] == ["Last Day"]
