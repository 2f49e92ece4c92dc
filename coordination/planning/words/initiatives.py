"""Ideas from outside and questions to organisations, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careshare.sentences import joined
from coordination.activities.words import type_name
from coordination.arrangements.words import TASKS
from coordination.initiatives.models import Initiative
from coordination.initiatives.rules import (
    Answers,
    Decision,
    DecisionReason,
    InitiativeState,
    Median,
    ProposerKind,
    is_overdue,
)
from coordination.initiatives.words import DECISIONS, KINDS, REASONS, STATE_COLOURS, STATES
from coordination.planning.words.board import Chip
from coordination.planning.words.changes import days_ago


@dataclass(frozen=True)
class InitiativeLine:
    """One idea in a list."""

    pk: int
    title: str
    sub: str
    state: Chip
    overdue: str


def state_chip(initiative: Initiative) -> Chip:
    state = InitiativeState(initiative.state)
    color, icon = STATE_COLOURS[state]
    return Chip(str(STATES[state]), color, icon)


def day_of(moment: datetime, initiative: Initiative) -> str:
    """A day on the unit's calendar, in full."""
    return date_format(moment.astimezone(initiative.unit.zone), "DATE_FORMAT")


def overdue_line(initiative: Initiative, now: datetime) -> str:
    """That nobody said in time that it was read, else nothing."""
    if not is_overdue(initiative.state, initiative.acknowledge_by, now):
        return ""
    return _("Should have been acknowledged by %(day)s.") % {
        "day": day_of(initiative.acknowledge_by, initiative)
    }


def initiative_lines(
    rows: Iterable[Initiative], now: datetime, *, for_unit: bool
) -> list[InitiativeLine]:
    """The lines; the unit reads who proposes, the proposer where. No query."""
    return [
        InitiativeLine(
            pk=one.pk,
            title=one.title,
            sub=" · ".join(
                [
                    one.proposer if for_unit else one.unit.name,
                    str(type_name(one.type)),
                    days_ago(one.proposed_at, now, one.unit.zone),
                ]
            ),
            state=state_chip(one),
            overdue=overdue_line(one, now),
        )
        for one in rows
    ]


def list_sentence(waiting: int, overdue: int) -> str:
    """What the unit's list says first."""
    if not waiting:
        return _("No idea waits for an answer.")
    said = ngettext(
        "%(count)s idea waits for an answer.", "%(count)s ideas wait for an answer.", waiting
    ) % {"count": waiting}
    if not overdue:
        return said
    late = ngettext(
        "%(count)s should have been acknowledged by now.",
        "%(count)s should have been acknowledged by now.",
        overdue,
    ) % {"count": overdue}
    return f"{said} {late}"


def detail_sentence(initiative: Initiative, now: datetime) -> str:
    """Where it stands, as the first sentence of its page."""
    match initiative.state:
        case InitiativeState.PROPOSED:
            late = overdue_line(initiative, now)
            return late or _("%(unit)s says by %(day)s that it has read this.") % {
                "unit": initiative.unit.name,
                "day": day_of(initiative.acknowledge_by, initiative),
            }
        case InitiativeState.ACKNOWLEDGED:
            return _("%(unit)s has read this and is considering it.") % {
                "unit": initiative.unit.name
            }
        case InitiativeState.WITHDRAWN:
            return _("It was taken back. Nothing is left to do.")
        case InitiativeState.BECAME_ACTIVITY:
            return _("It became the activity “%(name)s”.") % {"name": initiative.activity.name}  # type: ignore[union-attr]
    return decision_line(initiative)


def decision_line(initiative: Initiative) -> str:
    """The answer with its reason: "Yes, but differently: Only a part of it fits." """
    return _("%(decision)s: %(reason)s.") % {
        "decision": DECISIONS[Decision(initiative.decision)],
        "reason": REASONS[DecisionReason(initiative.decision_reason)],
    }


def idea_facts(initiative: Initiative) -> list[dict[str, str]]:
    """What the idea says, without whose it is."""
    facts = [
        (_("What would happen"), initiative.what),
        (_("What it is good for"), initiative.purpose),
        (_("Roughly when"), initiative.roughly_when),
        (_("Type"), str(type_name(initiative.type))),
        (_("People they bring"), str(initiative.brings_people)),
        (_("What they would take on"), ", ".join(str(TASKS[one]) for one in initiative.task_list)),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def proposer_facts(initiative: Initiative, *, with_contact: bool) -> list[dict[str, str]]:
    """Whose idea it is; how to reach somebody from the public, for those who answer."""
    facts = [(_("Proposed by"), initiative.proposer)]
    if initiative.kind != ProposerKind.ORGANISATION:
        facts.append((_("Who that is"), str(KINDS[ProposerKind(initiative.kind)])))
    facts.append((_("Sent"), day_of(initiative.proposed_at, initiative)))
    if with_contact and initiative.kind == ProposerKind.PUBLIC:
        facts.append((_("E-mail address"), initiative.contact_email))
        facts.append((_("Telephone number"), str(initiative.contact_phone)))
    return [{"label": label, "value": value} for label, value in facts if value]


def step_lines(initiative: Initiative) -> list[dict[str, str]]:
    """What has happened, in order, with the day; who did it stays with the audit log."""
    steps: list[tuple[str, datetime | None]] = [
        (_("Sent"), initiative.proposed_at),
        (_("Acknowledged"), initiative.acknowledged_at),
        (_("Answered"), initiative.decided_at),
        (_("Became an activity"), initiative.became_at),
        (_("Taken back"), initiative.withdrawn_at),
    ]
    return [{"label": label, "value": day_of(at, initiative)} for label, at in steps if at]


@dataclass(frozen=True)
class AnswersLine:
    """How one unit answers ideas, in a table."""

    unit: str
    total: int
    waiting: int
    overdue: int
    acknowledged: str
    decided: str


def answers_line(found: Answers) -> AnswersLine:
    waiting = (
        found.by_state[InitiativeState.PROPOSED] + found.by_state[InitiativeState.ACKNOWLEDGED]
    )
    return AnswersLine(
        found.unit,
        found.total,
        waiting,
        found.overdue,
        _median(found.to_acknowledgement),
        _median(found.to_decision),
    )


def _median(median: Median) -> str:
    if median.days is None:
        return "—"
    return _("%(days)s days (of %(count)s)") % {
        "days": number_format(round(median.days, 1), 1),
        "count": median.count,
    }


def area_sentence(found: Answers) -> str:
    """What the area's lead reads first: how many wait too long; no names."""
    if not found.total:
        return _("Nobody has proposed anything to the care units of this area yet.")
    if not found.overdue:
        return _("No idea has waited too long.")
    return ngettext(
        "%(count)s idea has waited longer than agreed.",
        "%(count)s ideas have waited longer than agreed.",
        found.overdue,
    ) % {"count": found.overdue}


def elsewhere_lines(partners: Sequence[Any]) -> list[dict[str, Any]]:
    """Organisations that do this elsewhere, with where."""
    return [
        {
            "pk": one.organisation_id,
            "name": one.name,
            "form_uuid": uuid4(),
            "sub": _("Does this at %(places)s") % {"places": joined(one.units)},
        }
        for one in partners
    ]
