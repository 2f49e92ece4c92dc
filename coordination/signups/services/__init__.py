"""Writing sign-ups: come, cannot come, approve, attendance."""

from coordination.signups.services.approving import approve, decline
from coordination.signups.services.attending import record_attendance
from coordination.signups.services.cancelling import cancel, undo_cancel
from coordination.signups.services.signing_up import sign_up

__all__ = ["approve", "cancel", "decline", "record_attendance", "sign_up", "undo_cancel"]
