"""A person whom somebody put on a list takes that over: by a link that a coordinator gives."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from careshare.audit.services import record
from careshare.errors import Reason, Refused, refuse_if
from volunteers.accounts.models import User
from volunteers.memberships.emails import area_of
from volunteers.memberships.models import Membership
from volunteers.memberships.services.invitations import token_hash
from volunteers.people.models import Person, PersonLink


@transaction.atomic
def give_link(*, actor: User, hat: Membership, person: Person, now: datetime) -> str:
    """The address that makes its reader this person; the row keeps only a hash of its token.

    The link before it stops: there is never more than one. Locks the person. Five statements.

    Raises:
        Refused: the person has a log-in already.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    refuse_if([Reason("person_has_own_log_in")] if person.user_id else [])
    person.links.open_at(now).update(stopped_at=now)
    token = secrets.token_urlsafe(32)
    days = area_of(hat.scope).policy.invitation_days
    link = PersonLink.objects.create(
        person=person,
        place=str(hat.scope),
        token_hash=token_hash(token),
        made_by=actor,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    record(actor=actor, action="person.link_given", subject=link, at=now)
    return f"{settings.SITE_URL}{reverse('coordination:person-join', args=[token])}"


@transaction.atomic
def stop_link(*, actor: User, person: Person, now: datetime) -> None:
    """Nobody can use it any more. A second press changes nothing."""
    for link in person.links.open_at(now):
        link.stopped_at = now
        link.save(update_fields=["stopped_at"])
        record(actor=actor, action="person.link_stopped", subject=link, at=now)


def link_by_token(token: str) -> PersonLink | None:
    """The link, whatever became of it; one query."""
    rows = PersonLink.objects.select_related("person")
    return rows.filter(token_hash=token_hash(token)).first()


def reasons_against_link(link: PersonLink, now: datetime) -> list[Reason]:
    """Why nobody can become the person by this link any more."""
    if link.used_at is not None or link.person.user_id is not None:
        return [Reason("person_link_used")]
    if link.stopped_at is not None or link.expires_at <= now or link.person.left_at is not None:
        return [Reason("person_link_over")]
    return []


@transaction.atomic
def take_over(*, link: PersonLink, user: User, now: datetime) -> Person:
    """From now on this log-in stands for the person. A second press gives the same answer.

    Locks the person, so that of two who open the link at once one gets it. Five statements.

    Raises:
        Refused: the link was used, stopped or is too old.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=link.person_id)
    link = PersonLink.objects.select_related("person").get(pk=link.pk)
    if link.used_by_id == user.pk and person.user_id == user.pk:
        return person
    reasons = reasons_against_link(link, now)
    if reasons:
        raise Refused(*reasons)
    link.used_at, link.used_by = now, user
    link.save(update_fields=["used_at", "used_by"])
    person.user, person.email = user, person.email or user.email
    person.version += 1
    person.save(update_fields=["user", "email", "version"])
    record(actor=user, action="person.taken_over", subject=person, fields=["user"], at=now)
    user.__dict__.pop("_people", None)  # what this request remembers is out of date
    return person
