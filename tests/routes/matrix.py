"""Who may open what: one line a route.

`may` act or read: 200, a redirect or a refusal with reasons. `sees` but may not: 403. Everybody
else: 404, as if it were not there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

ALL = ("volunteer", "area_lead", "manager", "staff", "coordinator", "representative", "researcher",
       "newcomer")  # fmt: skip


@dataclass(frozen=True)
class Route:
    """What is expected of one route."""

    rows: tuple[str, ...] = ()  # what its address names, from `world.py`; "=word" stands for itself
    may: tuple[str, ...] = ALL
    sees: tuple[str, ...] = ()
    methods: tuple[str, ...] = ("GET",)
    by: str = "pk"

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
            return fine
        if role in self.sees or not self.objects:
            return {403}
        return {404}


ELSEWHERE = ("account_", "mfa_", "usersessions_", "demo-", "socialaccount_", "None")
"""allauth's own pages, tested by allauth; the demo's, which exist in the demo alone."""

PUBLIC: dict[str, str] = {
    "healthz": "alive or not",
    "readyz": "booleans only",
    "set_language": "keeps a cookie",
    "volunteers:invitation-accept": "a page with one button, behind a secret address",
}
"""Open without log-in, and why that does no harm."""

_FORM = ("GET", "POST")
_LEAD = ("area_lead",)
_STAFF = ("manager", "staff")
_PARTIES = ("manager", "staff", "coordinator")

MATRIX: dict[str, Route] = {
    # Setting up
    "volunteers:area-detail": Route(may=_LEAD),
    "volunteers:area-policy": Route(may=_LEAD, methods=_FORM),
    "volunteers:closing-days": Route(may=_LEAD, methods=_FORM),
    "volunteers:unit-create": Route(may=_LEAD, methods=_FORM),
    "volunteers:unit-edit": Route(
        ("unit",), may=("area_lead", "manager"), sees=("staff", "representative"), methods=_FORM
    ),
    "volunteers:organisation-create": Route(may=_LEAD, methods=_FORM),
    "volunteers:organisation-edit": Route(
        ("organisation",), may=("area_lead", "coordinator"), methods=_FORM
    ),
    # Colleagues and people
    "volunteers:who": Route(methods=_FORM),
    "volunteers:register": Route(methods=_FORM),
}
