"""All addresses: the frame's own, log-in, and one list for each application."""

from django.conf import settings
from django.urls import include, path

from careshare import health
from careshare.language import change_language

handler403 = "careshare.refusals.forbidden"

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("language/", change_language, name="set_language"),
    path("account/", include("allauth.urls")),
    path("", include("volunteers.urls")),
    path("", include("coordination.urls")),
]
if settings.DEMO_MODE:
    urlpatterns.append(path("demo/", include("demo.urls")))
