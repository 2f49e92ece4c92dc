"""Tasks, doers and arrangements in words. Code keeps its terms; people read these."""

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from careshare.sentences import Sentence
from coordination.arrangements.rules import (
    Arrangement,
    DeclineReason,
    Doer,
    Pattern,
    VersionState,
)
from coordination.arrangements.words.dates import DATE_SENTENCES
from coordination.arrangements.words.endings import END_REASONS, ENDING_SENTENCES
from coordination.arrangements.words.means import (
    BY_DEFAULT_MEANS,
    DIVIDED_MEANS,
    MEANS,
)
from volunteers.memberships.rules import Task

__all__ = [
    "ARRANGEMENTS",
    "BY_DEFAULT_MEANS",
    "COLOURS",
    "DECLINE_REASONS",
    "DIVIDED_MEANS",
    "DOERS",
    "DOER_COLOURS",
    "END_REASONS",
    "MEANS",
    "PATTERNS",
    "SENTENCES",
    "STRIPED",
    "TASKS",
    "VERSION_STATES",
]

TASKS = {
    Task.NEED: _("Find out what is needed"),
    Task.ROLE: _("Design what the volunteer does"),
    Task.FUND: _("Money, insurance, equipment"),
    Task.RECRUIT: _("Recruit"),
    Task.VET: _("Checks and references"),
    Task.TRAIN: _("Train and induct"),
    Task.MATCH: _("Approve who comes"),
    Task.SCHEDULE: _("Plan the sessions"),
    Task.TRANSPORT: _("Transport and practicalities"),
    Task.HOST: _("Receive and brief on the day"),
    Task.SUPERVISE: _("Support the volunteers"),
    Task.FOLLOW_UP: _("Follow up with those cared for"),
    Task.SAFEGUARD: _("Risk and incidents"),
    Task.RECOGNISE: _("Thank and develop"),
    Task.RECORD: _("Record attendance and hours"),
    Task.INFORM: _("Inform staff, families, public"),
}

DOERS = {
    Doer.UNIT: _("The care unit alone"),
    Doer.ORGANISATION: _("The organisation alone"),
    Doer.SHARED: _("Both do it"),
    Doer.DIVIDED: _("Each does a part"),
    Doer.VOLUNTEERS: _("The volunteers see to it"),
    Doer.NOBODY: _("Nobody does it yet"),
    Doer.NOT_NEEDED: _("Not needed"),
}

ARRANGEMENTS = {
    Arrangement.UNIT_ALONE: _("Care unit alone"),
    Arrangement.ORGANISATION_ALONE: _("Organisation alone"),
    Arrangement.SHARED: _("Both do it"),
    Arrangement.DIVIDED: _("Each does a part"),
    Arrangement.SHARED_AND_DIVIDED: _("Partly both, partly divided"),
    Arrangement.VOLUNTEER_LED: _("Volunteers lead"),
    Arrangement.UNCOORDINATED: _("Nobody yet"),
    Arrangement.NOT_RECORDED: _("Not recorded"),
}

COLOURS = {
    Arrangement.UNIT_ALONE: "unit",
    Arrangement.ORGANISATION_ALONE: "organisation",
    Arrangement.SHARED: "shared",
    Arrangement.DIVIDED: "neutral",
    Arrangement.SHARED_AND_DIVIDED: "shared",
    Arrangement.VOLUNTEER_LED: "info",
    Arrangement.UNCOORDINATED: "danger",
    Arrangement.NOT_RECORDED: "neutral",
}

STRIPED = frozenset({Arrangement.DIVIDED, Arrangement.SHARED_AND_DIVIDED})

PATTERNS = {
    Pattern.UNIT: _("The care unit does most of it"),
    Pattern.ORGANISATION: _("An organisation does most of it"),
    Pattern.TOGETHER: _("We do most of it together"),
}

DECLINE_REASONS = {
    DeclineReason.NOT_NOW: _("Not at this time"),
    DeclineReason.OTHER_PARTNER: _("We chose another partner"),
    DeclineReason.TASKS_DIFFER: _("We see the tasks differently"),
    DeclineReason.NOT_SUITABLE: _("It does not suit the activity"),
    DeclineReason.CAPACITY: _("We cannot follow it up now"),
    DeclineReason.OTHER: _("Another reason"),
}

DOER_COLOURS = {
    Doer.UNIT: "unit",
    Doer.ORGANISATION: "organisation",
    Doer.SHARED: "shared",
    Doer.DIVIDED: "neutral",
    Doer.VOLUNTEERS: "info",
    Doer.NOBODY: "danger",
    Doer.NOT_NEEDED: "neutral",
}

VERSION_STATES = {
    VersionState.PROPOSED: _("Waits for an answer"),
    VersionState.AGREED: _("Agreed"),
    VersionState.DECLINED: _("Declined"),
    VersionState.COUNTERED: _("Answered with another proposal"),
    VersionState.WITHDRAWN: _("Withdrawn"),
    VersionState.EXPIRED: _("Waited too long for an answer"),
    VersionState.ASSUMED: _("Assumed"),
}

_TASK_WORDS = {"task": TASKS}

