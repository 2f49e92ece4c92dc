"""Looking for people: how much is asked of the database while a place stays locked."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careshare import clock
from coordination.signups import services
from coordination.signups.rules import SignUpState
from tests.factories.when import ShiftFactory, SignUpFactory

pytestmark = pytest.mark.django_db


def test_as_many_questions_for_one_who_waits_as_for_many():
    def _questions(many):
        now = clock.now()
        shift = ShiftFactory(starts_at=now + timedelta(days=3))
        for number in range(many):
            since = now - timedelta(hours=many - number)
            SignUpFactory(shift=shift, state=SignUpState.WAITLISTED, waiting_since=since)
        with CaptureQueriesContext(connection) as asked:
            services.fill(shift.positions.get().pk, now)
        assert shift.sign_ups.filter(state=SignUpState.OFFERED).count() == 1
        return len(asked)

    assert _questions(1) == _questions(6)
