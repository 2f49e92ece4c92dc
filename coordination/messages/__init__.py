"""Turns events into messages: kinds, recipients, times."""
