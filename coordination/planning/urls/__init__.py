"""Addresses of the pages on which managers and coordinators work."""

from coordination.planning.urls import activities, displacement, reviews, shifts

urlpatterns = [
    *activities.urlpatterns,
    *displacement.urlpatterns,
    *reviews.urlpatterns,
    *shifts.urlpatterns,
]
