"""Addresses of the pages on which managers and coordinators work."""

from coordination.planning.urls import activities, reviews, shifts

urlpatterns = [*activities.urlpatterns, *reviews.urlpatterns, *shifts.urlpatterns]
