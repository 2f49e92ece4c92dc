"""Versions of the record, their rows, agreements, endings and contacts."""

from coordination.arrangements.models.beside import (
    Ending,
    TaskContact,
    TaskContactQuerySet,
    UsualPattern,
)
from coordination.arrangements.models.versions import (
    Agreement,
    Responsibility,
    ResponsibilityParty,
    Version,
    VersionParty,
    VersionQuerySet,
)

__all__ = [
    "Agreement",
    "Ending",
    "Responsibility",
    "ResponsibilityParty",
    "TaskContact",
    "TaskContactQuerySet",
    "UsualPattern",
    "Version",
    "VersionParty",
    "VersionQuerySet",
]
