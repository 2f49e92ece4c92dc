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
    "Series",
    "SeriesDate",
    "SeriesPosition",
    "Shift",
    "SignUp",
    "TaskContact",
    "UsualPattern",
    "Version",
    "VersionParty",
]
