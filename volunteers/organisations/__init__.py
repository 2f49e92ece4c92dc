"""Voluntary organisations and the areas they work in."""
