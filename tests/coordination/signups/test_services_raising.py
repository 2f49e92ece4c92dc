"""Telling of a concern or a hard day, and closing it once."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from careshare import clock
from careshare.audit.models import AuditEntry
from careshare.errors import Refused
from careshare.outbox.models import Event
from coordination.signups.models import Raised
from coordination.signups.rules.raised import HowClosed, RaisedKind, RaisedReason
from coordination.signups.services import close_raised, raise_about
from tests.factories import PersonFactory, RaisedFactory, ShiftFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shift():
    return ShiftFactory(starts_at=clock.now() - timedelta(days=1))


def tell(shift, **more):
    person = PersonFactory(has_login=True)
    values = {
        "shift": shift, "kind": RaisedKind.CONCERN, "reason": RaisedReason.PLACE, "text": "",
        "form_uuid": uuid.uuid4(), "user": person.user, "person": person, "now": clock.now(),
    }  # fmt: skip
    return raise_about(**{**values, **more})


@pytest.mark.parametrize(
    ("kind", "reason", "event"),
    [
        (RaisedKind.CONCERN, RaisedReason.ACCIDENT, "concern.raised"),
        (RaisedKind.HARD_DAY, RaisedReason.SAD, "hard_day.raised"),
    ],
)
def test_it_is_noted_once_and_told(shift, kind, reason, event):
    user, key = UserFactory(), uuid.uuid4()
    rows = [
        tell(shift, kind=kind, reason=reason, form_uuid=key, user=user, text=" Wet floor ")
        for _press in range(2)
    ]
    assert rows[0] == rows[1]
    assert (rows[0].text, rows[0].activity_id) == ("Wet floor", shift.activity_id)
    assert Event.objects.filter(name=event, cause_id=rows[0].pk).count() == 1
    assert AuditEntry.objects.get(action=event).activity_id == shift.activity_id


def test_a_form_tells_of_one_thing_alone(shift):
    """Neither somebody else's form nor one's own of another session makes a second row."""
    key, mine = uuid.uuid4(), UserFactory()
    tell(shift, form_uuid=key, user=mine)
    other = ShiftFactory(activity=shift.activity, starts_at=shift.starts_at - timedelta(days=1))
    for again in ({"user": UserFactory()}, {"user": mine, "shift": other}):
        with pytest.raises(Refused) as refused:
            tell(**{"shift": shift, "form_uuid": key, **again})
        assert [one.code for one in refused.value.reasons] == ["raised_form_used"]
    assert Raised.objects.count() == 1


@pytest.mark.parametrize("days", [-1, 1])
def test_not_of_what_did_not_take_place(shift, days):
    state = "cancelled" if days < 0 else "planned"
    other = ShiftFactory(starts_at=clock.now() + timedelta(days=days), state=state)
    with pytest.raises(Refused) as refused:
        tell(other)
    assert [one.code for one in refused.value.reasons] == ["raised_not_begun"]
    assert not Raised.objects.exists()


def test_the_first_who_closes_it_says_what_came_of_it():
    row, first, second = RaisedFactory(), UserFactory(), UserFactory()
    now = clock.now()
    close_raised(row=row, how=HowClosed.TALKED, user=first, side="unit", now=now)
    with pytest.raises(Refused) as refused:
        close_raised(row=row, how=HowClosed.NOTHING, user=second, side="organisation:7", now=now)
    assert [one.code for one in refused.value.reasons] == ["raised_closed"]
    row.refresh_from_db()
    assert (row.closed_by, row.closed_side, row.how) == (first, "unit", HowClosed.TALKED)
    assert not Raised.objects.open().exists()
    entry = AuditEntry.objects.get(action="concern.closed")
    assert (entry.task, entry.side) == ("safeguard", "unit")


@pytest.mark.parametrize("half", [{"how": "talked"}, {"closed_at": clock.now()}])
def test_the_database_keeps_no_half_closed_one(half):
    with pytest.raises(IntegrityError), transaction.atomic():
        RaisedFactory(**half)


def test_somebody_told_of_it():
    with pytest.raises(IntegrityError), transaction.atomic():
        RaisedFactory(person=None)
