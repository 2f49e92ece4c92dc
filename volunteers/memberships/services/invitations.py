"""Invitations: single use, a few days, bound to one address, kept only as a hash."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from careshare.audit.services import record
from careshare.errors import Reason, Refused, refuse_if
from careshare.outbox.services.letters import post_letter
from volunteers.accounts.models import User
from volunteers.accounts.services import create_verified_user, verified_emails
from volunteers.memberships.emails import area_of, invitation_letter
from volunteers.memberships.models import Invitation, Membership, scope_key
from volunteers.memberships.rules import (
    InvitationFacts,
    Role,
    may_invite_to,
    reasons_against_accepting,
    reasons_against_deputy,
)
from volunteers.organisations.models import Organisation
from volunteers.places.models import Area, CareUnit
from volunteers.places.services import create_area

Scope = Area | CareUnit | Organisation


@dataclass(frozen=True)
class StandIn:
    """Whose deputy somebody is to be, and from when until when; both days count."""

    deputy_for: Membership
    starts_on: date
    ends_on: date


def token_hash(token: str) -> str:
    """What is kept of a token: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def _columns(scope: Scope) -> dict[str, Scope]:
    names: dict[type, str] = {Area: "area", CareUnit: "unit", Organisation: "organisation"}
    return {names[type(scope)]: scope}


def _key(scope: Scope) -> str:
    return scope_key(**{f"{name}_id": row.pk for name, row in _columns(scope).items()})


def _open_to(scope: Scope, role: str, now: datetime) -> list[Invitation]:
    rows = Invitation.objects.filter(
        scope_key=_key(scope),
        role=role,
        accepted_at__isnull=True,
        withdrawn_at__isnull=True,
        expires_at__gt=now,
    )
    return list(rows)


def _reasons_against_inviting(
    scope: Scope, role: str, email: str, inviter: str, now: datetime
) -> list[Reason]:
    reasons = []
    if not may_invite_to(inviter, role):
        reasons.append(Reason("role_not_yours_to_give"))
    if any(row.email == email for row in _open_to(scope, role, now)):
        reasons.append(Reason("invitation_open"))
    today = now.astimezone(area_of(scope).zone).date()
    holders = Membership.objects.on(today).filter(scope_key=_key(scope), role=role)
    if holders.filter(user__email=email).exists():
        reasons.append(Reason("already_member"))
    return reasons


def _issue(
    *, actor: User | None, scope: Scope, role: str, email: str, name: str, language: str,
    form_uuid: UUID, now: datetime, stand_in: StandIn | None = None,
) -> tuple[Invitation, str]:  # fmt: skip
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        role=role,
        **_columns(scope),
        email=email,
        name=name,
        language=language,
        token_hash=token_hash(token),
        invited_by=actor,
        expires_at=now + timedelta(days=area_of(scope).policy.invitation_days),
        form_uuid=form_uuid,
        **(vars(stand_in) if stand_in else {}),
    )
    record(actor=actor, action="invitation.sent", subject=invitation, at=now)
    return invitation, token


@transaction.atomic
def invite(
    *,
    actor: User,
    hat: Membership,
    scope: Scope,
    role: str,
    email: str,
    name: str,
    language: str,
    form_uuid: UUID,
    now: datetime,
    stand_in: StandIn | None = None,
) -> Invitation:
    """Ask an address to take a role, by a letter that carries the only copy of the token.

    The caller has checked that the hat covers the scope. A second press gives the first result and
    sends nothing. Locks the scope, so that two presses at once make one invitation.

    Args:
        stand_in: whose deputy it asks to be, and on which days; a colleague for good without.

    Raises:
        Refused: role_not_yours_to_give, invitation_open, already_member, deputy_….
    """
    type(scope)._default_manager.select_for_update().get(pk=scope.pk)
    found = Invitation.objects.filter(form_uuid=form_uuid, scope_key=_key(scope)).first()
    if found is not None:
        return found
    address = email.lower()
    reasons = _reasons_against_inviting(scope, role, address, hat.role, now)
    refuse_if([*reasons, *(_reasons_against_standing_in(stand_in, scope, now) if stand_in else [])])
    invitation, token = _issue(
        actor=actor, scope=scope, role=role, email=address, name=name, language=language,
        form_uuid=form_uuid, now=now, stand_in=stand_in,
    )  # fmt: skip
    letter = invitation_letter(invitation, token)
    post_letter(
        key=f"invitation:{invitation.pk}:v1:invitation:now:invitation:{invitation.pk}:email",
        kind="invitation",
        cause="invitation",
        cause_id=invitation.pk,
        address=address,
        subject=letter.subject,
        body=letter.body,
        is_secret=True,  # the row keeps only a hash, so the letter may not keep the token
        useless_after=invitation.expires_at,
    )
    return invitation


