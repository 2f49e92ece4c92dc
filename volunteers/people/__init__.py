"""Volunteers as persons, with or without a log-in."""
