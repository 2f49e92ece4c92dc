"""What the pages share that take back the last press of a browser."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from careshare.taking_back import kept_for, was_taken_back


def is_gone(request: HttpRequest) -> bool:
    """Says so where there is nothing to take back: another press came since, or a second tap."""
    if was_taken_back(request):
        messages.info(request, _("It was taken back already."))
        return True
    if kept_for(request) is None:
        messages.info(request, _("Another press came since, so this one stays as it is."))
        return True
    return False
