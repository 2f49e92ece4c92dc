"""Gathers the models of the rooms."""

from coordination.activities.models import (
    Activity,
    ActivityParty,
    ActivityRequirement,
    ActivityType,
    AreaTypeClass,
    ListConfirmation,
)
from coordination.arrangements.models import (
    Agreement,
    Ending,
    Responsibility,
    ResponsibilityParty,
    ReviewRound,
    RoundParty,
    StatedAnswer,
    TaskAnswer,
    TaskContact,
    UsualPattern,
    Version,
    VersionParty,
)
from coordination.shifts.models import (
    Closure,
    Position,
    PositionRequirement,
    Series,
    SeriesDate,
    SeriesPosition,
    Shift,
)
from coordination.signups.models import Attendance, SignUp
from coordination.today.models import HandedOver, PutAside

__all__ = [
    "Activity",
    "ActivityParty",
    "ActivityRequirement",
    "ActivityType",
    "Agreement",
    "AreaTypeClass",
    "Attendance",
    "Closure",
    "Ending",
    "HandedOver",
    "ListConfirmation",
    "Position",
    "PositionRequirement",
    "PutAside",
    "Responsibility",
    "ResponsibilityParty",
    "ReviewRound",
    "RoundParty",
    "Series",
    "SeriesDate",
    "SeriesPosition",
    "Shift",
    "SignUp",
    "StatedAnswer",
    "TaskAnswer",
    "TaskContact",
    "UsualPattern",
    "Version",
    "VersionParty",
]
