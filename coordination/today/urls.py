"""Addresses of today."""

from django.urls import path

from coordination.today import views

urlpatterns = [
    path("", views.home, name="home"),
    path("today/", views.today, name="today"),
    path("today/<slug:key>/", views.line, name="today-line"),
    path("call-list/", views.call_list, name="call-list"),
    path("call-list/<int:pk>/reached/", views.phoned, name="call-reached"),
]
