"""Which of the people behind a log-in is here now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from volunteers.memberships.access import HAT, active_memberships
from volunteers.people.models import Person


def people_of(user: Any) -> list[Person]:
    """The volunteers that a log-in stands for; one query a request."""
    if not user.is_authenticated:
        return []
    cached = user.__dict__.get("_people")
    if cached is None:
        cached = user.__dict__["_people"] = list(user.people.present().order_by("pk"))
    return cached


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
