"""Leaving with notice, in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from careshare.sentences import Sentence
from coordination.arrangements.rules import EndReason

END_REASONS = {
    EndReason.TOO_FEW_PEOPLE: _("Too few volunteers"),
    EndReason.NO_CAPACITY: _("No time to coordinate it"),
    EndReason.NEED_CHANGED: _("What is needed has changed"),
    EndReason.MONEY: _("Money or rooms are missing"),
    EndReason.DOES_NOT_WORK: _("Working together has not gone well"),
    EndReason.ACTIVITY_ENDS: _("The activity comes to its end"),
    EndReason.OTHER: _("Another reason"),
}

ENDING_SENTENCES = {
    "notice_meanwhile": Sentence(
        _("Somebody gave notice since this was proposed, so nothing was changed."),
        _("Look at who does what now, then propose anew."),
    ),
    "nobody_to_leave": Sentence(
        _("Only the care unit takes part here, so there is nothing to end."),
        _("Decide who does what instead."),
    ),
    "leaver_takes_no_part": Sentence(
        _("Whoever should leave takes no part here."), _("Choose who leaves.")
    ),
    "unit_hosts": Sentence(
        _("The activity takes place at the care unit, so only the unit itself can leave its part."),
        _("Say that you leave, or propose a change."),
    ),
    "notice_given_already": Sentence(
        _("Notice was given already."), _("Look at who does what and from when.")
    ),
    "notice_too_short": Sentence(
        _("The agreed notice runs until %(day)s."), _("Choose that day or a later one.")
    ),
    "notice_too_far": Sentence(
        ngettext_lazy(
            "Notice can be given at most %(months)s month ahead.",
            "Notice can be given at most %(months)s months ahead.",
            "months",
        ),
        _("Choose an earlier day."),
    ),
    "notice_of_others": Sentence(
        _("Another side gave this notice."), _("Ask them to take it back.")
    ),
    "notice_took_effect": Sentence(
        _("The day has come already, so notice can no longer be taken back."),
        _("Propose who does what from now on."),
    ),
    "agreed_since_notice": Sentence(
        _("Something was agreed since notice was given."),
        _("Propose who does what from now on."),
    ),
}
