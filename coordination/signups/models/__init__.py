"""Rows about who comes, and who may not for the time being."""

from coordination.signups.models.added import AddedHours
from coordination.signups.models.raised import Raised
from coordination.signups.models.signups import (
    NOT_KNOWN,
    NOT_LEFT,
    UNRECORDED,
    Attendance,
    PlaceOffer,
    Reached,
    SignUp,
    SignUpQuerySet,
)
from coordination.signups.models.standing import Standing
from coordination.signups.models.suspensions import Suspension
from coordination.signups.models.swaps import SwapProposal
from coordination.signups.models.tablets import Tablet

__all__ = [
    "NOT_KNOWN",
    "NOT_LEFT",
    "UNRECORDED",
    "AddedHours",
    "Attendance",
    "PlaceOffer",
    "Raised",
    "Reached",
    "SignUp",
    "SignUpQuerySet",
    "Standing",
    "Suspension",
    "SwapProposal",
    "Tablet",
]
