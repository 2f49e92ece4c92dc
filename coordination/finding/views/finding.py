"""Home, the list, one time, and coming to it."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from careshare import clock
from careshare.errors import Refused
from careshare.sentences import say
from coordination.finding.access import (
    findable,
    home_of,
    look_at,
    openable,
)
from coordination.finding.filters import ShiftFilter
from coordination.finding.forms import ComeForm
from coordination.finding.views.entering import for_volunteer
from coordination.shifts.models import Shift
from coordination.signups import services
from coordination.signups.access import every_time
from coordination.signups.models import SignUp
from volunteers.memberships.access import acting
from volunteers.people.access import area_ids
from volunteers.people.models import Person

PAGE = 20


@require_GET
@for_volunteer
def home(request: HttpRequest, person: Person) -> HttpResponse:
    """The next times with whom to ring, and what else would suit; 35 queries at most."""
    context = {"person": person, **vars(home_of(person, acting(request), clock.now()))}
    return render(request, "coordination/finding/home.html", context)


@require_GET
@for_volunteer
def find(request: HttpRequest, person: Person) -> HttpResponse:
    """All that one could come to, the soonest first."""
    now = clock.now()
    everything = findable(person, now)
    narrowed = ShiftFilter(request.GET, queryset=everything, areas=area_ids(person))
    page = Paginator(narrowed.qs.for_pages(), PAGE).get_page(request.GET.get("page"))
    found = look_at(person, list(page), now)
    context = {
        "person": person,
        "filter": narrowed,
        "is_filtered": any(request.GET.get(name) for name in narrowed.filters),
        "page_obj": page,
        "n_activities": narrowed.qs.order_by().values("activity_id").distinct().count(),
        "found": [one for one in found if one.is_possible or one.sign_up],
        "closed": [one for one in found if not (one.is_possible or one.sign_up)],
    }
    return render(request, "coordination/finding/list.html", context)


@require_GET
@for_volunteer
def shift_page(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """One time in full; where one cannot come, every reason and the next step."""
    shift = get_object_or_404(openable(person).for_pages(), public_id=public_id)
    return render(request, "coordination/finding/detail.html", _detail(person, shift))


@require_POST
@for_volunteer
def come(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Sign up. A second press of the same button leads to the same page."""
    shift = get_object_or_404(openable(person).for_pages(), public_id=public_id)
    form = ComeForm(request.POST)
    form.is_valid()  # what is not a uuid or a number is left out; nothing else is asked
    try:
        made = _sign_up(person, shift, form, request)
    except Refused as refused:
        said = [say(one) for one in refused.reasons]
        context = {**_detail(person, shift), "refused": said, "form": form}
        return render(request, "coordination/finding/detail.html", context, status=409)
    return redirect(reverse("coordination:my-time", args=[made.public_id]) + "?new=1")


def _sign_up(person: Person, shift: Shift, form: ComeForm, request: HttpRequest) -> SignUp:
    form_uuid = form.cleaned_data.get("form_uuid")
    wanted = form.cleaned_data.get("position")
    position = next((one for one in shift.positions.all() if one.pk == wanted), None)
    part, heads = form.part_of(shift), form.heads_of(person)
    if position is None:
        return services.come(
            person=person, shift=shift, user=request.user, form_uuid=form_uuid, part=part,
            heads=heads,
        )  # fmt: skip
    return services.sign_up(
        person=person, position=position, user=request.user, form_uuid=form_uuid, part=part,
        heads=heads,
    )  # fmt: skip


def _detail(person: Person, shift: Shift) -> dict[str, object]:
    found = look_at(person, [shift], clock.now())[0]
    named = [one for one in shift.positions.all() if one.name]
    return {
        "person": person,
        "found": found,
        "card": found.card,
        "activity": shift.activity,
        "positions": named if len(named) > 1 else [],
        "form": ComeForm(),
        "every": every_time(person, shift) if found.may_suit_every_time else None,
    }
