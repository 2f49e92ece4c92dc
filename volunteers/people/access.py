"""Which of the people behind a log-in is here now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest

from careshare import clock
from volunteers.memberships.access import HAT, Actor, active_memberships, may_in
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import Capability
from volunteers.organisations.models import OrganisationArea
from volunteers.people.models import (
    Affiliation,
    DatedTime,
    Person,
    PersonQuerySet,
    Sight,
    UsualTime,
)
from volunteers.people.rules import FreeTimes, PersonKind
from volunteers.places.models import Area


def people_of(user: Any) -> list[Person]:
    """The volunteers that a log-in stands for; one query a request."""
    if not user.is_authenticated:
        return []
    cached = user.__dict__.get("_people")
    if cached is None:
        cached = user.__dict__["_people"] = list(user.people.present().order_by("pk"))
    return cached


def twins(people: Iterable[Person]) -> list[tuple[Person, Person]]:
    """People behind one log-in who are called the same: perhaps one, put down twice. No query."""
    found: dict[str, Person] = {}
    pairs = []
    for one in sorted(people, key=lambda person: person.pk):
        if one.kind == PersonKind.GROUP:
            continue
        first = found.setdefault(" ".join(one.name.casefold().split()), one)
        if first is not one:
            pairs.append((first, one))
    return pairs


def has_twins(user: Any) -> bool:
    """Whether a log-in may stand for one person twice."""
    return bool(twins(people_of(user)))


def person_of(request: HttpRequest) -> Person | None:
    """The volunteer who acts: the one that the session names, or the only one behind the log-in.

    None where several share the log-in and none has said who it is, or where the hat is a role.
    """
    people = people_of(request.user)
    kind, _colon, number = str(request.session.get(HAT, "")).partition(":")
    if kind == "person":
        return next((person for person in people if str(person.pk) == number), None)
    if kind == "membership" or active_memberships(request.user):
        return None
    return people[0] if len(people) == 1 else None


def needs_to_say_who(request: HttpRequest) -> bool:
    """Whether several hats are possible and none is chosen yet."""
    hats = len(people_of(request.user)) + len(active_memberships(request.user))
    return hats > 1 and not request.session.get(HAT)


def party_key(actor: Actor) -> str:
    """The hat's unit or organisation as people's rows name it, or nothing for an area's roles."""
    hat = actor.membership
    return "" if hat is None or hat.area_id else hat.scope_key


def known_to(actor: Actor) -> PersonQuerySet:
    """The people whom the hat's unit or organisation may see; narrower than all one may see."""
    key, hat = party_key(actor), actor.membership
    days = {key: clock.today(hat.zone)} if hat is not None else {}
    own = Affiliation.objects.current().filter(party_key=key)
    seen = Sight.objects.seen_on(days)
    return (
        Person.objects.visible_to(actor.user)
        .present()
        .filter(Q(pk__in=own.values("person_id")) | Q(pk__in=seen.values("person_id")))
    )


def may_add_to(actor: Actor) -> Membership | None:
    """The hat on whose list somebody new may be put; None where it may not."""
    hat = actor.membership
    if hat is None or hat.area_id or not may_in(actor, Capability.ADD_PEOPLE, hat.scope):
        return None
    return hat


def may_change(actor: Actor, person: Person) -> bool:
    """Whether the hat's side looks after this person: by an affiliation, not by a sign-up alone."""
    hat = may_add_to(actor)
    if hat is None:
        return False
    return person.affiliations.current().filter(party_key=hat.scope_key).exists()


def area_ids(person: Person) -> list[int]:
    """The areas in which a volunteer may find something; two queries.

    Those of the unit or organisation that one belongs to, and the one that one offered oneself to.
    """
    current = list(person.affiliations.current().select_related("unit"))
    organisations = [one.organisation_id for one in current if one.organisation_id]
    works_in = OrganisationArea.objects.filter(organisation_id__in=organisations)
    found = {one.unit.area_id for one in current if one.unit}
    found.update(works_in.values_list("area_id", flat=True))
    if person.offered_to_id:
        found.add(person.offered_to_id)
    return sorted(found)


def language_of(reader: Any, area: Area) -> str:
    """The language of a person or a log-in, else the area's first that we speak, else English."""
    known = dict(settings.LANGUAGES)
    wishes = [getattr(reader, "language", ""), *area.languages, settings.LANGUAGE_CODE]
    return str(next(wish for wish in wishes if wish in known))


def free_times_of(people: Collection[int], first: date, last: date) -> dict[int, FreeTimes]:
    """When some people say that they can come, by person id; two queries for any number.

    Args:
        first, last: the days for which answers about certain days are read.
    """
    usual: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for one in UsualTime.objects.filter(person__in=people):
        usual[one.person_id].add((one.weekday, str(one.part)))
    dated: dict[int, dict[tuple[date, str], bool]] = defaultdict(dict)
    for row in DatedTime.objects.filter(person__in=people, on__range=(first, last)):
        dated[row.person_id][row.on, str(row.part)] = row.is_free
    return {pk: FreeTimes(frozenset(usual[pk]), dated[pk]) for pk in people}
