"""A roster that somebody looked at and confirmed: places for who agreed to that, questions else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied

from careshare.errors import Reason, Refused
from coordination.activities.models import Activity
from coordination.arrangements.access import may
from coordination.matching.access.rosters import Facts
from coordination.matching.models import Question
from coordination.matching.rules.questions import QuestionKind, usual_closing
from coordination.matching.rules.roster import Roster
from coordination.matching.services.questions import ask_question
from coordination.planning.access.asking import may_ask
from coordination.planning.services.deciding import still_allowed
from coordination.planning.services.placing import place
from coordination.shifts.models import Position, Shift
from coordination.signups.models import SignUp
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability
from volunteers.people.models import Person
from volunteers.places.models import CareUnit


@dataclass
class Confirmed:
    """What came of a roster."""

    given: list[SignUp] = field(default_factory=list)
    asked: int = 0  # people
    questions: list[Question] = field(default_factory=list)
    refused: list[tuple[int, Shift, tuple[Reason, ...]]] = field(default_factory=list)


def confirm_roster(
    *, facts: Facts, roster: Roster, actor: Actor, now: datetime, form_uuid: UUID
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
                done.given.append(
                    _place(facts, shift, position, facts.people[person_id], actor, now)
                )
            except Refused as problem:
                done.refused.append((person_id, shift, problem.reasons))
            except PermissionDenied as no:  # another side's since it was shown
                done.refused.append((person_id, shift, tuple(no.args)))
    for activity_id, times in to_ask.items():
        key = uuid5(form_uuid, str(activity_id))
        done.questions.append(_ask(facts, activity_id, times, actor, now, key))
        done.asked += len(times)
    return done


def _place(
    facts: Facts, shift: Shift, position: Position, person: Person, actor: Actor, now: datetime
) -> SignUp:
    ask = partial(may, actor, Capability.PLACE_PEOPLE)
    with still_allowed(shift.activity, ask) as verdict:
        return place(shift=shift, position=position, person=person, user=actor.user,
                     side=verdict.party, now=now)  # fmt: skip


def confirmed_before(*, unit: CareUnit, user: Any, form_uuid: UUID) -> list[Question]:
    """The questions that this very form asked already. Two queries."""
    activities = Activity.objects.filter(unit=unit).values_list("pk", flat=True)
    keys = [uuid5(form_uuid, str(pk)) for pk in activities]
    return list(Question.objects.filter(form_uuid__in=keys, asked_by=user).order_by("pk"))


def _ask(
    facts: Facts, activity_id: int, times: dict[int, list[Shift]], actor: Actor, now: datetime,
    form_uuid: UUID,
) -> Question:  # fmt: skip
    """One question, if one still recruits there; else `PermissionDenied`."""
    shifts = {one.pk: one for own in times.values() for one in own}
    activity = next(iter(shifts.values())).activity
    unit = activity.unit
    days = [one.starts_at.astimezone(unit.zone).date() for one in shifts.values()]
    today = now.astimezone(unit.zone).date()
    with still_allowed(activity, partial(may_ask, actor)) as verdict:
        return ask_question(
            kind=QuestionKind.SESSIONS, unit=unit, activity=activity, first_on=min(days),
            last_on=max(days), user=actor.user, side=verdict.party, now=now,
            closes_on=usual_closing(today, min(days), unit.area.policy.question_days),
            people=[facts.people[pk] for pk in times], form_uuid=form_uuid,
            times={pk: [one.pk for one in own] for pk, own in times.items()},
        )  # fmt: skip
