"""Addresses of the roster."""

from django.urls import path

from coordination.roster import views

urlpatterns = [
    path("roster/", views.roster, name="roster"),
    path("roster/sheet/", views.roster_sheet, name="roster-sheet"),
]
