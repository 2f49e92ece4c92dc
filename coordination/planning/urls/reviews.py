"""Addresses of reviews, and of confirming what is assumed."""

from django.urls import path

from coordination.planning.views import assuming, reviews

urlpatterns = [
    path("activities/<int:pk>/who/confirm/", assuming.record_confirm, name="record-confirm"),
    path("activities/<int:pk>/reviews/new/", reviews.round_open, name="round-open"),
    path("reviews/<int:pk>/", reviews.round_detail, name="round-detail"),
    path("reviews/<int:pk>/answer/", reviews.round_answer, name="round-answer"),
    path("reviews/<int:pk>/keep/", reviews.round_keep, name="round-keep"),
]
