"""A part of a session, or all of it, for one person."""

from coordination.shifts.models import Shift
from coordination.signups.models import SignUp


def fits(sign_up: SignUp, shift: Shift) -> bool:
    """Whether a person's times are those of the session, or the part of it that was agreed."""
    if sign_up.has_own_times:
        return shift.starts_at <= sign_up.starts_at and sign_up.ends_at <= shift.ends_at
    return (sign_up.starts_at, sign_up.ends_at) == (shift.starts_at, shift.ends_at)


def take_whole(sign_up: SignUp, shift: Shift) -> None:
    """The person comes for all of the session; the caller saves."""
    sign_up.starts_at, sign_up.ends_at = shift.starts_at, shift.ends_at
    sign_up.has_own_times = False
