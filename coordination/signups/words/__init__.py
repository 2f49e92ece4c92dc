"""Sign-ups and their refusals in words."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from careshare.errors import Reason
from careshare.sentences import Sentence, Text
from coordination.shifts.words import hours
from coordination.signups.models import SignUp
from coordination.signups.rules import (
    ABOUT_THE_PERSON,
    CancelledBy,
    CancelReason,
    OwnAct,
    SignUpState,
    SuspensionReason,
)
from coordination.signups.words import attendance, own_hours, raised

STATES = {
    SignUpState.REQUESTED: _("Waiting for approval"),
    SignUpState.WAITLISTED: _("On the waiting list"),
    SignUpState.OFFERED: _("Offered, not answered yet"),
    SignUpState.CONFIRMED: _("Coming"),
    SignUpState.AWAITING: _("Has a new time to accept"),
    SignUpState.DECLINED: _("Not approved"),
    SignUpState.CANCELLED: _("Not coming"),
}

CANCEL_REASONS = {
    CancelReason.CANNOT_COME: _("Cannot come"),
    CancelReason.RANG: _("Rang: cannot come"),
    CancelReason.SHIFT_CANCELLED: _("The session was cancelled"),
    CancelReason.PLACE_CLOSED: _("The place was closed"),
    CancelReason.WITHDRAWN: _("Withdrawn by the organisation"),
    CancelReason.NO_ANSWER: _("No answer to the new time"),
    CancelReason.REFUSED_ENTRY: _("Entry refused by the care unit"),
    CancelReason.OFFER_DECLINED: _("Said no to the offered place"),
    CancelReason.OFFER_LAPSED: _("Did not answer in time"),
    CancelReason.SWAPPED: _("Somebody else comes instead"),
    CancelReason.STOOD_DOWN: _("Does not come every time any more"),
    CancelReason.TWICE: _("Was put down twice, and comes"),
    CancelReason.ON_HOLD: _("Sign-ups are on hold"),
    CancelReason.TAKEN_BACK: _("The place was given by mistake"),
    CancelReason.AT_ONCE: _("The place was given by mistake, and taken back at once"),
}

SUSPENSION_REASONS = {
    SuspensionReason.SAFETY: _("A concern about safety"),
    SuspensionReason.AGREEMENT: _("What was agreed was not kept"),
    SuspensionReason.CONFIDENTIALITY: _("A concern about confidentiality"),
    SuspensionReason.CHECK_OPEN: _("A check or a training has to come first"),
    SuspensionReason.OWN_WISH: _("The volunteer asked for it"),
    SuspensionReason.TALK_FIRST: _("We want to talk first"),
}

SENTENCES = {
    "shift_past": Sentence(_("This has already begun."), _("Look for another day.")),
    "activity_unpublished": Sentence(
        _("This is not open for volunteers yet."), _("Look again later, or ask the contact.")
    ),
    "shift_cancelled": Sentence(_("This was cancelled."), _("Look for another day.")),
    "place_closed": Sentence(
        _("The place is closed at that time."), _("We tell you when it opens again.")
    ),
    "gate_broken": Sentence(
        _("The organisers are sorting something out first, so nobody can sign up just now."),
        _("Look again later, or ask the contact."),
    ),
    "shift_full": Sentence(_("All places are taken."), _("Look for another day.")),
    "too_few_places": Sentence(
        ngettext_lazy(
            "Only %(free)s place is left, and you are %(heads)s.",
            "Only %(free)s places are left, and you are %(heads)s.",
            "free",
        ),
        _("Ask the contact whether there is room."),
    ),
    "already_signed_up": Sentence(_("You are signed up already."), _("You need not do anything.")),
    "overlaps": Sentence(
        _("You are already coming to something else then: %(other)s."),
        _("Cancel that first, or choose another time."),
    ),
    "person_overlaps": Sentence(
        _("The person already comes to something else then: %(other)s."),
        _("Choose somebody else, or agree on it with the person."),
    ),
    "group_too_large_for_room": Sentence(
        ngettext_lazy(
            "Only %(free)s place is left there, and the group is %(heads)s.",
            "Only %(free)s places are left there, and the group is %(heads)s.",
            "free",
        ),
        _("Make room first, or choose another session."),
    ),
    "heads_unclear": Sentence(
        _("How many of you come could not be read."), _("Write a number, for example 5.")
    ),
    "too_little_rest": Sentence(
        ngettext_lazy(
            "There is less than %(hours)s hour of rest between this and %(other)s.",
            "There are less than %(hours)s hours of rest between this and %(other)s.",
            "hours",
        ),
        _("Choose a time that follows directly, or one further away."),
    ),
    "too_many_hours": Sentence(
        _("The hours in one week would be %(hours)s, and here nobody does more than %(most)s."),
        _("Choose another week, or cancel something in this one."),
    ),
    "not_open_yet": Sentence(
        _("One cannot sign up for this yet."), _("It opens on %(opens)s. Come back then.")
    ),
    "no_longer_open": Sentence(
        _("It is too late to sign up for this by yourself."),
        _("Ring, and ask whether there is room: %(ring)s."),
    ),
    "answer_new_time_first": Sentence(
        _("The session was moved, and the new time is not answered yet."),
        _("Answer first whether it suits."),
    ),
    "part_unclear": Sentence(_("The times could not be read."), _("Write them like 14:30.")),
    "part_backwards": Sentence(_("The end must come after the start."), _("Correct the times.")),
    "part_outside": Sentence(
        _("These times lie outside the session."), _("Choose a part of it, or all of it.")
    ),
    "suspended": Sentence(_("Signing up here is on hold just now."), _("Ring first: %(ring)s.")),
    "person_left": Sentence(_("This person has left."), _("Add the person again first.")),
    "credential_missing": Sentence(
        _("Something is needed first that we have not seen yet: %(credentials)s."),
        _("Ask the contact how to arrange it."),
    ),
    "still_room": Sentence(_("There is room: no need to wait."), _("Press “I'll come” instead.")),
    "offer_gone": Sentence(
        _("This place went to somebody else meanwhile. Thank you for answering."),
        _("Look for another day."),
    ),
    "swap_needs_place": Sentence(
        _("Only somebody who has a place can swap it."), _("You need not do anything.")
    ),
    "swap_gone": Sentence(
        _("This swap is no longer possible: something has changed meanwhile. Nothing was moved."),
        _("Look at “My times”."),
    ),
    "swap_not_theirs": Sentence(
        _("The other person cannot come on your day."), _("Ask somebody else.")
    ),
    "series_over": Sentence(_("These sessions do not go on."), _("Look for another day.")),
    "come_once_first": Sentence(
        _("Somebody looks first at who comes to this."),
        _("Come once, or ask the contact; then you can come every time."),
    ),
    "pause_backwards": Sentence(
        _("The day on which you come again lies behind."), _("Choose a later day.")
    ),
    "pause_too_long": Sentence(
        ngettext_lazy(
            "That is more than %(months)s month ahead.",
            "That is more than %(months)s months ahead.",
            "months",
        ),
        _("Choose an earlier day, or give the regular time back."),
    ),
    "sign_up_not_live": Sentence(
        _("This place was already given back."), _("You need not do anything.")
    ),
    "cancel_after_start": Sentence(_("It has already begun."), _("Ring the contact instead.")),
    "attendance_needs_confirmed": Sentence(
        _("Attendance is recorded for people who had a place."), _("Sign the person up first.")
    ),
    "attendance_too_early": Sentence(_("It has not begun yet."), _("Record it when it has begun.")),
    **attendance.SENTENCES,
    **own_hours.SENTENCES,
    **raised.SENTENCES,
    "partly_needs_times": Sentence(
        _("Somebody who came for a part needs a from and an until."), _("Fill in both times.")
    ),
    "partly_times_wrong": Sentence(
        _("The times lie outside the session or run backwards."), _("Correct the times.")
    ),
    "sign_up_not_requested": Sentence(
        _("This request has been answered already."), _("Look at the list again.")
    ),
    "group_too_large": Sentence(
        _("Give a number of people from 1 to %(most)s."), _("Correct the number.")
    ),
    "unit_answers_this": Sentence(
        _("Something speaks against it that only %(unit)s may look at."),
        _("Leave this one to %(unit)s, or ring."),
    ),
    "position_elsewhere": Sentence(
        _("This place belongs to another session."), _("Choose one of this session's.")
    ),
}


_FOR_STAFF = {"overlaps": "person_overlaps", "too_few_places": "group_too_large_for_room"}


def for_staff(reasons: Iterable[Reason]) -> list[Reason]:
    """The same reasons, as they read to somebody who signs another person up."""
    return [Reason(_FOR_STAFF.get(one.code, one.code), one.values) for one in reasons]


def for_leader(reasons: Iterable[Reason], unit: str) -> list[Reason]:
    """The same to a volunteer who leads: what tells something about the person is the unit's."""
    found = list(reasons)
    kept = [one for one in found if one.code not in ABOUT_THE_PERSON]
    if len(kept) < len(found):
        kept.append(Reason("unit_answers_this", {"unit": unit}))
    return for_staff(kept)


