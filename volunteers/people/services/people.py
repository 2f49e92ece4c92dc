"""People on a unit's or an organisation's list."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from careshare.audit.services import record
from careshare.errors import Reason, Refused
from volunteers.accounts.models import User
from volunteers.memberships.models import Membership
from volunteers.people.models import Affiliation, Person, UsualTime
from volunteers.people.rules import AffiliationKind
from volunteers.people.services.linking import link_by_address
from volunteers.places.services.rows import change_row, create_once


def likely_duplicates(
    *, user: User, name: str, email: str, phone: str, even_unreachable: bool = False
) -> list[Person]:
    """People of the same name and the same telephone or e-mail, among those one may see.

    One query, or none where there is neither telephone nor e-mail; at most five.

    Args:
        even_unreachable: the same name is enough where neither is known of the new person.
    """
    same = Q()
    if email:
        same |= Q(email__iexact=email)
    if phone:
        same |= Q(phone=phone)
    if not same and not even_unreachable:
        return []
    people = Person.objects.visible_to(user).present().filter(same, name__iexact=name)
    return list(people.order_by("pk")[:5])


def _tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    """Addresses are compared in lower case when a log-in is linked."""
    tidy = dict(values)
    if "email" in tidy:
        tidy["email"] = tidy["email"].lower()
    return tidy


@transaction.atomic
def add_person(
    *, actor: User, hat: Membership, form_uuid: UUID, values: Mapping[str, Any], today: date
) -> Person:
    """A volunteer on the list of the hat's unit or organisation.

    Args:
        values: name, and perhaps kind, heads, contact_name, phone, email, language.
        today: in the zone of the hat's area.

    A second press gives the first result.
    """
    person, is_new = create_once(
        Person.objects.visible_to(actor),
        form_uuid=form_uuid,
        refusal=Reason("person_not_here"),
        values=_tidied(values),
    )
    if is_new:
        record(actor=actor, action="person.added", subject=person)
        link_by_address(person)
        affiliate(actor=actor, hat=hat, person=person, today=today)
    return person


@transaction.atomic
def affiliate(*, actor: User, hat: Membership, person: Person, today: date) -> Affiliation:
    """Put a person on the list of the hat's unit or organisation; once, however often asked."""
    kind = AffiliationKind.UNIT_DIRECT if hat.unit_id else AffiliationKind.ORGANISED
    row, is_new = Affiliation.objects.get_or_create(
        person=person,
        party_key=hat.scope_key,
        until=None,
        defaults={
            "kind": kind,
            "unit_id": hat.unit_id,
            "organisation_id": hat.organisation_id,
            "since": today,
        },
    )
    if is_new:
        record(actor=actor, action="affiliation.began", subject=row)
    return row


@transaction.atomic
def change_person(*, actor: User, person: Person, opened: int, values: Mapping[str, Any]) -> Person:
    """Change what a list says of somebody. The address of who logs in is that person's own.

    Raises:
        Stale: somebody saved meanwhile.
        Refused: person_has_log_in.
    """
    saved = Person.objects.get(pk=person.pk)  # a form may have written into the caller's copy
    if saved.user_id and values.get("email", saved.email).lower() != saved.email:
        raise Refused(Reason("person_has_log_in"))
    return change_own(actor=actor, person=person, opened=opened, values=values)


@transaction.atomic
def change_own(*, actor: User, person: Person, opened: int, values: Mapping[str, Any]) -> Person:
    """Change what stands about oneself.

    Raises:
        Stale: somebody saved meanwhile.
    """
    fresh, changed = change_row(person, opened=opened, refusal=None, values=_tidied(values))
    if changed:
        record(actor=actor, action="person.changed", subject=fresh, fields=changed)
        link_by_address(fresh)
    return fresh


@transaction.atomic
def say_when_free(
    *,
    actor: User,
    person: Person,
    opened: int,
    usual: Collection[tuple[int, str]],
    hours_most: int | None,
    wishes_more: bool,
) -> Person:
    """Keep on which parts of a usual week somebody can come, and how much. Five statements.

    Args:
        usual: weekdays (Monday is 0) with a part of the day; none says nothing.
        hours_most: the most hours a month that the person wishes; None for no limit.

    Raises:
        Stale: somebody saved meanwhile.
    """
    values = {"hours_most_month": hours_most, "wishes_more": wishes_more}
    fresh, changed = change_row(person, opened=opened, refusal=None, values=values)
    before = set(fresh.usual_times.values_list("weekday", "part"))
    if before != set(usual):
        fresh.usual_times.all().delete()
        UsualTime.objects.bulk_create(
            UsualTime(person=fresh, weekday=weekday, part=part) for weekday, part in sorted(usual)
        )
        changed.append("usual_times")
    if changed:
        record(actor=actor, action="person.said_when_free", subject=fresh, fields=changed)
    return fresh
