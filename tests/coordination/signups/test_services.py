"""Signing up, approving, cancelling, undoing, attendance."""

import uuid
from datetime import timedelta

import pytest

from careshare import clock
from careshare.audit.models import AuditEntry
from careshare.errors import Refused
from careshare.outbox.models import Event
from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules import AttendanceState, CancelledBy, CancelReason
from coordination.signups.services import (
    Entry,
    approve,
    cancel,
    decline,
    record_attendance,
    record_list,
    sign_up,
    undo_cancel,
)
from tests.factories import (
    ActivityFactory,
    ClosureFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def reasons(act) -> set[str]:
    with pytest.raises(Refused) as refusal:
        act()
    return {reason.code for reason in refusal.value.reasons}


def come(shift, person=None, **options) -> SignUp:
    return sign_up(
        person=person or PersonFactory(),
        position=shift.positions.get(),
        user=UserFactory(),
        **options,
    )


def approve_first(**values):
    return ShiftFactory(
        activity=ActivityFactory(is_published=True, sign_up_mode="approve_first"), **values
    )


class TestSignUp:
    def test_a_place_is_confirmed_with_one_event_and_one_audit_row(self):
        made = come(ShiftFactory())
        assert made.state == "confirmed"
        assert Event.objects.filter(name="signup.confirmed", cause_id=made.pk).count() == 1
        assert AuditEntry.objects.filter(subject_type="signup", subject_id=made.pk).count() == 1

    def test_a_second_press_gives_the_first_answer(self):
        shift, person = ShiftFactory(), PersonFactory()
        assert come(shift, person).pk == come(shift, person).pk

    def test_the_same_form_after_cancelling_makes_nothing_new(self):
        shift, person, form = ShiftFactory(), PersonFactory(), uuid.uuid4()
        made = come(shift, person, form_uuid=form)
        cancel(sign_up=made, by=CancelledBy.VOLUNTEER, user=None, now=clock.now())
        assert come(shift, person, form_uuid=form).pk == made.pk
        assert not SignUp.objects.live().exists()

    def test_a_full_session_refuses(self):
        shift = ShiftFactory()
        come(shift)
        assert reasons(lambda: come(shift)) == {"shift_full"}

    def test_every_reason_is_said(self):
        shift = ShiftFactory(starts_at=clock.now() - timedelta(hours=1), state="cancelled")
        assert reasons(lambda: come(shift)) == {"shift_past", "shift_cancelled"}

    def test_a_closed_place_refuses_and_keeps_who_has_a_place(self):
        shift = ShiftFactory(places=2)
        kept = come(shift)
        ClosureFactory(unit=shift.activity.unit)
        assert reasons(lambda: come(shift)) == {"place_closed"}
        kept.refresh_from_db()
        assert kept.state == "confirmed"

    def test_an_overlap_names_the_other(self):
        person, first = PersonFactory(), ShiftFactory()
        come(first, person)
        second = ShiftFactory(starts_at=first.starts_at + timedelta(hours=1))
        with pytest.raises(Refused) as refusal:
            come(second, person)
        (reason,) = refusal.value.reasons
        assert first.activity.name in reason.values["other"]


class TestApproving:
    def test_a_request_is_approved_once(self):
        asked = come(approve_first())
        assert asked.state == "requested"
        for _press in range(2):
            done = approve(sign_up=asked, user=UserFactory(), side="unit", now=clock.now())
            assert done.state == "confirmed"
        assert Event.objects.filter(name="signup.confirmed", cause_id=asked.pk).count() == 1

    def test_a_request_is_not_approved_where_there_is_no_room(self):
        shift = approve_first(places=1)
        asked = come(shift)
        SignUpFactory(shift=shift)
        act = {"sign_up": asked, "user": UserFactory(), "side": "unit", "now": clock.now()}
        assert reasons(lambda: approve(**act)) == {"shift_full"}
        assert decline(**act).state == "declined"

    def test_who_was_declined_is_not_approved(self):
        asked = come(approve_first())
        act = {"sign_up": asked, "user": UserFactory(), "side": "unit", "now": clock.now()}
        decline(**act)
        assert reasons(lambda: approve(**act)) == {"sign_up_not_requested"}


class TestCancelling:
    def test_a_call_frees_the_place_and_keeps_who_took_it(self):
        shift, taker = ShiftFactory(), UserFactory()
        made = come(shift)
        for _press in range(2):
            gone = cancel(
                sign_up=made, by=CancelledBy.VOLUNTEER, user=taker, reason=CancelReason.RANG,
                now=clock.now(),
            )  # fmt: skip
            assert (gone.state, gone.cancelled_by, gone.cancel_reason) == (
                "cancelled",
                "volunteer",
                "rang",
            )
            assert gone.cancelled_by_user == taker
        assert shift.positions.get().taken == 0
        assert Event.objects.filter(name="signup.cancelled").count() == 1

    def test_after_the_start_only_as_long_as_the_area_says(self):
        start = clock.now() - timedelta(hours=1)
        made = SignUpFactory(shift=ShiftFactory(starts_at=start))
        act = {"sign_up": made, "by": CancelledBy.VOLUNTEER, "user": None, "now": clock.now()}
        assert reasons(lambda: cancel(**act)) == {"cancel_after_start"}
        assert cancel(**act, may_be_late=timedelta(hours=2)).state == "cancelled"

    def test_undoing_gives_the_place_back_while_it_is_free(self):
        shift = ShiftFactory()
        made = come(shift)
        cancel(sign_up=made, by=CancelledBy.VOLUNTEER, user=None, now=clock.now())
        for _press in range(2):
            assert undo_cancel(sign_up=made, user=None, now=clock.now()).state == "confirmed"
        cancel(sign_up=made, by=CancelledBy.VOLUNTEER, user=None, now=clock.now())
        come(shift)
        assert reasons(lambda: undo_cancel(sign_up=made, user=None, now=clock.now())) == {
            "shift_full"
        }

    @pytest.mark.parametrize(("is_approved", "state"), [(True, "confirmed"), (False, "requested")])
    def test_undoing_a_request_does_not_approve_it(self, is_approved, state):
        made = come(approve_first())
        if is_approved:
            approve(sign_up=made, user=None, side="unit", now=clock.now())
        cancel(sign_up=made, by=CancelledBy.VOLUNTEER, user=None, now=clock.now())
        assert undo_cancel(sign_up=made, user=None, now=clock.now()).state == state


class TestAttendance:
    def shift(self, **values):
        return ShiftFactory(starts_at=clock.now() - timedelta(hours=3), **values)

    def record(self, made, state, **options) -> Attendance:
        return record_attendance(
            sign_up=made, state=state, user=None, side="unit", now=clock.now(), **options
        )

    def test_who_came_has_the_sessions_minutes(self):
        made = SignUpFactory(shift=self.shift())
        assert self.record(made, AttendanceState.CAME).minutes == 120
        assert self.record(made, AttendanceState.ABSENT).minutes == 0

    def test_the_same_again_changes_nothing_and_a_correction_is_logged(self):
        made = SignUpFactory(shift=self.shift())
        for state in (AttendanceState.CAME, AttendanceState.CAME, AttendanceState.ABSENT):
            last = self.record(made, state)
        assert last.version == 2
        actions = AuditEntry.objects.filter(subject_type="attendance").values_list("action")
        assert [action for (action,) in actions.order_by("pk")] == [
            "attendance.recorded",
            "attendance.corrected",
        ]

    def test_partly_needs_times_that_fit(self):
        shift = self.shift()
        made = SignUpFactory(shift=shift)
        start = shift.starts_at
        assert reasons(lambda: self.record(made, AttendanceState.PARTLY)) == {"partly_needs_times"}
        times = {"came_at": start, "left_at": start - timedelta(minutes=5)}
        assert reasons(lambda: self.record(made, AttendanceState.PARTLY, **times)) == {
            "partly_times_wrong"
        }
        another = {"came_at": shift.ends_at, "left_at": shift.ends_at + timedelta(minutes=30)}
        assert reasons(lambda: self.record(made, AttendanceState.PARTLY, **another)) == {
            "partly_times_wrong"
        }
        times["left_at"] = start + timedelta(minutes=45)
        assert self.record(made, AttendanceState.PARTLY, **times).minutes == 45

    def test_nobody_came_to_what_has_not_begun(self):
        made = SignUpFactory()
        assert reasons(lambda: self.record(made, AttendanceState.CAME)) == {"attendance_too_early"}
        assert self.record(made, AttendanceState.ABSENT_WITH_NOTICE).minutes == 0

    def test_a_list_is_recorded_whole_or_not_at_all(self):
        shift = self.shift(places=2)
        good = SignUpFactory(shift=shift)
        bad = SignUpFactory(shift=shift, state="cancelled")
        entries = [Entry(good, AttendanceState.CAME), Entry(bad, AttendanceState.CAME)]
        act = {"entries": entries, "user": None, "side": "unit", "now": clock.now()}
        assert reasons(lambda: record_list(**act)) == {"attendance_needs_confirmed"}
        assert not Attendance.objects.exists()
