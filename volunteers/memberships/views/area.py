"""The area as its lead sees it: places, organisations, numbers, closing days."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from careshare import clock
from volunteers.accounts.access import Request
from volunteers.memberships.access import acting, require_in, visible_areas
from volunteers.memberships.models import Invitation, Membership
from volunteers.memberships.rules import Capability, Role
from volunteers.organisations import words as organisation_words
from volunteers.places.forms.policy import ClosingDayForm, PolicyForm
from volunteers.places.models import Area, ClosingDay
from volunteers.places.services import add_closing_day, change_policy, remove_closing_day
from volunteers.places.words import UNIT_KINDS


def posted(request: Request):
    """What was sent, for a form; an empty form that was sent counts as sent."""
    return request.POST if request.method == "POST" else None


def led_area(request: Request) -> Area:
    """The area of the hat, or 403."""
    actor = acting(request)
    if actor.membership is None or actor.membership.area is None:
        raise PermissionDenied("role_may_not")
    require_in(actor, Capability.RUN_AREA, actor.membership.area)
    return actor.membership.area


def with_people(rows: QuerySet, column: str, role: Role, area: Area) -> QuerySet:
    """Whether somebody decides there on the area's day, and how many invitations are open. No
    query of its own.
    """
    now = clock.now()
    here = {column: OuterRef("pk")}
    holders = Membership.objects.on(clock.today(area.zone)).filter(role=role, **here)
    invited = Invitation.objects.filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now, **here
    )
    counted = invited.order_by().values(column).annotate(n=Count("pk")).values("n")
    return rows.annotate(has_decider=Exists(holders), invited=Coalesce(Subquery(counted), 0))


@require_GET
def area_detail(request: Request) -> HttpResponse:
    area = led_area(request)
    units = with_people(area.units.prefetch_related("wards"), "unit", Role.UNIT_MANAGER, area)
    partners = with_people(_organisations_of(area), "organisation", Role.COORDINATOR, area)
    units, partners = list(units.order_by("name")), list(partners.order_by("name"))
    for unit in units:
        unit.kind_label = UNIT_KINDS[unit.kind]
    for organisation in partners:
        organisation.kind_label = organisation_words.KINDS[organisation.kind]
        organisation.side_label = organisation_words.SIDES[organisation.side]
    context = {
        "area": area,
        "units": units,
        "organisations": partners,
        "without_manager": sum(not unit.has_decider for unit in units),
    }
    return render(request, "volunteers/places/area.html", context)


def _organisations_of(area: Area) -> QuerySet:
    model = area.home_organisations.model
    return model.objects.filter(Q(home_area=area) | Q(areas=area)).distinct()


@require_http_methods(["GET", "POST"])
def area_policy(request: Request) -> HttpResponse:
    area = led_area(request)
    form = PolicyForm(posted(request), instance=area.policy)
    saved = form.attempt(
        lambda: change_policy(
            actor=request.user, policy=area.policy, opened=form.opened, values=form.values
        )
    )
    if saved:
        messages.success(request, _("The numbers are saved."))
        return redirect("volunteers:area-policy")
    return render(request, "volunteers/places/policy.html", {"area": area, "form": form})


@require_http_methods(["GET", "POST"])
def closing_days(request: Request) -> HttpResponse:
    area = led_area(request)
    form = ClosingDayForm(posted(request))
    saved = form.attempt(
        lambda: add_closing_day(actor=request.user, area=area, **form.cleaned_data)
    )
    if saved:
        messages.success(request, _("The closing day is on the list."))
        return redirect("volunteers:closing-days")
    days = area.closing_days.order_by("month", "day")
    context = {"area": area, "form": form, "days": [_day(row) for row in days]}
    return render(request, "volunteers/places/closing_days.html", context)


def _day(row) -> dict:
    return {
        "pk": row.pk,
        "name": row.name,
        "date": date(2024, row.month, row.day),  # a leap year: 29 February is a day
    }


@require_http_methods(["GET", "POST"])
def closing_day_remove(request: Request, pk: int) -> HttpResponse:
    days = ClosingDay.objects.filter(area__in=visible_areas(request.user)).select_related("area")
    closing_day = get_object_or_404(days, pk=pk)
    require_in(acting(request), Capability.RUN_AREA, closing_day.area)
    if request.method == "POST":
        remove_closing_day(actor=request.user, closing_day=closing_day)
        messages.success(request, _("The closing day is off the list."))
        return redirect("volunteers:closing-days")
    context = {
        "title": _("Take this day off the list?"),
        "text": _("A new series will then make sessions on this day."),
        "confirm_label": _("Take it off"),
        "cancel_url": reverse("volunteers:closing-days"),
        "danger": True,
    }
    return render(request, "components/confirm_page.html", context)
