"""A confirmed roster is taken back: the places that it gave and the questions that it asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from careshare.errors import Refused
from coordination.activities.models import Activity
from coordination.arrangements.access import Record, Verdict, may
from coordination.matching.models import AskedTime, Question
from coordination.matching.services.questions import take_question_back
from coordination.matching.services.rosters import Confirmed
from coordination.planning.access.asking import may_ask
from coordination.planning.services.deciding import still_allowed_on
from coordination.signups.models import SignUp
from coordination.signups.rules import Via
from coordination.signups.services import take_places_back
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability


def to_take_back(done: Confirmed, now: datetime) -> dict[str, Any]:
    """What an undo of a confirmed roster needs, as plain values: the places that this press gave,
    with their version, and the questions that it asked. Whoever had signed up meanwhile by oneself
    is not among them.
    """
    own = [one for one in done.given if one.via == Via.STAFF and one.made_at == now]
    return {
        "places": {str(one.pk): one.version for one in own},
        "questions": [one.pk for one in done.questions],
    }


class RosterTakenBack(NamedTuple):
    """What came of it."""

    freed: list[SignUp]
    stays: list[SignUp]  # changed meanwhile
    said_yes: list[SignUp]  # to its questions: they keep the place
    questions: int  # closed by this press


def take_roster_back(*, kept: dict[str, Any], actor: Actor, now: datetime) -> RosterTakenBack:
    """Take back the places that a confirmed roster gave, and the questions that it asked.

    One transaction. A place that somebody changed meanwhile stays, and so does whoever said yes to
    a question; they are given back to be named. A second press changes nothing. Locks the
    activities in order, then as `take_places_back` does, then the questions in order.

    Args:
        kept: what `to_take_back` gave.

    Raises:
        PermissionDenied: one places or asks people there no more; nothing is written.
    """
    given = {int(pk): version for pk, version in kept["places"].items()}
    rows = Question.objects.for_pages().filter(pk__in=kept["questions"])
    questions = list(rows.order_by("pk"))
    own = SignUp.objects.filter(pk__in=given)
    placed = set(own.values_list("shift__activity_id", flat=True))
    asked = {one.activity_id for one in questions}
    activities = Activity.objects.filter(pk__in=placed | asked)

    def ask(record: Record) -> Verdict:
        return _verdict(actor, record, placed, asked)

    with still_allowed_on(activities, ask) as verdicts:
        side = next((one.party for one in verdicts.values()), "")
        back = take_places_back(given=given, user=actor.user, side=side, now=now)
        closed = [one for one in questions if _close(one, actor, side, now)]
        return RosterTakenBack(*back, _said_yes(questions), len(closed))


def _verdict(
    actor: Actor, record: Record, placed: Collection[int], asked: Collection[int | None]
) -> Verdict:
    """Whether one may still do there what the press did: place people, ask them, or both."""
    pk = record.activity.pk
    found = may_ask(actor, record) if pk in asked else Verdict(True)
    return may(actor, Capability.PLACE_PEOPLE, record) if found and pk in placed else found


def _close(question: Question, actor: Actor, side: str, now: datetime) -> bool:
    try:
        return take_question_back(question=question, user=actor.user, side=side, now=now)
    except Refused:  # its time is over: nobody is waited for
        return False


def _said_yes(questions: list[Question]) -> list[SignUp]:
    """Who comes to a time about which one of these questions asked; two queries."""
    times = AskedTime.objects.filter(
        asked__question__in=questions, asked__answered_at__isnull=False
    )
    pairs = set(times.values_list("asked__person_id", "shift_id"))
    rows = SignUp.objects.for_pages().live().filter(shift__in={shift for _who, shift in pairs})
    return [one for one in rows.order_by("pk") if (one.person_id, one.shift_id) in pairs]
