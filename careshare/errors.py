"""Refusals: what a rule says when the answer is no. Plain Python, so that rules may import it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reason:
    """One reason against something: a code, and the values that its sentence names."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


class Refused(Exception):
    """A domain rule says no. Carries every reason, never only the first."""

    def __init__(self, *reasons: Reason) -> None:
        self.reasons = reasons
        super().__init__(", ".join(reason.code for reason in reasons))


class Stale(Refused):
    """Somebody else saved the row since this form was opened."""


def refuse_if(reasons: Iterable[Reason]) -> None:
    """Raise `Refused` where there is at least one reason."""
    found = tuple(reasons)
    if found:
        raise Refused(*found)
