"""Addresses of matching."""

from django.urls import path

from coordination.matching.views import asking

urlpatterns = [
    path("shifts/<int:pk>/ask/", asking.ask, name="ask-people"),
]
