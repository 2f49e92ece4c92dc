"""Versions of the record, their rows, agreements, endings and contacts."""

from coordination.arrangements.models.answers import (
    ReviewRound,
    ReviewRoundQuerySet,
    RoundParty,
    StatedAnswer,
    StatedAnswerQuerySet,
    TaskAnswer,
    with_next_review,
)
from coordination.arrangements.models.beside import (
    Ending,
    Held,
    HeldQuerySet,
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
    "Held",
    "HeldQuerySet",
    "Responsibility",
    "ResponsibilityParty",
    "ReviewRound",
    "ReviewRoundQuerySet",
    "RoundParty",
    "StatedAnswer",
    "StatedAnswerQuerySet",
    "TaskAnswer",
    "TaskContact",
    "TaskContactQuerySet",
    "UsualPattern",
    "Version",
    "VersionParty",
    "VersionQuerySet",
    "with_next_review",
]
