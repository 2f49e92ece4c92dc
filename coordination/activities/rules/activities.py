"""Activity types, states, and what an activity must have before it takes sign-ups."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from careshare.errors import Reason


class TypeGroup(StrEnum):
    """The groups under which an area can add types of its own."""

    CULTURAL_SOCIAL = "cultural_social"
    CONTACT = "contact"
    PHYSICAL = "physical"
    MEALS = "meals"
    PRACTICAL = "practical"
    RELIEF = "relief"
    END_OF_LIFE = "end_of_life"
    LEARNING = "learning"
    PATHWAY = "pathway"
    VOICE = "voice"
    SURGE = "surge"
    OTHER = "other"


BUILT_IN_TYPES: Mapping[str, TypeGroup] = {
    "culture": TypeGroup.CULTURAL_SOCIAL,
    "social": TypeGroup.CULTURAL_SOCIAL,
    "visiting": TypeGroup.CONTACT,
    "exercise": TypeGroup.PHYSICAL,
    "meal_delivery": TypeGroup.MEALS,
    "practical_help": TypeGroup.PRACTICAL,
    "errands": TypeGroup.PRACTICAL,
    "transport": TypeGroup.PRACTICAL,
    "activity_friend": TypeGroup.CONTACT,
    "remote_contact": TypeGroup.CONTACT,
    "mealtime_company": TypeGroup.MEALS,
    "cycling_outing": TypeGroup.PHYSICAL,
    "respite": TypeGroup.RELIEF,
    "carer_support": TypeGroup.RELIEF,
    "vigil": TypeGroup.END_OF_LIFE,
    "spiritual": TypeGroup.CULTURAL_SOCIAL,
    "digital_help": TypeGroup.LEARNING,
    "reading_language": TypeGroup.LEARNING,
    "animal_visits": TypeGroup.CULTURAL_SOCIAL,
    "welcome_wayfinding": TypeGroup.PATHWAY,
    "hospital_to_home": TypeGroup.PATHWAY,
    "peer_support": TypeGroup.CONTACT,
    "service_design": TypeGroup.VOICE,
    "governance": TypeGroup.VOICE,
    "admin_fundraising": TypeGroup.OTHER,
    "surge_response": TypeGroup.SURGE,
    "other": TypeGroup.OTHER,
}
"""The types that come with CareShare, in the order in which forms list them. The first six are
the 2015 survey's and serve comparison."""

SURVEY_TYPES = tuple(BUILT_IN_TYPES)[:6]


class StatutoryClass(StrEnum):
    """How the content relates to services that the public body must provide."""

    STATUTORY = "statutory"
    COMPLEMENTARY = "complementary"
    MIXED = "mixed"
    UNCLASSIFIED = "unclassified"


class ActivityState(StrEnum):
    """Whether an activity takes sign-ups."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ENDED = "ended"


class WhyEnded(StrEnum):
    """Why an activity ends: from a list, never a text about somebody."""

    DONE = "done"
    TOO_FEW_PEOPLE = "too_few_people"
    NO_CAPACITY = "no_capacity"
    NEED_CHANGED = "need_changed"
    MONEY = "money"
    OTHER = "other"


class Origin(StrEnum):
    """Who had the idea."""

    UNIT = "unit"
    INITIATIVE = "initiative"


class SignUpMode(StrEnum):
    """Whether a sign-up counts at once or after approval."""

    INSTANT = "instant"
    APPROVE_FIRST = "approve_first"


def reasons_against_ending(
    *, state: str, ends_on: date | None, last_on: date, today: date, latest: date
) -> list[Reason]:
    """Why an activity cannot be ended with a last day.

    Args:
        ends_on: the last day that was said before, if any; it is taken back first.
        last_on: the last day on which it is to take place, in the unit's zone.
        latest: the last day for which the area lets one plan.
    """
    if state == ActivityState.ENDED:
        return [Reason("activity_ended")]
    if ends_on is not None:
        return [Reason("activity_ends_already", {"day": ends_on})]
    if last_on < today:
        return [Reason("end_in_the_past")]
    if last_on > latest:
        return [Reason("end_too_far", {"day": latest})]
    return []


def is_over(ends_on: date | None, today: date) -> bool:
    """Whether an activity's last day has passed."""
    return ends_on is not None and ends_on < today


@dataclass(frozen=True)
class GateFacts:
    """What the publishing gate looks at.

    `uncovered_core` lists the core tasks that nobody sees to, or that have no row; `review` is what
    the question whether it replaces paid work still asks for.
    """

    purpose: str
    does: str
    does_not: str
    supervisor: str
    induction: str
    place: str
    expenses: str
    contact: str
    are_requirements_settled: bool
    has_shift: bool
    uncovered_core: tuple[str, ...]
    is_paid_work_answered: bool  # whether paid staff did it of late: yes or no, but somebody said
    review: Reason | None = None


_TEXTS = (
    "purpose",
    "does",
    "does_not",
    "supervisor",
    "induction",
    "place",
    "expenses",
    "contact",
)


ASKED_AT_PUBLISHING_ALONE = frozenset({"gate_paid_work"})
"""What was not always asked: an activity that is published already goes on without the answer,
and its manager is reminded. It is asked when it is published again.
"""


def stops_sign_ups(missing: Iterable[Reason]) -> list[Reason]:
    """Of what the gate asks for, that without which a published activity takes no new sign-ups."""
    return [one for one in missing if one.code not in ASKED_AT_PUBLISHING_ALONE]


def missing_for_publishing(facts: GateFacts) -> list[Reason]:
    """Everything that still stands between an activity and its first sign-up.

    A reserve of volunteers who stand ready on short notice does not exist, so an opportunity is
    thought through before it is offered.
    """
    missing = [Reason(f"gate_{name}") for name in _TEXTS if not getattr(facts, name).strip()]
    if not facts.are_requirements_settled:
        missing.append(Reason("gate_requirements"))
    if not facts.has_shift:
        missing.append(Reason("gate_times"))
    missing += [Reason("gate_core_task", {"task": task}) for task in facts.uncovered_core]
    if not facts.is_paid_work_answered:
        missing.append(Reason("gate_paid_work"))
    if facts.review is not None:
        missing.append(facts.review)
    return missing
