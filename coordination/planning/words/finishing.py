"""Ending an activity, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState, WhyEnded
from coordination.activities.words import WHY_ENDED


@dataclass(frozen=True)
class EndCounts:
    """How much ends with an activity."""

    sessions: int  # after the last day
    people: int  # who signed up for them
    standing: int
    requests: int  # to answer, or waiting for a place
    offers: int  # of a place, or one day for another
    questions: int
    proposals: int
    goes_on: bool  # whether a series would make more


class EndCard(NamedTuple):
    """What an activity's page says about its end."""

    says: str
    has_ended: bool


def end_card(activity: Activity) -> EndCard | None:
    """When it ends or ended and why; None where nobody has said that it does."""
    if activity.ends_on is None:
        return None
    has_ended = activity.state == ActivityState.ENDED
    values = {"day": long(activity.ends_on), "why": why(activity)}
    if has_ended:
        return EndCard(_("Its last day was %(day)s. Why: %(why)s.") % values, has_ended)
    return EndCard(_("It ends on %(day)s. Why: %(why)s.") % values, has_ended)


def why(activity: Activity) -> str:
    """Why it ends."""
    return str(WHY_ENDED[WhyEnded(activity.why_ended)]) if activity.why_ended else ""


def long(day: date) -> str:
    """A day, written out."""
    return date_format(day, "DATE_FORMAT")


def finish_lines(found: EndCounts) -> list[str]:
    """All that ends, each as a sentence; that nothing does, where it is so."""
    counted = [
        (found.sessions, ngettext(
            "%(count)s session after that day is cancelled.",
            "%(count)s sessions after that day are cancelled.", found.sessions)),
        (found.people, ngettext(
            "%(count)s person has signed up for them and is told in one letter.",
            "%(count)s people have signed up for them. Each is told in one letter.", found.people)),
        (found.requests, ngettext(
            "%(count)s request or place in a queue among them closes.",
            "%(count)s requests or places in a queue among them close.", found.requests)),
        (found.standing, ngettext(
            "%(count)s person comes every time so far, and is told.",
            "%(count)s people come every time so far, and are told.", found.standing)),
        (found.offers, ngettext(
            "%(count)s offer of a place that nobody has answered closes.",
            "%(count)s offers of a place that nobody has answered close.", found.offers)),
        (found.questions, ngettext(
            "%(count)s question about days closes.",
            "%(count)s questions about days close.", found.questions)),
        (found.proposals, ngettext(
            "%(count)s proposal of who does what is withdrawn, and whoever wrote it is told.",
            "%(count)s proposals of who does what are withdrawn, and whoever wrote them is told.",
            found.proposals)),
    ]  # fmt: skip
    said = [text % {"count": count} for count, text in counted if count]
    if found.goes_on:
        said.append(_("No more sessions are made."))
    return said or [_("Nothing is planned after that day.")]
