"""Ending with notice: given, taken back, and what happens on the day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from careshare.audit.services import record as audit
from careshare.errors import Reason, Refused, refuse_if
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity, ActivityParty
from coordination.activities.rules import ActivityState
from coordination.arrangements.access import Record, latest_record, notice_days, today_at
from coordination.arrangements.models import Ending, ResponsibilityParty
from coordination.arrangements.rules import (
    NoticeFacts,
    VersionState,
    reasons_against_notice,
    reasons_against_withdrawing_notice,
)
from coordination.arrangements.services.applying import settle_each, tell_overtaken
from coordination.arrangements.services.holding import store_held


@transaction.atomic
def give_notice(
    *,
    activity: Activity,
    leaving: str,
    by: str,
    ends_on: date,
    reason: str,
    message: str = "",
    user: Any,
    now: datetime,
    opened_on: int | None = None,
) -> Ending:
    """Say for one party that it, or another, leaves on a day; a second press gives the first.

    Nothing else changes: sessions, sign-ups and approvals stay. Locks the activity. About ten
    statements.

    Args:
        leaving, by: party keys.
        ends_on: the first day without it.
        opened_on: the id of the version agreed last when the page was opened.

    Raises:
        Refused: with every reason.
    """
    activity.state = Activity.objects.select_for_update(no_key=True).get(pk=activity.pk).state
    today = today_at(activity, now)
    base = latest_record(activity, today)
    given = Ending.objects.standing().filter(activity=activity, version=base.version, party=leaving)
    first = given.first()
    if first is not None and (first.given_by_party, first.ends_on) == (by, ends_on):
        return first
    reasons = reasons_against_leaving(
        base, leaving=leaving, by=by, today=today, ends_on=ends_on, is_given=first is not None
    )
    if opened_on is not None and opened_on != getattr(base.version, "pk", 0):
        reasons.append(Reason("agreed_meanwhile"))
    if reasons or base.version is None:  # without a version nobody takes part who could leave
        raise Refused(*reasons)
    ending = Ending.objects.create(
        activity=activity, version=base.version, party=leaving, given_by_party=by, given_by=user,
        given_at=now, ends_on=ends_on, reason=reason, message=message,
    )  # fmt: skip
    store_held([activity])
    audit(actor=user, action="notice.given", subject=ending, activity_id=activity.pk,
          side=by, at=now)  # fmt: skip
    record_event(name="notice.given", cause="notice", cause_id=ending.pk, now=now)
    tell_overtaken(activity, name="version.overtaken_by_notice", number=ending.pk, now=now)
    return ending


@transaction.atomic
def withdraw_notice(*, ending: Ending, by: str, user: Any, now: datetime) -> Ending:
    """Take notice back before its day; a second press changes nothing. Locks the activity.

    Raises:
        Refused: somebody else gave it, its day has come, or something was agreed since.
    """
    Activity.objects.select_for_update(no_key=True).get(pk=ending.activity_id)
    ending = Ending.objects.select_related("activity__unit__area__policy").get(pk=ending.pk)
    if ending.withdrawn_at is not None and ending.given_by_party == by:
        return ending
    latest = latest_record(ending.activity).version
    refuse_if(
        reasons_against_withdrawing_notice(
            by=by,
            given_by=ending.given_by_party,
            today=today_at(ending.activity, now),
            ends_on=ending.ends_on,
            is_latest=ending.version_id == getattr(latest, "pk", None),
        )
    )
    ending.withdrawn_at = now
    ending.save(update_fields=["withdrawn_at"])
    store_held([ending.activity])
    audit(actor=user, action="notice.withdrawn", subject=ending,
          activity_id=ending.activity_id, side=by, at=now)  # fmt: skip
    record_event(name="notice.withdrawn", cause="notice", cause_id=ending.pk, now=now)
    return ending


def end_due(now: datetime) -> None:
    """Take the right to read from parties whose day has come; the record says it by itself.

    Part of the sweep. It compares what is with what should be, however long nothing ran, so doing
    it twice changes nothing. One query, and a few statements for each activity that somebody has
    left whose row still stands; who came back by a later agreement is passed over.
    """
    due = Ending.objects.standing().filter(
        activity=OuterRef("activity"),
        party=OuterRef("key"),
        ends_on__lte=now.date() + timedelta(days=1),  # in the zone furthest ahead
    )
    back = ResponsibilityParty.objects.filter(
        party=OuterRef("party"),
        responsibility__version__activity=OuterRef("activity"),
        responsibility__version__state=VersionState.AGREED,
        responsibility__version__number__gt=OuterRef("version__number"),
    )
    key = Concat(Value("organisation:"), Cast("organisation_id", CharField()))
    rows = ActivityParty.objects.annotate(key=key).filter(Exists(due.exclude(Exists(back))))
    settle_each(rows.values("activity_id"), now)


def reasons_against_leaving(
    base: Record, *, leaving: str, by: str, today: date, ends_on: date, is_given: bool = False
) -> list[Reason]:
    """Why notice cannot be given; the page asks before it shows what falls open. No query.

    Nobody leaves what has ended: opened again it is a draft, and notice can be given on that.
    """
    if base.activity.state == ActivityState.ENDED:
        return [Reason("activity_ended")]
    return reasons_against_notice(
        NoticeFacts(
            rows=base.rows,
            leaving=leaving,
            by=by,
            today=today,
            ends_on=ends_on,
            notice_days=notice_days(base, today),
            months_ahead=base.activity.unit.area.policy.plan_ahead_months,
            is_given=is_given,
        )
    )
