"""Who came, who did not, who comes for the first time, and what changed: told by the record."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careshare import clock
from careshare.outbox.models import Delivery
from careshare.outbox.services.events import expand_due
from coordination.arrangements.rules import CORE_TASKS, Doer
from coordination.messages.access.cases import waiting_inductions
from coordination.messages.services.waiting import missing_steps_of_inductions
from coordination.planning.access.moving import Scope
from coordination.planning.services.moving import Change, change_sessions
from coordination.planning.services.suspending import lift, suspend
from coordination.signups.models import Suspension
from coordination.signups.rules import AttendanceState, CancelledBy, SuspensionReason
from coordination.signups.services import cancel, come, record_attendance
from coordination.signups.services.signing_up import announce
from tests.coordination.messages.helpers import letters
from tests.factories import (
    ActivityFactory,
    ClosureFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    task_row,
)
from volunteers.memberships.access import Actor
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import Role, Task

CARED_FOR = (
    Task.TRAIN, Task.SUPERVISE, Task.RECOGNISE, Task.INFORM, Task.SAFEGUARD, Task.HOST,
)  # fmt: skip
DAY = timedelta(days=1)


@pytest.fixture
def partner(db):
    """Red Cross inducts, supports, thanks, informs, receives and sees to safety."""
    organisation = OrganisationFactory(name="Red Cross")
    return MembershipFactory(
        role=Role.COORDINATOR, organisation=organisation, user__email="red@example.org"
    )


@pytest.fixture
def activity(partner):
    found = ActivityFactory(name="Walking group", state="published", unit__name="Solbakken")
    found.unit.area.policy.undo_seconds = 0
    found.unit.area.policy.save()
    rows = [task_row(task, Doer.UNIT) for task in CORE_TASKS if task not in CARED_FOR]
    rows += [task_row(task, Doer.ORGANISATION, partner.organisation) for task in CARED_FOR]
    VersionFactory(activity=found, rows=rows)
    return found


@pytest.fixture
def manager(activity):
    return MembershipFactory(unit=activity.unit, user__email="unit@example.org")


@pytest.fixture
def odd(db):
    return PersonFactory(name="Odd Lie", email="")


def session(activity, days: float):
    return ShiftFactory(activity=activity, starts_at=clock.now() + days * DAY, places=9)


def subjects(to: str) -> list[str]:
    return [one.subject for one in letters() if one.to == [to]]


def note(activity, person, days: float, state: AttendanceState, **values):
    sign_up = SignUpFactory(shift=session(activity, -days), person=person)
    return record_attendance(
        sign_up=sign_up, state=state, user=None, side="unit", now=clock.now(), **values
    )


def test_whoever_trains_hears_once_who_comes_for_the_first_time(activity, manager, odd):
    for days in (5, 9):
        shift = type(session(activity, days)).objects.for_pages().latest("pk")
        come(person=odd, shift=shift, user=None, now=clock.now())
    (told,) = subjects("red@example.org")
    assert told.startswith("For the first time: Odd Lie, Walking group, ")
    assert not [one for one in subjects("unit@example.org") if "first time" in one]
    assert Delivery.objects.filter(kind="induction-due").count() == 1


def first_time_in(activity, days: float, known: float):
    """Somebody new has a place since so many days."""
    return SignUpFactory(
        shift=session(activity, days), person=PersonFactory(email=""),
        made_at=clock.now() - known * DAY,
    )  # fmt: skip


def soon(found) -> list[str]:
    return sorted(one.to[0] for one in found if one.subject.startswith("For the first time soon"))


def test_an_induction_goes_on_to_colleagues_the_deputy_and_the_other_side(
    activity, partner, manager
):
    """Since a week before it: two days, two days, and half of the three that are left."""
    there = {"role": Role.COORDINATOR, "organisation": partner.organisation}
    MembershipFactory(**there, user__email="second@example.org")
    MembershipFactory(**there, user__email="deputy@example.org", deputy_for=partner)
    side = ["deputy@example.org", "red@example.org", "second@example.org"]
    for days, told in (
        (5.1, []),
        (4.9, side),
        (2.9, ["deputy@example.org"]),
        (1.4, [*side, "unit@example.org"]),
    ):
        new = first_time_in(activity, days, known=30)
        found = letters()
        assert soon(found) == told
        assert soon(letters()) == []
        for one in found:
            assert new.person.name not in one.body
            assert f"/shifts/{new.shift_id}/" in one.body
            assert "The induction is up to Red Cross." in one.body


def test_an_induction_waits_since_the_place_was_given_not_since_it_was_asked(activity, manager):
    new = first_time_in(activity, 6, known=30)
    announce(new, "signup.confirmed", clock.now())
    assert soon(letters()) == []


def test_of_an_induction_nobody_hears_twice_where_a_side_has_nobody(activity, partner, manager):
    Membership.objects.filter(pk=partner.pk).update(ended_at=clock.now())
    shift = type(session(activity, 5)).objects.for_pages().latest("pk")
    come(person=PersonFactory(email=""), shift=shift, user=None, now=clock.now())
    (told,) = [one for one in subjects("unit@example.org") if "first time" in one]
    assert not told.startswith("For the first time soon")


def test_an_induction_that_is_no_longer_due_is_not_told(activity, manager):
    gone, closed = (first_time_in(activity, days, known=30) for days in (4.8, 4.9))
    assert missing_steps_of_inductions(clock.now())
    SignUpFactory._meta.model.objects.filter(pk=gone.pk).update(state="cancelled")
    ClosureFactory(unit=activity.unit, starts_at=clock.now(), ends_at=clock.now() + 6 * DAY)
    assert closed.state == "confirmed"
    assert soon(letters()) == []


def test_inductions_ask_as_often_for_many_as_for_one(activity, partner):
    first_time_in(activity, 6, known=0)
    with CaptureQueriesContext(connection) as one:
        waiting_inductions(clock.now())
    for days in (5, 5.5, 6.5):
        first_time_in(activity, days, known=0)
    with CaptureQueriesContext(connection) as many:
        assert len(waiting_inductions(clock.now())) == 4
    assert len(many) == len(one)


def test_who_has_been_there_needs_no_induction(activity, odd):
    note(activity, odd, 5, AttendanceState.CAME)
    letters()
    shift = type(session(activity, 5)).objects.for_pages().latest("pk")
    come(person=odd, shift=shift, user=None, now=clock.now())
    assert subjects("red@example.org") == []


def test_whoever_supports_hears_who_did_not_come_and_gave_no_notice(activity, manager, odd):
    note(activity, odd, 5, AttendanceState.ABSENT)
    note(activity, PersonFactory(email=""), 5, AttendanceState.ABSENT_WITH_NOTICE)
    (told,) = subjects("red@example.org")
    assert told.startswith("Did not come: Odd Lie, Walking group, ")
    assert subjects("unit@example.org") == []


def test_what_was_corrected_in_time_is_not_told(activity, odd):
    row = note(activity, odd, 5, AttendanceState.ABSENT)
    record_attendance(
        sign_up=row.sign_up, state=AttendanceState.ABSENT_WITH_NOTICE, user=None, side="unit",
        now=clock.now(),
    )  # fmt: skip
    assert subjects("red@example.org") == []


def test_whoever_thanks_hears_of_the_first_and_the_tenth_time_once(activity, odd):
    for days in range(20, 9, -1):  # eleven times
        note(activity, odd, days, AttendanceState.CAME)
    assert sorted(subjects("red@example.org")) == [
        "Odd Lie has come 10 times: Walking group",
        "Odd Lie has come for the first time: Walking group",
    ]
    note(activity, odd, 30, AttendanceState.CAME)  # recorded late: the first time is told already
    assert subjects("red@example.org") == []


def test_the_tenth_time_is_told_where_an_earlier_day_is_recorded_last(activity, odd):
    for days in range(20, 11, -1):  # nine times
        note(activity, odd, days, AttendanceState.CAME)
    letters()
    note(activity, odd, 30, AttendanceState.CAME)
    assert subjects("red@example.org") == ["Odd Lie has come 10 times: Walking group"]
    note(activity, odd, 31, AttendanceState.ABSENT_WITH_NOTICE)
    note(activity, odd, 32, AttendanceState.CAME)
    assert subjects("red@example.org") == []


def test_whoever_receives_hears_who_leaves_late_and_only_then(activity, odd):
    for days, told in ((9, 0), (0.5, 1)):
        sign_up = SignUpFactory(shift=session(activity, days), person=odd)
        cancel(sign_up=sign_up, by=CancelledBy.VOLUNTEER, user=None, now=clock.now())
        assert len([one for one in subjects("red@example.org") if "Odd Lie" in one]) == told


def moved(shift, manager, hours: float):
    starts = shift.starts_at + timedelta(hours=hours)
    local = starts.astimezone(shift.activity.unit.zone)
    length = shift.ends_at - shift.starts_at
    change = Change(
        on=local.date(), starts=local.time(), ends=(local + length).time(), place=shift.place
    )
    change_sessions(
        shift=shift, scope=Scope.THIS, change=change, opened=shift.version, user=manager.user,
        now=clock.now(),
    )  # fmt: skip
    return type(shift).objects.for_pages().get(pk=shift.pk)


def test_whoever_informs_hears_of_a_moved_session_but_not_of_one_moved_back_in_time(
    activity, manager
):
    shift = type(session(activity, 9)).objects.for_pages().get()
    shift = moved(shift, manager, 1)
    (told,) = subjects("red@example.org")
    assert told.startswith("Moved: Walking group, now ")
    assert subjects("unit@example.org") == []  # who moved it knows
    activity.unit.area.policy.undo_seconds = 45
    activity.unit.area.policy.save()
    shift = type(shift).objects.for_pages().get(pk=shift.pk)
    shift = moved(moved(shift, manager, 2), manager, -2)
    Delivery.objects.all().delete()
    expand_due(clock.now() + timedelta(minutes=2))
    assert not Delivery.objects.filter(kind="session-moved").exists()


def test_whoever_sees_to_safety_hears_of_a_hold_and_its_end_never_why(activity, manager, odd):
    SignUpFactory(shift=session(activity, -3), person=odd)
    actor = Actor(manager.user, manager)
    now = clock.now()
    suspend(person=odd, actor=actor, reason=SuspensionReason.CONFIDENTIALITY, now=now)
    sent = [one for one in letters() if one.to == ["red@example.org"]]
    (told,) = [one for one in sent if one.subject == "Odd Lie is on hold"]
    assert "Solbakken has put Odd Lie on hold" in told.body
    assert "onfidential" not in told.body
    lift(row=Suspension.objects.get(), actor=actor, now=clock.now())
    assert "Odd Lie is no longer on hold" in subjects("red@example.org")
