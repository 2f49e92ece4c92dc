"""Competing offers, both of them taken: what each asks for stands side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordination.arrangements.rules.answers import changes
from coordination.arrangements.rules.record import COVERED, UNIT_PARTY, Doer, Share, TaskRow
from volunteers.memberships.rules import Task


@dataclass(frozen=True)
class Offer:
    """One proposal that is answered."""

    party: str  # whoever made it
    rows: tuple[TaskRow, ...]
    base: tuple[TaskRow, ...]  # the record on which it was written


@dataclass(frozen=True)
class Together:
    """The rows that a board starts with, and the tasks about which the offers do not agree."""

    rows: tuple[TaskRow, ...]
    contested: tuple[Task, ...]


def together(record: Iterable[TaskRow], offers: Sequence[Offer]) -> Together:
    """One or several offers on a record as one set of rows.

    One offer on the record of now is itself. Else a task that one offer alone would change goes as
    that offer says. Where more than one would change it and they differ, or something else was
    agreed about it since an offer was written, it is contested: done by all where each asks to do
    it together with the unit, else divided, with parts that are still to be written, so that it
    cannot be sent before somebody has chosen. Of two offers by the same party the later one is its
    wish, and a task that they see differently is contested, too. *Ours*.

    Args:
        record: the rows agreed last.
        offers: the oldest first.
    """
    before = tuple(record)
    if len(offers) == 1 and not changes(offers[0].base, before):
        return Together(offers[0].rows, ())
    rows = {row.task: row for row in before}
    wishes = _wishes(before, offers)
    contested = []
    for task, wished in wishes.items():
        rows[task] = _joint(list(dict(wished).values()))
        if any(row != wished[0][1] for _party, row in wished):
            contested.append(task)
    return Together(
        tuple(rows[task] for task in Task if task in rows),
        tuple(task for task in Task if task in contested),
    )


def _wishes(
    before: tuple[TaskRow, ...], offers: Sequence[Offer]
) -> dict[Task, list[tuple[str, TaskRow]]]:
    """Who wants what of each task that an offer would change; "" stands for what was agreed since
    an offer was written.
    """
    wishes: dict[Task, list[tuple[str, TaskRow]]] = {}
    for one in offers:
        for change in changes(one.base, one.rows):
            if change.after is not None:
                wishes.setdefault(change.task, []).append((one.party, change.after))
    for one in offers:
        for change in changes(one.base, before):
            if change.task in wishes and change.after is not None:
                wishes[change.task].insert(0, ("", change.after))
    return wishes


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
