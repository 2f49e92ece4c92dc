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
    WhyEnded,
    is_over,
    missing_for_publishing,
    reasons_against_ending,
    stops_sign_ups,
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
    "WhyEnded",
    "is_over",
    "missing_for_publishing",
    "reasons_against_ending",
    "stops_sign_ups",
]
