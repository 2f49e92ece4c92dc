"""Ideas from outside in words."""

from django.utils.translation import gettext_lazy as _

from careshare.sentences import Sentence
from coordination.initiatives.rules import Decision, DecisionReason, InitiativeState, ProposerKind

STATES = {
    InitiativeState.PROPOSED: _("Sent, not read yet"),
    InitiativeState.ACKNOWLEDGED: _("Read, being considered"),
    InitiativeState.ACCEPTED: _("The answer is yes"),
    InitiativeState.DECLINED: _("The answer is no"),
    InitiativeState.WITHDRAWN: _("Taken back"),
    InitiativeState.BECAME_ACTIVITY: _("Became an activity"),
}

STATE_COLOURS = {
    InitiativeState.PROPOSED: ("warning", "mail"),
    InitiativeState.ACKNOWLEDGED: ("info", "half"),
    InitiativeState.ACCEPTED: ("success", "check"),
    InitiativeState.DECLINED: ("neutral", "cross"),
    InitiativeState.WITHDRAWN: ("neutral", "undo"),
    InitiativeState.BECAME_ACTIVITY: ("success", "check"),
}

KINDS = {
    ProposerKind.ORGANISATION: _("Organisation"),
    ProposerKind.VOLUNTEER: _("Volunteer"),
    ProposerKind.PUBLIC: _("Somebody from the public"),
}

DECISIONS = {
    Decision.YES: _("Yes"),
    Decision.DIFFERENTLY: _("Yes, but differently"),
    Decision.NOT_NOW: _("Not now"),
    Decision.NO: _("No"),
}

REASONS = {
    DecisionReason.NEEDED: _("It is what people here miss"),
    DecisionReason.FITS: _("It fits what we do"),
    DecisionReason.FITS_PARTLY: _("Only a part of it fits"),
    DecisionReason.CAPACITY: _("We cannot follow it up now"),
    DecisionReason.HAVE_IT: _("We have something like it already"),
    DecisionReason.NOT_SUITABLE: _("It does not suit those who live here"),
    DecisionReason.STAFF_WORK: _("It is the work of paid staff"),
    DecisionReason.SAFETY: _("We cannot make it safe"),
    DecisionReason.OTHER: _("Another reason"),
}

_READ_ON = _("See how it stands.")

SENTENCES = {
    "initiative_proposed": Sentence(_("This idea has not been read yet."), _READ_ON),
    "initiative_acknowledged": Sentence(_("This was acknowledged already."), _READ_ON),
    "initiative_accepted": Sentence(_("This was answered with yes already."), _READ_ON),
    "initiative_declined": Sentence(_("This was answered with no already."), _READ_ON),
    "initiative_withdrawn": Sentence(
        _("Whoever proposed this has taken it back."), _("Nothing is left to do.")
    ),
    "initiative_became_activity": Sentence(
        _("This has become an activity already."), _("Open the activity.")
    ),
    "initiative_undecided": Sentence(
        _("This idea has no answer yet."), _("Answer it with yes first.")
    ),
    "initiative_form_used": Sentence(
        _("This form was used already."), _("Open the form again from the list.")
    ),
    "initiative_not_here": Sentence(
        _("This place is not one that you can propose something to."), _("Choose another place.")
    ),
    "decision_needs_text": Sentence(
        _("Your choice needs a few words."), _("Write what you mean, so that they understand.")
    ),
    "unit_takes_no_suggestions": Sentence(
        _("This place takes no suggestions here now."), _("Ring them instead.")
    ),
    "too_many_suggestions": Sentence(
        _("So many suggestions wait here that no new one can be read soon."),
        _("Try again in a few weeks, or ring them."),
    ),
    "takes_part_already": Sentence(
        _("This organisation takes part already."), _("Propose a change to who does what instead.")
    ),
    "asked_already": Sentence(
        _("This organisation has been asked and has not answered yet."),
        _("Wait for the answer, or take the question back."),
    ),
    "asked_for_nothing": Sentence(
        _("The question names no task that the organisation could do."),
        _("Choose at least one task, or use the whole board."),
    ),
    "wishes_no_requests": Sentence(
        _("This organisation does not want to be asked about this."),
        _("Open the activity to partners; whoever wishes can then offer to help."),
    ),
}
