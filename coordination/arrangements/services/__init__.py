"""Writing the record: propose, answer, leave with notice; asking both sides how they see it."""

from coordination.arrangements.services.answering import agree, decline, withdraw, withdraw_all
from coordination.arrangements.services.ending import give_notice, withdraw_notice
from coordination.arrangements.services.proposing import Terms, assume, propose
from coordination.arrangements.services.reviewing import (
    Sides,
    gaps_of,
    next_review_of,
    stated_by,
    sweep_rounds,
)
from coordination.arrangements.services.stating import keep_as_is, open_round, state

__all__ = [
    "Sides",
    "Terms",
    "agree",
    "assume",
    "decline",
    "gaps_of",
    "give_notice",
    "keep_as_is",
    "next_review_of",
    "open_round",
    "propose",
    "state",
    "stated_by",
    "sweep_rounds",
    "withdraw",
    "withdraw_all",
    "withdraw_notice",
]
