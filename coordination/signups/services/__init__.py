"""Writing sign-ups: come, cannot come, approve, attendance."""

from coordination.signups.services.approving import approve, decline
from coordination.signups.services.attending import Entry, record_attendance, record_list
from coordination.signups.services.cancelling import cancel, undo_cancel
from coordination.signups.services.coming import come
from coordination.signups.services.moving import accept_new_time, free_unanswered
from coordination.signups.services.signing_up import sign_up

__all__ = [
    "Entry",
    "accept_new_time",
    "approve",
    "cancel",
    "come",
    "decline",
    "free_unanswered",
    "record_attendance",
    "record_list",
    "sign_up",
    "undo_cancel",
]
