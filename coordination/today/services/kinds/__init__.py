"""Every kind of to-do, the most pressing first. A new kind is one function, and its name here."""

from collections.abc import Mapping

from coordination.today.services.kinds.endings import endings
from coordination.today.services.kinds.holds import holds
from coordination.today.services.kinds.hours import added_hours
from coordination.today.services.kinds.ideas import ideas
from coordination.today.services.kinds.inductions import inductions
from coordination.today.services.kinds.occasions import (
    attendance,
    late_cancellations,
    requests,
    ring_round,
    uncovered,
)
from coordination.today.services.kinds.paid_work import paid_work, paid_work_unsaid
from coordination.today.services.kinds.places import asked_without_mail, closures, failed_messages
from coordination.today.services.kinds.raised import raised
from coordination.today.services.kinds.record import assumed, expiring, gaps, proposals, trials
from coordination.today.services.kinds.reviews import answers_due, reviews_to_decide
from coordination.today.services.kinds.visits import visits
from coordination.today.services.lines import Kind

KINDS: Mapping[str, Kind] = {
    "visits_not_ended": visits,
    "first_visits": visits,
    "concerns": raised,
    "closures": closures,
    "failed_messages": failed_messages,
    "asked_without_mail": asked_without_mail,
    "ring_round": ring_round,
    "late_cancellations": late_cancellations,
    "proposals": proposals,
    "answers": answers_due,
    "endings": endings,
    "ideas": ideas,
    "requests": requests,
    "uncovered": uncovered,
    "attendance": attendance,
    "hard_days": raised,
    "inductions": inductions,
    "added_hours": added_hours,
    "expiring": expiring,
    "gaps": gaps,
    "reviews": reviews_to_decide,
    "trials": trials,
    "paid_work": paid_work,
    "paid_work_unsaid": paid_work_unsaid,
    "assumed": assumed,
    "holds": holds,
}
"""What makes the lines of each `kind`; several may come from one function."""
