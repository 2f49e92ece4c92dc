"""Rows about who comes, and who may not for the time being."""

from coordination.signups.models.signups import (
    Attendance,
    PlaceOffer,
    Reached,
    SignUp,
    SignUpQuerySet,
)
from coordination.signups.models.suspensions import Suspension

__all__ = ["Attendance", "PlaceOffer", "Reached", "SignUp", "SignUpQuerySet", "Suspension"]
