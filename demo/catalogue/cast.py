"""The people of the story. The first municipality has them by name; its neighbours have others."""

from dataclasses import dataclass

from volunteers.memberships.rules import Role


@dataclass(frozen=True)
class Colleague:
    """Somebody with a role; the scope is the key of a unit or organisation, or empty."""

    key: str
    name: str
    role: Role
    scope: str = ""


COLLEAGUES = (
    Colleague("lead", "Marit Holm", Role.AREA_LEAD),
    Colleague("representative", "Jorunn Vassbotn", Role.STAFF_REPRESENTATIVE),
    Colleague("manager:solbakken", "Anne Bakke", Role.UNIT_MANAGER, "solbakken"),
    Colleague("second:solbakken", "Ola Fjeld", Role.UNIT_MANAGER, "solbakken"),
    Colleague("staff:solbakken", "Kari Nes", Role.UNIT_STAFF, "solbakken"),
    Colleague("manager:elvebo", "Hilde Moen", Role.UNIT_MANAGER, "elvebo"),
    Colleague("manager:home_care", "Geir Tangvald", Role.UNIT_MANAGER, "home_care"),
    Colleague("manager:fjordgata", "Turid Lien", Role.UNIT_MANAGER, "fjordgata"),
    Colleague("manager:lunden", "Svein Rud", Role.UNIT_MANAGER, "lunden"),
    Colleague("manager:hospital", "Nina Hauge", Role.UNIT_MANAGER, "hospital"),
    Colleague("coordinator:red_cross", "Ingrid Dahl", Role.COORDINATOR, "red_cross"),
    Colleague("coordinator:trekking", "Per Viken", Role.COORDINATOR, "trekking"),
    Colleague("coordinator:lively", "Mona Krog", Role.COORDINATOR, "lively"),
    Colleague("coordinator:municipal_centre", "Stig Bø", Role.COORDINATOR, "municipal_centre"),
    Colleague("coordinator:havna", "Sara Lie", Role.COORDINATOR, "havna"),
    Colleague("coordinator:parish", "Knut Eikeland", Role.COORDINATOR, "parish"),
    Colleague("coordinator:school", "Line Sand", Role.COORDINATOR, "school"),
    Colleague("coordinator:choir", "Roar Strøm", Role.COORDINATOR, "choir"),
    Colleague("coordinator:network", "Elif Sunde", Role.COORDINATOR, "network"),
)
"""Every unit has somebody who decides, and so has every organisation: agreements name both."""


@dataclass(frozen=True)
class Member:
    """A volunteer of the story. `through` is the key of a unit or organisation, or empty."""

    key: str
    name: str
    age: int | None
    through: str = ""
    has_email: bool = True
    has_log_in: bool = False
    heads: int = 1


VERA, COUPLE, CLASS = "vera", ("liv", "arne"), "class"

MEMBERS = (
    Member(VERA, "Vera Lund", 61, "red_cross", has_log_in=True),
    Member("nils", "Nils Moe", 70, "red_cross", has_log_in=True),
    Member("tor", "Tor Eide", 58, "red_cross"),
    Member("aud", "Aud Berg", 72, "solbakken", has_email=False),
    Member("jon", "Jon Vik", 66, "solbakken", has_log_in=True),
    Member("randi", "Randi Lunde", 55, "havna"),
    Member("odd", "Odd Sunnmo", 78, "solbakken"),
    Member("gerd", "Gerd Aas", 81, "solbakken"),
    Member("liv", "Liv Haugen", 69, "trekking", has_log_in=True),
    Member("arne", "Arne Haugen", 71, "trekking", has_log_in=True),
    Member("ingrid", "Ingrid Dahl", 38, "red_cross", has_log_in=True),
    Member(CLASS, "Class 9B", None, "school", heads=25),
)
