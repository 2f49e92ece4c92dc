"""Coming, leaving and codes for a tablet in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from careshare.sentences import Sentence
from coordination.signups.rules import AttendanceState

ATTENDANCE = {
    AttendanceState.CAME: _("Came"),
    AttendanceState.PARTLY: _("Came for a part"),
    AttendanceState.ABSENT_WITH_NOTICE: _("Told us and stayed away"),
    AttendanceState.ABSENT: _("Did not come"),
    AttendanceState.NOT_YET_KNOWN: _("Not yet known"),
}

SENTENCES = {
    "attendance_noted_already": Sentence(
        _("Something is noted for this session already."), _("Ask somebody who works here.")
    ),
    "check_in_too_early": Sentence(
        ngettext_lazy(
            "It is too early: you can say that you are here from %(minutes)s minute before.",
            "It is too early: you can say that you are here from %(minutes)s minutes before.",
            "minutes",
        ),
        _("Come back then."),
    ),
    "check_in_too_late": Sentence(
        _("It is over already."), _("Ask somebody who works here to note that you came.")
    ),
    "nobody_to_check_out": Sentence(
        _("It is not noted that you came."), _("Ask somebody who works here to note it.")
    ),
    "left_before_coming": Sentence(
        _("That is before you came."), _("Give the time when you left.")
    ),
    "left_in_future": Sentence(_("That time has not come yet."), _("Give the time when you left.")),
    "stayed_too_long": Sentence(
        ngettext_lazy(
            "That would be more than %(hours)s hour.",
            "That would be more than %(hours)s hours.",
            "hours",
        ),
        _("Give the time when you left."),
    ),
    "left_before_start": Sentence(_("That is %(time)s before the start."), _("Is it right?")),
    "left_long_after": Sentence(_("That is %(time)s after the end."), _("Is it right?")),
    "pairing_code_unknown": Sentence(
        _("This code does not fit, or it is too old."),
        _("Ask for a new one: a manager makes it under “Tablets”."),
    ),
    "own_code_wrong": Sentence(
        _("This code does not fit."),
        _("Try again. You forgot it, or have none? Ask somebody who works here to note you."),
    ),
    "own_code_too_often": Sentence(
        _("That was too many tries."),
        _("Wait ten minutes, or ask somebody who works here to note that you came."),
    ),
}
