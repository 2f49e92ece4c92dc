"""The fields of one task on the board's form, and what they start with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms

from coordination.arrangements.rules import (
    UNIT_PARTY,
    TaskRow,
)
from volunteers.memberships.rules import Task


class OfThoseHere(forms.MultipleChoiceField):
    """Ticks beside those who take part. Whoever was unticked above is passed over, not refused:
    the form reads only those who take part.
    """

    def valid_value(self, value: Any) -> bool:
        return True


@dataclass(frozen=True)
class TermsSoFar:
    """The terms of a proposal while it is written."""

    valid_from: date | None
    review_on: date | None
    trial_until: date | None
    notice_days: int
    brings_people: int | None
    brings_from: date | None
    unit_brings: str


def terms_so_far(read: Callable[[str], str]) -> TermsSoFar:
    """What can be read of the terms; what cannot is not said yet."""

    def day(name: str) -> date | None:
        try:
            return date.fromisoformat(read(name))
        except ValueError:
            return None

    def number(name: str) -> int | None:
        text = read(name)
        return int(text) if text.isdecimal() and len(text) < 5 else None

    return TermsSoFar(
        valid_from=day("valid_from"),
        review_on=day("review_on"),
        trial_until=day("trial_until"),
        notice_days=number("notice_days") or 0,
        brings_people=number("brings_people"),
        brings_from=day("brings_from"),
        unit_brings=read("unit_brings"),
    )


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
            initial[_days(row.task, share.party)] = list(share.weekdays)
    return initial


TERM_OF = {
    "valid_from_too_early": "valid_from",
    "valid_from_too_far": "valid_from",
    "recorded_too_far_back": "valid_from",
    "review_before_start": "review_on",
    "review_too_far": "review_on",
    "trial_before_start": "trial_until",
    "trial_too_far": "trial_until",
    "brings_too_far": "brings_from",
    "brings_too_far_back": "brings_from",
}
"""Beside which of the terms a reason stands."""
