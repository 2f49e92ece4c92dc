"""Kinds and sides of organisations."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What sort of organisation it is."""

    VOLUNTARY_ORGANISATION = "voluntary_organisation"
    COMMUNITY_GROUP = "community_group"
    SOCIAL_ENTREPRENEUR = "social_entrepreneur"
    VOLUNTEER_CENTRE = "volunteer_centre"
    FAITH_COMMUNITY = "faith_community"
    NETWORK = "network"


class Side(StrEnum):
    """On which side of an arrangement it counts; many volunteer centres are municipal."""

    PUBLIC = "public"
    VOLUNTARY = "voluntary"
