"""Log-in in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from careshare.sentences import Sentence

SENTENCES: dict[str, Sentence] = {
    "too_often": Sentence(
        _("You have sent very much in a short time."),
        ngettext_lazy(
            "Nothing is lost: wait up to %(minutes)s minute, then press again.",
            "Nothing is lost: wait up to %(minutes)s minutes, then press again.",
            "minutes",
        ),
    ),
}
