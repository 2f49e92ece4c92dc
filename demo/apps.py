"""The demo as a Django application: a command, and pages that only the demo shows."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"
