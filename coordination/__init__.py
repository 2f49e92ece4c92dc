"""WHAT, WHEN, WHO DOES WHAT: activities, arrangements, shifts, sign-ups and their pages."""
