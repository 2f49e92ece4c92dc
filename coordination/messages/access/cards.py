"""One day and time as a volunteer reads it: what, when, where, whom to ring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from phonenumber_field.phonenumber import to_python

from careshare.outbox.models import Event
from coordination.activities.models import Activity
from coordination.arrangements.access import Contact, Record, contact_for, record_from, today_at
from coordination.arrangements.models import Ending, Version
from coordination.arrangements.rules import UNIT_PARTY, Notice, left_by
from coordination.shifts.models import Series, Shift
from coordination.shifts.words import between
from coordination.signups.models import Raised, SignUp
from coordination.signups.rules import SignUpState
from volunteers.memberships.rules import Task


@dataclass(frozen=True)
class Ring:
    """Whom to ring."""

    name: str
    party: str  # for whom, where the name does not say it already
    number: str  # as people write it
    tel: str  # as a telephone reads it


@dataclass(frozen=True)
class Card:
    """What is said about one day and time; all of it in the unit's zone and the reader's language.

    `ring` is whom to ring now, `ring_later` from `later_from` on (another number).
    """

    shift: Shift
    name: str
    starts: datetime
    ends: datetime
    top: str  # "Today", "Tomorrow" or nothing
    place: str
    unit: str
    address: str
    directions: str
    ring: Ring
    ring_later: Ring | None
    later_from: datetime
    told: str  # who hears of it when somebody cannot come

    @property
    def time(self) -> str:
        return between(self.starts, self.ends)

    @property
    def later_at(self) -> str:
        """From when on another number answers, at the care unit."""
        return f"{self.later_from:%H:%M}"

    @property
    def end(self) -> str:
        """When it ends, at the care unit."""
        return f"{self.ends:%H:%M}"

    @property
    def when(self) -> str:
        return f"{long_day(self.starts)}, {self.time}"

    @property
    def where(self) -> str:
        """Every part once: the meeting point, the house, the street."""
        parts = dict.fromkeys(part for part in (self.place, self.unit, self.address) if part)
        return ", ".join(parts)


def long_day(day: datetime) -> str:
    """ "Thursday 26 November", as each language writes it."""
    return date_format(day, pgettext("date with weekday and month", "l j F"))


def by_when(moment: datetime, shift: Shift) -> str:
    """Until when something can be answered, at the unit: "Thursday 26 November at 18:00"."""
    local = moment.astimezone(shift.activity.unit.zone)
    return _("%(day)s at %(time)s") % {"day": long_day(local), "time": f"{local:%H:%M}"}


def long_when(shift: Shift) -> str:
    """A shift's day and time at its unit, in full."""
    zone = shift.activity.unit.zone
    start, end = shift.starts_at.astimezone(zone), shift.ends_at.astimezone(zone)
    return f"{long_day(start)}, {between(start, end)}"


def raised_when(row: Raised) -> str:
    """When it was that somebody told of: the session, else the day on which it was told."""
    if row.shift is not None:
        return long_when(row.shift)
    return long_day(row.raised_at.astimezone(row.activity.unit.zone))


