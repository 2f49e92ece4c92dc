"""Rows as people fill them in, and the oracle that the replay compares the record with."""

from hypothesis import strategies as st

from coordination.arrangements.rules import UNIT_PARTY, Doer, Share, TaskRow
from volunteers.memberships.rules import Task

TASKS = (Task.TRAIN, Task.MATCH, Task.HOST)


ROWS = st.lists(
    st.tuples(st.sampled_from(Doer), st.sampled_from([(0,), (1,), (0, 1)])), min_size=3, max_size=3
)
"""Who does each task, and with which organisations where it has some."""


def made(task, doer, organisations):
    """A row as somebody fills it in: in a divided task one has words and another fixed days."""
    named = [*([] if doer == Doer.ORGANISATION else [UNIT_PARTY]), *organisations]
    match doer:
        case Doer.UNIT:
            return TaskRow(task, doer, (Share(UNIT_PARTY),))
        case Doer.DIVIDED:
            parts = [("", "12"), ("The walk", ""), ("The coffee", "5")]
            shares = (Share(who, *part) for who, part in zip(named, parts, strict=False))
            return TaskRow(task, doer, tuple(shares))
        case Doer.ORGANISATION | Doer.SHARED:
            return TaskRow(task, doer, tuple(map(Share, named)))
    return TaskRow(task, doer, reason="Nobody asks" if doer == Doer.NOT_NEEDED else "")


def left_with(row, gone):
    """The row once some have left: the oracle, written anew from the words of the domain."""
    stay = [one for one in row.shares if one.party not in gone]
    if len(stay) == len(row.shares):
        return row
    if row.doer == Doer.DIVIDED and len(stay) > 1:
        return TaskRow(row.task, Doer.DIVIDED, tuple(stay))
    who = [one.party for one in stay]
    doer = Doer.NOBODY if not who else Doer.SHARED if UNIT_PARTY in who else Doer.ORGANISATION
    return TaskRow(row.task, Doer.UNIT if who == [UNIT_PARTY] else doer, tuple(map(Share, who)))


def holding(row):
    """Who may act: those named, and the unit where nobody is."""
    return frozenset(one.party for one in row.shares) if row and row.shares else {UNIT_PARTY}