SENTENCES = {
    "not_your_volunteer": Sentence(
        _("An organisation withdraws its own volunteers, the care unit refuses entry."),
        _("Ask whoever plans here."),
    ),
    "held_by_other": Sentence(
        _("This is up to %(who)s here: %(task)s."),
        _("Propose a change to who does what, or ask them."),
        _TASK_WORDS,
    ),
    "volunteer_leads": Sentence(
        _("%(name)s, a volunteer, leads this here for %(who)s: %(task)s."),
        _("Propose a change to who does what, or ask them."),
        _TASK_WORDS,
    ),
    "not_a_party_here": Sentence(
        _("Your organisation does not take part in this activity."),
        _("Offer to help run it first."),
    ),
    "not_the_unit": Sentence(_("Only the care unit can do this."), _("Ask the care unit.")),
    "task_twice": Sentence(
        _("“%(task)s” stands there twice."), _("Keep one of them."), _TASK_WORDS
    ),
    "party_not_here": Sentence(
        _("“%(task)s” names an organisation that does not work in this area."),
        _("Choose one that does."),
        _TASK_WORDS,
    ),
    "party_twice": Sentence(
        _("“%(task)s” names the same party twice."), _("Keep one of them."), _TASK_WORDS
    ),
    "unit_alone_names_others": Sentence(
        _("“%(task)s” is the care unit's alone, but names an organisation."),
        _("Choose “both do it”, or leave the organisation out."),
        _TASK_WORDS,
    ),
    "organisation_alone_names_unit": Sentence(
        _("“%(task)s” is the organisation's alone, but names the care unit."),
        _("Choose “both do it”, or leave the care unit out."),
        _TASK_WORDS,
    ),
    "organisation_missing": Sentence(
        _("“%(task)s” does not say which organisation."), _("Choose one."), _TASK_WORDS
    ),
    "shared_needs_both": Sentence(
        _("“%(task)s” is done by both, so it needs an organisation as well."),
        _("Choose the organisation."),
        _TASK_WORDS,
    ),
    "divided_needs_two": Sentence(
        _("“%(task)s” is divided, so it needs at least two parties."),
        _("Choose the organisation."),
        _TASK_WORDS,
    ),
    "divided_needs_parts": Sentence(
        _("“%(task)s” is divided, but somebody's part is not written down."),
        _("Write what each does."),
        _TASK_WORDS,
    ),
    "not_needed_needs_reason": Sentence(
        _("“%(task)s” is not needed, but does not say why."), _("Write why."), _TASK_WORDS
    ),
    "nobody_names_parties": Sentence(
        _("“%(task)s” names somebody although nobody does it."),
        _("Choose who does it."),
        _TASK_WORDS,
    ),
    "no_task_recorded": Sentence(_("No task says who does it."), _("Choose at least one.")),
    "version_proposed": Sentence(_("This proposal still waits for an answer.")),
    "version_agreed": Sentence(_("This is agreed already.")),
    "version_declined": Sentence(
        _("This proposal was declined."), _("Look at who does what now, then propose anew.")
    ),
    "version_countered": Sentence(
        _("This proposal was answered with another one."), _("Answer the newer proposal.")
    ),
    "version_withdrawn": Sentence(
        _("This proposal was withdrawn."), _("Look at who does what now.")
    ),
    "version_expired": Sentence(
        _("This proposal waited too long for an answer."), _("Propose it again.")
    ),
    "version_assumed": Sentence(
        _("This is only assumed, and nobody was asked."), _("Look at who does what now.")
    ),
    "answers_elsewhere": Sentence(
        _("The proposal that this answers is about another activity."),
        _("Open the proposal, and answer from there."),
    ),
    "not_a_party": Sentence(
        _("You answer for nobody whom this proposal concerns."),
        _("Leave it to those whom it names."),
    ),
    "party_has_agreed": Sentence(_("Your side has agreed already."), _("Wait for the others.")),
    "own_proposal": Sentence(
        _("You have already said yes for another side."),
        _("Somebody else must answer here."),
    ),
    "agreed_meanwhile": Sentence(
        _("Something else was agreed meanwhile, so nothing was changed."),
        _("Look at who does what now, then propose anew."),
    ),
    "activity_not_open": Sentence(
        _("This activity is not open to partners."), _("Ask the care unit to open it.")
    ),
    "ending_instead": Sentence(
        _("The change leaves out a party of today's agreement that has not consented."),
        _("Let them agree, or end their part with notice."),
    ),
    **DATE_SENTENCES,
    **ENDING_SENTENCES,
}

DAYS = tuple((str(number + 1), name) for number, name in WEEKDAYS.items())
"""The digits by which fixed weekdays are kept, Monday first, and their names."""


def weekday_names(digits: str) -> str:
    """Weekdays out of their digits, Monday first: "135" is "Mon, Wed, Fri"."""
    names = (
        _now("Mon"),
        _now("Tue"),
        _now("Wed"),
        _now("Thu"),
        _now("Fri"),
        _now("Sat"),
        _now("Sun"),
    )
    return ", ".join(names[int(digit) - 1] for digit in digits if digit in dict(DAYS))
