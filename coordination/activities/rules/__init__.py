"""Activity types, states, the publishing gate; whether something replaces paid work.

Plain Python.
"""

from coordination.activities.rules.activities import (
    BUILT_IN_TYPES,
    SURVEY_TYPES,
    ActivityState,
    GateFacts,
    Origin,
    SignUpMode,
    StatutoryClass,
    TypeGroup,
    missing_for_publishing,
)

__all__ = [
    "BUILT_IN_TYPES",
    "SURVEY_TYPES",
    "ActivityState",
    "GateFacts",
    "Origin",
    "SignUpMode",
    "StatutoryClass",
    "TypeGroup",
    "missing_for_publishing",
]
