"""From which day until which a version holds, and without whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from coordination.arrangements.rules.endings import Notice, left_by


@dataclass(frozen=True)
class Span:
    """A stretch of days on which one version holds, without the same parties."""

    number: int  # of the version
    left: frozenset[str]  # who has left it by then
    from_on: date
    until_on: date | None = None  # the first day on which something else holds; None: no end


def spans(begins: Mapping[int, date], notices: Iterable[Notice]) -> list[Span]:
    """Every stretch of an activity's agreed versions, the earliest first, without a hole.

    On a day the version agreed last holds, of those that have begun by then; so one that begins
    before an earlier one was to begin keeps it from ever holding.

    Args:
        begins: the first day of each agreed version, by its number.
        notices: those that stand.
    """
    notices = list(notices)
    found: list[Span] = []
    for day in sorted({*begins.values(), *(one.ends_on for one in notices)}):
        begun = [number for number, first in begins.items() if first <= day]
        if not begun:
            continue
        span = Span(max(begun), left_by(notices, max(begun), day), day)
        if not found or (found[-1].number, found[-1].left) != (span.number, span.left):
            found.append(span)
    following = [one.from_on for one in found[1:]]
    return [replace(one, until_on=end) for one, end in zip_longest(found, following)]
