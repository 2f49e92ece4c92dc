"""People and log-ins find each other."""

from datetime import date
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction

from careshare.audit.models import AuditEntry
from careshare.audit.services import entry, record
from careshare.errors import Reason
from volunteers.accounts.models import User
from volunteers.people.models import Affiliation, Person
from volunteers.people.rules import AffiliationKind
from volunteers.places.models import Area
from volunteers.places.services.rows import create_once


def link_people(user: User) -> int:
    """Give a log-in the people whose address it has shown to receive; how many were new.

    Called at each log-in, and where the address of a person is saved. One query where there is
    nothing to do.
    """
    verified = EmailAddress.objects.filter(user=user, verified=True).values("email")
    waiting = Person.objects.present().filter(user__isnull=True, email__in=verified)
    found = list(waiting.exclude(email="").values_list("pk", flat=True))
    if not found:
        return 0
    with transaction.atomic():
        people = list(
            Person.objects.select_for_update(no_key=True)
            .filter(pk__in=found, user__isnull=True)
            .order_by("pk")
        )
        Person.objects.filter(pk__in=[person.pk for person in people]).update(user=user)
        AuditEntry.objects.bulk_create(
            entry(actor=user, action="person.linked", subject=person, fields=["user"])
            for person in people
        )
    user.__dict__.pop("_people", None)  # what this request remembers is out of date
    return len(people)


def link_by_address(person: Person) -> int:
    """Give a person to the log-in that receives mail at the person's address, if there is one.

    One or two queries; none without an address.
    """
    if person.user_id or not person.email:
        return 0
    address = EmailAddress.objects.filter(email=person.email, verified=True)
    found = address.select_related("user").first()
    return link_people(found.user) if found else 0


@transaction.atomic
def register(
    *,
    user: User,
    form_uuid: UUID,
    name: str,
    phone: Any,
    area: Area | None,
    language: str,
    today: date,
) -> Person:
    """Somebody registers as a volunteer, of one's own accord, offered to an area.

    A second press gives the first result.
    """
    person, is_new = create_once(
        Person.objects.filter(user=user),
        form_uuid=form_uuid,
        refusal=Reason("person_not_here"),
        values={
            "user": user,
            "name": name,
            "phone": phone or "",
            "email": user.email,
            "language": language,
            "offered_to": area,
        },
    )
    if is_new:
        Affiliation.objects.create(person=person, kind=AffiliationKind.UNORGANISED, since=today)
        record(actor=user, action="person.registered", subject=person)
    user.__dict__.pop("_people", None)
    return person
