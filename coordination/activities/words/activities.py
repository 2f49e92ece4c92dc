"""Activity types and what an activity still lacks, in words."""

from django.utils.translation import gettext_lazy as _

from careshare.sentences import Sentence, Text
from coordination.activities.models import ActivityType
from coordination.activities.rules import (
    ActivityState,
    SignUpMode,
    StatutoryClass,
    TypeGroup,
    WhyEnded,
)

TYPES = {
    "culture": _("Song, dance, theatre, music"),
    "social": _("Walks, outings, company"),
    "visiting": _("Visiting friend"),
    "exercise": _("Exercise"),
    "meal_delivery": _("Meals brought home"),
    "practical_help": _("Household, garden, repairs"),
    "errands": _("Errands"),
    "transport": _("Transport"),
    "activity_friend": _("Activity friend (dementia)"),
    "remote_contact": _("Telephone or video contact"),
    "mealtime_company": _("Mealtime company"),
    "cycling_outing": _("Cycling outings"),
    "respite": _("Respite"),
    "carer_support": _("Support for carers"),
    "vigil": _("Company at the end of life"),
    "spiritual": _("Faith and reflection"),
    "digital_help": _("Help with phones and computers"),
    "reading_language": _("Reading and language"),
    "animal_visits": _("Visits with animals"),
    "welcome_wayfinding": _("Welcome and finding the way"),
    "hospital_to_home": _("From hospital to home"),
    "peer_support": _("Peer support"),
    "service_design": _("Shaping the service"),
    "governance": _("Boards and councils"),
    "admin_fundraising": _("Office work and fundraising"),
    "surge_response": _("Extra hands in a crisis"),
    "other": _("Something else"),
}

GROUPS = {
    TypeGroup.CULTURAL_SOCIAL: _("Cultural and social"),
    TypeGroup.CONTACT: _("Contact"),
    TypeGroup.PHYSICAL: _("Physical activity"),
    TypeGroup.MEALS: _("Meals"),
    TypeGroup.PRACTICAL: _("Practical help"),
    TypeGroup.RELIEF: _("Relief"),
    TypeGroup.END_OF_LIFE: _("End of life"),
    TypeGroup.LEARNING: _("Learning"),
    TypeGroup.PATHWAY: _("On the way through care"),
    TypeGroup.VOICE: _("Voice"),
    TypeGroup.SURGE: _("In a crisis"),
    TypeGroup.OTHER: _("Other"),
}

CLASSES = {
    StatutoryClass.STATUTORY: _("Same content as a statutory service"),
    StatutoryClass.COMPLEMENTARY: _("Adds to the services"),
    StatutoryClass.MIXED: _("Partly both"),
    StatutoryClass.UNCLASSIFIED: _("Not classified"),
}

STATES = {
    ActivityState.DRAFT: _("Not published yet"),
    ActivityState.PUBLISHED: _("Open for volunteers"),
    ActivityState.ENDED: _("Ended"),
}

WHY_ENDED = {
    WhyEnded.DONE: _("It has run its course"),
    WhyEnded.TOO_FEW_PEOPLE: _("Too few volunteers"),
    WhyEnded.NO_CAPACITY: _("No time to coordinate it"),
    WhyEnded.NEED_CHANGED: _("What is needed has changed"),
    WhyEnded.MONEY: _("Money or rooms are missing"),
    WhyEnded.OTHER: _("Another reason"),
}

MODES = {
    SignUpMode.INSTANT: _("A sign-up counts at once"),
    SignUpMode.APPROVE_FIRST: _("Each sign-up is approved first"),
}

NO_HEALTH_HINT = _("No names or health of the people cared for.")

USUAL_BOUNDARIES = _("No personal care, no medication or health care, no handling of money.")

# What a one-off says where its unit has said nothing else yet.
ONE_OFF = {
    "purpose": _("Company and something to look forward to."),
    "does": _("Takes part together with those who are there, as the supervisor explains."),
    "does_not": USUAL_BOUNDARIES,
    "induction": _("The supervisor explains everything on arrival."),
    "expenses": _("Nothing is refunded unless it was agreed beforehand."),
}


def type_name(kind: ActivityType) -> Text:
    """How a type reads: ours in the reader's language, an area's own as it was typed."""
    return TYPES.get(kind.code, kind.name)


_CORE = {
    "recruit": _("Nobody recruits volunteers yet."),
    "train": _("Nobody trains and inducts yet."),
    "match": _("Nobody approves who comes yet."),
    "schedule": _("Nobody plans the sessions yet."),
    "supervise": _("Nobody supports the volunteers yet."),
}

SENTENCES = {
    "gate_purpose": Sentence(_("The purpose is missing."), _("Write what it is good for.")),
    "gate_does": Sentence(
        _("What the volunteer does is missing."), _("Write what the volunteer does.")
    ),
    "gate_does_not": Sentence(
        _("What the volunteer does not do is missing."), _("Write the boundaries.")
    ),
    "gate_supervisor": Sentence(_("A named supervisor is missing."), _("Name a supervisor.")),
    "gate_induction": Sentence(_("The induction is missing."), _("Write how people are inducted.")),
    "gate_place": Sentence(_("The place is missing."), _("Write where to meet.")),
    "gate_expenses": Sentence(
        _("A line on expenses is missing."), _("Write what is refunded, or that nothing is.")
    ),
    "gate_contact": Sentence(
        _("A contact with name and telephone is missing."), _("Name a contact.")
    ),
    "gate_requirements": Sentence(
        _("It is not settled what a volunteer must show."),
        _("Add what is needed, or say that nothing is."),
    ),
    "gate_paid_work": Sentence(
        _("Nobody has said whether paid staff did this of late."), _("Answer yes or no.")
    ),
    "gate_times": Sentence(_("No session is planned."), _("Plan a session.")),
    "activity_form_used": Sentence(
        _("This form was used already."), _("Open the form again from the list.")
    ),
    "activity_ended": Sentence(
        _("This activity has ended."), _("Open it again, or make a new one.")
    ),
    "activity_ends_already": Sentence(
        _("It is said already that this activity ends on %(day)s."),
        _("Take that back first, then choose another day."),
    ),
    "end_in_the_past": Sentence(_("That day has passed."), _("Choose today or a later day.")),
    "end_too_far": Sentence(
        _("The last day can be %(day)s at the latest."), _("Choose an earlier day.")
    ),
    "activity_is_draft": Sentence(_("This activity is not published."), _("Publish it first.")),
    "gate_core_task": Sentence("%(task)s", _("Decide who does it."), {"task": _CORE}),
}
