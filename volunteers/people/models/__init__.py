"""Volunteers, to what they belong, and by what they are known."""

from volunteers.people.models.keys import OwnCode, PersonLink
from volunteers.people.models.people import (
    Affiliation,
    AffiliationQuerySet,
    DatedTime,
    Interest,
    Person,
    PersonQuerySet,
    Sight,
    SightQuerySet,
    UsualTime,
    party_keys,
)

__all__ = [
    "Affiliation",
    "AffiliationQuerySet",
    "DatedTime",
    "Interest",
    "OwnCode",
    "Person",
    "PersonLink",
    "PersonQuerySet",
    "Sight",
    "SightQuerySet",
    "UsualTime",
    "party_keys",
]
