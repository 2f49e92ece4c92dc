"""A yes that a page showed is asked again under lock: the record may have changed since."""

import contextlib
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careshare import clock
from coordination.arrangements.access import may
from coordination.arrangements.rules import CORE_TASKS, Doer
from coordination.planning.services import agreeing
from coordination.planning.services.deciding import still_allowed
from coordination.planning.views import attendance, cancelling, placing
from coordination.signups.models import Attendance
from tests.factories import ShiftFactory, SignUpFactory, VersionFactory, task_row
from tests.factories.what import core_rows
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, Task


def theirs(activity, partner):
    """Red Cross alone sees to everything from now on."""
    tasks = (*CORE_TASKS, Task.RECORD)
    VersionFactory(
        activity=activity, rows=[task_row(one, Doer.ORGANISATION, partner) for one in tasks]
    )


@pytest.fixture
def changes_meanwhile(activity, partner, monkeypatch):
    """Somebody agrees on another record after a page asked, before its act has begun."""

    def _change(module, name):
        original = getattr(module, name)

        def late(*args, **values):
            theirs(activity, partner)
            return original(*args, **values)

        monkeypatch.setattr(module, name, late)

    return _change


def test_an_answer_to_a_request(activity, manager, coordinator, enter, changes_meanwhile):
    asked = SignUpFactory(shift=ShiftFactory(activity=activity, places=3), state="requested")
    changes_meanwhile(placing, "stepping_in")
    url = reverse("coordination:sign-up-answer", args=[asked.pk])
    refused = enter(manager).post(url, {"answer": "approve"})
    assert refused.status_code == 403
    assert "This is up to Red Cross here" in refused.content.decode()
    asked.refresh_from_db()
    assert asked.state == "requested"


def test_attendance(activity, partner, manager, coordinator, enter, changes_meanwhile):
    shift = ShiftFactory(activity=activity, starts_at=clock.now() - timedelta(days=1))
    SignUpFactory(shift=shift)
    changes_meanwhile(attendance, "stepping_in")
    url = reverse("coordination:attendance", args=[shift.pk])
    VersionFactory(activity=activity, rows=core_rows())
    assert enter(manager).post(url, {"everybody": "1"}).status_code == 403
    assert not Attendance.objects.exists()
    assert enter(coordinator).post(url, {"everybody": "1"}).status_code == 302


def test_a_cancellation(activity, manager, enter, changes_meanwhile):
    shift = ShiftFactory(activity=activity)
    changes_meanwhile(cancelling, "still_allowed")
    url = reverse("coordination:shift-cancel", args=[shift.pk])
    assert enter(manager).post(url, {"reason": "weather"}).status_code == 403
    shift.refresh_from_db()
    assert shift.state == "planned"
    assert enter(manager).post(url, {"reason": "safety"}).status_code == 302  # the unit always may


def test_the_verdict_is_that_of_the_record_under_the_lock(activity, partner, manager):
    actor = Actor(manager.user, manager)
    ask = partial(may, actor, Capability.PLACE_PEOPLE)
    with (
        CaptureQueriesContext(connection, ) as queries,
        still_allowed(activity, ask) as verdict,
    ):  # fmt: skip
        assert verdict.party == "unit"
    assert len(queries) <= 8
    theirs(activity, partner)
    with pytest.raises(PermissionDenied), still_allowed(activity, ask):
        raise AssertionError("it is no longer allowed")


def test_what_fails_inside_leaves_nothing(activity, manager):
    ask = partial(may, Actor(manager.user, manager), Capability.PLACE_PEOPLE)
    with contextlib.suppress(ZeroDivisionError), still_allowed(activity, ask):
        ShiftFactory(activity=activity)
        raise ZeroDivisionError
    assert not activity.shifts.exists()


def test_only_a_side_that_is_asked_and_speaks_may_answer(
    activity, partner, manager, staff, coordinator, outsider
):
    rows = core_rows(Doer.SHARED, partner)
    version = VersionFactory(
        activity=activity, rows=rows, state="proposed", based_on=activity.versions.get()
    )
    now = version.proposed_at + timedelta(days=1)
    for whom, code in ((staff, "role_may_not"), (outsider, "not_a_party")):
        for answer in (agreeing.agree, agreeing.withdraw):
            with pytest.raises(PermissionDenied) as denied:
                answer(version=version, actor=Actor(whom.user, whom), now=now)
            assert denied.value.args[0].code == code
    agreed = agreeing.agree(version=version, actor=Actor(coordinator.user, coordinator), now=now)
    assert agreed.agreements.get().party == f"organisation:{partner.pk}"
