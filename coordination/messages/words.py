"""Messages in words."""

from django.utils.translation import gettext_lazy as _

from careshare.sentences import Sentence

SENTENCES = {
    "link_too_late": Sentence(
        _("This link worked until the start, and that has passed."), _("Ring instead.")
    ),
}
