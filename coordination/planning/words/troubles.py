"""Gaps and collisions in words, each with the next step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from careshare.sentences import joined
from coordination.activities.models import Activity
from coordination.arrangements.rules import Trouble, TroubleKind
from coordination.arrangements.words import TASKS
from coordination.shifts.words import short_day


class TroubleLine(NamedTuple):
    """One gap or collision, with where to put it right."""

    says: str
    url: str
    next_step: str
    is_collision: bool


def trouble_lines(
    activity: Activity, found: Iterable[Trouble], names: Mapping[str, str]
) -> list[TroubleLine]:
    """In sentences; no query.

    Args:
        names: how each party is called; one that is not in it stands as an organisation.
    """
    return [_line(activity, one, names) for one in found]


def _line(activity: Activity, one: Trouble, names: Mapping[str, str]) -> TroubleLine:
    task = str(TASKS[one.task])
    who = [names.get(party, _("an organisation")) for party in one.parties]
    board = reverse("coordination:board", args=[activity.pk])
    contacts = reverse("coordination:task-contacts", args=[activity.pk])
    match one.kind:
        case TroubleKind.GAP:
            says, url, step = (
                _("Nobody does it yet: %(task)s.") % {"task": task},
                board,
                _("Decide"),
            )
        case TroubleKind.FOREIGN_CONTACT:
            says = _("%(other)s is named as a contact for a task of %(who)s: %(task)s.") % {
                "task": task,
                "other": who[-1],
                "who": joined(who[:-1]),
            }
            url, step = contacts, _("Whom to ring")
        case TroubleKind.RIVAL_PROPOSALS:
            says = _("Two proposals give the same task to different hands: %(task)s (%(who)s).") % {
                "task": task,
                "who": joined(who),
            }
            url, step = board, _("Answer them")
        case _:
            day = short_day(one.moment.date()) if one.moment else ""
            says = _(
                "No contact who receives the volunteers answers while the session of %(day)s lasts."
            ) % {"day": day}
            url, step = contacts, _("Whom to ring")
    return TroubleLine(says, url, step, one.is_collision)
