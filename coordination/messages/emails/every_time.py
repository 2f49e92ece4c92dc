"""Letters about regular times: all days in one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.arrangements.access import record_of
from coordination.messages.access import cards_of, colleagues
from coordination.messages.emails.writing import in_language_of, letter, page_url, person_of
from coordination.messages.rules import TOLD_OF, Kind
from coordination.shifts.models import Series, Shift
from coordination.signups.access import regular_times, when
from coordination.signups.models import Standing


def joined(delivery: Delivery, now: datetime) -> Letter | None:
    """You come every time: the next days, and those on which it did not work, with why."""
    person, standing = person_of(delivery), _live(delivery)
    if person is None or standing is None:
        return None
    with in_language_of(person, standing.series.activity.unit.area):
        words = _words(standing, now)
        words["name"] = person.first_name
        words["pages_url"] = settings.SITE_URL + reverse("coordination:regular-times")
        return letter(Kind.STANDING, address=person.email, words=words)


def missed(delivery: Delivery, now: datetime) -> Letter | None:
    """On these new days you could not be put down; None where that was mended since."""
    person, standing = person_of(delivery), _live(delivery)
    if person is None or standing is None:
        return None
    with in_language_of(person, standing.series.activity.unit.area):
        words = _words(standing, now)
        ids = set(delivery.facts.get("shifts", ()))
        words["missed"] = [one for one in words["missed"] if one["pk"] in ids]
        words["name"] = person.first_name
        words["pages_url"] = settings.SITE_URL + reverse("coordination:regular-times")
        if not words["missed"]:
            return None
        return letter(Kind.STANDING_MISSED, address=person.email, words=words)


def told(delivery: Delivery, now: datetime) -> Letter | None:
    """The task's owner: somebody comes every time, pauses, comes again, or hands it back."""
    standing = Standing.objects.for_pages().filter(pk=delivery.cause_id).first()
    if standing is None or standing.version != delivery.cause_version:
        return None
    activity = standing.series.activity
    day = now.astimezone(activity.unit.zone).date()
    readers = colleagues(record_of(activity, day), *TOLD_OF[Kind.STANDING_TOLD], day=day)
    user = next((one for one in readers if one.pk == delivery.user_id), None)
    if user is None:
        return None
    with in_language_of(user, activity.unit.area):
        words = _words(standing, now)
        words["who"] = standing.person.name
        words["what"] = str(delivery.facts["name"]).removeprefix("standing.")
        words["page_url"] = page_url("coordination:series-detail", standing.series_id)
        return letter(Kind.STANDING_TOLD, address=user.email, words=words)


def successor_wanted(delivery: Delivery, now: datetime) -> Letter | None:
    """A regular time is free: would you like it? None where nobody looks for anybody any more."""
    person = person_of(delivery)
    standing = Standing.objects.for_pages().filter(pk=delivery.cause_id).first()
    if person is None or standing is None:
        return None
    chain = Series.objects.filter(pk__in=Series.objects.chain_of(standing.series_id))
    if not chain.filter(ended_at__isnull=True).exists():
        return None
    rows = Shift.objects.for_pages().upcoming(now).filter(series__in=chain)
    shift = rows.select_related("activity__ward").order_by("starts_at").first()
    if shift is None or not shift.coverage.free:
        return None
    activity = standing.series.activity
    with in_language_of(person, activity.unit.area):
        words = _words(standing, now)
        words["name"] = person.first_name
        words["heads"] = person.heads
        words["card"] = cards_of([shift], now)[shift.pk]
        path = reverse("coordination:find-detail", args=[shift.public_id])
        words["page_url"] = settings.SITE_URL + path
        return letter(Kind.SUCCESSOR, address=person.email, words=words)


def _live(delivery: Delivery) -> Standing | None:
    rows = Standing.objects.for_pages().live().filter(version=delivery.cause_version)
    return rows.filter(pk=delivery.cause_id).first()


def _words(standing: Standing, now: datetime) -> dict[str, Any]:
    regular = regular_times([standing], now)[0]
    every = [*regular.days, *regular.missed]
    return {
        "activity": regular.title,
        "times": regular.times,
        "place": regular.place,
        "until": regular.paused_until,
        "days": [one.when for one in regular.days if one.sign_up],
        "missed": [
            {"pk": one.shift.pk, "when": when(one.shift), "why": one.why_not}
            for one in every
            if one.why_not
        ],
    }
