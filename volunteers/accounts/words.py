"""Log-in in words."""

from django.utils.translation import gettext_lazy as _

from careshare.sentences import Sentence

SENTENCES: dict[str, Sentence] = {
    "too_often": Sentence(
        _("You have sent very much in a short time."),
        _("Nothing is lost: wait up to %(minutes)s minutes, then press again."),
    ),
}
