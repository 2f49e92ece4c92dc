"""The record's rules: who may act on a task, what arrangement follows, when a version applies.

Plain Python.
"""

from coordination.arrangements.rules.answers import (
    AnswerFacts,
    Change,
    DeclineReason,
    VersionState,
    changes,
    is_agreed,
    reasons_against_agreeing,
    reasons_against_answering,
    reasons_against_dates,
)
from coordination.arrangements.rules.contacts import ContactFacts, contact_task, pick_contact
from coordination.arrangements.rules.patterns import Pattern, claim_rows, from_pattern
from coordination.arrangements.rules.record import (
    ACTING_TASKS,
    CORE_TASKS,
    COVERED,
    UNIT_PARTY,
    Arrangement,
    Derived,
    Doer,
    Holder,
    Share,
    TaskRow,
    arrangement,
    derive,
    holder,
    organisation_id,
    organisation_party,
    parties_of,
    reasons_against_rows,
)

__all__ = [
    "ACTING_TASKS",
    "CORE_TASKS",
    "COVERED",
    "UNIT_PARTY",
    "AnswerFacts",
    "Arrangement",
    "Change",
    "ContactFacts",
    "DeclineReason",
    "Derived",
    "Doer",
    "Holder",
    "Pattern",
    "Share",
    "TaskRow",
    "VersionState",
    "arrangement",
    "changes",
    "claim_rows",
    "contact_task",
    "derive",
    "from_pattern",
    "holder",
    "is_agreed",
    "organisation_id",
    "organisation_party",
    "parties_of",
    "pick_contact",
    "reasons_against_agreeing",
    "reasons_against_answering",
    "reasons_against_dates",
    "reasons_against_rows",
]
