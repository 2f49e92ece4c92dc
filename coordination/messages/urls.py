"""Addresses of messages."""

from django.urls import path

from coordination.messages import views

urlpatterns = [path("m/<str:token>/", views.mail_link, name="mail-link")]
