"""What a line about something that waits says: since when, and who may step in."""

from __future__ import annotations

from datetime import date

from coordination.arrangements.rules import Case, Step
from coordination.today import words
from coordination.today.services.scene import Scene


def about_case(scene: Scene, what: str, activity_id: int, case: Case, day: date) -> str:
    """What a line is about, and since when it waits once that is too long. No query.

    Args:
        day: since when, at the unit.
    """
    step = case.step(scene.now)
    if step == Step.HOLDER:
        return what
    record = scene.records[activity_id]
    if scene.actor.party in record.holder(case.task).parties:
        names = record.others(case.task) if step == Step.OTHER_SIDE else []
        return f"{what}. {words.waits_since(day, may_step_in=names)}"
    return f"{what}. {words.may_step_in(day, record.who(case.task))}"
