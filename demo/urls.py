"""Addresses of the demo; `careshare.urls` includes them in demo mode only."""

from django.urls import path

from demo import views

urlpatterns = [
    path("enter/<slug:key>/", views.enter, name="demo-enter"),
    path("tablet/", views.tablet, name="demo-tablet"),
    path("mailbox/", views.mailbox, name="demo-mailbox"),
    path("mailbox/<int:pk>/", views.message, name="demo-message"),
    path("mailbox/<int:pk>/attachment/", views.attachment, name="demo-attachment"),
]