def heads_of(name: str, heads: int) -> str:
    """A person, or a group with how many it is."""
    if heads == 1:
        return name
    return gettext("%(name)s (%(heads)s people)") % {"name": name, "heads": heads}


def part_of_it(sign_up: SignUp) -> str:
    """For which part of the session somebody comes: "10:00–11:00 only"; nothing for all of it."""
    if not sign_up.has_own_times:
        return ""
    zone = sign_up.shift.activity.unit.zone
    times = hours(sign_up.starts_at, sign_up.ends_at, zone)
    return gettext("%(times)s only") % {"times": times}


def about(sign_up: SignUp, *, with_position: bool, with_reason: bool = True) -> str:
    """What stands beside a name on a list: the position, the part, and why a rule was set aside."""
    said = [sign_up.position.name if with_position else "", part_of_it(sign_up)]
    if with_reason and sign_up.overlap_reason:
        said.append(gettext("all the same: %(why)s") % {"why": sign_up.overlap_reason})
    return " · ".join(filter(None, said))


class Shown(NamedTuple):
    """How a sign-up reads to the volunteer: a heading, a small mark, what it means, what one can do
    about it.
    """

    heading: Text
    label: Text
    color: str
    icon: str
    act: OwnAct = OwnAct.NONE
    text: Text = ""


