"""Whom a message did not reach is phoned, ticked off with who and when, and taken back."""

import pytest
from django.urls import reverse

from careshare.audit.models import AuditEntry
from careshare.outbox.models import Delivery
from coordination.today.access import failed_deliveries, still_to_phone
from coordination.today.models import Phoned
from tests.factories import AffiliationFactory, PersonFactory, ShiftFactory, SignUpFactory
from volunteers.memberships.access import Actor
from volunteers.memberships.models import Membership

from .conftest import NOW

pytestmark = pytest.mark.django_db
LIST = reverse("coordination:call-list")


@pytest.fixture
def odd(here):
    person = PersonFactory(name="Odd Lie", phone="+4722000009")
    AffiliationFactory(person=person, unit=here.walking.unit)
    return person


@pytest.fixture
def failed(here, odd):
    sign_up = SignUpFactory(person=odd, shift=ShiftFactory(activity=here.walking))
    return Delivery.objects.create(
        key="a", kind="x", cause="signup", cause_id=sign_up.pk, state="failed", subject="Moved",
        person_id=odd.pk, due_at=NOW,
    )  # fmt: skip


def press(client, person, **data):
    return client.post(reverse("coordination:call-reached", args=[person.pk]), data)


def open_for(membership):
    return list(still_to_phone(Actor(membership.user, membership), NOW))


def test_reached_leaves_today_and_says_who_and_when(here, odd, failed, enter):
    Membership.objects.filter(pk=here.staff.pk).update(name="Ida Moe")
    client = enter(here.staff)
    assert open_for(here.manager) == [failed]
    assert press(client, odd).status_code == 302
    assert open_for(here.manager) == []
    text = client.get(LIST).content.decode()
    assert "at 09:00 by Ida Moe" in text
    assert list(failed_deliveries(Actor(here.staff.user, here.staff), NOW)) == [failed]
    assert AuditEntry.objects.filter(action="person.phoned").count() == 1


def test_a_second_press_keeps_who_was_first_and_undo_opens_it_again(here, odd, failed, enter):
    press(enter(here.staff), odd)
    press(enter(here.manager), odd)
    assert Phoned.objects.get().reached_by == here.staff.user
    press(enter(here.manager), odd, reached="no")
    assert open_for(here.manager) == [failed]
    assert "Reached on" not in enter(here.manager).get(LIST).content.decode()


def test_a_later_message_has_to_be_told_again(here, odd, failed, enter):
    client = enter(here.staff)
    press(client, odd)
    Delivery.objects.create(
        key="b", kind="x", cause="signup", cause_id=failed.cause_id, state="failed",
        subject="Cancelled", person_id=odd.pk, due_at=NOW,
    )  # fmt: skip
    text = client.get(LIST).content.decode()
    assert "Cancelled" in text
    assert "Reached on" not in text


def test_strangers_find_nobody_to_phone(here, odd, failed, enter):
    assert press(enter(here.stranger), odd).status_code == 404
    assert not Phoned.objects.exists()
