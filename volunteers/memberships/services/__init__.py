"""Inviting colleagues, taking a role, and giving one up."""

from volunteers.memberships.services.endings import end_membership, reasons_against_end
from volunteers.memberships.services.invitations import (
    StandIn,
    accept_invitation,
    found_area,
    invitation_by_token,
    invite,
    reasons_against,
    withdraw_invitation,
)

__all__ = [
    "StandIn",
    "accept_invitation",
    "end_membership",
    "found_area",
    "invitation_by_token",
    "invite",
    "reasons_against",
    "reasons_against_end",
    "withdraw_invitation",
]
