"""Rows for tests, each the smallest that its own rules allow; say only what a test is about.

The factories write rows directly: they go round the services on purpose, so that a test can set up
what a service would refuse.
"""

from tests.factories.ideas import InitiativeFactory
from tests.factories.what import (
    ActivityFactory,
    ActivityPartyFactory,
    ActivityTypeFactory,
    LeadingVolunteerFactory,
    ReviewRoundFactory,
    TaskContactFactory,
    VersionFactory,
    add_rows,
    agree,
    core_rows,
    task_row,
)
from tests.factories.when import (
    AddedHoursFactory,
    AttendanceFactory,
    ClosureFactory,
    PositionFactory,
    RaisedFactory,
    SeriesFactory,
    ShiftFactory,
    SignUpFactory,
)
from tests.factories.who import (
    AffiliationFactory,
    AreaFactory,
    CareUnitFactory,
    CredentialFactory,
    InterestFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    SightFactory,
    UnitRequirementFactory,
    UserFactory,
    WardFactory,
)

__all__ = [
    "ActivityFactory",
    "ActivityPartyFactory",
    "ActivityTypeFactory",
    "AddedHoursFactory",
    "AffiliationFactory",
    "AreaFactory",
    "AttendanceFactory",
    "CareUnitFactory",
    "ClosureFactory",
    "CredentialFactory",
    "InitiativeFactory",
    "InterestFactory",
    "InvitationFactory",
    "LeadingVolunteerFactory",
    "MembershipFactory",
    "OrganisationFactory",
    "PersonFactory",
    "PositionFactory",
    "RaisedFactory",
    "ReviewRoundFactory",
    "SeriesFactory",
    "ShiftFactory",
    "SightFactory",
    "SignUpFactory",
    "TaskContactFactory",
    "UnitRequirementFactory",
    "UserFactory",
    "VersionFactory",
    "WardFactory",
    "add_rows",
    "agree",
    "core_rows",
    "task_row",
]