def _reasons_against_standing_in(stand_in: StandIn, scope: Scope, now: datetime) -> list[Reason]:
    area = area_of(scope)
    today = now.astimezone(area.zone).date()
    months = area.policy.plan_ahead_months
    reasons = reasons_against_deputy(
        starts_on=stand_in.starts_on,
        ends_on=stand_in.ends_on,
        today=today,
        latest=today + timedelta(days=30 * months),
    )
    if stand_in.deputy_for.deputy_for_id is not None:
        reasons.append(Reason("deputy_of_deputy"))
    return reasons


@dataclass(frozen=True)
class Founded:
    """An area and the token of its first lead's invitation."""

    area: Area
    invitation: Invitation
    token: str


def _is_led(area: Area, now: datetime) -> bool:
    today = now.astimezone(area.zone).date()
    return Membership.objects.on(today).filter(area=area, role=Role.AREA_LEAD).exists()


@transaction.atomic
def found_area(
    *,
    name: str,
    country: str,
    time_zone: str,
    languages: Sequence[str],
    lead_email: str,
    lead_name: str,
    language: str,
    now: datetime,
) -> Founded:
    """An area, and an invitation for its first lead; by the management command only.

    For an area that nobody leads yet it takes back earlier invitations and makes a new one. Sends
    no letter: on a new installation nobody knows yet whether mail leaves.

    Raises:
        Refused: area_name_taken, where somebody leads the area of this name.
    """
    area = Area.objects.select_related("policy").filter(name__iexact=name).first()
    if area is None:
        area = create_area(name=name, country=country, time_zone=time_zone, languages=languages)
    elif _is_led(area, now):
        raise Refused(Reason("area_name_taken"))
    for earlier in _open_to(area, Role.AREA_LEAD, now):
        withdraw_invitation(actor=None, invitation=earlier, now=now)
    invitation, token = _issue(
        actor=None, scope=area, role=Role.AREA_LEAD, email=lead_email.lower(), name=lead_name,
        language=language, form_uuid=uuid4(), now=now,
    )  # fmt: skip
    return Founded(area, invitation, token)


@transaction.atomic
def withdraw_invitation(*, actor: User | None, invitation: Invitation, now: datetime) -> Invitation:
    """Take an invitation back; a second press changes nothing.

    Raises:
        Refused: invitation_used.
    """
    fresh = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if fresh.accepted_at is not None:
        raise Refused(Reason("invitation_used"))
    if fresh.withdrawn_at is None:
        fresh.withdrawn_at = now
        fresh.save(update_fields=["withdrawn_at"])
        record(actor=actor, action="invitation.withdrawn", subject=fresh, at=now)
    return fresh


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation that a link carries. One query."""
    rows = Invitation.objects.select_related(
        "area__policy", "unit__area__policy", "organisation__home_area__policy"
    )
    return rows.filter(token_hash=token_hash(token)).first()


def reasons_against(invitation: Invitation, user: User | None, now: datetime) -> list[Reason]:
    """Why this user, or nobody yet, cannot take an invitation."""
    asked = ""
    if user is not None:
        # Only an address at which the user has shown to receive mail counts.
        asked = invitation.email if invitation.email in verified_emails(user) else "another"
    return reasons_against_accepting(
        InvitationFacts(
            email=invitation.email,
            asked_email=asked,
            is_expired=invitation.expires_at <= now,
            is_accepted=invitation.accepted_at is not None,
            is_withdrawn=invitation.withdrawn_at is not None,
        )
    )


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User | None, now: datetime) -> Membership:
    """Take a role. Without a user it makes the log-in: the link went to that very address.

    The caller sends somebody whose address has a log-in already to log in first: a link alone
    never opens an existing account. Locks the invitation, so that it counts once.

    Raises:
        Refused: invitation_used, _withdrawn, _expired, _other_address.
    """
    fresh = Invitation.objects.select_for_update().get(pk=invitation.pk)
    refuse_if(reasons_against(fresh, user, now))
    if user is None:
        user = create_verified_user(email=fresh.email, language=fresh.language)
    membership, _is_new = Membership.objects.get_or_create(
        user=user,
        role=fresh.role,
        scope_key=fresh.scope_key,
        ended_at=None,
        deputy_for=fresh.deputy_for,
        starts_on=fresh.starts_on,
        ends_on=fresh.ends_on,
        defaults={
            "name": fresh.name,
            "area": fresh.area,
            "unit": fresh.unit,
            "organisation": fresh.organisation,
        },
    )
    fresh.accepted_at = now
    fresh.accepted_by = user
    fresh.save(update_fields=["accepted_at", "accepted_by"])
    record(actor=user, action="invitation.accepted", subject=fresh, at=now)
    record(actor=user, action="membership.began", subject=membership, at=now)
    return membership
