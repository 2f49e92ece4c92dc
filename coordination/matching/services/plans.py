"""A plan that was a wrong press goes, and with it what people were asked about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from coordination.arrangements.access import Verdict
from coordination.matching.access.questions import questions_about_plan
from coordination.matching.services.asking import take_asks_back
from coordination.matching.services.questions import take_question_back
from coordination.planning.access.unplanning import sessions_of_plan
from coordination.planning.services.unplanning import take_plan_back
from coordination.shifts.models import Shift
from coordination.signups.models import PlaceOffer
from coordination.signups.rules import OfferState


def take_back_with_asks(*, shift: Shift, verdict: Verdict, user: Any, now: datetime) -> int:
    """Take back what was planned, and close what is asked about it; how many sessions.

    Whoever was written to about it gets the letter that taking a question back sends; nobody else
    hears of it. The caller locks the activity. Two statements and one event row more for each
    question and each who was asked.

    Raises:
        Refused: somebody signed up, or a session has begun; nothing is written.
    """
    count = take_plan_back(shift=shift, user=user, side=verdict.party, now=now)
    values: dict[str, Any] = {"user": user, "now": now}
    for question in list(questions_about_plan(shift, now)):
        take_question_back(question=question, side=verdict.party, **values)
    asked = PlaceOffer.objects.filter(shift__in=sessions_of_plan(shift), state=OfferState.OPEN)
    for session in Shift.objects.for_pages().filter(pk__in=asked.values("shift")).order_by("pk"):
        ids = list(asked.filter(shift=session).values_list("pk", flat=True))
        take_asks_back(shift=session, offers=ids, verdict=verdict, **values)
    return count
