"""Competing offers, both of them taken: what each asks for stands side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coordination.arrangements.rules.answers import changes
from coordination.arrangements.rules.record import COVERED, UNIT_PARTY, Doer, Share, TaskRow
from volunteers.memberships.rules import Task


@dataclass(frozen=True)
class Together:
    """The rows that a board starts with, and the tasks about which the offers do not agree."""

    rows: tuple[TaskRow, ...]
    contested: tuple[Task, ...]


def together(record: Iterable[TaskRow], offers: Mapping[str, Sequence[TaskRow]]) -> Together:
    """Several offers on one record as one set of rows.

    A task that one offer alone would change goes as that offer says. Where more than one would
    change it and they differ, it is contested: done by all where each asks to do it together with
    the unit, else divided, with parts that are still to be written, so that it cannot be sent
    before somebody has chosen. *Ours*.

    Args:
        record: the rows agreed last.
        offers: the rows of each offer, by the party key of whoever made it.
    """
    if len(offers) == 1:
        return Together(tuple(next(iter(offers.values()))), ())
    before = tuple(record)
    rows = {row.task: row for row in before}
    wishes: dict[Task, list[TaskRow]] = {}
    for offered in offers.values():
        for change in changes(before, offered):
            if change.after is not None:
                wishes.setdefault(change.task, []).append(change.after)
    contested = []
    for task, wished in wishes.items():
        rows[task] = _joint(wished)
        if any(row != wished[0] for row in wished):
            contested.append(task)
    return Together(
        tuple(rows[task] for task in Task if task in rows),
        tuple(task for task in Task if task in contested),
    )


def _joint(wished: Sequence[TaskRow]) -> TaskRow:
    done = [row for row in wished if row.doer in COVERED and row.shares] or list(wished)
    first = done[0]
    if all(row == first for row in done):
        return first
    parties = {share.party for row in done for share in row.shares}
    named = sorted(parties, key=lambda party: (party != UNIT_PARTY, party))
    if len(named) < 2:
        return first
    is_shared = all(row.doer == Doer.SHARED for row in done)
    return TaskRow(first.task, Doer.SHARED if is_shared else Doer.DIVIDED, tuple(map(Share, named)))
