"""Rows of matching: questions with whom they went to, and proposed rosters."""

from coordination.matching.models.questions import Asked, AskedTime, Question, QuestionQuerySet

__all__ = ["Asked", "AskedTime", "Question", "QuestionQuerySet"]
