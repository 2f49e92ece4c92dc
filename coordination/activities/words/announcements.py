"""Messages to all, in words."""

from django.utils.translation import gettext_lazy as _

from careshare.sentences import Sentence
from coordination.activities.rules.announcements import Audience, Purpose

AUDIENCES = {
    Audience.COMING: _("Everybody who has a place from now on"),
    Audience.CAME_LATELY: _("Everybody who came in the last month"),
    Audience.CAME_THIS_YEAR: _("Everybody who came in the last year"),
}

PURPOSES = {
    Purpose.INFORM: _("Write to the volunteers"),
    Purpose.THANK: _("Thank the volunteers"),
}

SENTENCES = {
    "nobody_to_write_to": Sentence(
        _("There is nobody whom this would reach."),
        _("Choose others, or wait until somebody came."),
    ),
    "announcement_sent": Sentence(
        _("It is on its way already."), _("Write again to put something right.")
    ),
}
