"""What is expected of one route."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

ALL = ("volunteer", "area_lead", "manager", "staff", "coordinator", "representative", "researcher",
       "newcomer")  # fmt: skip


@dataclass(frozen=True)
class Route:
    """Where it leads, who may, and what everybody else gets."""

    rows: tuple[str, ...] = ()  # what its address names, from `world.py`; "=word" stands for itself
    may: tuple[str, ...] = ALL
    sees: tuple[str, ...] = ()
    methods: tuple[str, ...] = ("GET",)
    by: str = "pk"
    also: tuple[int, ...] = ()  # further answers to those who may
    asks_who: bool = False  # a volunteer's page: whoever is none is asked who they are (302)

    @property
    def objects(self) -> bool:
        """Whether its address names a row of a tenant."""
        return any(not row.startswith("=") for row in self.rows)

    def arguments(self, rows: Mapping[str, object]) -> list[object]:
        """The arguments of its address, out of a municipality's rows."""
        return [
            row[1:] if row.startswith("=") else getattr(rows[row], self.by) for row in self.rows
        ]

    def expected(self, role: str, fine: Collection[int]) -> Collection[int]:
        if role in self.may:
            return {*fine, *self.also}
        if self.asks_who and role != "volunteer":
            return {302}
        if role in self.sees or not self.objects:
            return {403}
        return {404}

    def expected_elsewhere(self, role: str) -> Collection[int]:
        """A foreign tenant's row is not there, for nobody."""
        return {302} if self.asks_who and role != "volunteer" else {404}


def own(row: str, *methods: str) -> Route:
    """A volunteer's own page about one thing."""
    return Route(
        (row,), may=("volunteer",), by="public_id", methods=methods or ("GET",), asks_who=True
    )
