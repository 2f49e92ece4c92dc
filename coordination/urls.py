"""Addresses of WHAT, WHEN, WHO DOES WHAT, room by room."""

from django.urls import include, path

app_name = "coordination"
urlpatterns = [
    path("", include("coordination.today.urls")),
    path("", include("coordination.roster.urls")),
    path("", include("coordination.planning.urls")),
    path("", include("coordination.matching.urls")),
    path("", include("coordination.finding.urls")),
    path("", include("coordination.messages.urls")),
    path("reports/", include("coordination.reports.urls")),
]
