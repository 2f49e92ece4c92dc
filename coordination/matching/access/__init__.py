"""Facts for matching, in bulk: the same number of queries for one candidate and for a hundred."""

from coordination.matching.access.asking import (
    AskPage,
    Suggested,
    ask_page,
    candidates_for,
    in_order,
)

__all__ = ["AskPage", "Suggested", "ask_page", "candidates_for", "in_order"]
