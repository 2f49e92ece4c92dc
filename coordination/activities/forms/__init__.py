"""Forms about activities, the review of paid work, and paid posts."""

from coordination.activities.forms.activities import (
    ActivityCreateForm,
    ActivityEditForm,
    ClassifyForm,
    OneOffForm,
    RequirementForm,
    StartEndField,
    StartEndWidget,
    TypeField,
    types_in,
)

__all__ = [
    "ActivityCreateForm",
    "ActivityEditForm",
    "ClassifyForm",
    "OneOffForm",
    "RequirementForm",
    "StartEndField",
    "StartEndWidget",
    "TypeField",
    "types_in",
]
