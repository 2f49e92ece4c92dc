"""Organisations."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from volunteers.accounts.access import Request
from volunteers.memberships.access import (
    acting,
    areas_led,
    may_in,
    require_in,
    visible_organisations,
)
from volunteers.memberships.rules import Capability
from volunteers.memberships.views.area import led_area, posted
from volunteers.organisations.forms import OrganisationCreateForm, OrganisationEditForm
from volunteers.organisations.services import change_organisation, create_organisation


@require_http_methods(["GET", "POST"])
def organisation_create(request: Request) -> HttpResponse:
    area = led_area(request)
    form = OrganisationCreateForm(posted(request), home_area=area, led=areas_led(request.user))
    organisation = form.attempt(
        lambda: create_organisation(
            actor=request.user,
            home_area=area,
            areas=form.more_areas,
            form_uuid=form.cleaned_data["form_uuid"],
            values=form.values,
        )
    )
    if organisation:
        text = _("%(name)s is set up. Now invite its coordinator.") % vars(organisation)
        messages.success(request, text)
        return redirect("volunteers:invitation-create", kind="organisation", pk=organisation.pk)
    context = {"form": form, "area": area, "back": reverse("volunteers:area-detail")}
    return render(request, "volunteers/organisations/form.html", context)


@require_http_methods(["GET", "POST"])
def organisation_edit(request: Request, pk: int) -> HttpResponse:
    organisation = get_object_or_404(visible_organisations(request.user), pk=pk)
    actor = acting(request)
    require_in(actor, Capability.EDIT_ORGANISATION, organisation)
    leads = may_in(actor, Capability.RUN_AREA, organisation.home_area)
    led = areas_led(request.user) if leads else ()
    name, form = (
        organisation.name,
        OrganisationEditForm(posted(request), instance=organisation, led=led),
    )
    saved = form.attempt(
        lambda: change_organisation(
            actor=request.user, organisation=organisation, opened=form.opened,
            values=form.values, more_areas=form.more_areas,
        )
    )  # fmt: skip
    if saved:
        messages.success(request, _("%(name)s is saved.") % vars(saved))
        return redirect("volunteers:area-detail" if leads else request.path)
    context = {"form": form, "name": name, "organisation": organisation}
    context["back"] = reverse("volunteers:area-detail") if leads else "/"
    return render(request, "volunteers/organisations/form.html", context)
