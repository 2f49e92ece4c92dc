"""How full something is."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Coverage:
    """How full something is, in heads. Addable, so that a week is the sum of its shifts."""

    taken: int = 0
    minimum: int = 0
    maximum: int = 0

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(
            self.taken + other.taken,
            self.minimum + other.minimum,
            self.maximum + other.maximum,
        )

    @property
    def missing(self) -> int:
        """Heads that are still needed to reach the minimum."""
        return max(0, self.minimum - self.taken)

    @property
    def wanted(self) -> int:
        """What "2 of 3" counts against: how many are needed, or come where that is more."""
        return max(self.minimum, self.taken)

    @property
    def free(self) -> int:
        """Heads that still fit."""
        return max(0, self.maximum - self.taken)

    @property
    def level(self) -> str:
        """`full` when nobody is needed, `some` when a part is there, `nobody` when none is."""
        if not self.missing:
            return "full"
        return "some" if self.taken else "nobody"


def total(parts: Iterable[Coverage]) -> Coverage:
    """The sum; nothing adds up to an empty coverage."""
    return sum(parts, Coverage())
