"""A session that is moved or cancelled while its reminder is under way, over real HTTP (F8)."""

from datetime import timedelta

import pytest
import time_machine

from careshare import clock
from careshare.outbox.services.sweeping import sweep
from coordination.messages.access import link_path
from coordination.messages.rules import LinkAction
from coordination.shifts.models import Shift
from coordination.signups.models import SignUp
from tests.factories.when import SignUpFactory
from tests.factories.who import MembershipFactory, PersonFactory
from tests.support.visitors import Visitor

pytestmark = pytest.mark.race

SOON = timedelta(hours=3)
REMINDERS = {"Today", "Tomorrow"}  # by the hour at which the test runs


@pytest.fixture
def reminded(web, smtp, shift_with):
    """Somebody whose reminder is due, and the unit's manager at the site; no silent seconds."""
    now = clock.now()
    shift = shift_with(1, starts_at=now + SOON, ends_at=now + SOON * 2)
    type(shift.activity.unit.area.policy).objects.update(undo_seconds=0)
    vera = PersonFactory(name="Vera Vik", email="vera@example.org", has_login=True)
    sign_up = SignUpFactory(shift=shift, person=vera)
    SignUp.objects.update(made_at=now - timedelta(days=10))
    manager = Visitor(web, MembershipFactory(unit=shift.activity.unit).user)
    return shift, sign_up, manager, Visitor(web, vera.user)


def came_in(sink):
    """How the subjects begin of what came in since the last look, oldest first."""
    found = [str(one["Subject"]).strip().split(" Walking")[0].strip(":") for one in sink.messages]
    sink.messages.clear()
    return found


def sent(sink):
    """What the next sweep sends."""
    sweep()
    return came_in(sink)


def test_a_session_cancelled_while_its_reminder_leaves_is_corrected_by_the_next_sweep(
    reminded, smtp
):
    shift, _sign_up, manager, _vera = reminded
    answers = []
    form = {"scope": "this", "reason": "weather"}
    smtp.meanwhile = lambda: answers.append(manager.post(f"/shifts/{shift.pk}/cancel/", form))
    assert sent(smtp)[0] in REMINDERS
    assert [one.status for one in answers] == [302]
    assert sent(smtp) == ["Please do not come"]
    assert sent(smtp) == []


def test_a_session_moved_while_its_reminder_leaves_asks_anew_and_reminds_anew(reminded, smtp):
    shift, sign_up, manager, vera = reminded
    later = (shift.starts_at + timedelta(days=4)).astimezone(shift.activity.unit.zone)
    form = {
        "scope": "this", "on": later.date(), "starts": "14:00", "ends": "16:00", "minimum": 1,
        "maximum": 1, "version": shift.version, "confirm": "1",
    }  # fmt: skip
    answers = []
    smtp.meanwhile = lambda: answers.append(manager.post(f"/shifts/{shift.pk}/move/", form))
    assert sent(smtp)[0] in REMINDERS
    assert [one.status for one in answers] == [302]
    assert sent(smtp) == ["Does the new time suit you?"]
    link = link_path(LinkAction.NEW_TIME, sign_up.person, sign_up)
    assert vera.post(link, {"answer": "yes"}).status == 302
    assert sorted(sent(smtp)) == ["For the first time: Vera Vik,", "You are coming"]
    with time_machine.travel(Shift.objects.get().starts_at - SOON):
        assert sent(smtp)[0] in REMINDERS
        assert sent(smtp) == []
