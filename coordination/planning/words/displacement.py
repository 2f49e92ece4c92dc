"""Pages about paid work in words: how activities stand, alerts, the printed review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careshare.sentences import joined, say
from coordination.activities.access import Alert, Line, Missing
from coordination.activities.models import DisplacementAnswers, DisplacementReview
from coordination.activities.rules import TypeGroup
from coordination.activities.rules.displacement import Result, ReviewState, Standing, Voice
from coordination.activities.words import GROUPS
from coordination.activities.words.displacement import (
    FOUND,
    QUESTIONS,
    RESULT_COLOURS,
    RESULTS,
    VOICES,
    quarter_name,
)
from coordination.planning.words.board import Chip
from volunteers.places.models import AreaPolicy


def result_chip(result: str) -> Chip:
    color, icon = RESULT_COLOURS[Result(result)]
    return Chip(str(RESULTS[Result(result)]), color, icon)


def standing_chip(standing: Standing) -> Chip:
    """How an activity stands, as a label."""
    if standing.waiting_id:
        return Chip(_("Waits for the staff representative"), "warning", "half")
    if standing.is_missing:
        return Chip(_("Not answered yet"), "danger", "alert")
    if standing.result:
        return result_chip(standing.result)
    return Chip(_("Not needed"), "neutral", "check")


def why(standing: Standing) -> list[str]:
    """Every reason for which a review is needed."""
    return [say(reason).says for reason in standing.reasons]


class Row(NamedTuple):
    """One activity in a list."""

    name: str
    sub: str
    url: str
    chip: Chip


def rows(lines: Sequence[Line]) -> list[Row]:
    return [
        Row(
            line.activity.name,
            " ".join((f"{line.activity.unit.name}.", *why(line.standing))),
            reverse("coordination:displacement", args=[line.activity.pk]),
            standing_chip(line.standing),
        )
        for line in lines
    ]


def lead(waiting: int, missing: int) -> str:
    """What the page about paid work says first."""
    if not waiting and not missing:
        return _("Nothing waits. Volunteers add to care; they do not replace those who are paid.")
    parts = []
    if waiting:
        parts.append(
            ngettext(
                "%(count)s review waits for the staff representative.",
                "%(count)s reviews wait for the staff representative.",
                waiting,
            )
            % {"count": waiting}
        )
    if missing:
        parts.append(
            ngettext(
                "%(count)s activity still needs a review.",
                "%(count)s activities still need a review.",
                missing,
            )
            % {"count": missing}
        )
    return " ".join(parts)


def alert_sentence(alert: Alert) -> str:
    """What fell and what rose, with the numbers."""
    return _(
        "%(function)s: paid posts went from %(posts_before)s to %(posts_now)s while volunteers' "
        "hours went from %(hours_before)s to %(hours_now)s (%(before)s to %(now)s)."
    ) % {
        "function": GROUPS[TypeGroup(alert.group)],
        "posts_before": posts_text(alert.crossing.posts_before),
        "posts_now": posts_text(alert.crossing.posts_now),
        "hours_before": number_format(alert.hours_before),
        "hours_now": number_format(alert.hours_now),
        "before": quarter_name(alert.before),
        "now": quarter_name(alert.now),
    }


def missing_sentence(one: Missing) -> str:
    """Why nothing can be said of a function."""
    return _(
        "%(function)s: the paid posts of %(quarters)s are not entered, so no alert can be given."
    ) % {
        "function": GROUPS[TypeGroup(one.group)],
        "quarters": joined([quarter_name(quarter) for quarter in one.quarters]),
    }


def alert_rule(policy: AreaPolicy) -> str:
    """The rule, printed with its result; the numbers are the area's."""
    return _(
        "The alert is CareShare's own rule: over %(quarters)s quarters paid posts fall by "
        "%(fall)s %% or %(part)s of a post while volunteers' attended hours rise by %(rise)s %%. "
        "It is a reason to talk, not a proof."
    ) % {
        "quarters": policy.alert_quarters,
        "fall": policy.alert_fall_percent,
        "part": posts_text(policy.alert_fall_hundredths / 100),
        "rise": policy.alert_rise_percent,
    }


def posts_text(posts: Any) -> str:
    """A number of posts without idle zeros: 3.5, in the active language."""
    text = f"{posts:.2f}".rstrip("0").rstrip(".")
    return str(number_format(text))


class Question(NamedTuple):
    """One question with what each voice said."""

    text: str
    manager: str
    representative: str


def questions(review: DisplacementReview) -> list[Question]:
    """All questions, both voices beside each other."""
    by_voice = {one.voice: one for one in review.answers.all()}
    first, second = by_voice.get(Voice.MANAGER), by_voice.get(Voice.REPRESENTATIVE)
    return [
        Question(str(text), _said(first, name), _said(second, name))
        for name, text in QUESTIONS.items()
    ]


def _said(answers: DisplacementAnswers | None, name: str) -> str:
    if answers is None:
        return "—"
    value = getattr(answers, name)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return date_format(value, "DATE_FORMAT") if value else _("Not asked")


class VoiceLine(NamedTuple):
    """Who answered, when, and in which words."""

    title: str
    by: str
    text: str
    agrees: bool | None


def voices(review: DisplacementReview) -> list[VoiceLine]:
    zone = review.activity.unit.zone
    return [
        VoiceLine(
            str(VOICES[Voice(one.voice)]),
            _("%(name)s, %(day)s")
            % {
                "name": one.name or _("(no name)"),
                "day": date_format(one.answered_at.astimezone(zone), "DATE_FORMAT"),
            },
            one.text,
            one.agrees,
        )
        for one in sorted(review.answers.all(), key=lambda one: one.answered_at)
    ]


def review_lead(review: DisplacementReview) -> str:
    """What the page of a review says first: its result, and who has spoken."""
    zone = review.activity.unit.zone
    match review.state:
        case ReviewState.WITHDRAWN:
            return _("This review was taken back before it was closed.")
        case ReviewState.WAITING:
            until = date_format(review.second_voice_until.astimezone(zone), "DATE_FORMAT")
            return _("The manager has answered. The staff representative has until %(day)s.") % {
                "day": until
            }
    result = str(RESULTS[Result(review.result)])
    if not review.has_second_voice:
        return _("Result: %(result)s. Closed without the second voice.") % {"result": result}
    has_dissent = any(one.agrees is False for one in review.answers.all())
    if has_dissent:
        return _("Result: %(result)s. The staff representative does not agree.") % {
            "result": result
        }
    return _("Result: %(result)s. The staff representative agrees.") % {"result": result}


def found_for(review: DisplacementReview) -> list[str]:
    """The reasons of the rule for the result."""
    return [str(FOUND[code]) for code in review.found_for]


def needed_for(review: DisplacementReview) -> list[str]:
    """Why the review was needed, on its day."""
    return [say(reason).says for reason in review.reasons]


def review_title(review: DisplacementReview) -> str:
    """A review in the history of an activity."""
    zone = review.activity.unit.zone
    moment = review.done_at or review.started_at
    return date_format(moment.astimezone(zone), "DATE_FORMAT")
