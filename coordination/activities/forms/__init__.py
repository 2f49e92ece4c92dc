"""Forms about activities, the review of paid work, and paid posts."""

from coordination.activities.forms.activities import (
    ActivityCreateForm,
    ActivityEditForm,
    ClassifyForm,
    OneOffForm,
    StartEndField,
    StartEndWidget,
    TypeField,
    types_in,
)
from coordination.activities.forms.requirements import RequirementForm

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
