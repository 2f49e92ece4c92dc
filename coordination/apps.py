"""WHAT, WHEN, WHO DOES WHAT as a Django application."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "coordination"
