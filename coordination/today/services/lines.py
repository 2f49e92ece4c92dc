"""One line of "Needs you": a thing to do, with one link, and how soon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from coordination.today import words
from coordination.today.services.scene import Scene


class Line(NamedTuple):
    """One thing to do.

    `kind` and `about` (an id) name it, so that it can be put aside or given to a colleague;
    `due` says how pressing it is: overdue and today for now, within a week, or it can wait.
    """

    title: str
    sub: str
    url: str
    label: str
    kind: str = ""
    about: int = 0
    due: datetime | None = None
    everybodys_at: datetime | None = None  # from then on it is no longer one colleague's alone
    is_others_part: bool = False  # of a task divided by days: shown, after one's own part
    name: str = ""  # of the activity: what stands where several lines are shown as one

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.about}" if self.kind else ""


Kind = Callable[[Scene], list[Line]]
"""A kind of to-do: all lines of it for one scene, in a fixed number of queries."""


def as_one(found: Sequence[Line]) -> list[Line]:
    """Lines of one kind, in their order, as one line for each question and day that they have.

    Ten times the same question would hide what else waits. The link leads to the first; once that
    is answered, the next stands in its place.
    """
    together: dict[tuple[str, datetime | None], list[Line]] = {}
    for line in found:
        together.setdefault((line.title, line.due), []).append(line)
    return [
        first
        if not more
        else first._replace(
            title=words.in_activities(first.title, 1 + len(more)),
            sub=words.first_of([line.name for line in (first, *more)]),
        )
        for first, *more in together.values()
    ]
