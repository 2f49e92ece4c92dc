"""A certificate in words: what somebody gave at an activity, and who signs for it."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.activities.models import Activity
from coordination.activities.words.activities import type_name
from coordination.arrangements.access import Record
from coordination.arrangements.rules import UNIT_PARTY
from coordination.signups.rules.certificates import Presence
from coordination.signups.words.own_hours import hours_text
from volunteers.memberships.rules import Task
from volunteers.people.models import Person
from volunteers.people.rules import PersonKind


class Fact(NamedTuple):
    """One line of it; an empty value is left out."""

    label: str
    value: str


class Comer(NamedTuple):
    """One to choose from."""

    pk: int
    name: str
    sub: str


def comer(person: Person, activity: Activity) -> Comer:
    """Of `comers`: how often and when last; no query."""
    last = person.last_at.astimezone(activity.unit.zone).date()  # type: ignore[attr-defined]
    times = _times(person.times)  # type: ignore[attr-defined]
    said = _("%(times)s, last on %(day)s") % {"times": times, "day": _day(last)}
    return Comer(person.pk, person.name, said)


def certificate_facts(
    person: Person, record: Record, given: Presence, *, with_hours: bool
) -> list[Fact]:
    """What stands on it, in the language that is active; no contacts. No query.

    Args:
        record: names who thanks here beside the care unit; its activity `for_pages`.
    """
    activity = record.activity
    return [
        Fact(_("What"), _what(activity)),
        Fact(_("Where"), _where(activity)),
        Fact(_("When"), _when(given)),
        Fact(_("How often"), _times(given.times)),
        Fact(_("Hours"), _hours(person, given.minutes) if with_hours else ""),
    ]


def certificate_signers(record: Record) -> list[str]:
    """The care unit, and the organisations that thank as the record says; no query."""
    thanking = record.holder(Task.RECOGNISE).parties - {UNIT_PARTY}
    others = (record.names.get(party, "") for party in sorted(thanking))
    return [record.activity.unit.name, *(name for name in others if name)]


def _what(activity: Activity) -> str:
    kind = activity.other_text or str(type_name(activity.type))
    if kind.casefold() == activity.name.casefold():
        return activity.name
    return _("%(activity)s (%(type)s)") % {"activity": activity.name, "type": kind}


def _where(activity: Activity) -> str:
    parts: list[Any] = [activity.place, activity.ward and activity.ward.name, activity.unit.name]
    return ", ".join(dict.fromkeys(str(part) for part in parts if part))


def _when(given: Presence) -> str:
    if given.first == given.last:
        return _day(given.first)
    return _("%(first)s to %(last)s") % {"first": _day(given.first), "last": _day(given.last)}


def _hours(person: Person, minutes: int) -> str:
    text = hours_text(minutes)
    if person.kind == PersonKind.GROUP:
        return _("%(hours)s, of all who came together") % {"hours": text}
    return text


def _times(number: int) -> str:
    return ngettext("%(count)s time", "%(count)s times", number) % {"count": number}


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
