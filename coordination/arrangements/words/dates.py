"""Days that an agreement cannot have, in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from careshare.sentences import Sentence

DATE_SENTENCES = {
    "valid_from_too_early": Sentence(
        _("An agreement cannot hold before the day on which all agreed, %(day)s."),
        _("Choose that day or a later one."),
    ),
    "review_before_start": Sentence(
        _("The day for looking at it again lies before its start."), _("Choose a later day.")
    ),
    "valid_from_too_far": Sentence(
        ngettext_lazy(
            "An agreement can begin at most %(months)s month ahead.",
            "An agreement can begin at most %(months)s months ahead.",
            "months",
        ),
        _("Choose an earlier day."),
    ),
    "trial_before_start": Sentence(
        _("The trial period ends before it begins."), _("Choose a later day.")
    ),
    "recorded_too_far_back": Sentence(
        _("What has been done before can be recorded back to %(day)s."),
        _("Choose that day or a later one."),
    ),
    "review_too_far": Sentence(
        _("The day for looking at it again can be %(day)s at the latest."),
        _("Choose an earlier day."),
    ),
    "trial_too_far": Sentence(
        _("The trial period can last until %(day)s at the latest."), _("Choose an earlier day.")
    ),
    "brings_too_far": Sentence(
        _("The day from which volunteers come can be %(day)s at the latest."),
        _("Choose an earlier day."),
    ),
    "brings_too_far_back": Sentence(
        _("The day from which volunteers come can be %(day)s at the earliest."),
        _("Choose a later day."),
    ),
    "review_has_passed": Sentence(
        _(
            "The day for looking at it again, %(day)s, would come before the agreement begins, so "
            "nothing was changed."
        ),
        _("Answer with another proposal that has a later day."),
    ),
    "trial_has_passed": Sentence(
        _(
            "The trial period, until %(day)s, would be over before the agreement begins, so "
            "nothing was changed."
        ),
        _("Answer with another proposal that has a later day."),
    ),
}
