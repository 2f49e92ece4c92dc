"""Shifts and closures in words. People read "session"; a volunteer just reads day and time."""

from django.utils.translation import gettext_lazy as _

from careshare.sentences import Sentence
from coordination.shifts.rules import ClosureReason, ShiftCancelReason

COVERAGE = {
    "full": _("filled"),
    "some": _("some needed"),
    "nobody": _("nobody yet"),
}

CANCEL_REASONS = {
    ShiftCancelReason.NOT_ENOUGH: _("Too few volunteers"),
    ShiftCancelReason.STAFF: _("Staff cannot be there"),
    ShiftCancelReason.WEATHER: _("Weather"),
    ShiftCancelReason.SAFETY: _("Safety"),
    ShiftCancelReason.PLAN_CHANGED: _("The plan changed"),
}

CLOSURE_REASONS = {
    ClosureReason.INFECTION: _("Infection"),
    ClosureReason.BUILDING: _("The building"),
    ClosureReason.STAFFING: _("Staffing"),
    ClosureReason.EVENT: _("An event"),
    ClosureReason.OTHER: _("Another reason"),
}

SENTENCES = {
    "places_backwards": Sentence(
        _("The fewest must be at least 1 and not more than the most."), _("Correct the numbers.")
    ),
    "places_too_many": Sentence(
        _("At most %(most)s places fit on one session."), _("Choose fewer.")
    ),
    "series_too_long": Sentence(
        _("A series has 1 to %(most)s sessions."), _("Choose a number in between.")
    ),
    "plan_in_the_past": Sentence(_("This time has passed."), _("Choose a later one.")),
    "plan_too_far": Sentence(
        _("Sessions can be planned at most %(months)s months ahead."), _("Choose an earlier day.")
    ),
    "no_length": Sentence(_("Start and end are the same."), _("Choose a later end.")),
    "strange_hour": Sentence(
        _("The clock changes that night, so %(time)s does not exist or exists twice."),
        _("Choose another time."),
    ),
    "shift_too_long": Sentence(
        _("A session lasts at most %(hours)s hours."), _("Choose an earlier end.")
    ),
    "shift_already_cancelled": Sentence(_("This session was cancelled already.")),
    "closure_backwards": Sentence(_("The end lies before the start."), _("Choose a later end.")),
}
