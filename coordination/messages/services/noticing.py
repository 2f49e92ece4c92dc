"""Who came, who did not, and who comes for the first time: told to whoever sees to it."""

from __future__ import annotations

from careshare.outbox.models import Event
from careshare.outbox.services.kinds import Draft
from coordination.arrangements.access import record_of
from coordination.messages.access import colleagues
from coordination.messages.rules import MILESTONES, TOLD_OF, Kind
from coordination.signups.access.first_times import first_times
from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules import CARRIES_HOURS, AttendanceState


def attendance_noted(event: Event) -> list[Draft]:
    """An absence without notice, or a milestone; about six queries, two where it is neither."""
    rows = Attendance.objects.select_related("sign_up__shift__activity__unit__area__policy")
    row = rows.filter(pk=event.cause_id, version=event.cause_version).first()
    if row is None:
        return []  # recorded otherwise since: that has its own event
    if row.state == AttendanceState.ABSENT:
        return _drafts(event, row.sign_up, Kind.NO_SHOW, f"signup:{row.sign_up_id}")
    reached = _milestones(row.sign_up) if row.state in CARRIES_HOURS else {}
    return [
        draft
        for times, sign_up in reached.items()
        for draft in _drafts(event, sign_up, Kind.MILESTONE, _offset(sign_up, f"times:{times}"),
                             times=times)
    ]  # fmt: skip


def _milestones(sign_up: SignUp) -> dict[int, SignUp]:
    """Which time at the activity this is, and how often somebody has come with it: another number
    where an earlier day is recorded later. Each with the sign-up of that time; one query.
    """
    rows = SignUp.objects.for_pages().filter(
        attendance__state__in=CARRIES_HOURS,
        person=sign_up.person_id,
        shift__activity=sign_up.shift.activity_id,
    )
    came = list(rows.order_by("starts_at", "pk"))
    numbers = (came.index(sign_up) + 1, len(came)) if sign_up in came else ()
    return {number: came[number - 1] for number in numbers if number in MILESTONES}


def induction_due(event: Event, sign_up: SignUp) -> list[Draft]:
    """Somebody has a place and has never been at the activity; once for each person there."""
    if not first_times([sign_up]):
        return []
    return _drafts(event, sign_up, Kind.INDUCTION_DUE, _offset(sign_up, "first"))


def _offset(sign_up: SignUp, what: str) -> str:
    return f"activity:{sign_up.shift.activity_id}:{what}"


def _drafts(event: Event, sign_up: SignUp, kind: Kind, offset: str, **facts: object) -> list[Draft]:
    """The person is the cause, so that nothing is told twice about her."""
    activity = sign_up.shift.activity
    day = event.due_at.astimezone(activity.unit.zone).date()
    return [
        Draft(
            kind=kind,
            cause="person",
            cause_id=sign_up.person_id,
            cause_version=1,
            offset=offset,
            due_at=event.due_at,
            user_id=user.pk,
            facts={"signup": sign_up.pk, **facts},
        )
        for user in colleagues(record_of(activity, day), *TOLD_OF[kind], day=day)
    ]
