"""All addresses: the frame's own, log-in, and one list for each application."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from careshare import health

handler403 = "careshare.refusals.forbidden"

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("account/", include("allauth.urls")),
    path("", include("volunteers.urls")),
    path("", include("coordination.urls")),
]
if settings.DEMO_MODE:
    urlpatterns.append(path("demo/", include("demo.urls")))
