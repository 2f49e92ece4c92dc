"""Hours that a volunteer added, in words."""

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy, pgettext_lazy

from careshare.sentences import Sentence
from coordination.signups.rules.own_hours import AddedState, DeclineReason

DECLINED = {
    DeclineReason.OTHER_TIMES: _("The times were others"),
    DeclineReason.NOT_AGREED: _("It was not agreed with us beforehand"),
    DeclineReason.OTHER_ACTIVITY: _("It belongs to another activity"),
    DeclineReason.NOBODY_KNOWS: _("Nobody here knows of it"),
}

ADDED = {
    AddedState.WAITING: _("Waits for an answer"),
    AddedState.APPROVED: pgettext_lazy("hours", "Counted"),
    AddedState.DECLINED: _("Not counted"),
    AddedState.TAKEN_BACK: _("Taken back"),
}


def hours_text(minutes: int) -> str:
    """ "1 hour", "2.5 hours", in the reader's way of writing numbers."""
    hours = round(minutes / 60, 1)
    text = number_format(hours, 0 if hours.is_integer() else 1)
    said = ngettext("%(number)s hour", "%(number)s hours", 1 if minutes == 60 else 2)
    return said % {"number": text}


def travel_text(minutes: int) -> str:
    """ "20 minutes", from an hour on as hours; nothing for none."""
    if not minutes or minutes >= 60:
        return hours_text(minutes) if minutes else ""
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}


def counted_text(minutes: int) -> str:
    """Thanks, with what is counted: so a slip is seen at once."""
    one = 1 if minutes in (1, 60) else 2
    said = ngettext("Thank you. %(hours)s is counted.", "Thank you. %(hours)s are counted.", one)
    return said % {"hours": travel_text(minutes) or hours_text(0)}


_TIMES = _("Please look at the day and the times again.")

SENTENCES = {
    "hours_end_before_start": Sentence(_("That ends before it begins."), _TIMES),
    "hours_too_long": Sentence(
        ngettext_lazy(
            "That is more than %(hours)s hour.", "That is more than %(hours)s hours.", "hours"
        ),
        _TIMES,
    ),
    "hours_not_over": Sentence(_("That is not over yet."), _("Add the hours once you have left.")),
    "hours_too_long_ago": Sentence(
        ngettext_lazy(
            "That is more than %(days)s day ago.", "That is more than %(days)s days ago.", "days"
        ),
        _("Ask the people there to put it down."),
    ),
    "hours_counted_already": Sentence(
        _("Hours in this time are counted already."),
        _("Are they wrong? Ring the people there: they can correct them."),
    ),
    "hours_wait_already": Sentence(
        _("You have added hours in this time already."),
        _("Take those back first, if they are wrong."),
    ),
    "hours_elsewhere": Sentence(
        _("The person had a place somewhere else at that time."),
        _("Ask the volunteer which of the two is right."),
    ),
    "hours_answered_already": Sentence(
        _("Somebody has answered this meanwhile."), _("Look at the list again.")
    ),
}
