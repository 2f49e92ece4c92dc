"""The fields of one task on the board's form, and what they start with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from coordination.arrangements.rules import (
    UNIT_PARTY,
    TaskRow,
)
from volunteers.memberships.rules import Task


@dataclass
class TaskFields:
    """The fields of one task, bound, as the template draws them."""

    task: str
    label: str
    doer: Any
    parties: Any = None
    parts: list[Any] = field(default_factory=list)
    reason: Any = None


def _part(task: Task, key: str) -> str:
    return f"part_{task}_{key.replace(':', '_')}"


def _days(task: Task, key: str) -> str:
    return f"days_{task}_{key.replace(':', '_')}"


def initial_of(rows: Sequence[TaskRow]) -> dict[str, Any]:
    """What the form starts with for a set of rows."""
    initial: dict[str, Any] = {}
    partners = [share.party for row in rows for share in row.shares if share.party != UNIT_PARTY]
    initial["partners"] = list(dict.fromkeys(partners))
    for row in rows:
        initial[f"doer_{row.task}"] = row.doer.value
        initial[f"reason_{row.task}"] = row.reason
        initial[f"with_{row.task}"] = [
            share.party for share in row.shares if share.party != UNIT_PARTY
        ]
        for share in row.shares:
            initial[_part(row.task, share.party)] = share.part
            initial[_days(row.task, share.party)] = share.weekdays
    return initial
