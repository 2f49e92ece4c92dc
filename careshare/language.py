"""Changing the language: a cookie for everybody, and kept with the log-in where there is one."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.i18n import set_language


@login_not_required
def change_language(request: HttpRequest) -> HttpResponse:
    """Django's own switch; a logged-in user then reads in that language on any device."""
    response = set_language(request)
    wanted = request.POST.get("language", "")
    if request.user.is_authenticated and wanted in dict(settings.LANGUAGES):
        request.user.language = wanted
        request.user.save(update_fields=["language"])
    return response
