"""Activity types, activities, their parties; reviews and paid posts."""

from coordination.activities.models.activities import (
    Activity,
    ActivityParty,
    ActivityQuerySet,
    ActivityRequirement,
    ActivityType,
    AreaTypeClass,
    ListConfirmation,
)
from coordination.activities.models.announcements import Announcement
from coordination.activities.models.displacement import DisplacementAnswers, DisplacementReview
from coordination.activities.models.leading import LeadingVolunteer
from coordination.activities.models.posts import PaidPosts

__all__ = [
    "Activity",
    "ActivityParty",
    "ActivityQuerySet",
    "ActivityRequirement",
    "ActivityType",
    "Announcement",
    "AreaTypeClass",
    "DisplacementAnswers",
    "DisplacementReview",
    "LeadingVolunteer",
    "ListConfirmation",
    "PaidPosts",
]