OWN = {
    SignUpState.REQUESTED: Shown(
        _("You would like to come"), _("Waiting for an answer"), "info", "clock", OwnAct.CANCEL,
        _("Somebody looks at it first, and then you get an answer."),
    ),
    SignUpState.WAITLISTED: Shown(
        _("You are on the waiting list"), _("You are on the waiting list"), "info", "clock",
        OwnAct.LEAVE, _("All places are taken. We ask you as soon as one is free for you."),
    ),
    SignUpState.OFFERED: Shown(
        _("A place is free for you"), _("A place is free for you"), "warning", "half",
        OwnAct.ANSWER,
    ),
    SignUpState.CONFIRMED: Shown(
        _("You are coming"), _("You are coming"), "success", "check", OwnAct.CANCEL
    ),
    SignUpState.AWAITING: Shown(
        _("There is a new time"), _("There is a new time"), "warning", "clock", OwnAct.CANCEL
    ),
    SignUpState.DECLINED: Shown(
        _("Not this time"), _("Not this time"), "neutral", "closed", OwnAct.NONE,
        _("This time it does not fit. Please do not come then, and do look for another day."),
    ),
    SignUpState.CANCELLED: Shown(
        _("This was cancelled"), _("This was cancelled"), "neutral", "closed", OwnAct.NONE,
        _("It does not take place for you. Please do not come then."),
    ),
}  # fmt: skip
"""Every state has its words, so that a new one cannot be forgotten; a test asks for all."""

_GAVE_BACK = Shown(
    _("You are not coming"), _("You are not coming"), "neutral", "closed", OwnAct.TAKE_BACK,
    _("Your place is free for somebody else."),
)  # fmt: skip
_LEFT_QUEUE = _GAVE_BACK._replace(
    act=OwnAct.QUEUE_AGAIN, text=_("You are no longer in the queue. Thank you for answering.")
)
_WENT_ON = Shown(
    _("The place went to the next in line"), _("The place went to the next in line"), "neutral",
    "closed", OwnAct.NONE,
    _("We had no answer in time, so we asked the next. You are welcome on another day."),
)  # fmt: skip
_SWAPPED = Shown(
    _("Somebody else comes instead"), _("Somebody else comes instead"), "neutral", "swap",
    OwnAct.FIND, _("Your place was taken over, as you wished. You need not come then."),
)  # fmt: skip
_WAS_THERE = Shown(_("You had a place"), _("You had a place"), "neutral", "times")


def for_volunteer(sign_up: SignUp, *, is_over: bool = False) -> Shown:
    """How one's own sign-up reads. The only place that says so; templates ask here."""
    state = SignUpState(sign_up.state)
    if state == SignUpState.CANCELLED:
        if sign_up.cancel_reason == CancelReason.SWAPPED:
            return _SWAPPED
        by_oneself = sign_up.cancelled_by == CancelledBy.VOLUNTEER
        never_had_it = sign_up.state_before in (SignUpState.WAITLISTED, SignUpState.OFFERED)
        if by_oneself:
            return _LEFT_QUEUE if never_had_it else _GAVE_BACK
        return _WENT_ON if never_had_it else OWN[state]
    if is_over and state in (SignUpState.CONFIRMED, SignUpState.AWAITING):
        return _WAS_THERE
    return OWN[state]
