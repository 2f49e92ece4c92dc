"""Volunteers who lead, in words."""

from django.utils.translation import gettext_lazy as _

from careshare.sentences import Sentence

SENTENCES = {
    "leading_in_the_past": Sentence(
        _("Nobody can lead from a day that has passed."), _("Choose today or a later day.")
    ),
    "leading_too_far": Sentence(
        _("The first day can be %(day)s at the latest."), _("Choose an earlier day.")
    ),
    "not_left_to_volunteers": Sentence(
        _("On that day this is not left to the volunteers."),
        _("Choose another day, or change who does what first."),
    ),
    "leader_not_here": Sentence(
        _("Only people who come to this activity can lead here."),
        _("Choose somebody from the list."),
    ),
    "leader_is_group": Sentence(
        _("A group cannot lead here."), _("Choose one person from the list.")
    ),
    "leader_on_hold": Sentence(
        _("Somebody who is on hold cannot lead."), _("Choose somebody else from the list.")
    ),
}
