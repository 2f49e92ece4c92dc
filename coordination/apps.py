"""WHAT, WHEN, WHO DOES WHAT as a Django application."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "coordination"

    def ready(self) -> None:
        from careshare import sentences
        from careshare.outbox.services import kinds
        from coordination.activities import words as activities
        from coordination.activities.services.displacement import finish_overdue
        from coordination.arrangements import words as arrangements
        from coordination.arrangements.services.applying import begin_due
        from coordination.arrangements.services.ending import end_due
        from coordination.arrangements.services.expiring import expire_due
        from coordination.arrangements.services.leading import end_leading_of_the_gone
        from coordination.arrangements.services.reviewing import sweep_rounds
        from coordination.initiatives import words as initiatives
        from coordination.matching import services as asking
        from coordination.matching import words as matching
        from coordination.matching.access import in_order
        from coordination.matching.access.questions import count_beyond
        from coordination.matching.services.questions import close_beyond
        from coordination.messages import services as letters
        from coordination.messages import words as messages
        from coordination.planning.access.finishing import Elsewhere, ends_with_an_activity
        from coordination.planning.services.finishing import finish_due
        from coordination.planning.services.series import extend_series
        from coordination.planning.words import reviews
        from coordination.roster import words as roster
        from coordination.shifts import words as shifts
        from coordination.signups import words as signups
        from coordination.signups.access import ask_in_order_of
        from coordination.signups.services import (
            alarm_unended,
            free_unanswered,
            keep_standing,
            look_for_people,
        )

        for words in (
            activities, arrangements, initiatives, reviews, roster, shifts, signups, messages,
            matching,
        ):  # fmt: skip
            sentences.register(words.SENTENCES)
        letters.register()
        asking.register()
        ask_in_order_of(in_order)
        ends_with_an_activity(Elsewhere(count_beyond, close_beyond))
        sweepers = (
            expire_due, finish_due, extend_series, keep_standing, free_unanswered, begin_due,
            end_due, sweep_rounds, finish_overdue, end_leading_of_the_gone, look_for_people,
            alarm_unended,
        )  # fmt: skip
        for sweeper in sweepers:
            kinds.sweep_with(sweeper)
