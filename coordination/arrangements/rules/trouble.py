"""Gaps and collisions: what two sides must sort out before they rely on a record.

*Ours*, where the domain leaves it open. A gap is a needed task with nobody. A collision is the same
task alone in two hands: a contact of a party for a task that another holds; two open proposals that
give it alone to different parties; and contacts that answer at no hour of a session.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from coordination.arrangements.rules.contacts import ContactFacts
from coordination.arrangements.rules.record import (
    Doer,
    TaskRow,
    gaps,
    holder,
)
from volunteers.memberships.rules import Task


class TroubleKind(StrEnum):
    """What is wrong."""

    GAP = "gap"
    FOREIGN_CONTACT = "foreign_contact"
    RIVAL_PROPOSALS = "rival_proposals"
    NO_HOUR_COVERED = "no_hour_covered"


@dataclass(frozen=True)
class Trouble:
    """One gap or collision, with whom it concerns."""

    kind: TroubleKind
    task: Task
    parties: tuple[str, ...] = ()
    moment: datetime | None = None  # the first session that no contact covers, local time

    @property
    def is_collision(self) -> bool:
        return self.kind != TroubleKind.GAP


@dataclass(frozen=True)
class TroubleFacts:
    """What an activity's record, open proposals, contacts and coming sessions say."""

    rows: Sequence[TaskRow]
    contacts: Sequence[ContactFacts] = ()
    proposals: Sequence[Sequence[TaskRow]] = field(default=())
    sessions: Sequence[tuple[datetime, datetime]] = ()  # local times at the unit


def troubles(facts: TroubleFacts) -> list[Trouble]:
    """Every gap and collision of one activity, gaps first."""
    by_task = {row.task: row for row in facts.rows}
    return [
        *_gaps(by_task),
        *_foreign_contacts(by_task, facts.contacts),
        *_rivals(facts.proposals),
        *_uncovered_hours(by_task, facts.contacts, facts.sessions),
    ]


def _gaps(by_task: Mapping[Task, TaskRow]) -> list[Trouble]:
    found = gaps({task: row.doer for task, row in by_task.items()})
    return [Trouble(TroubleKind.GAP, task) for task in found]


def _foreign_contacts(
    by_task: Mapping[Task, TaskRow], contacts: Iterable[ContactFacts]
) -> list[Trouble]:
    """Somebody is named for a task that another side has agreed to do alone."""
    found = {}
    for contact in contacts:
        task = Task(contact.task)
        row = by_task.get(task)
        if row is not None and row.doer in (Doer.UNIT, Doer.ORGANISATION):
            holders = holder(task, row).parties
            if contact.party not in holders:
                parties = (*sorted(holders), contact.party)
                found[task, contact.party] = Trouble(TroubleKind.FOREIGN_CONTACT, task, parties)
    return list(found.values())


def _rivals(proposals: Iterable[Sequence[TaskRow]]) -> list[Trouble]:
    """Two open proposals that give the same task alone to different parties."""
    alone: dict[Task, dict[frozenset[str], None]] = {}
    for rows in proposals:
        for row in rows:
            if row.doer in (Doer.UNIT, Doer.ORGANISATION):
                alone.setdefault(row.task, {})[holder(row.task, row).parties] = None
    return [
        Trouble(TroubleKind.RIVAL_PROPOSALS, task, tuple(sorted(frozenset().union(*hands))))
        for task, hands in alone.items()
        if len(hands) > 1
    ]


def _uncovered_hours(
    by_task: Mapping[Task, TaskRow],
    contacts: Sequence[ContactFacts],
    sessions: Iterable[tuple[datetime, datetime]],
) -> list[Trouble]:
    """Contacts are named for receiving, yet none answers while a session lasts.

    Only HOST: it is the one who is rung then. Without any contact the unit's main number is rung,
    so nothing is wrong.
    """
    holders = holder(Task.HOST, by_task.get(Task.HOST)).parties
    fitting = [one for one in contacts if one.task == Task.HOST and one.party in holders]
    if not fitting:
        return []
    for start, end in sorted(sessions):
        if not any(_answers_within(one, start, end) for one in fitting):
            parties = tuple(sorted(holders))
            return [Trouble(TroubleKind.NO_HOUR_COVERED, Task.HOST, parties, start)]
    return []


def _answers_within(contact: ContactFacts, start: datetime, end: datetime) -> bool:
    """Whether a contact answers at some moment of a window; a deputy does at the other hours."""
    if contact.deputy_phone and contact.is_valid_on(start.date()):
        return True
    return contact.answers_within(start, end)
