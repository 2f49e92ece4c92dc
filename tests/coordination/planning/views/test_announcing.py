"""Writing to all volunteers: by whom the record says, looked at first, once, taken back in time."""

from datetime import timedelta

import pytest
from django.core import mail

from careshare import clock, limits
from careshare.outbox.models import Event
from careshare.outbox.services.sweeping import sweep
from coordination.activities.models import Announcement
from coordination.arrangements.rules import Doer
from tests.coordination.planning.views.steps import filled, url
from tests.factories import (
    AttendanceFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Task

pytestmark = pytest.mark.django_db
TEXT = "We meet at the side door on Wednesday. Welcome!"


@pytest.fixture
def coming(activity):
    """Vera comes twice, Odd has no e-mail, Gerd was here last week, Liv a year and a half ago."""
    shifts = [
        ShiftFactory(activity=activity, starts_at=clock.now() + timedelta(days=days), places=5)
        for days in (2, 3, -7, -500)
    ]
    vera = PersonFactory(name="Vera Lund", email="vera@example.org")
    SignUpFactory(shift=shifts[0], person=vera)
    SignUpFactory(shift=shifts[1], person=vera)
    SignUpFactory(shift=shifts[0], person=PersonFactory(name="Odd Lie", email=""))
    SignUpFactory(shift=shifts[0], state="cancelled", cancelled_by="volunteer")
    for shift, name in ((shifts[2], "Gerd Moe"), (shifts[3], "Liv Haug")):
        person = PersonFactory(name=name, email=f"{name[:4].lower().strip()}@example.org")
        AttendanceFactory(sign_up=SignUpFactory(shift=shift, person=person))
    return activity


def send(client, where, **values):
    """Both steps: written, looked at, sent."""
    data = filled(client.get(where), text=TEXT, **values)
    return client.post(where, data), client.post(where, {**data, "confirm": "1"})


def letters():
    """Everything that is due, the silent seconds being over."""
    Event.objects.update(due_at=clock.now() - timedelta(minutes=1))
    sweep()
    return {letter.to[0]: letter for letter in mail.outbox}


def test_it_is_looked_at_first_and_reaches_each_once(coming, manager):
    where = url("activity-write", coming.pk)
    looked, sent = send(manager, where)
    page = looked.content.decode()
    assert TEXT in page
    assert "1 volunteer gets this by e-mail." in page
    assert "Odd Lie" in page
    assert sent.status_code == 302
    found = letters()
    assert set(found) == {"vera@example.org"}
    assert TEXT in found["vera@example.org"].body
    assert "Written before" in manager.get(where).content.decode()


def test_looking_writes_nothing_and_changing_keeps_the_words(coming, manager):
    where = url("activity-write", coming.pk)
    data = filled(manager.get(where), text=TEXT)
    manager.post(where, data)
    again = manager.post(where, {**data, "change": "1"}).content.decode()
    assert TEXT in again
    assert "Look at it before it goes out" in again
    assert not Announcement.objects.exists()


def test_a_second_press_writes_once(coming, manager):
    where = url("activity-write", coming.pk)
    data = filled(manager.get(where), text=TEXT) | {"confirm": "1"}
    for _press in range(2):
        assert manager.post(where, data).status_code == 302
    assert (
        Announcement.objects.count() == Event.objects.filter(name="announcement.made").count() == 1
    )


def test_thanks_go_to_those_who_came(coming, manager):
    send(manager, url("activity-thank", coming.pk))
    assert set(letters()) == {"gerd@example.org"}
    assert "Thank you" in mail.outbox[0].subject


def test_taken_back_in_time_nobody_gets_it(coming, manager):
    send(manager, url("activity-write", coming.pk))
    row = Announcement.objects.get()
    manager.post(url("announcement-take-back", row.pk))
    assert letters() == {}
    row.refresh_from_db()
    assert row.withdrawn_at is not None


def test_what_is_on_its_way_is_not_taken_back(coming, manager):
    send(manager, url("activity-write", coming.pk))
    row = Announcement.objects.get()
    row.made_at -= timedelta(hours=1)
    row.save()
    answer = manager.post(url("announcement-take-back", row.pk))
    assert "It is on its way already." in answer.content.decode()
    assert len(letters()) == 1


@pytest.mark.parametrize(
    ("doer", "unit_may", "partner_may"),
    [(Doer.UNIT, True, False), (Doer.ORGANISATION, False, True), (Doer.SHARED, True, True)],
)
def test_who_may_write_follows_the_record(
    activity, manager, coordinator, red, doer, unit_may, partner_may
):
    named = () if doer == Doer.UNIT else (red,)
    rows = [*core_rows(Doer.SHARED, red), task_row(Task.INFORM, doer, *named)]
    VersionFactory(activity=activity, rows=rows)
    where = url("activity-write", activity.pk)
    answers = [client.get(where).status_code for client in (manager, coordinator)]
    assert answers == [200 if may else 403 for may in (unit_may, partner_may)]
    ShiftFactory(activity=activity)
    links = [
        where in client.get(url("activity-detail", activity.pk)).content.decode()
        for client in (manager, coordinator)
    ]
    assert links == [unit_may, partner_may]


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"text": "x" * 2001}, {"audience": "all"}, {"text": "01010750160"}]
)
def test_bad_input_keeps_what_was_written_and_sends_nothing(coming, manager, wrong):
    where = url("activity-write", coming.pk)
    data = filled(manager.get(where), text=TEXT) | wrong | {"confirm": "1"}
    answer = manager.post(where, data)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Announcement.objects.exists()


def test_where_nobody_is_reached_it_says_so(activity, manager):
    where = url("activity-write", activity.pk)
    answer = manager.post(where, filled(manager.get(where), text=TEXT) | {"confirm": "1"})
    assert "There is nobody whom this would reach." in answer.content.decode()
    assert not Announcement.objects.exists()


def test_whoever_writes_without_end_is_refused_and_keeps_the_text(coming, manager, monkeypatch):
    """S19: looking at it is not counted, sending is."""
    spent = {"message_many": limits.LIMITS["message_many"]._replace(most=1)}
    monkeypatch.setattr(limits, "LIMITS", spent)
    first = send(manager, url("activity-write", coming.pk))
    looked, refused = send(manager, url("activity-write", coming.pk))
    assert (first[1].status_code, looked.status_code, refused.status_code) == (302, 200, 200)
    assert "You have sent very much" not in looked.content.decode()
    assert "You have sent very much in a short time" in refused.content.decode()
    assert f"{TEXT}</textarea>" in refused.content.decode()
    assert Announcement.objects.count() == 1
