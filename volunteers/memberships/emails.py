"""Letters about roles."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from volunteers.memberships.models import Invitation
from volunteers.memberships.rules import Role
from volunteers.memberships.words import ROLES
from volunteers.organisations.models import Organisation
from volunteers.places.models import Area, CareUnit


@dataclass(frozen=True)
class Letter:
    """A subject and a body in the reader's language."""

    subject: str
    body: str


def invitation_url(token: str) -> str:
    """The address of the page on which an invitation is taken, with the site's own address."""
    return f"{settings.SITE_URL}{reverse('volunteers:invitation-accept', args=[token])}"


def area_of(scope: Area | CareUnit | Organisation) -> Area:
    """The area in which a scope lies."""
    if isinstance(scope, Area):
        return scope
    return scope.area if isinstance(scope, CareUnit) else scope.home_area


def invitation_letter(invitation: Invitation, token: str) -> Letter:
    """Asks somebody to take a role. Reads the scope and its area: select them along."""
    scope = invitation.scope
    area = area_of(scope)
    with translation.override(invitation.language or settings.LANGUAGE_CODE):
        words = {
            "name": invitation.name,
            "role": ROLES[Role(invitation.role)],
            "place": scope.name,
            "deputy_for": invitation.deputy_for and (invitation.deputy_for.name or scope.name),
            "starts_on": invitation.starts_on,
            "ends_on": invitation.ends_on,
            "url": invitation_url(token),
            "expires_at": invitation.expires_at.astimezone(area.zone),
        }
        subject = render_to_string("email/invitation/subject.txt", words)
        return Letter(subject.strip(), render_to_string("email/invitation/body.txt", words).strip())
