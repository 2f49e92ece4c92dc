"""Letters about who came, who did not, and who comes for the first time."""

from __future__ import annotations

from datetime import datetime

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.arrangements.access import record_of
from coordination.messages.access import colleagues, long_when, told_at
from coordination.messages.access.cases import waiting_inductions
from coordination.messages.emails.writing import in_language_of, letter, page_url
from coordination.messages.rules import TOLD_OF, Kind
from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules import CARRIES_HOURS, AttendanceState, SignUpState

STILL = {
    Kind.NO_SHOW: (AttendanceState.ABSENT,),
    Kind.MILESTONE: CARRIES_HOURS,
}


def about_coming(delivery: Delivery, now: datetime) -> Letter | None:
    """One of the three; None where it is no longer so, or no longer the reader's to know."""
    rows = SignUp.objects.for_pages().select_related("shift__activity__ward", "person")
    sign_up = rows.filter(pk=delivery.facts["signup"]).first()
    kind = Kind(delivery.kind)
    if sign_up is None or not _is_still_so(kind, sign_up, now):
        return None
    activity = sign_up.shift.activity
    day = now.astimezone(activity.unit.zone).date()
    told = colleagues(record_of(activity, day), *TOLD_OF[kind], day=day)
    user = next((one for one in told if one.pk == delivery.user_id), None)
    if user is None:
        return None
    with in_language_of(user, activity.unit.area):
        words = {
            "who": sign_up.person.name,
            "activity": activity.name,
            "unit": activity.unit.name,
            "when": long_when(sign_up.shift),
            "induction": activity.induction,
            "times": delivery.facts.get("times", 0),
            "page_url": page_url("coordination:shift-detail", sign_up.shift_id),
        }
        return letter(kind, address=user.email, words=words)


def _is_still_so(kind: Kind, sign_up: SignUp, now: datetime) -> bool:
    if kind == Kind.INDUCTION_DUE:
        return sign_up.state == SignUpState.CONFIRMED and sign_up.starts_at > now
    return Attendance.objects.filter(sign_up=sign_up, state__in=STILL[kind]).exists()


def induction_waits(delivery: Delivery, now: datetime) -> Letter | None:
    """A first time comes near: whose induction it is, without names. None once nobody new comes,
    or where it has not come to the reader.
    """
    found = next(iter(waiting_inductions(now, only=delivery.cause_id)), None)
    told = told_at(found.record, found.case, now) if found else []
    user = next((one for one in told if one.pk == delivery.user_id), None)
    if found is None or user is None:
        return None
    shift, activity = found.subject, found.subject.activity
    with in_language_of(user, activity.unit.area):
        words = {
            "activity": activity.name,
            "unit": activity.unit.name,
            "when": long_when(shift),
            "who": found.record.who(found.case.task),
            "induction": activity.induction,
            "page_url": page_url("coordination:shift-detail", shift.pk),
        }
        return letter(delivery.kind, address=user.email, words=words)
