"""Asking people: for one session, for certain days, for a whole series; and a proposed roster."""

from coordination.matching.services.asking import ask_people, take_asks_back
from coordination.matching.services.letters import register
from coordination.matching.services.questions import (
    answer_days,
    answer_sessions,
    ask_question,
    take_question_back,
)

__all__ = [
    "answer_days",
    "answer_sessions",
    "ask_people",
    "ask_question",
    "register",
    "take_asks_back",
    "take_question_back",
]
