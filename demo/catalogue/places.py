"""Care units, their wards, and the organisations beside them."""

from dataclasses import dataclass

from volunteers.organisations.rules import OrganisationKind, Side
from volunteers.places.rules import UnitKind


@dataclass(frozen=True)
class Unit:
    """A care unit; the place is in metres north and east of the middle of the town."""

    key: str
    name: str
    kind: UnitKind
    wards: tuple[str, ...]
    street: str
    directions: str
    phone: str
    north: int
    east: int


UNITS = (
    Unit(
        "solbakken", "Solbakken nursing home", UnitKind.NURSING_HOME,
        ("Ward 1", "Ward 2", "Garden ward"), "Solbakken 4",
        "Bus 3 to Solbakken. The main door is beside the flagpole; the reception is on the left.",
        "+4722000010", 300, 250,
    ),
    Unit(
        "elvebo", "Elvebo nursing home", UnitKind.NURSING_HOME,
        ("Garden wing", "River wing"), "Elvegata 31",
        "Ten minutes on foot from the square, along the river. Parking behind the house.",
        "+4722000020", -800, 1400,
    ),
    Unit(
        "home_care", "Solvik home care", UnitKind.HOME_CARE,
        ("North district", "South district"), "Rådhusgata 2",
        "We meet in the hall of the town hall and tell you the address there.",
        "+4722000030", 0, 0,
    ),
    Unit(
        "fjordgata", "Fjordgata sheltered housing", UnitKind.SHELTERED_HOUSING,
        ("House A", "House B"), "Fjordgata 18",
        "By the harbour. Ring the bell of the common room in house A.",
        "+4722000040", 150, -900,
    ),
    Unit(
        "lunden", "Lunden day centre", UnitKind.DAY_CENTRE,
        ("Memory group", "Workshop"), "Lundeveien 7",
        "The yellow house beside the library.",
        "+4722000050", -350, -200,
    ),
    Unit(
        "hospital", "Solvik local hospital", UnitKind.HOSPITAL,
        ("Medical ward", "Palliative unit"), "Sykehusveien 1",
        "Bus 1 to the last stop. Volunteers meet at the information desk.",
        "+4722000060", 1900, 600,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """An organisation, and how many of a hundred organised volunteers come through it."""

    key: str
    name: str
    kind: OrganisationKind
    phone: str
    share: int
    side: Side = Side.VOLUNTARY
    wants_no_requests: bool = False


ORGANISATIONS = (
    Group("red_cross", "Red Cross", OrganisationKind.VOLUNTARY_ORGANISATION, "+4722000001", 26),
    Group(
        "trekking", "Trekking Association", OrganisationKind.VOLUNTARY_ORGANISATION,
        "+4722000002", 12,
    ),
    Group("lively", "Lively Days", OrganisationKind.SOCIAL_ENTREPRENEUR, "+4722000003", 8),
    Group(
        "municipal_centre", "Solvik Volunteer Centre", OrganisationKind.VOLUNTEER_CENTRE,
        "+4722000004", 7, side=Side.PUBLIC,
    ),
    Group("havna", "Havna Volunteer Centre", OrganisationKind.VOLUNTEER_CENTRE, "+4722000005", 14),
    Group("parish", "Solvik Parish", OrganisationKind.FAITH_COMMUNITY, "+4722000006", 11),
    Group(
        "school", "Fjordly School", OrganisationKind.COMMUNITY_GROUP, "+4722000007", 0,
        wants_no_requests=True,
    ),
    Group("choir", "Bølgen Choir", OrganisationKind.COMMUNITY_GROUP, "+4722000008", 13),
    Group("network", "Neighbours' Network", OrganisationKind.NETWORK, "+4722000009", 9),
)  # fmt: skip
