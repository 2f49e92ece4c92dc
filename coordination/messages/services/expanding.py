"""Events become drafts: for whom, of which kind. The letters are written when they leave."""

from __future__ import annotations

from careshare.outbox.models import Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.arrangements.access import record_of
from coordination.messages.access import colleagues, tasks_told
from coordination.messages.rules import Change, Kind, is_news
from coordination.messages.services.noticing import induction_due
from coordination.signups.models import SignUp, SwapProposal
from coordination.signups.rules import CancelledBy, CancelReason, OfferState, SignUpState, Via

CANCELLED = "signup.cancelled"
RETIMED = "signup.retimed"
RESIZED = "signup.resized"
TELLS_OWNER = (
    CancelReason.WITHDRAWN,
    CancelReason.REFUSED_ENTRY,
    CancelReason.ON_HOLD,
    CancelReason.NO_ANSWER,
)
"""Freed by somebody above the record, or by nobody: whose task it is must hear of it."""
MOVED = {
    SignUpState.REQUESTED: Kind.REQUESTED,
    SignUpState.WAITLISTED: Kind.WAITLISTED,
    SignUpState.OFFERED: Kind.OFFERED,
}
"""What says the new time to whoever has no place of her own there."""


def is_first(event: Event) -> bool:
    """Whether this event's letter speaks for the others of the same press, or there are none."""
    return bool(event.facts.get("first", event.cause_id) == event.cause_id)


def sign_up_changed(event: Event) -> list[Draft]:
    """Who is told about a change of a sign-up: nobody where it was undone in time."""
    rows = SignUp.objects.for_pages().select_related("shift__activity__ward")
    sign_up = rows.filter(pk=event.cause_id).first()
    if sign_up is None or sign_up.version != event.cause_version:
        return []  # a later change has its own event
    if event.name == RETIMED:
        return _to_volunteer(event, sign_up, Kind.RETIMED)
    if event.name == RESIZED:
        return _resized(event, sign_up)
    history = _history(event, sign_up)
    own_wish = sign_up.cancelled_by in ("", CancelledBy.VOLUNTEER)  # else she must hear of it
    own_wish = own_wish and sign_up.cancel_reason != CancelReason.SWAPPED  # by another's yes
    is_moved = event.name == "signup.moved"  # each time to another time
    if own_wish and not is_moved and not is_news(history, event.cause_version, cancelled=CANCELLED):
        return []
    match event.name:
        case "signup.confirmed":
            if not is_first(event):
                return []  # one letter speaks for all that takes place again
            asked_first = any(one.name == "signup.requested" for one in history)
            return [
                *_to_volunteer(event, sign_up, Kind.CONFIRMED, was_requested=asked_first),
                *induction_due(event, sign_up),
            ]
        case "signup.requested":
            return [
                *_to_volunteer(event, sign_up, Kind.REQUESTED),
                *_to_colleagues(event, sign_up, Kind.REQUEST),
            ]
        case "signup.moved":
            if not is_first(event):
                return []  # one letter speaks for all of a person's moved sessions
            return _to_volunteer(
                event, sign_up, MOVED.get(SignUpState(sign_up.state), Kind.NEW_TIME)
            )
        case "signup.declined":
            return _to_volunteer(event, sign_up, Kind.DECLINED)
        case "signup.waitlisted":
            return _to_volunteer(event, sign_up, Kind.WAITLISTED)
        case "signup.offered":
            return _to_volunteer(event, sign_up, Kind.OFFERED)
    return _cancelled(event, sign_up)


def _resized(event: Event, sign_up: SignUp) -> list[Draft]:
    """The group reads what is put down now, and whose task it is how many come, except whoever
    changed it.
    """
    told = _to_colleagues(event, sign_up, Kind.RESIZED)
    return [
        *_to_volunteer(event, sign_up, Kind.RETIMED),
        *(draft for draft in told if draft.user_id != event.facts["by"]),
    ]


def _cancelled(event: Event, sign_up: SignUp) -> list[Draft]:
    if sign_up.cancel_reason == CancelReason.AT_ONCE:
        return []  # nobody had heard of the place
    if sign_up.cancelled_by != CancelledBy.VOLUNTEER:
        is_on_hold = sign_up.cancel_reason == CancelReason.ON_HOLD  # one letter says it all
        is_told = is_on_hold or not is_first(event)
        drafts = [] if is_told else _to_volunteer(event, sign_up, Kind.FREED)
        if sign_up.cancel_reason in TELLS_OWNER:
            drafts += [  # the owner is told, whoever did it knows already
                draft
                for draft in _to_colleagues(event, sign_up, Kind.TAKEN_OFF)
                if draft.user_id != sign_up.cancelled_by_user_id
            ]
        return drafts
    if sign_up.cancel_reason == CancelReason.SWAPPED:
        drafts = _to_volunteer(event, sign_up, Kind.SWAPPED)
        if not SwapProposal.objects.filter(theirs=sign_up, state=OfferState.TAKEN).exists():
            drafts += _to_colleagues(event, sign_up, Kind.SWAP_TOLD)
        return drafts  # of a two-sided swap one letter tells both halves
    if sign_up.state_before in (SignUpState.WAITLISTED, SignUpState.OFFERED):
        return []  # who never had a place leaves none
    drafts = _to_colleagues(event, sign_up, Kind.CANNOT_COME)
    if sign_up.cancel_reason == CancelReason.RANG:  # somebody else noted it: she sees that it was
        drafts += _to_volunteer(event, sign_up, Kind.FREED)
    return drafts


def _history(event: Event, sign_up: SignUp) -> list[Change]:
    rows = Event.objects.filter(cause=event.cause, cause_id=event.cause_id)
    # Of a regular time the letter about the whole told that one comes.
    begins = [Change("signup.confirmed", 1, sign_up.made_at, sign_up.made_at)]
    # Who comes at other times, or as more or fewer, comes all the same: that alone makes no later
    # change news.
    same = dict.fromkeys((RETIMED, RESIZED), "signup.confirmed")
    return (begins if sign_up.via == Via.STANDING else []) + [
        Change(same.get(one.name, one.name), one.cause_version, one.happened_at, one.due_at)
        for one in rows
    ]


def _to_volunteer(event: Event, sign_up: SignUp, kind: Kind, **facts: object) -> list[Draft]:
    """A letter by e-mail; who has none stands on the call list."""
    if not sign_up.person.is_reachable_by_mail:
        return []
    return [
        Draft(
            kind=kind,
            cause=event.cause,
            cause_id=sign_up.pk,
            cause_version=event.cause_version,
            due_at=event.due_at,
            person_id=sign_up.person_id,
            priority=Priority.CHANGE,
            useless_after=sign_up.shift.starts_at,
            facts=facts,
        )
    ]


def _to_colleagues(event: Event, sign_up: SignUp, kind: Kind) -> list[Draft]:
    shift, tasks = sign_up.shift, tasks_told(sign_up, kind)
    day = event.due_at.astimezone(shift.activity.unit.zone).date()
    return [
        Draft(
            kind=kind,
            cause=event.cause,
            cause_id=sign_up.pk,
            cause_version=event.cause_version,
            due_at=event.due_at,
            user_id=user.pk,
            priority=Priority.CHANGE,
            useless_after=sign_up.ends_at,
        )
        for user in colleagues(record_of(shift.activity, day), *tasks, day=day)
    ]
