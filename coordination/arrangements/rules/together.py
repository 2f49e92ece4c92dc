"""Competing offers, both of them taken: what each asks for stands side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordination.arrangements.rules.answers import changes
from coordination.arrangements.rules.record import COVERED, UNIT_PARTY, Doer, Share, TaskRow
from volunteers.memberships.rules import Task


@dataclass(frozen=True)
class Together:
    """The rows that a board starts with, and the tasks about which the offers do not agree."""

    rows: tuple[TaskRow, ...]
    contested: tuple[Task, ...]


def together(
    record: Iterable[TaskRow], offers: Sequence[tuple[str, Sequence[TaskRow]]]
) -> Together:
    """Several offers on one record as one set of rows.

    A task that one offer alone would change goes as that offer says. Where more than one would
    change it and they differ, it is contested: done by all where each asks to do it together with
    the unit, else divided, with parts that are still to be written, so that it cannot be sent
    before somebody has chosen. Of two offers by the same party the later one is its wish, and a
    task that they see differently is contested, too. *Ours*.

    Args:
        record: the rows agreed last.
        offers: whoever made each, by party key, with its rows; the oldest first.
    """
    if len(offers) == 1:
        return Together(tuple(offers[0][1]), ())
    before = tuple(record)
    rows = {row.task: row for row in before}
    wishes: dict[Task, list[tuple[str, TaskRow]]] = {}
    for party, offered in offers:
        for change in changes(before, offered):
            if change.after is not None:
                wishes.setdefault(change.task, []).append((party, change.after))
    contested = []
    for task, wished in wishes.items():
        rows[task] = _joint(list(dict(wished).values()))
        if any(row != wished[0][1] for _party, row in wished):
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
