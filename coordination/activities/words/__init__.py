"""Activities and the review of whether they replace paid work, in words."""

from coordination.activities.words import activities, announcements, displacement, leading
from coordination.activities.words.activities import (
    CLASSES,
    GROUPS,
    MODES,
    NO_HEALTH_HINT,
    ONE_OFF,
    STATES,
    TYPES,
    USUAL_BOUNDARIES,
    WHY_ENDED,
    type_name,
)

SENTENCES = {
    **activities.SENTENCES,
    **announcements.SENTENCES,
    **displacement.SENTENCES,
    **leading.SENTENCES,
}

__all__ = [
    "CLASSES",
    "GROUPS",
    "MODES",
    "NO_HEALTH_HINT",
    "ONE_OFF",
    "SENTENCES",
    "STATES",
    "TYPES",
    "USUAL_BOUNDARIES",
    "WHY_ENDED",
    "type_name",
]
