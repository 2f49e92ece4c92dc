"""A roster that somebody looked at and confirmed: places for who agreed to that, questions else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from careshare.errors import Reason, Refused
from coordination.activities.models import Activity
from coordination.matching.access.rosters import Facts
from coordination.matching.models import Question
from coordination.matching.rules.questions import QuestionKind, usual_closing
from coordination.matching.rules.roster import Roster
from coordination.matching.services.questions import ask_question
from coordination.planning.services.placing import place
from coordination.shifts.models import Shift
from volunteers.places.models import CareUnit


@dataclass
class Confirmed:
    """What came of a roster."""

    placed: int = 0
    asked: int = 0  # people
    questions: list[Question] = field(default_factory=list)
    refused: list[tuple[int, Shift, tuple[Reason, ...]]] = field(default_factory=list)


def confirm_roster(
    *, facts: Facts, roster: Roster, user: Any, now: datetime, form_uuid: UUID
) -> Confirmed:
    """Give places to those who said yes to that very day, and ask all others: one question for each
    activity, one letter a person with all the times proposed to that person.

    Every place is a sign-up of its own with its own locks and asks every reason again; one that
    fails stops no other and comes back with its reasons. A repeat of the form asks nobody twice.
    About twenty statements for a place and ten for a question.
    """
    done = Confirmed()
    to_ask: dict[int, dict[int, list[Shift]]] = defaultdict(lambda: defaultdict(list))
    for opening_id, chosen in roster.items():
        shift, position = facts.places[opening_id]
        for person_id in chosen:
            if (person_id, opening_id) not in facts.said_yes:
                to_ask[shift.activity_id][person_id].append(shift)
                continue
            try:
                place(shift=shift, position=position, person=facts.people[person_id], user=user,
                      side=facts.verdicts[shift.activity_id].party, now=now)  # fmt: skip
                done.placed += 1
            except Refused as problem:
                done.refused.append((person_id, shift, problem.reasons))
    for activity_id, times in to_ask.items():
        question = _ask(facts, activity_id, times, user, now, uuid5(form_uuid, str(activity_id)))
        done.questions.append(question)
        done.asked += len(times)
    return done


def confirmed_before(*, unit: CareUnit, user: Any, form_uuid: UUID) -> list[Question]:
    """The questions that this very form asked already. Two queries."""
    activities = Activity.objects.filter(unit=unit).values_list("pk", flat=True)
    keys = [uuid5(form_uuid, str(pk)) for pk in activities]
    return list(Question.objects.filter(form_uuid__in=keys, asked_by=user).order_by("pk"))


def _ask(
    facts: Facts, activity_id: int, times: dict[int, list[Shift]], user: Any, now: datetime,
    form_uuid: UUID,
) -> Question:  # fmt: skip
    shifts = {one.pk: one for own in times.values() for one in own}
    activity = next(iter(shifts.values())).activity
    unit = activity.unit
    days = [one.starts_at.astimezone(unit.zone).date() for one in shifts.values()]
    today = now.astimezone(unit.zone).date()
    return ask_question(
        kind=QuestionKind.SESSIONS, unit=unit, activity=activity, first_on=min(days),
        last_on=max(days), user=user, side=facts.verdicts[activity_id].party, now=now,
        closes_on=usual_closing(today, min(days), unit.area.policy.question_days),
        people=[facts.people[pk] for pk in times], form_uuid=form_uuid,
        times={pk: [one.pk for one in own] for pk, own in times.items()},
    )  # fmt: skip
