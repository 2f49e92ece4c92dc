"""Who the volunteer is that these pages are for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from volunteers.memberships.access import active_memberships
from volunteers.people.access import people_of, person_of
from volunteers.people.models import Person

P = ParamSpec("P")


def for_volunteer(
    view: Callable[Concatenate[HttpRequest, Person, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give the view the volunteer who acts; else ask who it is, or to register."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = person_of(request)
        if person is not None:
            return view(request, person, *args, **kwargs)
        is_somebody = people_of(request.user) or active_memberships(request.user)
        return redirect("volunteers:who" if is_somebody else "volunteers:register")

    return guarded
