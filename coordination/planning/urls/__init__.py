"""Addresses of the pages on which managers and coordinators work."""

from coordination.planning.urls import activities, shifts

urlpatterns = [*activities.urlpatterns, *shifts.urlpatterns]
