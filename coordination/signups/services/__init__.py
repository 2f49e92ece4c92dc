"""Writing sign-ups: come, cannot come, approve, attendance."""

from coordination.signups.services.approving import approve, decline, undo_decline
from coordination.signups.services.attending import Entry, record_attendance, record_list
from coordination.signups.services.cancelling import bring_back, cancel, undo_cancel
from coordination.signups.services.changing import (
    change_coming,
    change_heads,
    change_place,
    change_times,
)
from coordination.signups.services.checking_in import check_in, check_out, take_back
from coordination.signups.services.coming import come
from coordination.signups.services.filling import fill, look_for_people
from coordination.signups.services.moving import (
    accept_new_time,
    ask_over,
    free_unanswered,
    take_offer_back,
)
from coordination.signups.services.own_hours import (
    add_hours,
    approve_hours,
    decline_hours,
    take_hours_back,
)
from coordination.signups.services.raising import close_raised, raise_about
from coordination.signups.services.regular_days import Outcome
from coordination.signups.services.reopening import restart_deadlines
from coordination.signups.services.ringing import rang_no, rang_yes, undo_rang_no, undo_rang_yes
from coordination.signups.services.series_over import end_standing, take_along
from coordination.signups.services.signing_up import sign_up
from coordination.signups.services.standing import (
    hand_back,
    keep_standing,
    pause,
    put_down,
    regulars_of,
    resume,
    stand,
)
from coordination.signups.services.swapping import (
    agree_to_swap,
    decline_swap,
    propose_swap,
    swappable,
    wish_swap,
    withdraw_swap,
    withdraw_wish,
)
from coordination.signups.services.taking_back import PlacesTakenBack, take_places_back
from coordination.signups.services.visiting import alarm_unended
from coordination.signups.services.waiting import accept, say_no, say_yes, turn_down, wait

__all__ = [
    "Entry",
    "Outcome",
    "PlacesTakenBack",
    "accept",
    "accept_new_time",
    "add_hours",
    "agree_to_swap",
    "alarm_unended",
    "approve",
    "approve_hours",
    "ask_over",
    "bring_back",
    "cancel",
    "change_coming",
    "change_heads",
    "change_place",
    "change_times",
    "check_in",
    "check_out",
    "close_raised",
    "come",
    "decline",
    "decline_hours",
    "decline_swap",
    "end_standing",
    "fill",
    "free_unanswered",
    "hand_back",
    "keep_standing",
    "look_for_people",
    "pause",
    "propose_swap",
    "put_down",
    "raise_about",
    "rang_no",
    "rang_yes",
    "record_attendance",
    "record_list",
    "regulars_of",
    "restart_deadlines",
    "resume",
    "say_no",
    "say_yes",
    "sign_up",
    "stand",
    "swappable",
    "take_along",
    "take_back",
    "take_hours_back",
    "take_offer_back",
    "take_places_back",
    "turn_down",
    "undo_cancel",
    "undo_decline",
    "undo_rang_no",
    "undo_rang_yes",
    "wait",
    "wish_swap",
    "withdraw_swap",
    "withdraw_wish",
]
