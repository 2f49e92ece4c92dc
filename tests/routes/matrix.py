"""Who may open what: one line a route.

`may` act or read: 200, a redirect or a refusal with reasons. `sees` but may not: 403. Everybody
else: 404, as if it were not there.
"""

from collections.abc import Collection
from dataclasses import dataclass

ALL = ("volunteer", "area_lead", "manager", "staff", "coordinator", "representative", "researcher",
       "newcomer")  # fmt: skip


@dataclass(frozen=True)
class Route:
    """What is expected of one route."""

    rows: tuple[str, ...] = ()  # what its address names, from `world.py`
    may: tuple[str, ...] = ALL
    sees: tuple[str, ...] = ()
    methods: tuple[str, ...] = ("GET",)
    by: str = "pk"

    def argument(self, row: object) -> object:
        return getattr(row, self.by)

    def expected(self, role: str, fine: Collection[int]) -> Collection[int]:
        if role in self.may:
            return fine
        if role in self.sees or not self.rows:
            return {403}
        return {404}


ELSEWHERE = ("account_", "mfa_", "usersessions_", "demo-", "socialaccount_", "None")
"""allauth's own pages, tested by allauth; the demo's, which exist in the demo alone."""

PUBLIC: dict[str, str] = {
    "healthz": "alive or not",
    "readyz": "booleans only",
    "set_language": "keeps a cookie",
}
"""Open without log-in, and why that does no harm."""

MATRIX: dict[str, Route] = {}
