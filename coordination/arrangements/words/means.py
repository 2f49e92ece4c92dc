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
    _("Gaps and reviews come to you"),
    _("%(who)s hears about gaps and reviews"),
    _("Both hear about gaps and reviews"),
)
MEANS = {
    Task.NEED: _GAPS,
    Task.ROLE: Means(
        _("You edit the description and publish"),
        _("%(who)s edits the description and publishes"),
        _("Both may edit the description and publish"),
    ),
    Task.FUND: _GAPS,
    Task.RECRUIT: Means(
        _("You hear when a session lacks people"),
        _("%(who)s hears when a session lacks people"),
        _("Both hear when a session lacks people"),
    ),
    Task.VET: Means(
        _("You record checks and hear before they expire"),
        _("%(who)s records checks"),
        _("Both may record checks"),
    ),
    Task.TRAIN: Means(
        _("You record inductions and training"),
        _("%(who)s records inductions and training"),
        _("Both may record inductions and training"),
    ),
    Task.MATCH: Means(
        _("Sign-ups to approve come to you"),
        _("You may see them, %(who)s decides"),
        _("Both may approve who comes"),
    ),
    Task.SCHEDULE: Means(
        _("Only you change sessions"),
        _("Only %(who)s changes sessions"),
        _("Both may change sessions"),
    ),
    Task.TRANSPORT: _GAPS,
    Task.HOST: Means(
        _("Today's list and late changes come to you"),
        _("%(who)s gets today's list and late changes"),
        _("Both get today's list and late changes"),
    ),
    Task.SUPERVISE: Means(
        _("No-shows and hard days come to you"),
        _("No-shows and hard days go to %(who)s"),
        _("No-shows and hard days come to both"),
    ),
    Task.FOLLOW_UP: _GAPS,
    Task.SAFEGUARD: Means(
        _("Concerns come to you"),
        _("Concerns go to %(who)s"),
        _("Concerns come to both"),
    ),
    Task.RECOGNISE: Means(
        _("You thank, and hear of milestones"),
        _("%(who)s thanks, and hears of milestones"),
        _("Both thank, and hear of milestones"),
    ),
    Task.RECORD: Means(
        _("You note who came"),
        _("%(who)s notes who came"),
        _("Both may note who came"),
    ),
    Task.INFORM: Means(
        _("You send messages to all"),
        _("%(who)s sends messages to all"),
        _("Both may send messages to all"),
    ),
}

DIVIDED_MEANS = _("Each sees its own part first")
VOLUNTEERS_MEANS = _(
    "%(unit)s is told and acts here. The volunteer who leads can be named under “Whom to ring”."
)
BY_DEFAULT_MEANS = _("Until somebody does, it comes to %(unit)s")
