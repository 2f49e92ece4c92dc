"""One line of "Needs you": a thing to do, with one link, and how soon."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

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

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.about}" if self.kind else ""


Kind = Callable[[Scene], list[Line]]
"""A kind of to-do: all lines of it for one scene, in a fixed number of queries."""
