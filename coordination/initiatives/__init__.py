"""Proposals from outside, answered and turned into activities; and whom a unit could ask."""
