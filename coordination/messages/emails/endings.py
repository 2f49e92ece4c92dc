"""Letters about leaving with notice: what falls open, and that it was taken back."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.arrangements.models import Ending
from coordination.arrangements.words import END_REASONS
from coordination.messages.access import speakers
from coordination.messages.emails.writing import in_language_of, letter, page_url
from coordination.messages.rules import Kind
from coordination.planning.access.endings import fallen_by, record_before
from coordination.planning.words.endings import fallen_counts, fallen_lines, leaver_name


def about_notice(delivery: Delivery, now: datetime) -> Letter | None:
    """One letter to one speaker of a side; None where the notice was taken back meanwhile."""
    rows = Ending.objects.select_related("activity__unit__area__policy", "version")
    ending = rows.filter(pk=delivery.cause_id).first()
    if ending is None or (ending.withdrawn_at is None) != (delivery.kind == Kind.NOTICE):
        return None
    activity = ending.activity
    parties = ending.version.parties.values_list("party", flat=True)
    told = speakers(parties, activity, now.astimezone(activity.unit.zone).date())
    user = next((one for one in told if one.pk == delivery.user_id), None)
    if user is None:
        return None
    with in_language_of(user, activity.unit.area):
        before, found = record_before(ending), fallen_by(ending, now)
        words = {
            "activity": activity.name,
            "unit": activity.unit.name,
            "who": leaver_name(ending, before.names),
            "by": before.names.get(ending.given_by_party, ""),
            "day": date_format(ending.ends_on, "DATE_FORMAT"),
            "reason": END_REASONS.get(ending.reason, ""),  # type: ignore[call-overload]
            "text": ending.message,
            "lines": fallen_lines(found, before),
            "counts": fallen_counts(found),
            "page_url": page_url("coordination:ending-detail", ending.pk),
        }
        return letter(delivery.kind, address=user.email, words=words)
