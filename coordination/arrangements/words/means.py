"""What follows from a task's responsibility, in words."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from careshare.sentences import Text
from volunteers.memberships.rules import Task


class Means(NamedTuple):
    """What follows from a task's responsibility: for oneself, for another side, for both."""

    mine: Text
    other: Text  # names `who`
    both: Text


_GAPS = Means(
    _("You are reminded of reviews"),
    _("Reminders of reviews go to %(who)s"),
    _("Both are reminded of reviews"),
)
MEANS = {
    Task.NEED: _GAPS,
    Task.ROLE: Means(
        _("You edit the description and publish"),
        _("The description and publishing are up to %(who)s"),
        _("Both may edit the description and publish"),
    ),
    Task.FUND: _GAPS,
    Task.RECRUIT: Means(
        _("You ask people, and hear when a session lacks some"),
        _("People are asked by %(who)s; news of a session that lacks some goes there"),
        _("Both may ask people, and hear when a session lacks some"),
    ),
    Task.VET: Means(
        _("You see to checks and references"),
        _("Checks and references are up to %(who)s"),
        _("Both see to checks and references"),
    ),
    Task.TRAIN: Means(
        _("You hear who comes for the first time"),
        _("News of who comes for the first time goes to %(who)s"),
        _("Both hear who comes for the first time"),
    ),
    Task.MATCH: Means(
        _("Sign-ups to approve come to you"),
        _("You may see them; the decision is up to %(who)s"),
        _("Both may approve who comes"),
    ),
    Task.SCHEDULE: Means(
        _("Only you change sessions"),
        _("Only %(who)s may change sessions"),
        _("Both may change sessions"),
    ),
    Task.TRANSPORT: _GAPS,
    Task.HOST: Means(
        _("Today's list and late changes come to you"),
        _("Today's list and late changes go to %(who)s"),
        _("Both get today's list and late changes"),
    ),
    Task.SUPERVISE: Means(
        _("You hear who did not come or had a hard day, and close that"),
        _("No-shows and hard days are told to %(who)s, and closed there"),
        _("Both hear who did not come or had a hard day, and may close that"),
    ),
    Task.FOLLOW_UP: _GAPS,
    Task.SAFEGUARD: Means(
        _("You may put somebody on hold, and concerns come to you"),
        _("%(who)s may put somebody on hold, and concerns come there"),
        _("Both may put somebody on hold, and concerns come to both"),
    ),
    Task.RECOGNISE: Means(
        _("You thank, make certificates and hear of milestones"),
        _("Thanks and certificates are up to %(who)s, and milestones are told there"),
        _("Both thank, make certificates and hear of milestones"),
    ),
    Task.RECORD: Means(
        _("You note who came"),
        _("Who came is noted by %(who)s"),
        _("Both may note who came"),
    ),
    Task.INFORM: Means(
        _("You send messages to all, and hear of changes"),
        _("Messages to all come from %(who)s, and changes are told there"),
        _("Both may send messages to all, and hear of changes"),
    ),
}

DIVIDED_MEANS = _("Each sees its own part first")
BY_DEFAULT_MEANS = _("Until somebody does, it comes to %(unit)s")
