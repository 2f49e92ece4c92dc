"""Plain rules of matching: the order of asking, questions about days, the proposed roster."""

from coordination.matching.rules.ranking import Candidate, Limits, Why, is_asked_at_all, ranked, why

__all__ = ["Candidate", "Limits", "Why", "is_asked_at_all", "ranked", "why"]
