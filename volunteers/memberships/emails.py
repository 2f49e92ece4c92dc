"""Letters about roles."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from volunteers.memberships.models import Invitation
from volunteers.memberships.words import ROLES


@dataclass(frozen=True)
class Letter:
    """A subject and a body in the reader's language."""

    subject: str
    body: str


def invitation_url(token: str) -> str:
    """The address of the page on which an invitation is taken, with the site's own address."""
    return f"{settings.SITE_URL}{reverse('volunteers:invitation-accept', args=[token])}"


def invitation_letter(invitation: Invitation, token: str) -> Letter:
    """Asks somebody to take a role. Reads the scope and its area: select them along."""
    scope = invitation.scope
    area = invitation.area or getattr(scope, "area", None) or getattr(scope, "home_area", None)
    with translation.override(invitation.language or settings.LANGUAGE_CODE):
        words = {
            "name": invitation.name,
            "role": ROLES[invitation.role],
            "place": scope.name,
            "url": invitation_url(token),
            "expires_at": invitation.expires_at.astimezone(area.zone),
        }
        subject = render_to_string("email/invitation/subject.txt", words)
        return Letter(subject.strip(), render_to_string("email/invitation/body.txt", words).strip())
