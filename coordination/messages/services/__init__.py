"""Events become drafts of letters; a link in a mail does its one thing."""

from careshare.outbox.services import kinds
from coordination.messages.emails import (
    announcements,
    attendance,
    closures,
    colleagues,
    coming,
    displacement,
    endings,
    every_time,
    finishing,
    ideas,
    leaders,
    offers,
    opening,
    owners,
    raised,
    reviews,
    signups,
    suspensions,
    swaps,
    versions,
    visits,
)
from coordination.messages.rules import Kind
from coordination.messages.services.announcing import announced
from coordination.messages.services.closing import missing_closed, place_reopened
from coordination.messages.services.ending_activities import activity_ended, activity_goes_on
from coordination.messages.services.expanding import sign_up_changed
from coordination.messages.services.expanding_versions import (
    VERSION_KINDS,
    notice_changed,
    version_changed,
)
from coordination.messages.services.leading import leading_ended, leading_named
from coordination.messages.services.leaving import hours_declined, missing_questions
from coordination.messages.services.linking import (
    act_on,
    answer_new_time,
    answer_swap,
    say_when_left,
)
from coordination.messages.services.noticing import attendance_noted
from coordination.messages.services.offering import offer_made, offer_withdrawn
from coordination.messages.services.owning import (
    place_closed,
    session_cancelled,
    session_moved,
    session_restored,
    stepped_in,
)
from coordination.messages.services.paid_work import review_changed
from coordination.messages.services.proposing import initiative_changed, missing_idea_reminders
from coordination.messages.services.publishing import closed_to_partners, publishing_changed
from coordination.messages.services.raising import somebody_told
from coordination.messages.services.reminding import missing_reminders
from coordination.messages.services.ringing import missing_ring_rounds
from coordination.messages.services.rounds import (
    missing_review_reminders,
    missing_trial_reminders,
    round_changed,
)
from coordination.messages.services.standing import standing_changed
from coordination.messages.services.suspending import suspension_changed
from coordination.messages.services.swapping import swap_changed
from coordination.messages.services.visiting import visit_not_ended
from coordination.messages.services.waiting import (
    missing_steps,
    missing_steps_of_hours,
    missing_steps_of_inductions,
    missing_steps_of_raised,
)

__all__ = ["act_on", "answer_new_time", "answer_swap", "register", "say_when_left"]


