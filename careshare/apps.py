"""The frame as a Django application."""

from django.apps import AppConfig


class CareshareConfig(AppConfig):
    name = "careshare"
    verbose_name = "CareShare"
