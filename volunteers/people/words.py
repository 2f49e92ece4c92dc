"""People in words."""

from django.utils.translation import gettext_lazy as _

from careshare.sentences import Sentence
from volunteers.people.rules import AffiliationKind, AskedFor, DayPart, PersonKind

KINDS = {
    PersonKind.INDIVIDUAL: _("One person"),
    PersonKind.GROUP: _("A group: school class, choir, firm"),
}

AFFILIATIONS = {
    AffiliationKind.ORGANISED: _("Through an organisation"),
    AffiliationKind.UNIT_DIRECT: _("Straight for a care unit"),
    AffiliationKind.UNORGANISED: _("Of one's own accord"),
    AffiliationKind.GROUP: _("As a group"),
}

ASKED_FOR = {
    AskedFor.THIS_ACTIVITY: _("More of what I come to already"),
    AskedFor.THIS_UNIT: _("Anything at the places where I come already"),
    AskedFor.MY_ORGANISATION: _("Anything that my organisation helps with"),
    AskedFor.ANYONE: _("Anything where somebody is needed"),
    AskedFor.NOBODY: _("Nothing: I look for myself"),
}

DAY_PARTS = {
    DayPart.MORNING: _("Morning"),
    DayPart.AFTERNOON: _("Afternoon"),
    DayPart.EVENING: _("Evening"),
}

SENTENCES = {
    "person_not_here": Sentence(
        _("This person is no longer on the list."), _("Look at the list again.")
    ),
    "code_not_digits": Sentence(
        _("The code has exactly %(length)s digits."), _("Choose others, or leave it empty.")
    ),
    "code_too_easy": Sentence(
        _("Everybody would guess this code."), _("Choose others, or leave it empty.")
    ),
    "person_has_log_in": Sentence(
        _("This person logs in and looks after the e-mail address alone.")
    ),
    "person_has_own_log_in": Sentence(
        _("This person logs in already."), _("No link is needed any more.")
    ),
    "person_link_used": Sentence(
        _("This link was used already."),
        _("If that was you, just log in. If not, ask whoever gave it to you."),
    ),
    "person_link_over": Sentence(
        _("This link does not work any more."), _("Ask whoever gave it to you for a new one.")
    ),
    "people_differ": Sentence(
        _("A group and a single person are not the same."), _("Choose another.")
    ),
    "twice_at_once": Sentence(
        _("Both would come to something at the same time: %(one)s, and %(other)s."),
        _("Say for one of them that you can't come, then try again."),
    ),
}