def register() -> None:
    """Teach the letterbox our events, kinds and reminders; once, at start-up."""
    for verb in (
        "confirmed", "requested", "declined", "cancelled", "moved", "waitlisted", "offered",
        "retimed", "resized",
    ):  # fmt: skip
        kinds.on_event(f"signup.{verb}", sign_up_changed)
    for verb in ("opened", "revealed", "kept"):
        kinds.on_event(f"round.{verb}", round_changed)
    for verb in ("waiting", "done"):
        kinds.on_event(f"displacement.{verb}", review_changed)
    for step in ("proposed", "acknowledged", "decided", "became_activity", "withdrawn"):
        kinds.on_event(f"initiative.{step}", initiative_changed)
    for name in VERSION_KINDS:
        kinds.on_event(name, version_changed)
    kinds.on_event("announcement.made", announced)
    for verb in ("published", "paused"):
        kinds.on_event(f"activity.{verb}", publishing_changed)
    kinds.on_event("activity.closed_to_partners", closed_to_partners)
    kinds.on_event("activity.ended", activity_ended)
    kinds.on_event("activity.goes_on", activity_goes_on)
    for verb in ("given", "withdrawn"):
        kinds.on_event(f"notice.{verb}", notice_changed)
    for kind, composer in {
        Kind.CONFIRMED: signups.confirmed,
        Kind.ANNOUNCEMENT: announcements.announcement,
        Kind.THANKS: announcements.thanks,
        Kind.REQUESTED: signups.requested,
        Kind.DECLINED: signups.declined,
        Kind.RETIMED: signups.retimed,
        Kind.FREED: signups.freed,
        Kind.WAITLISTED: offers.waitlisted,
        Kind.OFFERED: offers.offered,
        Kind.ASKED: offers.asked,
        Kind.ASK_WITHDRAWN: offers.ask_withdrawn,
        Kind.RING_ROUND: owners.ring_round,
        Kind.STANDING: every_time.joined,
        Kind.STANDING_MISSED: every_time.missed,
        Kind.STANDING_TOLD: every_time.told,
        Kind.SUCCESSOR: every_time.successor_wanted,
        Kind.SWAPPED: swaps.swapped,
        Kind.SWAP_TOLD: swaps.swap_told,
        Kind.SWAP_PROPOSED: swaps.about_proposal,
        Kind.SWAP_DECLINED: swaps.about_proposal,
        Kind.REMINDER: signups.reminder,
        Kind.NEW_TIME: signups.new_time,
        Kind.REQUEST: colleagues.request_to_answer,
        Kind.CANNOT_COME: colleagues.cannot_come,
        Kind.TAKEN_OFF: colleagues.taken_off,
        Kind.RESIZED: colleagues.resized,
        Kind.WAITS: owners.waits,
        Kind.STEPPED_IN: owners.stepped_in,
        Kind.HOURS_WAIT: owners.hours_wait,
        Kind.SESSION_CANCELLED: owners.session_cancelled,
        Kind.CLOSED: owners.place_closed,
        Kind.DO_NOT_COME: closures.do_not_come,
        Kind.OPEN_AGAIN: closures.open_again,
        Kind.REVIEW_SOON: reviews.review_soon,
        Kind.TRIAL_SOON: reviews.trial_soon,
        Kind.REVIEW_OPENED: reviews.about_round,
        Kind.REVIEW_REVEALED: reviews.about_round,
        Kind.REVIEW_KEPT: reviews.about_round,
        Kind.SECOND_VOICE_ASKED: displacement.waiting,
        Kind.REVIEW_CLOSED: displacement.done,
        Kind.IDEA_PROPOSED: ideas.about_idea,
        Kind.IDEA_OVERDUE: ideas.about_idea,
        Kind.IDEA_READ: ideas.about_idea,
        Kind.IDEA_ANSWERED: ideas.about_idea,
        Kind.IDEA_BECAME: ideas.about_idea,
        Kind.IDEA_TAKEN_BACK: ideas.about_idea,
        Kind.PUBLISHED: opening.about_publishing,
        Kind.PAUSED: opening.about_publishing,
        Kind.CLOSED_TO_PARTNERS: opening.about_closing,
        **dict.fromkeys(VERSION_KINDS.values(), versions.about_version),
        Kind.SUSPENDED: suspensions.about_suspension,
        Kind.SUSPENSION_LIFTED: suspensions.about_suspension,
        Kind.ACTIVITY_ENDED: finishing.about_end,
        Kind.ACTIVITY_ENDED_REGULAR: finishing.about_end_to_regular,
        Kind.ACTIVITY_GOES_ON: finishing.about_going_on,
        Kind.HOLD_TOLD: suspensions.hold_told,
        Kind.LEADER_NAMED: leaders.named,
        Kind.LEADER_ENDED: leaders.ended,
        Kind.LEADER_PUT_DOWN: leaders.put_down,
        Kind.CONCERN: raised.about_raised,
        Kind.HARD_DAY: raised.about_raised,
        Kind.RAISED_WAITS: raised.raised_waits,
        Kind.NO_SHOW: coming.about_coming,
        Kind.MILESTONE: coming.about_coming,
        Kind.INDUCTION_DUE: coming.about_coming,
        Kind.INDUCTION_WAITS: coming.induction_waits,
        Kind.SESSION_MOVED: owners.session_moved,
        Kind.SESSION_RESTORED: owners.session_restored,
        Kind.NOTICE: endings.about_notice,
        Kind.NOTICE_TAKEN_BACK: endings.about_notice,
    }.items():
        kinds.compose_with(kind, composer)
    kinds.on_event("offer.made", offer_made)
    kinds.on_event("offer.withdrawn", offer_withdrawn)
    for verb in ("joined", "paused", "resumed", "ended", "missed"):
        kinds.on_event(f"standing.{verb}", standing_changed)
    for verb in ("proposed", "declined"):
        kinds.on_event(f"swap.{verb}", swap_changed)
    for verb in ("suspended", "suspension_lifted"):
        kinds.on_event(f"person.{verb}", suspension_changed)
    kinds.on_event("concern.raised", somebody_told)
    kinds.on_event("hard_day.raised", somebody_told)
    kinds.on_event("leading.named", leading_named)
    kinds.on_event("leading.ended", leading_ended)
    kinds.on_event("shift.stepped_in", stepped_in)
    kinds.on_event("hours.stepped_in", stepped_in)
    kinds.on_event("raised.stepped_in", stepped_in)
    kinds.on_event("shift.cancelled", session_cancelled)
    kinds.on_event("shift.moved", session_moved)
    kinds.on_event("shift.restored", session_restored)
    kinds.on_event("attendance.noted", attendance_noted)
    kinds.on_event("closure.opened", place_closed)
    kinds.on_event("closure.ended", place_reopened)
    kinds.compose_with(Kind.WHEN_LEFT, attendance.when_left)
    kinds.compose_with(Kind.HOURS_DECLINED, attendance.hours_declined)
    kinds.compose_with(Kind.VISIT_NOT_ENDED, visits.visit_not_ended)
    kinds.on_event("visit.not_ended", visit_not_ended)
    kinds.on_event("hours.declined", hours_declined)
    kinds.reconcile_with(missing_closed)
    kinds.reconcile_with(missing_questions)
    kinds.reconcile_with(missing_reminders)
    kinds.reconcile_with(missing_review_reminders)
    kinds.reconcile_with(missing_trial_reminders)
    kinds.reconcile_with(missing_steps)
    kinds.reconcile_with(missing_steps_of_hours)
    kinds.reconcile_with(missing_steps_of_raised)
    kinds.reconcile_with(missing_steps_of_inductions)
    kinds.reconcile_with(missing_ring_rounds)
    kinds.reconcile_with(missing_idea_reminders)
