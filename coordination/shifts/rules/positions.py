"""Positions of a session: as what, and how many."""

from collections.abc import Sequence
from typing import NamedTuple

from careshare.errors import Reason


class Numbers(NamedTuple):
    """One position of a planned session: as what, and how many."""

    name: str
    minimum: int
    maximum: int


def reasons_against_names(names: Sequence[str]) -> list[Reason]:
    """Why the positions of a session cannot be called so: people must be able to tell them apart.

    A session's only position needs no name.
    """
    if len(names) < 2:
        return []
    said = [one.strip().casefold() for one in names]
    if not all(said):
        return [Reason("position_needs_name")]
    return [Reason("position_named_twice")] if len(set(said)) < len(said) else []
