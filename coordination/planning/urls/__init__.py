"""Addresses of the pages on which managers and coordinators work."""

from coordination.planning.urls import activities, displacement, initiatives, reviews, shifts

urlpatterns = [
    *activities.urlpatterns,
    *displacement.urlpatterns,
    *initiatives.urlpatterns,
    *reviews.urlpatterns,
    *shifts.urlpatterns,
]
