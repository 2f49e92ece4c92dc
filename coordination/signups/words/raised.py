"""Concerns and hard days in words."""

from django.utils.translation import gettext_lazy as _

from careshare.sentences import Sentence
from coordination.signups.rules.raised import HowClosed, RaisedKind, RaisedReason

KINDS = {
    RaisedKind.CONCERN: _("Something was not right"),
    RaisedKind.HARD_DAY: _("It was a hard day"),
}
"""What one presses, and the title of the page behind it."""

REASONS = {
    RaisedReason.SAFETY: _("The safety of a volunteer"),
    RaisedReason.ACCIDENT: _("An accident, or nearly one"),
    RaisedReason.TREATMENT: _("How somebody was treated"),
    RaisedReason.PLACE: _("A place or equipment that is not safe"),
    RaisedReason.CONCERN_OTHER: _("Something else: write what it is"),
    RaisedReason.ALONE: _("I was too much alone"),
    RaisedReason.SAD: _("Something sad or frightening"),
    RaisedReason.BADLY_RECEIVED: _("I was badly received"),
    RaisedReason.HARD_DAY_OTHER: _("Something else"),
}

ABOUT = {
    **REASONS,
    RaisedReason.CONCERN_OTHER: _("Something else"),
    RaisedReason.ALONE: _("Too much alone"),
    RaisedReason.BADLY_RECEIVED: _("Badly received"),
}
"""The same, as somebody else reads it."""

HOW = {
    HowClosed.TALKED: _("We talked about it"),
    HowClosed.PUT_RIGHT: _("It is put right"),
    HowClosed.PASSED_ON: _("Passed on to whoever must act"),
    HowClosed.NOTHING: _("There was nothing to do"),
}

TITLES = {
    RaisedKind.CONCERN: _("A concern"),
    RaisedKind.HARD_DAY: _("A hard day"),
}

SENTENCES = {
    "raised_other_kind": Sentence(
        _("That does not belong to this list."), _("Choose what fits best.")
    ),
    "raised_needs_words": Sentence(
        _("Please write in a few words what it is."), _("A short sentence is enough.")
    ),
    "raised_form_used": Sentence(
        _("This form has been sent already."), _("Open the page anew, and tell it there.")
    ),
    "raised_closed": Sentence(_("It is closed already."), _("Thank you for looking.")),
    "raised_not_begun": Sentence(
        _("This session has not begun, or did not take place."),
        _("Is there something now? Ring the people there."),
    ),
}
