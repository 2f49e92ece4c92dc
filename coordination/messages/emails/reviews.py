"""Letters about reviews: it comes, it is open, both have answered, it stays; and a trial's end."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.arrangements.models import ReviewRound, Version
from coordination.arrangements.services import next_review_of
from coordination.messages.access import speakers
from coordination.messages.emails.writing import in_language_of, letter
from coordination.messages.rules import Kind


def review_soon(delivery: Delivery, now: datetime) -> Letter | None:
    """The day comes near; None where the record changed or the day moved meanwhile."""
    rows = Version.objects.select_related("activity__unit__area")
    version = rows.filter(pk=delivery.cause_id).first()
    day = date.fromisoformat(delivery.facts["review_on"])
    if version is None or next_review_of(version) != day or _is_over(version, day):
        return None
    parties = list(version.parties.values_list("party", flat=True))
    path = reverse("coordination:board", args=[version.activity_id])
    return _letter(delivery, now, version.activity, parties, path, day)


def trial_soon(delivery: Delivery, now: datetime) -> Letter | None:
    """The trial ends soon; None where something else holds by then, or the activity has ended."""
    rows = Version.objects.select_related("activity__unit__area__policy")
    version = rows.filter(pk=delivery.cause_id).first()
    if version is None or _is_over(version, version.trial_until):
        return None
    parties = list(version.parties.values_list("party", flat=True))
    path = reverse("coordination:board", args=[version.activity_id])
    policy = version.activity.unit.area.policy
    notice = version.notice_days or policy.notice_days
    newer = version.activity.versions.agreed().filter(number__gt=version.number or 0)
    return _letter(
        delivery, now, version.activity, parties, path, version.trial_until,
        notice=notice, in_trial=min(notice, policy.trial_notice_days),
        next_from=newer.order_by("valid_from").values_list("valid_from", flat=True).first(),
    )  # fmt: skip


def _is_over(version: Version, day: date | None) -> bool:
    """Whether something agreed later holds on a day, or the activity has ended. One query."""
    if day is None or version.activity.state == ActivityState.ENDED:
        return True
    return not Version.objects.filter(pk=version.pk).not_replaced_by(day).exists()


def about_round(delivery: Delivery, now: datetime) -> Letter | None:
    """A round was opened, revealed or decided; None where it went on meanwhile."""
    row = ReviewRound.objects.for_pages().filter(pk=delivery.cause_id).first()
    if row is None:
        return None
    has_gone_on = {
        Kind.REVIEW_OPENED: row.is_revealed,
        Kind.REVIEW_REVEALED: row.decided_at is not None or not row.answers.exists(),
    }
    if has_gone_on.get(Kind(delivery.kind), False):
        return None
    zone = row.activity.unit.zone
    closes_on = row.closes_at.astimezone(zone).date()
    day = row.next_review_on if delivery.kind == Kind.REVIEW_KEPT else closes_on
    path = reverse("coordination:round-detail", args=[row.pk])
    by = row.asked.get(row.decided_by_party, "")
    return _letter(delivery, now, row.activity, list(row.asked), path, day, by=by)


def _letter(
    delivery: Delivery,
    now: datetime,
    activity: Activity,
    parties: list[str],
    path: str,
    day: date | None,
    **more: Any,
) -> Letter | None:
    today = now.astimezone(activity.unit.zone).date()
    told = speakers(parties, activity, today)
    user = next((one for one in told if one.pk == delivery.user_id), None)
    if user is None:
        return None
    with in_language_of(user, activity.unit.area):
        words = {
            "activity": activity.name,
            "unit": activity.unit.name,
            "day": date_format(day, "DATE_FORMAT") if day else "",
            "page_url": f"{settings.SITE_URL}{path}",
            **more,
        }
        return letter(delivery.kind, address=user.email, words=words)
