"""Asking people: for one session, for certain days, for a whole series; and a proposed roster."""

from coordination.matching.services.asking import ask_people

__all__ = ["ask_people"]