def when_between(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """A window's day and times at a unit, in full."""
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    return f"{long_day(start)}, {between(start, end)}"


def long_moment(local: datetime) -> str:
    """A day and a time of it, in full: "Thursday 26 November, 12:00"."""
    return f"{long_day(local)}, {local:%H:%M}"


def awaiting_with(sign_up: SignUp) -> list[SignUp]:
    """What a person has to answer in one go: the new times of one series, the next first."""
    rows = SignUp.objects.for_pages().select_related("shift__activity__ward")
    rows = rows.filter(person_id=sign_up.person_id, state=SignUpState.AWAITING)
    series = sign_up.shift.series_id
    together = Series.objects.chain_of(series) if series else ()
    rows = rows.filter(shift__series__in=together) if series else rows.filter(pk=sign_up.pk)
    return list(rows.order_by("shift__starts_at", "pk"))


def freed_with(sign_up: SignUp) -> list[SignUp]:
    """What else of a person the same press cancelled, the next first; one query."""
    rows = SignUp.objects.for_pages().select_related("shift__activity__ward")
    rows = rows.filter(
        person_id=sign_up.person_id,
        shift__activity_id=sign_up.shift.activity_id,
        state=SignUpState.CANCELLED,
        cancel_reason=sign_up.cancel_reason,
        cancelled_at=sign_up.cancelled_at,
    ).exclude(pk=sign_up.pk)
    return list(rows.order_by("shift__starts_at", "pk"))


def back_with(sign_up: SignUp) -> list[SignUp]:
    """To what else a person comes again by the same press, the next first.

    Two queries, three where there is any: the events are looked up by the person's own places, as
    nothing finds them by their facts.
    """
    rows = SignUp.objects.confirmed().filter(person_id=sign_up.person_id).exclude(pk=sign_up.pk)
    own = list(rows.values_list("pk", flat=True))
    events = Event.objects.filter(cause="signup", cause_id__in=own, name="signup.confirmed")
    same = list(events.filter(facts__first=sign_up.pk).values_list("cause_id", flat=True))
    if not same:
        return []
    back = SignUp.objects.for_pages().select_related("shift__activity__ward").filter(pk__in=same)
    return list(back.order_by("shift__starts_at", "pk"))


def cancelled_with(shift: Shift) -> list[Shift]:
    """What else the same press cancelled, the next first; one query."""
    rows = Shift.objects.select_related("activity__unit__area").filter(
        activity_id=shift.activity_id, cancelled_at=shift.cancelled_at
    )
    return list(rows.exclude(pk=shift.pk).order_by("starts_at", "pk"))


@dataclass(frozen=True)
class History:
    """What was ever agreed about some activities, and who gave notice: their records on any day."""

    versions: Mapping[int, Sequence[Version]]  # by activity id, the latest first
    notices: Mapping[int, Sequence[Notice]]

    def record(self, activity: Activity, day: date) -> Record:
        """The record of an activity on a day; no query."""
        versions = self.versions.get(activity.pk, ())
        valid = next((version for version in versions if version.valid_from <= day), None)
        if valid is None:
            return Record(activity, names={UNIT_PARTY: activity.unit.name})
        left = left_by(self.notices.get(activity.pk, ()), valid.number or 0, day)
        return record_from(activity, valid, left)

    def today(self, activity: Activity, now: datetime) -> Record:
        """The record of an activity on the day of a moment, at its unit; no query."""
        return self.record(activity, today_at(activity, now))


def history_of(shifts: Iterable[Shift]) -> History:
    """What was agreed about the activities of some shifts: three queries for any number, four
    where somebody gave notice.
    """
    agreed = Version.objects.agreed().filter(activity_id__in={one.activity_id for one in shifts})
    versions: dict[int, list[Version]] = {}
    for version in agreed.with_rows().order_by("-number"):
        versions.setdefault(version.activity_id, []).append(version)
    return History(versions, Ending.objects.notices_of(one[0] for one in versions.values()))


def records_on(shifts: Iterable[Shift], history: History | None = None) -> dict[int, Record]:
    """The record of each shift's activity as of the shift's day, by shift id.

    The queries of `history_of`, for any number of shifts on any days; none where it is given.
    """
    shifts = list(shifts)
    history = history or history_of(shifts)
    return {one.pk: history.record(one.activity, today_at(one.activity, one.starts_at))
            for one in shifts}  # fmt: skip


def cards_of(
    shifts: Iterable[Shift], now: datetime, history: History | None = None
) -> dict[int, Card]:
    """What to say about each shift, by shift id; five queries for any number, one where the
    caller has the history of their activities.

    The shifts need `activity__unit__area__policy` and `activity__ward` selected.
    """
    shifts = list(shifts)
    history = history or history_of(shifts)
    prefetch_related_objects([shift.activity for shift in shifts], "contacts")
    records = records_on(shifts, history)
    return {
        one.pk: _card(one, records[one.pk], history.today(one.activity, now), now)
        for one in shifts
    }  # fmt: skip


def own_card(card: Card, sign_up: SignUp) -> Card:
    """A card with the times of who comes for a part of the session. No query."""
    if not sign_up.has_own_times or sign_up.state == SignUpState.AWAITING:  # still the old time
        return card
    zone = sign_up.shift.activity.unit.zone
    return replace(
        card, starts=sign_up.starts_at.astimezone(zone), ends=sign_up.ends_at.astimezone(zone)
    )


def _card(shift: Shift, record: Record, today: Record, now: datetime) -> Card:
    """Whom to ring follows the record of the shift's day; who is told, that of today."""
    activity = shift.activity
    unit = activity.unit
    minutes = unit.area.policy.host_contact_minutes
    later_from = shift.starts_at - timedelta(minutes=minutes)
    ring = _ring(contact_for(record, starts_at=shift.starts_at, at=now))
    later = _ring(contact_for(record, starts_at=shift.starts_at, at=max(later_from, now)))
    starts = shift.starts_at.astimezone(unit.zone)
    return Card(
        shift=shift,
        name=activity.name,
        starts=starts,
        ends=shift.ends_at.astimezone(unit.zone),
        top=_top(starts, now.astimezone(unit.zone)),
        place=shift.place or activity.place,
        unit=f"{unit.name}, {activity.ward.name}" if activity.ward else unit.name,
        address=unit.address,
        directions=unit.directions,
        ring=ring,
        ring_later=None if later.tel == ring.tel else later,
        later_from=later_from.astimezone(unit.zone),
        told=_told(today),
    )


def _told(record: Record) -> str:
    return record.who(Task.MATCH, Task.SCHEDULE) or record.activity.unit.name


def _top(starts: datetime, now: datetime) -> str:
    match (starts.date() - now.date()).days:
        case 0:
            return _("Today")
        case 1:
            return _("Tomorrow")
    return ""


def _ring(contact: Contact) -> Ring:
    number = to_python(contact.phone) if contact.phone else None
    is_number = bool(number and number.is_valid())
    return Ring(
        name=contact.name,
        party="" if contact.party_name == contact.name else contact.party_name,
        number=contact.number,
        tel=number.as_e164 if number and is_number else contact.phone.replace(" ", ""),
    )
