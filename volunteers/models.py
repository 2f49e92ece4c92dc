"""Gathers the models of the rooms."""

from volunteers.accounts.models import User
from volunteers.credentials.models import Credential, UnitRequirement
from volunteers.memberships.models import Invitation, Membership
from volunteers.organisations.models import Organisation, OrganisationArea
from volunteers.people.models import (
    Affiliation,
    DatedTime,
    Interest,
    OwnCode,
    Person,
    PersonLink,
    Sight,
    UsualTime,
)
from volunteers.places.models import Area, AreaPolicy, CareUnit, ClosingDay, Ward

__all__ = [
    "Affiliation",
    "Area",
    "AreaPolicy",
    "CareUnit",
    "ClosingDay",
    "Credential",
    "DatedTime",
    "Interest",
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationArea",
    "OwnCode",
    "Person",
    "PersonLink",
    "Sight",
    "UnitRequirement",
    "User",
    "UsualTime",
    "Ward",
]
