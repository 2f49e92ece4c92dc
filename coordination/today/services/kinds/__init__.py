"""Every kind of to-do, the most pressing first. A new kind is one function, and its name here."""

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
from coordination.today.services.kinds.record import assumed, expiring, gaps, proposals, trials
from coordination.today.services.kinds.reviews import answers_due, reviews_to_decide
from coordination.today.services.kinds.visits import visits
from coordination.today.services.lines import Kind

KINDS: tuple[Kind, ...] = (
    visits,
    closures,
    failed_messages,
    asked_without_mail,
    ring_round,
    late_cancellations,
    proposals,
    answers_due,
    ideas,
    requests,
    uncovered,
    attendance,
    inductions,
    added_hours,
    expiring,
    gaps,
    reviews_to_decide,
    trials,
    paid_work,
    paid_work_unsaid,
    assumed,
    holds,
)
